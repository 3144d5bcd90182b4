"""No public sign of an entry for longer than its kind explains: inferred, and said to be.

It stands beside the stated status and never replaces it. The database works it out from published
rows when a page asks; nothing of it is stored.
"""

import datetime
from collections.abc import Sequence
from typing import NamedTuple

from .models import (
    PublishedInitiative,
    PublishedInvestment,
    PublishedMilestone,
    PublishedSource,
)
from .reading import connection

# Months without a sign after which silence is worth a word, by kind: as long as something of that
# kind ordinarily goes on without making news. The methodology page prints them.
THRESHOLDS = {
    "event-series": 18,  # an edition a year, and half a year's grace
    "application": 24,  # shops delist what is not updated for about that long
    "device": 36,  # trials and certification come first
    "platform": 24,
    "programme": 24,
    "partnership": 24,
    "accelerator": 24,  # two yearly intakes
    "training": 24,
    "lab": 36,
    "study": 36,  # from the first patient to a publication
    "framework": 36,
    "fund": 36,
    "joint-venture": 36,
    "infrastructure": 48,  # runs unseen once it runs
    "acquisition": 48,
}
OF_NO_KIND = 36

# What is over makes no news, and its silence says nothing.
OVER = ("completed", "stopped")


class Silence(NamedTuple):
    """``last``: the last day on which the latest sign may have been given. ``sign``: what it was,
    ``milestone``, ``investment``, ``status`` or ``source``. ``months``: the threshold passed.
    """

    last: datetime.date
    sign: str
    months: int


def silences(slugs: Sequence[str], *, on: datetime.date) -> dict[str, Silence]:
    """The entries among ``slugs`` that have been silent for too long by the day ``on``. One query.

    A sign is a milestone that happened, an investment, a dated status or a dated source; of each,
    the last day it may be of, so that doubt speaks against silence.
    """
    with connection().cursor() as cursor:
        cursor.execute(_SILENCES, {"slugs": list(slugs), "on": on, "over": list(OVER)})
        return {slug: Silence(*silence) for slug, *silence in cursor.fetchall()}


_CASES = " ".join(f"WHEN '{kind}' THEN {months}" for kind, months in THRESHOLDS.items())

# A sign that may be of any day since some day (open to the future) may be of today.
_SILENCES = f"""
WITH asked AS (
    SELECT id, slug, lifecycle, sources,
        document::json -> 'lifecycle' -> 'as_of' AS as_of,
        CASE kind {_CASES} ELSE {OF_NO_KIND} END AS months
    FROM {PublishedInitiative._meta.db_table}
    WHERE slug = ANY(%(slugs)s) AND state = 'published' AND lifecycle <> ALL(%(over)s)
)
SELECT slug, latest.day, latest.sign, months
FROM asked
CROSS JOIN LATERAL (
    SELECT least(coalesce(last_day, %(on)s), %(on)s) AS day, sign
    FROM (
        SELECT date_earliest, date_latest, 'milestone'
        FROM {PublishedMilestone._meta.db_table}
        WHERE initiative_id = asked.id AND state = 'happened'
        UNION ALL
        SELECT date_earliest, date_latest, 'investment'
        FROM {PublishedInvestment._meta.db_table} WHERE initiative_id = asked.id
        UNION ALL
        SELECT (as_of ->> 'earliest')::date, (as_of ->> 'latest')::date, 'status'
        WHERE lifecycle <> 'unknown'
        UNION ALL
        SELECT date_earliest, date_latest, 'source'
        FROM {PublishedSource._meta.db_table} WHERE slug = ANY(asked.sources)
    ) signs(first_day, last_day, sign)
    WHERE coalesce(first_day, last_day) <= %(on)s
    ORDER BY 1 DESC, 2
    LIMIT 1
) latest
WHERE latest.day + make_interval(months => months) < %(on)s
"""
