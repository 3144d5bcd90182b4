"""Words of published names: what somebody is typing, and what somebody meant.

``PublishedWord`` holds each folded word once and ``words`` of a row its own, both made by the
database of what is published: no word of a draft is in them, and what is withdrawn takes its words
along. Each function asks a fixed number of questions whose cost is bounded by their ``LIMIT`` or by
the words of about one length.
"""

import json
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from . import search
from .folding import spelled, words
from .models import (
    PublishedInitiative,
    PublishedPartner,
    PublishedPublisher,
    PublishedSource,
    PublishedTheme,
    PublishedWord,
)
from .reading import connection

SHORTEST_TYPED = 2  # letters, before names are offered
_ENDINGS = 50  # words that begin as the one being typed, the most frequent
_LOOKED_AT = 300  # names that have one of them, in each collection
_OFFERED = {"partner": 4, "initiative": 5, "theme": 2, "source": 3}
_TABLES = {
    "partner": PublishedPartner,
    "initiative": PublishedInitiative,
    "theme": PublishedTheme,
    "source": PublishedSource,
}


# ── While somebody types ─────────────────────────────────────────────────────────────────────────


def completions(typed: str) -> list[dict]:
    """Published names that have every word ``typed``, the last one perhaps not finished yet:
    ``{kind, slug, document}``, organisations first. Two queries.
    """
    *whole, begun = words(typed)[:8] or [""]
    if len("".join(whole)) + len(begun) < SHORTEST_TYPED:
        return []
    with connection().cursor() as cursor:
        cursor.execute(
            f"SELECT array_agg(word) FROM (SELECT word FROM {PublishedWord._meta.db_table}"
            " WHERE word >= %s AND word < %s ORDER BY word = %s DESC, use_count DESC, word"
            f" LIMIT {_ENDINGS}) t",
            [begun, begun + "\U0010ffff", begun],
        )
        if not (endings := cursor.fetchone()[0]):
            return []
        cursor.execute(
            " UNION ALL ".join(_named(kind, model, whole) for kind, model in _TABLES.items()),
            [endings, *([whole] if whole else []), " ".join([*whole, begun]) + "%"] * len(_TABLES),
        )
        return [
            {"kind": kind, "slug": slug, "document": json.loads(document)}
            for kind, slug, document in cursor.fetchall()
        ]


def _named(kind: str, model, whole: list[str]) -> str:
    """Names that begin as typed come first, short ones before long ones."""
    finished = "AND words @> %s::text[]" if whole else ""  # an empty array would read all the index
    return f"""(SELECT '{kind}', slug, document FROM (
        SELECT slug, document, sort_title FROM {model._meta.db_table}
        WHERE words && %s::text[] {finished} LIMIT {_LOOKED_AT}
    ) found ORDER BY sort_title LIKE %s DESC, length(sort_title), slug LIMIT {_OFFERED[kind]})"""


# ── Did you mean ─────────────────────────────────────────────────────────────────────────────────


class Correction(NamedTuple):
    """A query with the words that occur nowhere put right, and those words as names spell them."""

    query: str
    words: list[str]


class _Typed(NamedTuple):
    """One word of a query: folded, and where it stands."""

    word: str
    start: int
    end: int


def corrected(query: str) -> Correction | None:
    """What somebody may have meant by a query that found nothing; ``None``: nothing comes near.

    Three queries, or four: which words are known, those of about that length, how names spell what
    was chosen.
    """
    typed = _looked_for(query)
    known, joined = _occurring(typed)
    chosen: list[tuple[int, int, str]] = []
    wrong: list[_Typed] = []
    skip = False
    for at, each in enumerate(typed):
        if skip:
            skip = False
        elif at in joined:
            chosen.append((each.start, typed[at + 1].end, each.word + typed[at + 1].word))
            skip = True
        elif each.word not in known and _may_differ(each.word):
            wrong.append(each)
    near = _nearest({each.word for each in wrong})
    chosen += [(each.start, each.end, near[each.word]) for each in wrong if each.word in near]
    if not chosen:
        return None
    spelling = _spellings([word for *_place, word in chosen])
    for start, end, word in sorted(chosen, reverse=True):
        query = query[:start] + spelling.get(word, word) + query[end:]
    return Correction(query, [spelling.get(word, word) for *_place, word in sorted(chosen)])


def _looked_for(query: str) -> list[_Typed]:
    """The words that a query looks for, bar those it excludes."""
    return [
        _Typed(word, term.start() + start, term.start() + end)
        for term in search.terms(query)
        if not term["minus"] and (term["word"] or "").lower() != "or"
        for word, start, end in spelled(term[0])
    ]


