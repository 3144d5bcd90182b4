"""Entries that have something in common with one: worked out, with the reason why."""

import datetime
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from .models import PublishedInitiative, PublishedParticipation, PublishedTheme
from .reading import connection
from .remembered import remembered

MOST = 6
ENOUGH = 3  # of a score
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


class _Found(NamedTuple):
    """A row of one of the queries below. ``partners``: the slugs of those that are shared."""

    published_at: datetime.datetime
    id: int
    slug: str
    title_fr: str
    title_en: str
    kind: str
    themes: list[str]
    partners: list[str] = []


def nearby(
    slug: str,
    *,
    partners: Mapping[str, dict],
    themes: Iterable[str],
    without: Iterable[str] = (),
    opening=None,
) -> list[Nearby]:
    """The ``MOST`` entries nearest to an entry, except those ``without`` names.

    ``partners``: who takes part in it, by slug, as its document names them; ``themes``: its own and
    those above them. A shared partner counts two, a shared theme one; three are needed. The newest
    win a tie. One query for an entry with partners, and two that hold for every entry until
    something is published.
    """
    mine, known = set(themes), {slug, *without}
    found = {}
    if len(mine) >= ENOUGH:
        found = {each.id: each for each in _newest(opening) if len(mine & {*each.themes}) >= ENOUGH}
    if partners:
        found |= {each.id: each for each in _taking_part(partners, mine, known)}
    scored = [
        (2 * len(each.partners) + len(mine & {*each.themes}), each)
        for each in found.values()
        if each.slug not in known
    ]
    best = sorted(scored, key=lambda each: (each[0], *each[1][:2]), reverse=True)[:MOST]
    names = _theme_names(opening) if best else {}
    return [
        Nearby(
            each.slug,
            {"fr": each.title_fr, "en": each.title_en},
            each.kind,
            [partners[shared] for shared in each.partners],
            [names[shared] for shared in sorted(mine & {*each.themes})],
        )
        for _score, each in best
    ]


def _newest(opening) -> list[_Found]:
    """The newest entries of all: the same for every entry until something is published."""
    return remembered(
        opening,
        "the newest entries",
        lambda: _rows(f"{_PUBLISHED} ORDER BY published_at DESC, id DESC LIMIT {_OF_THE_RECORD}"),
    )


def _theme_names(opening) -> dict[str, dict]:
    return remembered(opening, "the names of themes", _named_themes)


def _named_themes() -> dict[str, dict]:
    with connection().cursor() as cursor:
        cursor.execute(f"SELECT slug, document::json -> 'name' FROM {_THEMES}")
        return {slug: {"slug": slug, "name": name} for slug, name in cursor.fetchall()}


def _taking_part(partners: Mapping, themes: set, known: set) -> list[_Found]:
    """The nearest of the newest entries of each partner, those alone that share enough."""
    asked = {"partners": sorted(partners), "themes": sorted(themes), "without": sorted(known)}
    return _rows(_TAKING_PART, asked)


def _rows(sql: str, params: dict | None = None) -> list[_Found]:
    with connection().cursor() as cursor:
        cursor.execute(sql, params)
        return [_Found(*row) for row in cursor.fetchall()]


_ENTRIES, _PARTICIPATIONS, _THEMES = (
    model._meta.db_table for model in (PublishedInitiative, PublishedParticipation, PublishedTheme)
)
_COLUMNS = "published_at, id, slug, title_fr, title_en, kind, themes"
_PUBLISHED = f"SELECT {_COLUMNS} FROM {_ENTRIES} WHERE state = 'published'"

_TAKING_PART = f"""
WITH together AS (
    SELECT id, array_agg(DISTINCT asked.partner ORDER BY asked.partner) AS partners
    FROM unnest(%(partners)s::text[]) asked(partner)
    CROSS JOIN LATERAL (
        SELECT initiative_id AS id FROM {_PARTICIPATIONS} taken
        WHERE taken.partner = asked.partner
        ORDER BY initiative_id DESC LIMIT {_OF_A_PARTNER}
    ) others
    GROUP BY id
)
SELECT {_COLUMNS}, partners
FROM together JOIN {_ENTRIES} USING (id)
WHERE state = 'published' AND slug <> ALL(%(without)s)
    AND (cardinality(partners) > 1 OR themes && %(themes)s::varchar[])
ORDER BY 2 * cardinality(partners)
    + (SELECT count(*) FROM unnest(themes) shared WHERE shared = ANY(%(themes)s)) DESC,
    published_at DESC, id DESC
LIMIT {MOST}
"""
