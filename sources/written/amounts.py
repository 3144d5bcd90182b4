"""Amounts of money and other figures as people type them, in French or in English.

``2,2 à 3 milliards €``, ``about US$55m``, ``500 000``, ``12,5 %``. The scale and the currency of a
range's second bound hold for its first. “billion” is a thousand million in English and a million
million in French, so it needs words that are English beside it, or an English page.
"""

import re
from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from django.utils.translation import gettext as _

from ..languages import reads_french
from . import money_words as words
from .numbers import NUMBER, read_number
from .reading import LONGEST, NotUnderstood, any_of, tidy

Hedge = words.Hedge


class Written(NamedTuple):
    """What a text says. What it does not say is empty: no currency, no hedge, no period.

    ``currencies`` are the ISO 4217 codes the text may mean, the one it means first; ``unit`` is a
    code of the units given to ``read_figure``. ``notes`` are sentences on how it was read.
    """

    minimum: Decimal
    maximum: Decimal
    currencies: tuple[str, ...] = ()
    hedge: Hedge | None = None
    per_year: bool = False
    unit: str = ""
    notes: tuple[str, ...] = ()

    @property
    def is_range(self) -> bool:
        return self.minimum != self.maximum

    @property
    def qualifier(self) -> str:
        """``about``, ``at-least``, ``at-most`` or ``range``; empty where the text says none."""
        if self.is_range:
            return "range"
        return words.QUALIFIERS[self.hedge] if self.hedge else ""

    @property
    def currency(self) -> str:
        """The currency meant where nobody says another; “¥” and “francs” alone mean none."""
        sure = len(self.currencies) == 1 or "USD" in self.currencies
        return self.currencies[0] if sure else ""


def read_amount(text: str, *, french: bool | None = None) -> Written:
    """Read an amount of money. ``french``: the page's language, by default the active one.

    Raises ``NotUnderstood``.
    """
    read = _read(text, {}, french)
    if read.minimum == 0:
        raise NotUnderstood(_("An amount is above zero; leave it empty where none is known."))
    return _sized(read, decimals=2)


def read_figure(text: str, units: Mapping[str, str], *, french: bool | None = None) -> Written:
    """Read a figure that may carry its unit; ``units`` gives the code of each spelling.

    Raises ``NotUnderstood``, for money too.
    """
    read = _read(text, {tidy(word).lower(): code for word, code in units.items()}, french)
    if read.currencies:
        raise NotUnderstood(_("Money is written among the investments, not as a figure."))
    return _sized(read, decimals=4)


def _sized(read: Written, *, decimals: int) -> Written:
    for value in (read.minimum, read.maximum):
        if value >= 10**16:
            raise NotUnderstood(_("This has more than 16 digits: too large to be kept."))
        if value != round(value, decimals):
            raise NotUnderstood(_("No more than %d decimals are kept.") % decimals)
    return read


# ── From the outside in: hedge, period, range, bounds ────────────────────────────────────────────
def _read(text: str, units: dict[str, str], french: bool | None) -> Written:
    rest = tidy(text)
    if len(rest) > LONGEST:
        raise NotUnderstood(_("This is too long for an amount."))
    if re.match(r"-\s*\D?\s*\d", rest):
        raise NotUnderstood(_("A figure is written here without a minus sign."))
    french = reads_french() if french is None else french
    english = not french or bool(re.search(words.ENGLISH, rest, re.I))
    hedge, rest = _hedge(rest)
    per_year, rest = _cut_end(rest, words.PER_YEAR) if not units else (False, rest)
    parts = [_parts(each, text, units) for each in _bounds(rest)]
    scaled = any(part["scale"] for part in parts)
    bounds = [_bound(part, units, french, english, scaled) for part in parts]
    low, high = _together(bounds[0], bounds[-1])
    notes = [*low.notes, *high.notes]
    if low.value != high.value and hedge is not None:
        if hedge not in (Hedge.ABOUT, Hedge.NEARLY):
            raise NotUnderstood(_("A range is neither a minimum nor a maximum: write one of them."))
        notes.append(_("A range is kept without its “about”."))
        hedge = None
    if low.value > high.value:
        raise NotUnderstood(_("The first bound is above the second."))
    return Written(
        low.value,
        high.value,
        currencies=high.currencies or low.currencies,
        hedge=hedge,
        per_year=per_year,
        unit=high.unit or low.unit,
        notes=tuple(dict.fromkeys(notes)),
    )


def _hedge(text: str) -> tuple[Hedge | None, str]:
    """The first word of caution, before or after the figure, and the text without it."""
    for pattern, hedge in words.HEDGES:
        # A sign may touch what follows it, a word may not.
        if found := re.match(rf"(?:{pattern})(?:(?<=\W)|(?![^\W\d]))\s*", text, re.I):
            return hedge, text[found.end() :]
    for pattern, hedge in words.HEDGES_AFTER:
        if found := re.search(rf"\s*,?\s(?:{pattern})$", text, re.I):
            return hedge, text[: found.start()]
    return None, text


def _cut_end(text: str, pattern: str) -> tuple[bool, str]:
    found = re.search(rf"\s*(?:{pattern})$", text, re.I)
    return (True, text[: found.start()]) if found else (False, text)


