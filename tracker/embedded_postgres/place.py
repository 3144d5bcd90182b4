"""Where a ``var/`` keeps its server's data, and the operating-system account the server runs as."""

import contextlib
import errno
import hashlib
import os
import pwd
import stat
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tracker.problems import Problem

MAJOR = "18"
LONGEST_SOCKET_FOLDER = 85  # bytes; sun_path holds 107 with the file's name (103 on macOS)


class EmbeddedPostgresError(Problem):
    """Why the server cannot be had: one sentence for the person at the keyboard."""


@dataclass(frozen=True)
class Place:
    """One ``var/``, where its data are, and the account that owns them and runs the server."""

    var: Path
    home: Path  # var, or a folder outside it when the account cannot reach var
    uid: int
    gid: int

    @property
    def data(self) -> Path:
        return self.home / "pg"

    @property
    def socket(self) -> Path:
        """The socket's folder: the data folder, unless the system or libpq forbids its name.

        In ``/tmp`` rather than ``$TMPDIR``: every process must look in the same folder.
        """
        if len(os.fsencode(self.data)) <= LONGEST_SOCKET_FOLDER and "," not in str(self.data):
            return self.data
        return Path("/tmp", f"veille-{_digest(self.data)}")

    @property
    def is_ours(self) -> bool:
        """Whether the server runs as ourselves, so that it reaches whatever we reach."""
        return self.uid == os.geteuid()

    def run_as(self) -> dict[str, Any]:
        """Arguments with which ``subprocess`` runs a program as the account, without our settings.

        The locale is C because what the programs say is read here, the time zone fixed because
        initdb writes it down. The current folder must be one that the account can enter.
        """
        environment = {"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC", "PGDATA": str(self.data)}
        folder = self.data if self.data.exists() else "/"
        clean = {"cwd": folder, "env": environment, "stdin": subprocess.DEVNULL}
        if self.is_ours:
            return clean
        return clean | {"user": self.uid, "group": self.gid, "extra_groups": []}

    def reaches(self, path: Path, test: str) -> bool:
        """Whether the account passes ``test``, an operator of test(1), on a path; asked for real,
        because modes alone do not tell of access lists and mounts."""
        return subprocess.run(["test", test, path], **self.run_as()).returncode == 0


def find_place(var: Path) -> Place:
    """Where the data of ``var`` (resolved) are, or would be made. Makes nothing.

    Data that exist decide: a folder that became unreachable must not look like an empty database.
    """
    if os.geteuid() != 0:
        return Place(var, var, os.geteuid(), os.getegid())
    homes = (var, home_outside(var))
    for home in homes:
        with contextlib.suppress(FileNotFoundError):
            data = (home / "pg").stat()
            return Place(var, home, data.st_uid, data.st_gid)
    try:
        nobody = pwd.getpwnam("nobody")
    except KeyError:
        raise EmbeddedPostgresError(
            "PostgreSQL refuses to run as root, and this system has no user 'nobody' to run it as: "
            "work as an ordinary user, or set DATABASE_URL."
        ) from None
    inside, outside = (Place(var, home, nobody.pw_uid, nobody.pw_gid) for home in homes)
    return inside if not var.exists() or inside.reaches(var, "-x") else outside


def home_outside(var: Path) -> Path:
    """The folder of root's own that holds the data when ``nobody`` cannot reach ``var``."""
    parent = "/var/lib" if os.access("/var/lib", os.W_OK) else "/var/tmp"
    return Path(parent, f"veille-{_digest(var)}")


def _digest(path: Path) -> str:
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:16]


def refuse_unusable(place: Place) -> None:
    """Raise for data of somebody else, out of the account's reach, or of another PostgreSQL."""
    if not place.data.exists():
        return
    owner = place.data.stat().st_uid
    if owner != place.uid or owner == 0:
        raise EmbeddedPostgresError(
            f"{place.data} belongs to {account_name(owner)}, so the server cannot run on it: "
            "work as its owner (or as root), or move it away."
        )
    if not place.is_ours and not place.reaches(place.data, "-x"):
        raise EmbeddedPostgresError(
            f"User {account_name(owner)} can no longer reach the data in {place.data}: "
            "a folder above it became private."
        )
    made_by = (place.data / "PG_VERSION").read_text().strip()
    if made_by != MAJOR:
        raise EmbeddedPostgresError(
            f"{place.data} was made by PostgreSQL {made_by} and this is PostgreSQL {MAJOR}: "
            "move it away and load the data again."
        )


def account_name(uid: int) -> str:
    with contextlib.suppress(KeyError):
        return pwd.getpwuid(uid).pw_name
    return f"user number {uid}"


def make_own(folder: Path, *, mode: int, uid: int, gid: int) -> None:
    """Make a folder with exactly these rights, or accept one that has them; refuse any other."""
    try:
        folder.mkdir(mode=0o700)
    except FileExistsError:
        found = folder.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid != uid or found.st_mode & 0o077 & ~mode:
            raise EmbeddedPostgresError(f"{folder} exists and is not ours: remove it.") from None
        return
    folder.chmod(mode)  # mkdir's own goes through the umask
    if uid != os.geteuid():
        os.chown(folder, uid, gid)


@contextlib.contextmanager
def in_one_sentence() -> Iterator[None]:
    """Turn an operating-system error into EmbeddedPostgresError."""
    try:
        yield
    except OSError as error:
        about = f"{error.filename}: " if error.filename else ""
        if error.errno == errno.ENOSPC:
            message = "The disk is full: the database has no room."
        elif error.errno == errno.ENOEXEC:
            message = f"{about}this program is for another kind of machine: set DATABASE_URL."
        else:
            message = f"The database cannot be started: {about}{error.strerror or error}."
        raise EmbeddedPostgresError(message) from error
