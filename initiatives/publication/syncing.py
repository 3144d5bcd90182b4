"""One published table brought in step with the desk, and the change feed told of it."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from django.db import connection
from django.utils import timezone

from .columns import PREFIX
from .models import PublishedChange, PublishedInitiative, PublishedRedirect
from .projections import Projection
from .signals import entries_written
from .sql import OWNERS, column_type, fetch_by_index, fetch_prepared

_TURN = 0x5645494C  # "VEIL": the advisory lock of publications


def take_turn() -> None:
    """Wait until no other transaction publishes; held to the end of this one."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_TURN])


@dataclass
class Written:
    """Published rows, as ``(model, primary key)``: ``new`` ones, and those the world had read."""

    new: set = field(default_factory=set)
    altered: set = field(default_factory=set)

    def __bool__(self):
        return bool(self.new or self.altered)

    def add(self, model, standing: set, keys: set) -> None:
        for pk in keys:
            row = (model, pk)
            (self.altered if pk in standing and row not in self.new else self.new).add(row)


_written: ContextVar[Written | None] = ContextVar("what is written", default=None)


@contextmanager
def watching() -> Iterator[Written]:
    """What the refreshes inside write, bar what a version of an entry tells of."""
    written = Written()
    token = _written.set(written)
    try:
        yield written
    finally:
        _written.reset(token)


@contextmanager
def unwatched() -> Iterator[None]:
    """Nobody who is watching is told of what is written inside."""
    token = _written.set(None)
    try:
        yield
    finally:
        _written.reset(token)


@dataclass(frozen=True)
class _State:
    """What the change feed tells of a row."""

    slug: str
    version: int | None
    state: str
    merged_into: str


class Sync:
    """One projection brought in step for some owners (``None``: all)."""

    def __init__(self, projection: Projection, owners: set | None):
        self.projection = projection
        self.owners = owners
        self.model = projection.model

    def run(self) -> set:
        """Write what differs; the primary keys of what there is of it."""
        watched = _written.get()
        standing = set() if watched is None else self._standing()
        gone, changed = self._write_and_tell()
        if watched is not None:
            watched.add(self.model, standing, changed | gone)
        if self.model is PublishedInitiative and (changed or gone):
            entries_written.send(sender=self.model, keys=changed | gone)
        return changed

    def _write_and_tell(self) -> tuple[set, set]:
        """Remove what is no longer public, write what differs: the keys of both. The change feed is
        told of it, where it tells of such rows.
        """
        statements = _statements(self.projection, scoped=self.owners is not None)
        if self.owners is None:
            answers = [fetch_by_index(*each) for each in statements]
        else:
            answers = fetch_prepared(statements, self.owners)
        before, removed, written, after = answers if self.is_told_of else [[], *answers, []]
        gone, changed = ({row[0] for row in rows} for rows in (removed, written))
        if self.is_told_of and (changed or before):
            self._record(_states(before), _states(after), changed)
        return gone, changed

    @property
    def is_told_of(self) -> bool:
        return self.projection.type is not None

    def _standing(self) -> set:
        return set(self.projection.stored(self.owners).values_list("pk", flat=True))

    def _record(self, before: dict, after: dict, changed: set) -> None:
        """Tell the change feed, and keep renamed addresses answering."""
        now = timezone.now()
        lines = []
        for pk in sorted({*changed, *(before.keys() - after.keys())}):
            old, new = before.get(pk), after.get(pk)
            if old is None and new is None:
                continue
            if old and new and old.slug != new.slug:
                _redirect(self.projection.type, old.slug, new.slug)
            shown = new or old
            lines.append(
                PublishedChange(
                    action=_action(old, new),
                    type=self.projection.type,
                    slug=shown.slug,
                    version=shown.version,
                    at=now,
                    location=_location(self.projection.type, new),
                )
            )
        PublishedChange.objects.bulk_create(lines)


def _states(rows: Iterable[tuple]) -> dict[Any, _State]:
    return {pk: _State(*state) for pk, *state in rows}


@lru_cache
def _statements(projection: Projection, *, scoped: bool) -> list[tuple[str, list]]:
    """What removes and what writes a projection's rows, each with its parameters; each answers with
    primary keys. Removing comes first, so that a slug is free for another row. Round them, for the
    change feed, what reads the states.
    """
    written = [_delete(projection, scoped=scoped), _upsert(projection, scoped=scoped)]
    if projection.type is None:
        return written
    states = select_states(projection, scoped=scoped)
    return [states, *written, states]


