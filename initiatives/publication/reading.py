"""How published rows are read, by pages, API, feeds and exports alike: which publication it is and
which slugs exist, capped counts, pages by position (keyset), documents with their ``updated_at``.
"""

import base64
import datetime
import json
import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any, NamedTuple

from django.db import connections, router
from django.db.models import BooleanField, F, Func, Model, Q, QuerySet, TextField, Value
from django.db.models.expressions import OrderBy
from django.db.models.functions import Cast

from . import search
from .models import PublicationCounter, PublishedInitiative

COUNT_CAP = 10_001
_LONGEST_VALUE = 1000  # in a cursor: longer than any title


def connection():
    """The connection that public reads use: the reader's own, where there is one."""
    return connections[router.db_for_read(PublicationCounter) or "default"]


class Opening(NamedTuple):
    """The content counter; by name, the slugs asked for that no published row has; what the words
    asked for look for, as the text of a ``tsquery`` (``None``: nothing); when the counter moved;
    whether the transaction is read-only, so that it sees what everybody does.
    """

    counter: int
    unknown: dict[str, list[str]]
    tsquery: str | None
    moved_at: datetime.datetime | None = None
    is_settled: bool = False


def open_reading(
    slugs: Mapping[str, tuple[type[Model], Sequence[str]]] | None = None, words: str = ""
) -> Opening:
    """Read the counter, check ``slugs`` (name -> model, slugs), read ``words``. One query.

    It comes before any that reads rows. Only published tables are asked, so a draft's slug is as
    unknown as nobody's.
    """
    table = PublicationCounter._meta.db_table
    looked_for, terms = search.tsquery(words) if words else ("NULL", [])
    columns = [
        f"coalesce((SELECT value FROM {table} WHERE id = 1), 0)",
        f"(SELECT moved_at FROM {table} WHERE id = 1)",
        looked_for,
        "current_setting('transaction_read_only') = 'on'",
    ]
    if words:
        columns.append(search.BY_INDEX)
    params = [*terms]
    wanted = {name: asked for name, asked in (slugs or {}).items() if asked[1]}
    for model, asked in wanted.values():
        known = f"SELECT slug FROM {model._meta.db_table}"
        if model is PublishedInitiative:
            known += " WHERE state = 'published'"
        columns.append(f"ARRAY(SELECT unnest(%s::text[]) EXCEPT {known})")
        params.append(list(asked))
    with connection().cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(columns)}", params)
        counter, moved_at, tsquery, is_settled, *rest = cursor.fetchone()
    missing = rest[1:] if words else rest
    unknown = {name: sorted(each) for name, each in zip(wanted, missing, strict=True) if each}
    return Opening(counter, unknown, tsquery, moved_at, is_settled)


def row_of(model: type[Model], by: str, value, columns: tuple) -> tuple | None:
    """The ``columns`` of the row whose ``by`` (a key) is ``value``; ``None``: there is none.

    One query. Its statement is compiled once in a process, which takes Django as long as PostgreSQL
    takes to answer it.
    """
    sql, params = _of_one_row(model, by, columns)
    with connection().cursor() as cursor:
        cursor.execute(sql, [*params, value])
        return cursor.fetchone()


@lru_cache
def _of_one_row(model: type[Model], by: str, columns: tuple) -> tuple[str, tuple]:
    sql, params = model._default_manager.order_by().values_list(*columns).query.sql_with_params()
    return f"{sql} WHERE {model._meta.db_table}.{model._meta.get_field(by).column} = %s", params


def capped_count(queryset: QuerySet) -> tuple[int, bool]:
    """How many rows, and whether that is exact: counting stops at ``COUNT_CAP``. One query."""
    return capped_counts([queryset])[0]


def capped_counts(querysets: Sequence[QuerySet]) -> list[tuple[int, bool]]:
    """``capped_count`` of several. One query, none for none."""
    if not querysets:
        return []
    counts: list[str] = []
    params: list = []
    for queryset in querysets:
        rows = queryset.order_by().values_list("pk")[:COUNT_CAP].query
        sql, more = rows.sql_with_params()
        counts.append(f"(SELECT count(*) FROM ({sql}) counted)")
        params += more
    with connection().cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(counts)}", params)
        return [(count, count < COUNT_CAP) for count in cursor.fetchone()]


class Match(NamedTuple):
    """A row that was looked for, and how well it matches, as ``search`` puts it into a number."""

    pk: Any
    relevance: float


