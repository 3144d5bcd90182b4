"""What ``make`` runs: finds Python, fills ``.venv/`` from the hashed lock, hands over to Django.

Needs the standard library only, and starts on any Python 3 to say that a newer one is wanted. Every
way to fail that is not a bug is one sentence on stderr and a non-zero exit.
"""

import errno
import fcntl
import hashlib
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OLDEST = (3, 11)
NEWER_PYTHONS = ("python3.13", "python3.12", "python3.11", "python3.14")
MATRIX_PYTHON = "python3.13"
ROOM_FOR_PACKAGES = 600  # megabytes; what .venv takes with the test tools, and pip's own copies
NOWHERE = (
    "postgresql://nobody@127.0.0.1:1/nowhere"  # for tools that import settings and need no database
)


class Environment:
    """A virtual environment: its folder, and the Python that makes it."""

    def __init__(self, folder, maker):
        self.folder = ROOT / folder
        self.maker = maker
        self.python = self.folder / "bin" / "python"

    def ensure(self, *, dev):
        """Make it if need be, and install what the lock says if that changed."""
        files = ["requirements.txt"] + (["requirements-dev.txt"] if dev else [])
        with open(ROOT / "requirements.txt") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)  # `make run` and `make test` may be started together
            uv = shutil.which("uv")
            if not self._works():
                with step("Virtual environment"):
                    self._make(uv)
            stamp = self.folder / ("installed-dev" if dev else "installed")
            wanted = self._digest(files)
            if stamp.exists() and stamp.read_text() == wanted:
                return
            with step("Python packages"):
                self._install(uv, files)
            stamp.write_text(wanted)

    def _works(self):
        question = "import sys; sys.exit(sys.version_info < (3, 11))"
        try:
            return (
                subprocess.run(
                    [str(self.python), "-c", question], stderr=subprocess.DEVNULL
                ).returncode
                == 0
            )
        except OSError:
            return False

    def _make(self, uv):
        if self.folder.is_symlink():
            self.folder.unlink()
        elif self.folder.exists():
            shutil.rmtree(str(self.folder))
        if uv and not attempt([uv, "venv", "--python", self.maker, str(self.folder)]):
            return
        if attempt([self.maker, "-c", "import venv, ensurepip"]):
            fail(
                "This Python has no venv module: install it (Debian, Ubuntu: "
                "`apt install python3-venv`), or install uv."
            )
        quietly([self.maker, "-m", "venv", str(self.folder)], "make the virtual environment")

    def _install(self, uv, files):
        free = shutil.disk_usage(str(ROOT)).free // 2**20
        if free < ROOM_FOR_PACKAGES:
            fail(
                f"The disk is full: the Python packages need {ROOM_FOR_PACKAGES} MB, "
                f"and {free} MB are free."
            )
        wanted = ["--require-hashes"] + [part for name in files for part in ("-r", name)]
        if uv and not attempt([uv, "pip", "install", "--python", str(self.python), *wanted]):
            return
        # No uv, or one that does not know this machine's certificates and mirrors as pip does.
        python = str(self.python)
        if attempt([python, "-c", "import pip"]):
            quietly([python, "-m", "ensurepip"], "install pip")
        pip = [python, "-m", "pip", "install", "--disable-pip-version-check", "--no-input"]
        quietly(pip + wanted, "install the Python packages")

    def _digest(self, files):
        """What the installation depends on, as text for the stamp file."""
        seen = hashlib.sha256((self.folder / "pyvenv.cfg").read_bytes())
        for name in files:
            seen.update((ROOT / name).read_bytes())
        return seen.hexdigest()


# ── The commands


def run():
    port = free_port()
    environment().ensure(dev=False)
    hand_over("manage.py", "serve", PORT=port)


def dev():
    port = free_port()
    environment().ensure(dev=True)
    call("manage.py", "serve", "--prepare-only", DEBUG="1", PORT=port)
    hand_over("manage.py", "runserver", "127.0.0.1:" + port, DEBUG="1", PORT=port)


# Each process has a test database of its own; how they share the tests is in tests/conftest.py.
IN_TWO = ("--numprocesses=2", "--dist=loadscope")


