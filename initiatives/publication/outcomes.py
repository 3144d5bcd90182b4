"""What became of a forecast: met, early, late, dropped, still to come, or no news since.

Read off the dates of a published document and the day it is read; nothing of it is stored. Dates
are as precise as their sources, so an answer may be a bound (late by *at least* three months) or
that the dates do not tell.
"""

import datetime
from dataclasses import dataclass

from sources import fuzzy_dates

MET = "met"
EARLY = "early"
LATE = "late"
MET_OR_EARLY = "met-or-early"
MET_OR_LATE = "met-or-late"
UNCLEAR = "unclear"  # something fulfilled it, and the dates do not tell when
SAID_TO_BE_MET = "said-to-be-met"  # a source says so, without an event on record
DROPPED = "dropped"  # its entry is recorded as stopped, and nothing fulfilled it
NO_NEWS = "no-news"  # its day is over, and nothing on record fulfils it
TO_COME = "to-come"
UNDATED = "undated"

_STOPPED = "stopped"


@dataclass(frozen=True)
class Outcome:
    """``low`` and ``high``: days early or late, or since or until the day it was due; a ``high`` of
    ``None`` has no upper limit on record. ``is_about``: a date is approximate; ``is_inferred``: a
    date is.
    """

    code: str
    low: int = 0
    high: int | None = None
    is_about: bool = False
    is_inferred: bool = False

    @property
    def is_exact(self) -> bool:
        return self.low == self.high and not self.is_about


def outcome_of(
    forecast: dict, events: list[dict], *, lifecycle: dict | None, on: datetime.date
) -> Outcome:
    """What became of ``forecast`` by the day ``on``, given the ``events`` that fulfil it (pieces of
    a document, the first one first) and its entry's status.
    """
    if events:
        return _compared(forecast["date"], events[0]["date"])
    if forecast["state"] == "forecast-realised":
        return Outcome(SAID_TO_BE_MET)
    first, last = _bounds(forecast["date"])
    due = last or first
    if _stopped_before(lifecycle, due):
        return Outcome(DROPPED)
    if due is None:
        return Outcome(UNDATED)
    days = (on - due).days
    marks = _marks(forecast["date"])
    if days > 0:
        return Outcome(NO_NEWS, days, days, **marks)
    return Outcome(TO_COME, -days, -days, **marks)


def _compared(promised: dict | None, event: dict | None) -> Outcome:
    first, last = _bounds(promised)
    began, ended = _bounds(event)
    marks = _marks(promised, event)
    if last is None and first is None or began is None and ended is None:
        return Outcome(UNCLEAR)
    if last is not None and began is not None and began > last:
        high = (ended - last).days if ended else None
        return Outcome(LATE, (began - last).days, high, **marks)
    if first is not None and ended is not None and ended < first:
        high = (first - began).days if began else None
        return Outcome(EARLY, (first - ended).days, high, **marks)
    is_not_early = first is None or (began is not None and began >= first)
    is_not_late = last is None or (ended is not None and ended <= last)
    code = {
        (True, True): MET,
        (False, True): MET_OR_EARLY,
        (True, False): MET_OR_LATE,
        (False, False): UNCLEAR,
    }[is_not_early, is_not_late]
    return Outcome(code, **marks)


def _bounds(date: dict | None) -> tuple[datetime.date | None, datetime.date | None]:
    days = (date and date[bound] for bound in ("earliest", "latest"))
    first, last = (datetime.date.fromisoformat(day) if day else None for day in days)
    return first, last


def _marks(*dates: dict | None) -> dict[str, bool]:
    known = [date for date in dates if date]
    return {
        "is_about": any(fuzzy_dates.is_approximate(date["edtf"]) for date in known),
        "is_inferred": any(date["inferred"] for date in known),
    }


def _stopped_before(lifecycle: dict | None, due: datetime.date | None) -> bool:
    """Whether the entry is recorded as stopped, by the forecast's day as far as is known."""
    if not lifecycle or lifecycle["status"] != _STOPPED:
        return False
    stopped = _bounds(lifecycle["as_of"])[0]
    return stopped is None or due is None or stopped <= due
