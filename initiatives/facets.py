"""How many initiatives each value of a filter would give, for the filter panel and the API.

A facet is counted with its own parameter left out and all others kept, so that the count beside a
value is what choosing that value alone would list.
"""

from collections.abc import Iterable

from babel import Locale

from . import choices
from .filters import InitiativeFilterSet, investment_condition, participation_condition
from .publication import reading
from .publication.models import (
    PublishedInvestment,
    PublishedParticipation,
    PublishedPartner,
    PublishedPublisher,
    PublishedSource,
    PublishedTheme,
)

MOST_VALUES = 200  # of one facet; the most frequent ones

_COLUMNS = {"kind": "kind", "lifecycle": "lifecycle", "has_conflict": "has_conflict::text"}
_LISTS = {"theme": "themes", "country": "countries", "source": "sources", "publisher": "publishers"}
_TAKING_PART = {"partner": "partner", "role": "role"}
_MONEY = {
    "investment_kind": "kind",
    "stage": "stage",
    "disclosure": "disclosure",
    "currency": "currency",
}
# In the order of the answer.
FACETS = [
    "kind",
    "lifecycle",
    "theme",
    "partner",
    "role",
    "country",
    "source",
    "publisher",
    *_MONEY,
    "has_conflict",
]

_VOCABULARIES = {
    "kind": choices.INITIATIVE_KINDS,
    "lifecycle": choices.LIFECYCLE_STATUSES,
    "role": choices.ROLES,
    "investment_kind": choices.INVESTMENT_KINDS,
    "stage": choices.INVESTMENT_STAGES,
    "disclosure": choices.DISCLOSURES,
}
_YES_OR_NO = {"true": {"fr": "oui", "en": "yes"}, "false": {"fr": "non", "en": "no"}}
# Where a document keeps the name to show, in each language and as it is stored.
_NAMES = {
    "partner": (PublishedPartner, "->'names'->>'fr'", "->'names'->>'en'", "->>'name'"),
    "theme": (PublishedTheme, "->'name'->>'fr'", "->'name'->>'en'", "->'name'->>'en'"),
    "source": (PublishedSource, "->>'title'", "->>'title'", "->>'title'"),
    "publisher": (PublishedPublisher, "->>'name'", "->>'name'", "->>'name'"),
}


def count_facets(filterset: InitiativeFilterSet) -> dict[str, list[dict]]:
    """``{name: [{"value", "label": {"fr", "en"}, "count"}]}``, most frequent first. Two queries.

    ``filterset`` has been checked. A slug without a published row is left out.
    """
    counted = _count(filterset)
    names = _names_of({facet: [value for value, _n in counted[facet]] for facet in _NAMES})
    return {
        facet: [
            {"value": value, "label": label, "count": count}
            for value, count in counted[facet]
            if (label := _label(facet, value, names))
        ]
        for facet in FACETS
    }


def _count(filterset: InitiativeFilterSet) -> dict[str, list[tuple[str, int]]]:
    statement = _Statement(filterset)
    for facet, column in _COLUMNS.items():
        statement.add(
            facet,
            f"SELECT {column} AS value, count(*) AS n FROM {statement.base(facet)} GROUP BY 1",
        )
    for facet, column in _LISTS.items():
        base = statement.base(facet)
        statement.add(
            facet, f"SELECT value, count(*) AS n FROM {base}, unnest({column}) value GROUP BY 1"
        )
    for facet, column in _TAKING_PART.items():
        statement.add_claims(facet, column, PublishedParticipation, participation_condition)
    for facet, column in _MONEY.items():
        statement.add_claims(facet, column, PublishedInvestment, investment_condition)
    counted: dict[str, list[tuple[str, int]]] = {facet: [] for facet in FACETS}
    with reading.connection().cursor() as cursor:
        cursor.execute(*statement.finished())
        for facet, value, count in cursor.fetchall():
            counted[facet].append((value, count))
    return counted


