"""Which words of a published document a search has found, for the rows of one page.

PostgreSQL says which words they are, as it did when it searched: it is given each text folded, and
what it marks there is put back on the text as it is written. The texts are those of the document
that everybody reads, so nothing else can come out.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from .folding import folded_with_places
from .reading import connection

LONGEST_TEXT = 4000  # characters of one text that are looked at
_SHOWN = 240  # characters of it that are shown
_BEFORE = 60  # of those, before what was found
_START, _STOP = "\ue000", "\ue001"  # of private use: no text has them
_MARKS = re.compile(f"([{_START}{_STOP}])")
_OPTIONS = f"HighlightAll=true, StartSel={_START}, StopSel={_STOP}"


class Piece(NamedTuple):
    """Some words of a snippet, ``found`` or not."""

    words: str
    found: bool


class Marked(NamedTuple):
    """A text and the places, ``(start, end)``, of the words in it that were looked for."""

    text: str
    places: list[tuple[int, int]]

    @property
    def pieces(self) -> list[Piece]:
        return self._cut(0, len(self.text))

    @property
    def excerpt(self) -> list[Piece]:
        """The part of a long text in which most was found, cut between words."""
        if len(self.text) <= _SHOWN:
            return self.pieces
        starts = [max(0, start - _BEFORE) for start, _end in self.places] or [0]
        start = max(starts, key=lambda at: (len(self._within(at, at + _SHOWN)), -at))
        end = min(start + _SHOWN, len(self.text))
        if start:
            start = self.text.find(" ", start, start + _BEFORE) + 1 or start
        if end < len(self.text):
            end = max(self.text.rfind(" ", start, end), start) or end
        before = [Piece("… ", False)] if start else []
        after = [Piece(" …", False)] if end < len(self.text) else []
        return [*before, *self._cut(start, end), *after]

    def _within(self, start: int, end: int) -> list[tuple[int, int]]:
        return [place for place in self.places if start <= place[0] and place[1] <= end]

    def _cut(self, start: int, end: int) -> list[Piece]:
        pieces = []
        for first, last in self._within(start, end):
            pieces += [Piece(self.text[start:first], False), Piece(self.text[first:last], True)]
            start = last
        return [piece for piece in [*pieces, Piece(self.text[start:end], False)] if piece.words]


def mark(texts: Sequence[tuple[str, str]], query: str | None) -> list[Marked]:
    """Each ``(language, text)`` with the words that ``query`` (text of a ``tsquery``) looks for.

    One query, none without texts.
    """
    cut = [(language, text[:LONGEST_TEXT]) for language, text in texts]
    if not cut or not query:
        return [Marked(text, []) for _language, text in cut]
    folded = [folded_with_places(text) for _language, text in cut]
    with connection().cursor() as cursor:
        cursor.execute(
            "SELECT ts_headline(config::regconfig, words, %s::tsquery, %s)"
            " FROM unnest(%s::text[], %s::text[]) WITH ORDINALITY AS t(config, words, place)"
            " ORDER BY place",
            [
                query,
                _OPTIONS,
                ["french" if language == "fr" else "english" for language, _text in cut],
                [words for words, _places in folded],
            ],
        )
        headlines = [row[0] for row in cursor.fetchall()]
    return [
        _marked(text, words, places, headline)
        for (_language, text), (words, places), headline in zip(cut, folded, headlines, strict=True)
    ]


def _marked(text: str, words: str, places: list[int], headline: str) -> Marked:
    if _MARKS.sub("", headline) != words:
        return Marked(text, [])  # what cannot be put back is better unmarked than wrong
    found: list[tuple[int, int]] = []
    begun = at = 0
    for part in _MARKS.split(headline):
        if part == _START:
            begun = at
        elif part == _STOP:
            found.append((places[begun], places[at - 1] + 1))
        else:
            at += len(part)
    return Marked(text, found)
