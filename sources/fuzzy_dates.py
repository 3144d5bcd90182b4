"""Dates as sources give them: EDTF level 1 text and what it says about the calendar.

Read: ``2017``, ``2017-12``, ``2017-12-04``, ``2017-12-04T17:39:00``, each with a trailing ``~``
(about), ``?`` (uncertain) or ``%`` (both); intervals ``A/B`` with ``..`` for an open side.
The pattern is shared by the form field, the check constraints and the loader; the bounds are
computed by the database (``edtf_earliest``, ``edtf_latest``), so that no path can skip them.
Source: https://www.loc.gov/standards/datetime/
"""

import calendar
import datetime
import re
from typing import NamedTuple

_POINT = (
    r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01])(T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?)?)?)?[?~%]?"
)
# Years start at 0001: PostgreSQL and Python have no year zero. Anchored with \A and \Z in Python
# (where $ would let a newline in) and ^ $ in SQL, hence no anchors here.
EDTF_PATTERN = rf"(?!0000)({_POINT}|({_POINT}|\.\.)/(?!0000)({_POINT}|\.\.))"
_EDTF = re.compile(rf"\A{EDTF_PATTERN}\Z")
_PARTS = re.compile(
    r"(?P<year>\d{4})(-(?P<month>\d{2})(-(?P<day>\d{2})(?P<time>T[\d:]+)?)?)?(?P<mark>[?~%]?)"
)


class NotADate(ValueError):
    """The text is not EDTF level 1, or names a day that does not exist."""


class FuzzyDate(NamedTuple):
    """What an EDTF text says. A bound is ``None`` where the interval is open."""

    edtf: str
    earliest: datetime.date | None
    latest: datetime.date | None
    precision: str


def parse(text: str) -> FuzzyDate:
    """Read one EDTF level 1 text. Raises ``NotADate``."""
    if not _EDTF.match(text) or text == "../..":
        raise NotADate(text)
    first, slash, last = text.partition("/")
    try:
        earliest = _bounds(first)[0]
        latest = _bounds(last if slash else first)[1]
    except ValueError as error:
        raise NotADate(text) from error
    if earliest and latest and earliest > latest:
        raise NotADate(text)
    return FuzzyDate(text, earliest, latest, "interval" if slash else _precision(first))


def _bounds(point: str) -> tuple[datetime.date | None, datetime.date | None]:
    if point == "..":
        return None, None
    parts = _PARTS.match(point)
    year = int(parts["year"])
    first_month, last_month = (int(parts["month"]),) * 2 if parts["month"] else (1, 12)
    if parts["day"]:
        day = datetime.date(year, first_month, int(parts["day"]))
        return day, day
    last_day = calendar.monthrange(year, last_month)[1]
    return datetime.date(year, first_month, 1), datetime.date(year, last_month, last_day)


def _precision(point: str) -> str:
    parts = _PARTS.match(point)
    unit = (
        "minute"
        if parts["time"]
        else "day"
        if parts["day"]
        else "month"
        if parts["month"]
        else "year"
    )
    return f"approximate-{unit}" if parts["mark"] and unit in ("day", "month") else unit


def is_approximate(edtf: str) -> bool:
    """Whether the text has a mark of doubt: about, perhaps, or both."""
    return any(mark in edtf for mark in "~?%")