_A_FIGURE = rf"(?:.*?\d.*?|(?:{any_of(words.NUMBERS)})\b.*?)"
_RANGE_FRAMES = [
    r"(?:entre|between)\s+(.+?)\s+(?:et|and)\s+(.+)",
    r"(?:de|from)\s+(.+?)\s+(?:a|to)\s+(.+)",
    rf"({_A_FIGURE})(?:\s+(?:a|to)\s+|\s*-\s*)({_A_FIGURE})",
]


def _bounds(text: str) -> list[str]:
    for frame in _RANGE_FRAMES:
        if found := re.fullmatch(frame, text, re.I):
            if any(re.fullmatch(_RANGE_FRAMES[-1], part, re.I) for part in found.groups()):
                raise NotUnderstood(_("An amount has one figure, or two bounds."))
            return list(found.groups())
    return [text]


# ── One bound ────────────────────────────────────────────────────────────────────────────────────
class _Bound(NamedTuple):
    number: Decimal
    scale: int | None
    currencies: tuple[str, ...]
    unit: str
    notes: tuple[str, ...]

    @property
    def value(self) -> Decimal:
        return self.number * (self.scale or 1)


@lru_cache
def _pattern(units: tuple[str, ...]) -> re.Pattern:
    currency = rf"{any_of(words.CURRENCIES)}|(?-i:[A-Z]{{3}})"
    after = f"{any_of(units)}|{currency}" if units else currency
    return re.compile(
        rf"(?P<before>{currency})?\s*"
        rf"(?P<number>{NUMBER}|(?:{any_of(words.NUMBERS)})(?=\s|$))\s*"
        rf"(?P<scale>{any_of(words.SCALES)})?\s*(?:d'\s*|de\s+|of\s+)?(?P<after>{after})?",
        re.I,
    )


def _parts(text: str, whole: str, units: dict[str, str]) -> re.Match:
    text = re.sub(words.HALF_A, "0.5 ", text, flags=re.I)
    if found := _pattern(tuple(units)).fullmatch(text.strip()):
        return found
    raise NotUnderstood(_not_a_figure(whole, bool(units)))


def _bound(parts: re.Match, units: dict, french: bool, english: bool, scaled: bool) -> _Bound:
    scale, notes = _scale(parts["scale"], english=english, figure=bool(units)), []
    spelt = words.NUMBERS.get(parts["number"].lower())
    if spelt is None:
        number, note = read_number(parts["number"], french=french, scaled=scaled)
        notes.append(note)
    else:
        number = Decimal(spelt)
    if (parts["scale"] or "").lower() == "billion":
        notes.append(_("“billion” is read as a thousand million."))
    unit = units.get((parts["after"] or "").lower(), "")
    currencies = _currencies(parts["before"], None if unit else parts["after"])
    return _Bound(number, scale, currencies, unit, tuple(filter(None, notes)))


def _scale(word: str | None, *, english: bool, figure: bool) -> int | None:
    if word is None:
        return None
    spelt = word.lower()
    if figure and spelt == "m":
        raise NotUnderstood(_("“m” may be metres, months or millions: write the word."))
    if spelt.startswith("trillion") or (spelt == "billions" or not english) and "billion" in spelt:
        raise NotUnderstood(
            _(
                "“%(word)s” is not the same number in French and in English: "
                "write “milliard”, “bn”, or all the digits."
            )
            % {"word": word}
        )
    return words.SCALES[spelt]


def _currencies(before: str | None, after: str | None) -> tuple[str, ...]:
    """The currencies that the signs before and after a figure may mean."""
    meant = []
    for sign in filter(None, (before, after)):
        if not (codes := words.currencies_of(sign)):
            raise NotUnderstood(_("“%(sign)s” is not a currency Veille knows.") % {"sign": sign})
        meant.append(codes)
    if len(meant) < 2:
        return meant[0] if meant else ()
    if shared := tuple(code for code in meant[0] if code in meant[1]):
        return shared
    raise NotUnderstood(_two_currencies(before, after))


def _together(low: _Bound, high: _Bound) -> tuple[_Bound, _Bound]:
    """Two bounds of a range: the scale, currency and unit of the second hold for the first."""
    if low.currencies and high.currencies and not set(low.currencies) & set(high.currencies):
        raise NotUnderstood(_two_currencies(low.currencies[0], high.currencies[0]))
    if low.unit and high.unit and low.unit != high.unit:
        raise NotUnderstood(_("The two bounds have different units."))
    carried = low._replace(scale=low.scale or high.scale)
    # “500 000 à 2 millions”: written out in full, the first bound needs no scale.
    in_full = low.number >= 1000 and carried.value > high.value
    return (low if in_full else carried), high


def _two_currencies(one: str, other: str) -> str:
    return _("Two currencies are written, %(one)s and %(other)s: keep one.") % {
        "one": one,
        "other": other,
    }


def _not_a_figure(text: str, figure: bool) -> str:
    if figure:
        return _(
            "“%(text)s” is not understood as a figure. Write 170, 2 500 to 3 000, about 15 people."
        ) % {"text": text}
    return _(
        "“%(text)s” is not understood as an amount. Write 500 000 €, 2.2 to 3 bn € or about 55 M$."
    ) % {"text": text}
