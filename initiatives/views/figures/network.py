"""Partners and what they share: who takes part in what, with whom."""

import json
import math

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from ...filters import InitiativeFilterSet
from ...publication import reading
from ...publication.models import (
    PublishedInitiative,
    PublishedParticipation,
    PublishedPartner,
)
from ...templatetags import tracker_format as say
from .base import Cell, Column, Figure, counted, cut
from .layout import Box, place

LOOKED_AT = 20_000  # entries, the last published: what bounds the query on a large record
MOST_PARTNERS = 40  # whose names can be read beside each other
MOST_TIES = 120
NAMED_ENTRIES = 5  # of those that two partners share
_WIDTH = 760
_NAME = 22
_LETTER = 6.7  # pixels, on average


class Network(Figure):
    """The partners that share most initiatives with others, and their ties. Four queries.

    A tie is as wide as the number of initiatives that two partners take part in, whatever their
    roles; a node as large as the number of those that its partner takes part in.
    """

    name = "network"
    route = "initiatives:network"
    drawing = "figures/network.svg"
    filterset_class = InitiativeFilterSet
    can_stretch = False
    width = _WIDTH

    def read(self):
        self.count, self.is_exact = reading.capped_count(self.filterset.qs)
        found = self._ties()
        self.looked_at, self.partners_count, self.alone, self.sharing, self.all_ties = found[:5]
        nodes, ties = (json.loads(each or "[]") for each in found[5:])
        names = _names([node["partner"] for node in nodes])
        titles = _titles({entry for tie in ties for entry in tie["entries"]})
        nodes = [node for node in nodes if node["partner"] in names]
        at = {node["partner"]: number for number, node in enumerate(nodes)}
        self.ties = [
            {
                **tie,
                "names": (names[tie["one"]], names[tie["other"]]),
                "entries": [titles[entry] for entry in tie["entries"] if entry in titles],
            }
            for tie in ties
            if tie["one"] in at and tie["other"] in at
        ]
        self.is_empty = not self.ties
        self._draw([{**node, "name": names[node["partner"]]} for node in nodes], at)

    def _ties(self) -> tuple:
        chosen = self.filterset.qs.order_by("-published_at", "-pk").values("pk")[:LOOKED_AT]
        sql, params = chosen.query.get_compiler("default", elide_empty=False).as_sql()
        table = PublishedParticipation._meta.db_table
        with reading.connection().cursor() as cursor:
            cursor.execute(
                _TIES.format(chosen=sql, table=table),
                [*params, MOST_PARTNERS, NAMED_ENTRIES, MOST_TIES],
            )
            return cursor.fetchone()

    # ── The drawing ──────────────────────────────────────────────────────────────────────────────

    def _draw(self, nodes: list[dict], at: dict[str, int]):
        radii = [4 + 2.2 * math.sqrt(min(node["entries"], 60)) for node in nodes]
        short = [cut(node["name"], _NAME) for node in nodes]
        boxes = tuple(
            Box(max(2 * radius, len(name) * _LETTER) + 10, 2 * radius + 20)
            for radius, name in zip(radii, short, strict=True)
        )
        lines = tuple((at[tie["one"]], at[tie["other"]], tie["shared"]) for tie in self.ties)
        places, self.height = place(boxes, lines, _WIDTH)
        middles = [
            (x, y - box.height / 2 + radius + 2)
            for (x, y), box, radius in zip(places, boxes, radii, strict=True)
        ]
        self.edges = [
            {
                "from": _point(middles[one]),
                "to": _point(middles[other]),
                "width": f"{min(1 + 1.6 * math.log2(weight), 9):.1f}",
                "said": self._tie_in_words(tie),
            }
            for (one, other, weight), tie in zip(lines, self.ties, strict=True)
        ]
        self.nodes = [
            {
                "href": reverse("initiatives:partner_detail", args=[node["partner"]]),
                "name": name,
                "said": self._node_in_words(node),
                "point": _point(middle),
                "radius": f"{radius:.1f}",
                "label": _point((middle[0], middle[1] + radius + 13)),
            }
            for node, name, middle, radius in zip(nodes, short, middles, radii, strict=True)
        ]

    def _node_in_words(self, node: dict) -> str:
        own = [tie for tie in self.ties if node["partner"] in (tie["one"], tie["other"])]
        said = ngettext(
            "takes part in %(shown)s initiative",
            "takes part in %(shown)s initiatives",
            node["entries"],
        ) % counted(node["entries"])
        ties = ngettext(
            "with %(shown)s of the partners drawn",
            "with %(shown)s of the partners drawn",
            len(own),
        ) % counted(len(own))
        return f"{node['name']}{pgettext('colon', ': ')}{said}, {ties}"

    @staticmethod
    def _tie_in_words(tie: dict) -> str:
        one, other = tie["names"]
        shared = ngettext(
            "%(shown)s shared initiative", "%(shown)s shared initiatives", tie["shared"]
        ) % counted(tie["shared"])
        return f"{one} – {other}{pgettext('colon', ': ')}{shared}"

    # ── Words ────────────────────────────────────────────────────────────────────────────────────

    @property
    def title(self):
        return _("Partners that take part in the same initiatives")

    @property
    def reading(self):
        return _(
            "The wider a line, the more initiatives two partners share; the larger a dot, the "
            "more its partner takes part in. Places have no meaning."
        )

    @property
    def sentences(self):
        if self.is_empty:
            return [
                _("No two partners share one of these initiatives: there is nothing to draw."),
                *self._left,
            ]
        strongest = self.ties[0]
        number, ties = len(self.nodes), len(self.ties)
        one, other = strongest["names"]
        return [
            ngettext(
                "%(shown)s partner shares an initiative with another one.",
                "%(shown)s partners share an initiative with another one.",
                number,
            )
            % counted(number),
            ngettext(
                "There is %(shown)s tie between them.",
                "There are %(shown)s ties between them.",
                ties,
            )
            % counted(ties),
            ngettext(
                "The strongest tie is between %(one)s and %(other)s: %(shown)s initiative.",
                "The strongest tie is between %(one)s and %(other)s: %(shown)s initiatives.",
                strongest["shared"],
            )
            % {**counted(strongest["shared"]), "one": one, "other": other},
            *self._as_strong(strongest["shared"]),
            *self._left,
        ]

    def _as_strong(self, shared: int) -> list[str]:
        others = sum(1 for tie in self.ties[1:] if tie["shared"] == shared)
        said = ngettext("%(shown)s other is as strong.", "%(shown)s others are as strong.", others)
        return [said % counted(others)] if others else []

    @property
    def _left(self) -> list[str]:
        """What is not drawn, in words."""
        said = []
        if self.alone:
            said.append(
                ngettext(
                    "Left out: %(shown)s partner that shares none with another.",
                    "Left out: %(shown)s partners that share none with another.",
                    self.alone,
                )
                % counted(self.alone)
            )
        if more := self.sharing - len(self.nodes):
            said.append(
                ngettext(
                    "Left out: %(shown)s partner that shares fewer initiatives than those drawn.",
                    "Left out: %(shown)s partners that share fewer initiatives than those drawn.",
                    more,
                )
                % counted(more)
            )
        if more := self.all_ties - len(self.ties):
            said.append(
                ngettext(
                    "Left out: %(shown)s of the weakest ties.",
                    "Left out: %(shown)s of the weakest ties.",
                    more,
                )
                % counted(more)
            )
        if self.count > self.looked_at:
            said.append(
                _(
                    "Only the %(shown)s initiatives published last are looked at; filters choose "
                    "others."
                )
                % counted(self.looked_at)
            )
        return said

    # ── The table ────────────────────────────────────────────────────────────────────────────────

    @property
    def columns(self):
        return [
            Column(_("Partner")),
            Column(_("Takes part with")),
            Column(_("Shared initiatives"), is_number=True),
            Column(_("Which")),
            Column(_("Addresses"), in_file_only=True),
        ]

    @property
    def rows(self):
        rows = []
        for tie in self.ties:
            named = [say.plain_words(entry) for entry in tie["entries"]]
            more = tie["shared"] - len(named)
            which = "; ".join(named)
            if more > 0:
                which += " " + ngettext(
                    "and %(shown)s other", "and %(shown)s others", more
                ) % counted(more)
            addresses = [
                reverse("initiatives:partner_detail", args=[tie[who]]) for who in ("one", "other")
            ]
            rows.append(
                [
                    Cell(tie["names"][0], addresses[0]),
                    Cell(tie["names"][1], addresses[1]),
                    Cell(say.number(tie["shared"]), value=tie["shared"]),
                    Cell(which),
                    Cell(" ".join(addresses)),
                ]
            )
        return rows


