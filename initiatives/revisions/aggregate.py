"""An entry with all its rows, as one document: read, written back, put together from parts.

A document is ``{model: {primary key: {column: value}}}`` in JSON's own types; a many-to-many is the
sorted list of the other keys. What the workflow writes by itself (state, version, dates of
publication) is no part of it, nor is what the database computes.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import count

from django.db import IntegrityError, connection, models, transaction
from django.db.models import ProtectedError

from sources.audit import check_constraints_now

from ..models import (
    EditorialHint,
    Evidence,
    Initiative,
    InitiativeAlias,
    InitiativeDate,
    InitiativeParent,
    Investment,
    LifecycleStatus,
    Metric,
    MetricClaimant,
    Milestone,
    Participation,
    Statement,
    StatementCitation,
    Translation,
)
from ..publication.publish import nothing_published

Document = dict[str, dict[str, dict]]

# Columns of an entry that only the workflow writes, or that say who holds the pen.
_WORKFLOW = {
    "state",
    "version",
    "first_published_at",
    "published_at",
    "withdrawal_reason",
    "merged_into_id",
    "created_by_id",
    "edited_by_id",
    "last_verified_on",
    "created_at",
    "updated_at",
}


@dataclass(frozen=True)
class Part:
    """One kind of row; ``path`` leads from it to the entry, and is empty for the entry itself."""

    model: type[models.Model]
    path: str

    @property
    def name(self) -> str:
        return self.model._meta.model_name

    @cached_property
    def columns(self) -> dict[str, models.Field]:
        """The columns of a document by name; not the key, nor the way to the entry."""
        left_out = _WORKFLOW if self.model is Initiative else {f"{self.path}_id"}
        return {
            field.attname: field
            for field in self.model._meta.concrete_fields
            if not (field.primary_key or field.generated or field.attname in left_out)
        }

    @cached_property
    def links(self) -> dict[str, models.ManyToManyField]:
        """The many-to-many fields without a model of their own; the others are parts."""
        return {
            field.name: field
            for field in self.model._meta.local_many_to_many
            if field.remote_field.through._meta.auto_created
        }

    @cached_property
    def to_itself(self) -> list[str]:
        """Columns that name another row of the same kind."""
        return [
            column for column, field in self.columns.items() if field.related_model is self.model
        ]


# Parents before what points at them.
PARTS = [
    Part(Initiative, ""),
    Part(InitiativeDate, "initiative"),
    Part(InitiativeAlias, "initiative"),
    Part(InitiativeParent, "child"),
    Part(Translation, "initiative"),
    Part(LifecycleStatus, "initiative"),
    Part(Participation, "initiative"),
    Part(Investment, "initiative"),
    Part(Milestone, "initiative"),
    Part(Metric, "initiative"),
    Part(MetricClaimant, "metric__initiative"),
    Part(Statement, "initiative"),
    Part(StatementCitation, "statement__initiative"),
    Part(EditorialHint, "initiative"),
    Part(Evidence, "initiative"),
]
BY_NAME = {part.name: part for part in PARTS}
ROOT = PARTS[0]


# ── Reading ──────────────────────────────────────────────────────────────────────────────────────


def snapshot(entry_pk: int) -> Document:
    """The entry's rows as the database has them now. One query."""
    return snapshots([entry_pk])[entry_pk]


def snapshots(entry_pks: Iterable[int]) -> dict[int, Document]:
    """The same for several entries. One query."""
    wanted = list(entry_pks)
    found: dict[int, Document] = {pk: {part.name: {} for part in PARTS} for pk in wanted}
    with connection.cursor() as cursor:
        cursor.execute(_SELECT, {"entries": wanted})
        for entry, name, pk, row in cursor.fetchall():
            found[entry][name][pk] = json.loads(row)
    return found


def _select() -> str:
    return " UNION ALL ".join(_select_part(part) for part in PARTS)


def _select_part(part: Part) -> str:
    quote = connection.ops.quote_name
    meta = part.model._meta
    joins, owner = _way_to_entry(part)
    pk = f"own.{quote(meta.pk.column)}"
    pairs = [
        f"'{name}', {_as_json(f'own.{quote(field.column)}', field)}"
        for name, field in part.columns.items()
    ]
    pairs += [f"'{name}', {_as_list(field, pk)}" for name, field in part.links.items()]
    # Whole rows are wider than what one call of a function takes.
    objects = " || ".join(
        f"jsonb_build_object({', '.join(pairs[start : start + 40])})"
        for start in range(0, len(pairs), 40)
    )
    return (
        f"SELECT {owner} AS entry, '{part.name}' AS name, {pk}::text AS pk, {objects} AS row"
        f" FROM {quote(meta.db_table)} own{joins} WHERE {owner} = ANY(%(entries)s)"
    )


