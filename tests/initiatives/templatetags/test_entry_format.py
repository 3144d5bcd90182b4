"""Spans of time in words: whole units, never more than they are, upper limits never less."""

import pytest
from django.utils.translation import override

from initiatives.publication.outcomes import EARLY, LATE, Outcome
from initiatives.templatetags.entry_format import duration, longest, outcome_words


@pytest.mark.parametrize(
    ("days", "english", "french"),
    [
        (1, "1 day", "1 jour"),
        (60, "60 days", "60 jours"),
        (61, "2 months", "2 mois"),
        (365, "12 months", "12 mois"),
        (730, "2 years", "2 ans"),
        (2887, "7 years", "7 ans"),
    ],
)
def test_a_span_is_told_in_its_largest_whole_unit(days, english, french):
    with override("en"):
        assert duration(days) == english
    with override("fr"):
        assert duration(days) == french


@pytest.mark.parametrize(
    ("days", "words"), [(3, "3 days"), (90, "3 months"), (365, "12 months"), (800, "3 years")]
)
def test_an_upper_limit_is_rounded_up(days, words):
    with override("en"):
        assert longest(days) == words


@pytest.mark.parametrize(
    ("outcome", "words"),
    [
        (Outcome(LATE, 12, 12), "Late by 12 days"),
        (Outcome(LATE, 12, 12, is_about=True), "Late by about 12 days"),
        (Outcome(LATE, 60, None), "Late by at least 60 days"),
        (Outcome(EARLY, 1, 31), "Early by at least 1 day, at most 31 days"),
    ],
)
def test_a_delay_is_no_more_exact_than_its_dates(outcome, words):
    with override("en"):
        assert outcome_words(outcome) == words
