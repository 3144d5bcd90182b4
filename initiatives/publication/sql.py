"""Running the statements that compare or copy what should be public with what is."""

import hashlib
from collections.abc import Sequence
from functools import lru_cache
from uuid import UUID

from django.db import DatabaseError, connection, transaction

OWNERS: list = []  # stands for primary keys in the parameters of a statement; known by identity
# Round what is executed. After an error nothing runs but a return to the savepoint.
_BEFORE = [
    "SAVEPOINT executing",
    "SET LOCAL enable_seqscan = off",
    "SET LOCAL plan_cache_mode = force_generic_plan",
]
_AFTER = [
    "SET LOCAL enable_seqscan TO DEFAULT",
    "SET LOCAL plan_cache_mode TO DEFAULT",
    "RELEASE executing",
]
_NOT_PREPARED = "26000"  # invalid_sql_statement_name
_MARK = "\N{PILCROW SIGN}owners"


def fetch_by_index(sql: str, params) -> list[tuple]:
    """The rows of a statement over desk rows, found by index whatever the planner believes.

    Right after a load PostgreSQL still takes the tables for empty and would read them whole for
    each of a document's many subqueries: minutes instead of milliseconds.
    """
    with transaction.atomic(savepoint=False), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(sql, params)
        rows = cursor.fetchall()
        cursor.execute("SET LOCAL enable_seqscan TO DEFAULT")
        return rows


def fetch_prepared(statements: Sequence[tuple[str, Sequence]], owners) -> list[list[tuple]]:
    """As ``fetch_by_index``, of several one after the other that many ask with other ``owners``:
    ``OWNERS`` among their parameters. One round trip, however many they are.

    To plan a document's statement takes several times as long as to run it for one entry. So each
    connection plans it once. A pooler may give us another one in each transaction, so that nobody
    knows which has it but the server: it is told to run them, and says so if it cannot.
    """
    owners = list(owners)
    kind = "uuid[]" if isinstance(owners[0], UUID) else "bigint[]"
    names = [_name(kind, sql) for sql, _params in statements]
    executed = "; ".join([*_BEFORE, *(f"EXECUTE {name} (%s)" for name in names), *_AFTER])
    with transaction.atomic(savepoint=False), connection.cursor() as cursor:
        try:
            cursor.execute(executed, [owners] * len(names))
        except DatabaseError as error:
            if getattr(error.__cause__, "sqlstate", None) != _NOT_PREPARED:
                raise
            cursor.execute("ROLLBACK TO executing")
            _prepare(cursor, kind, dict(zip(names, statements, strict=True)))
            cursor.execute(executed, [owners] * len(names))
        answers = []
        # From the end: the audit may have put a statement of its own in front.
        for place in range(-len(names) - len(_AFTER), -len(_AFTER)):
            cursor.set_result(place)
            answers.append(cursor.fetchall())
        return answers


def _prepare(cursor, kind: str, statements: dict[str, tuple[str, Sequence]]) -> None:
    """Let the server plan those of ``statements``, by name, that this connection does not have."""
    cursor.execute(
        "SELECT name FROM pg_prepared_statements WHERE name = ANY(%s)", [list(statements)]
    )
    known = {row[0] for row in cursor.fetchall()}
    for name, (sql, params) in statements.items():
        if name not in known:
            constants = [_MARK if param is OWNERS else param for param in params]
            statement = cursor.mogrify(sql, constants).replace(f"'{_MARK}'", "$1")
            cursor.execute(f"PREPARE {name} ({kind}) AS {statement}")


@lru_cache
def _name(kind: str, sql: str) -> str:
    return f"publish_{hashlib.blake2b(f'{kind} {sql}'.encode(), digest_size=12).hexdigest()}"


def column_type(field) -> str:
    """The database's type of a column: a rebuilt value is cast to it, to be compared or stored."""
    return field.rel_db_type(connection) if field.is_relation else field.db_type(connection)
