"""Full-text search over published rows, in French and English at once.

The ``search`` columns hold every text twice, stemmed as French and as English (names a third time,
unstemmed), folded by the SQL function ``fold_text``. A word that is looked for is therefore three
lexemes of which any may match; negation then has to mean "none of the three", which is why the
query is built word by word instead of by ``websearch_to_tsquery`` once for each language.
"""

import re
from collections.abc import Iterator

from django.db.models import BooleanField, F, FloatField, Func, Model, QuerySet
from django.db.models.expressions import RawSQL
from django.db.models.functions import Cast

MAX_LENGTH = 200
# Matches at most that are ranked by what stands where in them. Each has to be unpacked for it: that
# takes several times as long as to find it.
RANKED = 1000

# Selected before a search: a table whose words must be unpacked row by row is not to be read whole,
# and the planner does not know what unpacking costs. It lasts as long as the transaction.
BY_INDEX = "set_config('enable_seqscan', 'off', true)"

_TERM = re.compile(r'(?P<minus>-)?(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')
_QUOTES = str.maketrans("“”„«»", '"' * 5)

# One row for each term: the side of an "or" it is on, "!" where it is excluded, its three forms. A
# stop word of either language ("le", "the") is left out, unless there is nothing else. Each form
# stands once: the planner adds up the rows of all sides of an "or". OFFSET 0 keeps ``fold_text``
# from being run for every form.
_TSQUERY = """(
    SELECT coalesce(string_agg(telling, ' | '), string_agg(literal, ' | ')) FROM (
        SELECT side,
            '(' || string_agg(minus || '(' || concat_ws(' | ', plain::text,
                    CASE WHEN french <> plain THEN french::text END,
                    CASE WHEN english NOT IN (plain, french) THEN english::text END
                ) || ')', ' & ')
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


def searched(model: type[Model]) -> type[Model]:
    """The model in whose ``search`` the words of a model's rows stand, under the same keys."""
    meta = model._meta
    if any(field.name == "search" for field in meta.concrete_fields):
        return model
    return meta.get_field("words_row").related_model


def path_to_words(model: type[Model]) -> str:
    return "search" if searched(model) is model else "words_row__search"


def matching(queryset: QuerySet, query: str | None, *, by: str = "pk", model=None) -> QuerySet:
    """The rows whose ``by`` is a row of ``model`` (by default the queryset's own) that matches.

    ``query`` is what the SQL of ``tsquery`` gave. The matches are materialized first: left to
    itself the planner may walk the index of the ordering and test row after row, 300 times slower
    for two words that never meet.
    """
    table = searched(model or queryset.model)._meta
    sql = (
        f"WITH matches AS MATERIALIZED (SELECT {table.pk.column} FROM {table.db_table}"
        f" WHERE search @@ %s::tsquery) SELECT {table.pk.column} FROM matches"
    )
    return queryset.filter(**{f"{by}__in": RawSQL(sql, [query])})


def found(queryset: QuerySet, query: str | None) -> QuerySet:
    """As ``matching``, without another visit to each row; for what no index is in order of."""
    return queryset.filter(
        _Matches(F(path_to_words(queryset.model)), RawSQL("%s::tsquery", [query]))
    )


class _Matches(Func):
    arg_joiner = " @@ "
    template = "(%(expressions)s)"
    output_field = BooleanField()


def relevance(model: type[Model], query: str | None) -> Cast:
    """How well a row's words match, as a number to order by, the best highest."""
    looked_for = RawSQL("%s::tsquery", [query])
    rank = Func(path_to_words(model), looked_for, function="ts_rank", output_field=FloatField())
    return Cast(rank, FloatField())


# ── Words that many rows have ────────────────────────────────────────────────────────────────────
# To rank them all would unpack them all: 0.1 s for 30,000. So rows with the words in their titles
# come first, by an index of those alone, then the others, both the newest first. A number says so:
# 2, 1 more for a title, and a fraction that grows with the moment; ``ts_rank`` is never above 1.

FREQUENT, IN_TITLE = 2.0, 3.0


class TitleWords(Func):
    """The lexemes of weight A in ``search``: those of names and titles."""

    function = "ts_filter"
    template = "%(function)s(%(expressions)s, '{a}')"


def in_title(queryset: QuerySet, query: str | None) -> QuerySet:
    """The rows of ``queryset`` that match in their titles."""
    return queryset.filter(_in_title(queryset.model, query))


def _in_title(model: type[Model], query: str | None) -> RawSQL:
    table = model._meta
    sql = f"{table.db_table}.{table.pk.column} IN {with_title(model)}"
    return RawSQL(sql, [query], output_field=BooleanField())


def with_title(model: type[Model]) -> str:
    """SQL for the primary keys of the rows that match in their titles; its parameter is a query."""
    table = searched(model)._meta
    return (
        f"(SELECT {table.pk.column} FROM {table.db_table}"
        " WHERE ts_filter(search, '{a}') @@ %s::tsquery)"
    )


def newest_relevance(model: type[Model], query: str | None, moment: str) -> Cast:
    """The number described above; ``moment`` is the column that says how new a row is."""
    title = _in_title(model, query)
    sql = of_newest(title.sql, f"{model._meta.db_table}.{moment}")
    return Cast(RawSQL(sql, title.params), FloatField())


def of_newest(in_title: str, moment: str) -> str:
    """The same as SQL, of a condition and a moment."""
    return f"{FREQUENT}::float8 + ({in_title})::int + date_part('epoch', {moment}) / 1e10"
