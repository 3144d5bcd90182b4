"""The past of an entry: its history, its versions, what changed, the corrections of the site."""

import json
import re

import pytest

from initiatives.models import PublishedVersion
from initiatives.publication import publish
from initiatives.views import history
from tests.factories import (
    make_citation,
    make_editor,
    make_initiative,
    make_participation,
    make_partner,
    make_published_initiative,
)
from tests.pages import links_of, markup_of, text_of

from .past import LANGUAGES, get, publish_again

# ── History ──────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("language", "first", "again"),
    [("en", "first published", "published again"), ("fr", "première publication", "nouvelle")],
)
def test_the_history_lists_every_version_the_latest_first(client, lab, language, first, again):
    response = get(client, "initiatives/lab/history/", language)

    assert re.findall(r'id="v(\d+)"', markup_of(response)) == ["3", "2", "1"]
    assert first in text_of(response, "v1")
    assert again in text_of(response, "v2")


@pytest.mark.parametrize("address", ["initiatives/lab/history/", "corrections/"])
def test_a_moment_is_marked_up_as_its_day(client, lab, address):
    days = re.findall(r'<time datetime="([^"]*)"', markup_of(get(client, address)))

    assert days
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\d", day) for day in days)


def test_a_corrected_version_stands_with_its_reason_and_what_it_changed(client, lab):
    shown = text_of(get(client, "initiatives/lab/history/"), "v2")

    assert "The budget was misread." in shown
    assert "2 changes: The entry itself, Key facts." in shown
    assert "See what changed since version 1" in shown


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "No change in what is public."), ("fr", "Aucun changement dans ce qui est public.")],
)
def test_a_version_that_only_the_desk_sees_changed_nothing_in_public(client, lab, language, words):
    assert words in text_of(get(client, "initiatives/lab/history/", language), "v3")


@pytest.mark.parametrize(
    ("language", "link"), [("en", "History (3 versions)"), ("fr", "Historique (3 versions)")]
)
def test_the_page_of_an_entry_leads_to_its_history(client, lab, language, link):
    response = get(client, "initiatives/lab/", language)

    assert link in text_of(response, "evidence")
    assert f"/{language}/initiatives/lab/history/" in links_of(response)


def test_a_long_history_comes_in_pages_each_compared_with_the_version_before(
    client, db, monkeypatch
):
    monkeypatch.setattr(history, "VERSIONS_ON_A_PAGE", 2)
    entry = make_published_initiative(slug="long", summary="0")
    for number in range(1, 4):
        publish_again(entry, summary=f"{number}")

    first = get(client, "initiatives/long/history/")
    cursor = next(link for link in links_of(first) if link.startswith("?cursor="))
    second = get(client, f"initiatives/long/history/{cursor}")

    assert "See what changed since version 2" in text_of(first, "v3")
    assert re.findall(r'id="v(\d+)"', markup_of(second)) == ["2", "1"]


# ── One version ──────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("language", "words", "amount"),
    [
        ("en", "This is version 1 of 3, as published on", "€500,000"),
        ("fr", "Ceci est la version 1 sur 3, telle que publiée le", "500\u202f000\xa0€"),
    ],
)
def test_a_version_is_the_page_of_the_entry_as_it_was(client, lab, language, words, amount):
    response = get(client, "initiatives/lab/v/1/", language)

    assert words in text_of(response)
    assert amount in text_of(response, "figures")
    assert f"/{language}/initiatives/lab/compare/?from=1&to=3" in links_of(response)


def test_a_version_stands_with_the_reason_given_for_it(client, lab):
    assert "The budget was misread." in text_of(get(client, "initiatives/lab/v/2/"))


def test_the_latest_version_says_that_it_is_the_current_one(client, lab):
    assert "It is the current one." in text_of(get(client, "initiatives/lab/v/3/"))


@pytest.mark.parametrize("page", ["v/1/", "compare/"])
def test_search_engines_keep_to_the_current_version(client, lab, page):
    robots = '<meta name="robots" content="noindex">'

    assert robots in markup_of(get(client, f"initiatives/lab/{page}"))
    assert robots not in markup_of(get(client, "initiatives/lab/"))


def test_a_version_stored_by_older_code_is_still_a_page(client, lab):
    bare = {"slug": "lab", "title": {"fr": "Labo", "en": None}, "investments": [{"id": OLD_ID}]}
    PublishedVersion.objects.create(
        initiative=lab,
        number=4,
        action="published",
        document=json.dumps(bare),
        published_at="2026-01-01T00:00:00Z",
    )

    response = get(client, "initiatives/lab/v/4/")

    assert response.status_code == 200
    assert "amount not mentioned by the sources" in text_of(response)


