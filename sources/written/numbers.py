"""Digits as people group them: ``500 000``, ``1.234,50``, ``12,5``.

A single dot or comma with three digits after it (``1,500``) groups thousands for some and parts
decimals for others, so it is refused. One case is not in doubt: on an English page, a comma that no
“million” follows; it groups, as it does in everything that page shows, and a note says so.
"""

import re
from decimal import Decimal
from typing import NamedTuple

from django.utils.translation import gettext as _

from .reading import NotUnderstood

NUMBER = r"\d(?:[\d .,']*\d)?"
_DOUBTFUL = re.compile(r"([1-9]\d{0,2})([.,])(\d{3})")


class Number(NamedTuple):
    """A value, and what the reader should know of how it was read (or nothing)."""

    value: Decimal
    note: str = ""


def read_number(digits: str, *, french: bool, scaled: bool = False) -> Number:
    """Read what matches ``NUMBER``; ``scaled`` where a “million” or the like follows.

    Raises ``NotUnderstood``.
    """
    if doubtful := _DOUBTFUL.fullmatch(digits):
        whole, sign, rest = doubtful.groups()
        if french or scaled or sign == ".":
            raise NotUnderstood(_doubt(digits, whole, rest, french))
        note = _("The comma in “%(digits)s” parts thousands.") % {"digits": digits}
        return Number(Decimal(whole + rest), note)
    whole, decimals = _parted(digits)
    groups = re.split(r"[ .,']", whole)
    if len(groups) > 1 and not (
        1 <= len(groups[0]) <= 3 and all(len(group) == 3 for group in groups[1:])
    ):
        raise NotUnderstood(
            _("“%(digits)s”: digits are grouped by three, as in 2 500 000.") % {"digits": digits}
        )
    return Number(Decimal("".join(groups) + (f".{decimals}" if decimals else "")))


def _parted(digits: str) -> tuple[str, str]:
    """The whole part, still grouped, and the decimals."""
    signs = re.findall(r"[.,]", digits)
    last = signs[-1] if signs else None
    # Twice the same sign: it groups. Otherwise the last one parts the decimals.
    if last is None or signs.count(last) > 1:
        return digits, ""
    whole, _sign, decimals = digits.rpartition(last)
    if not decimals.isdigit() or (len(signs) > 1 and len(set(signs[:-1])) > 1):
        raise NotUnderstood(_("“%(digits)s” is not a number.") % {"digits": digits})
    return whole, decimals


def _doubt(digits: str, whole: str, rest: str, french: bool) -> str:
    point = "," if french else "."
    return _(
        "“%(digits)s” can be read %(thousands)s or %(decimals)s: write it one of these two ways."
    ) % {
        "digits": digits,
        "thousands": f"{whole}\xa0{rest}",
        "decimals": f"{whole}{point}{rest.rstrip('0') or '0'}",
    }
