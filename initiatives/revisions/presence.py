"""Who has the form of an entry open: a notice, never a lock."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.auth.models import User
from django.db import connection
from django.utils import timezone

SEEN_WITHIN = timedelta(minutes=2)


@dataclass(frozen=True)
class Other:
    """Somebody else, by name, and since when (an aware datetime)."""

    name: str
    since: datetime


# One statement: rows that say nothing any more go, mine is renewed, the others are read. Whoever
# came back after a while has the form open anew.
_SEEN = """
WITH old AS (
    DELETE FROM initiatives_presence WHERE id IN (
        SELECT id FROM initiatives_presence WHERE seen_at < %(limit)s
            AND (initiative_id, user_id) <> (%(entry)s, %(user)s)
        FOR UPDATE SKIP LOCKED
    )
), mine AS (
    INSERT INTO initiatives_presence AS was (initiative_id, user_id, opened_at, seen_at)
    SELECT id, %(user)s, %(now)s, %(now)s FROM initiatives_initiative WHERE id = %(entry)s
    ON CONFLICT (initiative_id, user_id) DO UPDATE SET
        seen_at = EXCLUDED.seen_at,
        opened_at = CASE WHEN was.seen_at < %(limit)s
            THEN EXCLUDED.opened_at ELSE was.opened_at END
)
SELECT coalesce(nullif(trim(concat(u.first_name, ' ', u.last_name)), ''), u.username), p.opened_at
FROM initiatives_presence p JOIN auth_user u ON u.id = p.user_id
WHERE p.initiative_id = %(entry)s AND p.user_id <> %(user)s AND p.seen_at >= %(limit)s
ORDER BY p.opened_at, u.id
"""


def seen(entry_pk: int, user: User) -> list[Other]:
    """Record that ``user`` has the entry's form open; who else has. One query."""
    now = timezone.now()
    limit = now - SEEN_WITHIN
    with connection.cursor() as cursor:
        cursor.execute(_SEEN, {"entry": entry_pk, "user": user.pk, "now": now, "limit": limit})
        return [Other(name, since) for name, since in cursor.fetchall()]
