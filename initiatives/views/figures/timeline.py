"""Initiatives on an axis of time: first known, milestones that happened or are forecast, status."""

import datetime
from collections import Counter

from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from ...choices import INITIATIVE_KINDS
from ...filters import InitiativeFilterSet
from ...publication import reading
from ...templatetags import tracker_format as say
from ..pages import documents
from .base import NAME_WIDTH, Cell, Column, Figure, bounds_of, counted, cut, percent

MOST_ROWS = 60  # entries that are drawn; their documents are read whole
MOST_TICKS = 6  # years that can be told apart on a phone
_AXIS, _GROUP, _ROW = 22, 40, 46  # pixels: the years above, the head of a group, an entry
_LEGEND = 64
_LEFT, _TRACK = 0.01, 0.70  # of the width; the status stands after the track
_WIDE_NAME = 96


class Timeline(Figure):
    """The ``MOST_ROWS`` entries first known last, each at its dates, in groups. Three queries.

    A date that is known as a year or a month is drawn in the middle of it, with a band as long as
    what is not known; one that is open on a side stands at the day that is known.
    """

    name = "timeline"
    route = "initiatives:timeline"
    drawing = "figures/timeline.svg"
    filterset_class = InitiativeFilterSet
    options = {"group": {"kind": gettext_lazy("Kind"), "theme": gettext_lazy("Theme")}}
    option_labels = {"group": gettext_lazy("Grouped by")}

    def read(self):
        chosen = self.filterset.qs
        known = Coalesce("first_known_latest", "first_known_earliest")
        dated = chosen.annotate(known=known).filter(known__isnull=False)
        self.count, self.is_exact = reading.capped_count(dated)
        undated = chosen.filter(first_known_earliest__isnull=True, first_known_latest__isnull=True)
        self.undated, _is_exact = reading.capped_count(undated)
        self.entries = documents(dated.order_by("-known", "-pk")[:MOST_ROWS])
        self.is_empty = not self.entries
        self.milestones = Counter(
            each["state"] for entry in self.entries for each in entry["milestones"]
        )
        self._draw()

    # ── The drawing ──────────────────────────────────────────────────────────────────────────────

    def _draw(self):
        days = [day for entry in self.entries for day in _days_of(entry)]
        first, last = (min(days).year, max(days).year) if days else (0, 0)
        self.axis = _Axis(first, last)
        self.groups, y = [], _AXIS
        for label, entries in self._grouped():
            y += _GROUP
            rows = [self._row(entry, y + _ROW * at) for at, entry in enumerate(entries)]
            self.groups.append({"label": label, "y": y - 10, "rows": rows})
            y += _ROW * len(rows)
        self.rules_end = y + 4
        self.height = self.rules_end + _LEGEND

    def _grouped(self) -> list[tuple[str, list[dict]]]:
        """(name, entries) in the order of the closed list, or the largest theme first; an entry
        stands under each of its themes.
        """
        groups: dict[str, tuple[str, list]] = {}
        for entry in sorted(self.entries, key=_first_day):
            for key, label in self._keys(entry):
                groups.setdefault(key, (label, []))[1].append(entry)
        if self.chosen["group"] == "kind":
            order = [*INITIATIVE_KINDS.codes, ""]
            return [groups[key] for key in order if key in groups]
        return sorted(groups.values(), key=lambda group: (-len(group[1]), group[0]))

    def _keys(self, entry: dict) -> list[tuple[str, str]]:
        if self.chosen["group"] == "kind":
            kind = entry["kind"] or ""
            label = say.label(kind, "initiative_kinds") or _("kind not stated")
            return [(kind, label[:1].upper() + label[1:])]
        themes = [(theme["slug"], say.plain_words(theme["name"])) for theme in entry["themes"]]
        return themes or [("", _("no theme"))]

    def _row(self, entry: dict, y: int) -> dict:
        title = say.plain_words(entry["title"])
        marks = [
            {
                **self.axis.mark(each["date"]),
                "state": each["state"],
                "said": _milestone(each),
            }
            for each in entry["milestones"]
            if any(bounds_of(each["date"]))
        ]
        start = self.axis.mark(entry["first_known"])
        status = entry["lifecycle"]
        as_of = status and any(bounds_of(status["as_of"])) and self.axis.mark(status["as_of"])
        ends = [mark["at"] for mark in (start, as_of) if mark]
        return {
            "href": reverse("initiatives:detail", args=[entry["slug"]]),
            "y": y,
            "long": cut(title, _WIDE_NAME),
            "short": cut(title, NAME_WIDTH),
            "said": ", ".join([title, *_in_words(entry)]),
            "status": say.label(status["status"], "lifecycle_statuses") if status else "",
            "as_of": say.fuzzy_date(status["as_of"]) if as_of else "",
            "start": start,
            "from": percent(min(ends)),
            "to": percent(max(ends)),
            "is_gone": bool(status) and status["status"] == "stopped",
            "marks": marks,
        }

    # ── Words ────────────────────────────────────────────────────────────────────────────────────

    @property
    def title(self):
        return _("Initiatives on a line of time")

    @property
    def sentences(self):
        if self.is_empty:
            return [_("No initiative with a date matches: there is nothing to draw."), *self._left]
        number = len(self.entries)
        span = (
            ngettext(
                "%(shown)s initiative, with dates of %(first)s.",
                "%(shown)s initiatives, with dates of %(first)s.",
                number,
            )
            if self.axis.first == self.axis.last
            else ngettext(
                "%(shown)s initiative, with dates from %(first)s to %(last)s.",
                "%(shown)s initiatives, with dates from %(first)s to %(last)s.",
                number,
            )
        )
        years = Counter(_last_day(entry).year for entry in self.entries)
        busiest, most = max(years.items(), key=lambda item: (item[1], item[0]))
        return [
            span % {**counted(number), "first": self.axis.first, "last": self.axis.last},
            *(
                [
                    _("The year with most new ones, %(year)s, has %(shown)s.")
                    % {**counted(most), "year": busiest}
                ]
                if most > 1 and len(years) > 1
                else []
            ),
            *self._of_milestones(),
            *self._left,
        ]

    def _of_milestones(self) -> list[str]:
        happened, forecast = self.milestones["happened"], self.milestones["forecast"]
        realised = self.milestones["forecast-realised"]
        if not (happened or forecast or realised):
            return [_("No milestone of them is on record.")]
        parts = [
            ngettext("%(shown)s milestone happened", "%(shown)s milestones happened", happened),
            ngettext("%(shown)s is forecast", "%(shown)s are forecast", forecast),
            ngettext(
                "%(shown)s forecast was realised", "%(shown)s forecasts were realised", realised
            ),
        ]
        said = [
            part % counted(number)
            for part, number in zip(parts, (happened, forecast, realised), strict=True)
            if number
        ]
        sentence = say.in_a_row(said)
        return [sentence[:1].upper() + sentence[1:] + "."]

    @property
    def _left(self) -> list[str]:
        """What is not drawn, in words."""
        said = []
        if self.undated:
            said.append(
                ngettext(
                    "Left out: %(shown)s initiative without any date.",
                    "Left out: %(shown)s initiatives without any date.",
                    self.undated,
                )
                % counted(self.undated)
            )
        more = self.count - len(self.entries)
        if more and self.is_exact:
            said.append(
                ngettext(
                    "Left out: %(shown)s initiative first known before these; filters show it.",
                    "Left out: %(shown)s initiatives first known before these; filters show them.",
                    more,
                )
                % counted(more)
            )
        elif more:
            said.append(
                _(
                    "Left out: more than %(shown)s initiatives first known before these; filters "
                    "show them."
                )
                % counted(reading.COUNT_CAP - 1 - len(self.entries))
            )
        return said

    # ── The table ────────────────────────────────────────────────────────────────────────────────

    @property
    def columns(self):
        return [
            Column(_("Initiative")),
            Column(_("Kind")),
            Column(_("First known")),
            Column(_("Milestones")),
            Column(_("Status")),
            Column(_("As of")),
            Column(_("Address"), in_file_only=True),
        ]

    @property
    def rows(self):
        return [
            [
                Cell(say.plain_words(entry["title"]), self._href(entry)),
                Cell(say.label(entry["kind"], "initiative_kinds")),
                Cell(say.fuzzy_date(entry["first_known"]), value=entry["first_known"]["edtf"]),
                Cell("; ".join(_milestone(each) for each in entry["milestones"])),
                *_status_cells(entry["lifecycle"]),
                Cell(self._href(entry)),
            ]
            for entry in sorted(self.entries, key=_first_day)
        ]

    @staticmethod
    def _href(entry):
        return reverse("initiatives:detail", args=[entry["slug"]])


