"""Words: both languages, any accent, phrases, exclusions."""

import pytest

from tests.factories import make_initiative, make_translation

from .asking import ask, make_public, publish, slugs

pytestmark = pytest.mark.django_db


def in_both(french, english):
    entry = make_initiative(title=french, summary="Résumé.")
    make_translation(initiative=entry, title=english, summary="Summary.")
    return publish(entry).slug


@pytest.mark.parametrize(
    "words",
    ["hôpital", "hopitaux", "HÔPITAUX", "l’hôpital", "hospital", "hospitals", "« hôpital »"],
)
def test_an_entry_is_found_in_either_language_whatever_accent_and_number(client, words):
    entry = in_both("Un hôpital électrifié", "An electrified hospital")

    assert slugs(client, q=words) == [entry]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("laboratoire numérique", True),
        ("numérique laboratoire", True),
        ('"laboratoire numérique"', True),
        ("« laboratoire numérique »", True),
        ('"numérique laboratoire"', False),
        ("laboratoire fonds", False),
        ("laboratoire or fonds", True),
        ("fonds OR banque", False),
        ("-fonds", True),
        ("laboratoire -numérique", False),
        ("laboratoire -numériques", False),
        ('laboratoire -"numérique santé"', True),
        ("le laboratoire", True),
        ("the laboratory", True),
        ("des", False),
        ("???", False),
        ("-", False),
        ('"', False),
        ("laboratoire & (", True),
        ("laboratoire | !:*", True),
    ],
)
def test_the_search_syntax(client, words, found):
    entry = in_both("Laboratoire numérique", "Digital laboratory")

    assert (slugs(client, q=words) == [entry]) is found


@pytest.mark.parametrize("words", ["-hospitals", "-hospital", "-hôpital", "-hopitaux"])
def test_an_excluded_word_is_excluded_in_each_language_and_form(client, words):
    in_both("Un hôpital", "The hospitals")
    other = in_both("Un fonds", "A fund")

    assert slugs(client, q=words) == [other]


def test_the_best_match_comes_first_unless_another_order_is_asked_for(client):
    best = make_public(title="Robot", slug="best")
    make_public(title="Fonds", summary="Un fonds qui aide un robot.", slug="last")

    assert slugs(client, q="robot") == [best.slug, "last"]
    assert slugs(client, q="robot", ordering="-published_at") == ["last", best.slug]


def test_relevance_without_words_is_refused(client):
    assert ask(client, "initiatives/", status=400, ordering="relevance")["parameter"] == "ordering"


def test_a_name_that_is_a_stop_word_is_found_by_itself(client):
    entry = make_public(title="IT", slug="it")
    make_public(title="Lab", slug="lab")

    assert slugs(client, q="it") == [entry.slug]


@pytest.mark.parametrize("words", ["a" * 201, "a\0b", "\ufffd"])
def test_words_nobody_types_are_refused(client, words):
    assert ask(client, "initiatives/", status=400, q=words)["parameter"] == "q"


@pytest.mark.parametrize("collection", ["investments", "milestones"])
def test_claims_are_found_by_the_words_of_their_initiative(client, dataset, collection):
    found = ask(client, f"{collection}/", q="39bis")

    assert {row["initiative"]["slug"] for row in found["results"]} == {"39bis"}
