"""Starting, recognising and stopping the server of a place. The caller holds ``var/pg.lock``."""

import contextlib
import shlex
import shutil
import signal
import sys
import time
from pathlib import Path

import psutil
import psycopg

from tracker.embedded_postgres.place import EmbeddedPostgresError, Place, account_name, make_own
from tracker.embedded_postgres.programs import find_programs, reason, run

NAME = USER = "veille"
PORT = "5432"  # part of the socket's file name; nothing listens on TCP
PATIENCE = 300  # seconds; recovery after a crash in the middle of a big load takes its time

# What is sent, and for how many seconds it is given a chance. A fast shutdown never ends when the
# disk has no room for its checkpoint; after an immediate one the next start recovers, and loses
# nothing.
STOPPING = ((signal.SIGINT, 20), (signal.SIGQUIT, 10), (signal.SIGKILL, 5))

# Full durability on purpose: fsync and synchronous_commit stay on, so what an analyst was told is
# saved survives kill -9 of everything and a power cut. With synchronous_commit off, the last half
# second would be lost even when only PostgreSQL is killed.
SETTINGS = {
    "listen_addresses": "",
    "port": PORT,
    "unix_socket_permissions": "0700",
    "max_connections": "100",
    "shared_buffers": "128MB",
    "work_mem": "16MB",
    "maintenance_work_mem": "64MB",
    "max_wal_size": "512MB",
    "random_page_cost": "1.1",  # laptops have solid-state disks
    "jit": "off",  # our queries are shorter than their compilation
}


def bring_up(place: Place) -> None:
    """Return once the server answers and has our database, starting it if need be."""
    deadline = time.monotonic() + PATIENCE
    started = False
    while not _answers(place):
        if not started and not _is_alive(place):
            _start(place)
            started = True
        if time.monotonic() > deadline:
            raise EmbeddedPostgresError(
                f"PostgreSQL does not answer: its own words are in {place.data / 'log'}."
            )
        time.sleep(0.05)


def stop_server(place: Place) -> None:
    """End our server, politely and then less so; it is gone when this returns."""
    process = postmaster(place)
    if process is None:
        return
    for how, patience in STOPPING:
        with contextlib.suppress(psutil.NoSuchProcess):
            process.send_signal(how)
        deadline = time.monotonic() + patience
        while time.monotonic() < deadline:
            if not _is_server(process, place):
                _remove_socket_folder(place)
                return
            time.sleep(0.02)


def postmaster(place: Place) -> psutil.Process | None:
    """Our running server, or None.

    The number in ``postmaster.pid`` proves nothing: after a crash or a reboot it may be anybody's.
    """
    try:
        number = int((place.data / "postmaster.pid").read_text().split()[0])
        process = psutil.Process(number)
    except (OSError, ValueError, IndexError, psutil.Error):
        return None
    return process if _is_server(process, place) else None


def _is_server(process: psutil.Process, place: Place) -> bool:
    """Whether a process lives and is the server of these data. A zombie does not live."""
    try:
        if process.status() == psutil.STATUS_ZOMBIE:
            return False
        command = process.cmdline()
    except psutil.Error:
        return False
    return bool(command) and Path(command[0]).name == "postgres" and str(place.data) in command


def _is_alive(place: Place) -> bool:
    """Whether a server runs on these data, even one that is not ready yet."""
    if postmaster(place):
        return True
    try:
        _connect(place).close()
    except psycopg.OperationalError as error:
        return "FATAL:" in str(error)  # a refusal is an answer, maybe from another container
    return True


def _answers(place: Place) -> bool:
    """Whether the server takes connections; makes sure that it then has our database."""
    try:
        with _connect(place) as connection:
            query = "SELECT 1 FROM pg_database WHERE datname = %s"
            if not connection.execute(query, [NAME]).fetchone():
                connection.execute(f"CREATE DATABASE {NAME}")
    except psycopg.OperationalError:
        return False
    return True


def _connect(place: Place) -> psycopg.Connection:
    return psycopg.connect(
        host=str(place.socket),
        port=PORT,
        user=USER,
        dbname="postgres",
        autocommit=True,
        connect_timeout=5,
    )


