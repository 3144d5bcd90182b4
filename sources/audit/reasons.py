"""Who and why: what each event written inside a block says of the act it belongs to."""

from collections.abc import Iterator
from contextlib import contextmanager

import pghistory
from django.db import connection
from psycopg.pq import TransactionStatus


@contextmanager
def recorded(**why) -> Iterator[None]:
    """Events of the block carry ``why``: ``user``, ``command``, ``act``, ``reason``, ``revision``…

    An inner block adds to the outer and takes back what it added, which pghistory's own does not.
    No ``executemany`` inside: pghistory cannot add the context to it (django-pghistory#258).
    """
    with pghistory.context() as current:
        outer = dict(current.metadata)
        current.metadata.update(why)
        try:
            yield
        finally:
            current.metadata.clear()
            current.metadata.update(outer)
    if not outer:
        _forget()


def _forget():
    """The settings that carry the context live to the end of the transaction; it is over before."""
    status = connection.connection and connection.connection.info.transaction_status
    if status == TransactionStatus.INTRANS:  # not one that failed: it will be rolled back
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('pghistory.context_metadata', '', true)")
