"""A figure as a file: an SVG that stands alone, the same as a PNG, its table as CSV."""

import base64
import csv
import hashlib
import io
import re
import textwrap
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from ... import pictures
from ...exports.rows import harmless
from ...templatetags import tracker_format as say
from .base import Figure

MARGIN = 28  # pixels round the drawing
_TITLE_LETTER, _WORD_LETTER = 11.6, 6.7  # pixels of a letter, on average
_LINE, _TITLE_LINE = 20, 30
_SHARPNESS = 2
_MOST_PIXELS = 8_000_000  # of a PNG: 32 MB while it is drawn, about a second
_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")

_SHEETS = Path(settings.BASE_DIR) / "tracker/static/tracker/css"


def _style() -> str:
    """The rules of drawings with the colours of the light theme in place of their names: a file
    has no other sheet, and must look the same everywhere.
    """
    names = dict(
        re.findall(r"--([\w-]+):\s*([^;]+);", (_SHEETS / "tokens.css").read_text()[: _dark()])
    )
    names["sans"] = f'"{pictures.SANS}", "Source Sans 3", "Source Sans", system-ui, sans-serif'
    names["serif"] = f'"{pictures.SERIF}", "Source Serif 4", "Source Serif", Georgia, serif'
    rules = (_SHEETS / "drawing.css").read_text()
    rules = re.sub(r"/\*.*?\*/", "", rules, flags=re.DOTALL)
    rules = re.sub(r"var\(--([\w-]+)\)", lambda name: names[name[1]], rules)
    return re.sub(r"\s+", " ", rules).strip()


def _dark() -> int:
    """Where the dark theme starts in the sheet of tokens."""
    return (_SHEETS / "tokens.css").read_text().index("@media (prefers-color-scheme: dark)")


STYLE = _style()
STYLE_HASH = f"'sha256-{base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()}'"


def svg(figure: Figure, *, site: str, filters: list[str], day: str) -> str:
    """The whole document: title, words, drawing, where it is from. Links are absolute."""
    width = figure.width
    lines = _Lines(width)
    lines.add("title", figure.title, _TITLE_LINE, _TITLE_LETTER)
    lines.y += 6
    if filters:
        said = pgettext("colon", ": ").join([_("Filters"), " · ".join(filters)])
        lines.add("words drawing-words--strong", said, _LINE, _WORD_LETTER)
    lines.add("words", figure.description, _LINE, _WORD_LETTER)
    top = lines.y + 18
    foot = _Lines(width, top + (0 if figure.is_empty else figure.height) + 16)
    if figure.reading and not figure.is_empty:
        foot.add("words", figure.reading, _LINE, _WORD_LETTER)
    source = _("Source: %(site)s, %(date)s. Licence: %(licence)s.") % {
        "site": settings.SITE_NAME,
        "date": say.day(day),
        "licence": settings.DATA_LICENCE,
    }
    foot.add("words", source, _LINE, _WORD_LETTER)
    foot.add("words", site + figure.page_address(), _LINE, _WORD_LETTER)
    context = {
        "figure": figure,
        "base": site,
        "language": get_language(),
        "style": mark_safe(STYLE),
        "margin": MARGIN,
        "width": width + 2 * MARGIN,
        "inner": width,
        "height": foot.y + MARGIN,
        "top": top,
        "lines": lines.placed + foot.placed,
    }
    return _NOT_IN_XML.sub("", render_to_string("figures/file.svg", context))


class _Lines:
    """Text in lines of the drawing's width, each with its place."""

    def __init__(self, width: int, y: int = MARGIN):
        self.width, self.y = width, y
        self.placed: list[dict] = []

    def add(self, style: str, text: str, height: int, letter: float) -> None:
        for line in textwrap.wrap(text, int(self.width / letter)):
            self.y += height
            self.placed.append({"style": style, "text": line, "y": self.y - 6})


@lru_cache(maxsize=32)
def png(drawing: str) -> bytes:
    """A drawing as a PNG of twice its size, or less where that would be very large."""
    width, height = (
        int(size) for size in re.search(r'width="(\d+)" height="(\d+)"', drawing).groups()
    )
    sharpness = min(_SHARPNESS, (_MOST_PIXELS / (width * height)) ** 0.5)
    return pictures.png(drawing, width=int(width * sharpness))


def csv_text(figure: Figure, *, site: str) -> str:
    """The table for a spreadsheet: bare numbers and dates, the view and the licence in each row.

    A text that a spreadsheet would take for a formula has an apostrophe in front.
    """
    written = io.StringIO()
    writer = csv.writer(written)
    view = site + figure.page_address()
    writer.writerow([*(column.label for column in figure.columns), _("View"), _("Licence")])
    for row in figure.rows:
        cells = [_absolute(cell.plain, site) for cell in row]
        row = [*cells, view, settings.DATA_LICENCE]
        writer.writerow([harmless(cell) if isinstance(cell, str) else cell for cell in row])
    return "\ufeff" + written.getvalue()


def _absolute(value, site: str):
    """Addresses of ours with the host."""
    if isinstance(value, str) and value.startswith(("/fr/", "/en/")):
        return " ".join(site + each for each in value.split())
    return value
