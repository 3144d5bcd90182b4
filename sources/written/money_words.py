"""The words and signs of amounts, French and English, without accents and in small letters."""

from enum import StrEnum
from functools import lru_cache

from babel import Locale


class Hedge(StrEnum):
    """How a text stands back from its figure."""

    ABOUT = "about"
    NEARLY = "nearly"
    MORE_THAN = "more-than"
    AT_LEAST = "at-least"
    LESS_THAN = "less-than"
    UP_TO = "up-to"
    AT_MOST = "at-most"


# What an amount of money keeps of each: it has one word for a minimum and one for a maximum.
QUALIFIERS = {
    Hedge.ABOUT: "about",
    Hedge.NEARLY: "about",
    Hedge.MORE_THAN: "at-least",
    Hedge.AT_LEAST: "at-least",
    Hedge.LESS_THAN: "at-most",
    Hedge.UP_TO: "at-most",
    Hedge.AT_MOST: "at-most",
}

# Patterns, in the order they are tried. A sign needs no space after it, a word does.
HEDGES = [
    (r"environ|autour d[e']|de l'ordre d[e']|quelque|a peu pres|approximativement", Hedge.ABOUT),
    (r"about|around|approximately|approx\.?|roughly|some|circa|ca?\.|~|≈", Hedge.ABOUT),
    (r"pres d[e']|presque|nearly|almost|just under", Hedge.NEARLY),
    (r"plus d[e']|more than|over|above|>", Hedge.MORE_THAN),
    (r"(?:d')?au moins|au minimum|at least|a minimum of|min\.?|≥|>=", Hedge.AT_LEAST),
    (r"moins d[e']|less than|under|below|<", Hedge.LESS_THAN),
    (r"jusqu'a|up to", Hedge.UP_TO),
    (r"au plus|au maximum|at most|no more than|a maximum of|max\.?|≤|<=", Hedge.AT_MOST),
]
HEDGES_AFTER = [
    (r"environ|a peu pres|approximately|or so", Hedge.ABOUT),
    (r"au moins|au minimum|minimum|at least|or more|ou plus", Hedge.AT_LEAST),
    (r"au plus|au maximum|maximum|at most|or less|ou moins", Hedge.AT_MOST),
]

PER_YEAR = r"par an|/\s?an|per year|a year|/\s?year|p\.\s?a\.|annuels?|chaque annee"

# A word that says the text is English, and so which “billion” it means.
ENGLISH = (
    r"\b(?:from|to|between|and|about|around|approximately|roughly|nearly|almost|over|above|under"
    r"|below|at least|at most|more than|less than|up to|of|per year|pounds|us dollars)\b"
)

HALF_A = r"^(?:un|1/2) demi-?\s?|^half an? |^demi-|^½ "

NUMBERS = {
    **{"un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7},
    **{"huit": 8, "neuf": 9, "dix": 10, "cent": 100, "a": 1, "an": 1, "one": 1, "two": 2},
    **{"three": 3, "four": 4, "five": 5, "seven": 7, "eight": 8, "nine": 9, "ten": 10},
}

_MILLION, _MILLIARD = 10**6, 10**9
SCALES = {
    **dict.fromkeys(("k", "mille", "millier", "milliers", "thousand", "thousands"), 1000),
    **dict.fromkeys(("m", "mn", "mln", "mio", "million", "millions"), _MILLION),
    **dict.fromkeys(("md", "mds", "mrd", "mrds", "milliard", "milliards"), _MILLIARD),
    **dict.fromkeys(("b", "bn", "bln", "billion", "billions"), _MILLIARD),
    **dict.fromkeys(("trillion", "trillions"), 0),  # refused, like a French “billion”
}

_DOLLARS = ("USD", "CAD", "AUD", "NZD", "SGD", "HKD", "TWD", "MXN")
CURRENCIES = {
    **dict.fromkeys(("€", "eur", "euro", "euros"), ("EUR",)),
    **dict.fromkeys(("$", "dollar", "dollars"), _DOLLARS),
    **dict.fromkeys(("us$", "$us", "$ us", "us $", "usd", "us dollars"), ("USD",)),
    **dict.fromkeys(("dollars us", "dollars americains", "dollar americain"), ("USD",)),
    **dict.fromkeys(("ca$", "c$", "$ca", "cad", "canadian dollars"), ("CAD",)),
    **dict.fromkeys(("dollars canadiens",), ("CAD",)),
    **dict.fromkeys(("au$", "a$", "australian dollars", "dollars australiens"), ("AUD",)),
    **dict.fromkeys(("nz$",), ("NZD",)),
    **dict.fromkeys(("s$", "sg$"), ("SGD",)),
    **dict.fromkeys(("hk$",), ("HKD",)),
    **dict.fromkeys(("£", "gbp", "livres sterling", "livre sterling", "pounds"), ("GBP",)),
    **dict.fromkeys(("pounds sterling",), ("GBP",)),
    **dict.fromkeys(("chf", "francs suisses", "franc suisse", "swiss francs"), ("CHF",)),
    **dict.fromkeys(("franc", "francs"), ("CHF", "FRF")),
    **dict.fromkeys(("¥",), ("JPY", "CNY")),
    **dict.fromkeys(("yen", "yens", "jpy"), ("JPY",)),
    **dict.fromkeys(("yuan", "yuans", "rmb", "renminbi"), ("CNY",)),
    **dict.fromkeys(("₹",), ("INR",)),
}


@lru_cache
def _codes() -> frozenset[str]:
    return frozenset(Locale.parse("en").currencies)


def currencies_of(sign: str) -> tuple[str, ...]:
    """The ISO 4217 codes that a sign, a name or a code may mean; none where it is unknown."""
    known = CURRENCIES.get(sign.lower())
    return known or ((sign,) if sign in _codes() else ())
