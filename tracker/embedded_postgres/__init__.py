"""The private PostgreSQL server of a laptop or a test run: in ``var/``, used without DATABASE_URL.

How long the server lives: each process that uses it holds a shared lock on ``var/pg.users`` until
it exits, however it exits, because the kernel frees the lock. A process that exits cleanly and
finds itself alone stops the server. After ``kill -9`` of everyone the server stays up, and the next
clean exit (or ``make stop``) stops it. Starting and stopping happen one at a time, under
``var/pg.lock``.

Who it runs as: PostgreSQL refuses root, so for root it runs as ``nobody`` (or as whoever owns the
data already). No permission of anything that this package did not itself create is ever changed:
where ``nobody`` cannot reach ``var/``, the data live in a folder of their own outside it, whose
name is printed when the server starts.

place.py says where and as whom, programs.py runs PostgreSQL's programs, server.py starts and stops.
"""

import atexit
import contextlib
import fcntl
import os
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from tracker.embedded_postgres.place import (
    EmbeddedPostgresError,
    Place,
    find_place,
    home_outside,
    in_one_sentence,
    refuse_unusable,
)
from tracker.embedded_postgres.programs import COPY_PREFIX
from tracker.embedded_postgres.server import NAME, PORT, USER, bring_up, postmaster, stop_server

__all__ = ["EmbeddedPostgresError", "find_place", "is_running", "leftovers", "start", "stop"]

_held: dict[tuple[int, Path], IO[str]] = {}  # (pid, var) -> the file whose lock this process holds


def start(var: Path) -> dict[str, str]:
    """A Django ``DATABASES`` entry for the server of ``var``, which is up and has its database.

    Idempotent, and safe with any number of processes at once. Raises EmbeddedPostgresError. Costs
    about a second on an empty folder, 0.2 s on a stopped server, milliseconds on a running one.
    """
    var = var.resolve()
    with in_one_sentence():
        var.mkdir(parents=True, exist_ok=True)
        with _alone(var):
            place = find_place(var)
            refuse_unusable(place)
            _enter(place)
            bring_up(place)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": NAME,
        "USER": USER,
        "HOST": str(place.socket),
        "PORT": PORT,
    }


def stop(var: Path) -> bool:
    """Stop the server of ``var`` unless another process uses it; True when none runs afterwards."""
    var = var.resolve()
    if not (var / "pg.users").exists():
        return True
    with in_one_sentence(), _alone(var), open(var / "pg.users", "a") as users:
        return _stop_if_last(find_place(var), users)


def is_running(var: Path) -> bool:
    """Whether the server of ``var`` runs."""
    return postmaster(find_place(var.resolve())) is not None


def leftovers(var: Path) -> list[Path]:
    """What ``start(var)`` made and exists now, in ``var`` and outside it, for ``make reset``."""
    var = var.resolve()
    place = find_place(var)
    inside = [var / name for name in ("pg", "pg.new", "pg.users", "pg.lock")]
    inside += var.glob(f"{COPY_PREFIX}*")
    outside = [home_outside(var)] + [place.socket] * (place.socket != place.data)
    return [path for path in inside + outside if path.exists()]


@contextlib.contextmanager
def _alone(var: Path) -> Iterator[None]:
    """Hold ``var/pg.lock``: one process at a time starts or stops the server."""
    with open(var / "pg.lock", "a") as guard:
        fcntl.flock(guard, fcntl.LOCK_EX)
        yield


def _enter(place: Place) -> None:
    """Count this process among the users of the server, until it exits."""
    if (os.getpid(), place.var) in _held:
        return
    users = open(place.var / "pg.users", "a")  # noqa: SIM115  closed by the kernel, at exit
    fcntl.flock(users, fcntl.LOCK_SH)
    _held[os.getpid(), place.var] = users
    atexit.register(_leave, os.getpid(), place, users)


def _leave(pid: int, place: Place, users: IO[str]) -> None:
    """At exit: stop the server if nobody else uses it.

    A forked child shares its parent's lock and does nothing.
    """
    if os.getpid() != pid:
        return
    with users, contextlib.suppress(OSError):
        if not place.var.exists():  # deleted under us: nobody can share it any more
            stop_server(place)
            return
        with _alone(place.var):
            _stop_if_last(place, users)


def _stop_if_last(place: Place, users: IO[str]) -> bool:
    """Whether no server runs on these data afterwards."""
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return postmaster(place) is None
    stop_server(place)
    fcntl.flock(users, fcntl.LOCK_UN)
    return True
