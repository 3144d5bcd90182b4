"""Rows of a CSV made beforehand: a file of a hundred thousand entries is then copied, not written.

Whoever publishes a few entries makes their rows right after its commit, ``manage.py publish_due``
those of many. Whoever reads a file need not care: a row that is not ready is made on the way, and
is the same, byte for byte.
"""

import csv
import hashlib
import io
import json
from collections.abc import Callable, Collection
from functools import lru_cache, partial
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import override

from ..publication import reading
from ..publication.models import PublishedInitiative, PublishedLine
from .rows import Table, table_of, text_cells

COLLECTION = "initiatives"
LANGUAGES = ("fr", "en")
END = "\r\n"  # the writer has to know it, to quote cells that hold either
# Stand in a row for what each file has its own of: the address of the site, the words about it.
SITE, ABOUT = "\x03", "\x04"
_MARKS = dict.fromkeys(range(1, 5))
_BATCH = 500
FEW = 200  # entries whose rows an editor waits for: a tenth of a second


@lru_cache
def layout() -> str:
    """A digest of what rows are made with: a release makes them all anew."""
    digest = hashlib.sha256()
    base = Path(settings.BASE_DIR)
    for pattern in (
        "initiatives/exports/*.py",
        "initiatives/templatetags/*.py",
        "sources/written/*.py",
        "*/vocabularies.json",
        "tracker/locale/**/*.mo",
    ):
        for path in sorted(base.glob(pattern)):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def writer_of(table: Table, language: str) -> Callable[[dict], str]:
    """Makes the row of what the columns read, with its end, in the active ``language``."""
    cells = text_cells(table, site=SITE, language=language)
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator=END)

    def row(piece: dict) -> str:
        buffer.seek(0)
        buffer.truncate()
        made = cells(piece)
        writer.writerow(
            [*(cell if cell[:1] == SITE else cell.translate(_MARKS) for cell in made), ABOUT]
        )
        return buffer.getvalue()

    return row


def make_soon(keys: Collection[int]) -> None:
    """Make the rows of ``keys`` after the commit of the open transaction, where they are few.

    After it, so that publications take shorter turns and none is refused for the sake of a file.
    """
    if len(keys) <= FEW:
        transaction.on_commit(partial(refresh, keys), robust=True)


def waiting() -> QuerySet:
    """The entries whose row is missing or of another state, in the order of their keys."""
    ready = PublishedLine.objects.filter(
        pk=OuterRef("pk"), updated_at=OuterRef("updated_at"), layout=layout()
    )
    return PublishedInitiative.objects.filter(~Exists(ready), state="published").order_by("pk")


def refresh(keys: Collection[int] | None = None, *, most: int | None = None) -> int:
    """Make the rows that are not ready, of ``keys`` or of all entries, and drop those of nobody;
    how many were made. It ends once there are ``most`` of them.

    In batches, each written as it is made: what is stopped goes on from there the next time.
    """
    entries, lines = waiting(), PublishedLine.objects.all()
    if keys is not None:
        entries, lines = entries.filter(pk__in=keys), lines.filter(pk__in=keys)
    made, last, is_over = 0, 0, False
    while not is_over:
        rows = entries.filter(pk__gt=last).values_list("pk", "updated_at", *reading.SERVED)
        if batch := list(rows[:_BATCH]):
            _write(batch)
            made, last = made + len(batch), batch[-1][0]
        is_over = len(batch) < _BATCH or (most is not None and made >= most)
    public = PublishedInitiative.objects.filter(pk=OuterRef("pk"), state="published")
    lines.filter(~Exists(public)).delete()
    return made


def _write(batch: list[tuple]) -> None:
    """Make and store the rows of entries, each ``(pk, updated_at, *reading.SERVED)``."""
    table = table_of(COLLECTION)
    lines = {pk: {"updated_at": moment} for pk, moment, *_served in batch}
    decoded = [(pk, json.loads(reading.spliced(*served))) for pk, _moment, *served in batch]
    for language in LANGUAGES:
        with override(language):
            row = writer_of(table, language)
            for pk, document in decoded:
                lines[pk][language] = row(document)
    PublishedLine.objects.bulk_create(
        (PublishedLine(pk=pk, layout=layout(), **columns) for pk, columns in lines.items()),
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=["updated_at", "layout", *LANGUAGES],
    )
