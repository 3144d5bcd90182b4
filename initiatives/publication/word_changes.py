"""Two texts as one, word by word: what stayed, what went, what came."""

import re
from difflib import SequenceMatcher
from typing import NamedTuple

SAME, REMOVED, ADDED = "same", "removed", "added"

_TOKEN = re.compile(r"\s+|[\w’'-]+\s*|[^\w\s]\s*")
_MOST_PAIRS = 250_000  # of words compared with words: time grows with their number, not with n²
_LEAST_ALIKE = 0.3  # below it a reader sees crumbs: two whole texts say more
_CRUMB = 3  # characters: a shorter word between two changes is read as part of them


class Words(NamedTuple):
    """A run of words: ``kind`` is same, removed or added."""

    kind: str
    text: str


def word_changes(before: str, after: str) -> tuple[Words, ...]:
    """``before`` and ``after`` in one row: without what was added it reads as the one, without
    what was removed as the other, but for spaces.

    Texts that differ too much, or are too long to compare, are removed and added as a whole.
    """
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    head = _alike_at_start(old, new)
    tail = _alike_at_start(old[head:][::-1], new[head:][::-1])
    old_end, new_end = len(old) - tail, len(new) - tail
    middle = _compared(old[head:old_end], new[head:new_end])
    runs = [(SAME, new[:head]), *middle, (SAME, new[new_end:])]
    if not any(text.strip() for kind, tokens in runs if kind == SAME for text in tokens):
        runs = [(REMOVED, old), (ADDED, new)]
    return tuple(_joined(_without_crumbs(runs)))


def _alike_at_start(old: list[str], new: list[str]) -> int:
    number = 0
    for mine, other in zip(old, new, strict=False):
        if mine.strip() != other.strip():
            break
        number += 1
    return number


def _compared(old: list[str], new: list[str]) -> list[tuple[str, list[str]]]:
    whole = [(REMOVED, old), (ADDED, new)]
    if not old or not new or len(old) * len(new) > _MOST_PAIRS:
        return whole
    matcher = SequenceMatcher(
        None, [each.strip() for each in old], [each.strip() for each in new], autojunk=False
    )
    if matcher.ratio() < _LEAST_ALIKE:
        return whole
    runs: list[tuple[str, list[str]]] = []
    for tag, i, j, k, m in matcher.get_opcodes():
        if tag == "equal":
            runs.append((SAME, new[k:m]))
        else:
            runs += [(REMOVED, old[i:j]), (ADDED, new[k:m])]
    return runs


def _without_crumbs(runs: list[tuple[str, list[str]]]) -> list[tuple[str, list[str]]]:
    """Changes with next to nothing between them as one: first all that went, then what came."""
    runs = [run for run in runs if run[1]]
    kept: list[tuple[str, list[str]]] = []
    removed: list[str] = []
    added: list[str] = []
    for position, (kind, tokens) in enumerate(runs):
        is_inside = 0 < position < len(runs) - 1
        if kind == REMOVED:
            removed += tokens
        elif kind == ADDED:
            added += tokens
        elif is_inside and len("".join(tokens).strip()) <= _CRUMB:
            removed += tokens
            added += tokens
        else:
            kept += [(REMOVED, removed), (ADDED, added), (SAME, tokens)]
            removed, added = [], []
    return [*kept, (REMOVED, removed), (ADDED, added)]


def _joined(runs: list[tuple[str, list[str]]]) -> list[Words]:
    return [Words(kind, "".join(tokens)) for kind, tokens in runs if tokens]
