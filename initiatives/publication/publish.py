"""The only writer of the published tables: brings them in step with the desk, for some rows or all.

Everything runs in the caller's transaction. Publications take turns (one advisory lock, taken after
every row lock), so the change feed's numbers grow in the order in which they become visible.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from .columns import PREFIX
from .models import PublishedChange, PublishedCorrection, PublishedRedirect
from .projections import ENTRIES, PROJECTIONS, Projection
from .signals import entries_written
from .sql import OWNERS, column_type, fetch_by_index, fetch_prepared

_TURN = 0x5645494C  # "VEIL": the advisory lock of publications


_quiet: ContextVar[bool] = ContextVar("nothing is published", default=False)


@contextmanager
def nothing_published():
    """Refreshes asked for inside are dropped: the rows will be undone, or refreshed by name."""
    token = _quiet.set(True)
    try:
        yield
    finally:
        _quiet.reset(token)


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


def take_turn() -> None:
    """Wait until no other transaction publishes; held to the end of this one."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_TURN])


def refresh_for_version(keys: Iterable[str]) -> None:
    """``refresh`` for an act that keeps a version of its entry: nobody who is watching is told."""
    token = _written.set(None)
    try:
        refresh(keys)
    finally:
        _written.reset(token)


@transaction.atomic
def refresh(keys: Iterable[str]) -> None:
    """Bring the published rows of ``keys``, and all that quote or are quoted by them, in step.

    ``keys`` are desk rows that were written or deleted, such as ``partner:12`` (see ``quotes``).
    Changes what differs and nothing else; each change moves ``updated_at`` and the change feed.
    """
    keys = set(keys)
    if not keys or _quiet.get():
        return
    take_turn()
    quoted_before = _quoted_by(keys)
    scope = keys | _quoting(keys)
    entries = _sync(scope)
    entries |= _sync((quoted_before | _quoted_by(keys)) - scope)
    if entries:
        entries_written.send(sender=ENTRIES.model, keys=entries)


@transaction.atomic
def refresh_everything() -> None:
    """Bring every published row in step with the desk."""
    take_turn()
    # Of two that write one table either writes all of it; the later one tells the change feed.
    for projection in {each.model: each for each in PROJECTIONS}.values():
        entries = _Sync(projection, None).run()
        if entries and projection is ENTRIES:
            entries_written.send(sender=ENTRIES.model, keys=entries)


def tell_of_corrections(corrections: Iterable[PublishedCorrection]) -> None:
    """Say in the change feed that what entries name was corrected, in the caller's transaction.

    What a correction changed is told by ``refresh`` already; this line says that it was one, and
    leads to the row or, where that has no page, to the list that gives the reason.
    """
    take_turn()
    PublishedChange.objects.bulk_create(
        PublishedChange(
            action="corrected",
            type=each.type,
            slug=each.slug or "",
            at=each.at,
            location=_path(each.type, each.slug) if each.slug else "/corrections/",
        )
        for each in corrections
    )


def _sync(keys: set[str]) -> set:
    """Write the published rows that ``keys`` own; the primary keys of the entries written."""
    owners = _owners(keys)
    entries = set()
    for projection in PROJECTIONS:
        if owners[projection.kind]:
            written = _Sync(projection, owners[projection.kind]).run()
            if projection is ENTRIES:
                entries = written
    return entries


def _owners(keys: Iterable[str]) -> dict[str, set]:
    """Primary keys by kind of row."""
    owners = defaultdict(set)
    for each in keys:
        kind, _, pk = each.partition(":")
        if kind != "rate":
            owners[kind].add(int(pk) if pk.isdigit() else UUID(pk))
    return owners


def _quoting_projections() -> list[Projection]:
    return [each for each in PROJECTIONS if each.quoting and each.stored_by == "pk"]


def _quoting(keys: set[str]) -> set[str]:
    """The rows whose stored document quotes one of ``keys``, as keys themselves."""
    quote = connection.ops.quote_name
    selects = [
        f"SELECT '{each.kind}:' || {quote(each.model._meta.pk.column)}"
        f" FROM {quote(each.model._meta.db_table)} WHERE quotes && %s::varchar[]"
        for each in _quoting_projections()
    ]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(selects), [list(keys)] * len(selects))
        return {row[0] for row in cursor.fetchall()}


def _quoted_by(keys: set[str]) -> set[str]:
    """What the stored documents of ``keys`` quote."""
    owners = _owners(keys)
    found = set()
    for projection in _quoting_projections():
        if owners[projection.kind]:
            for quotes in projection.stored(owners[projection.kind]).values_list(
                "quotes", flat=True
            ):
                found.update(quotes)
    return found


