"""The corrections of the whole site in one list: versions of entries, and what entries name.

Two tables, one order: by moment, and within one by ``place``, which no two rows share.
"""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import BigIntegerField, ExpressionWrapper, F, Q, QuerySet

from .models import PublishedCorrection, PublishedVersion

_VERSION, _REFERENCE = 0, 1


@dataclass(frozen=True)
class Row:
    """One line: of an entry (``version``) or of what entries name (``reference``)."""

    at: datetime
    version: dict | None = None
    reference: dict | None = None


@dataclass(frozen=True)
class Page:
    rows: list[Row]
    next: str | None  # cursors
    previous: str | None


class NotACursor(ValueError):
    """Text that ``page`` did not write."""


def of_entries() -> QuerySet:
    """Versions that were published again with a reason, or withdrawn."""
    return PublishedVersion.objects.filter(Q(action="withdrawn") | ~Q(reason=""), number__gt=1)


def of_references() -> QuerySet:
    """What entries name, corrected. Bar what is no longer public, which nobody names any more."""
    return PublishedCorrection.objects.filter(withheld=False)


def page(cursor: str = "", *, size: int) -> Page:
    """``size`` corrections, the newest first; ``cursor`` is one of another page's. Two queries.

    Raises ``NotACursor``.
    """
    backwards, position = _read(cursor) if cursor else (False, None)
    versions = _slice(
        of_entries().annotate(at=F("published_at")),
        _VERSION,
        ("initiative_id", "number", "action", "reason"),
        backwards,
        position,
        size,
    )
    references = _slice(
        of_references(),
        _REFERENCE,
        ("type", "slug", "label", "changes", "reason", "entry_count"),
        backwards,
        position,
        size,
    )
    found = [(each["at"], each["place"], {"version": each}) for each in versions]
    found += [(each["at"], each["place"], {"reference": each}) for each in references]
    found.sort(key=lambda each: each[:2], reverse=not backwards)
    more, found = len(found) > size, found[:size]
    if backwards:
        found.reverse()
    after = found and (more or backwards)
    before = found and (more if backwards else position is not None)
    return Page(
        rows=[Row(at, **row) for at, _place, row in found],
        next=_write(False, found[-1]) if after else None,
        previous=_write(True, found[0]) if before else None,
    )


def _slice(rows: QuerySet, table: int, columns: Sequence[str], backwards, position, size):
    place = ExpressionWrapper(F("pk") * 2 + table, BigIntegerField())
    rows = rows.annotate(place=place)
    if position is not None:
        at, beside = position
        beyond = "gt" if backwards else "lt"
        rows = rows.filter(Q(**{f"at__{beyond}": at}) | Q(**{"at": at, f"place__{beyond}": beside}))
    sign = "" if backwards else "-"
    return rows.order_by(f"{sign}at", f"{sign}place").values("at", "place", *columns)[: size + 1]


def _write(backwards: bool, row: tuple) -> str:
    text = json.dumps([int(backwards), row[0].isoformat(), row[1]])
    return urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _read(cursor: str) -> tuple[bool, tuple[datetime, int]]:
    try:
        padded = cursor.encode("ascii") + b"=" * (-len(cursor) % 4)
        backwards, at, place = json.loads(urlsafe_b64decode(padded))
        moment = datetime.fromisoformat(at)
        if backwards not in (0, 1) or type(place) is not int or abs(place) >= 2**62:
            raise NotACursor(cursor)
        if moment.tzinfo is None:
            raise NotACursor(cursor)
        return bool(backwards), (moment, place)
    except (ValueError, TypeError, RecursionError) as error:
        raise NotACursor(cursor) from error
