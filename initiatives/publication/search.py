"""Full-text search over published rows, in French and English at once.

The ``search`` columns hold every text twice, stemmed as French and as English (names a third time,
unstemmed), folded by the SQL function ``fold_text``. A word that is looked for is therefore three
lexemes of which any may match; negation then has to mean "none of the three", which is why the
query is built word by word instead of by ``websearch_to_tsquery`` once for each language.
"""

import re
from collections.abc import Iterator

from django.db.models import FloatField, Func, QuerySet
from django.db.models.expressions import RawSQL
from django.db.models.functions import Cast

MAX_LENGTH = 200

_TERM = re.compile(r'(?P<minus>-)?(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')
_QUOTES = str.maketrans("“”„«»", '"' * 5)

# One row for each term: the side of an "or" it is on, "!" where it is excluded, its three forms. A
# stop word of either language ("le", "the") is left out, unless there is nothing else. OFFSET 0
# keeps ``fold_text`` from being run for every form.
_TSQUERY = """(
    SELECT coalesce(string_agg(telling, ' | '), string_agg(literal, ' | ')) FROM (
        SELECT side,
            '(' || string_agg(minus || '(' || (french || english || plain)::text || ')', ' & ')
                FILTER (WHERE numnode(french) > 0 AND numnode(english) > 0) || ')' AS telling,
            '(' || string_agg(minus || '(' || plain::text || ')', ' & ')
                FILTER (WHERE numnode(plain) > 0) || ')' AS literal
        FROM (
            SELECT side, minus,
                CASE WHEN phrase THEN phraseto_tsquery('french', word)
                    ELSE plainto_tsquery('french', word) END AS french,
                CASE WHEN phrase THEN phraseto_tsquery('english', word)
                    ELSE plainto_tsquery('english', word) END AS english,
                CASE WHEN phrase THEN phraseto_tsquery('simple', word)
                    ELSE plainto_tsquery('simple', word) END AS plain
            FROM (
                SELECT side, minus, phrase, fold_text(term) AS word
                FROM unnest(%s::int[], %s::text[], %s::boolean[], %s::text[])
                    AS asked(side, minus, phrase, term)
                OFFSET 0
            ) folded
        ) terms GROUP BY side
    ) sides
)"""


def terms(words: str) -> Iterator[re.Match]:
    """The terms of a search where they stand: each ``minus`` or not, a ``word`` or a ``phrase``."""
    return _TERM.finditer(words.translate(_QUOTES))


def tsquery(words: str) -> tuple[str, list[list]]:
    """SQL, and its parameters, for what ``words`` look for, as the text of a ``tsquery``.

    Words are ANDed; ``"a phrase"``, ``-not``, ``a or b``. ``NULL``: there is nothing to look for.
    """
    asked = []
    side = 0
    for term in terms(words):
        text = term["phrase"] if term["word"] is None else term["word"]
        if text.lower() == "or" and term["word"] and not term["minus"]:
            side += 1
        elif text:
            asked.append((side, "!" if term["minus"] else "", term["word"] is None, text))
    return _TSQUERY, [list(column) for column in zip(*asked, strict=True)] or [[], [], [], []]


def matching(queryset: QuerySet, query: str | None, *, by: str = "pk", model=None) -> QuerySet:
    """The rows whose ``by`` is a row of ``model`` (by default the queryset's own) that matches.

    ``query`` is what the SQL of ``tsquery`` gave. The matches are materialized first: left to
    itself the planner may walk the index of the ordering and test row after row, 300 times slower
    for two words that never meet.
    """
    table = (model or queryset.model)._meta
    sql = (
        f"WITH matches AS MATERIALIZED (SELECT {table.pk.column} FROM {table.db_table}"
        f" WHERE search @@ %s::tsquery) SELECT {table.pk.column} FROM matches"
    )
    return queryset.filter(**{f"{by}__in": RawSQL(sql, [query])})


def relevance(query: str | None) -> Cast:
    """How well a row's ``search`` matches, as a number to order by, the best highest."""
    looked_for = RawSQL("%s::tsquery", [query])
    rank = Func("search", looked_for, function="ts_rank", output_field=FloatField())
    return Cast(rank, FloatField())
