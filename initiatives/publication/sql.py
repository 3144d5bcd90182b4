"""Running the statements that compare or copy what should be public with what is."""

import hashlib
from collections.abc import Sequence
from functools import lru_cache
from uuid import UUID

from django.db import connection, transaction

OWNERS: list = []  # stands for primary keys in the parameters of a statement; known by identity
_BACK = ["SET LOCAL enable_seqscan TO DEFAULT", "SET LOCAL plan_cache_mode TO DEFAULT"]
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
    ``OWNERS`` among their parameters. Two round trips, however many they are.

    To plan a document's statement takes several times as long as to run it for one entry. So each
    connection plans it once; a pooler may give us another one in each transaction, so that one is
    asked what it has.
    """
    owners = list(owners)
    kind = "uuid[]" if isinstance(owners[0], UUID) else "bigint[]"
    names = [_name(kind, sql) for sql, _params in statements]
    with transaction.atomic(savepoint=False), connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('enable_seqscan', 'off', true),"
            " set_config('plan_cache_mode', 'force_generic_plan', true),"
            " ARRAY(SELECT name FROM pg_prepared_statements WHERE name = ANY(%s))",
            [names],
        )
        known = cursor.fetchone()[2]
        for name, (sql, params) in zip(names, statements, strict=True):
            if name not in known:
                constants = [_MARK if param is OWNERS else param for param in params]
                statement = cursor.mogrify(sql, constants).replace(f"'{_MARK}'", "$1")
                cursor.execute(f"PREPARE {name} ({kind}) AS {statement}")
        executed = "; ".join([f"EXECUTE {name} (%s)" for name in names] + _BACK)
        cursor.execute(executed, [owners] * len(names))
        answers = []
        # From the end: the audit may have put a statement of its own in front.
        for place in range(-len(names) - len(_BACK), -len(_BACK)):
            cursor.set_result(place)
            answers.append(cursor.fetchall())
        return answers


@lru_cache
def _name(kind: str, sql: str) -> str:
    return f"publish_{hashlib.blake2b(f'{kind} {sql}'.encode(), digest_size=12).hexdigest()}"


def column_type(field) -> str:
    """The database's type of a column: a rebuilt value is cast to it, to be compared or stored."""
    return field.rel_db_type(connection) if field.is_relation else field.db_type(connection)
