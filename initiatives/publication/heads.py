"""The audit's last hash of each day, published: what a chain cut or written anew cannot keep."""

from django.db import connection, transaction

from sources.audit.chain import Head, take_chain

from .models import PublishedAuditHead
from .syncing import take_turn

# Days (UTC) that are over, have seals and no head yet. ``seq`` has no gap: a difference is a count.
_PUBLISH = """
INSERT INTO initiatives_publishedaudithead (day, seq, hash, events)
SELECT day, seq, hash, seq - lag(seq, 1, known) OVER (ORDER BY seq) FROM (
    SELECT DISTINCT ON (day) day, seq, hash, known FROM (
        SELECT (sealed_at AT TIME ZONE 'UTC')::date AS day, seal.seq, seal.hash, known
        FROM (SELECT coalesce(max(seq), 0) AS known FROM initiatives_publishedaudithead) published
        JOIN sources_auditseal seal ON seal.seq > known
    ) fresh
    WHERE day < (clock_timestamp() AT TIME ZONE 'UTC')::date
    ORDER BY day, seq DESC
) last_of_day
ON CONFLICT (day) DO NOTHING
"""


_IS_DUE = """
SELECT (sealed_at AT TIME ZONE 'UTC')::date < (clock_timestamp() AT TIME ZONE 'UTC')::date
FROM sources_auditseal
WHERE seq > (SELECT coalesce(max(seq), 0) FROM initiatives_publishedaudithead) ORDER BY seq LIMIT 1
"""


def publish_heads() -> int:
    """Publish the head of every day that is over; how many were new. Mostly none: one query."""
    with connection.cursor() as cursor:
        cursor.execute(_IS_DUE)
        is_due = cursor.fetchone()
    return _publish() if is_due and is_due[0] else 0


@transaction.atomic
def _publish() -> int:
    """Does it, behind both locks.

    The chain's lock makes it wait for whoever sealed before midnight and has yet to commit. A
    transaction of its own, and the turn of publications first: that lock is always the last.
    """
    take_turn()
    take_chain()
    with connection.cursor() as cursor:
        cursor.execute(_PUBLISH)
        return cursor.rowcount


def published_heads() -> list[Head]:
    return [Head(*row) for row in PublishedAuditHead.objects.values_list("seq", "hash")]
