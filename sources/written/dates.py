"""Dates as people type them, in French or in English, as EDTF level 1.

``2017``, ``sept. 2016``, ``4 décembre 2017``, ``fin 2017``, ``T3 2017``, ``vers 2017``, ``avant le
27 septembre 2016``, ``entre 2016 et 2018``; EDTF passes as it is. Words without exact days become
intervals by the conventions of ``date_words``. “Before” leaves out the day it names, “no later
than” keeps it. A day and a month that may stand in either order are refused.
"""

import calendar
import datetime
import re

from django.utils.translation import gettext as _

from .. import fuzzy_dates
from . import date_words as words
from .reading import LONGEST, NotUnderstood, any_of, tidy
from .wording import date_in_words

_MONTH = rf"(?P<month>{any_of(words.MONTHS)})\.?"
_YEAR = r"(?P<year>\d{4})"
_DAY = r"(?P<day>\d{1,2})(?:er|st|nd|rd|th)?"
_POINTS = [
    re.compile(pattern)
    for pattern in (
        _YEAR,
        rf"{_MONTH},? (?:de |of )?{_YEAR}",
        rf"{_DAY}\.? (?:of )?{_MONTH},? {_YEAR}",
        rf"{_MONTH} {_DAY},? {_YEAR}",
        r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})",
        r"(?P<month>\d{1,2})[-/.](?P<year>\d{4})",
        r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})",
        r"(?P<one>\d{1,2})[-/.](?P<other>\d{1,2})[-/.](?P<year>\d{4})",
    )
]


def read_date(text: str) -> str:
    """The EDTF text of what was typed. Raises ``NotUnderstood`` with the reason."""
    typed = text.strip()
    try:
        return fuzzy_dates.parse(typed).edtf
    except fuzzy_dates.NotADate:
        plain = tidy(typed).lower()
    if len(plain) > LONGEST:
        raise NotUnderstood(_not_a_date(typed[:40] + "…"))
    read = _span(plain) or _open(plain) or _between(plain)
    if read is None:
        raise NotUnderstood(_why_not(plain, typed))
    try:
        return fuzzy_dates.parse(read).edtf
    except fuzzy_dates.NotADate:
        if ".." in read:
            raise NotUnderstood(_not_a_date(typed)) from None
        raise NotUnderstood(_("The first date is after the second.")) from None


# ── Intervals open on one side, intervals between two dates ──────────────────────────────────────
def _open(text: str) -> str | None:
    for pattern, write in _OPEN:
        if found := re.fullmatch(pattern, text):
            span = _span(found[1])
            return span and write(*_ends(span))
    return None


_OPEN = [
    (rf"(?:{words.BEFORE}) (.+)", lambda first, last: f"../{_beside(first, -1)}"),
    (rf"(?:{words.UNTIL}) (.+)", lambda first, last: f"../{last}"),
    (rf"(?:{words.AFTER}) (.+)", lambda first, last: f"{_beside(last, +1)}/.."),
    (rf"(?:{words.SINCE}) (.+?)(?: on(?:wards?)?)?", lambda first, last: f"{first}/.."),
    (r"from (.+) on(?:wards?)?", lambda first, last: f"{first}/.."),
]


def _between(text: str) -> str | None:
    for frame in words.BETWEEN:
        found = re.fullmatch(frame, text)
        if found and (last := _span(found["last"])):
            first = _span(found["first"]) or _completed(found["first"], found["last"])
            return first and f"{_ends(first)[0]}/{_ends(last)[1]}"
    return None


def _completed(first: str, last: str) -> str | None:
    """“mars” of “de mars à juin 2018”, “3” of “du 3 au 5 mars 2018”: the rest is the second's."""
    year = re.search(r"\d{4}$", last)
    tails = [year[0]] if year else []
    if named := re.search(rf"(?:{any_of(words.MONTHS)})\.?,? \d{{4}}$", last):
        tails.append(named[0])
    return next((span for tail in tails if (span := _span(f"{first} {tail}"))), None)


def _ends(edtf: str) -> tuple[str, str]:
    first, slash, last = edtf.partition("/")
    return first, last if slash else first


def _beside(point: str, step: int) -> str:
    """The year, month or day just before or just after an EDTF point."""
    point, mark = (point[:-1], point[-1]) if point[-1] in "~?%" else (point, "")
    parts = [int(part) for part in point.split("-")]
    if len(parts) == 1:
        return f"{parts[0] + step:04}{mark}"
    if len(parts) == 2:
        year, month = divmod(parts[0] * 12 + parts[1] - 1 + step, 12)
        return f"{year:04}-{month + 1:02}{mark}"
    day = datetime.date(*parts).toordinal() + step
    return f"{datetime.date.fromordinal(max(day, 1))}{mark}"