def _point(point: tuple[float, float]) -> tuple[str, str]:
    """As attributes of SVG, whatever the language of the page."""
    return f"{point[0]:.1f}", f"{point[1]:.1f}"


def _names(slugs: list[str]) -> dict[str, str]:
    """The names of the partners that have a public page. One query."""
    rows = PublishedPartner.objects.filter(slug__in=slugs).values_list("slug", "document")
    return {slug: say.partner_name(json.loads(document)) for slug, document in rows}


def _titles(entries: set[int]) -> dict[int, dict]:
    """The titles of entries, in both languages. One query."""
    rows = PublishedInitiative.objects.filter(pk__in=entries)
    return {
        pk: {"fr": french, "en": english}
        for pk, french, english in rows.values_list("pk", "title_fr", "title_en")
    }


# The partners of each chosen entry once, whatever their roles. Only those drawn are paired, so that
# an entry with hundreds of partners costs no more than the square of ``MOST_PARTNERS``.
_TIES = """
WITH chosen(id) AS MATERIALIZED ({chosen}),
parts AS MATERIALIZED (
    SELECT DISTINCT initiative_id AS entry, partner
    FROM {table} WHERE initiative_id IN (SELECT id FROM chosen)
),
shared AS MATERIALIZED (
    SELECT entry, partner, count(*) OVER (PARTITION BY entry) > 1 AS is_shared FROM parts
),
partners AS MATERIALIZED (
    SELECT partner, count(*) AS entries, count(*) FILTER (WHERE is_shared) AS shared
    FROM shared GROUP BY 1
),
drawn AS MATERIALIZED (
    SELECT partner, entries, shared FROM partners WHERE shared > 0
    ORDER BY shared DESC, partner LIMIT %s
),
among AS MATERIALIZED (
    SELECT entry, partner FROM shared WHERE is_shared AND partner IN (SELECT partner FROM drawn)
),
ties AS MATERIALIZED (
    SELECT a.partner AS one, b.partner AS other, count(*) AS shared,
        (array_agg(entry ORDER BY entry DESC))[1:%s] AS entries
    FROM among a JOIN among b USING (entry)
    WHERE a.partner < b.partner
    GROUP BY 1, 2
),
strongest AS (
    SELECT * FROM ties ORDER BY shared DESC, one, other LIMIT %s
)
SELECT
    (SELECT count(*) FROM chosen),
    (SELECT count(*) FROM partners),
    (SELECT count(*) FROM partners WHERE shared = 0),
    (SELECT count(*) FROM partners WHERE shared > 0),
    (SELECT count(*) FROM ties),
    (SELECT json_agg(drawn ORDER BY shared DESC, partner)::text FROM drawn),
    (SELECT json_agg(strongest ORDER BY shared DESC, one, other)::text FROM strongest)
"""
