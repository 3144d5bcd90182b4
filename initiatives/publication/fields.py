"""What each part of an entry's document is called and how its value is said, in the reader's words.

The order is that of the entry's page. Values come from a ``shape.completed`` document.
"""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from ..templatetags import tracker_format as say


class Field(NamedTuple):
    """One field of a piece. ``said`` gives its words, empty for none; ``None``: the value is words
    in two languages.
    """

    name: str
    label: Promise
    said: Callable[[dict], str] | None = None


class Kind(NamedTuple):
    """A sort of claim: where its list is in the document, under which heading of the page it
    stands, what one of them is called.
    """

    name: str
    collection: str
    section: str
    subject: Callable[[dict], str]
    fields: tuple[Field, ...]


SECTIONS = {
    "entry": gettext_lazy("The entry itself"),
    "figures": gettext_lazy("Key facts"),
    "disagreements": gettext_lazy("Where sources disagree"),
    "partners": gettext_lazy("Partners"),
    "timeline": gettext_lazy("Timeline"),
    "statements": gettext_lazy("Statements"),
    "family": gettext_lazy("Family"),
    "evidence": gettext_lazy("Evidence"),
}


# ── How values are said ──────────────────────────────────────────────────────────────────────────


def date(value: dict | None) -> str:
    """A date with what it is inferred from; nothing for none."""
    return _inferred(say.fuzzy_date(value), value["inferred"], value["basis"]) if value else ""


def _inferred(text: str, is_inferred: bool, basis: dict) -> str:
    if not is_inferred:
        return text
    why = _("inferred")
    if say.has_words(basis):
        why = _("inferred: %(basis)s") % {"basis": say.plain_words(basis)}
    return f"{text} ({why})"


def status(value: dict | None) -> str:
    if not value:
        return ""
    text = say.label(value["status"], "lifecycle_statuses")
    if value["as_of"]:
        text = _("%(status)s, as of %(date)s") % {"status": text, "date": date(value["as_of"])}
    return _inferred(text, value["inferred"], value["basis"])


def title(entry: dict) -> str:
    return say.plain_words(entry["title"])


def _code(name: str, vocabulary: str) -> Callable[[dict], str]:
    return lambda piece: say.label(piece[name], vocabulary)


def _day(name: str) -> Callable[[dict], str]:
    return lambda piece: date(piece[name])


def _partner(name: str) -> Callable[[dict], str]:
    return lambda piece: say.partner_name(piece[name]) if piece[name] else ""


def _yes_or_no(name: str) -> Callable[[dict], str]:
    return lambda piece: _("yes") if piece[name] else _("no")


def _joined(parts: Iterable[str]) -> str:
    return ", ".join(part for part in parts if part)


def _first_upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def _place(entry: dict) -> str:
    place = entry["place"]
    return _inferred(say.place(place), place["inferred"], {}) if place else ""


def _country(entry: dict) -> str:
    """As the page: the country alone where the place does not give it."""
    in_place = entry["place"] and entry["place"]["country"]
    return "" if in_place else say.country(entry["country"])


def _amount(investment: dict) -> str:
    text = say.money(investment["money"])
    if investment["period"] == "per-year":
        text = f"{text} {say.label('per-year', 'investment_periods')}"
    return text


def _investors(investment: dict) -> str:
    names = [say.partner_name(each) for each in investment["investors"]]
    notes = _joined(
        (
            _("implied by the source") if investment["investors_inferred"] else "",
            _("others possible") if names and investment["investors_complete"] is False else "",
            _("their own share is not disclosed")
            if investment["investor_share_disclosed"] is False
            else "",
        )
    )
    text = say.in_a_row(names) if names else _("not named")
    return f"{text} ({notes})" if notes else text


def _recipient(investment: dict) -> str:
    recipient = investment["recipient"]
    if recipient["slug"]:
        return say.partner_name(recipient)
    return say.label(recipient["kind"], "recipient_kinds")


def _speaker(statement: dict) -> str:
    return _joined(
        (
            statement["speaker"] or "",
            say.plain_words(statement["capacity"]),
            say.partner_name(statement["partner"]) if statement["partner"] else "",
        )
    ) or _("The article")


def _market_figure(statement: dict) -> str:
    figure = statement["figure"]
    return _joined((say.figure(figure), say.plain_words(figure["scope"]))) if figure else ""


def _titles(name: str) -> Callable[[dict], str]:
    return lambda piece: say.in_a_row([title(each) for each in piece[name]])


# ── The entry itself ─────────────────────────────────────────────────────────────────────────────

ENTRY = (
    Field("title", gettext_lazy("Title")),
    Field(
        "title_as_stated",
        gettext_lazy("Title as printed"),
        lambda entry: entry["title_as_stated"] or "",
    ),
    Field("title_coined", gettext_lazy("Title coined here"), _yes_or_no("title_coined")),
    Field("slug", gettext_lazy("Address"), lambda entry: entry["slug"]),
    Field("kind", gettext_lazy("Kind"), _code("kind", "initiative_kinds")),
    Field("subkind", gettext_lazy("Finer kind"), _code("subkind", "initiative_subkinds")),
    Field("summary", gettext_lazy("Summary")),
    Field("description", gettext_lazy("Description")),
    Field("country", gettext_lazy("Country"), _country),
    Field("end", gettext_lazy("End"), _day("end")),
    Field("also_partner", gettext_lazy("Also an organisation"), _partner("also_partner")),
    Field("place", gettext_lazy("Place"), _place),
    Field("audience", gettext_lazy("Audience")),
    Field(
        "language",
        gettext_lazy("Language of the original"),
        lambda entry: say.language_name(entry["language"]),
    ),
)

