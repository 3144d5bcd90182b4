"""The only writer of the published tables: brings them in step with the desk, for some rows or all.

Everything runs in the caller's transaction. Publications take turns (one advisory lock, taken after
every row lock), so the change feed's numbers grow in the order in which they become visible.
"""

from collections import defaultdict
from collections.abc import Iterable
from contextlib import contextmanager
from contextvars import ContextVar
from uuid import UUID

from django.db import connection, transaction

from . import renaming
from .models import PublishedChange, PublishedCorrection, PublishedWordsDue
from .projections import PROJECTIONS, Projection
from .syncing import Sync, path_of, take_turn, unwatched

MANY = 200  # rows: where so many quote one that was renamed, its name is put in their place

_quiet: ContextVar[bool] = ContextVar("nothing is published", default=False)


@contextmanager
def nothing_published():
    """Refreshes asked for inside are dropped: the rows will be undone, or refreshed by name."""
    token = _quiet.set(True)
    try:
        yield
    finally:
        _quiet.reset(token)


def refresh_for_version(keys: Iterable[str]) -> None:
    """``refresh`` for an act that keeps a version of its entry: nobody who is watching is told."""
    with unwatched():
        refresh(keys)


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
    written = _with_new_name(keys) if len(scope) > MANY else set()
    _sync(scope - written)
    _sync((quoted_before | _quoted_by(keys)) - scope)


@transaction.atomic
def refresh_everything() -> None:
    """Bring every published row in step with the desk."""
    take_turn()
    # Of two that write one table either writes all of it; the later one tells the change feed.
    for projection in {each.model: each for each in PROJECTIONS}.values():
        Sync(projection, None).run()
    PublishedWordsDue.objects.all().delete()


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
            location=path_of(each.type, each.slug) if each.slug else "/corrections/",
        )
        for each in corrections
    )


def _sync(keys: set[str]) -> None:
    """Write the published rows that ``keys`` own."""
    owners = _owners(keys)
    for projection in PROJECTIONS:
        if owners[projection.kind]:
            Sync(projection, owners[projection.kind]).run()


def _with_new_name(keys: set[str]) -> set[str]:
    """Where nothing but the name of a partner is new, put it in the place of the old one; the keys
    of all that is in step then. What something else among ``keys`` concerns is not.
    """
    change = renaming.renamed(keys)
    if change is None:
        return set()
    others = keys - change.in_step
    others |= _quoting(others)
    quoting = _quoting({change.key}) - others
    missed = quoting - renaming.put_in_place(change, _owners(quoting))
    return (change.in_step | _quoting(change.in_step)) - others - missed


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
