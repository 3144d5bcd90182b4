"""How many rows each value of a filter would give, for the filter panels and the API.

A facet is counted with its own parameter left out and all others kept, so that the count beside a
value is what choosing that value alone would list.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from babel import Locale
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from . import filters
from .filters import PublishedFilterSet, parameters
from .publication import reading
from .publication.models import (
    PublishedInitiative,
    PublishedInvestment,
    PublishedParticipation,
    PublishedPartner,
    PublishedPublisher,
    PublishedSource,
    PublishedTheme,
)
from .publication.remembered import remembered

MOST_VALUES = 200  # of one facet; the most frequent ones

# Those of initiatives that the API answers, in the order of the answer.
FACETS = [
    "kind",
    "lifecycle",
    "theme",
    "partner",
    "role",
    "country",
    "source",
    "publisher",
    "investment_kind",
    "stage",
    "disclosure",
    "currency",
    "has_conflict",
]
_YES_OR_NO = {"true": {"fr": "oui", "en": "yes"}, "false": {"fr": "non", "en": "no"}}
# Where a document keeps the name to show, in each language and as it is stored.
_NAMES = {
    PublishedInitiative: ("->'title'->>'fr'", "->'title'->>'en'", "->'title'->>'fr'"),
    PublishedPartner: ("->'names'->>'fr'", "->'names'->>'en'", "->>'name'"),
    PublishedTheme: ("->'name'->>'fr'", "->'name'->>'en'", "->'name'->>'en'"),
    PublishedSource: ("->>'title'", "->>'title'", "->>'title'"),
    PublishedPublisher: ("->>'name'", "->>'name'", "->>'name'"),
}


class FacetNames(parameters.Parameter):
    """Names of facets, repeated or separated by commas."""

    field_class = parameters.ValuesField
    repeatable = True
    allowed = FACETS
    schema = {"type": "array", "items": {"type": "string", "enum": FACETS}}

    def __init__(self, *args, **kwargs):
        choices = [(name, name) for name in FACETS]
        super().__init__(*args, choices=choices, widget=_SeparatedValues, **kwargs)


class _SeparatedValues(parameters.ManyValues):
    def value_from_datadict(self, data, files, name):
        given = super().value_from_datadict(data, files, name)
        return [each.strip() for value in given for each in value.split(",") if each.strip()]


class FacetFilterSet(filters.InitiativeFilterSet):
    """The filters of initiatives, and which facets to count: counting fewer takes less time."""

    fields = FacetNames(_("Facets"), "The facets to count; all of them if not given.")

    class Meta(filters.InitiativeFilterSet.Meta):
        pass

    @classmethod
    def get_filters(cls):
        return {**super().get_filters(), "fields": cls.declared_filters["fields"]}

    @property
    def asked(self):
        return super().asked - {"fields"}

    @property
    def facets(self) -> list[str]:
        """The names asked for, in the order of the answer."""
        asked = self.values.get("fields", FACETS)
        return [name for name in FACETS if name in asked]


class Claims(NamedTuple):
    """Facets of the claims that belong to a row: a row counts once for each value in them.

    ``owner`` is the claim's column that holds the row's ``key``; ``condition`` says what the
    parameters ask of one claim, and ``together`` which parameters those are.
    """

    model: type
    owner: str
    condition: Callable[[dict], Q]
    together: tuple[str, ...]
    columns: dict[str, str]

    def __hash__(self):
        return id(self)


class Facets(NamedTuple):
    """Where the values of a collection's facets are. ``columns``: facet -> column of the row."""

    columns: dict[str, str]
    claims: tuple[Claims, ...] = ()
    key: str = "pk"


_LISTS = {"themes", "countries", "sources", "publishers", "parents", "partners", "lineage"}
_MONEY = {
    "investment_kind": "kind",
    "stage": "stage",
    "disclosure": "disclosure",
    "currency": "currency",
}
_ENTRY = {"kind": "kind", "lifecycle": "lifecycle", "theme": "themes", "country": "countries"}
_EVIDENCE = {"source": "sources", "publisher": "publishers", "has_conflict": "has_conflict"}
_COLLECTIONS = {
    filters.InitiativeFilterSet: Facets(
        {**_ENTRY, **_EVIDENCE, "parent": "parents"},
        (
            Claims(
                PublishedParticipation,
                "initiative_id",
                filters.participation_condition,
                ("partner", "role", "include_subsidiaries"),
                {"partner": "partner", "role": "role"},
            ),
            Claims(
                PublishedInvestment,
                "initiative_id",
                filters.investment_condition,
                (*_MONEY, "amount_min", "amount_max"),
                _MONEY,
            ),
        ),
    ),
    filters.InvestmentFilterSet: Facets(
        {
            **_MONEY,
            **_EVIDENCE,
            "partner": "partners",
            **{name: f"initiative__{column}" for name, column in _ENTRY.items()},
            "parent": "initiative__parents",
        }
    ),
    filters.PartnerFilterSet: Facets(
        {"kind": "kind", "country": "country", "parent": "parents"},
        (
            Claims(
                PublishedParticipation,
                "partner",
                filters.activity_condition,
                ("role", "theme"),
                {"role": "role", "theme": "initiative__themes"},
            ),
        ),
        key="slug",
    ),
    filters.SourceFilterSet: Facets({"kind": "kind", "publisher": "publisher"}),
    filters.ThemeFilterSet: Facets({"parent": "parents"}),
}
_COLLECTIONS[FacetFilterSet] = _COLLECTIONS[filters.InitiativeFilterSet]


