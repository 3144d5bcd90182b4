"""How wide text is in the fonts that pictures are drawn with, and how it is broken into lines.

``widths.json`` has the advance of every letter, in thousandths of the size, by font: what the
fonts' own tables say (fonttools read them). Kerning is left out: it makes lines shorter.
"""

import json
from functools import cache
from pathlib import Path

ELLIPSIS = "…"
_BREAKS = " \t\n"
_LEAST_KEPT = 0.6  # of a cut line; less than that, and a word is cut instead


@cache
def _advances(font: str) -> dict[str, int]:
    stored = json.loads(Path(__file__).with_name("widths.json").read_text(encoding="utf-8"))
    return {letter: int(width) for width, letters in stored[font].items() for letter in letters}


def drawable(text: str, font: str) -> str:
    """``text`` without what the font has no letter for, spaces collapsed where lines may break."""
    known = _advances(font)
    kept = "".join(each for each in text if each in known or each in _BREAKS)
    return " ".join(part for part in kept.replace("\t", " ").replace("\n", " ").split(" ") if part)


def width_of(text: str, font: str, size: float) -> float:
    """In pixels, of drawable text."""
    known = _advances(font)
    return sum(known[each] for each in text) * size / 1000


def cut(text: str, font: str, size: float, room: float) -> str:
    """``text`` with an ellipsis where it would be wider than ``room``, whole where it is not."""
    text = drawable(text, font)
    if width_of(text, font, size) <= room:
        return text
    kept = text
    while kept and width_of(kept + ELLIPSIS, font, size) > room:
        kept = kept[:-1]
    at_a_word = kept if text[len(kept)] in _BREAKS else kept.rpartition(" ")[0]
    if len(at_a_word) > len(kept) * _LEAST_KEPT:
        kept = at_a_word
    return kept.rstrip(" \xa0\u202f,;:.·-–—(") + ELLIPSIS


def lines(text: str, font: str, size: float, room: float, *, most: int) -> tuple[list[str], bool]:
    """``text`` on ``most`` lines at most, and whether all of it is there. A word wider than a line
    is broken where it must be.
    """
    words = drawable(text, font).split(" ")
    found: list[str] = []
    while words and len(found) < most:
        line = words.pop(0)
        if width_of(line, font, size) > room:
            line, rest = _broken(line, font, size, room)
            words.insert(0, rest)
        else:
            while words and width_of(f"{line} {words[0]}", font, size) <= room:
                line = f"{line} {words.pop(0)}"
        found.append(line)
    if words:
        found[-1] = cut(" ".join((found[-1], *words)), font, size, room)
    return found, not words


def _broken(word: str, font: str, size: float, room: float) -> tuple[str, str]:
    length = 1
    while length < len(word) and width_of(word[: length + 1], font, size) <= room:
        length += 1
    return word[:length], word[length:]