OLD_ID = "5549051e-c9f7-516b-a5e3-507f2b882caf"


def test_a_version_links_nowhere_that_has_no_page_any_more(client, lab):
    lab.investments.all().delete()
    publish_again(lab, "No such money.")

    links = links_of(get(client, "initiatives/lab/v/1/"))

    paths = [link for link in links if link.startswith("/en/")]
    assert [path for path in paths if client.get(path).status_code != 200] == []


# ── Two versions ─────────────────────────────────────────────────────────────────────────────────


def test_two_versions_are_compared_in_words(client, lab):
    shown = text_of(get(client, "initiatives/lab/compare/?from=1&to=2"))

    assert "Version 2, " in shown
    assert "The budget was misread." in shown
    assert "Before €500,000 After €550,000" in shown
    assert "Un labo à [removed: Paris ] [added: Lyon ] ." in shown


def test_a_comparison_in_french_is_in_french(client, lab):
    shown = text_of(get(client, "initiatives/lab/compare/?from=1&to=2", "fr"))

    assert "Avant 500\u202f000\xa0€ Après 550\u202f000\xa0€" in shown
    assert "2 modifications de la version 1 à la version 2" in shown


def test_the_last_two_versions_are_compared_unless_others_are_asked_for(client, lab):
    response = get(client, "initiatives/lab/compare/")

    assert re.findall(r'<option value="(\d)" selected', markup_of(response)) == ["2", "3"]
    assert "No change in what is public." in text_of(response)


def test_a_comparison_can_go_back_in_time(client, lab):
    shown = text_of(get(client, "initiatives/lab/compare/?from=2&to=1"))

    assert "Before €550,000 After €500,000" in shown


def test_one_version_alone_has_nothing_to_be_compared_with(client, db):
    make_published_initiative(slug="new")

    response = get(client, "initiatives/new/compare/")

    assert "There is one version only" in text_of(response)
    assert response.status_code == 200


@pytest.mark.parametrize("query", ["from=9&to=2", "from=x", "to=0", "from=-1", "to=<b>", "to=1e9"])
@LANGUAGES
def test_a_version_that_cannot_be_is_a_400_with_the_form_and_a_sentence(
    client, lab, query, language
):
    response = get(client, f"initiatives/lab/compare/?{query}", language)

    assert response.status_code == 400
    assert {"en": "is no version", "fr": "n’est pas une version"}[language] in text_of(response)
    assert '<select id="compare-from"' in markup_of(response)
    assert "<b>" not in markup_of(response, "compare-error")


def test_the_other_language_compares_the_same_two(client, lab):
    links = links_of(get(client, "initiatives/lab/compare/?from=1&to=2&utm_source=x"))

    assert "/fr/initiatives/lab/compare/?from=1&to=2" in links


def test_a_change_in_the_other_languages_words_alone_is_a_change_here_too(client, lab):
    publish_again(lab, summary="Un labo à Nice.")

    shown = text_of(get(client, "initiatives/lab/compare/"))

    assert "Summary, in French" in shown


def test_a_change_that_only_the_other_language_can_say_leads_there(client, lab):
    lab.place_name_fr, lab.place_name_en = "Hôpital", "Hospital"
    publish_again(lab)
    publish_again(lab, place_name_fr="Clinique")

    response = get(client, "initiatives/lab/compare/")

    assert "Only words in French changed." in text_of(response)
    assert "/fr/initiatives/lab/compare/?from=4&to=5" in links_of(response)


# ── Withdrawn, merged, renamed, never there ──────────────────────────────────────────────────────


@LANGUAGES
def test_the_history_of_a_withdrawn_entry_is_numbers_dates_and_reasons(client, gone, language):
    response = get(client, "initiatives/gone/history/", language)

    assert response.status_code == 200
    assert "The company <asked> us to." in text_of(response, "v3")
    assert "A figure was wrong." in text_of(response, "v2")
    assert "Kanarienvogel" not in markup_of(response)
    assert not [link for link in links_of(response) if "/v/" in link or "compare" in link]


@pytest.mark.parametrize("page", ["v/1/", "v/2/", "v/3/", "compare/", "compare/?from=1&to=2"])
@LANGUAGES
def test_no_version_of_a_withdrawn_entry_is_shown_again(client, gone, page, language):
    response = get(client, f"initiatives/gone/{page}", language)

    assert response.status_code == 410
    assert "The company <asked> us to." in text_of(response)
    assert "Kanarienvogel" not in markup_of(response)


