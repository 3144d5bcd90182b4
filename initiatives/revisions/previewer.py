"""The previewer: the PostgreSQL role as which an outsider's preview page reads and takes a note.

``READS`` and ``WRITES`` are the one list. Everything else of the desk, and the published tables,
which the page does not need, is *permission denied* there.
"""

from collections.abc import Iterable

import pgtrigger
from django.apps import apps
from django.core.checks import Tags, register
from django.db.utils import DEFAULT_DB_ALIAS

from ..publication import reader, roles

ROLE = "previewer"

# Model -> the columns that may be selected. Not for whom a link is, nor what anybody wrote.
READS = {
    "initiatives.PreviewLink": [
        "id",
        "revision",
        "document",
        "may_comment",
        "expires_at",
        "revoked_at",
    ],
    "initiatives.Revision": ["id", "state"],
    "initiatives.ReviewNote": ["link", "created_at"],  # how many came by a link
}
# Model -> the columns that a new row may fill. Not its author: a guest is nobody of the desk.
WRITES = {
    "initiatives.ReviewNote": [
        "id",
        "revision",
        "link",
        "anchor",
        "guest_name",
        "body",
        "created_at",
    ],
}


def granted_columns() -> dict[tuple[str, str], set[str]]:
    """(table, privilege) -> columns. A test compares the catalogue with it."""
    return {
        (table, privilege): columns
        for privilege, grants in (("SELECT", READS), ("INSERT", WRITES))
        for table, columns in reader.columns_of(grants).items()
    }


def prepare_previewer(using=DEFAULT_DB_ALIAS, **kwargs) -> None:
    """After each migration: the role exists and holds exactly its grants. Idempotent, and as
    forgiving as ``reader.prepare_reader``.
    """
    if using == DEFAULT_DB_ALIAS:
        reader.run_what_it_may(preparation_sql())


def preparation_sql() -> list[str]:
    return roles.preparation_sql(ROLE, granted_columns(), as_owner=recording(WRITES))


def recording(labels: Iterable[str]) -> list[str]:
    """The trigger functions that run on a new row of these models, the audit's first."""
    tables = {apps.get_model(label)._meta.db_table for label in labels}
    return [
        trigger.get_pgid(model)
        for model, trigger in pgtrigger.registered()
        if model._meta.db_table in tables and trigger.operation == pgtrigger.Insert
    ]


def enter(connection, *, may_write: bool) -> None:
    """Make ``connection``'s open transaction the previewer's. Raises ``DatabaseError`` where the
    role is missing or may not be taken.
    """
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE {ROLE}; {reader.LIMITS}")
        if not may_write:
            cursor.execute("SET LOCAL transaction_read_only = on")


def leave(connection) -> None:
    """Give the role back before a commit: ``SET LOCAL`` would outlive a released savepoint."""
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE; SET LOCAL statement_timeout TO DEFAULT")


@register(Tags.database)
def check_previewer_role(databases=None, **kwargs):
    """``veille.W002``: outsiders' links would answer 503; prints the SQL that mends it."""
    if not databases or DEFAULT_DB_ALIAS not in databases:
        return []
    return roles.warning_of_missing(
        ROLE,
        {"initiatives_previewlink": "SELECT", "initiatives_reviewnote": "INSERT"},
        preparation_sql(),
        what="Preview links",
        number="veille.W002",
    )
