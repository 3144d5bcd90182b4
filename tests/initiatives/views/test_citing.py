"""How to cite an entry: a sentence in each language, BibTeX and CSL-JSON, always of one version."""

import json
import re

import pytest
from jsonschema import validate

from initiatives.revisions import workflow
from initiatives.views.citing import bibtex
from tests.factories import make_initiative, make_translation
from tests.pages import links_of, text_of

# The part of https://resource.citationstyles.org/schema/v1.0/input/json/csl-data.json used here.
CSL_ITEM = {
    "type": "object",
    "required": ["type", "id"],
    "additionalProperties": False,
    "properties": {
        "type": {"enum": ["entry", "dataset", "webpage"]},
        "id": {"type": "string"},
        "title": {"type": "string"},
        "container-title": {"type": "string"},
        "author": {
            "type": "array",
            "items": {
                "type": "object",
                "additionalProperties": False,
                "properties": {"literal": {"type": "string"}},
            },
        },
        "issued": {
            "type": "object",
            "additionalProperties": False,
            "properties": {
                "date-parts": {
                    "type": "array",
                    "maxItems": 2,
                    "items": {
                        "type": "array",
                        "minItems": 1,
                        "maxItems": 3,
                        "items": {"type": "integer"},
                    },
                }
            },
        },
        "version": {"type": "string"},
        "URL": {"type": "string"},
        "language": {"type": "string"},
    },
}


def make_published(**fields):
    initiative = make_initiative(slug="lab", language="fr", **fields)
    make_translation(initiative=initiative, title="The lab")
    workflow.publish(initiative, by=None)
    return initiative


def test_a_page_says_how_to_cite_its_version_in_both_languages(client, db, settings):
    settings.SITE_URL = "https://veille.example"
    make_published(title="Le labo")

    shown = text_of(client.get("/fr/initiatives/lab/"), "evidence")

    assert "«\xa0Le labo\xa0», version 1, publiée le" in shown
    assert "“The lab”, version 1, published on" in shown
    assert "https://veille.example/en/initiatives/lab/v/1/ (accessed on [day])" in shown


def test_an_old_version_is_cited_by_its_own_address(client, db):
    initiative = make_published(title="Le labo")
    workflow.publish(initiative, by=None, reason="Once more.")

    links = links_of(client.get("/en/initiatives/lab/v/1/"))

    assert "http://testserver/en/initiatives/lab/v/1/" in links
    assert "/en/initiatives/lab/cite.bib" not in links


def test_a_bibtex_file_names_title_version_day_and_address(client, db):
    make_published(title="Le labo")

    response = client.get("/en/initiatives/lab/cite.bib")

    body = response.content.decode()
    assert response["Content-Type"] == "application/x-bibtex; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="veille-lab-v1.bib"'
    assert body.startswith("@misc{veille-lab-v1,\n")
    assert "  title = {{The lab}}," in body
    assert "  note = {Version 1}," in body
    assert re.search(r"  url = \{http://testserver/en/initiatives/lab/v/1/\}", body)


@pytest.mark.parametrize(
    "title",
    ["50 % & 3_a #1 $x", "a {b", "a } b", "c\\d ~ ^", "«\xa0É\xa0»"],
    ids=["percent to dollar", "open brace", "close brace", "backslash", "accents"],
)
def test_no_title_breaks_a_bibtex_file(title):
    entry = {
        "slug": "lab",
        "version": 3,
        "title": {"fr": title, "en": title},
        "published_at": "2026-11-26T10:00:00+00:00",
    }

    line = next(each for each in bibtex(entry, "https://x").splitlines() if "title" in each)

    words = line.removeprefix("  title = {{").removesuffix("}},")
    assert words.count("{") == words.count("}")
    assert not re.search(r"(?<!\\)[&%$#_~^]", words)


def test_a_csl_file_follows_its_schema(client, db):
    make_published(title="Le labo")

    response = client.get("/fr/initiatives/lab/cite.json")

    items = json.loads(response.content)
    validate(items, {"type": "array", "items": CSL_ITEM})
    assert items[0]["title"] == "Le labo"
    assert items[0]["URL"] == "http://testserver/fr/initiatives/lab/v/1/"
    assert response["Content-Type"].startswith("application/vnd.citationstyles.csl+json")


@pytest.mark.parametrize("name", ["cite.bib", "cite.json"])
def test_what_was_withdrawn_is_not_cited(client, db, name):
    initiative = make_published(title="Le labo")
    workflow.withdraw(initiative, by=None, reason="Wrong.")

    assert client.get(f"/en/initiatives/lab/{name}").status_code == 410
