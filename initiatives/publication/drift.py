"""Compares everything stored with everything rebuilt: what ``check_publication`` reports."""

from dataclasses import dataclass

from django.db import connection

from .columns import PREFIX
from .models import PublishedEntryWords, PublishedWordsDue
from .projections import PROJECTIONS
from .sql import column_type, fetch_by_index


@dataclass(frozen=True)
class Drift:
    """One published row that is not what it would be if it were made now."""

    table: str
    key: str
    problem: str  # missing, stale or left over

    def __str__(self):
        return f"{self.table} {self.key}: {self.problem}"


def drift() -> list[Drift]:
    """Every difference between the published tables and the desk, but for what is to be made again
    anyway (``words_due``); one query for each table.
    """
    found, compared = [], set()
    for projection in PROJECTIONS:
        if projection.model not in compared:
            found += _of_table(projection)
        compared.add(projection.model)
    due = {str(pk) for pk in PublishedWordsDue.objects.values_list("pk", flat=True)}
    words = PublishedEntryWords._meta.model_name
    return [each for each in found if each.table != words or each.key not in due]


def _of_table(projection) -> list[Drift]:
    select, params = projection.select()
    quote = connection.ops.quote_name
    meta = projection.model._meta
    pk = quote(meta.pk.column)
    pairs = [
        (quote(each.column), quote(PREFIX + each.attname), column_type(each))
        for each in projection.fields
    ]
    stored = ", ".join(f"stored.{column}" for column, _alias, _type in pairs)
    fresh = ", ".join(f"fresh.{alias}::{kind}" for _column, alias, kind in pairs)
    fresh_pk = f"fresh.{quote(PREFIX + meta.pk.attname)}"
    rows = fetch_by_index(
        f"""WITH fresh AS ({select})
        SELECT coalesce(stored.{pk}::text, {fresh_pk}::text),
               CASE WHEN stored.{pk} IS NULL THEN 'missing'
                    WHEN {fresh_pk} IS NULL THEN 'left over' ELSE 'stale' END
        FROM {quote(meta.db_table)} stored FULL JOIN fresh ON stored.{pk} = {fresh_pk}
        WHERE ({stored}) IS DISTINCT FROM ({fresh})
        ORDER BY 1""",
        params,
    )
    return [Drift(meta.model_name, key, problem) for key, problem in rows]
