"""About and Methodology: every term with its definition, in both languages, at its own place."""

import re

import pytest

from initiatives.views.about import TITLES, VOCABULARIES
from tests.pages import links_of, markup_of, text_of


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("name", VOCABULARIES)
def test_every_value_of_every_list_has_its_place_and_its_definition(client, db, language, name):
    response = client.get(f"/{language}/methodology/")

    for term in VOCABULARIES[name]:
        shown = text_of(response, f"{name}-{term.code}")
        assert (term.definition_fr if language == "fr" else term.definition_en) in shown
        assert shown.lower().startswith(f"{term.label(language)} {term.code}".lower())


def test_no_list_is_forgotten_or_told_twice():
    told = [name for lists in TITLES.values() for name in lists]

    assert sorted(told) == sorted(VOCABULARIES)


@pytest.mark.parametrize("page", ["about", "methodology"])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_contents_lead_to_what_is_on_the_page(client, db, page, language):
    response = client.get(f"/{language}/{page}/")

    ids = re.findall(r'id="([^"]+)"', markup_of(response))
    assert len(ids) == len(set(ids))
    assert {link[1:] for link in links_of(response) if link.startswith("#")} <= set(ids)
    assert markup_of(response).count("<h1") == 1


def test_about_says_how_to_cite_and_under_which_licence(client, db, settings):
    settings.SITE_URL, settings.DATA_LICENCE = "https://veille.example", "CC0"

    shown = text_of(client.get("/en/about/"))

    assert "https://veille.example/en/initiatives/…/" in shown
    assert "may be reused under CC0" in shown


@pytest.mark.parametrize("page", ["about", "methodology"])
def test_both_are_on_the_map_of_the_site(client, db, page):
    assert f"/fr/{page}/</loc>" in client.get("/sitemap.xml").content.decode()