def facets_of(filterset: PublishedFilterSet) -> list[str]:
    """The parameters of a collection whose values can be counted, in the order of its form."""
    facets = _COLLECTIONS[type(filterset)]
    known = {*facets.columns, *(name for claims in facets.claims for name in claims.columns)}
    return [name for name in filterset.filters if name in known]


def count_facets(
    filterset: PublishedFilterSet,
    names: Iterable[str] = FACETS,
    *,
    chosen: Mapping[str, list] | None = None,
) -> dict[str, list[dict]]:
    """``{name: [{"value", "label": {"fr", "en"}, "count"}]}``, most frequent first. Two queries,
    none for what the whole collection has where nothing was published since that was counted.

    ``filterset`` has been checked. A slug without a published row is left out. The values
    ``chosen`` are there even where they would list nothing.
    """
    names = list(names)
    plain = [name for name in names if filterset.asked <= {name}]
    found = dict(_whole(filterset, plain)) if plain else {}
    counted = _count(filterset, [name for name in names if name not in plain])
    for name, values in (chosen or {}).items():
        known = {each["value"] for each in found.get(name, ())}
        known |= {value for value, _n in counted.get(name, ())}
        if name in names:
            missing = [(value, 0) for value in values if value not in known]
            counted.setdefault(name, []).extend(missing)
    for name, values in _labelled(filterset, counted).items():
        found[name] = [*found.get(name, ()), *values]
    return {name: found[name] for name in names}


def _whole(filterset: PublishedFilterSet, names: list[str]) -> dict[str, list[dict]]:
    """The facets of the whole collection, kept until something is published."""
    collection = type(filterset)

    def count() -> dict[str, list[dict]]:
        return _labelled(filterset, _count(collection(), names))

    return remembered(filterset.opening, ("facets", collection, *names), count)


def _labelled(filterset, counted: dict[str, list[tuple[str, int]]]) -> dict[str, list[dict]]:
    labels = _labels(filterset, {name: [v for v, _n in rows] for name, rows in counted.items()})
    return {
        name: [
            {"value": value, "label": labels[name, value], "count": count}
            for value, count in rows
            if (name, value) in labels
        ]
        for name, rows in counted.items()
    }


# ── Counts ───────────────────────────────────────────────────────────────────────────────────────


def _count(filterset: PublishedFilterSet, names: list[str]) -> dict[str, list[tuple[str, int]]]:
    if not names:
        return {}
    statement = _Statement(filterset)
    for name in names:
        statement.add(name)
    counted: dict[str, list[tuple[str, int]]] = {name: [] for name in names}
    with reading.connection().cursor() as cursor:
        cursor.execute(*statement.finished())
        for name, value, count in cursor.fetchall():
            counted[name].append((value, count))
    return counted


