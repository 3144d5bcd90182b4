"""What the SQL functions ``fold_text`` and ``words_of`` do, where each character's place is needed.

A test holds the two together.
"""

import re
import unicodedata

_LIGATURES = str.maketrans({"œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE"})
_SPACES = str.maketrans(dict.fromkeys("‘’ʼ«»“”‹›–—…\u00a0\u202f·•€", " "))
_MARKS = re.compile("[\u0300-\u036f]")
_WORD = re.compile(r"[^\s!-/:-@\[-`{-~]+")
LONGEST_WORD = 60


def fold(text: str) -> str:
    """``text`` without accents, ligatures and typographic signs; capitals stay."""
    text = text.translate(_LIGATURES).translate(_SPACES)
    return _MARKS.sub("", unicodedata.normalize("NFKD", text))


def folded_with_places(text: str) -> tuple[str, list[int]]:
    """``text`` folded, and for each character of it the place in ``text`` where it comes from."""
    pieces, places = [], []
    for place, character in enumerate(text):
        folded = fold(character)
        pieces.append(folded)
        places += [place] * len(folded)
    return "".join(pieces), [*places, len(text)]


def words(text: str) -> list[str]:
    """The folded words of ``text``, small letters, in their order."""
    return [word for word in _WORD.findall(fold(text).lower()) if len(word) <= LONGEST_WORD]


def spelled(text: str) -> list[tuple[str, int, int]]:
    """``(folded word, start, end)`` of the words of ``text`` as it is written."""
    folded, places = folded_with_places(text)
    return [
        (each[0].lower(), places[each.start()], places[each.end() - 1] + 1)
        for each in _WORD.finditer(folded)
    ]
