"""What-if transactions: rows are written, looked at, and are as they were again."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import transaction

from ..publication.publish import nothing_published

_inside: ContextVar[bool] = ContextVar("inside a sandbox", default=False)


def in_sandbox() -> bool:
    """For whatever a rollback does not undo: mail, files, requests to others."""
    return _inside.get()


@contextmanager
def sandbox() -> Iterator[None]:
    """Undo everything written inside, always; what waits for the commit (``on_commit``) is dropped.

    Whatever reads the rows must do so inside: a template response has to be rendered there. The
    published tables are neither written nor locked.
    """
    token = _inside.set(True)
    try:
        with nothing_published(), transaction.atomic():
            try:
                yield
            finally:
                transaction.set_rollback(True)
    finally:
        _inside.reset(token)