def select_states(projection: Projection, *, scoped: bool) -> tuple[str, list]:
    """What reads the keys of rows and what makes a ``_State`` of each."""
    quote = connection.ops.quote_name
    meta = projection.model._meta
    names = {field.attname for field in meta.concrete_fields}
    pk = quote(meta.pk.column)
    slug, condition = "slug", "true"
    if "slug" not in names:  # a statement: told by its entry, unless it has none
        slug, condition = f"{pk}::text", "initiative_id IS NULL"
    values = {"version": "NULL::integer", "state": "'published'", "merged_into": "''"}
    columns = [pk, slug, *(name if name in names else none for name, none in values.items())]
    if scoped:
        condition += f" AND {quote(projection.stored_column)} = ANY(%s)"
    sql = f"SELECT {', '.join(columns)} FROM {quote(meta.db_table)} WHERE {condition}"
    return sql, [OWNERS] if scoped else []


def _delete(projection: Projection, *, scoped: bool) -> tuple[str, list]:
    quote = connection.ops.quote_name
    meta = projection.model._meta
    public, params = projection.statement(scoped=scoped, keys_only=True)
    pk = quote(meta.pk.column)
    condition = f"{pk} NOT IN ({public})"
    if scoped:
        condition += f" AND {quote(projection.stored_column)} = ANY(%s)"
        params = [*params, OWNERS]
    return f"DELETE FROM {quote(meta.db_table)} WHERE {condition} RETURNING {pk}", params


def _upsert(projection: Projection, *, scoped: bool) -> tuple[str, list]:
    """Insert what is new and update what differs, in one statement.

    A row whose ``quotes`` alone differ (a draft cites the same article) is updated in silence:
    nothing that the world reads has changed, and nobody is told that a draft exists.
    """
    select, params = projection.statement(scoped=scoped)
    quote = connection.ops.quote_name
    table, pk = quote(projection.model._meta.db_table), quote(projection.model._meta.pk.column)
    fields = projection.fields
    columns = [quote(each.column) for each in fields]
    values = [f"fresh.{quote(PREFIX + each.attname)}::{column_type(each)}" for each in fields]
    changeable = [column for column in columns if column != pk]
    read = [column for column in changeable if column != quote("quotes")]
    sql = f"""WITH fresh AS ({select}), written AS (
        INSERT INTO {table} AS stored ({", ".join(columns)}, updated_at)
        SELECT {", ".join(values)}, clock_timestamp() FROM fresh
        ON CONFLICT ({pk}) DO UPDATE
        SET ({", ".join(changeable)}, updated_at) = ROW(
            {_list("EXCLUDED", changeable)},
            CASE WHEN ({_list("stored", read)}) IS DISTINCT FROM ({_list("EXCLUDED", read)})
            THEN EXCLUDED.updated_at ELSE stored.updated_at END
        )
        WHERE ({_list("stored", changeable)}) IS DISTINCT FROM ({_list("EXCLUDED", changeable)})
        RETURNING stored.{pk} AS pk, stored.updated_at AS moved_at
    )
    SELECT pk FROM written WHERE moved_at >= statement_timestamp()"""
    return sql, params


def _list(alias: str, columns: list[str]) -> str:
    return ", ".join(f"{alias}.{column}" for column in columns)


def _action(old: _State | None, new: _State | None) -> str:
    """What the change feed calls the step from ``old`` to ``new``."""
    if new is None:
        return "withdrawn"
    if new.state != "published":
        return new.state
    if old is None or old.state != "published":
        return "published"
    return "corrected" if new.version != old.version else "refreshed"


def _location(kind: str, new: _State | None) -> str | None:
    """The path, without language or host, where the thing is to be found now."""
    if new is None or new.state == "withdrawn":
        return None
    return path_of(kind, new.merged_into if new.state == "merged" else new.slug)


def path_of(kind: str, slug: str) -> str:
    match kind:
        case "publisher":
            return f"/sources/?publisher={slug}"
        case "statement":  # without a page of its own
            return f"/api/v1/statements/{slug}/"
    return f"/{kind}s/{slug}/"


def _redirect(kind: str, old_slug: str, new_slug: str) -> None:
    """From now on the old address leads to the new one, and so do those that led to the old."""
    redirects = PublishedRedirect.objects.filter(type=kind)
    redirects.filter(slug=new_slug).delete()
    redirects.filter(target=old_slug).update(target=new_slug)
    redirects.update_or_create(type=kind, slug=old_slug, defaults={"target": new_slug})
