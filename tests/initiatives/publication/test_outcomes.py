"""What became of a forecast, as exactly as the dates are and no more."""

from datetime import date

import pytest

from initiatives.publication import outcomes
from initiatives.publication.outcomes import Outcome, outcome_of
from sources import fuzzy_dates

TODAY = date(2026, 11, 26)


def dated(edtf, **fields):
    """A date of a document."""
    known = fuzzy_dates.parse(edtf)
    bounds = {
        name: day and day.isoformat()
        for name, day in (("earliest", known.earliest), ("latest", known.latest))
    }
    return {"edtf": edtf, **bounds, "inferred": False, **fields}


def became(forecast, *events, lifecycle=None, state="forecast"):
    milestone = {"state": state, "date": forecast and dated(forecast)}
    happened = [{"date": each and dated(each)} for each in events]
    return outcome_of(milestone, happened, lifecycle=lifecycle, on=TODAY)


@pytest.mark.parametrize(
    ("forecast", "event", "code", "days"),
    [
        ("2017-12-04", "2017-12-04", outcomes.MET, (0, None)),
        ("2017-12", "2017-12-04", outcomes.MET, (0, None)),
        ("../2017-12-31", "2017-12-04", outcomes.MET, (0, None)),
        ("2018-01/..", "2018-03", outcomes.MET, (0, None)),
        ("2017-12-04", "2017-12-16", outcomes.LATE, (12, 12)),
        ("2017", "2018-03", outcomes.LATE, (60, 90)),
        ("2017", "2018-03/..", outcomes.LATE, (60, None)),
        ("2017-12-04", "2017-12-01", outcomes.EARLY, (3, 3)),
        ("2018", "2017-12", outcomes.EARLY, (1, 31)),
        ("2018", "../2017-12-30", outcomes.EARLY, (2, None)),
        ("2017-12-04", "../2017-12-04", outcomes.MET_OR_EARLY, (0, None)),
        ("2017-12-04", "2017-12", outcomes.UNCLEAR, (0, None)),
        ("../2017-06", "2017", outcomes.MET_OR_LATE, (0, None)),
        ("2017", None, outcomes.UNCLEAR, (0, None)),
        (None, "2017", outcomes.UNCLEAR, (0, None)),
    ],
)
def test_a_realised_forecast_is_as_late_as_its_dates_allow(forecast, event, code, days):
    outcome = became(forecast, event)

    assert (outcome.code, (outcome.low, outcome.high)) == (code, days)


def test_the_first_event_is_the_one_that_counts():
    assert became("2017-12", "2017-11-13", "2017-12-04").code == outcomes.EARLY


@pytest.mark.parametrize(
    ("forecast", "outcome"),
    [
        ("2018-12-31", Outcome(outcomes.NO_NEWS, 2887, 2887)),
        ("2018-01/..", Outcome(outcomes.NO_NEWS, 3251, 3251)),
        ("2026-11-26", Outcome(outcomes.TO_COME, 0, 0)),
        ("2026", Outcome(outcomes.TO_COME, 35, 35)),
        (None, Outcome(outcomes.UNDATED)),
    ],
)
def test_what_nothing_realises_is_overdue_only_when_its_last_day_is_over(forecast, outcome):
    assert became(forecast) == outcome


def test_what_a_source_calls_realised_needs_no_event_to_be_so():
    assert became("2017", state="forecast-realised").code == outcomes.SAID_TO_BE_MET


@pytest.mark.parametrize(
    ("as_of", "code"),
    [
        ("2018", outcomes.DROPPED),
        (None, outcomes.DROPPED),
        ("2021", outcomes.NO_NEWS),
    ],
)
def test_a_forecast_is_dropped_when_its_initiative_stopped_before_it_was_due(as_of, code):
    stopped = {"status": "stopped", "as_of": as_of and dated(as_of)}

    assert became("2019", lifecycle=stopped).code == code


def test_an_approximate_date_makes_no_exact_delay():
    outcome = became("2017-12-04", "2017-12-16~")

    assert outcome.is_about
    assert not outcome.is_exact
