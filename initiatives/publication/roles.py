"""Roles of least rights: how one is made, whether it can be taken, what operators hear if not."""

from collections.abc import Iterable

from django.core.checks import Warning
from django.db import DatabaseError, connections
from django.db.utils import DEFAULT_DB_ALIAS

from . import reader


def preparation_sql(
    role: str, grants: dict[tuple[str, str], set[str]], *, as_owner: Iterable[str]
) -> list[str]:
    """The statements that make ``role`` and exactly its grants, each safe to run again.

    ``grants``: (table, privilege) -> columns. ``as_owner``: trigger functions that run with the
    owner's rights, because the role may not write what they write.
    """
    quote = connections[DEFAULT_DB_ALIAS].ops.quote_name
    statements = [
        reader.create_role_sql(role),
        reader.membership_sql(role),
        f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {quote(role)}",
        f"GRANT USAGE ON SCHEMA public TO {quote(role)}",
    ]
    for (table, privilege), columns in grants.items():
        names = ", ".join(quote(column) for column in sorted(columns))
        statements.append(f"GRANT {privilege} ({names}) ON {quote(table)} TO {quote(role)}")
    statements += [
        f"ALTER FUNCTION {quote(function)}() SECURITY DEFINER SET search_path = public"
        for function in as_owner
    ]
    return statements


def warning_of_missing(
    role: str, privileges: dict[str, str], preparation: list[str], *, what: str, number: str
) -> list[Warning]:
    """The system check of ``role``: nothing where it is ready, else the SQL that mends it.

    ``privileges``: table -> what the role must be able to do in some column of it. ``what`` would
    be refused without it.
    """
    if _is_ready(role, privileges):
        return []
    return [
        Warning(
            f"{what} will answer 503: the role “{role}” is missing or may not be taken.",
            hint="Let somebody who may create roles run, in this database:\n"
            + ";\n".join(preparation)
            + ";",
            id=number,
        )
    ]


def _is_ready(role: str, privileges: dict[str, str]) -> bool:
    """True also without a database, and before the first migration."""
    tables = list(privileges)
    held = "".join(" AND has_any_column_privilege(oid, %s, %s)" for _table in tables)
    try:
        with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
            cursor.execute("SELECT to_regclass(%s) IS NULL", [tables[0]])
            if cursor.fetchone()[0]:
                return True
            cursor.execute(
                "SELECT pg_has_role(current_user, oid, CASE"
                " WHEN current_setting('server_version_num')::int >= 160000"
                f" THEN 'SET' ELSE 'MEMBER' END){held} FROM pg_roles WHERE rolname = %s",
                [*(part for pair in privileges.items() for part in pair), role],
            )
            return cursor.fetchone() == (True,)
    except DatabaseError:
        return True
