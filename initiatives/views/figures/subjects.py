"""Themes by number of initiatives, with the themes below them and the money made public."""

import json

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ...filters import ThemeFilterSet
from ...publication import reading
from ...publication.models import PublishedInitiative, PublishedInvestment
from ...publication.totals import Totals, totals_of_each
from ...templatetags import tracker_format as say
from .base import NAME_WIDTH, Cell, Column, Figure, counted, cut, percent
from .money import in_words

MOST_THEMES = 40
_SUMS_SHOWN = 2  # of a theme, in the drawing
_SUMS_LISTED = 6  # in the table of a page; its file has all
_NAME, _MONEY, _BELOW = 30, 18, 0.04  # pixels of a theme, of a line of money; indent of a child
_LONG = 110


class Themes(Figure):
    """The chosen themes with most initiatives, each under the theme it is part of. Two queries."""

    name = "themes"
    route = "initiatives:theme_list"
    drawing = "figures/themes.svg"
    filterset_class = ThemeFilterSet

    def read(self):
        found, money = self.whole(self._found)
        self.count = found[0]["all"] if found else 0
        nothing = Totals(count=0, totals=[], left_out={})
        self.themes = [
            {
                "slug": each["slug"],
                "number": each["number"],
                "name": say.plain_words(each["document"]["name"]),
                "parent": (each["document"]["parent"] or {}).get("slug"),
                "money": money.get(each["slug"], nothing),
                "href": reverse("initiatives:theme_detail", args=[each["slug"]]),
            }
            for each in found
        ]
        self.is_empty = not self.themes
        self._draw()

    def _found(self) -> tuple[list[dict], dict[str, Totals]]:
        """The themes, and the money of each. Two queries."""
        found = self._themes()
        return found, self._money([each["slug"] for each in found])

    def _themes(self) -> list[dict]:
        sql, params = self.filterset.qs.order_by().values_list("pk").query.sql_with_params()
        themes, entries = self.filterset.qs.model, PublishedInitiative
        with reading.connection().cursor() as cursor:
            cursor.execute(
                _COUNTS.format(
                    chosen=sql, themes=themes._meta.db_table, entries=entries._meta.db_table
                ),
                [*params, MOST_THEMES],
            )
            return [
                {"slug": slug, "number": number, "all": whole, "document": json.loads(document)}
                for slug, number, whole, document in cursor.fetchall()
            ]

    @staticmethod
    def _money(slugs: list[str]) -> dict[str, Totals]:
        chosen = _MONEY_OF.format(
            investments=PublishedInvestment._meta.db_table,
            entries=PublishedInitiative._meta.db_table,
        )
        return totals_of_each(chosen, [slugs])

    # ── The drawing ──────────────────────────────────────────────────────────────────────────────

    def _draw(self):
        drawn = {theme["slug"] for theme in self.themes}
        below: dict[str | None, list[dict]] = {}
        for theme in self.themes:
            parent = theme["parent"] if theme["parent"] in drawn else None
            below.setdefault(parent, []).append(theme)
        most = max((theme["number"] for theme in self.themes), default=0) or 1
        self.bars, y = [], 0

        def add(parent, depth):
            nonlocal y
            for theme in below.get(parent, ()):
                bar = _bar(theme, depth, y, most)
                self.bars.append(bar)
                y += bar["height"]
                add(theme["slug"], depth + 1)

        add(None, 0)
        self.height = y + 4 or 20

    # ── Words ────────────────────────────────────────────────────────────────────────────────────

    @property
    def title(self):
        return _("Themes by number of initiatives")

    @property
    def sentences(self):
        if self.is_empty:
            return [_("No theme matches: there is nothing to draw.")]
        number, first = len(self.themes), self.themes[0]
        said = [
            ngettext("%(shown)s theme.", "%(shown)s themes.", number) % counted(number),
            ngettext(
                "Largest: %(name)s, with %(shown)s initiative.",
                "Largest: %(name)s, with %(shown)s initiatives.",
                first["number"],
            )
            % {**counted(first["number"]), "name": first["name"]},
            _(
                "An initiative counts under each of its themes and under those they are part of, "
                "so the numbers do not add up."
            ),
        ]
        with_money = sum(1 for theme in self.themes if theme["money"].totals)
        said.append(
            ngettext(
                "%(shown)s theme has amounts made public; kinds, stages and currencies are not "
                "added.",
                "%(shown)s themes have amounts made public; kinds, stages and currencies are not "
                "added.",
                with_money,
            )
            % counted(with_money)
        )
        if more := self.count - number:
            said.append(
                ngettext(
                    "Left out: %(shown)s smaller theme.",
                    "Left out: %(shown)s smaller themes.",
                    more,
                )
                % counted(more)
            )
        return said

    @property
    def columns(self):
        return [
            Column(_("Theme")),
            Column(_("Part of")),
            Column(_("Initiatives"), is_number=True),
            Column(_("Money made public")),
            Column(_("Amounts left out"), is_number=True),
            Column(_("Address"), in_file_only=True),
        ]

    @property
    def rows(self):
        names = {theme["slug"]: theme["name"] for theme in self.themes}
        return [
            [
                Cell(theme["name"], theme["href"]),
                Cell(names.get(theme["parent"], theme["parent"] or "")),
                Cell(say.number(theme["number"]), value=theme["number"]),
                Cell("; ".join(_some(sums, _SUMS_LISTED)), value="; ".join(sums)),
                Cell(say.number(theme["money"].uncounted), value=theme["money"].uncounted),
                Cell(theme["href"]),
            ]
            for theme in self.themes
            for sums in (_sums(theme),)
        ]


