"""A card as SVG: who, what, how far along, with what money, on how many origins."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..pictures import png
from ..templatetags import tracker_format as say
from ..views.initiatives import entry_row
from . import HEIGHT, WIDTH
from .letters import cut, drawable, lines, width_of

EDGE = 72
ROOM = WIDTH - 2 * EDGE
GAP = 48
SANS, STRONG, SERIF = "sans-400", "sans-650", "serif-600"
_TITLES = ((72, 2), (60, 3), (52, 3))  # sizes to try, each with the most lines of it
_DOTS = 3


@dataclass(frozen=True)
class Text:
    """One line as it is drawn; ``y`` is its baseline, ``width`` what it needs at most."""

    x: float
    y: float
    size: float
    font: str
    colour: str
    words: str

    @property
    def width(self) -> float:
        return width_of(self.words, self.font, self.size)

    @property
    def weight(self) -> int:
        """Of the hundreds that SVG 1.1 knows, the one for which the font is the nearest."""
        return int(self.font.rpartition("-")[2]) // 100 * 100

    @property
    def is_serif(self) -> bool:
        return self.font == SERIF


@dataclass(frozen=True)
class Card:
    texts: list[Text]
    dots: list[dict]
    rule: float | None = None

    @property
    def svg(self) -> str:
        frame = {"width": WIDTH, "height": HEIGHT, "edge": EDGE, "right": WIDTH - EDGE}
        return render_to_string("cards/card.svg", {"card": self, **frame})


def of_entry(entry: dict) -> Card:
    """The card of a published document, in the active language."""
    row = entry_row(entry)
    head = [_site_name(), *_beside(say.label(entry["kind"], "initiative_kinds"))]
    title, bottom = _title(say.plain_words(entry["title"]), top=214)
    status = _line(EDGE, bottom + 52, 30, SANS, "soft", _capital(_status(entry["lifecycle"])), ROOM)
    foot, dots = _foot(entry, row)
    return Card([*head, *title, *status, *foot], dots, rule=462)


def of_site(counts: list[tuple[str, str]]) -> Card:
    """The card of every other page: what this is, and ``(number, of what)``."""
    sentence = _("What companies announce, what becomes of it, and who says so")
    title, _bottom = _title(sentence, top=226)
    foot, room = [], ROOM / max(1, len(counts))
    for place, (number, label) in enumerate(counts):
        x = EDGE + place * room
        foot += _line(x, 536, 56, SERIF, "ink", number, room - GAP)
        foot += _line(x, 578, 26, SANS, "soft", label, room - GAP)
    return Card([_site_name(), *title, *foot], [], rule=462 if foot else None)


@lru_cache(maxsize=64)
def picture(svg: str) -> bytes:
    """``svg`` as PNG: what is shared at all is asked for by many at once."""
    return png(svg, width=WIDTH)


# ── Pieces ───────────────────────────────────────────────────────────────────────────────────────


def _line(x, y, size, font, colour, words: str, room: float) -> Iterator[Text]:
    """One line, cut to ``room``; none where there is nothing to say."""
    if shown := cut(words, font, size, room):
        yield Text(x, y, size, font, colour, shown)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _site_name() -> Text:
    return Text(EDGE + 48, 92, 32, STRONG, "accent", cut(settings.SITE_NAME, STRONG, 32, 560))


def _beside(kind: str) -> list[Text]:
    """At the right of the first line."""
    shown = cut(_capital(kind), SANS, 28, 420)
    return [Text(WIDTH - EDGE - width_of(shown, SANS, 28), 92, 28, SANS, "soft", shown)]


def _title(words: str, *, top: float) -> tuple[list[Text], float]:
    """The title as large as it fits, and the baseline of its last line."""
    for size, most in _TITLES:
        found, is_whole = lines(words, SERIF, size, ROOM, most=most)
        if is_whole:
            break
    step = size * 1.16
    texts = [
        Text(EDGE, top + place * step, size, SERIF, "ink", line) for place, line in enumerate(found)
    ]
    return texts, top + (len(found) - 1) * step


def _status(status: dict | None) -> str:
    if not status:
        return _("Status not known")
    said = say.label(status["status"], "lifecycle_statuses")
    as_of, inferred = _("as of"), _("status inferred")
    if status["as_of"]:
        said = f"{said}, {as_of} {say.fuzzy_date(status['as_of'])}"
    return f"{said} ({inferred})" if status["inferred"] else said


def _foot(entry: dict, row: dict) -> tuple[list[Text], list[dict]]:
    """The money, who leads, and on how many origins it rests: in as many columns as are known."""
    columns = [each for each in (_money(row), _lead(row)) if each]
    origins = entry["evidence"]["origins"] if entry["evidence"] else 0
    last = ngettext("%(number)s origin", "%(number)s origins", origins) % {
        "number": say.number(origins)
    }
    narrow = 230.0
    room = (ROOM - narrow) / max(1, len(columns)) - GAP
    texts: list[Text] = []
    for place, (value, label, is_amount) in enumerate(columns):
        x = EDGE + place * (room + GAP)
        texts += _amount(x, value, room) if is_amount else _name(x, value, room)
        texts += _line(x, 578, 26, SANS, "soft", label, room)
    x = WIDTH - EDGE - narrow
    texts += _line(x, 578, 26, SANS, "soft", last, narrow)
    dots = [{"x": x + 12 + place * 34, "full": place < origins} for place in range(_DOTS)]
    return texts, dots


def _amount(x: float, words: str, room: float) -> list[Text]:
    """An amount, as large as it fits; on two lines rather than cut, which would make it another."""
    for size in range(54, 32, -2):
        if width_of(drawable(words, SERIF), SERIF, size) <= room:
            return [Text(x, 536, size, SERIF, "ink", drawable(words, SERIF))]
    found, _is_whole = lines(words, SERIF, 30, room, most=2)
    return [
        Text(x, 542 - 36 * (len(found) - 1 - place), 30, SERIF, "ink", line)
        for place, line in enumerate(found)
    ]


def _name(x: float, words: str, room: float) -> list[Text]:
    for size in (34, 32, 30):
        if width_of(drawable(words, STRONG), STRONG, size) <= room:
            break
    return list(_line(x, 536, size, STRONG, "ink", words, room))


def _money(row: dict) -> tuple[str, str, bool] | None:
    """The first amount that is disclosed, else that none is."""
    known = [each for each in row["money"] if each["money"]["min"] is not None]
    if not known:
        return None
    first = known[0]
    label = say.label(first["kind"], "investment_kinds")
    if first["period"] == "per-year":
        label = f"{label}, {say.label(first['period'], 'investment_periods')}"
    return say.money(first["money"]), _capital(label), True


def _lead(row: dict) -> tuple[str, str, bool] | None:
    if not row["lead"]:
        return None
    others = ""
    if row["others"]:
        others = ngettext("and %(number)s other", "and %(number)s others", row["others"]) % {
            "number": say.number(row["others"])
        }
    return say.partner_name(row["lead"]), others, False
