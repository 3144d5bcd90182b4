"""Dates, money, figures, labels and translated words as a reader of one language expects them.

Formatting only: each filter takes a piece of a published document and returns text. What a filter
has no value for is said in words, never shown as zero.
"""

import datetime
from decimal import Decimal

import nh3
from babel.lists import format_list
from babel.numbers import format_compact_currency, format_currency, format_decimal, format_percent
from django import template
from django.utils.dateparse import parse_datetime
from django.utils.html import escape, format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from markdown_it import MarkdownIt

from initiatives import choices as claims
from sources import choices as evidence
from sources import fuzzy_dates
from sources.languages import reads_french, remembered_in_each_language
from sources.written.wording import (
    date_in_words,
    day_in_sentence,
    day_in_words,
    locale_of,
    place_in_words,
)

register = template.Library()

NO_BREAK_SPACE = "\xa0"
VOCABULARIES = {**evidence.VOCABULARIES, **claims.VOCABULARIES}
_markdown = MarkdownIt("commonmark", {"html": False}).enable("table")


def language() -> str:
    """The active language, ``fr`` or ``en``."""
    return "fr" if reads_french() else "en"


# ── Words in two languages ───────────────────────────────────────────────────────────────────────
@register.filter
def words(translated: dict | None) -> str:
    """The text of ``{"fr", "en"}`` for the reader, marked where only the other language has one."""
    text, spoken, is_mine = _pick(translated)
    if is_mine:
        return escape(text)
    return format_html('<span lang="{}">{}</span>', spoken, text)


@register.filter
def plain_words(translated: dict | None) -> str:
    """The same without markup, for titles and attributes."""
    return _pick(translated)[0]


@register.filter
def is_foreign(translated: dict | None) -> bool:
    """Whether ``{"fr", "en"}`` has a text, and only in the language that is not the reader's."""
    text, _spoken, is_mine = _pick(translated)
    return bool(text) and not is_mine


@register.filter
def has_words(translated: dict | None) -> bool:
    return bool(translated and (translated.get("fr") or translated.get("en")))


def _pick(translated: dict | None) -> tuple[str, str, bool]:
    """The text, the language it is in, whether that is the reader's, as for no text at all."""
    mine = language()
    other = "en" if mine == "fr" else "fr"
    texts = translated or {}
    if texts.get(mine) or not texts.get(other):
        return texts.get(mine) or "", mine, True
    return texts[other], other, False


@register.filter
def markdown(text: str) -> str:
    """Markdown as HTML: the parser refuses raw HTML, then whatever is left is cleaned."""
    return mark_safe(nh3.clean(_markdown.render(text), tags=_MARKDOWN_TAGS))


