"""What the pages of entries and partners say of time and of passages that stand there already."""

import datetime

from babel.dates import format_date
from django import template
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from initiatives.publication import outcomes
from sources.written.wording import active_locale, date_in_words, day_in_sentence

register = template.Library()

_MONTH = 30.4  # days: a little short, so that a year of 365 of them is twelve months
_DAYS_TOLD = 61  # from here on in months
_MONTHS_TOLD = 24  # from here on in years


@register.filter
def is_repeat(citation: dict) -> bool:
    """Whether a passage stands further up the page, in full."""
    return citation.get("is_repeat", False)


@register.filter
def are_repeats(citations: list[dict]) -> bool:
    """Whether every passage of a claim stands further up the page."""
    return bool(citations) and all(map(is_repeat, citations))


@register.filter
def publishers(citations: list[dict]) -> list[str]:
    """Who printed the passages of a claim, each once."""
    return list(dict.fromkeys(citation["publisher"]["name"] for citation in citations))


@register.filter
def plain_date(date: dict | None) -> str:
    """A date of a document as its text alone gives it, without the bounds that were worked out."""
    return date_in_words(date["edtf"]) if date else ""


@register.filter
def month(day: datetime.date) -> str:
    """``June 2019``."""
    return format_date(day, "MMMM y", active_locale())


@register.filter
def duration(days: int) -> str:
    """A number of days in its largest whole unit, never more than they are: ``7 years``."""
    months = int(days / _MONTH)
    if days < _DAYS_TOLD:
        return ngettext("%(count)d day", "%(count)d days", days) % {"count": days}
    return months_in_words(months)


@register.filter
def longest(days: int) -> str:
    """The same, never less than they are: an upper limit."""
    if days < _DAYS_TOLD:
        return duration(days)
    months = -int(-(days - 1) // _MONTH)
    return months_in_words(months if months < _MONTHS_TOLD else -(-months // 12) * 12)


@register.filter
def months_in_words(months: int) -> str:
    """``18 months``, ``3 years``: a whole number of years from two on."""
    if months < _MONTHS_TOLD:
        return ngettext("%(count)d month", "%(count)d months", months) % {"count": months}
    years = months // 12
    return ngettext("%(count)d year", "%(count)d years", years) % {"count": years}


@register.filter
def days_since(day: datetime.date, on: datetime.date) -> int:
    return (on - day).days


@register.filter
def day_of(day: datetime.date) -> str:
    return day_in_sentence(day)


@register.filter
def of_slug(by_slug: dict, slug: str):
    return by_slug.get(slug)


# ── Forecasts ────────────────────────────────────────────────────────────────────────────────────
_OUTCOMES = {
    outcomes.MET: pgettext_lazy("a forecast", "Met"),
    outcomes.MET_OR_EARLY: pgettext_lazy("a forecast", "Met, or early"),
    outcomes.MET_OR_LATE: gettext_lazy("Met or late: the dates do not tell which"),
    outcomes.UNCLEAR: gettext_lazy("Realised; whether in time cannot be told"),
    outcomes.SAID_TO_BE_MET: gettext_lazy("Said to be realised; when is not on record"),
    outcomes.DROPPED: gettext_lazy("Dropped: the initiative is recorded as stopped"),
    outcomes.NO_NEWS: pgettext_lazy("a forecast", "No news since"),
    outcomes.TO_COME: pgettext_lazy("a forecast", "Still to come"),
    outcomes.UNDATED: gettext_lazy("No due date on record"),
}


@register.filter
def outcome_words(outcome: outcomes.Outcome) -> str:
    """``Late by at least 3 months, at most 14 months``: as exact as the dates are."""
    if outcome.code not in (outcomes.LATE, outcomes.EARLY):
        return str(_OUTCOMES[outcome.code])
    is_late = outcome.code == outcomes.LATE
    span = {"span": duration(outcome.low)}
    if outcome.is_exact:
        return (_("Late by %(span)s") if is_late else _("Early by %(span)s")) % span
    if outcome.low == outcome.high:
        return (_("Late by about %(span)s") if is_late else _("Early by about %(span)s")) % span
    said = (_("Late by at least %(span)s") if is_late else _("Early by at least %(span)s")) % span
    if outcome.high is None:
        return said
    return _("%(at_least)s, at most %(span)s") % {
        "at_least": said,
        "span": longest(outcome.high),
    }
