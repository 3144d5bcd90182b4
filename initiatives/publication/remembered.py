"""What holds until something is published: kept in the memory of each process, under the content
counter that it was read with, and forgotten when that has moved.
"""

import threading
from collections.abc import Callable, Hashable
from typing import Any

_MOST = 1000  # answers; beyond that all are forgotten

_lock = threading.Lock()  # of the two below
_counter: int | None = None
_kept: dict[Hashable, Any] = {}
_making: dict[Hashable, threading.Lock] = {}


def remembered(opening, key: Hashable, make: Callable[[], Any]) -> Any:
    """What ``make`` returns, made once for each ``opening.counter`` and ``key``.

    While one thread makes it the others wait. A transaction that may have written sees what nobody
    else does: there it is made each time, and not kept.
    """
    if opening is None or not opening.is_settled:
        return make()
    with _lock:
        kept = _of(opening.counter)
        if key in kept:
            return kept[key]
        turn = _making.setdefault(key, threading.Lock())
    with turn:
        with _lock:
            kept = _of(opening.counter)
            if key in kept:
                return kept[key]
        made = make()
        with _lock:
            _of(opening.counter)[key] = made
            _making.pop(key, None)
    return made


def _of(counter: int) -> dict:
    """What is kept for ``counter``; a thrown-away dictionary where a later one was seen."""
    global _counter
    if _counter is None or counter > _counter or len(_kept) > _MOST:
        forget()
        _counter = counter
    return _kept if counter == _counter else {}


def forget() -> None:
    """Keep nothing; after a counter went back, as in tests."""
    global _counter
    _counter = None
    _kept.clear()
