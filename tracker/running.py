"""Which process serves a ``var/``, how to stop it, what ``make reset`` deletes. No Django here.

``var/run.pid`` holds the number of the serving process, which keeps the file locked: whether it
runs is asked of the lock, not of the number, which may be stale. POSIX locks, because a forked
worker does not inherit them.
"""

import fcntl
import os
import shutil
import signal
import sys
import time
from pathlib import Path
from typing import IO

from tracker import embedded_postgres
from tracker.problems import Problem

PID_FILE = "run.pid"
# What the settings and `serve` keep in var/, beside what the embedded server makes.
MATRIX = "matrix"  # the var/ of `make test-matrix`
OWN_FILES = [PID_FILE, "credentials.txt", "secret_key", "static", "static.stamp", MATRIX]
PATIENCE = 30  # seconds; requests under way are given ten by gunicorn


_claimed: list[IO[str]] = []  # open files whose locks end with the process, not before


def claim(var: Path) -> None:
    """Become the one serving process of ``var`` until the end. Raises Problem if there is one."""
    file = open(var / PID_FILE, "a+")  # noqa: SIM115  see _claimed
    if not _lock(file):
        pid = (var / PID_FILE).read_text().strip()
        file.close()
        raise Problem(f"Veille already runs from {var} (process {pid}): `make stop` ends it.")
    file.truncate(0)
    file.write(f"{os.getpid()}\n")
    file.flush()
    _claimed.append(file)


def stop(var: Path) -> str:
    """End the serving process and the database server of ``var``; what was done, in a sentence."""
    was_running = _end_serving(var) or embedded_postgres.is_running(var)
    if not embedded_postgres.stop(var):
        return "Stopped. The database server stays up: another process is using it."
    return "Stopped." if was_running else "Nothing was running."


def reset(var: Path) -> None:
    """Stop, then delete what ``make run`` and ``make test-matrix`` made, after printing what.

    Raises Problem, and deletes nothing, while another process uses the database.
    """
    _end_serving(var)
    for folder in (var, var / MATRIX):
        if not embedded_postgres.stop(folder):
            raise Problem(
                "Nothing was deleted: another process (tests, a shell) uses the database."
            )
    doomed = embedded_postgres.leftovers(var / MATRIX) + embedded_postgres.leftovers(var)
    doomed += [path for name in OWN_FILES if (path := var / name).exists()]
    print("Deleting:", *(f"  {path}" for path in doomed), sep="\n")
    for path in doomed:
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    if not any(var.iterdir()):
        var.rmdir()  # else something in it is not ours


def _end_serving(var: Path) -> bool:
    """Whether a process was serving; it is gone when this returns. Raises Problem if it stays."""
    if not (var / PID_FILE).exists():
        return False
    with open(var / PID_FILE, "r+") as file:
        if _lock(file):
            return False
        pid = int(file.read())
        os.kill(pid, signal.SIGTERM)
        deadline = time.monotonic() + PATIENCE
        while not _lock(file):
            if time.monotonic() > deadline:
                raise Problem(
                    f"Process {pid} did not end within {PATIENCE} seconds: end it by hand."
                )
            time.sleep(0.05)
    return True


def _lock(file: IO[str]) -> bool:
    try:
        fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def main() -> None:
    what, var = sys.argv[1], Path(sys.argv[2])
    try:
        print(stop(var)) if what == "stop" else reset(var)
    except (Problem, OSError) as problem:
        sys.exit(str(problem))


if __name__ == "__main__":
    main()
