"""The cases that compare what a request costs: each a ratio of two endpoints of one run."""

import math
from collections.abc import Iterator

from .endpoints import Endpoint
from .report import line

# Case: endpoint, what it is compared with, target, whether at least so many times less.
_AT_MOST = [
    ("list of 50 documents, first page, to bare psycopg", "list", "bare list", 2),
    ("conditional GET, unchanged, to the full list", "list, unchanged", "list", 0.4),
    ("cursor at 99 % of the rows, to the first page", "list, far", "list", 1.2),
]
_TIMES_LESS = [
    ("list of 50 documents, first page, than idiomatic", "list", "idiomatic list", 30),
    ("detail, than idiomatic", "detail", "idiomatic detail", 12),
    (
        "ranked search, word in 30 %, than DRF + tsvector",
        "search, 30 %",
        "idiomatic search, 30 %",
        8,
    ),
    (
        "ranked search, word in 2 %, than DRF + tsvector",
        "search, 2 %",
        "idiomatic search, 2 %",
        4.5,
    ),
    ("six facets, no filter, than six GROUP BY", "facets", "grouped", 100),
    ("six facets, one filter of 12 %, than six GROUP BY", "facets, 12 %", "grouped, 12 %", 2),
    (
        "six facets, word in 30 %, than six GROUP BY",
        "facets, 30 % word",
        "grouped, 30 % word",
        2,
    ),
    ("list page, HTML, than ORM + Django templates", "list page", "idiomatic list page", 3),
    ("entry page, HTML, than ORM + Django templates", "entry page", "idiomatic entry page", 4),
]


def needed(words: list[str]) -> set[str]:
    """The endpoints that the cases with one of ``words`` in their name compare; of all, if none."""
    return {
        name
        for case, *both, _target in [*_AT_MOST, *_TIMES_LESS]
        if not words or any(word in case for word in words)
        for name in both
    }


def compared(endpoints: dict[str, Endpoint]) -> Iterator[dict]:
    """A line for each case whose two endpoints were asked."""
    for case, one, other, target in _AT_MOST:
        if one in endpoints and other in endpoints:
            ratio = round(endpoints[one].cpu / endpoints[other].cpu, 2)
            yield line(f"{case}, CPU", ratio, "times", target, _both(endpoints, one, other))
    for case, one, other, target in _TIMES_LESS:
        if one in endpoints and other in endpoints:
            ratio = round(endpoints[other].cpu / max(endpoints[one].cpu, 0.001), 1)
            detail = _both(endpoints, one, other)
            yield line(f"{case}, CPU", ratio, "times less", target, detail, least=True)
    if "list" in endpoints and "idiomatic list" in endpoints:
        both = (endpoints["list"], endpoints["idiomatic list"])
        ours, theirs = (each.median(each.c8, "p99") for each in both)
        known = not math.isnan(ours + theirs)
        yield line(
            "list of 50 documents, p99 at 8 connections, than idiomatic",
            round(theirs / ours, 1) if known else None,
            "times lower",
            15,
            f"{ours:.1f} ms against {theirs:.1f} ms",
            least=True,
        )


def _both(endpoints: dict[str, Endpoint], one: str, other: str) -> str:
    return " against ".join(f"{name} {endpoints[name].spread} ms" for name in (one, other))


def raw_table(endpoints: dict[str, Endpoint]) -> str:
    """What each endpoint cost, as Markdown."""
    rows = [
        "| endpoint | CPU ms [spread] | p50 c1 ms | p99 c1 ms | per s c8 | p50 c8 ms | p99 c8 ms |",
        "|---|---|---|---|---|---|---|",
    ]
    for name, each in endpoints.items():
        times = [
            *(each.median(each.c1, "p50"), each.median(each.c1, "p99")),
            *(each.median(each.c8, column) for column in ("per_second", "p50", "p99")),
        ]
        rows.append(f"| {name} | {each.spread} | {' | '.join(f'{time:.2f}' for time in times)} |")
    return "\n".join(rows)
