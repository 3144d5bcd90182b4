"""The entries around one that are its family: what it is part of, what is part of it, and what is
part of the same.
"""

from typing import NamedTuple

from .models import PublishedInitiative
from .reading import connection

MOST = 200  # of one family on one page, the nearest first


class Relative(NamedTuple):
    """One entry of the family. ``parents``: slugs of what it is part of, public ones alone."""

    slug: str
    title: dict[str, str]
    kind: str
    lifecycle: str
    parents: list[str]


def family_of(slug: str) -> list[Relative]:
    """The entry with its ancestors, its children and theirs, and the other children of its parents;
    by title. One query.
    """
    with connection().cursor() as cursor:
        cursor.execute(_FAMILY, {"slug": slug, "most": MOST})
        return [
            Relative(slug, {"fr": title_fr, "en": title_en}, kind, lifecycle, parents)
            for slug, title_fr, title_en, kind, lifecycle, parents in cursor.fetchall()
        ]


_TABLE = PublishedInitiative._meta.db_table

_FAMILY = f"""
WITH RECURSIVE up(slug, parents, distance) AS (
    SELECT slug, parents, 0 FROM {_TABLE} WHERE slug = %(slug)s AND state = 'published'
    UNION
    SELECT above.slug, above.parents, distance + 1
    FROM up JOIN {_TABLE} above ON above.slug = ANY(up.parents)
    WHERE above.state = 'published' AND distance < 8
),
children AS (
    SELECT slug, parents FROM {_TABLE}
    WHERE parents @> ARRAY[%(slug)s]::varchar[] AND state = 'published'
    ORDER BY sort_title LIMIT %(most)s
),
near(slug, distance) AS (
    SELECT slug, distance FROM up
    UNION ALL SELECT slug, 1 FROM children
    UNION ALL
    (SELECT slug, 2 FROM {_TABLE}
    WHERE parents && (SELECT parents FROM up WHERE distance = 0) AND state = 'published'
    LIMIT %(most)s)
    UNION ALL
    (SELECT below.slug, 3 FROM children
    JOIN {_TABLE} below ON below.parents @> ARRAY[children.slug]::varchar[]
        AND below.state = 'published'
    LIMIT %(most)s)
),
chosen AS (
    SELECT slug FROM near GROUP BY slug ORDER BY min(distance), slug LIMIT %(most)s
)
SELECT slug, title_fr, title_en, kind, lifecycle, parents
FROM {_TABLE} JOIN chosen USING (slug)
ORDER BY sort_title, slug
"""
