"""How a date is said to a reader, and a number written back, in the active language."""

import datetime
import re
from decimal import Decimal
from functools import lru_cache

from babel import Locale
from babel.dates import format_date, format_time
from babel.numbers import format_decimal
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from ..languages import reads_french, remembered_in_each_language

_PARAGRAPH = re.compile(r"paragraph (\d+)")


@lru_cache
def locale_of(code: str) -> Locale:
    """British in English: no doubt about the order of a date, nor about whose dollar it is."""
    return Locale.parse("fr" if code == "fr" else "en_GB")


def active_locale() -> Locale:
    return locale_of("fr" if reads_french() else "en")


# ── Dates ────────────────────────────────────────────────────────────────────────────────────────
@remembered_in_each_language
def date_in_words(edtf: str) -> str:
    """An EDTF text in words, as precise as it is and no more: ``about November 2017``."""
    first, slash, last = edtf.partition("/")
    if not slash:
        return _point(first)
    if first == "..":
        return _("no later than %(date)s") % {"date": _point(last, "at")}
    if last == "..":
        return _("from %(date)s on") % {"date": _point(first, "noun")}
    return _("between %(first)s and %(last)s") % {
        "first": _point(first, "noun"),
        "last": _point(last, "noun"),
    }


def _point(text: str, form: str = "bare") -> str:
    """One EDTF point. ``form``: ``bare``, or with the article (``noun``) or the preposition
    (``at``) that the sentence round it needs in French.
    """
    bare, mark = (text[:-1], text[-1]) if text[-1] in "~?%" else (text, "")
    if mark:
        said = {
            "~": _("about %(date)s"),
            "?": _("perhaps %(date)s"),
            "%": _("perhaps about %(date)s"),
        }[mark]
        return said % {"date": _point(bare, "noun")}
    if len(bare) == 4:
        return _preposed(bare, form)
    if len(bare) == 7:
        month = datetime.date.fromisoformat(f"{bare}-01")
        return _preposed(format_date(month, "MMMM y", locale=active_locale()), form)
    date = datetime.date.fromisoformat(bare[:10])
    said = day_in_words(date) if form == "bare" else day_in_sentence(date)
    if len(bare) == 10:
        return said
    time = format_time(datetime.time.fromisoformat(bare[11:]), "HH:mm", locale=active_locale())
    return _("%(day)s at %(time)s") % {"day": said, "time": time}


def _preposed(month_or_year: str, form: str) -> str:
    if form != "at":
        return month_or_year
    return pgettext("“no later than” a month or a year", "%(date)s") % {"date": month_or_year}


def day_in_sentence(date: datetime.date) -> str:
    """A day with the article it needs after a preposition in French."""
    return pgettext("a day, after a preposition", "%(date)s") % {"date": day_in_words(date)}


@remembered_in_each_language
def day_in_words(date: datetime.date) -> str:
    said = format_date(date, "d MMMM y", locale=active_locale())
    return f"1er{said[1:]}" if date.day == 1 and reads_french() else said


@remembered_in_each_language
def short_day(date: datetime.date) -> str:
    """A day for a narrow column, its month shortened."""
    said = format_date(date, "d MMM y", locale=active_locale())
    return f"1er{said[1:]}" if date.day == 1 and reads_french() else said


# ── Numbers, as they are typed ───────────────────────────────────────────────────────────────────
def bounds_as_typed(low: Decimal | None, high: Decimal | None, language: str | None = None) -> str:
    """A number or a range as an input shows it: reading it back gives the same values.

    Empty for no value. ``language`` is ``fr`` or ``en``, the active one by default.
    """
    if low is None or high is None:
        return ""
    language = language or ("fr" if reads_french() else "en")
    texts = [_as_typed(value, locale_of(language)) for value in dict.fromkeys((low, high))]
    return {"fr": " à ", "en": " to "}[language].join(texts)


def _as_typed(value: Decimal, locale: Locale) -> str:
    written = format_decimal(value, format="#,##0.####", locale=locale)
    _whole, point, decimals = written.rpartition(locale.number_symbols["latn"]["decimal"])
    # Three decimals would read as thousands; a tenth, as an amount of cents cut short.
    return f"{written}0" if point and len(decimals) in (1, 3) else written


# ── Money, with its currency's code ──────────────────────────────────────────────────────────────
def coded_amount(low: Decimal, high: Decimal, currency: str) -> str:
    """``EUR 500,000``, in French ``500 000 EUR``; a dash between bounds, cents if there are any."""
    locale = active_locale()
    no_cents = f"{locale.number_symbols['latn']['decimal']}00"
    amount = " – ".join(
        format_decimal(value, format="#,##0.00", locale=locale).removesuffix(no_cents)
        for value in dict.fromkeys((low, high))
    )
    return f"{amount}\xa0{currency}" if reads_french() else f"{currency} {amount}"


@remembered_in_each_language
def place_in_words(locator: str) -> str:
    """Where a passage stands: ``paragraph 6`` in the reader's language, anything else as it is."""
    found = _PARAGRAPH.fullmatch(locator)
    return _("paragraph %(number)s") % {"number": found[1]} if found else locator