EVIDENCE = (
    Field(
        "evidence_level",
        gettext_lazy("Evidence level"),
        _code("evidence_level", "evidence_levels"),
    ),
    Field(
        "last_verified_on",
        gettext_lazy("Last verified"),
        lambda entry: say.day(entry["last_verified_on"]) if entry["last_verified_on"] else "",
    ),
)


class Items(NamedTuple):
    """A list of an entry: ``key`` tells its members apart, ``said`` names one."""

    name: str
    section: str
    label: Promise
    key: Callable[[dict], str]
    said: Callable[[dict], str]


def _slug(piece: dict) -> str:
    return piece["slug"]


ITEMS = (
    Items(
        "themes",
        "entry",
        gettext_lazy("Themes"),
        _slug,
        lambda theme: say.plain_words(theme["name"]),
    ),
    Items(
        "dates",
        "entry",
        gettext_lazy("Dates"),
        lambda each: each["kind"],
        lambda each: f"{_first_upper(say.label(each['kind'], 'date_kinds'))}, {date(each['date'])}",
    ),
    Items(
        "aliases",
        "entry",
        gettext_lazy("Other names"),
        lambda alias: alias["name"],
        lambda alias: alias["name"],
    ),
    Items(
        "parents",
        "family",
        gettext_lazy("Part of"),
        _slug,
        lambda parent: _inferred(title(parent), say.has_words(parent["basis"]), parent["basis"]),
    ),
    Items("children", "family", gettext_lazy("Comprises"), _slug, title),
    Items("related", "family", gettext_lazy("Related"), _slug, title),
)


# ── Claims ───────────────────────────────────────────────────────────────────────────────────────

CLAIMS = (
    Kind(
        "investment",
        "investments",
        "figures",
        lambda claim: _joined(
            (
                _first_upper(say.label(claim["kind"], "investment_kinds")),
                say.plain_words(claim["scope"]),
            )
        ),
        (
            Field("money", gettext_lazy("Amount"), _amount),
            Field("kind", gettext_lazy("Kind"), _code("kind", "investment_kinds")),
            Field("scope", gettext_lazy("What for")),
            Field("stage", gettext_lazy("Stage"), _code("stage", "investment_stages")),
            Field("date", gettext_lazy("Date"), _day("date")),
            Field("investors", gettext_lazy("Investors"), _investors),
            Field("recipient", gettext_lazy("Recipient"), _recipient),
            Field(
                "part_of",
                gettext_lazy("Part of"),
                lambda claim: _("a larger investment") if claim["part_of"] else "",
            ),
            Field("note", gettext_lazy("Note")),
        ),
    ),
    Kind(
        "metric",
        "metrics",
        "figures",
        lambda claim: _first_upper(say.plain_words(claim["name"])),
        (
            Field("value", gettext_lazy("Value"), say.figure),
            Field("name", gettext_lazy("Name")),
            Field("scope", gettext_lazy("What it counts")),
            Field("nature", gettext_lazy("Nature"), _code("nature", "metric_natures")),
            Field(
                "claimed_by",
                gettext_lazy("According to"),
                lambda claim: say.in_a_row([who["name"] for who in claim["claimed_by"]]),
            ),
            Field("date", gettext_lazy("Date"), _day("date")),
        ),
    ),
    Kind(
        "conflict",
        "conflicts",
        "disagreements",
        lambda conflict: say.plain_words(conflict["topic"]),
        (
            Field("topic", gettext_lazy("Topic")),
            Field("nature", gettext_lazy("Nature"), _code("nature", "conflict_natures")),
            Field("resolution", gettext_lazy("How we read it")),
            Field(
                "resolution_basis",
                gettext_lazy("What that rests on"),
                _code("resolution_basis", "bases"),
            ),
        ),
    ),
    Kind(
        "participation",
        "participations",
        "partners",
        lambda claim: _joined(
            (say.partner_name(claim["partner"]), say.label(claim["role"], "roles"))
        ),
        (
            Field("partner", gettext_lazy("Organisation"), _partner("partner")),
            Field("role", gettext_lazy("Role"), _code("role", "roles")),
            Field("how", gettext_lazy("How")),
            Field("stated", gettext_lazy("How the role is stated"), _code("stated", "stated")),
            Field("from", pgettext_lazy("since when", "From"), _day("from")),
            Field("until", gettext_lazy("Until"), _day("until")),
        ),
    ),
    Kind(
        "milestone",
        "milestones",
        "timeline",
        lambda claim: say.plain_words(claim["what"]),
        (
            Field("date", gettext_lazy("Date"), _day("date")),
            Field("what", gettext_lazy("What")),
            Field("kind", gettext_lazy("Kind"), _code("kind", "milestone_kinds")),
            Field("state", gettext_lazy("State"), _code("state", "milestone_states")),
            Field(
                "who",
                gettext_lazy("Who"),
                lambda claim: claim["who"]["name"] if claim["who"] else "",
            ),
            Field(
                "forecast",
                gettext_lazy("Realises"),
                lambda claim: say.plain_words(claim["forecast"]),
            ),
            Field("note", gettext_lazy("Note")),
        ),
    ),
    Kind(
        "statement",
        "statements",
        "statements",
        _speaker,
        (
            Field("speaker", gettext_lazy("Who speaks"), _speaker),
            Field("paraphrase", gettext_lazy("What is said")),
            Field("type", gettext_lazy("Type"), _code("type", "statement_types")),
            Field("date", gettext_lazy("Date"), _day("date")),
            Field("topic", gettext_lazy("On the market")),
            Field("figure", gettext_lazy("Figure"), _market_figure),
            Field(
                "also_said_by",
                gettext_lazy("Also said by"),
                lambda claim: say.in_a_row(claim["also_said_by"]),
            ),
            Field("also_about", gettext_lazy("Also about"), _titles("also_about")),
        ),
    ),
)
