"""``manage.py serve``, as ``make run`` calls it: a real process on a ``var/`` and port of its own.

The first test to need the prepared ``var/`` pays for it: migrations, dataset, accounts.
"""

import http.client
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

import psutil
import pytest

from tracker import running

ROOT = Path(__file__).resolve().parents[2]


def environment(var, port):
    """Ours without what a developer may have set, on this var and this port."""
    settings = {"DATABASE_URL", "READER_URL", "SECRET_KEY", "SITE_URL", "ALLOWED_HOSTS", "DEBUG"}
    kept = {name: value for name, value in os.environ.items() if name not in settings}
    return kept | {"VAR_DIR": str(var), "PORT": str(port)}


@pytest.fixture
def port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(scope="module")
def var():
    """A prepared ``var/`` that nothing runs on."""
    folder = Path(tempfile.mkdtemp(prefix="veille serve ", dir="/tmp"))
    folder.chmod(0o755)
    command = [sys.executable, "manage.py", "serve", "--prepare-only"]
    prepared = subprocess.run(
        command, cwd=ROOT, env=environment(folder, 1), capture_output=True, text=True
    )
    yield folder
    shutil.rmtree(folder)
    assert prepared.returncode == 0, prepared.stderr


@pytest.fixture
def serve(var, port):
    """Start the server on ``port`` and wait until it answers; every one is stopped in the end."""
    started = []

    def start(hang_up=signal.SIG_DFL):
        # Handed down to it: these tests may themselves run under nohup.
        ours = signal.signal(signal.SIGHUP, hang_up)
        try:
            process = subprocess.Popen(
                [sys.executable, "manage.py", "serve"],
                cwd=ROOT,
                env=environment(var, port),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                start_new_session=True,  # a terminal's group: Ctrl-C reaches everyone in it
            )
        finally:
            signal.signal(signal.SIGHUP, ours)
        started.append(process)
        for line in process.stdout:
            if "Ctrl-C" in line:
                return process
        raise AssertionError("it did not start")

    yield start
    for process in started:
        process.kill()
        process.communicate()
    running.stop(var)


def status(port, path, method="GET"):
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=30)) as connection:
        connection.request(method, path)
        return connection.getresponse().status


def processes_of(var):
    """Whatever still runs on a ``var/``: the server, its workers, PostgreSQL."""
    found = []
    for process in psutil.process_iter(["cmdline", "environ"]):
        command = process.info["cmdline"] or []
        environ = process.info["environ"] or {}
        if process.pid != os.getpid() and (
            str(var / "pg") in command or environ.get("VAR_DIR") == str(var)
        ):
            found.append(command)
    return found


def test_it_serves_the_site_and_the_desk(serve, port):
    serve()

    assert status(port, "/healthz") == 200
    assert status(port, "/admin/login/") == 200


def test_a_monitor_that_asks_for_headers_leaves_nothing_in_the_log(serve, port):
    process = serve()

    answers = [status(port, path, "HEAD") for path in ("/en/", "/api/v1/initiatives/", "/healthz")]

    process.send_signal(signal.SIGTERM)
    logged, _ = process.communicate(timeout=30)
    assert answers == [200, 200, 200]
    assert "WARNING" not in logged


def test_passwords_are_kept_for_their_owner_only(var):
    credentials = var / "credentials.txt"

    names = [line.split("\t")[0] for line in credentials.read_text().splitlines()]
    assert names == ["admin", "editor", "analyst"]
    assert credentials.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_ending_it_leaves_no_process_behind(serve, var, how):
    process = serve()

    os.killpg(process.pid, how)
    process.communicate(timeout=30)

    assert processes_of(var) == []


def test_under_nohup_it_outlives_its_terminal(serve, port):
    process = serve(hang_up=signal.SIG_IGN)

    os.killpg(process.pid, signal.SIGHUP)
    time.sleep(1)

    assert process.poll() is None
    assert status(port, "/healthz") == 200


def test_make_stop_ends_it_and_its_database(serve, var):
    process = serve()

    done = subprocess.run(
        [sys.executable, "-m", "tracker.running", "stop", var],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )

    assert done.stdout == "Stopped.\n"
    process.communicate(timeout=30)
    assert processes_of(var) == []


def test_a_killed_worker_leaves_the_site_up(serve, port):
    server = psutil.Process(serve().pid)
    assert status(port, "/admin/login/") == 200
    worker = server.children()[0]

    worker.kill()
    worker.wait()
    time.sleep(0.1)

    assert status(port, "/admin/login/") == 200


def test_a_second_one_on_the_same_folder_is_refused_in_one_sentence(serve, var):
    process = serve()

    second = subprocess.run(
        [sys.executable, "manage.py", "serve"],
        cwd=ROOT,
        env=environment(var, 1),
        capture_output=True,
        text=True,
    )

    assert second.stderr == (
        f"Veille already runs from {var} (process {process.pid}): `make stop` ends it.\n"
    )
    assert second.returncode == 1


def test_a_busy_port_is_one_sentence(var, port):
    with socket.socket() as other:
        other.bind(("127.0.0.1", port))
        other.listen()
        done = subprocess.run(
            [sys.executable, "manage.py", "serve"],
            cwd=ROOT,
            env=environment(var, port),
            capture_output=True,
            text=True,
        )

    assert done.stderr == f"Port {port} is in use: try `make run PORT={port + 1}`.\n"
    assert done.returncode == 1


def test_reset_deletes_what_was_made_and_nothing_else(tmp_path):
    for name in ("credentials.txt", "pg.users", "static.stamp", "thesis.odt"):
        (tmp_path / name).touch()

    running.reset(tmp_path)

    assert [path.name for path in tmp_path.iterdir()] == ["thesis.odt"]