def best_matches(
    queryset: QuerySet, query: str | None, moment: str, *, first: int
) -> tuple[int, list[Match] | None]:
    """How many rows match, counting to ``COUNT_CAP``, and the ``first`` of them by ``search``'s
    relevance, the best in front; ``None`` where counting ended early. One query, one visit.
    """
    columns = queryset.order_by().values_list("pk", moment, search.path_to_words(queryset.model))
    rows, params = columns[:COUNT_CAP].query.sql_with_params()
    of_many = search.of_newest(f"pk IN {search.with_title(queryset.model)}", "moment")
    sql = f"""
        WITH matches(pk, moment, search) AS MATERIALIZED ({rows}),
        counted AS (SELECT count(*) AS n FROM matches),
        best AS (
            SELECT pk, CASE WHEN n > %s THEN {of_many}
                ELSE ts_rank(search, %s::tsquery) END AS relevance
            FROM matches, counted WHERE n < %s ORDER BY relevance DESC, pk DESC LIMIT %s
        )
        SELECT n, ARRAY(SELECT pk FROM best), ARRAY(SELECT relevance FROM best) FROM counted
    """
    with connection().cursor() as cursor:
        cursor.execute(sql, [*params, search.RANKED, query, query, COUNT_CAP, first])
        count, keys, numbers = cursor.fetchone()
    if count >= COUNT_CAP:
        return count, None
    return count, [Match(*each) for each in zip(keys, numbers, strict=True)]


# The columns of a document as it is served. ``updated_at`` is JSON already; joined here, not by the
# database, which would unpack every document it sorts instead of those on the page.
SERVED = ("document", Cast(Func("updated_at", function="to_json"), TextField()))


def spliced(document: str, updated_at: str) -> str:
    """A stored document with its ``updated_at`` in front, without decoding it; of ``SERVED``."""
    return f'{{"updated_at" : {updated_at}, {document[1:]}'


# ── Pages by position ────────────────────────────────────────────────────────────────────────────


class NotACursor(ValueError):
    """The text is not a cursor, or one of another list or ordering."""


def _moment(text: str) -> datetime.datetime:
    moment = datetime.datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(text)
    return moment


def _words(text: str) -> str:
    if "\0" in text:
        raise ValueError(text)
    text.encode()  # refuses a lone surrogate
    return text


def _rank(text: str) -> float:
    rank = float(text)
    if not 0 <= rank < 1e6:
        raise ValueError(text)
    return rank


def _amount(text: str) -> Decimal:
    amount = Decimal(text)
    if not amount.is_finite():
        raise ValueError(text)
    return amount


def _integer(text: str) -> int:
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 20 else -1
    if not 0 <= number < 2**63:
        raise ValueError(text)
    return number


@dataclass(frozen=True)
class Ordering:
    """One order of a list: by ``column``, then by primary key, both in the same direction.

    Rows without a value come last in either direction; ``nullable`` says that there may be some.
    ``read`` makes the column's value of its text in a cursor.
    """

    column: str
    read: Callable[[str], Any]
    descending: bool = False
    nullable: bool = False

    @property
    def reversed(self) -> "Ordering":
        return Ordering(self.column, self.read, not self.descending, self.nullable)

    def terms(self, *, backwards: bool = False) -> list[OrderBy]:
        descending = self.descending != backwards
        nulls = {"nulls_first": True} if backwards else {"nulls_last": True}
        return [
            OrderBy(F(self.column), descending=descending, **(nulls if self.nullable else {})),
            OrderBy(F("pk"), descending=descending),
        ]

    def beyond(self, value, pk, *, backwards: bool = False) -> Q:
        """The rows after the position (``value``, ``pk``), or before it."""
        is_null = Q(**{f"{self.column}__isnull": True})
        side = "<" if self.descending != backwards else ">"
        if value is None:
            same = is_null & Q(_Beyond("pk", Value(pk), side=side))
            return same | ~is_null if backwards else same
        further = Q(_Beyond(self.column, "pk", Value(value), Value(pk), side=side))
        return further | is_null if self.nullable and not backwards else further


def by_day(column: str) -> Ordering:
    return Ordering(column, datetime.date.fromisoformat, nullable=True)


def by_moment(column: str) -> Ordering:
    return Ordering(column, _moment)


def by_text(column: str) -> Ordering:
    return Ordering(column, _words)


