"""Words of published names: what is offered while somebody types, and what somebody meant."""

import pytest
from django.db import connection

from initiatives.models import PublishedPartner, PublishedWord
from initiatives.publication import folding, publish
from initiatives.publication.words import completions, corrected
from initiatives.revisions import workflow
from tests.factories import (
    make_alias,
    make_initiative,
    make_partner,
    make_published_initiative,
)

pytestmark = pytest.mark.django_db

ODD = "L’Hôpital « Œuvre » : æquo—ⅷ, m² x_y a/b (ﬁn) É́té"


def vocabulary() -> set[str]:
    return set(PublishedWord.objects.values_list("word", flat=True))


def recounted() -> dict[str, int]:
    """What the triggers have counted, counted anew."""
    tables = {"partner": "", "publisher": "", "source": "", "initiative": "prose", "theme": "prose"}
    every = " UNION ALL ".join(
        f"SELECT words {'||' if more else ''} {more} AS words FROM initiatives_published{name}"
        for name, more in tables.items()
    )
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT word, count(*) FROM ({every}) t, unnest(words) word GROUP BY 1")
        return dict(cursor.fetchall())


def test_python_folds_as_the_database_does():
    with connection.cursor() as cursor:
        cursor.execute("SELECT fold_text(%s), words_of(%s)", [ODD, ODD])
        folded, words = cursor.fetchone()

    assert folding.fold(ODD) == folding.folded_with_places(ODD)[0] == folded
    assert sorted(set(folding.words(ODD))) == sorted(words)


# ── The table of words ───────────────────────────────────────────────────────────────────────────


def test_the_table_holds_the_words_of_what_is_published_and_none_of_a_draft():
    partner = make_partner(name="Bpifrance")
    make_alias(partner=partner, surface="BPI")
    make_initiative(title="Kanarienvogel")
    make_partner(name="Kanarienpartner", public=False)
    make_published_initiative(title="Hôpital numérique")
    publish.refresh_everything()

    assert {"bpifrance", "bpi", "hopital", "numerique"} <= vocabulary()
    assert not [word for word in vocabulary() if word.startswith("kanarien")]


def test_a_withdrawn_entry_takes_the_words_along_that_no_other_row_has(editor):
    gone = make_published_initiative(title="Robot commun")
    make_published_initiative(title="Fonds commun")

    workflow.withdraw(gone, by=editor, reason="Wrong.")

    assert "robot" not in vocabulary()
    assert "commun" in vocabulary()
    assert corrected("robott") is None


def test_a_name_that_changes_changes_its_words_and_the_counts_stay_true():
    partner = make_partner(name="Ancien nom")
    other = make_partner(name="Autre nom")
    publish.refresh([f"partner:{partner.pk}", f"partner:{other.pk}"])

    partner.name = "Nouveau nom"
    partner.save()
    key = f"partner:{other.pk}"
    other.delete()
    publish.refresh([f"partner:{partner.pk}", key])

    assert vocabulary() == {"nouveau", "nom"}
    assert dict(PublishedWord.objects.values_list("word", "use_count")) == recounted()


def test_the_counts_of_the_whole_record_are_true(dataset):
    assert dict(PublishedWord.objects.values_list("word", "use_count")) == recounted()


# ── Did you mean ─────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("sanoffi", "Sanofi"),
        ("39 bis", "39BIS"),
        ("39BSI", "39BIS"),
        ("Bpifrnace", "Bpifrance"),
        ("bpi", "Bpifrance"),
        ("pharmacovigilnace", "pharmacovigilance"),
        ("laboratoire sanoffi", "laboratoire Sanofi"),
        ("“laboratoire sanoffi” -orange", "“laboratoire Sanofi” -orange"),
        ("zzz or sanoffi", "zzz or Sanofi"),
        ("vanofi", "Sanofi"),
    ],
)
def test_a_misspelt_word_is_put_right(dataset, typed, meant):
    assert corrected(typed).query.lower() == meant.lower()


@pytest.mark.parametrize("typed", ["sanofi", "zzzzzzzz", "", "-sanoffi", "20177", "???", "or", "é"])
def test_nothing_is_put_right_that_is_known_excluded_or_nobodys(dataset, typed):
    assert corrected(typed) is None


def test_a_word_of_the_prose_is_no_mistake():
    make_published_initiative(title="Sanofi", summary="Avec les sanofis.")

    assert corrected("sanofis") is None


def test_three_questions_are_asked_however_many_words(dataset, django_assert_num_queries):
    with django_assert_num_queries(3):  # a fourth where the beginning is wrong
        corrected("sanoffi orangge bpifrnace laboratoire")


# ── While somebody types ─────────────────────────────────────────────────────────────────────────


def offered(typed) -> list[tuple]:
    return [(each["kind"], each["slug"]) for each in completions(typed)]


@pytest.mark.parametrize("typed", ["hop", "hôpital nu", "NUM", "numérique hôp", "l’hop"])
def test_a_title_is_offered_by_the_beginning_of_any_of_its_words(typed):
    entry = make_published_initiative(title="L’hôpital numérique")

    assert offered(typed) == [("initiative", entry.slug)]


def test_a_partner_is_offered_by_its_other_names():
    partner = make_partner(name="Bpifrance")
    make_alias(partner=partner, surface="BPI")
    publish.refresh([f"partner:{partner.pk}"])

    assert offered("bpi") == [("partner", partner.slug)]


def test_names_that_begin_as_typed_come_first(dataset):
    assert offered("sanofi")[0] == ("partner", "sanofi")


@pytest.mark.parametrize("typed", ["", "l", "  ", "%", "hôpital zz"])
def test_nothing_is_offered_for_too_little_or_nothing_of_the_kind(typed):
    make_published_initiative(title="L’hôpital numérique")

    assert offered(typed) == []


def test_no_draft_is_offered_nor_what_was_withdrawn(editor):
    make_initiative(title="Kanarienvogel")
    make_partner(name="Kanarienpartner", public=False)
    gone = make_published_initiative(title="Kanarienbuch")
    assert offered("kanarien") == [("initiative", gone.slug)]

    workflow.withdraw(gone, by=editor, reason="Wrong.")

    assert offered("kanarien") == []


def test_two_questions_are_asked_however_much_is_typed(dataset, django_assert_num_queries):
    with django_assert_num_queries(2):
        completions("un laboratoire de sanofi pour la san")


def test_the_words_of_a_partner_come_from_its_public_document():
    partner = make_partner(name="Orange", desk_note="Kanarienvogel")
    publish.refresh([f"partner:{partner.pk}"])

    assert PublishedPartner.objects.get().words == ["orange"]
