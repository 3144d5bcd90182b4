"""The table of each collection: its columns, one row for each document."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from ..templatetags import tracker_format as say
from .columns import (
    MONEY,
    Column,
    coded,
    country,
    dated,
    inside,
    joined,
    plain,
    sources_of,
    text,
    words,
)

_PAGE = Column("url", _("Page"), "page", lambda row: row["url"])
_UPDATED_AT = plain("updated_at", _("Record updated at"), "moment")


def _count(name: str, heading, of: str) -> Column:
    return Column(name, heading, "integer", lambda row: len(row[of]))


def _names(partners: list[dict]) -> str:
    return joined(say.partner_name(each) for each in partners)


def _slugs(partners: list[dict]) -> str:
    return joined(each["slug"] for each in partners)


def _titles(name: str):
    return lambda row: joined(say.plain_words(each["title"]) for each in row[name])


# ── Initiatives ──────────────────────────────────────────────────────────────────────────────────


def _leads(entry: dict) -> list[dict]:
    return [each["partner"] for each in entry["participations"] if each["role"] == "lead"]


def _all_partners(entry: dict) -> str:
    """Each partner once, with its roles."""
    roles: dict[str, list[str]] = {}
    for each in entry["participations"]:
        roles.setdefault(say.partner_name(each["partner"]), []).append(
            say.label(each["role"], "roles")
        )
    return joined(f"{name} ({', '.join(dict.fromkeys(of))})" for name, of in roles.items())


def _all_partner_slugs(entry: dict) -> str:
    return joined(dict.fromkeys(each["partner"]["slug"] for each in entry["participations"]))


def _place(entry: dict) -> str | None:
    return say.place(entry["place"]) if entry["place"] else None


def _city(entry: dict) -> str | None:
    place = entry["place"]
    return (say.plain_words(place["cities"]) or place["city"]) if place else None


def _first_investment(entry: dict) -> dict | None:
    return entry["investments"][0] if entry["investments"] else None


def passages_of(entry: dict) -> Iterator[dict]:
    """Every passage under the entry and its claims, in the order of the document."""
    yield from entry["citations"]
    if entry["lifecycle"]:
        for status in (entry["lifecycle"], *entry["lifecycle"]["history"]):
            yield from status["citations"]
    if entry["place"]:
        yield from entry["place"]["citations"]
    for name in ("participations", "investments", "milestones", "metrics", "statements"):
        for claim in entry[name]:
            yield from claim["citations"]


def _articles(entry: dict) -> str:
    return joined(dict.fromkeys(each["article"]["slug"] for each in passages_of(entry)))


def _lifecycle(key: str):
    return lambda entry: entry["lifecycle"][key] if entry["lifecycle"] else None


def _evidence(key: str):
    return lambda entry: entry["evidence"][key] if entry["evidence"] else 0


_SPENT = [
    *coded("kind", _("First investment, kind"), "investment_kinds"),
    *coded("stage", _("First investment, stage"), "investment_stages"),
    words("scope", _("First investment, what for")),
    *MONEY,
    *coded("period", _("Period"), "investment_periods"),
    *dated("date", _("First investment, date")),
]

INITIATIVES = [
    plain("slug", _("Identifier"), "code"),
    words("title", _("Title")),
    *coded("kind", _("Kind"), "initiative_kinds"),
    *coded("subkind", _("Finer kind"), "initiative_subkinds"),
    *coded("lifecycle", _("Status"), "lifecycle_statuses", _lifecycle("status")),
    *dated("lifecycle_as_of", _("Status as of"), _lifecycle("as_of")),
    Column("lifecycle_inferred", _("Status inferred"), "boolean", _lifecycle("inferred")),
    words("summary", _("Summary")),
    text(
        "themes",
        _("Themes"),
        lambda row: joined(say.plain_words(each["name"]) for each in row["themes"]),
    ),
    text("theme_slugs", _("Themes (identifiers)"), lambda row: _slugs(row["themes"])),
    text("place", _("Place"), _place),
    text("city", _("Town"), _city),
    *country(),
    *dated("start", _("Start")),
    *dated("end", _("End")),
    *dated("first_known", _("First known")),
    text("lead_partners", _("Lead partners"), lambda row: _names(_leads(row))),
    text("lead_partner_slugs", _("Lead partners (identifiers)"), lambda row: _slugs(_leads(row))),
    text("partners", _("All partners, with their roles"), _all_partners),
    text("partner_slugs", _("All partners (identifiers)"), _all_partner_slugs),
    _count("investment_count", _("Investments"), "investments"),
    *inside(_first_investment, _SPENT, "investment_"),
    _count("milestone_count", _("Milestones"), "milestones"),
    _count("metric_count", _("Figures"), "metrics"),
    _count("statement_count", _("Statements"), "statements"),
    text("part_of", _("Part of"), _titles("parents")),
    Column("passage_count", _("Passages cited"), "integer", _evidence("passages")),
    Column("origin_count", _("Independent origins"), "integer", _evidence("origins")),
    Column("publisher_count", _("Publishers"), "integer", _evidence("publishers")),
    text("sources", _("Sources (identifiers)"), _articles),
    _count("disagreement_count", _("Disagreements between sources"), "conflicts"),
    *coded("evidence_level", _("Evidence level"), "evidence_levels"),
    plain("version", _("Version"), "integer"),
    plain("published_at", _("Published at"), "moment"),
    plain("last_verified_on", _("Last verified"), "day"),
    _UPDATED_AT,
    _PAGE,
]


# ── Claims by themselves ─────────────────────────────────────────────────────────────────────────

_ENTRY = [
    Column(
        "initiative", _("Initiative (identifier)"), "code", lambda row: row["initiative"]["slug"]
    ),
    text(
        "initiative_title", _("Initiative"), lambda row: say.plain_words(row["initiative"]["title"])
    ),
]
_CITED = [
    _count("passage_count", _("Passages cited"), "citations"),
    text("sources", _("Sources"), lambda row: sources_of(row["citations"])),
    _UPDATED_AT,
]


def _anchor(kind: str):
    """The path of a claim on its entry's page; a free statement is told on its partner's."""

    def path(row):
        if row["initiative"]:
            return f"/initiatives/{row['initiative']['slug']}/#{kind}-{row['id']}"
        partner = row.get("partner")
        return f"/partners/{partner['slug']}/" if partner else None

    return path


def _recipient(row: dict) -> str:
    recipient = row["recipient"]
    if recipient["slug"]:
        return say.partner_name(recipient)
    return say.label(recipient["kind"], "recipient_kinds")


INVESTMENTS = [
    plain("id", _("Identifier"), "code"),
    *_ENTRY,
    *coded("kind", _("Kind"), "investment_kinds"),
    *coded("stage", _("Stage"), "investment_stages"),
    words("scope", _("What for")),
    *MONEY,
    *coded("period", _("Period"), "investment_periods"),
    *dated("date", _("Date")),
    text("investors", _("Investors"), lambda row: _names(row["investors"])),
    text("investor_slugs", _("Investors (identifiers)"), lambda row: _slugs(row["investors"])),
    plain("investors_complete", _("Investors all named"), "boolean"),
    plain("investors_inferred", _("Investors inferred"), "boolean"),
    text("recipient", _("Recipient"), _recipient),
    Column(
        "recipient_slug", _("Recipient (identifier)"), "code", lambda row: row["recipient"]["slug"]
    ),
    plain("part_of", _("Part of the investment"), "code"),
    words("note", _("Note")),
    *_CITED,
    _PAGE,
]

MILESTONES = [
    plain("id", _("Identifier"), "code"),
    *_ENTRY,
    words("what", _("What")),
    *dated("date", _("Date")),
    *coded("kind", _("Kind"), "milestone_kinds"),
    *coded("state", _("State"), "milestone_states"),
    plain("fulfils", _("Realises the forecast"), "code"),
    text("fulfilled_by", _("Realised by"), lambda row: joined(row["fulfilled_by"])),
    text("who", _("Who"), lambda row: row["who"]["name"] if row["who"] else None),
    words("note", _("Note")),
    *_CITED,
    Column("url", _("Page"), "page", _anchor("milestone")),
]

_FIGURE = [
    plain("value_min", _("Figure, from"), "number"),
    plain("value_max", _("Figure, to"), "number"),
    *coded("unit", _("Unit"), "metric_units"),
    words("scope", _("What it counts")),
]

STATEMENTS = [
    plain("id", _("Identifier"), "code"),
    *inside(lambda row: row if row["initiative"] else None, _ENTRY),
    plain("speaker", _("Who speaks")),
    words("capacity", _("Capacity")),
    text("partner", _("Partner"), lambda row: row["partner"] and say.partner_name(row["partner"])),
    Column(
        "partner_slug",
        _("Partner (identifier)"),
        "code",
        lambda row: row["partner"] and row["partner"]["slug"],
    ),
    *coded("type", _("Type"), "statement_types"),
    *dated("date", _("Date")),
    words("paraphrase", _("What is said")),
    words("topic", _("On the market")),
    *inside(lambda row: row["figure"], _FIGURE, "figure_"),
    *_CITED,
    Column("url", _("Page"), "page", _anchor("statement")),
]


# ── What initiatives name ────────────────────────────────────────────────────────────────────────


def _kin(part: str):
    return lambda row: row["parent"][part] if row["parent"] else None


PARTNERS = [
    plain("slug", _("Identifier"), "code"),
    text("name", _("Name"), say.partner_name),
    *coded("kind", _("Kind"), "partner_kinds"),
    *country(),
    text("aliases", _("Other names"), lambda row: joined(each["name"] for each in row["aliases"])),
    text("parent", _("Belongs to"), lambda row: row["parent"] and say.partner_name(row["parent"])),
    Column("parent_slug", _("Belongs to (identifier)"), "code", _kin("slug")),
    *coded("relation", _("Relation"), "partner_relations", _kin("relation")),
    text("children", _("Subsidiaries"), lambda row: _names(row["children"])),
    *dated("founded", _("Founded")),
    *dated("ended", _("Ended")),
    Column("home_page", _("Website"), "url", lambda row: row["home_page"]),
    Column("wikidata", "Wikidata", "code", lambda row: row["identifiers"]["wikidata"]),
    Column("lei", "LEI", "code", lambda row: row["identifiers"]["lei"]),
    Column("siren", "SIREN", "code", lambda row: row["identifiers"]["siren"]),
    _count("disagreement_count", _("Disagreements between sources"), "conflicts"),
    _UPDATED_AT,
    _PAGE,
]

SOURCES = [
    plain("slug", _("Identifier"), "code"),
    plain("title", _("Title")),
    text("publisher", _("Publisher"), lambda row: row["publisher"]["name"]),
    Column(
        "publisher_slug", _("Publisher (identifier)"), "code", lambda row: row["publisher"]["slug"]
    ),
    text("authors", _("Authors"), lambda row: joined(row["authors"] or [])),
    *coded("kind", _("Kind"), "article_kinds"),
    text("language_label", _("Language"), lambda row: say.language_name(row["language"])),
    plain("language", _("Language (code)"), "code"),
    *coded("access", _("Access"), "access_levels"),
    *dated("published", _("Published")),
    _count("passage_count", _("Passages cited"), "passages"),
    Column(
        "fact_count",
        _("Facts supported"),
        "integer",
        lambda row: sum(len(each["facts"]) for each in row["passages"]),
    ),
    Column(
        "same_dispatch_as",
        _("Same dispatch as"),
        "code",
        lambda row: row["same_dispatch_as"] and row["same_dispatch_as"]["slug"],
    ),
    plain("source_url", _("Address of the article"), "url"),
    plain("archive_url", _("Archived copy"), "url"),
    _UPDATED_AT,
    _PAGE,
]

PUBLISHERS = [
    plain("slug", _("Identifier"), "code"),
    plain("name", _("Name")),
    *coded("kind", _("Kind"), "publisher_kinds"),
    *country(),
    Column("home_page", _("Website"), "url", lambda row: row["home_page"]),
    text("parent", _("Belongs to"), lambda row: row["parent"] and row["parent"]["name"]),
    _UPDATED_AT,
    _PAGE,
]

THEMES = [
    plain("slug", _("Identifier"), "code"),
    words("name", _("Name")),
    words("definition", _("Definition")),
    text(
        "parent", _("Below"), lambda row: row["parent"] and say.plain_words(row["parent"]["name"])
    ),
    Column("parent_slug", _("Below (identifier)"), "code", _kin("slug")),
    _UPDATED_AT,
    _PAGE,
]

CHANGES = [
    plain("seq", _("Number"), "integer"),
    plain("action", _("Action"), "code"),
    plain("type", _("Type"), "code"),
    plain("slug", _("Identifier"), "code"),
    plain("version", _("Version"), "integer"),
    plain("at", _("Moment"), "moment"),
    Column("location", _("Page"), "page", lambda row: row["location"]),
]

TABLES: dict[str, list[Column]] = {
    "initiatives": INITIATIVES,
    "partners": PARTNERS,
    "investments": INVESTMENTS,
    "milestones": MILESTONES,
    "statements": STATEMENTS,
    "sources": SOURCES,
    "publishers": PUBLISHERS,
    "themes": THEMES,
    "changes": CHANGES,
}
