"""Investments by year: a small chart for each kind, stage, period and currency."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ...filters import InvestmentFilterSet
from ...publication.totals import Total, totals
from ...templatetags import tracker_format as say
from ..charts import Point, by_year, span_of
from .base import Cell, Column, Figure, counted, listing

MOST_CHARTS = 9
_COLUMNS, _CELL_WIDTH, _CELL_HEIGHT, _GAP = 2, 400, 190, 60  # of a file, in pixels


@dataclass
class Chart:
    """The years of one total, and where its drawing stands in a file."""

    total: Total
    years: dict
    x: int
    y: int


class Investments(Figure):
    """What each total of the chosen investments has in each year. One query.

    Nothing is added that ``publication.totals`` keeps apart, and each chart has its own scale.
    """

    name = "investments"
    route = "initiatives:investment_list"
    drawing = "figures/investments.svg"
    filterset_class = InvestmentFilterSet

    def read(self):
        self.money = self.whole(lambda: totals(self.filterset.qs))
        found = self.money.totals
        shown = sorted(found, key=lambda total: -total.count)[:MOST_CHARTS]
        self.more_charts = len(found) - len(shown)
        span = span_of(year.year for total in shown for year in total.years)
        kept = [total for total in found if total in shown] if span else []
        self.charts = [
            Chart(
                total,
                {
                    **by_year(_points(total), span, self._links(total)),
                    "is_embedded": self.is_embedded,
                },
                at % _COLUMNS * (_CELL_WIDTH + _GAP),
                at // _COLUMNS * _CELL_HEIGHT,
            )
            for at, total in enumerate(kept)
        ]
        self.is_empty = not self.charts
        self.height = -(-len(self.charts) // _COLUMNS) * _CELL_HEIGHT or 20

    def _links(self, total: Total):
        """From a year to the list of what it holds."""
        values = {"investment_kind": total.kind, "currency": total.currency}
        if total.stage:
            values["stage"] = total.stage
        return lambda year: listing(
            self.route, self.given, **values, dated_after=year, dated_before=year
        )

    @property
    def title(self):
        return _("Money by year")

    @property
    def reading(self):
        return _(
            "Full: as the sources give it. Hollow: the year may be an earlier one or is "
            "inferred, or the amount is the upper part of a range."
        )

    @property
    def sentences(self):
        if self.is_empty:
            if self.money.totals:
                return [_("No disclosed amount has a year: there is nothing to draw."), *self._left]
            return [_("No amount can be added: there is nothing to draw."), *self._left]
        drawn = sum(row.count for chart in self.charts for row in chart.years["rows"])
        number = len(self.charts)
        span = self.charts[0].years
        amounts = (
            ngettext(
                "%(shown)s disclosed amount, in %(first)s.",
                "%(shown)s disclosed amounts, in %(first)s.",
                drawn,
            )
            if span["first"] == span["last"]
            else ngettext(
                "%(shown)s disclosed amount, from %(first)s to %(last)s.",
                "%(shown)s disclosed amounts, from %(first)s to %(last)s.",
                drawn,
            )
        )
        return [
            amounts % {**counted(drawn), "first": span["first"], "last": span["last"]},
            ngettext(
                "%(shown)s chart: one for each kind, stage, period and currency.",
                "%(shown)s charts: one for each kind, stage, period and currency.",
                number,
            )
            % counted(number),
            *self._sums,
            *self._left,
        ]

    @property
    def _sums(self) -> list[str]:
        """What the chart with most amounts adds up to."""
        total = max((chart.total for chart in self.charts), key=lambda total: total.count)
        return (
            [
                ngettext(
                    "Most amounts are of one sort, %(sort)s: %(shown)s, %(sum)s.",
                    "Most amounts are of one sort, %(sort)s: %(shown)s, %(sum)s in all.",
                    total.count,
                )
                % {**counted(total.count), "sort": in_words(total), "sum": say.money(total.money)}
            ]
            if total.count > 1 and len(self.charts) > 1
            else []
        )

    @property
    def _left(self) -> list[str]:
        """What is not drawn, in words."""
        money, said = self.money, []
        undrawn = {
            "undated": sum(chart.years["undated"] for chart in self.charts),
            "earlier": sum(chart.years["earlier"] for chart in self.charts),
        }
        if number := undrawn["undated"]:
            said.append(
                ngettext(
                    "Left out: %(shown)s amount without a year.",
                    "Left out: %(shown)s amounts without a year.",
                    number,
                )
                % counted(number)
            )
        if number := undrawn["earlier"]:
            said.append(
                ngettext(
                    "Left out: %(shown)s amount from before %(first)s.",
                    "Left out: %(shown)s amounts from before %(first)s.",
                    number,
                )
                % {**counted(number), "first": self.charts[0].years["first"]}
            )
        if self.more_charts:
            said.append(
                ngettext(
                    "Left out: %(shown)s other sort of amount.",
                    "Left out: %(shown)s other sorts of amounts.",
                    self.more_charts,
                )
                % counted(self.more_charts)
            )
        if number := money.uncounted:
            said.append(
                ngettext(
                    "Left out: %(shown)s investment whose amount is withheld, not mentioned, or "
                    "counted in a larger one.",
                    "Left out: %(shown)s investments whose amount is withheld, not mentioned, or "
                    "counted in a larger one.",
                    number,
                )
                % counted(number)
            )
        return said

    @property
    def columns(self):
        return [
            Column(_("Kind")),
            Column(_("Stage")),
            Column(_("Period")),
            Column(_("Currency")),
            Column(_("Year"), is_number=True),
            Column(_("Amounts counted"), is_number=True),
            Column(_("Sure"), is_number=True),
            Column(_("At most"), is_number=True),
        ]

    @property
    def rows(self):
        return [
            [
                Cell(say.label(total.kind, "investment_kinds")),
                Cell(say.label(total.stage, "investment_stages") or _("stage not stated")),
                Cell(say.label(total.period, "investment_periods")),
                Cell(total.currency),
                Cell(str(row.year), value=row.year),
                Cell(say.number(row.count), value=row.count),
                Cell(say.amount(row.sure, total.currency), value=row.sure),
                Cell(say.amount(row.possible, total.currency), value=row.possible),
            ]
            for chart in self.charts
            for total in (chart.total,)
            for row in chart.years["rows"]
        ]


def in_words(total: Total) -> str:
    """``fund, announced, per year, EUR``."""
    parts = [
        say.label(total.kind, "investment_kinds"),
        say.label(total.stage, "investment_stages") or _("stage not stated"),
        say.label(total.period, "investment_periods") if total.period == "per-year" else "",
        total.currency,
    ]
    return ", ".join(part for part in parts if part)


def _points(total: Total) -> list[Point]:
    return [
        Point(each.year, each.low if each.is_sure else 0, each.high, each.count)
        for each in total.years
    ]