def test(*arguments):
    """All tests on two processes, or those of ``arguments`` on one."""
    environment().ensure(dev=True)
    hand_over("-m", "pytest", *(arguments or IN_TWO))


def check():
    environment().ensure(dev=True)
    deployment = {
        "DATABASE_URL": NOWHERE,
        "SITE_URL": "https://veille.example",
        "ALLOWED_HOSTS": "veille.example",
        "SECRET_KEY": secrets.token_urlsafe(50),
        "DEBUG": "",
    }
    checks = [
        ("Format", ["-m", "ruff", "format", "--check", "--quiet", "."], {}),
        ("Lint", ["-m", "ruff", "check", "--quiet", "."], {}),
        ("Types", ["-m", "mypy"], {"DATABASE_URL": NOWHERE}),
        ("Migrations", ["manage.py", "makemigrations", "--check", "--dry-run"], {}),
        ("Deployment", ["manage.py", "check", "--deploy", "--fail-level", "WARNING"], deployment),
    ]
    failed = []
    for name, arguments, settings in checks:
        print(f"{name} …", flush=True)
        if call(*arguments, may_fail=True, **settings):
            failed.append(name)
    if failed:
        fail("Failed: " + ", ".join(failed) + ".")
    print("All checks passed.")


def screenshots():
    """Take the pictures of docs/screenshots/ from a server of its own, on the real dataset."""
    port = free_port()
    environment().ensure(dev=True)
    hand_over("-m", "docs.screenshots.take", PORT=port)


def bench(*arguments):
    """Measure what the project promises, on servers of its own."""
    port = free_port()
    environment().ensure(dev=True)
    hand_over("-m", "benchmarks.run", *arguments, PORT=port)


def api_check():
    """Hold the API against its own description, on a server of its own."""
    port = free_port()
    environment().ensure(dev=True)
    hand_over("-m", "contract.check", PORT=port)


def stop():
    _housekeeping("stop")


def reset():
    _housekeeping("reset")


def _housekeeping(what):
    if not var_folder().exists():
        print("Nothing to do: there is no " + str(var_folder()) + ".")
        return
    environment().ensure(dev=False)
    hand_over("-m", "tracker.running", what, str(var_folder()))


def lock():
    """Rewrite both locks with uv, from a throw-away environment if it is not installed."""
    with tempfile.TemporaryDirectory() as scratch:
        uv = shutil.which("uv")
        if not uv:
            with step("uv, for this once"):
                quietly([sys.executable, "-m", "venv", scratch], "make a virtual environment")
                quietly([scratch + "/bin/pip", "install", "--quiet", "uv"], "install uv")
            uv = scratch + "/bin/uv"
        for name in ("requirements", "requirements-dev"):
            with step(name):
                compile_ = [
                    uv,
                    "pip",
                    "compile",
                    "--universal",
                    "--python-version",
                    "3.11",
                    "--generate-hashes",
                ]
                # No machine's paths and no registry's address: the lock is for everyone.
                anonymous = [
                    "--no-emit-index-url",
                    "--no-emit-find-links",
                    "--custom-compile-command",
                    "make lock",
                ]
                upgrade = ["--upgrade", name + ".in", "--output-file", name + ".txt"]
                quietly([*compile_, *anonymous, *upgrade], "resolve " + name + ".in")


def test_matrix(*arguments):
    """The tests on the newest Python and Django of the lock, in an environment of their own."""
    python = working_python(MATRIX_PYTHON)
    if not python:
        fail("This needs " + MATRIX_PYTHON + ", which is not installed here: nothing was tested.")
    other = Environment(".venv-" + MATRIX_PYTHON, python)
    other.ensure(dev=True)
    versions = "import django, sys; print('Django', django.__version__, 'on Python', sys.version)"
    subprocess.run([str(other.python), "-c", versions], check=True)
    settings = dict(os.environ, VAR_DIR=str(var_folder() / "matrix"))
    os.execve(
        str(other.python), [str(other.python), "-m", "pytest", *(arguments or IN_TWO)], settings
    )


# ── What the commands share


def environment():
    return Environment(".venv", sys.executable)


