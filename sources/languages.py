"""Which of the two languages of a bilingual row the person at the screen reads."""

from django.utils.translation import get_language


def reads_french() -> bool:
    """True while French is the active language; English stands for every other."""
    return (get_language() or "en").startswith("fr")
