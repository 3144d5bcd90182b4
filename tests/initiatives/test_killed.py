"""What is killed half way leaves nothing: a load, a publication. In a database of its own."""

import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from urllib.parse import quote

import psycopg
import pytest
from django.conf import settings

PATIENCE = 30  # seconds for a process to reach the point where it waits


@pytest.fixture(scope="module")
def database():
    """A migrated database beside the tests' own, dropped afterwards: its name."""
    name = f"veille_killed_{os.getpid()}"
    with connected("postgres") as server:
        server.execute(f"CREATE DATABASE {name}")
    try:
        finished(manage(name, "migrate"))
        yield name
    finally:
        with connected("postgres") as server:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def connected(name):
    known = settings.DATABASES["default"]
    parameters = {"host": "HOST", "port": "PORT", "user": "USER", "password": "PASSWORD"}
    given = {key: known.get(setting) for key, setting in parameters.items()}
    given = {key: value for key, value in given.items() if value}
    with psycopg.connect(dbname=name, autocommit=True, **given) as connection:
        yield connection


def manage(name, *arguments):
    known = settings.DATABASES["default"]
    user, password, host = (quote(str(known[key]), safe="") for key in ("USER", "PASSWORD", "HOST"))
    port = f":{known['PORT']}" if known.get("PORT") else ""
    url = f"postgres://{user}:{password}@{host}{port}/{name}"
    return subprocess.Popen(
        [sys.executable, settings.BASE_DIR / "manage.py", *arguments],
        env={**os.environ, "DATABASE_URL": url},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def finished(process):
    output, _errors = process.communicate(timeout=120)
    assert process.returncode == 0, output
    return output


def others(connection):
    """The other sessions in this database, and whether each waits for a lock."""
    return connection.execute(
        "SELECT pid, coalesce(wait_event_type, '') = 'Lock' FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid()"
    ).fetchall()


def until(condition):
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, "nothing happened"
        time.sleep(0.05)


def count(connection, table):
    return connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]


def test_a_load_killed_half_way_leaves_nothing_and_the_next_is_whole(database):
    with connected(database) as watch:
        with connected(database) as connection, connection.transaction():
            connection.execute("LOCK TABLE initiatives_disagreement IN ACCESS EXCLUSIVE MODE")
            load = manage(database, "load_dataset")
            until(lambda: any(waits for _pid, waits in others(watch)))
            load.send_signal(signal.SIGKILL)
            load.communicate()
        until(lambda: not others(watch))
        assert count(watch, "sources_publisher") == 0

    loads = [manage(database, "load_dataset") for _ in range(2)]
    created = sorted(finished(load).split("\n")[1] for load in loads)

    assert created == ["0 rows created, 0 updated.", "1487 rows created, 0 updated."]
    with connected(database) as connection:
        assert count(connection, "initiatives_publishedversion") == 53
    finished(manage(database, "check_publication"))


PUBLISH = """
from initiatives.models import Initiative
from initiatives.revisions import workflow
workflow.publish_many(Initiative.objects.published(), by=None, reason="Again.")
"""


def test_a_publication_killed_half_way_leaves_nothing(database):
    finished(manage(database, "load_dataset"))
    with connected(database) as watch:
        before = count(watch, "initiatives_publishedversion")
        with connected(database) as connection, connection.transaction():
            # Written after the entries: half of the documents are new when it waits here.
            connection.execute("LOCK TABLE initiatives_publishedsource IN SHARE MODE")
            publication = manage(database, "shell", "-v0", "-c", PUBLISH)
            until(lambda: any(waits for _pid, waits in others(watch)))
            publication.send_signal(signal.SIGKILL)
            publication.communicate()
        until(lambda: not others(watch))

        assert count(watch, "initiatives_publishedversion") == before
    finished(manage(database, "check_publication"))
