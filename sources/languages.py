"""Which of the two languages of a bilingual row the person at the screen reads."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache, wraps

from django.utils.translation import get_language

_page = threading.local()


@contextmanager
def one_language() -> Iterator[None]:
    """While a page is printed nobody changes the language: ask for it once, and not at each word.

    Django's answer takes longer than most of what depends on it.
    """
    outside = getattr(_page, "language", None)
    _page.language = get_language()
    try:
        yield
    finally:
        _page.language = outside


def active_language() -> str | None:
    return getattr(_page, "language", None) or get_language()


def reads_french() -> bool:
    """True while French is the active language; English stands for every other."""
    return (active_language() or "en").startswith("fr")


def remembered_in_each_language(function: Callable) -> Callable:
    """``function`` of hashable values, which says the same for the same in one language."""

    @lru_cache(10_000)
    def said(language: str | None, *values):
        return function(*values)

    @wraps(function)
    def saying(*values):
        return said(active_language(), *values)

    return saying
