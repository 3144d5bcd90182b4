"""Fixtures for the whole suite: who works at the desk, the anonymous client, the dataset."""

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.db import connection, transaction
from django.db.backends.postgresql.operations import DatabaseOperations
from django.test import TransactionTestCase

from initiatives.publication import remembered

from .emptying import may_undo, remember_what_migrations_left, undo_what_was_committed
from .factories import make_administrator, make_analyst, make_editor


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The test database, without autovacuum.

    It would find tables full of rows that tests rolled back, take them for empty, and the planner
    would read them accordingly: the same test then runs 100 times slower, now and then.
    """
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            name = connection.ops.quote_name(table)
            cursor.execute(f"ALTER TABLE {name} SET (autovacuum_enabled = false)")
        if may_undo():
            remember_what_migrations_left()
    yield
    # A live server's threads may leave a pooled connection behind, and the database could not go.
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
            " AND datname = current_database() AND usename = current_user"
        )


@pytest.fixture(scope="session", autouse=True)
def _tests_that_commit_are_undone():
    """By us, or by Django on a server where we may not; then the one statement that empties the
    tables lifts *append only* of the audit.
    """
    flush = DatabaseOperations.sql_flush
    teardown = TransactionTestCase._fixture_teardown

    def sql_flush(self, *args, **kwargs):
        statements = flush(self, *args, **kwargs)
        return ["SET LOCAL veille.flush = 'on'", *statements] if statements else []

    def undo(test):
        if may_undo():
            undo_what_was_committed()
        else:
            teardown(test)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(DatabaseOperations, "sql_flush", sql_flush)
        patch.setattr(TransactionTestCase, "_fixture_teardown", undo)
        yield


@pytest.fixture(scope="session", autouse=True)
def _passwords_are_hashed_once():
    """Not a million times over, which is a third of a second each, and why a login is slow."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(PBKDF2PasswordHasher, "iterations", 1)
        yield


@pytest.fixture(autouse=True)
def nothing_in_passing(settings):
    """Pages of the desk do not look for what is due, which they would do once a minute: the same
    page runs the same queries whenever a test opens it.
    """
    settings.PUBLISH_DUE_EVERY = 0


@pytest.fixture(autouse=True)
def nothing_is_remembered():
    """What a test publishes is rolled back, and the content counter with it."""
    remembered.forget()


@pytest.fixture
def analyst(db):
    return make_analyst()


@pytest.fixture
def editor(db):
    return make_editor()


@pytest.fixture
def administrator(db):
    return make_administrator()


@pytest.fixture
def api_client(client):
    """The anonymous client: the API knows no other."""
    return client


@pytest.fixture(scope="session")
def dataset(django_db_setup, django_db_blocker):
    """The real dataset, loaded and published once for all the tests that ask for it.

    It lies in a transaction that stays open to the end of the session; each test's own transaction
    is a savepoint in it, so what a test changes is undone as ever. The tests that use it run last
    (below): no other test sees the data. Not for ``transactional_db``, which empties the tables.
    """
    from initiatives.dataset.load import load_dataset

    with django_db_blocker.unblock(), transaction.atomic():
        report = load_dataset()
        connection.check_constraints()  # and seals, now: or each test would do it again
        yield report
        transaction.set_rollback(True)


# Modules that make something dear for all their tests: a migrated database, a standby, a prepared
# folder, rows of every model.
_TOGETHER = {
    "tests/initiatives/admin/test_no_way_round.py",
    "tests/initiatives/admin/test_pages.py",
    "tests/initiatives/admin/test_roles.py",
    "tests/initiatives/test_killed.py",
    "tests/tracker/test_replica.py",
    "tests/tracker/test_serve.py",
}


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """How two processes share the work: those modules first, each on one; then one test at a time,
    so that both are busy to the end. Both load the dataset.

    ``xdist_group`` is no help: xdist 3.8 writes it into an attribute that pytest 9 does not read.
    """
    from xdist.scheduler import LoadScopeScheduling

    class Scheduling(LoadScopeScheduling):
        def _split_scope(self, nodeid):
            module = nodeid.partition("::")[0]
            return module if module in _TOGETHER else nodeid

    return Scheduling(config, log)


def pytest_collection_modifyitems(items):
    """Tests on the dataset come after all others, in the order they stand in."""
    items.sort(key=_needs_dataset)
    for item in filter(_needs_dataset, items):
        item.add_marker(pytest.mark.django_db)  # or a run of such tests alone had no test database


def _needs_dataset(item) -> bool:
    return "dataset" in getattr(item, "fixturenames", ())
