"""Public reads on a streaming replica: what to do while it is away, and for an editor whose own
publication it does not have yet.
"""

import threading
from collections import defaultdict
from contextlib import contextmanager

from django.conf import settings
from django.core import signing
from django.db import DatabaseError, InterfaceError
from psycopg import Error as PsycopgError
from psycopg_pool import PoolTimeout

from initiatives.publication.models import PublicationCounter


class ReaderUnavailable(Exception):
    """The database does not answer, or the role is not what it must be."""


class Gate:
    """In front of one database server, for all threads of a process.

    A server that is away makes each request wait for the pool's patience to end, and soon every
    thread waits, the desk's too. So once it did not answer, one request at a time finds out whether
    it is back; the others are refused at once.
    """

    def __init__(self):
        self._is_away = False
        self._finding_out = threading.Lock()

    @contextmanager
    def passing(self):
        """Round what reaches the server. Raises ``ReaderUnavailable`` for whatever it raises."""
        finds_out = self._is_away
        if finds_out and not self._finding_out.acquire(blocking=False):
            raise ReaderUnavailable
        try:
            yield
            self._is_away = False
        except (DatabaseError, InterfaceError) as error:
            self._is_away = True
            raise ReaderUnavailable from error
        finally:
            if finds_out:
                self._finding_out.release()


gates: defaultdict[str, Gate] = defaultdict(Gate)  # by database alias


def can_mend(connection, error: Exception) -> bool:
    """Drop what is broken after ``error``, the pool's other connections as well; false where there
    was no connection to be had, or a transaction is under way.

    A server that was restarted leaves a pool full of dead connections, each of which would cost
    somebody an error page.
    """
    if connection.in_atomic_block or isinstance(error.__cause__, PoolTimeout):
        return False
    connection.close()
    if connection.pool:
        connection.pool.check()
    return True


def give_up(connection) -> None:
    """Let the open transaction end with a rollback.

    Where the server went away in the meantime the transaction is over, and so is the connection:
    Django would want a new one, only to say so, and lose the answer that was made.
    """
    connection.set_rollback(True)
    if connection.savepoint_ids or connection.connection is None:
        return  # another transaction is round this one
    try:
        connection.connection.rollback()
    except PsycopgError:
        connection.close()


# ── One's own publications ───────────────────────────────────────────────────────────────────────

COOKIE = "published"
SECONDS = 300  # a replica further behind than that is an operator's problem, not an editor's


def remember(response) -> None:
    """Let the browser of somebody at the desk ask for a state that has what is published now."""
    counter = PublicationCounter.objects.values_list("value", flat=True).first() or 0
    response.set_cookie(
        COOKIE,
        signing.dumps(counter, salt=COOKIE),
        max_age=SECONDS,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def awaited(request) -> int | None:
    """The content counter this reader must see at least; signed, so that only the desk asks."""
    try:
        return signing.loads(request.COOKIES[COOKIE], salt=COOKIE, max_age=SECONDS)
    except (KeyError, signing.BadSignature):
        return None


def has_arrived(counter: int) -> bool:
    """Whether the replica is that far. One query, as the reader."""
    return PublicationCounter.objects.filter(value__gte=counter).exists()