def _status_cells(status: dict | None) -> list[Cell]:
    if not status:
        return [Cell(""), Cell("")]
    as_of = status["as_of"]
    return [
        Cell(say.label(status["status"], "lifecycle_statuses")),
        Cell(say.fuzzy_date(as_of) if as_of else "", value=as_of["edtf"] if as_of else ""),
    ]


def _milestone(milestone: dict) -> str:
    """``2018: opens (forecast)``."""
    said = f"{say.fuzzy_date(milestone['date'])}{pgettext('colon', ': ')}" + say.plain_words(
        milestone["what"]
    )
    if milestone["state"] == "happened":
        return said
    return f"{said} ({say.label(milestone['state'], 'milestone_states')})"


def _in_words(entry: dict) -> list[str]:
    """What the marks of an entry say, for who does not see them."""
    known = say.fuzzy_date(entry["first_known"])
    said = [_("first known: %(date)s") % {"date": known}]
    said += [_milestone(each) for each in entry["milestones"]]
    if status := entry["lifecycle"]:
        name = say.label(status["status"], "lifecycle_statuses")
        date = say.fuzzy_date(status["as_of"])
        said.append(_("status: %(status)s, as of %(date)s") % {"status": name, "date": date})
    return said


def _days_of(entry: dict):
    """Every day that something of an entry is drawn at."""
    status = entry["lifecycle"]
    dates = [entry["first_known"], *(each["date"] for each in entry["milestones"])]
    for date in [*dates, status["as_of"] if status else None]:
        yield from (day for day in bounds_of(date) if day)