def _occurring(typed: list[_Typed]) -> tuple[set[str], set[int]]:
    """The words that occur anywhere in the record, and at which places two make one name's word."""
    pairs = [a.word + b.word for a, b in zip(typed, typed[1:], strict=False)]
    tables = [
        f"(SELECT count(*) FROM {search.searched(model)._meta.db_table} WHERE search @@ form) > 0"
        for model in _TABLES.values()
    ]
    named = f"EXISTS (SELECT FROM {PublishedWord._meta.db_table} WHERE word = asked)"
    with connection().cursor() as cursor:
        cursor.execute(
            f"""SELECT asked FROM (
                SELECT asked, plainto_tsquery('french', asked) || plainto_tsquery('english', asked)
                    || plainto_tsquery('simple', asked) AS form
                FROM unnest(%s::text[]) asked
            ) t WHERE {named} OR {" OR ".join(tables)}
            UNION ALL SELECT '+' || asked FROM unnest(%s::text[]) asked WHERE {named}""",
            [sorted({each.word for each in typed}), pairs],
        )
        found = {row[0] for row in cursor.fetchall()}
    joined = {at for at, pair in enumerate(pairs) if f"+{pair}" in found}
    return found, joined


def _may_differ(word: str) -> bool:
    return len(word) > 2 and not word.isdigit()


def _farthest(word: str) -> int:
    """How many letters may be wrong, missing, too many or in the other order."""
    return 0 if len(word) < 4 else 1 if len(word) < 6 else 2


def _nearest(wrong: set[str]) -> dict[str, str]:
    """The published word nearest to each: by letters, then the same first one, then frequency.

    Where no word is that near, the most frequent one that begins so. Nearly every mistake leaves
    one of the first two letters in front: those words are read first, the others only at need.
    """
    nearest: dict[str, str] = {}
    for in_front in ("AND word ^@ ANY (%s)", "AND NOT word ^@ ANY (%s)"):
        if rest := wrong - nearest.keys():
            letters = sorted({letter for word in rest for letter in word[:2]})
            counts = _about_as_long(rest, in_front, letters)
            nearest |= {word: near for word in rest if (near := _near(word, counts))}
    return nearest


def _about_as_long(words: set[str], in_front: str, letters: list[str]) -> dict[str, int]:
    """Published words as long as one of these, give or take, or beginning with it."""
    low = min(len(word) - _farthest(word) for word in words)
    high = max(len(word) + _farthest(word) for word in words)
    with connection().cursor() as cursor:
        cursor.execute(
            f"SELECT word, use_count FROM {PublishedWord._meta.db_table}"
            f" WHERE (length(word) BETWEEN %s AND %s OR word ^@ ANY (%s)) {in_front}",
            [low, high, sorted(words), letters],
        )
        return dict(cursor.fetchall())


def _near(word: str, counts: dict[str, int]) -> str | None:
    found = [
        (distance, near[0] != word[0], -counts[near], near)
        for near, distance, _place in process.extract(
            word, list(counts), scorer=OSA.distance, score_cutoff=_farthest(word), limit=None
        )
    ] or [(0, False, -counts[longer], longer) for longer in counts if longer.startswith(word)]
    return min(found)[-1] if found else None


# Where a name is spelled, in the order in which the collections are asked.
_SPELLED = {
    PublishedPartner: "concat_ws(' ', document::json->>'name', (SELECT string_agg(alias->>'name',"
    " ' ') FROM json_array_elements(document::json->'aliases') alias))",
    PublishedInitiative: "concat_ws(' ', title_fr, title_en)",
    PublishedTheme: "concat_ws(' ', document::json#>>'{name,fr}', document::json#>>'{name,en}')",
    PublishedSource: "document::json->>'title'",
    PublishedPublisher: "document::json->>'name'",
}


def _spellings(chosen: list[str]) -> dict[str, str]:
    """Each word as a published name spells it, organisations asked first. One query."""
    names = [
        f"(SELECT {at}, {name} FROM {model._meta.db_table} WHERE words @> %s::text[] LIMIT 1)"
        for at, (model, name) in enumerate(_SPELLED.items())
    ]
    with connection().cursor() as cursor:
        cursor.execute(
            f"SELECT * FROM ({' UNION ALL '.join(names * len(chosen))}) t(place, name) ORDER BY 1",
            [[word] for word in chosen for _name in names],
        )
        found = [name for _place, name in cursor.fetchall() if name]
    spelling: dict[str, str] = {}
    for name in found:
        for word, start, end in spelled(name):
            spelling.setdefault(word, name[start:end])
    return spelling
