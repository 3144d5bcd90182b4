"""Silence: only where every sign is older than its kind explains, and doubt speaks against it."""

from datetime import date

import pytest

from initiatives.choices import INITIATIVE_KINDS
from initiatives.publication.silence import THRESHOLDS, silences
from initiatives.revisions import workflow
from tests.factories import (
    make_article,
    make_citation,
    make_initiative,
    make_investment,
    make_milestone,
    make_status,
)

TODAY = date(2026, 11, 26)


def silence_of(published="2017-12-05", *, kind="programme", signs=()):
    """Of an entry with one source of that date; each of ``signs`` adds a row to it."""
    initiative = make_initiative(kind=kind, citations=[_passage(published)])
    for sign in signs:
        sign(initiative)
    workflow.publish(initiative, by=None)
    return silences([initiative.slug], on=TODAY).get(initiative.slug)


def _passage(published):
    return make_citation(article=make_article(published=published))


def happened(when, **fields):
    return lambda entry: make_milestone(initiative=entry, citations=OLD(), date=when, **fields)


def OLD():
    return [_passage("2017-12-05")]


def test_an_entry_of_an_old_source_is_silent_since_then(db):
    assert silence_of() == (date(2017, 12, 5), "source", 24)


def test_the_last_possible_day_of_a_sign_counts(db):
    assert silence_of("2017").last == date(2017, 12, 31)


@pytest.mark.parametrize(
    "sign",
    [
        happened("2026-01"),
        happened("2020/.."),
        lambda entry: make_investment(initiative=entry, citations=OLD(), date="2026"),
        lambda entry: make_status(initiative=entry, status="active", as_of="2025-12"),
    ],
    ids=["milestone", "milestone open to the future", "investment", "status"],
)
def test_any_later_sign_ends_the_silence(db, sign):
    assert silence_of(signs=[sign]) is None


@pytest.mark.parametrize(
    "no_sign",
    [
        happened("2026-01", state="forecast"),
        happened("2027"),
        lambda entry: make_status(initiative=entry, status="unknown", as_of="2026"),
    ],
    ids=["forecast", "what is yet to come", "status unknown"],
)
def test_what_is_no_sign_of_life_does_not(db, no_sign):
    assert silence_of(signs=[no_sign]).sign == "source"


@pytest.mark.parametrize("status", ["completed", "stopped"])
def test_what_is_over_is_not_called_silent(db, status):
    over = [lambda entry: make_status(initiative=entry, status=status, as_of="2017-12")]

    assert silence_of(signs=over) is None


@pytest.mark.parametrize(("kind", "is_silent"), [("event-series", True), ("lab", False)])
def test_each_kind_has_its_own_patience(db, kind, is_silent):
    assert (silence_of("2024-11-01", kind=kind) is not None) is is_silent


def test_every_kind_has_a_threshold():
    assert set(THRESHOLDS) == set(INITIATIVE_KINDS.codes)


def test_many_entries_are_asked_about_in_one_query(db, django_assert_num_queries):
    slugs = []
    for _ in range(3):
        initiative = make_initiative(citations=OLD())
        workflow.publish(initiative, by=None)
        slugs.append(initiative.slug)

    with django_assert_num_queries(1):
        assert set(silences(slugs, on=TODAY)) == set(slugs)
