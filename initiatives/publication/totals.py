"""Sums of published investments that cannot be misadded.

One total for each kind, stage, period and currency, never one for all. Nothing is converted, and
what is not in any total is counted with the reason why.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, fields
from decimal import Decimal

from django.db.models import QuerySet

from ..choices import INVESTMENT_KINDS, INVESTMENT_PERIODS, INVESTMENT_STAGES
from .models import PublishedInvestment
from .reading import connection

# Why an investment is in no total, in the order in which readers are told. The first two are codes
# of the closed list of disclosures.
WITHHELD = "explicitly-withheld"
NOT_MENTIONED = "not-mentioned"
SHARE = "share"  # put up with others: how much is this partner's is not known
PART = "part"  # of an amount that is counted here already
REASONS = [WITHHELD, NOT_MENTIONED, SHARE, PART]


@dataclass(frozen=True)
class Year:
    """What of a total falls in one year. ``is_sure`` is false where the date is inferred or may be
    an earlier year's: ``year`` is then the last possible one. ``None``: no date at all.
    """

    year: int | None
    is_sure: bool
    count: int
    low: Decimal
    high: Decimal


@dataclass
class Total:
    """One sum: ``low`` and ``high`` differ where an amount is a range. Major units of
    ``currency``; ``about``, ``at_least`` and ``at_most`` count the amounts so qualified,
    ``implied`` those of which no source says outright that the partners asked about put them up.
    """

    kind: str
    stage: str
    period: str
    currency: str
    low: Decimal = Decimal(0)
    high: Decimal = Decimal(0)
    count: int = 0
    about: int = 0
    at_least: int = 0
    at_most: int = 0
    ranges: int = 0
    disputed: int = 0
    implied: int = 0
    years: list[Year] = field(default_factory=list)

    @property
    def qualifier(self) -> str:
        """What holds of the sum: bounds of one side leave a bound, anything else is ``about``."""
        if self.about or (self.at_least and self.at_most):
            return "about"
        if self.at_least or self.at_most:
            return "at-least" if self.at_least else "at-most"
        return "exact" if self.low == self.high else "range"

    @property
    def money(self) -> dict:
        """As the money of a document, so that it is printed like one amount."""
        low = self.high if self.qualifier == "at-most" else self.low
        high = self.low if self.qualifier == "at-least" else self.high
        return {
            "min": str(low),
            "max": str(high),
            "currency": self.currency,
            "qualifier": self.qualifier,
            "disclosure": "disclosed",
            "eur": None,
        }


@dataclass
class Totals:
    """``count`` investments: those in ``totals`` and, by reason, those ``left_out``."""

    count: int
    totals: list[Total]
    left_out: dict[str, int]

    @property
    def counted(self) -> int:
        return sum(total.count for total in self.totals)

    @property
    def uncounted(self) -> int:
        return self.count - self.counted


def totals(investments: QuerySet[PublishedInvestment], *, put_up_by: Sequence[str] = ()) -> Totals:
    """What ``investments`` add up to, each counted once. One query, however many there are.

    ``put_up_by``: the slugs of the partners whose money the sums are to be. An amount that others
    put up as well, or may have, is not all theirs, and is left out.
    """
    query = investments.order_by().values("pk").query
    chosen, params = query.get_compiler("default", elide_empty=False).as_sql()
    found = totals_of_each(
        f"SELECT DISTINCT '', pk FROM ({chosen}) t(pk)", params, put_up_by=put_up_by
    )
    return found.get("", Totals(count=0, totals=[], left_out={}))


def totals_of_each(
    chosen: str, params: Iterable, *, put_up_by: Sequence[str] = ()
) -> dict[str, Totals]:
    """The totals of several sets at once, by the key of each. One query.

    ``chosen`` is SQL for (key, id of an investment), each pair once; what is part of what is asked
    within a set.
    """
    table = PublishedInvestment._meta.db_table
    with connection().cursor() as cursor:
        params = [*params, *[list(put_up_by)] * 3]
        cursor.execute(_SUMS.format(chosen=chosen, table=table), params)
        names = [column.name for column in cursor.description]
        rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    sets: dict[str, list] = defaultdict(list)
    for row in rows:
        sets[row["key"]].append(row)
    return {key: _added_up(rows) for key, rows in sets.items()}


def _added_up(rows: Iterable[dict]) -> Totals:
    found: dict[tuple, Total] = {}
    left_out: dict[str, int] = defaultdict(int)
    for row in rows:
        if row["reason"]:
            left_out[row["reason"]] += row["count"]
            continue
        group = (row["kind"], row["stage"], row["period"], row["currency"])
        total = found.setdefault(group, Total(*group))
        for name in _ADDED:
            setattr(total, name, getattr(total, name) + row[name])
        total.years.append(Year(**{each.name: row[each.name] for each in fields(Year)}))
    return Totals(
        count=sum(total.count for total in found.values()) + sum(left_out.values()),
        totals=sorted(found.values(), key=_place),
        left_out={reason: left_out[reason] for reason in REASONS if reason in left_out},
    )


_ADDED = ("low", "high", "count", "about", "at_least", "at_most", "ranges", "disputed", "implied")


def _place(total: Total) -> tuple:
    """In the order of the closed lists, a stage nobody states after those that are stated."""
    stages = INVESTMENT_STAGES.codes
    return (
        INVESTMENT_KINDS.codes.index(total.kind),
        stages.index(total.stage) if total.stage else len(stages),
        INVESTMENT_PERIODS.codes.index(total.period),
        total.currency,
    )


# ``facts`` has each chosen investment once, whatever sets it is in. ``above`` climbs from each
# amount to all it is part of, through rows that were not chosen as well (UNION, so that it ends
# even in a loop).
_SUMS = """
WITH RECURSIVE chosen(key, id) AS MATERIALIZED (
    {chosen}
),
facts AS MATERIALIZED (
    SELECT id, kind, stage, period, currency, amount_min, amount_max, part_of, has_conflict,
        qualifier, extract(year FROM date_latest)::int AS year,
        extract(year FROM date_earliest) = extract(year FROM date_latest)
            AND NOT is_date_inferred AS is_sure,
        cardinality(%s::text[]) > 0 AND are_investors_inferred AS is_implied,
        CASE
            WHEN disclosure <> 'disclosed' THEN disclosure
            WHEN cardinality(%s::text[]) > 0 AND NOT (
                coalesce(cardinality(all_investors), 0) > 0 AND all_investors <@ %s::text[]
            ) THEN 'share'
            ELSE ''
        END AS reason
    FROM {table}
    WHERE id IN (SELECT id FROM chosen)
),
above(id, whole) AS (
    SELECT id, part_of FROM facts WHERE part_of IS NOT NULL AND reason = ''
    UNION
    SELECT above.id, larger.part_of
    FROM above JOIN {table} larger ON larger.id = above.whole
    WHERE larger.part_of IS NOT NULL
),
parts AS (
    SELECT DISTINCT part.key, part.id
    FROM above
    JOIN chosen part ON part.id = above.id
    JOIN chosen whole ON whole.id = above.whole AND whole.key = part.key
    JOIN facts ON facts.id = whole.id
    WHERE facts.reason = ''
)
SELECT chosen.key, kind, stage, period, currency, year, coalesce(is_sure, false) AS is_sure,
    CASE WHEN parts.id IS NULL THEN reason ELSE 'part' END AS reason,
    count(*) AS count, sum(amount_min) AS low, sum(amount_max) AS high,
    count(*) FILTER (WHERE qualifier = 'about') AS about,
    count(*) FILTER (WHERE qualifier = 'at-least') AS at_least,
    count(*) FILTER (WHERE qualifier = 'at-most') AS at_most,
    count(*) FILTER (WHERE amount_min <> amount_max) AS ranges,
    count(*) FILTER (WHERE has_conflict) AS disputed,
    count(*) FILTER (WHERE is_implied) AS implied
FROM chosen JOIN facts USING (id) LEFT JOIN parts USING (key, id)
GROUP BY 1, 2, 3, 4, 5, 6, 7, 8
ORDER BY 1, 2, 3, 4, 5, 6, 7, 8
"""
