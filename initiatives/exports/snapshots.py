"""Snapshots as they lie in their folder: which there are, what each holds, and no other file."""

import gzip
import hashlib
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path

MANIFEST = "datapackage.json"
SUMS = "SHA256SUMS"
ABOUT = (MANIFEST, SUMS, "README.md")
_NAME = re.compile(r"\A\d{4}-\d\d-\d\d(T\d{6}Z)?\Z")
_DELTA = "delta-from-"


@dataclass(frozen=True)
class File:
    name: str
    bytes: int
    sha256: str
    count: int  # rows, or documents


@dataclass(frozen=True)
class Snapshot:
    """One snapshot. ``files`` are the data, in the order of its manifest."""

    name: str
    path: Path
    created: datetime
    counter: int
    files: tuple[File, ...]

    @property
    def data_sums(self) -> dict[str, str]:
        """The digest of each file, but for those that compare it with the one before."""
        return {each.name: each.sha256 for each in self.files if not each.name.startswith(_DELTA)}

    @property
    def delta_from(self) -> str | None:
        """The snapshot that this one says the difference to."""
        for each in self.files:
            if each.name.startswith(_DELTA):
                return each.name.removeprefix(_DELTA).split(".")[0]
        return None

    @property
    def delta_file(self) -> str | None:
        """That difference with its documents."""
        return f"{_DELTA}{self.delta_from}.ndjson.gz" if self.delta_from else None

    @property
    def counts(self) -> dict[str, int]:
        """Rows of each collection."""
        return {
            each.name.split(".")[0]: each.count
            for each in self.files
            if each.name.endswith(".ndjson.gz") and not each.name.startswith(_DELTA)
        }

    def tag(self, name: str) -> str:
        """What tells a file of this snapshot from any other; snapshots never change."""
        sums = {each.name: each.sha256[:16] for each in self.files}
        return sums.get(name, name.lower())

    def file(self, name: str) -> Path | None:
        """The place of one of its files; ``None`` for a name that its manifest does not have."""
        known = {*ABOUT, *(each.name for each in self.files)}
        return self.path / name if name in known else None


def every(folder: Path) -> list[Snapshot]:
    """All snapshots of a folder, the newest first."""
    if not folder.is_dir():
        return []
    names = sorted((path.name for path in folder.iterdir()), reverse=True)
    found = (find(folder, name) for name in names)
    return [snapshot for snapshot in found if snapshot is not None]


def latest(folder: Path) -> Snapshot | None:
    return next(iter(every(folder)), None)


def find(folder: Path, name: str) -> Snapshot | None:
    """The snapshot of that name; ``None`` for anything that is none."""
    if not _NAME.match(name) or not (folder / name / MANIFEST).is_file():
        return None
    return _read(folder / name)


@lru_cache(maxsize=1000)
def _read(path: Path) -> Snapshot:
    """Read once in a process: a snapshot never changes."""
    package = json.loads((path / MANIFEST).read_text(encoding="utf-8"))
    return Snapshot(
        name=path.name,
        path=path,
        created=datetime.fromisoformat(package["created"]),
        counter=package["counter"],
        files=tuple(
            File(
                each["path"],
                each["bytes"],
                each["hash"].removeprefix("sha256:"),
                each["rows"] if "rows" in each else each["count"],
            )
            for each in package["resources"]
        ),
    )


def digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextmanager
def compressed(path: Path) -> Iterator[gzip.GzipFile]:
    """A gzip file of which neither name nor time is part."""
    with (
        path.open("wb") as file,
        gzip.GzipFile(filename="", mode="wb", fileobj=file, mtime=0) as whole,
    ):
        yield whole
