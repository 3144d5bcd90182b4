"""What tests of the audit share: sealing without a commit, tampering, a second connection."""

from contextlib import contextmanager

import psycopg
from django.db import connection

from sources.audit import event_models
from sources.audit.chain import CHAIN_LOCK
from sources.models import AuditSeal


def seal() -> None:
    """What commit does: every deferred rule fires, the seals among them."""
    connection.check_constraints()


def sealed_events() -> list[tuple[str, str]]:
    """Table and label of each sealed event, in the order of the chain."""
    models = {model._meta.db_table: model for model in event_models()}
    return [
        (each.event_table, models[each.event_table].objects.get(pk=each.event_id).pgh_label)
        for each in AuditSeal.objects.order_by("seq")
    ]


def tamper(sql: str, *params) -> None:
    """Run ``sql`` as a superuser can: without any trigger."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(sql, params)
        cursor.execute("SET LOCAL session_replication_role = origin")


@contextmanager
def somebody_else():
    """A second connection to the test database."""
    known = connection.settings_dict
    names = {"host": "HOST", "port": "PORT", "user": "USER", "password": "PASSWORD"}
    given = {key: known[name] for key, name in names.items() if known.get(name)}
    with psycopg.connect(dbname=known["NAME"], **given) as other:
        yield other


def can_seal(other) -> bool:
    """Whether ``other`` would get the chain's lock at once."""
    taken = other.execute("SELECT pg_try_advisory_xact_lock(%s)", [CHAIN_LOCK]).fetchone()[0]
    other.rollback()
    return taken
