"""``tracker/bootstrap.py``, which every ``make`` target runs under the system's own Python."""

import ast
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tracker import bootstrap

SOURCE = Path(bootstrap.__file__)


def test_it_can_be_read_by_an_old_python_which_is_then_told_so():
    ast.parse(SOURCE.read_text(), feature_version=(3, 7))


def test_it_imports_the_standard_library_only():
    imported = {
        name.split(".")[0]
        for node in ast.walk(ast.parse(SOURCE.read_text()))
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }

    assert imported <= sys.stdlib_module_names


@pytest.mark.parametrize("port", ["http", "0", "65536", "-1"])
def test_a_port_that_is_no_port_is_refused_by_name(monkeypatch, port):
    monkeypatch.setenv("PORT", port)

    with pytest.raises(SystemExit, match=f"PORT is '{port}'"):
        bootstrap.free_port()


def test_a_busy_port_is_refused_before_anything_slow(monkeypatch):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        monkeypatch.setenv("PORT", str(port))

        with pytest.raises(SystemExit, match=f"Port {port} is in use"):
            bootstrap.free_port()


def test_a_full_disk_during_the_installation_is_one_sentence():
    command = [sys.executable, "-c", "import sys; sys.exit('No space left on device')"]

    with pytest.raises(OSError, match="No space left"):
        bootstrap.quietly(command, "install")


def test_a_failed_installation_says_why(capsys):
    command = [sys.executable, "-c", "import sys; print('ERROR: no such thing'); sys.exit(1)"]

    with pytest.raises(SystemExit, match="Could not install: ERROR: no such thing"):
        bootstrap.quietly(command, "install")


def test_a_python_without_venv_is_told_what_to_install(tmp_path, monkeypatch):
    lacking = tmp_path / "python"
    lacking.write_text("#!/bin/sh\nexit 1\n")
    lacking.chmod(0o755)
    monkeypatch.setattr(bootstrap, "ROOT", tmp_path)

    with pytest.raises(SystemExit, match="apt install python3-venv"):
        bootstrap.Environment(".venv", str(lacking))._make(uv=None)


def test_the_locks_name_no_machine_and_no_registry():
    for name in ("requirements.txt", "requirements-dev.txt"):
        text = (bootstrap.ROOT / name).read_text()
        assert "://" not in text
        assert "index-url" not in text


def test_make_lists_what_it_can_do():
    shown = subprocess.run(
        ["make", "--no-print-directory", "help"],
        cwd=bootstrap.ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout

    assert shown.startswith("run\t")