# ── One date, or a part of a year or of a month ──────────────────────────────────────────────────
def _span(text: str) -> str | None:
    """The EDTF of a date without “before” or “between”: a point or a closed interval."""
    mark, text = _mark(re.sub(rf"^(?:{words.OPENING})+", "", text.strip()))
    text = re.sub(rf"^(?:{words.OPENING})+", "", text)
    for read in (_point, _part_of_year, _part_of_month):
        if edtf := read(text):
            return "/".join(f"{end}{mark}" for end in edtf.split("/"))
    return None


def _mark(text: str) -> tuple[str, str]:
    for pattern, mark in words.MARKS:
        if found := re.fullmatch(pattern, text):
            return mark, found[1].strip()
    return "", text


def _point(text: str) -> str | None:
    weekday, text = _weekday(text)
    for pattern in _POINTS:
        if found := pattern.fullmatch(text):
            parts = found.groupdict()
            if "one" in parts:
                return _in_order(int(parts["one"]), int(parts["other"]), int(parts["year"]))
            month = parts.get("month")
            if month is not None:
                month = words.MONTHS.get(month) or int(month)
            day = parts.get("day") and int(parts["day"])
            return _checked(int(parts["year"]), month, day, weekday)
    return None


def _weekday(text: str) -> tuple[int | None, str]:
    found = re.match(rf"({any_of(words.WEEKDAYS)})\.?,? (?:le |the )?(?=\w)", text)
    return (words.WEEKDAYS[found[1]], text[found.end() :]) if found else (None, text)


def _in_order(one: int, other: int, year: int) -> str:
    """A day and a month in digits, where only one order of them makes a date."""
    if one <= 12 and other <= 12 and one != other:
        said = [
            date_in_words(f"{year:04}-{month:02}-{day:02}")
            for day, month in ((one, other), (other, one))
        ]
        raise NotUnderstood(
            _("This can be %(one)s or %(other)s: write the month in words.")
            % {"one": said[0], "other": said[1]}
        )
    day, month = (other, one) if other > 12 else (one, other)
    return _checked(year, month, day)


def _checked(year: int, month: int | None, day: int | None, weekday: int | None = None) -> str:
    """The EDTF of a date that exists; “lundi” or “Monday”, where written, is that day's."""
    if year == 0:
        raise NotUnderstood(_("There is no year 0000."))
    if month is not None and not 1 <= month <= 12:
        raise NotUnderstood(_("There is no month %d.") % month)
    if not day:
        return f"{year:04}" if month is None else f"{year:04}-{month:02}"
    if day > calendar.monthrange(year, month)[1]:
        month_said = date_in_words(f"{year:04}-{month:02}")
        raise NotUnderstood(
            _("%(month)s has no day %(day)d.") % {"month": month_said.capitalize(), "day": day}
        )
    date = datetime.date(year, month, day)
    if weekday is not None and date.weekday() != weekday:
        raise NotUnderstood(
            _("%(date)s was not that day of the week: correct the one or the other.")
            % {"date": date_in_words(date.isoformat())}
        )
    return date.isoformat()


def _part_of_year(text: str) -> str | None:
    for pattern, months_of in words.PARTS_OF_YEAR:
        if found := re.fullmatch(pattern, text):
            (first, last), year = months_of(found), int(found["year"])
            start = f"{year:04}-{first:02}"
            if first == last:
                return start
            return f"{start}/{year + last // 13:04}-{(last - 1) % 12 + 1:02}"
    if (found := re.fullmatch(words.DECADE, text)) and not text.isdigit():
        return f"{found[1]}0/{found[1]}9"
    if found := re.fullmatch(words.WINTER, text):
        year = int(found[1])
        raise NotUnderstood(
            _("This winter can be that of %(one)s or of %(other)s: write both years.")
            % {"one": f"{year - 1:04}-{year:04}", "other": f"{year:04}-{year + 1:04}"}
        )
    return None


def _part_of_month(text: str) -> str | None:
    for pattern, first, last in words.PARTS_OF_MONTH:
        found = re.fullmatch(rf"(?:{pattern})(?: de| of)?[ -](.+)", text)
        if found and (month := _point(found[1])) and len(month) == 7:
            year, number = map(int, month.split("-"))
            return f"{month}-{first:02}/{month}-{last or calendar.monthrange(year, number)[1]:02}"
    return None


# ── Refusals ─────────────────────────────────────────────────────────────────────────────────────
def _why_not(text: str, typed: str) -> str:
    if re.search(words.RELATIVE, text):
        return _("“%(text)s” depends on the day it was written: give the date.") % {"text": typed}
    dated = re.search(rf"\d|\b(?:{any_of(words.MONTHS)})\b", text)
    if dated and not re.search(r"\d{4}", text):
        return _("“%(text)s” has no year in four digits.") % {"text": typed}
    return _not_a_date(typed)


def _not_a_date(typed: str) -> str:
    return _(
        "“%(text)s” is not understood as a date. Write 2017, September 2016, 4 December 2017, "
        "late 2017, about 2017, before March 2018 or between 2016 and 2018."
    ) % {"text": typed}