@dataclass(frozen=True)
class _State:
    """What the change feed tells of a row."""

    slug: str
    version: int | None
    state: str
    merged_into: str


class _Sync:
    """One projection brought in step for some owners (``None``: all)."""

    def __init__(self, projection: Projection, owners: set | None):
        self.projection = projection
        self.owners = owners
        self.model = projection.model

    def run(self) -> set:
        """Write what differs; the primary keys of it."""
        watched = _written.get()
        standing = set() if watched is None else self._standing()
        before = self._states()
        gone = self._delete()
        changed = self._upsert()
        if watched is not None:
            watched.add(self.model, standing, changed | gone)
        if self.projection.type is not None and (changed or before):
            self._record(before, self._states(), changed)
        return changed | gone

    @property
    def _is_scoped(self) -> bool:
        return self.owners is not None

    def _fetch(self, sql: str, params: list) -> list[tuple]:
        if self.owners is None:
            return fetch_by_index(sql, params)
        return fetch_prepared(sql, params, self.owners)

    def _standing(self) -> set:
        return set(self.projection.stored(self.owners).values_list("pk", flat=True))

    def _states(self) -> dict:
        """The public state of the rows in scope, where the change feed tells of them."""
        if self.projection.type is None:
            return {}
        names = [each.attname for each in self.projection.fields]
        extra = [name for name in ("version", "state", "merged_into") if name in names]
        rows, slug = self.projection.stored(self.owners), "slug"
        if "slug" not in names:  # a statement: told by its entry, unless it has none
            rows, slug = rows.filter(initiative=None), "pk"
        return {
            row["pk"]: _State(
                str(row[slug]),
                row.get("version"),
                row.get("state", "published"),
                row.get("merged_into", ""),
            )
            for row in rows.values(*dict.fromkeys(("pk", slug, *extra)))
        }

    def _delete(self) -> set:
        """Remove what is no longer public, and say what that was.

        First, so that its slug is free for another row.
        """
        quote = connection.ops.quote_name
        meta = self.model._meta
        public, params = self.projection.statement(scoped=self._is_scoped, keys_only=True)
        condition = f"{quote(meta.pk.column)} NOT IN ({public})"
        if self.owners is not None:
            condition += f" AND {quote(self.projection.stored_column)} = ANY(%s)"
            params = [*params, OWNERS]
        pk = quote(meta.pk.column)
        rows = self._fetch(
            f"DELETE FROM {quote(meta.db_table)} WHERE {condition} RETURNING {pk}", params
        )
        return {row[0] for row in rows}

    def _upsert(self) -> set:
        """Insert what is new and update what differs, in one statement; the keys of both.

        A row whose ``quotes`` alone differ (a draft cites the same article) is updated in silence:
        nothing that the world reads has changed, and nobody is told that a draft exists.
        """
        select, params = self.projection.statement(scoped=self._is_scoped)
        quote = connection.ops.quote_name
        table, pk = quote(self.model._meta.db_table), quote(self.model._meta.pk.column)
        fields = self.projection.fields
        columns = [quote(each.column) for each in fields]
        values = [f"fresh.{quote(PREFIX + each.attname)}::{column_type(each)}" for each in fields]
        changeable = [column for column in columns if column != pk]
        read = [column for column in changeable if column != quote("quotes")]
        rows = self._fetch(
            f"""WITH fresh AS ({select}), written AS (
                INSERT INTO {table} AS stored ({", ".join(columns)}, updated_at)
                SELECT {", ".join(values)}, clock_timestamp() FROM fresh
                ON CONFLICT ({pk}) DO UPDATE
                SET ({", ".join(changeable)}, updated_at) = ROW(
                    {_list("EXCLUDED", changeable)},
                    CASE WHEN ({_list("stored", read)}) IS DISTINCT FROM ({_list("EXCLUDED", read)})
                    THEN EXCLUDED.updated_at ELSE stored.updated_at END
                )
                WHERE ({_list("stored", changeable)})
                    IS DISTINCT FROM ({_list("EXCLUDED", changeable)})
                RETURNING stored.{pk} AS pk, stored.updated_at AS moved_at
            )
            SELECT pk FROM written WHERE moved_at >= statement_timestamp()""",
            params,
        )
        return {row[0] for row in rows}

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
    return _path(kind, new.merged_into if new.state == "merged" else new.slug)


def _path(kind: str, slug: str) -> str:
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
