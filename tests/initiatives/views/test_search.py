"""One search over everything: three groups, the words found marked, what may have been meant."""

import re

import pytest

from initiatives.publication import publish
from initiatives.revisions import workflow
from tests.factories import (
    make_alias,
    make_article,
    make_citation,
    make_initiative,
    make_milestone,
    make_participation,
    make_partner,
    make_published_initiative,
    make_publisher,
    make_translation,
)
from tests.pages import links_of, markup_of, text_of

# Savepoint and its rollback, time limit and role; counter and words; count and rows of three
# collections; the words found in them.
SEARCH_QUERIES = 4 + 1 + 3 * 2 + 1


def found(response) -> dict[str, int]:
    """How many rows each group says it has."""
    groups = re.findall(
        r'id="found-(\w+)">[^<]*<span class="found-count">(\d+)<', markup_of(response)
    )
    return {name: int(count) for name, count in groups}


def test_a_word_is_looked_for_in_entries_partners_and_sources(client, db):
    article = make_article(title="Le robot arrive", publisher=make_publisher(name="Robot Hebdo"))
    partner = make_partner(name="Robot SA")
    entry = make_initiative(title="Un robot", citations=[make_citation(article=article)])
    make_participation(initiative=entry, partner=partner)
    workflow.publish(entry, by=None)
    publish.refresh([f"partner:{partner.pk}"])

    response = client.get("/en/search/?q=robot")

    assert found(response) == {"initiatives": 1, "partners": 1, "sources": 1}
    assert "3 results" in text_of(response)
    for path in ("initiatives", "partners", "sources"):
        assert f"/en/{path}/?q=robot" in links_of(response)


@pytest.mark.parametrize(
    ("typed", "marked"),
    [
        ("hopitaux", ["hôpital"]),
        ("HÔPITAL", ["hôpital"]),
        ('"hôpital numérique"', ["hôpital", "numérique"]),
        ("œuvre", ["Œuvre"]),
        ("numérique -fonds", ["numérique"]),
    ],
)
def test_the_words_found_are_marked_as_they_are_written(client, db, typed, marked):
    make_published_initiative(title="Labo", summary="Œuvre de l’hôpital numérique.")

    markup = markup_of(client.get("/fr/search/", {"q": typed}))

    assert re.findall(r"<mark>([^<]*)</mark>", markup) == marked


def test_what_is_found_is_shown_where_it_stands_and_says_what_it_is(client, db):
    entry = make_initiative(title="Labo", summary="Un lieu.")
    make_milestone(initiative=entry, what_en="Opening of the greenhouse", what_fr="Serre")
    workflow.publish(entry, by=None)

    shown = text_of(client.get("/en/search/?q=greenhouse"))

    assert "Milestone: Opening of the greenhouse" in shown


def test_words_of_the_other_language_are_found_and_say_which_it_is(client, db):
    entry = make_initiative(title="Labo", summary="Une serre.")
    make_translation(initiative=entry, title="Lab", summary="A greenhouse.")
    workflow.publish(entry, by=None)

    assert '<span lang="fr">Une <mark>serre</mark>.</span>' in markup_of(
        client.get("/en/search/?q=serre")
    )


def test_a_long_text_is_cut_round_what_was_found(client, db):
    long = "mot " * 200 + "aiguille" + " mot" * 200
    make_published_initiative(title="Labo", summary=long)

    shown = text_of(client.get("/en/search/?q=aiguille"))

    assert "… mot" in shown
    assert "mot aiguille mot" in shown
    assert shown.count("mot") < 80


def test_an_alias_finds_its_partner_and_is_said(client, db):
    partner = make_partner(name="Bpifrance")
    make_alias(partner=partner, surface="BPI")
    publish.refresh([f"partner:{partner.pk}"])

    assert "also known as: BPI" in text_of(client.get("/en/search/?q=bpi"))
    assert "also known as BPI" in text_of(client.get("/en/search/names/?q=bpi"))
    assert "aussi appelé BPI" in text_of(client.get("/fr/search/names/?q=bpi"))


