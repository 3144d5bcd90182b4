"""Running the statements that compare or copy what should be public with what is."""

from django.db import connection, transaction


def fetch_by_index(sql: str, params) -> list[tuple]:
    """The rows of a statement over desk rows, found by index whatever the planner believes.

    Right after a load PostgreSQL still takes the tables for empty and would read them whole for
    each of a document's many subqueries: minutes instead of milliseconds.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(sql, params)
        rows = cursor.fetchall()
        cursor.execute("SET LOCAL enable_seqscan TO DEFAULT")
        return rows


def column_type(field) -> str:
    """The database's type of a column: a rebuilt value is cast to it, to be compared or stored."""
    return field.rel_db_type(connection) if field.is_relation else field.db_type(connection)