def test_what_was_withdrawn_stays_so_when_the_entry_comes_back(client, gone, editor):
    publish_again(gone, "Without the name.", title="Labo")

    assert "Version 3" in text_of(get(client, "initiatives/gone/history/"))
    assert get(client, "initiatives/gone/v/4/").status_code == 200
    closed = get(client, "initiatives/gone/v/2/")
    assert closed.status_code == 410
    assert "This version was withdrawn" in text_of(closed)
    assert get(client, "initiatives/gone/compare/?from=2&to=4").status_code == 400


@pytest.mark.parametrize("page", ["history/", "v/1/", "compare/"])
@LANGUAGES
def test_the_past_of_a_merged_entry_is_that_of_what_it_became(client, lab, page, language):
    merged = make_published_initiative(slug="merged")
    merged.state, merged.merged_into = "merged", lab
    merged.save()
    publish.refresh([f"initiative:{merged.pk}"])

    response = get(client, f"initiatives/merged/{page}", language)

    assert response.status_code == 308
    assert response["Location"] == f"/{language}/initiatives/lab/history/"


@pytest.mark.parametrize("page", ["history/", "v/1/", "compare/?from=1&to=2"])
def test_the_past_of_a_renamed_entry_is_at_its_new_address(client, lab, page):
    publish_again(lab, slug="new-lab")

    response = get(client, f"initiatives/lab/{page}")

    assert response.status_code == 308
    assert response["Location"] == f"/en/initiatives/new-lab/{page}"
    assert client.get(response["Location"]).status_code == 200


@pytest.mark.parametrize(
    "page",
    [
        "nobody/history/",
        "nobody/v/1/",
        "nobody/compare/",
        "draft/history/",
        "draft/v/1/",
        "lab/v/0/",
        "lab/v/9/",
        "lab/v/99999999999999999999/",
        "lab/v/x/",
    ],
)
@LANGUAGES
def test_what_was_never_published_is_a_404_in_words(client, lab, page, language):
    make_initiative(slug="draft")

    response = get(client, f"initiatives/{page}", language)

    assert response.status_code == 404
    assert {"en": "There is nothing here", "fr": "Il n’y a rien ici"}[language] in text_of(response)


# ── All of them ──────────────────────────────────────────────────────────────────────────────────

PAGES = [
    "initiatives/lab/history/",
    "initiatives/lab/v/1/",
    "initiatives/lab/compare/?from=1&to=2",
    "corrections/",
]


@pytest.mark.parametrize("page", PAGES)
def test_a_page_of_the_past_is_kept_until_something_is_published(client, lab, page):
    first = get(client, page)
    again = client.get(f"/en/{page}", headers={"If-None-Match": first["ETag"]})
    current = get(client, "initiatives/lab/")
    publish_again(lab)
    later = client.get(f"/en/{page}", headers={"If-None-Match": first["ETag"]})

    assert again.status_code == 304
    assert later.status_code == 200
    assert first["Cache-Control"] == current["Cache-Control"] == "public, no-cache"
    assert first.get("Vary") == current.get("Vary")


@pytest.mark.parametrize("page", PAGES)
@LANGUAGES
def test_who_published_and_what_the_desk_knows_is_on_no_page(client, lab, page, language):
    editor = make_editor(
        username="kanarienvogel", first_name="Kanarienvogel", email="kanarienvogel@example.org"
    )
    make_initiative(slug="kanarienvogel", title="Kanarienvogel")
    draft = make_citation(paraphrase_en="Kanarienvogel", paraphrase_fr="Kanarienvogel")
    make_initiative(citations=[draft])
    publish_again(lab, "Checked again.", by=editor)
    make_participation(initiative=lab, partner=make_partner(name="Kanarienvogel", public=False))
    publish.refresh([f"initiative:{lab.pk}"])

    response = get(client, page, language)

    assert response.status_code == 200
    assert "kanarienvogel" not in markup_of(response).lower()


QUERIES = {"initiatives/lab/history/": 11, "initiatives/lab/v/2/": 10}
QUERIES |= {"initiatives/lab/compare/?from=1&to=2": 11, "corrections/": 9}


@pytest.mark.parametrize("page", QUERIES)
@pytest.mark.parametrize("versions", [4, 40])
def test_no_page_asks_more_of_the_database_for_more_versions(
    client, lab, page, versions, django_assert_num_queries
):
    for number in range(4, versions + 1):
        publish_again(lab, "Again.", summary=f"{number}")

    with django_assert_num_queries(QUERIES[page]):
        assert get(client, page).status_code == 200


def test_the_database_is_never_asked_for_the_author_of_a_version(
    client, lab, django_assert_max_num_queries
):
    with django_assert_max_num_queries(100) as asked:
        for page in PAGES:
            get(client, page)

    assert "published_by" not in " ".join(query["sql"] for query in asked.captured_queries)
