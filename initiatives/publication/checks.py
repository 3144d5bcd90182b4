"""System checks of the reader: what an operator must know before the first visitor does."""

from django.conf import settings
from django.core.checks import Error, Tags, Warning, register
from django.db import DatabaseError, connections
from django.db.utils import DEFAULT_DB_ALIAS

from . import reader


@register(Tags.database)
def check_reader_role(databases=None, **kwargs):
    """``veille.W001``: public requests would answer 503; prints the SQL that mends it."""
    if not databases or DEFAULT_DB_ALIAS not in databases:
        return []
    missing = _missing(connections[DEFAULT_DB_ALIAS])
    if not missing:
        return []
    return [
        Warning(
            f"Public pages and the API will answer 503: {missing}.",
            hint="Let somebody who may create roles run, in this database:\n"
            + ";\n".join(reader.preparation_sql())
            + ";",
            id="veille.W001",
        )
    ]


def _missing(connection) -> str:
    """What keeps the reader from working, or an empty string, also without a database."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT to_regclass('initiatives_publicationcounter') IS NOT NULL")
            if not cursor.fetchone()[0]:
                return ""  # nothing migrated yet: prepare_reader runs after it
            for role in reader.reader_roles():
                cursor.execute("SELECT count(*) FROM pg_roles WHERE rolname = %s", [role])
                if not cursor.fetchone()[0]:
                    return f"the role “{role}” does not exist"
                for table in reader.granted_columns():
                    cursor.execute(
                        "SELECT has_any_column_privilege(%s, %s, 'SELECT')", [role, table]
                    )
                    if not cursor.fetchone()[0]:
                        return f"the role “{role}” may not read {table}"
            cursor.execute(
                "SELECT pg_has_role(current_user, %s, CASE"
                " WHEN current_setting('server_version_num')::int >= 160000"
                " THEN 'SET' ELSE 'MEMBER' END)",
                [reader.ROLE],
            )
            return (
                "" if cursor.fetchone()[0] else f"the database user may not become “{reader.ROLE}”"
            )
    except DatabaseError:
        return ""


def _reader_login_exists() -> bool:
    """Asked on the ordinary connection: logging in as a role that is missing waits for nothing."""
    try:
        with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
            login = settings.DATABASES["reader"]["USER"]
            cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [login])
            return cursor.fetchone() is not None
    except DatabaseError:
        return False


@register(Tags.database)
def check_reader_url(databases=None, **kwargs):
    """``veille.E001``: READER_URL logs in with more rights than a reader may have."""
    if not databases or "reader" not in settings.DATABASES or not _reader_login_exists():
        return []
    try:
        with connections["reader"].cursor() as cursor:
            cursor.execute(
                "SELECT rolsuper, EXISTS (SELECT FROM pg_auth_members WHERE member = pg_roles.oid),"
                " has_table_privilege('auth_user', 'SELECT')"
                " FROM pg_roles WHERE rolname = current_user"
            )
            is_superuser, is_member, reads_users = cursor.fetchone()
    except DatabaseError:
        return []
    if not (is_superuser or is_member or reads_users):
        return []
    return [
        Error(
            "READER_URL logs in as a role that can read more than the published tables.",
            hint="Give it a role of its own: no superuser, member of none, granted nothing else.",
            id="veille.E001",
        )
    ]
