"""Bars by year: the geometry of a small chart, and the same figures as rows of a table.

What is not sure (the year, or the upper part of a range) is a hollow bar on top of the full one.
"""

from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import NamedTuple

LONGEST_SPAN = 15  # years beside each other that can still be told apart on a phone
WIDTH, TOP, BASE = 320, 20, 84  # of the drawing: room for a figure above, for the years below
_CLEAR = 52  # of the first and the last year, which are always named
_THINNEST = 2  # the smallest value is still to be seen


class Point(NamedTuple):
    """What falls in one year: ``sure`` beyond doubt, ``possible`` with all that may."""

    year: int | None
    sure: Decimal
    possible: Decimal
    count: int


def span_of(years: Iterable[int | None]) -> range:
    """The years a chart shows: all from the first to the last known, or the latest of them."""
    known = [year for year in years if year is not None]
    if not known:
        return range(0)
    return range(max(min(known), max(known) - LONGEST_SPAN + 1), max(known) + 1)


def by_year(points: Iterable[Point], span: range, link: Callable[[int], str] | None = None) -> dict:
    """A chart of ``points`` over ``span``: ``bars``, ``rows``, and how many items ``undated`` or
    ``earlier`` than the span are not drawn. ``link``: from a year to the address of what it holds.
    """
    years: dict[int, Point] = {}
    missing = {"undated": 0, "earlier": 0}
    for point in points:
        if point.year is None or point.year < span.start:
            missing["undated" if point.year is None else "earlier"] += point.count
            continue
        sofar = years.get(point.year, Point(point.year, Decimal(0), Decimal(0), 0))
        years[point.year] = Point(
            point.year, *(a + b for a, b in zip(sofar[1:], point[1:], strict=True))
        )
    rows = [years[year] for year in sorted(years)]
    highest = max((row.possible for row in rows), default=Decimal(0))
    return {
        "span": span,
        "first": span.start,
        "last": span.stop - 1,
        "rows": rows,
        "bars": [
            {**_bar(row, span, highest), "href": link(row.year) if link else ""} for row in rows
        ],
        "is_linked": link is not None,
        "is_sure": all(row.sure == row.possible for row in rows),
        **missing,
    }


def _bar(row: Point, span: range, highest: Decimal) -> dict:
    slot = Decimal(WIDTH) / len(span)
    width = min(slot * Decimal("0.7"), Decimal(28))
    middle = slot * (row.year - span.start) + slot / 2
    full, tall = (_height(value, highest) for value in (row.sure, row.possible))
    return {
        "x": _short(middle - width / 2),
        "middle": _short(min(max(middle, Decimal(22)), Decimal(WIDTH - 22))),
        "width": _short(width),
        "full": full,
        "full_y": BASE - full,
        "hollow": tall - full,
        "hollow_y": BASE - tall,
        "label_y": BASE - tall - 5,
        "year": row.year,
        "is_named": _CLEAR < middle < WIDTH - _CLEAR,
        "is_highest": row.possible == highest,
        "value": row.possible,
        "count": row.count,
    }


def _height(value: Decimal, highest: Decimal) -> int:
    return max(_THINNEST, round((BASE - TOP) * value / highest)) if value else 0


def _short(number: Decimal) -> str:
    """As an attribute of SVG, whatever the language of the page."""
    return str(round(number, 1))
