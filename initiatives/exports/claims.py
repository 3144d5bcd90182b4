"""One row for each claim and each passage under it: what is said, who says so, where, and whether
the passage supports it.

A claim with two passages has two rows with the same ``claim_id``; one without any has a row whose
columns of the passage are empty. ``passage_number`` and ``passage_count`` tell them apart.
"""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from ..templatetags import tracker_format as say
from .columns import Column, coded, dated, inside, joined, plain, text, words

# What a row is made of: the claim as ``_claim`` shapes it, and one passage.
Row = dict


def of_initiative(entry: dict) -> Iterator[Row]:
    """Every claim of an entry: the entry itself, its place and status, then its parts."""
    shown = {"slug": entry["slug"], "title": entry["title"]}

    def rows(claim, citations):
        return _rows({**claim, "initiative": shown}, citations)

    title = say.plain_words(entry["title"])
    yield from rows(_claim("initiative", entry["slug"], title, None), entry["citations"])
    if entry["place"]:
        place = _claim("place", entry["slug"], title, say.place(entry["place"]))
        yield from rows(place, entry["place"]["citations"])
    if current := entry["lifecycle"]:
        for status in (current, *current["history"]):
            said = say.label(status["status"], "lifecycle_statuses")
            claim = _claim("lifecycle", entry["slug"], title, said, date=status["as_of"])
            yield from rows(claim, status["citations"])
    for name, shape in _PARTS.items():
        for part in entry[name]:
            yield from rows(shape(part), part["citations"])
    for conflict in entry["conflicts"]:
        topic = say.plain_words(conflict["topic"])
        for position in conflict["positions"]:
            claim = _claim(
                "disagreement", conflict["slug"], topic, say.plain_words(position["words"])
            )
            yield from rows(claim, position["citations"])


def of_investment(row: dict) -> Iterator[Row]:
    yield from _rows({**_investment(row), "initiative": row["initiative"]}, row["citations"])


def of_milestone(row: dict) -> Iterator[Row]:
    yield from _rows({**_milestone(row), "initiative": row["initiative"]}, row["citations"])


def of_statement(row: dict) -> Iterator[Row]:
    yield from _rows({**_statement(row), "initiative": row["initiative"]}, row["citations"])


def _rows(claim: dict, citations: list[dict]) -> Iterator[Row]:
    for number, passage in enumerate(citations, start=1):
        yield {**claim, "number": number, "count": len(citations), "passage": passage}
    if not citations:
        yield {**claim, "number": None, "count": 0, "passage": None}


def _claim(type, id, subject, value, *, date=None, low=None, high=None, unit=None) -> dict:
    return {
        "type": type,
        "id": id,
        "subject": subject,
        "value": value,
        "date": date,
        "low": low,
        "high": high,
        "unit": unit,
    }


def _participation(part: dict) -> dict:
    name, role = say.partner_name(part["partner"]), say.label(part["role"], "roles")
    return _claim("participation", part["id"], name, role, date=part["from"])


def _investment(part: dict) -> dict:
    kind, scope = say.label(part["kind"], "investment_kinds"), say.plain_words(part["scope"])
    money = part["money"]
    return _claim(
        "investment",
        part["id"],
        joined((kind, scope)),
        say.money(money),
        date=part["date"],
        low=money["min"],
        high=money["max"],
        unit=money["currency"],
    )


def _milestone(part: dict) -> dict:
    what, state = say.plain_words(part["what"]), say.label(part["state"], "milestone_states")
    return _claim("milestone", part["id"], what, state, date=part["date"])


def _metric(part: dict) -> dict:
    return _claim(
        "metric",
        part["id"],
        say.plain_words(part["name"]),
        say.figure(part),
        date=part["date"],
        low=part["value_min"],
        high=part["value_max"],
        unit=part["unit"],
    )


def _statement(part: dict) -> dict:
    partner = part["partner"] and say.partner_name(part["partner"])
    who = joined((part["speaker"], say.plain_words(part["capacity"]), partner))
    said = say.plain_words(part["paraphrase"])
    return _claim("statement", part["id"], who, said, date=part["date"])


_PARTS = {
    "participations": _participation,
    "investments": _investment,
    "milestones": _milestone,
    "metrics": _metric,
    "statements": _statement,
}
_TYPES = {
    "initiative": _("initiative"),
    "place": _("place"),
    "lifecycle": _("status"),
    "participation": _("partner"),
    "investment": _("investment"),
    "milestone": _("milestone"),
    "metric": _("figure"),
    "statement": _("statement"),
    "disagreement": _("disagreement"),
}
_ANCHORED = ("participation", "investment", "milestone", "metric", "statement")


def _page(row: Row) -> str | None:
    if row["initiative"] is None:
        return None
    anchor = f"#{row['type']}-{row['id']}" if row["type"] in _ANCHORED else ""
    return f"/initiatives/{row['initiative']['slug']}/{anchor}"


_PASSAGE = [
    text("locator", _("Where in the article"), lambda row: say.locator(row["locator"])),
    plain("quote", _("Quoted words")),
    words("paraphrase", _("Paraphrase")),
    *coded("stance", _("What the passage does"), "citation_support"),
    plain("field", _("About (field)"), "code"),
    plain("stated_value", _("Value as stated")),
    words("note", _("Note on the passage")),
    text("article", _("Article"), lambda row: row["article"]["title"]),
    Column("article_slug", _("Article (identifier)"), "code", lambda row: row["article"]["slug"]),
    text("publisher", _("Publisher"), lambda row: row["publisher"]["name"]),
    Column(
        "publisher_slug", _("Publisher (identifier)"), "code", lambda row: row["publisher"]["slug"]
    ),
    *dated("published", _("Article published")),
    plain("source_url", _("Address of the article"), "url"),
]

COLUMNS = [
    Column(
        "initiative",
        _("Initiative (identifier)"),
        "code",
        lambda row: row["initiative"] and row["initiative"]["slug"],
    ),
    text(
        "initiative_title",
        _("Initiative"),
        lambda row: row["initiative"] and say.plain_words(row["initiative"]["title"]),
    ),
    text("claim_label", _("Claim"), lambda row: str(_TYPES[row["type"]])),
    Column("claim", _("Claim (code)"), "code", lambda row: row["type"]),
    Column("claim_id", _("Claim (identifier)"), "code", lambda row: row["id"]),
    text("subject", _("About"), lambda row: row["subject"]),
    text("value", _("What is claimed"), lambda row: row["value"]),
    Column("value_min", _("Figure, from"), "number", lambda row: row["low"]),
    Column("value_max", _("Figure, to"), "number", lambda row: row["high"]),
    Column("unit", _("Unit or currency"), "code", lambda row: row["unit"]),
    *dated("date", _("Date")),
    Column("passage_number", _("Passage, number"), "integer", lambda row: row["number"]),
    Column("passage_count", _("Passages cited"), "integer", lambda row: row["count"]),
    *inside(lambda row: row["passage"], _PASSAGE),
    Column("url", _("Page"), "page", _page),
]

ROWS_OF = {
    "initiatives": of_initiative,
    "investments": of_investment,
    "milestones": of_milestone,
    "statements": of_statement,
}
