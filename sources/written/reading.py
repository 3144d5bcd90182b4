"""What the readers of amounts and of dates share: folding, cleaning, the refusal."""

import re
import unicodedata

LONGEST = 200  # characters: more is not an amount nor a date, and patterns need not try


class NotUnderstood(ValueError):
    """The text has no reading, or has two. The message is for the person who typed it."""


def tidy(text: str) -> str:
    """One line of plain spaces, plain dashes and plain apostrophes; no accents, case kept."""
    plain = unicodedata.normalize("NFKD", text)
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    plain = plain.translate(_SIGNS)
    return re.sub(r"\s+", " ", plain).strip()


_SIGNS = str.maketrans({**dict.fromkeys("‐‑‒–—−", "-"), **dict.fromkeys("‘’ʼ`", "'")})


def any_of(words) -> str:
    """A pattern for one of ``words``, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
