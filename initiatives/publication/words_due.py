"""What entries are found by, after an organisation that very many of them quote has a new name.

Their documents say the new name at once, and all of them together. Their words follow after that
commit, in steps, because they take longer to write and others want to publish meanwhile: until then
an entry is found by the former name. What is interrupted goes on with ``publish_due``.
"""

from collections.abc import Collection

from django.db import connection, transaction

from ..models import Initiative
from . import columns, projections
from .expressions import AllVectors
from .models import PublishedEntryWords, PublishedWordsDue
from .sql import fetch_by_index
from .syncing import Sync, take_turn

_STEP = 500  # entries: others wait a quarter of a second

[_WORDS] = [each for each in projections.PROJECTIONS if each.model is PublishedEntryWords]


def leave(keys: Collection[int]) -> None:
    """Make the words of these entries again, after the commit of the open transaction."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {PublishedWordsDue._meta.db_table} (id) SELECT unnest(%s::bigint[])"
            " ON CONFLICT DO NOTHING",
            [sorted(keys)],
        )
    transaction.on_commit(catch_up, robust=True)


def catch_up() -> int:
    """Make the words that are due; of how many entries."""
    made = 0
    while step := _step():
        made += step
    if made:
        tidy_indexes()
    return made


def tidy_indexes() -> int:
    """Sort into the indexes of the published tables what was written lately; how many pages it was.

    PostgreSQL keeps it in a list beside them, which every search reads from one end to the other:
    after a day of publishing that takes longer than the rest. Nothing to do costs next to nothing.
    """
    tables = sorted({each.model._meta.db_table for each in projections.PROJECTIONS})
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT sum(gin_clean_pending_list(pg_class.oid)) FROM pg_index"
            " JOIN pg_class ON pg_class.oid = indexrelid JOIN pg_am ON pg_am.oid = relam"
            " WHERE amname = 'gin' AND indrelid = ANY(%s::regclass[])",
            [tables],
        )
        return int(cursor.fetchone()[0])


@transaction.atomic
def _step() -> int:
    take_turn()
    due = PublishedWordsDue.objects.order_by("pk")
    keys = set(due.values_list("pk", flat=True)[:_STEP])
    if keys:
        _Renamed(_WORDS, keys).run()
        due.filter(pk__in=keys).delete()
    return len(keys)


class _Renamed(Sync):
    """The words of entries, with the names of their partners as they are now."""

    def _write_and_tell(self) -> tuple[set, set]:
        named = Initiative.objects.filter(pk__in=self.owners).annotate(
            names=AllVectors(*columns.names_of_partners())
        )
        sql, params = named.order_by().values_list("pk", "names").query.sql_with_params()
        rows = fetch_by_index(
            f"""UPDATE {self.model._meta.db_table} stored
            SET search = ts_filter(stored.search, '{{a,c,d}}') || fresh.names,
                updated_at = clock_timestamp()
            FROM ({sql}) fresh(id, names) WHERE fresh.id = stored.id RETURNING stored.id""",
            list(params),
        )
        return set(), {row[0] for row in rows}