def _way_to_entry(part: Part) -> tuple[str, str]:
    """Joins from a row to its entry, and the column that names it."""
    quote = connection.ops.quote_name
    if not part.path:
        return "", f"own.{quote(part.model._meta.pk.column)}"
    *steps, last = part.path.split("__")
    joins, alias, model, names = "", "own", part.model, count()
    for step in steps:
        field = model._meta.get_field(step)
        model, after = field.related_model, f"up{next(names)}"
        target = quote(model._meta.pk.column)
        joins += (
            f" JOIN {quote(model._meta.db_table)} {after}"
            f" ON {after}.{target} = {alias}.{quote(field.column)}"
        )
        alias = after
    return joins, f"{alias}.{quote(model._meta.get_field(last).column)}"


# What JSON has a type for; everything else (decimals, days, keys) stands as the database writes it.
_PLAIN = (
    models.BooleanField,
    models.IntegerField,
    models.CharField,
    models.TextField,
    models.JSONField,
)


def _as_json(column: str, field: models.Field) -> str:
    target = field.related_model._meta.pk if field.is_relation else field
    plain = isinstance(target, _PLAIN) or hasattr(target, "base_field")
    return column if plain else f"{column}::text"


def _as_list(field: models.ManyToManyField, pk: str) -> str:
    quote = connection.ops.quote_name
    through = field.remote_field.through._meta
    own, other = quote(field.m2m_column_name()), quote(field.m2m_reverse_name())
    return (
        f"(SELECT coalesce(jsonb_agg({other} ORDER BY {other}), '[]'::jsonb)"
        f" FROM {quote(through.db_table)} WHERE {own} = {pk})"
    )


_SELECT = _select()


# ── Writing ──────────────────────────────────────────────────────────────────────────────────────


class Misfit(Exception):
    """The rows cannot become the document: something it needs is gone, or taken by another."""


def apply(entry_pk: int, document: Document) -> None:
    """Make the entry's rows equal ``document``. Only rows that differ are written.

    Columns that the document does not know keep their value, those it alone knows are ignored: a
    revision outlives a migration. Call it under the entry's lock. Raises ``Misfit``, with the
    database as it was; the published tables are the caller's business.
    """
    try:
        with transaction.atomic():
            _write(entry_pk, document)
    except (IntegrityError, ProtectedError) as first:
        # Two rows may have swapped a value that is unique: write those that changed anew.
        try:
            with transaction.atomic():
                _write(entry_pk, document, anew=True)
        except (IntegrityError, ProtectedError):
            raise Misfit(str(first).splitlines()[0]) from first


def apply_what_fits(entry_pk: int, document: Document) -> list[tuple[str, str]]:
    """The same for showing, never for publishing: what no longer fits stays as it is.

    Returns the rows left out, whole or in part, as ``(model, primary key)``.
    """
    if _applied(entry_pk, document):
        return []
    live = snapshot(entry_pk)
    good, left_out = live, []
    for name, pk in _rows_that_differ(live, document):
        wanted = document[name].get(pk)
        tries = (
            with_row(good, name, pk, row) for row in _less_and_less(live[name].get(pk), wanted)
        )
        good = next((each for each in tries if _applied(entry_pk, each)), good)
        if good[name].get(pk) != wanted:
            left_out.append((name, pk))
    return left_out


def _applied(entry_pk: int, document: Document) -> bool:
    try:
        apply(entry_pk, document)
    except Misfit:
        return False
    return True


def _less_and_less(have: dict | None, wanted: dict | None) -> Iterator[dict | None]:
    """The row as it is wanted; then, where there is one already, without one of its changes."""
    yield wanted
    if have and wanted:
        for name, value in _other(wanted, have).items():
            yield {**wanted, name: value}


def with_row(document: Document, name: str, pk: str, row: dict | None) -> Document:
    """A copy of ``document`` with one row put in, replaced or (``None``) taken out."""
    rows = {key: value for key, value in document[name].items() if key != pk}
    if row is not None:
        rows[pk] = row
    return {**document, name: rows}


