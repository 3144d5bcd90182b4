"""What changed from one snapshot to the next, row by row: added, changed, or gone and where to."""

import csv
import gzip
import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from .collections import FILTERSETS, key_of
from .snapshots import Snapshot, compressed

COLUMNS = ("collection", "key", "change", "into")


class Delta:
    """Compares ``before`` with the files of ``making``; ``whereabouts``: what became of the rest.

    Both sides are sorted by key, so that one row of each is held and no more.
    """

    def __init__(
        self,
        before: Snapshot,
        making: Path,
        whereabouts: Mapping[tuple[str, str], tuple[str, str]],
    ):
        self.before = before
        self.making = making
        self.whereabouts = whereabouts
        self.count = 0

    @property
    def name(self) -> str:
        return f"delta-from-{self.before.name}"

    def write(self) -> None:
        """``<name>.ndjson.gz`` with the documents, ``<name>.csv`` without."""
        with (
            (self.making / f"{self.name}.csv").open("w", encoding="utf-8", newline="") as file,
            compressed(self.making / f"{self.name}.ndjson.gz") as whole,
        ):
            writer = csv.writer(file, lineterminator="\r\n")
            writer.writerow(COLUMNS)
            for collection in FILTERSETS:
                for key, change, into, document in self._of(collection):
                    told = {"collection": collection, "key": key, "change": change, "into": into}
                    whole.write(json.dumps(told, ensure_ascii=False).encode()[:-1])
                    whole.write(b', "document": ' + (document or b"null") + b"}\n")
                    writer.writerow([collection, key, change, into or ""])
                    self.count += 1

    def _of(self, collection: str) -> Iterator[tuple[str, str, str | None, bytes | None]]:
        old = _lines(self.before.path / f"{collection}.ndjson.gz")
        new = _lines(self.making / f"{collection}.ndjson.gz")
        was, now = next(old, None), next(new, None)
        while was or now:
            if now is None or (was is not None and was[0] < now[0]):
                change, into = self.whereabouts.get((collection, was[0]), ("removed", ""))
                yield was[0], change, into or None, None
                was = next(old, None)
            elif was is None or now[0] < was[0]:
                yield now[0], "added", None, now[1]
                now = next(new, None)
            else:
                if was[1] != now[1]:
                    yield now[0], "changed", None, now[1]
                was, now = next(old, None), next(new, None)


def _lines(path: Path) -> Iterator[tuple[str, bytes]]:
    """``(key, document)`` of each line; nothing for a collection that the snapshot lacks."""
    if not path.exists():
        return
    with gzip.open(path, "rb") as file:
        for line in file:
            line = line.rstrip(b"\n")
            yield key_of(json.loads(line)), line