def _bar(theme: dict, depth: int, y: int, most: int) -> dict:
    sums = _sums(theme)
    lines = _some(sums, _SUMS_SHOWN)
    number = ngettext("%(shown)s initiative", "%(shown)s initiatives", theme["number"]) % counted(
        theme["number"]
    )
    left = _BELOW * min(depth, 5)
    height = _NAME + 8 + _MONEY * len(lines)
    return {
        **theme,
        "y": y,
        "height": height,
        "hit": height - 4,
        "x": percent(left),
        "width": percent(max(theme["number"] / most * (1 - left), 0.004)),
        "long": cut(theme["name"], _LONG - 20),
        "short": cut(theme["name"], NAME_WIDTH - 18),
        "words": number,
        "said": ", ".join([theme["name"], number, *lines]),
        "lines": [
            {
                "y": _NAME + 14 + _MONEY * at,
                "long": cut(line, _LONG),
                "short": cut(line, NAME_WIDTH),
            }
            for at, line in enumerate(lines)
        ],
    }


def _some(sums: list[str], most: int) -> list[str]:
    """The first of them, then how many more."""
    more = len(sums) - most
    if more <= 0:
        return sums
    rest = ngettext("and %(shown)s other sum", "and %(shown)s other sums", more) % counted(more)
    return [*sums[:most], rest]


def _sums(theme: dict) -> list[str]:
    """Each total in words: the amount, then what is kept apart."""
    return [f"{say.money(total.money)} ({in_words(total)})" for total in theme["money"].totals]


_COUNTS = """
WITH counted AS (
    SELECT held, count(*) AS number
    FROM {entries}, unnest(themes) AS held WHERE state = 'published' GROUP BY 1
)
SELECT theme.slug, coalesce(number, 0), count(*) OVER (), theme.document
FROM {themes} theme LEFT JOIN counted ON held = theme.slug
WHERE theme.id IN ({chosen})
ORDER BY 2 DESC, theme.sort_title, theme.slug LIMIT %s
"""
_MONEY_OF = """
SELECT DISTINCT theme, investment.id
FROM {investments} investment
JOIN {entries} entry ON entry.id = investment.initiative_id, unnest(entry.themes) AS theme
WHERE theme = ANY(%s)
"""