class _Statement:
    """One SQL statement: the entries once for each set of parameters left out, then every facet."""

    taking_part = ("partner", "role", "include_subsidiaries")
    money = (*_MONEY, "amount_min", "amount_max")
    columns = ("kind", "lifecycle", "has_conflict", *_LISTS.values())

    def __init__(self, filterset: InitiativeFilterSet):
        self.filterset = filterset
        self.bases: dict[frozenset, tuple[str, str, tuple]] = {}
        self.facets: list[str] = []
        self.params: list = []

    def base(self, *leave_out: str) -> str:
        """The name of the table expression of the entries that the other parameters choose."""
        key = frozenset(leave_out) & set(self.filterset.values)
        if key not in self.bases:
            rows = self.filterset.rows(leave_out=key).order_by()
            sql, params = rows.values_list("pk", *self.columns).query.sql_with_params()
            self.bases[key] = (f"base{len(self.bases)}", sql, params)
        return self.bases[key][0]

    def add(self, facet: str, sql: str, params: Iterable = ()) -> None:
        self.facets.append(
            f"(SELECT '{facet}', value, n FROM ({sql}) {facet}"
            f" WHERE value <> '' ORDER BY n DESC, value LIMIT {MOST_VALUES})"
        )
        self.params += params

    def add_claims(self, facet: str, column: str, model, condition) -> None:
        """Entries by a column of their claims, each entry once for each value."""
        if model is PublishedParticipation:
            together, read = self.taking_part, ("partner", "lineage", "role")
        else:
            together, read = self.money, tuple(_MONEY.values())
        values = {name: value for name, value in self.filterset.values.items() if name != facet}
        claims = model.objects.filter(condition(values)).order_by()
        sql, params = claims.values_list("initiative_id", *read).query.sql_with_params()
        if facet == "partner" and values.get("include_subsidiaries"):
            column = "unnest(lineage)"
        claim = f"SELECT entry, {column} AS value FROM ({sql}) t(entry, {', '.join(read)})"
        self.add(
            facet,
            f"SELECT value, count(DISTINCT entry) AS n FROM ({claim}) claim"
            f" JOIN {self.base(*together)} ON id = entry GROUP BY 1",
            params,
        )

    def finished(self) -> tuple[str, list]:
        columns = ", ".join(["id", *self.columns])
        tables = ", ".join(
            f"{name}({columns}) AS MATERIALIZED ({sql})"
            for name, sql, _params in self.bases.values()
        )
        params = [param for _name, _sql, params in self.bases.values() for param in params]
        return f"WITH {tables} {' UNION ALL '.join(self.facets)}", [*params, *self.params]


def _names_of(slugs: dict[str, list[str]]) -> dict[tuple[str, str], dict[str, str]]:
    """(facet, slug) -> name in each language, for slugs that have a published row. One query."""
    parts, params = [], []
    for facet, (model, french, english, stored) in _NAMES.items():
        rows = (
            f"SELECT slug, document::json AS body FROM {model._meta.db_table} WHERE slug = ANY(%s)"
        )
        parts.append(
            f"SELECT '{facet}', slug, coalesce(body{french}, body{stored}),"
            f" coalesce(body{english}, body{stored}) FROM ({rows}) t"
        )
        params.append(slugs[facet])
    with reading.connection().cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), params)
        return {(facet, slug): {"fr": fr, "en": en} for facet, slug, fr, en in cursor.fetchall()}


def _label(facet: str, value: str, names: dict) -> dict[str, str] | None:
    """The label of a value in both languages, ``None`` for a slug that has no published row."""
    if facet in _NAMES:
        return names.get((facet, value))
    if facet in _VOCABULARIES:
        return _VOCABULARIES[facet][value].labels
    if facet == "has_conflict":
        return _YES_OR_NO[value]
    known = "territories" if facet == "country" else "currencies"
    return {
        language: getattr(Locale(language), known).get(value, value) for language in ("fr", "en")
    }