class _Statement:
    """One SQL statement: the rows once for each set of parameters left out, their claims once for
    each that is asked of them, then every facet.
    """

    def __init__(self, filterset: PublishedFilterSet):
        self.filterset = filterset
        self.of = _COLLECTIONS[type(filterset)]
        self.columns = {
            name: self._column(name, column, filterset.values)
            for name, column in self.of.columns.items()
        }
        self.bases: dict[frozenset, tuple[str, list[str]]] = {}
        self.claims: dict[tuple[Claims, str | None], tuple[str, list[str]]] = {}
        self.facets: list[str] = []

    @staticmethod
    def _column(name: str, column: str, values: dict) -> str:
        """Where subsidiaries count, a row has the partners its own belong to as well."""
        return "lineage" if name == "partner" and values.get("include_subsidiaries") else column

    def base(self, leave_out: Iterable[str], name: str | None = None) -> str:
        """The name of the table expression of the rows that the other parameters choose; it has the
        column of facet ``name``.
        """
        key = frozenset(leave_out) & set(self.filterset.values)
        base, names = self.bases.setdefault(key, (f"base{len(self.bases)}", []))
        if name is not None:
            names.append(name)
        return base

    def add(self, name: str) -> None:
        if name in self.columns:
            value, base = _each(f"facet_{name}", self.columns[name]), self.base([name], name)
            counted = f"SELECT {value} AS value, count(*) AS n FROM {base} GROUP BY 1"
        else:
            counted = self._of_claims(name)
        self.facets.append(
            f"(SELECT '{name}', value, n FROM (SELECT value::text, n FROM ({counted}) c) facet"
            f" WHERE value <> '' ORDER BY n DESC, value LIMIT {MOST_VALUES})"
        )

    def _of_claims(self, name: str) -> str:
        """Rows by a column of their claims, each row once for each value."""
        claims = next(each for each in self.of.claims if name in each.columns)
        own = name if name in self.filterset.values else None
        table, names = self.claims.setdefault((claims, own), (f"claim{len(self.claims)}", []))
        names.append(name)
        self.base(claims.together)
        column = self._column(name, claims.columns[name], self._without(own))
        once = f"SELECT DISTINCT owner, {_each(f'held_{name}', column)} AS value FROM {table}"
        return f"SELECT value, count(*) AS n FROM ({once}) once GROUP BY 1"

    def _without(self, own: str | None) -> dict:
        return {key: value for key, value in self.filterset.values.items() if key != own}

    def finished(self) -> tuple[str, list]:
        tables, params = [], []
        for leave_out, (base, names) in self.bases.items():
            rows = self.filterset.rows(leave_out=leave_out, in_order=False).order_by()
            columns = (self.columns[name] for name in names)
            sql, given = rows.values_list(self.of.key, *columns).query.sql_with_params()
            heads = ", ".join(["key", *(f"facet_{name}" for name in names)])
            tables.append(f"{base}({heads}) AS MATERIALIZED ({sql})")
            params += given
        for (claims, own), (table, names) in self.claims.items():
            values = self._without(own)
            rows = claims.model.objects.filter(claims.condition(values)).order_by()
            columns = (self._column(name, claims.columns[name], values) for name in names)
            sql, given = rows.values_list(claims.owner, *columns).query.sql_with_params()
            heads = ", ".join(["owner", *(f"held_{name}" for name in names)])
            tables.append(
                f"{table}({heads}) AS MATERIALIZED (SELECT held.* FROM ({sql}) held({heads})"
                f" JOIN {self.base(claims.together)} ON key = owner)"
            )
            params += given
        return f"WITH {', '.join(tables)} {' UNION ALL '.join(self.facets)}", params


def _each(name: str, column: str) -> str:
    """The values in ``name``, which was selected from ``column``."""
    return f"unnest({name})" if column.rpartition("__")[2] in _LISTS else name


# ── Names ────────────────────────────────────────────────────────────────────────────────────────


def _labels(filterset, found: dict[str, list[str]]) -> dict[tuple[str, str], dict[str, str]]:
    """(facet, value) -> label in each language, for what has one. One query."""
    slugs = {
        name: (filterset.filters[name].of, values)
        for name, values in found.items()
        if isinstance(filterset.filters[name], parameters.Slugs)
    }
    labels = _names_of(slugs) if slugs else {}
    for name in found.keys() - slugs.keys():
        for value in found[name]:
            labels[name, value] = _label(filterset.filters[name], value)
    return labels


def _names_of(slugs: dict[str, tuple[type, list]]) -> dict[tuple[str, str], dict[str, str]]:
    """(facet, slug) -> name in each language, for slugs that have a published row. One query."""
    parts, params = [], []
    for facet, (model, wanted) in slugs.items():
        french, english, stored = _NAMES[model]
        rows = (
            f"SELECT slug, document::json AS body FROM {model._meta.db_table}"
            " WHERE slug = ANY(%s) AND document IS NOT NULL"
        )
        parts.append(
            f"SELECT '{facet}', slug, coalesce(body{french}, body{stored}),"
            f" coalesce(body{english}, body{stored}) FROM ({rows}) t"
        )
        params.append(wanted)
    with reading.connection().cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), params)
        return {(facet, slug): {"fr": fr, "en": en} for facet, slug, fr, en in cursor.fetchall()}


def _label(parameter, value: str) -> dict[str, str]:
    """The label of a code in both languages."""
    if isinstance(parameter, parameters.Codes):
        return parameter.vocabulary[value].labels
    if isinstance(parameter, parameters.Flags):
        return _YES_OR_NO[value]
    known = "territories" if isinstance(parameter, parameters.Countries) else "currencies"
    return {
        language: getattr(Locale(language), known).get(value, value) for language in ("fr", "en")
    }


def names_of_given(filterset: PublishedFilterSet) -> dict[tuple[str, str], dict[str, str]]:
    """(parameter, value) -> label in each language, of the values from lists that a checked filter
    set was given. One query, none where none of them is a slug.
    """
    listed = {name: value for name, value in filterset.values.items() if isinstance(value, list)}
    return _labels(filterset, listed)


def names_of(slugs: dict[str, tuple[type, list]]) -> dict[tuple[str, str], dict[str, str]]:
    """(name, slug) -> what each is called in either language: of published rows. One query."""
    return _names_of(slugs) if slugs else {}
