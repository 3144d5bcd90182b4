"""Entries that have something in common with one: worked out, with the reason why."""

from collections.abc import Iterable
from typing import NamedTuple

from .models import PublishedInitiative, PublishedParticipation, PublishedPartner, PublishedTheme
from .reading import connection

MOST = 6
# Where entries are looked for, so that a partner of twelve thousand costs no more than one of ten.
_OF_A_PARTNER = 100  # the newest entries of each partner
_OF_THE_RECORD = 300  # the newest entries of all, for those that share themes alone


class Nearby(NamedTuple):
    """An entry and what it shares, the names as documents have them."""

    slug: str
    title: dict[str, str]
    kind: str
    partners: list[dict]
    themes: list[dict]


def nearby(slug: str, *, without: Iterable[str] = ()) -> list[Nearby]:
    """The ``MOST`` entries nearest to an entry, except those ``without`` names. One query.

    A shared partner counts two, a shared theme one; three are needed. The newest win a tie.
    """
    params = {
        "slug": slug,
        "without": [slug, *without],
        "of_a_partner": _OF_A_PARTNER,
        "of_the_record": _OF_THE_RECORD,
        "most": MOST,
    }
    with connection().cursor() as cursor:
        cursor.execute(_NEARBY, params)
        return [
            Nearby(slug, {"fr": title_fr, "en": title_en}, kind, partners or [], themes or [])
            for slug, title_fr, title_en, kind, partners, themes in cursor.fetchall()
        ]


_ENTRIES, _PARTICIPATIONS, _PARTNERS, _THEMES = (
    model._meta.db_table
    for model in (PublishedInitiative, PublishedParticipation, PublishedPartner, PublishedTheme)
)

_NEARBY = f"""
WITH own AS MATERIALIZED (
    SELECT id, themes FROM {_ENTRIES} WHERE slug = %(slug)s AND state = 'published'
),
partners AS MATERIALIZED (
    SELECT DISTINCT partner FROM {_PARTICIPATIONS} WHERE initiative_id = (SELECT id FROM own)
),
together AS (
    SELECT DISTINCT others.initiative_id AS id, partner
    FROM partners CROSS JOIN LATERAL (
        SELECT initiative_id FROM {_PARTICIPATIONS} taken
        WHERE taken.partner = partners.partner
        ORDER BY initiative_id DESC LIMIT %(of_a_partner)s
    ) others
),
newest AS (
    SELECT id, themes FROM {_ENTRIES}
    WHERE state = 'published' ORDER BY published_at DESC, id DESC LIMIT %(of_the_record)s
),
candidates AS (
    SELECT id, array_agg(partner ORDER BY partner) FILTER (WHERE partner IS NOT NULL) AS partners
    FROM (
        SELECT id, partner FROM together
        UNION ALL
        SELECT newest.id, NULL FROM newest, own WHERE newest.themes && own.themes
    ) found
    GROUP BY id
),
scored AS (
    SELECT entry.id, entry.slug, title_fr, title_en, kind, published_at, candidates.partners,
        ARRAY(
            SELECT unnest(entry.themes) INTERSECT SELECT unnest(own.themes) ORDER BY 1
        ) AS themes
    FROM candidates JOIN {_ENTRIES} entry USING (id) CROSS JOIN own
    WHERE entry.state = 'published' AND entry.slug <> ALL(%(without)s)
),
best AS (
    SELECT *, 2 * coalesce(cardinality(partners), 0) + cardinality(themes) AS score FROM scored
    WHERE 2 * coalesce(cardinality(partners), 0) + cardinality(themes) >= 3
    ORDER BY score DESC, published_at DESC, id DESC LIMIT %(most)s
)
SELECT slug, title_fr, title_en, kind,
    (
        SELECT json_agg(json_build_object('slug', partner.slug, 'name', said.name,
            'names', said.names) ORDER BY partner.slug)
        FROM {_PARTNERS} partner,
            LATERAL json_to_record(partner.document::json) AS said(name text, names json)
        WHERE partner.slug = ANY(best.partners)
    ),
    (
        SELECT json_agg(json_build_object('slug', theme.slug, 'name',
            theme.document::json -> 'name') ORDER BY theme.slug)
        FROM {_THEMES} theme WHERE theme.slug = ANY(best.themes)
    )
FROM best
ORDER BY score DESC, published_at DESC, id DESC
"""