def _first_day(entry: dict) -> tuple:
    earliest, latest = bounds_of(entry["first_known"])
    return (latest or earliest, earliest or latest, entry["slug"])


def _last_day(entry: dict) -> datetime.date:
    return _first_day(entry)[0]


class _Axis:
    """From the first day of a year to the last one of another, over the track."""

    def __init__(self, first: int, last: int):
        self.first, self.last = first, last
        self.length = (last - first + 1) * 365.25
        step = next(
            step
            for step in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000)
            if (last - first) // step < MOST_TICKS
        )
        self.ticks = [
            {"year": year, "x": percent(self.at(datetime.date(year, 1, 1)))}
            for year in range(-(-first // step) * step, last + 1, step)
            if year
        ]

    def at(self, day: datetime.date) -> float:
        """The place of a day, as a share of the drawing's width."""
        since = (day.year - self.first) * 365.25 + day.timetuple().tm_yday - 1
        return _LEFT + _TRACK * since / self.length

    def mark(self, date: dict) -> dict:
        """Where a date is drawn, and the band of what is not known of it."""
        earliest, latest = bounds_of(date)
        low = self.at(earliest) if earliest else _LEFT
        high = self.at(latest) if latest else _LEFT + _TRACK
        ends = [end for end, day in ((low, earliest), (high, latest)) if day]
        at = sum(ends) / len(ends)
        return {
            "at": at,
            "x": percent(at),
            "low": percent(low),
            "length": percent(high - low),
            "is_open": not (earliest and latest),
            "is_exact": earliest == latest,
        }
