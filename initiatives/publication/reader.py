"""The reader: the PostgreSQL role as which every public request reads, and what it may read.

``GRANTS`` is the one list. A table that is not on it is *permission denied* to public pages and the
API, whatever the code above asks for: desk tables, users, sessions, article texts, revisions.
"""

from django.apps import apps
from django.conf import settings
from django.db import DatabaseError, connections, transaction
from django.db.utils import DEFAULT_DB_ALIAS

ROLE = "reader"

# Model -> the columns granted, or None for all of them.
GRANTS = {
    "initiatives.PublicationCounter": None,
    "initiatives.PublishedAuditHead": None,
    "initiatives.PublishedChange": None,
    # Not corrected_by, and not which row of the desk it was.
    "initiatives.PublishedCorrection": [
        "id",
        "at",
        "type",
        "slug",
        "label",
        "changes",
        "reason",
        "entry_count",
        "withheld",
    ],
    "initiatives.PublishedEntryWords": None,
    "initiatives.PublishedInitiative": None,
    "initiatives.PublishedInvestment": None,
    "initiatives.PublishedLine": None,
    "initiatives.PublishedMilestone": None,
    "initiatives.PublishedPageText": None,
    "initiatives.PublishedParticipation": None,
    "initiatives.PublishedPartner": None,
    "initiatives.PublishedPublisher": None,
    "initiatives.PublishedRedirect": None,
    "initiatives.PublishedSource": None,
    "initiatives.PublishedStatement": None,
    "initiatives.PublishedTheme": None,
    # Not published_by: who pressed the button is nobody's business outside the desk.
    "initiatives.PublishedVersion": [
        "id",
        "initiative",
        "number",
        "action",
        "document",
        "published_at",
        "reason",
    ],
    "initiatives.PublishedWord": None,
}


# How a refresh finds its documents. They name rows that may not be public.
_DESK_COLUMNS = {"quotes"}


def granted_columns() -> dict[str, set[str]]:
    """Table name -> the columns the reader may select. A test compares the catalogue with it."""
    return columns_of(GRANTS)


def columns_of(grants: dict[str, list[str] | None]) -> dict[str, set[str]]:
    """A list of grants by table name and column name."""
    granted = {}
    for label, fields in grants.items():
        meta = apps.get_model(label)._meta
        columns = {meta.get_field(name).column for name in fields} if fields else None
        granted[meta.db_table] = columns or {
            field.column for field in meta.concrete_fields if field.name not in _DESK_COLUMNS
        }
    return granted


def reader_roles() -> list[str]:
    """The roles that get the grants: ``reader`` and the login role of ``READER_URL``, if set."""
    login = connections["reader"].settings_dict["USER"] if "reader" in settings.DATABASES else None
    return [ROLE, *([login] if login else [])]


def prepare_reader(using=DEFAULT_DB_ALIAS, **kwargs) -> None:
    """After each migration: the roles exist and hold exactly ``GRANTS``. Idempotent.

    Where the database user may not create or alter roles nothing happens here; the system check
    ``veille.W001`` prints the SQL for somebody who may.
    """
    if using == DEFAULT_DB_ALIAS:
        run_what_it_may(preparation_sql())


def run_what_it_may(statements: list[str], using=DEFAULT_DB_ALIAS) -> None:
    """Each statement by itself; what the database user may not do is left undone."""
    for statement in statements:
        try:
            with transaction.atomic(using=using), connections[using].cursor() as cursor:
                cursor.execute(statement)
        except DatabaseError:
            continue


def preparation_sql() -> list[str]:
    """The statements that make the roles and their grants, each safe to run again."""
    connection = connections[DEFAULT_DB_ALIAS]
    quote = connection.ops.quote_name
    statements = [create_role_sql(role, _login(role)) for role in reader_roles()]
    statements.append(membership_sql(ROLE))
    for role in map(quote, reader_roles()):
        statements.append(f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {role}")
        statements.append(f"GRANT USAGE ON SCHEMA public TO {role}")
        for table, columns in granted_columns().items():
            names = ", ".join(quote(column) for column in sorted(columns))
            statements.append(f"GRANT SELECT ({names}) ON {quote(table)} TO {role}")
    return statements


def create_role_sql(role: str, options: str = "NOLOGIN") -> str:
    """Create ``role`` unless it exists."""
    quoted = connections[DEFAULT_DB_ALIAS].ops.quote_name(role)
    literal = role.replace("'", "''")
    return (
        f"DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{literal}') "
        f"THEN CREATE ROLE {quoted} {options} NOINHERIT; END IF; END $$"
    )


def _login(role: str) -> str:
    """Without login, or with READER_URL's password."""
    if role == ROLE:
        return "NOLOGIN"
    password = _reader_password().replace("'", "''")
    return f"LOGIN PASSWORD '{password}'" if password else "LOGIN"


def _reader_password() -> str:
    return connections["reader"].settings_dict["PASSWORD"]


def membership_sql(role: str) -> str:
    """Let the application's user become ``role``; PostgreSQL 16 tells SET from INHERIT."""
    quoted = connections[DEFAULT_DB_ALIAS].ops.quote_name(role)
    return f"""DO $$
        DECLARE modern boolean := current_setting('server_version_num')::int >= 160000;
        BEGIN
            IF NOT pg_has_role(
                current_user, '{role}', CASE WHEN modern THEN 'SET' ELSE 'MEMBER' END
            ) THEN
                EXECUTE 'GRANT {quoted} TO ' || quote_ident(current_user)
                    || CASE WHEN modern THEN ' WITH INHERIT FALSE, SET TRUE' ELSE '' END;
            END IF;
        END $$"""


def enter(connection) -> None:
    """Make ``connection``'s open transaction the reader's: read-only, least rights, short.

    Lasts until that transaction (or savepoint) is rolled back. Raises ``DatabaseError`` when
    the role is missing or may not be taken: the caller answers 503, never with other rights.
    """
    with connection.cursor() as cursor:
        if (
            connection.alias == "reader"
        ):  # logs in as a reader already: nothing to take or give back
            cursor.execute(f"SET LOCAL transaction_read_only = on; {LIMITS}")
        else:
            cursor.execute(f"SET LOCAL ROLE {ROLE}; SET LOCAL transaction_read_only = on; {LIMITS}")


# No request has a second process work for it: to start one costs more than it spares, and under
# load there is none to spare.
LIMITS = "SET LOCAL statement_timeout = '10s'; SET LOCAL max_parallel_workers_per_gather = 0"


def walk_in_order(connection) -> None:
    """Let the open transaction's statements read an index instead of sorting everything first."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_sort = off")


def take_time(connection, seconds: int) -> None:
    """Let the statements of the open transaction run so long: a file goes at the client's pace."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('statement_timeout', %s, true)", [f"{seconds}s"])