def _start(place: Place) -> None:
    """Start the server, on new data if there are none. Raises with PostgreSQL's own reason."""
    if place.home != place.var:
        _announce_home(place)
    programs = find_programs(place)
    if not place.data.exists():
        _make_data(place, programs)
    if place.socket != place.data:
        make_own(place.socket, mode=0o700, uid=place.uid, gid=place.gid)
    _wait_for_orphans(place)
    _forget_last_run(place)
    log = place.data / "log"
    said_before = log.stat().st_size if log.exists() else 0
    # pg_ctl hands everything to a shell, badly quoted: so the data folder is in PGDATA and among
    # our own, well-quoted options, and the log's name is relative to it.
    arguments = ["-l", log.name, "-w", "-t", str(PATIENCE), "-o", _options(place), "start"]
    failure = run(place, programs / "pg_ctl", *arguments)
    if failure is not None:
        if log.exists():
            failure += log.read_bytes()[said_before:].decode(errors="replace")
        raise EmbeddedPostgresError(f"PostgreSQL did not start: {reason(failure)}")


def _announce_home(place: Place) -> None:
    make_own(place.home, mode=0o755, uid=0, gid=0)
    print(
        f"Veille: user {account_name(place.uid)} cannot reach {place.var}, "
        f"so the database is in {place.home} (`make reset` removes it).",
        file=sys.stderr,
    )


def _make_data(place: Place, programs: Path) -> None:
    """Run initdb beside the final name first: an interrupted one leaves no half-made data."""
    unfinished = place.home / "pg.new"
    if unfinished.exists():
        shutil.rmtree(unfinished)
    make_own(unfinished, mode=0o700, uid=place.uid, gid=place.gid)
    # The builtin locale folds case beyond ASCII whatever the machine's locales are.
    locale = ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    # Whoever can open the socket is trusted: its folder and itself are private.
    access = [f"--username={USER}", "--auth-local=trust", "--auth-host=reject"]
    arguments = ["--encoding=UTF8", "--no-instructions", *locale, *access, "-D", str(unfinished)]
    failure = run(place, programs / "initdb", *arguments)
    if failure is not None:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise EmbeddedPostgresError(f"PostgreSQL could not make its data: {reason(failure)}")
    unfinished.rename(place.data)


def _wait_for_orphans(place: Place) -> None:
    """Wait for the children of a killed server: a second one beside them would corrupt the data."""
    deadline = time.monotonic() + PATIENCE
    while any(_works_on(process, place.data) for process in psutil.process_iter()):
        if time.monotonic() > deadline:
            raise EmbeddedPostgresError(
                f"Processes of a killed PostgreSQL still use {place.data}: end them by hand."
            )
        time.sleep(0.1)


def _works_on(process: psutil.Process, data: Path) -> bool:
    try:
        if process.name() != "postgres" or process.status() == psutil.STATUS_ZOMBIE:
            return False
        return process.cwd() == str(data.resolve())
    except (psutil.Error, OSError):
        return False


def _forget_last_run(place: Place) -> None:
    """Remove what a killed server left. PostgreSQL would believe a recycled or a zombie's number.

    Nothing runs on the data any more when this is called.
    """
    (place.data / "postmaster.pid").unlink(missing_ok=True)
    for name in (f".s.PGSQL.{PORT}", f".s.PGSQL.{PORT}.lock"):
        (place.socket / name).unlink(missing_ok=True)


def _options(place: Place) -> str:
    """The server's command line, for a shell."""
    folders = '"' + str(place.socket).replace('"', '""') + '"'  # a list: hence its own quotes
    settings = SETTINGS | {"unix_socket_directories": folders}
    options = ["-D", str(place.data)]
    for name, value in settings.items():
        options += ["-c", f"{name}={value}"]
    return shlex.join(options)


def _remove_socket_folder(place: Place) -> None:
    if place.socket != place.data:
        with contextlib.suppress(OSError):
            place.socket.rmdir()