@pytest.mark.parametrize("path", ["search/", "search/names/"])
def test_markup_in_a_title_or_a_query_is_text(client, db, path):
    make_published_initiative(title="Robot <img src=x>", summary="<b>robot</b> \ue000")

    markup = markup_of(client.get(f"/en/{path}", {"q": "robot"}))
    asked = markup_of(client.get(f"/en/{path}", {"q": "<script>alert(1)</script>"}))

    assert "<img" not in markup
    assert "<b>" not in markup
    assert "&lt;img" in markup
    assert "<script>alert" not in asked


def test_the_desk_s_words_are_in_no_snippet(client, db):
    make_published_initiative(title="Robot", desk_note_en="robot kanarienvogel")

    assert "kanarienvogel" not in markup_of(client.get("/en/search/?q=robot"))


def test_a_misspelt_word_is_one_click_from_the_right_one(client, dataset):
    response = client.get("/en/search/?q=39BSI")

    assert "Nothing matches." in text_of(response)
    assert "Did you mean 39BIS ?" in text_of(response)
    assert "?q=39BIS" in links_of(response)
    assert found(client.get("/en/search/?q=39BIS"))["initiatives"] >= 1


def test_a_search_that_found_something_asks_nothing_about_its_words(client, dataset):
    assert "Did you mean" not in text_of(client.get("/en/search/?q=sanofi"))


@pytest.mark.parametrize("words", ["a" * 201, "a\0b"])
def test_words_nobody_types_are_refused_in_words(client, db, words):
    response = client.get("/en/search/", {"q": words})

    assert response.status_code == 400
    assert "A search is text of at most 200 characters" in text_of(response)


@pytest.mark.parametrize("words", ["", " ", "???", "-", '"', "le", "-sanofi"])
def test_a_search_for_hardly_anything_has_a_page(client, dataset, words):
    assert client.get("/fr/search/", {"q": words}).status_code == 200


def test_a_page_of_results_is_not_for_search_engines_and_the_empty_one_is(client, db):
    assert "noindex" in markup_of(client.get("/en/search/?q=robot"))
    assert "noindex" not in markup_of(client.get("/en/search/"))


@pytest.mark.parametrize("rows", [1, 8])
def test_a_search_runs_the_same_queries_however_much_it_finds(
    client, db, django_assert_num_queries, rows
):
    for _ in range(rows):
        article = make_article(title="Robot")
        entry = make_initiative(title="Robot", citations=[make_citation(article=article)])
        make_participation(initiative=entry, partner=make_partner(name="Robot"))
        workflow.publish(entry, by=None)
    publish.refresh_everything()

    with django_assert_num_queries(SEARCH_QUERIES):
        response = client.get("/en/search/?q=robot")
    assert found(response) == {"initiatives": rows, "partners": rows, "sources": rows}


def test_what_is_misspelt_costs_four_queries_more(client, dataset, django_assert_num_queries):
    with django_assert_num_queries(4 + 1 + 3 + 3 + 1):  # no rows; meant words, names begun
        client.get("/en/search/?q=sanoffi")


def test_names_are_offered_with_three_queries(client, dataset, django_assert_num_queries):
    with django_assert_num_queries(4 + 3):
        response = client.get("/en/search/names/?q=sano")
    assert "/en/partners/sanofi/" in markup_of(response)


@pytest.mark.parametrize("address", ["/en/search/?q=robot", "/en/search/names/?q=robot"])
def test_what_was_found_is_kept_until_something_is_published(client, db, address):
    first = client.get(address)
    again = client.get(address, headers={"If-None-Match": first["ETag"]})
    make_published_initiative(title="Robot")

    assert again.status_code == 304
    assert client.get(address, headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_where_no_whole_word_is_found_names_that_begin_so_are(client, db):
    entry = make_initiative()
    make_participation(initiative=entry, partner=make_partner(slug="bpifrance", name="Bpifrance"))
    workflow.publish(entry, by=None)

    assert "/en/partners/bpifrance/" in links_of(client.get("/en/search/?q=BPI"))
    assert "/en/partners/bpifrance/" not in links_of(client.get("/en/search/?q=robot"))