def by_amount(column: str) -> Ordering:
    return Ordering(column, _amount, nullable=True)


def by_rank(column: str) -> Ordering:
    return Ordering(column, _rank, descending=True)


def by_number(column: str) -> Ordering:
    return Ordering(column, _integer)


class _Beyond(Func):
    """``(a, b) < (x, y)``: one comparison, which an index on (a, b) can answer."""

    output_field = BooleanField()

    def as_sql(self, compiler, connection, **extra):
        parts = [compiler.compile(expression) for expression in self.source_expressions]
        half = len(parts) // 2
        left = ", ".join(sql for sql, _params in parts[:half])
        right = ", ".join(sql for sql, _params in parts[half:])
        params = [param for _sql, params in parts for param in params]
        return f"({left}) {self.extra['side']} ({right})", params


@dataclass(frozen=True)
class Position:
    """Where a page starts: after this row, or before it when ``backwards``."""

    value: Any
    pk: Any
    backwards: bool = False


@dataclass(frozen=True)
class Page:
    """Rows as tuples of the columns asked for, and the cursors of the pages beside this one."""

    rows: list[tuple]
    next: str | None
    previous: str | None
    is_full: bool  # there are more rows in the direction in which it was read


def page(
    queryset: QuerySet,
    columns: Iterable,
    ordering: str,
    order: Ordering,
    *,
    size: int,
    position=None,
) -> Page:
    """``size`` rows of ``queryset`` in ``order`` (called ``ordering`` in cursors). One query."""
    backwards = position is not None and position.backwards
    if position is not None:
        queryset = queryset.filter(order.beyond(position.value, position.pk, backwards=backwards))
    queryset = queryset.order_by(*order.terms(backwards=backwards))
    # As text, because no row's place is read but the first one's and the last one's.
    place = (Cast(order.column, TextField()), "pk")
    rows = list(queryset.values_list(*columns, *place)[: size + 1])
    more = len(rows) > size
    rows = rows[:size]
    if backwards:
        rows.reverse()
    return _cut(rows, ordering, more=more, backwards=backwards, is_first=position is None)


def page_of(
    queryset: QuerySet, columns: Iterable, ordering: str, matches: Sequence[Match], *, size: int
) -> Page:
    """The first ``size`` of ``matches``, the best of ``queryset`` in their order, as the first page
    of it. One query.
    """
    shown = matches[:size]
    chosen = queryset.filter(pk__in=[each.pk for each in shown]).order_by()
    rows = {row[-1]: row for row in chosen.values_list(*columns, "pk")}
    placed = [(*rows[pk][:-1], repr(number), pk) for pk, number in shown if pk in rows]
    return _cut(placed, ordering, more=len(matches) > size, backwards=False, is_first=True)


def _cut(rows: list[tuple], ordering: str, *, more: bool, backwards: bool, is_first: bool) -> Page:
    """The page of ``rows``, each with its place at its end: the value in the order, the key."""
    after = rows and (more or backwards)
    before = rows and (more if backwards else not is_first)
    return Page(
        rows=[row[:-2] for row in rows],
        is_full=more,
        next=_cursor(ordering, *rows[-1][-2:], backwards=False) if after else None,
        previous=_cursor(ordering, *rows[0][-2:], backwards=True) if before else None,
    )


def _cursor(ordering: str, value: str | None, pk, *, backwards: bool) -> str:
    text = json.dumps([ordering, int(backwards), value, str(pk)])
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def read_cursor(cursor: str, model: type[Model], ordering: str, order: Ordering) -> Position:
    """What ``page`` wrote in a cursor of this ``ordering``; raises ``NotACursor`` for any other."""
    try:
        padded = cursor.encode("ascii") + b"=" * (-len(cursor) % 4)
        made_for, backwards, value, pk = json.loads(base64.b64decode(padded, b"-_", validate=True))
        if made_for != ordering or backwards not in (0, 1) or type(pk) is not str:
            raise NotACursor(cursor)
        if value is None and order.nullable:
            read = None
        elif type(value) is str and len(value) <= _LONGEST_VALUE:
            read = order.read(value)
        else:
            raise NotACursor(cursor)
        is_uuid = model._meta.pk.get_internal_type() == "UUIDField"
        return Position(read, uuid.UUID(pk) if is_uuid else _integer(pk), bool(backwards))
    except (ValueError, TypeError, ArithmeticError, RecursionError) as error:
        raise NotACursor(cursor) from error