def var_folder():
    """The same folder as ``settings.VAR_DIR``."""
    return Path(os.environ.get("VAR_DIR") or ROOT / "var").resolve()


def hand_over(*arguments, **settings):
    """Become the virtual environment's Python, so that nothing stands between it and signals."""
    python = str(environment().python)
    sys.stdout.flush()
    os.execve(python, [python, *arguments], dict(os.environ, **settings))


def call(*arguments, may_fail=False, **settings):
    """The exit code of the environment's Python; a failure is ours too, unless it ``may_fail``."""
    python = str(environment().python)
    code = subprocess.run([python, *arguments], env=dict(os.environ, **settings)).returncode
    if code and not may_fail:
        sys.exit(code)
    return code


def free_port():
    """PORT, checked before anything slow. It is checked again when `serve` binds it."""
    port = os.environ.get("PORT") or "8000"
    if not port.isdigit() or not 0 < int(port) < 65536:
        fail(f"PORT is {port!r}: it must be a number from 1 to 65535.")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", int(port)))
        except OSError as error:
            reason = (
                "is in use"
                if error.errno == errno.EADDRINUSE
                else f"cannot be used ({error.strerror})"
            )
            fail(
                f"Port {port} {reason}: stop what uses it (`make stop` if it is Veille), "
                f"or run `make run PORT={int(port) + 1}`."
            )
    return port


def find_python():
    """Continue under a Python that is new enough, or say that there is none."""
    if sys.version_info >= OLDEST:
        return
    for name in NEWER_PYTHONS:
        python = working_python(name)
        if python:
            os.execv(python, [python, "-I", *sys.argv])
    fail(
        "Veille needs Python 3.11 or later, and this is {}.{}: install one, or set PYTHON.".format(
            *sys.version_info
        )
    )


def working_python(name):
    """The path of a Python such as python3.13 that works, or None; pyenv's are looked for too."""
    pyenv = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv")
    kept = sorted(pyenv.glob("versions/*/bin/" + name))
    for candidate in [shutil.which(name)] + [str(path) for path in kept]:
        if candidate and not attempt([candidate, "-c", ""]):  # pyenv's stub may lead nowhere
            return candidate
    return None


class step:
    """Print one line for a piece of work: what it is, then how long it took."""

    def __init__(self, name):
        self.name = name

    def __enter__(self):
        self.began = time.monotonic()
        print(f"{self.name:<20}", end="", flush=True)

    def __exit__(self, kind, error, trace):
        print(
            f"done in {time.monotonic() - self.began:.1f} s" if kind is None else "",
            flush=True,
        )


def quietly(command, purpose):
    """Run a command in silence; if it fails, fail with the line that tells why."""
    reason = attempt(command)
    if reason:
        print()
        fail("Could not " + purpose + ": " + reason)


def attempt(command):
    """Run a command in silence: the line that tells why it failed, or "" when it worked."""
    done = subprocess.run(
        command,
        cwd=str(ROOT),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    if done.returncode == 0:
        return ""
    said = done.stdout.decode(errors="replace")
    if "No space left on device" in said or "os error 28" in said:
        raise OSError(errno.ENOSPC, "No space left on device")
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    telling = [line for line in lines if line.lower().startswith(("error", "×", "╰"))]
    return (telling or lines or ["no reason given"])[-1]


def fail(sentence):
    sys.exit(sentence)


def _end(signum, frame):
    sys.exit(128 + signum)


def main():
    commands = {
        "run": run,
        "dev": dev,
        "test": test,
        "check": check,
        "screenshots": screenshots,
        "bench": bench,
        "api-check": api_check,
        "stop": stop,
        "reset": reset,
        "lock": lock,
        "test-matrix": test_matrix,
    }
    signal.signal(signal.SIGTERM, _end)
    os.chdir(str(ROOT))
    find_python()
    try:
        commands[sys.argv[1]](*sys.argv[2:])
    except KeyboardInterrupt:
        sys.exit(130)
    except OSError as error:
        if error.errno == errno.ENOSPC:
            fail("The disk is full.")
        fail(f"{error.filename or 'The operating system'}: {error.strerror}.")


if __name__ == "__main__":
    main()