_MARKDOWN_TAGS = {
    "a", "blockquote", "br", "code", "em", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p",
    "pre", "strong", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip


# ── Codes ────────────────────────────────────────────────────────────────────────────────────────
@register.filter
def label(code: str | None, vocabulary: str) -> str:
    """What the closed list ``vocabulary`` calls ``code``; nothing for no code."""
    terms = VOCABULARIES[vocabulary]
    return terms[code].label(language()) if code in terms else code or ""


@register.filter
def definition(code: str | None, vocabulary: str) -> str:
    """What ``code`` means, in one sentence; nothing for no code."""
    terms = VOCABULARIES[vocabulary]
    if code not in terms:
        return ""
    return terms[code].definition_fr if language() == "fr" else terms[code].definition_en


@register.filter
def country(code: str | None) -> str:
    """The name of an ISO 3166 country; the code itself where Babel knows none."""
    return locale_of(language()).territories.get(code, code or "")


@register.filter
def language_name(code: str) -> str:
    """``fr`` -> ``French``, ``français``."""
    return locale_of(language()).languages.get(code, code)


@register.filter
def in_a_row(names: list[str]) -> str:
    """``a, b and c``."""
    return format_list(names, locale=locale_of(language()))


# ── Dates ────────────────────────────────────────────────────────────────────────────────────────
@register.filter
@remembered_in_each_language
def day(iso: str | None) -> str:
    """An ISO day, or the day of an ISO moment (UTC), in words."""
    if not iso:
        return _("date not given")
    moment = parse_datetime(iso) if len(iso) > 10 else None
    return day_in_words(moment.date() if moment else datetime.date.fromisoformat(iso))


@register.filter
def moment(at: datetime.datetime) -> str:
    """A moment in words, to the minute, in UTC: ``4 December 2026 at 14:00``."""
    return date_in_words(at.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M"))


@register.filter
def fuzzy_date(date: dict | None) -> str:
    """A date of a document in words, as precise as it is and no more: ``about November 2017``."""
    if not date:
        return _("date not given")
    return _date_within(date["edtf"], date["earliest"], date["latest"])


@remembered_in_each_language
def _date_within(edtf: str, earliest: str | None, latest: str | None) -> str:
    said = date_in_words(edtf)
    narrowed = _narrowed(edtf, earliest, latest)
    return f"{said} ({narrowed})" if narrowed else said


def _narrowed(edtf: str, *bounds: str | None) -> str:
    """The bounds somebody worked out, where the text alone does not say them."""
    text = fuzzy_dates.parse(edtf)
    earliest, latest = (datetime.date.fromisoformat(bound) if bound else None for bound in bounds)
    later_start = earliest is not None and earliest != text.earliest
    earlier_end = latest is not None and latest != text.latest
    if later_start and earlier_end:
        first, last = day_in_sentence(earliest), day_in_sentence(latest)
        return _("between %(first)s and %(last)s") % {"first": first, "last": last}
    if later_start:
        return _("no earlier than %(date)s") % {"date": day_in_sentence(earliest)}
    if earlier_end:
        return _("no later than %(date)s") % {"date": day_in_sentence(latest)}
    return ""


# ── Money and figures ────────────────────────────────────────────────────────────────────────────
@register.filter
def money(money: dict) -> str:
    """The amount with its qualifier, or in words why there is none."""
    if money["min"] is None:
        return _why_no_amount(money["disclosure"])
    low, high = (amount(money[bound], money["currency"]) for bound in ("min", "max"))
    return _qualified_amount(low, high, money["qualifier"])


@register.filter
def money_marked(money: dict) -> str:
    """The same as HTML, each amount marked, so that a qualifier can stand back."""
    return _money_marked(*(money[name] for name in _OF_AN_AMOUNT))


_OF_AN_AMOUNT = ("min", "max", "currency", "qualifier", "disclosure")


@remembered_in_each_language
def _money_marked(least, most, currency, qualifier, disclosure) -> str:
    if least is None:
        return escape(_why_no_amount(disclosure))
    low, high = (
        format_html('<b class="amount">{}</b>', amount(bound, currency)) for bound in (least, most)
    )
    return mark_safe(_qualified_amount(low, high, qualifier))


def _why_no_amount(disclosure: str) -> str:
    if disclosure == "explicitly-withheld":
        return _("amount explicitly withheld")
    return _("amount not mentioned by the sources")


def _qualified_amount(low: str, high: str, qualifier: str | None) -> str:
    if low != high:
        return _("%(low)s to %(high)s") % {"low": low, "high": high}
    if qualifier not in _QUALIFIED:
        return low
    return str(_QUALIFIED[qualifier]) % {"amount": low}


_QUALIFIED = {
    "about": gettext_lazy("about %(amount)s"),
    "at-least": gettext_lazy("at least %(amount)s"),
    "at-most": gettext_lazy("at most %(amount)s"),
}


@register.filter
def euros(money: dict) -> str:
    """The equivalent in euros with the day of the rate; nothing for euros or where unknown."""
    if money["eur"] is None or money["currency"] == "EUR":
        return ""
    return _in_euros(*(money["eur"][name] for name in ("min", "max", "rate_date")))


@remembered_in_each_language
def _in_euros(least: str, most: str, rate_date: str) -> str:
    low, high = (amount(str(round(Decimal(bound))), "EUR") for bound in (least, most))
    return _("%(amount)s at the ECB reference rate of %(day)s") % {
        "amount": _qualified_amount(low, high, "about"),
        "day": day(rate_date),
    }


@register.filter
@remembered_in_each_language
def amount(text: str | Decimal, currency: str) -> str:
    """One amount in major units of an ISO 4217 currency, with cents only where there are any."""
    value, locale = Decimal(text), locale_of(language())
    pattern = locale.currency_formats["standard"].pattern
    if value == value.to_integral_value():
        pattern = pattern.replace(".00", "")
    return format_currency(value, currency, format=pattern, locale=locale, currency_digits=False)


@register.filter
def short_amount(value: Decimal, currency: str) -> str:
    """An amount for the bar of a chart, whose table has it in full: ``€50M``."""
    return format_compact_currency(value, currency, locale=locale_of(language()), fraction_digits=1)


@register.filter
@remembered_in_each_language
def number(value: int | str | None) -> str:
    """A count or a decimal with the separators of the language."""
    return (
        ""
        if value is None
        else format_decimal(Decimal(value).normalize(), locale=locale_of(language()))
    )


@register.filter
def figure(metric: dict) -> str:
    """The value of a metric or a market remark, with unit and qualifier: ``about 15 people``."""
    if metric["qualifier"] == "one-third":
        return label("one-third", "metric_qualifiers")
    if metric["value_min"] is None:
        return metric["display"] or ""
    bounds = dict.fromkeys((metric["value_min"], metric["value_max"]))
    said = _with_unit([Decimal(bound) for bound in bounds], metric["unit"])
    qualifier = label(metric["qualifier"], "metric_qualifiers")
    if metric["qualifier"] in ("about", "more-than", "nearly", "up-to"):
        return f"{qualifier} {said}"
    return f"{said} ({qualifier})" if qualifier else said


def _with_unit(bounds: list[Decimal], unit: str) -> str:
    locale = locale_of(language())
    if unit == "percent":
        pattern = locale.percent_formats[None].pattern.replace("0", "0.##")
        return _range([format_percent(bound / 100, pattern, locale) for bound in bounds])
    texts = _range([number(bound) for bound in bounds])
    return f"{texts}{NO_BREAK_SPACE}{label(unit, 'metric_units')}" if unit != "share" else texts


def _range(texts: list[str]) -> str:
    return (
        texts[0]
        if len(texts) == 1
        else _("%(low)s to %(high)s") % {"low": texts[0], "high": texts[1]}
    )


# ── Names and places ─────────────────────────────────────────────────────────────────────────────
@register.filter
def partner_name(partner: dict) -> str:
    """An organisation's name in the reader's language, or as it is stored."""
    return partner["names"][language()] or partner["name"]


@register.filter
def place(place: dict) -> str:
    """A place from the smallest to the largest: its name, town, department and country."""
    town, department = _pick(place["cities"])[0] or place["city"], place["department"]
    if town and department:
        town = f"{town} ({department})"
    parts = (_pick(place["name"])[0], town or department, country(place["country"]))
    return ", ".join(part for part in parts if part)


@register.filter
def town(place: dict) -> str:
    """The town of a place, or the smallest part of it that is known."""
    return _pick(place["cities"])[0] or place["city"] or country(place["country"])


@register.filter
def locator(place: str) -> str:
    """Where a passage stands: ``paragraph 6`` in the reader's language, anything else as it is."""
    return place_in_words(place)


@register.filter
def field_name(field: str) -> str:
    """What a passage about an entry or a partner is about; a field not ours stays as it is."""
    return {
        "audience": _("audience"),
        "country": _("country"),
        "kind": _("kind"),
        "parent": _("what it is part of"),
        "place": _("place"),
        "start": _("start"),
        "summary": _("summary"),
        "themes": _("themes"),
        "title": _("title"),
    }.get(field, field)


@register.filter
def note_number(citation: dict) -> int | str:
    """The number of a passage on its page; nothing on a page that numbers none."""
    return citation.get("number", "")


@register.filter
def dots(origins: int) -> str:
    """Up to three origins as ``●●○``; the number in words always stands beside it."""
    return "●" * min(origins, 3) + "○" * max(3 - origins, 0)


@register.filter
def stance(code: str) -> str:
    """What a passage that does not support a fact does to it; nothing for one that does."""
    return {
        "contradicts": _("This passage says the opposite."),
        "mentions": _("This passage only touches on it."),
    }.get(code, "")


@register.filter
def fact_type(kind: str) -> str:
    """What sort of fact a passage stands under."""
    return {
        "initiative": _("initiative"),
        "participation": _("partner"),
        "investment": _("investment"),
        "milestone": _("milestone"),
        "metric": _("figure"),
        "lifecycle": _("status"),
        "statement": _("statement"),
    }[kind]


@register.filter
def fact_anchor(fact: dict) -> str:
    """Where on its entry's page a fact stands; the top for the entry itself and its status."""
    return "" if fact["type"] in ("initiative", "lifecycle") else f"#{fact['type']}-{fact['id']}"
