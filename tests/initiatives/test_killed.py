"""What is killed half way leaves nothing: a load, a publication, an approval."""

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


PROPOSE = """
from django.contrib.auth.models import Group, User
from initiatives.models import Initiative
from initiatives.revisions import workflow

def member(name, group):
    user = User.objects.create_user(name, is_staff=True)
    user.groups.add(Group.objects.get(name=group))
    return user

author, editor = member("author", "Analysts"), member("editor", "Editors")
entry = Initiative.objects.published().filter(investments__isnull=False).order_by("pk").first()

def write(entry):
    entry.investments.update(scope_en="as proposed")
    type(entry).objects.filter(pk=entry.pk).update(title="As proposed")

revision = workflow.submit(workflow.propose(entry, by=author, write=write), by=author)
print(revision.pk, entry.pk, revision.lock)
"""

APPROVE = """
from django.contrib.auth.models import User
from initiatives.models import Revision
from initiatives.revisions import workflow
revision = Revision.objects.get(state="submitted")
editor = User.objects.get(username="editor")
workflow.approve(revision, by=editor, lock=revision.lock)
"""

# All that an approval writes of one entry: half of it would differ from both ends.
STATE = """
SELECT entry.title, entry.version, published.version, published.document LIKE '%%As proposed%%',
    (SELECT bool_and(scope_en = 'as proposed') FROM initiatives_investment
        WHERE initiative_id = entry.id),
    (SELECT max(number) FROM initiatives_publishedversion WHERE initiative_id = entry.id),
    (SELECT max(number) FROM initiatives_keptrows WHERE initiative_id = entry.id),
    (SELECT array_agg(state) FROM initiatives_revision WHERE initiative_id = entry.id)
FROM initiatives_initiative entry JOIN initiatives_publishedinitiative published
    ON published.id = entry.id WHERE entry.id = %s
"""


# Where an approval stands when it is killed: before its rows, its document, its version, its end.
@pytest.mark.parametrize(
    "table",
    [
        "initiatives_investment",
        "initiatives_publishedinitiative",
        "initiatives_publishedchange",
        "initiatives_keptrows",
        "initiatives_publishedversion",
    ],
)
def test_an_approval_killed_half_way_leaves_the_entry_as_it_was(database, table):
    revision_of = proposal(database)
    with connected(database) as watch:
        before = watch.execute(STATE, [revision_of]).fetchone()
        with connected(database) as connection, connection.transaction():
            connection.execute(f"LOCK TABLE {table} IN SHARE MODE")
            approval = manage(database, "shell", "-v0", "-c", APPROVE)
            until(lambda: any(waits for _pid, waits in others(watch)))
            approval.send_signal(signal.SIGKILL)
            approval.communicate()
        until(lambda: not others(watch))

        assert watch.execute(STATE, [revision_of]).fetchone() == before


def test_an_approval_after_all_that_is_whole(database):
    entry = proposal(database)

    finished(manage(database, "shell", "-v0", "-c", APPROVE))

    with connected(database) as watch:
        title, version, *others_, states = watch.execute(STATE, [entry]).fetchone()
    assert (title, others_) == ("As proposed", [version, True, True, version, version])
    assert states == ["published"]
    finished(manage(database, "check_publication"))


def proposal(database) -> int:
    """The entry that the one submitted revision of the database is about; made when it is not."""
    with connected(database) as connection:
        known = connection.execute("SELECT initiative_id FROM initiatives_revision").fetchone()
    if known:
        return known[0]
    finished(manage(database, "load_dataset"))
    return int(finished(manage(database, "shell", "-v0", "-c", PROPOSE)).split()[1])
