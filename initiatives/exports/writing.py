"""Writes a snapshot: everything that is public at one moment, as files that nobody changes again.

The same content is the same bytes: rows come in the order of their keys, compressed files carry no
time. A snapshot is made in a folder beside its place and moved there when it is whole.
"""

import csv
import json
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction
from django.db.models.functions import Collate
from django.utils.translation import override

from ..filters import PublishedFilterSet
from ..publication import reader, reading
from ..publication.models import PublishedInitiative, PublishedRedirect
from . import claims, describing, stream
from .collections import FILTERSETS
from .delta import Delta
from .rows import ENTRIES, Table, program_cells, table_of
from .snapshots import MANIFEST, SUMS, Snapshot, compressed, digest, latest

LANGUAGES = ("fr", "en")
GONE = "gone.csv"


@dataclass(frozen=True)
class Made:
    """What came of it. ``is_new`` is false where the latest snapshot says the same already."""

    name: str
    is_new: bool


def write(folder: Path, *, now: datetime | None = None) -> Made:
    """Write a snapshot of what is public under ``folder``, unless the latest one is the same."""
    now = now or datetime.now(UTC)
    folder.mkdir(parents=True, exist_ok=True)
    before = latest(folder)
    making = Path(tempfile.mkdtemp(prefix=".making-", dir=folder))
    try:
        with _one_moment():
            counter = reading.open_reading().counter
            counts = _write_data(making)
            if before is not None and _data_sums(making) == before.data_sums:
                return Made(before.name, is_new=False)
            delta = None
            if before is not None:
                delta = Delta(before, making, _whereabouts())
                delta.write()
        name = _free_name(folder, now)
        package = describing.package(
            making, name=name, created=now, counter=counter, counts=counts, delta=delta
        )
        _write_text(making / MANIFEST, json.dumps(package, ensure_ascii=False, indent=2) + "\n")
        _write_text(making / "README.md", describing.readme(package))
        files = sorted(path.name for path in making.iterdir())
        _write_text(making / SUMS, "".join(f"{digest(making / each)}  {each}\n" for each in files))
        making.chmod(0o755)
        making.rename(folder / name)
        return Made(name, is_new=True)
    finally:
        shutil.rmtree(making, ignore_errors=True)


@contextmanager
def _one_moment() -> Iterator[None]:
    """A transaction of the reader's in which everything is as it was at its beginning."""
    outermost = not connection.in_atomic_block
    with transaction.atomic():
        try:
            if outermost:
                with connection.cursor() as cursor:
                    cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            reader.enter(connection)
            reader.take_time(connection, 0)
            yield
        finally:
            transaction.set_rollback(True)


def _free_name(folder: Path, now: datetime) -> str:
    """The day; the second as well where there is one of that day already."""
    day = f"{now:%Y-%m-%d}"
    return f"{now:%Y-%m-%dT%H%M%SZ}" if (folder / day).exists() else day


def _write_text(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="")


# ── The data ─────────────────────────────────────────────────────────────────────────────────────


def _write_data(making: Path) -> dict[str, int]:
    """Each collection as NDJSON and, in both languages, as CSV; the claims; what is gone."""
    with ExitStack() as stack:
        evidence = _Tables(stack, making, "claims", Table(claims.COLUMNS, claims.of_initiative))
        counts = {
            collection: _write_collection(making, collection, filterset, evidence)
            for collection, filterset in FILTERSETS.items()
        }
    counts["claims"] = evidence.count
    counts["gone"] = _write_gone(making)
    return counts


def _write_collection(
    making: Path, collection: str, filterset: type[PublishedFilterSet], evidence: "_Tables"
) -> int:
    with ExitStack() as stack:
        tables = _Tables(stack, making, collection, table_of(collection, ENTRIES))
        whole = stack.enter_context(compressed(making / f"{collection}.ndjson.gz"))
        for line in stream.documents(_by_key(filterset)):
            whole.write(line + b"\n")
            document = json.loads(line)
            tables.add(document)
            if collection == "initiatives":
                evidence.add(document)
            elif collection == "statements" and document["initiative"] is None:
                evidence.add(document, claims.of_statement)
        return tables.count


def _by_key(filterset: type[PublishedFilterSet]):
    """The public rows in the order in which Python sorts their keys too."""
    rows = filterset.public_rows()
    if any(field.name == "slug" for field in rows.model._meta.concrete_fields):
        return rows.order_by(Collate("slug", "C"))
    return rows.order_by("pk")


class _Tables:
    """One table in both languages, row by row."""

    def __init__(self, stack: ExitStack, making: Path, name: str, table: Table):
        self.table = table
        self.count = 0
        self.cells = program_cells(table, site=settings.SITE_URL)
        self.writers = {}
        for language in LANGUAGES:
            path = making / f"{name}.{language}.csv"
            file = stack.enter_context(path.open("w", encoding="utf-8", newline=""))
            self.writers[language] = csv.writer(file, lineterminator="\r\n")
            self.writers[language].writerow(table.names)

    def add(self, document: dict, rows=None) -> None:
        for language, writer in self.writers.items():
            with override(language):
                made = [self.cells(row, language) for row in (rows or self.table.rows)(document)]
            writer.writerows(made)
        self.count += len(made)


def _write_gone(making: Path) -> int:
    """Entries that were public once: withdrawn, or merged into another."""
    rows = PublishedInitiative.objects.exclude(state="published").order_by(Collate("slug", "C"))
    count = 0
    with (making / GONE).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow(describing.GONE)
        for *texts, updated_at in rows.values_list(*describing.GONE).iterator():
            writer.writerow([*texts, updated_at.isoformat()])
            count += 1
    return count


def _whereabouts() -> dict[tuple[str, str], tuple[str, str]]:
    """``(collection, key) -> (what became of it, its key now)`` of what has left its address."""
    gone = PublishedInitiative.objects.exclude(state="published")
    known = {
        ("initiatives", slug): (state, into)
        for slug, state, into in gone.values_list("slug", "state", "merged_into")
    }
    for type, slug, target in PublishedRedirect.objects.values_list("type", "slug", "target"):
        known[f"{type}s", slug] = ("renamed", target)
    return known


def _data_sums(making: Path) -> dict[str, str]:
    return {path.name: digest(path) for path in making.iterdir()}


def remove_leftovers(folder: Path) -> None:
    """What a snapshot that was killed left behind."""
    for path in folder.glob(".making-*"):
        shutil.rmtree(path, ignore_errors=True)


def sums_of(text: str) -> dict[str, str]:
    return dict(reversed(line.split("  ", 1)) for line in text.splitlines())


def wrong_files(snapshot: Snapshot) -> list[str]:
    """The files of a snapshot that are missing, altered or not in its sums."""
    sums = sums_of((snapshot.path / SUMS).read_text(encoding="utf-8"))
    there = {path.name for path in snapshot.path.iterdir()} - {SUMS}
    wrong = [f"{name}: not listed in {SUMS}" for name in sorted(there - sums.keys())]
    for name, expected in sums.items():
        if name not in there:
            wrong.append(f"{name}: missing")
        elif digest(snapshot.path / name) != expected:
            wrong.append(f"{name}: altered")
    return wrong
