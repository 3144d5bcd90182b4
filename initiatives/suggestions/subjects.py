"""What a suggestion can be about: the parts of a public page, and the claims on it, in words."""

from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..guests import SECTIONS
from ..templatetags import tracker_format as say

LONGEST = 120  # of a claim in the list

Group = tuple[str, list[tuple[str, str]]]

# The parts of the other pages, by their ``id``.
_OF_PARTNERS = {
    "who": gettext_lazy("Who they are"),
    "money": gettext_lazy("Money"),
    "roles": gettext_lazy("Roles"),
    "statements": gettext_lazy("Statements"),
    "spellings": gettext_lazy("As sources write it"),
}
_OF_SOURCES = {
    "article": gettext_lazy("The article"),
    "entries": gettext_lazy("Entries it supports"),
}


def of_initiative(entry: dict) -> list[Group]:
    """``(heading, [(id on the page, words)])`` of a published entry, in the order of its page."""
    sections = [
        (code, str(title))
        for code, (title, needs) in SECTIONS.items()
        if needs is None or any(entry[name] for name in needs.split())
    ]
    return _filled(
        (_("Parts of the page"), sections),
        (_("Money"), [_claim("investment", each, _money(each)) for each in entry["investments"]]),
        (_("Figures"), [_claim("metric", each, _figure(each)) for each in entry["metrics"]]),
        (
            _("Partners"),
            [_claim("participation", each, _role(each)) for each in entry["participations"]],
        ),
        (_("Timeline"), [_claim("milestone", each, _event(each)) for each in entry["milestones"]]),
        (
            _("Statements"),
            [
                _claim("statement", each, say.plain_words(each["paraphrase"]))
                for each in entry["statements"]
            ],
        ),
    )


def of_partner(partner: dict) -> list[Group]:
    return [(_("Parts of the page"), [(code, str(words)) for code, words in _OF_PARTNERS.items()])]


def of_source(source: dict) -> list[Group]:
    passages = [
        (f"p-{each['id']}", _short(say.plain_words(each["paraphrase"]) or each["quote"] or ""))
        for each in source["passages"]
    ]
    parts = [(code, str(words)) for code, words in _OF_SOURCES.items()]
    return _filled((_("Parts of the page"), parts), (_("Passages"), passages))


def _filled(*groups: Group) -> list[Group]:
    return [group for group in groups if group[1]]


def _claim(kind: str, claim: dict, words: str) -> tuple[str, str]:
    return f"{kind}-{claim['id']}", _short(words)


def _short(words: str) -> str:
    return Truncator(capfirst(words)).chars(LONGEST)


def _money(investment: dict) -> str:
    kind = say.label(investment["kind"], "investment_kinds")
    scope = say.plain_words(investment["scope"])
    return " · ".join(part for part in (kind, say.money(investment["money"]), scope) if part)


def _figure(metric: dict) -> str:
    return f"{say.plain_words(metric['name'])} · {say.figure(metric)}"


def _role(participation: dict) -> str:
    role = say.label(participation["role"], "roles")
    return f"{say.partner_name(participation['partner'])} · {role}"


def _event(milestone: dict) -> str:
    return f"{say.fuzzy_date(milestone['date'])} · {say.plain_words(milestone['what'])}"
