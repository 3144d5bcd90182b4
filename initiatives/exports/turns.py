"""How many files one process makes at once: each keeps a thread and a connection while it lasts."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings

_lock = threading.Lock()
_being_made = 0


class NoTurn(Exception):
    """As many are being made as there may be."""


@contextmanager
def turn() -> Iterator[None]:
    """Make one file. Raises ``NoTurn`` at once instead of waiting."""
    global _being_made
    with _lock:
        if _being_made >= settings.EXPORTS_AT_ONCE:
            raise NoTurn
        _being_made += 1
    try:
        yield
    finally:
        with _lock:
            _being_made -= 1