def _rows_that_differ(live: Document, wanted: Document) -> Iterator[tuple[str, str]]:
    """Removals from the leaves up, then the others from the root down."""
    for part in reversed(PARTS):
        for pk in live[part.name].keys() - wanted.get(part.name, {}).keys():
            yield part.name, pk
    for part in PARTS:
        for pk, row in wanted.get(part.name, {}).items():
            if live[part.name].get(pk) != row:
                yield part.name, pk


def _write(entry_pk: int, document: Document, *, anew: bool = False) -> None:
    live = snapshot(entry_pk)
    with nothing_published():
        for part in reversed(PARTS):
            _remove(part, live[part.name].keys() - document.get(part.name, {}).keys())
        for part in PARTS:
            _put(part, entry_pk, live[part.name], document.get(part.name, {}), anew=anew)
    check_constraints_now()


def _remove(part: Part, keys: set[str]) -> None:
    if not keys:
        return
    rows = part.model._base_manager.filter(pk__in=keys)
    for column in part.to_itself:  # rows that go together do not hold each other back
        rows.update(**{column: None})
    rows.delete()


def _put(part: Part, entry_pk: int, live: dict, wanted: dict, *, anew: bool) -> None:
    new = {pk: row for pk, row in wanted.items() if pk not in live}
    changed = {
        pk: changes
        for pk, row in wanted.items()
        if pk in live and (changes := _other(live[pk], row))
    }
    linked = {
        pk: {name: row.get(name) for name in part.links} for pk, row in {**new, **changed}.items()
    }
    _not_anothers(part, new)
    if anew and part is not ROOT:
        rewritten = [pk for pk, changes in changed.items() if changes.keys() - part.links.keys()]
        part.model._base_manager.filter(pk__in=rewritten)._raw_delete(using="default")
        new |= {pk: {**live[pk], **wanted[pk]} for pk in rewritten}
    for pk, changes in changed.items():
        if pk not in new and (values := _values(part, changes)):
            part.model._base_manager.filter(pk=pk).update(**values)
    if new:
        part.model._base_manager.bulk_create(
            _instance(part, entry_pk, pk, row) for pk, row in new.items()
        )
    for name, field in part.links.items():
        _link(field, {_key(part, pk): links[name] for pk, links in linked.items()})


def _other(have: dict, wanted: dict) -> dict:
    """The columns both know, where they differ, with the wanted value."""
    common = have.keys() & wanted.keys()
    return {name: wanted[name] for name in common if wanted[name] != have[name]}


def _link(field: models.ManyToManyField, wanted: dict) -> None:
    """Each row of ``wanted`` is linked to exactly the rows of its list; ``None``: as it is."""
    through = field.remote_field.through
    wanted = {pk: keys for pk, keys in wanted.items() if keys is not None}
    if not wanted:
        return
    own, other = field.m2m_field_name(), field.m2m_reverse_field_name()
    through._base_manager.filter(**{f"{own}__in": wanted}).delete()
    through._base_manager.bulk_create(
        through(**{f"{own}_id": pk, f"{other}_id": key})
        for pk, keys in wanted.items()
        for key in keys
    )


def _not_anothers(part: Part, new: dict) -> None:
    """A key that is new to this entry and in the table already is a row of another entry."""
    keys = [_key(part, pk) for pk in new]
    if keys and (part is ROOT or part.model._base_manager.filter(pk__in=keys).exists()):
        raise IntegrityError(f"{part.name}: a row belongs to another entry.")


def _instance(part: Part, entry_pk: int, pk: str, row: dict) -> models.Model:
    values = _values(part, row)
    if "__" not in part.path:
        values[f"{part.path}_id"] = entry_pk
    return part.model(pk=_key(part, pk), **values)


def _values(part: Part, row: dict) -> dict:
    return {name: field.to_python(row[name]) for name, field in part.columns.items() if name in row}


def _key(part: Part, pk: str):
    return part.model._meta.pk.to_python(pk)


def unsaved(name: str, pk: str, row: dict, entry: Initiative) -> models.Model:
    """A row of a document as an object to be named in words; never saved."""
    part = BY_NAME[name]
    return (
        _instance(part, entry.pk, pk, row)
        if part is not ROOT
        else Initiative(pk=entry.pk, **_values(part, row))
    )
