"""What must be true before the site is served: schema, first data, accounts, static files.

Each step looks before it works, so that a second start costs almost nothing; it returns what it
did: a few words, and more lines if it has more to say.
"""

import contextlib
import errno
import hashlib
import io
import logging
import os
import secrets
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.contrib.staticfiles.finders import get_finders
from django.core.management import CommandError, call_command
from django.db import DEFAULT_DB_ALIAS, Error, connections, transaction
from django.db.migrations.executor import MigrationExecutor

from tracker.problems import Problem

ACCOUNTS = {"admin": "Administrators", "editor": "Editors", "analyst": "Analysts"}
NOT_SERVED = ["redoc", "rest_framework"]  # no page uses them, and compressing them takes seconds
ALMOST_NOTHING = 32 * 2**20  # bytes free under which a failing database means a full disk


def prepare(say: Callable[[str], None]) -> None:
    """Run every step, telling ``say`` one line for each. Raises Problem."""
    logging.getLogger("psycopg.pool").setLevel(logging.ERROR)  # a lost connection: said by Problem
    for name, step in STEPS.items():
        began = time.monotonic()
        try:
            with as_problems():
                done = step()
        except Problem:
            # or it goes on trying while we end
            connections[DEFAULT_DB_ALIAS].close_pool()  # type: ignore[attr-defined]
            raise
        words, *details = done.splitlines()
        say("\n".join([f"{name:<20}{words} ({time.monotonic() - began:.1f} s)", *details]))


# ── The steps


def migrate() -> str:
    connection = connections[DEFAULT_DB_ALIAS]
    executor = MigrationExecutor(connection)
    pending = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    if not pending:
        return "up to date"
    call_command("migrate", interactive=False, verbosity=0)
    return f"{pending} migrations applied"


def load_dataset() -> str:
    return _load_if_empty("initiatives.Initiative", "load_dataset")


def load_rates() -> str:
    return _load_if_empty("initiatives.ExchangeRate", "load_rates")


def _load_if_empty(label: str, command: str) -> str:
    model = apps.get_model(label)
    if model.objects.exists():
        return "already there"
    call_command(command, stdout=io.StringIO())
    return f"{model.objects.count()} {model._meta.verbose_name_plural} loaded"


def make_accounts() -> str:
    """Create the missing accounts, each in its group; passwords go to ``var/credentials.txt``.

    Accounts that exist are left alone, password included: somebody may have changed it.
    """
    User = get_user_model()
    there = set(User.objects.filter(username__in=ACCOUNTS).values_list("username", flat=True))
    passwords = {name: secrets.token_urlsafe(12) for name in ACCOUNTS if name not in there}
    if not passwords:
        return "already there"
    with transaction.atomic():
        for name, password in passwords.items():
            is_admin = name == "admin"
            # An address, so that a forgotten password can be tried out; this machine's own.
            address = f"{name}@localhost"
            user = User.objects.create_user(
                name, address, password, is_staff=True, is_superuser=is_admin
            )
            user.groups.add(Group.objects.get(name=ACCOUNTS[name]))
        _keep(passwords)  # last, so that a disk too full for it undoes the accounts
    shown = [f"    {name:<16}{password}" for name, password in passwords.items()]
    return "\n".join([f"{len(passwords)} created, with these passwords", *shown])


def _keep(passwords: dict[str, str]) -> None:
    """Write the credentials, readable by their owner only, beside those that stay true."""
    path = credentials_file()
    kept = dict(line.split("\t", 1) for line in _lines(path) if "\t" in line)
    text = "".join(f"{name}\t{password}\n" for name, password in (kept | passwords).items())
    unfinished = path.with_suffix(".new")
    with open(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(text)
    unfinished.replace(path)


def credentials_file() -> Path:
    return settings.VAR_DIR / "credentials.txt"


def _lines(path: Path) -> list[str]:
    return path.read_text().splitlines() if path.exists() else []


def collect_static_files() -> str:
    """Fingerprint and compress the static files, if any changed since they were last collected."""
    if settings.DEBUG:
        return "served where they lie"
    stamp = settings.VAR_DIR / "static.stamp"
    now = _static_digest()
    if _lines(stamp) == [now]:
        return "up to date"
    call_command(
        "collectstatic", interactive=False, verbosity=0, clear=True, ignore_patterns=NOT_SERVED
    )
    stamp.write_text(now)
    return "collected"


def _static_digest() -> str:
    """What the collected files depend on: each one's name, size and time, and how it is stored."""
    digest = hashlib.sha256(repr(settings.STORAGES["staticfiles"]).encode())
    for finder in get_finders():
        for name, storage in finder.list([]):
            found = os.stat(storage.path(name))
            digest.update(f"{name}\0{found.st_size}\0{found.st_mtime_ns}\n".encode())
    return digest.hexdigest()


STEPS = {
    "Database": migrate,
    "Dataset": load_dataset,
    "Exchange rates": load_rates,
    "Accounts": make_accounts,
    "Static files": collect_static_files,
}


# ── Errors


@contextlib.contextmanager
def as_problems() -> Iterator[None]:
    """Turn what the disk, the database or a command refuses into one sentence."""
    try:
        yield
    except CommandError as error:
        raise Problem(str(error)) from error
    except (OSError, Error) as error:
        if getattr(error, "errno", None) == errno.ENOSPC or _disk_is_full(error):
            raise Problem(
                "The disk is full: make room, then start again; what was loaded is kept."
            ) from error
        if isinstance(error, Error) and connections[DEFAULT_DB_ALIAS].connection is None:
            raise Problem(
                f"The database (DATABASE_URL) does not answer: {str(error).splitlines()[0]}"
            ) from error
        raise


def _disk_is_full(error: Exception) -> bool:
    """PostgreSQL says so (53100), or dies without a word when its journal finds no room."""
    if getattr(error.__cause__, "sqlstate", None) == "53100":
        return True
    return isinstance(error, Error) and shutil.disk_usage(settings.VAR_DIR).free < ALMOST_NOTHING
