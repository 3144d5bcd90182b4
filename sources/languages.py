"""Which of the two languages of a bilingual row the person at the screen reads."""

from collections.abc import Callable
from functools import lru_cache, wraps

from django.utils.translation import get_language


def reads_french() -> bool:
    """True while French is the active language; English stands for every other."""
    return (get_language() or "en").startswith("fr")


def remembered_in_each_language(function: Callable) -> Callable:
    """``function`` of hashable values, which says the same for the same in one language."""

    @lru_cache(10_000)
    def said(language: str | None, *values):
        return function(*values)

    @wraps(function)
    def saying(*values):
        return said(get_language(), *values)

    return saying
