"""The product as ``manage.py serve`` runs it, and the contenders under the same gunicorn."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from . import load

ROOT = Path(__file__).resolve().parent.parent
WORKERS, THREADS = 2, 4  # as tracker.management.commands.serve


@dataclass(frozen=True)
class Server:
    address: str
    pid: int


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


@contextlib.contextmanager
def product(var: Path) -> Iterator[Server]:
    """Everything on, and a rate no load tool reaches."""
    port = free_port()
    settings = {"VAR_DIR": str(var), "PORT": str(port), "API_RATE": "9999999/s"}
    command = [sys.executable, "manage.py", "serve"]
    with _running(command, settings, port, "/readyz") as server:
        yield server


@contextlib.contextmanager
def bare() -> Iterator[Server]:
    with _gunicorn("benchmarks.bare:application", {}, "/constant/?bytes=10") as server:
        yield server


@contextlib.contextmanager
def idiomatic(var: Path) -> Iterator[Server]:
    settings = {"VAR_DIR": str(var), "DJANGO_SETTINGS_MODULE": "benchmarks.idiomatic.settings"}
    with _gunicorn("benchmarks.idiomatic.wsgi", settings, "/api/initiatives/entry-1/") as server:
        yield server


@contextlib.contextmanager
def _gunicorn(application: str, settings: dict, path: str) -> Iterator[Server]:
    port = free_port()
    command = [
        *(sys.executable, "-m", "gunicorn", application, "--bind", f"127.0.0.1:{port}"),
        *("--worker-class", "gthread", "--workers", str(WORKERS), "--threads", str(THREADS)),
        *("--timeout", "60", "--log-level", "warning", "--no-control-socket"),
    ]
    with _running(command, settings, port, path) as server:
        yield server


@contextlib.contextmanager
def _running(command, settings: dict, port: int, path: str) -> Iterator[Server]:
    """The process until the block ends; it answers ``path`` before the block begins."""
    address = f"http://127.0.0.1:{port}"
    process = subprocess.Popen(
        command, cwd=ROOT, env={**os.environ, **settings}, stdout=subprocess.DEVNULL
    )
    try:
        _wait(process, address, path)
        yield Server(address, process.pid)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=60)


def _wait(process, address: str, path: str) -> None:
    for _attempt in range(600):
        if process.poll() is not None:
            sys.exit(f"{' '.join(map(str, process.args))} did not start.")
        with contextlib.suppress(OSError):
            if load.get(address, path).status == 200:
                return
        time.sleep(0.2)
    sys.exit(f"{address}{path} does not answer 200.")
