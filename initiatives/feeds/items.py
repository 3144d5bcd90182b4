"""What each collection's feed says of one row: ``items(rows, at)``, for the rows of one page."""

import json
from collections.abc import Callable, Iterable
from datetime import datetime

from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from ..facets import names_of
from ..publication.models import (
    PublishedCorrection,
    PublishedInitiative,
    PublishedPartner,
    PublishedPublisher,
    PublishedSource,
    PublishedStatement,
    PublishedTheme,
)
from ..templatetags import tracker_format as say
from ..views.initiatives import entry_row
from .addresses import Addresses
from .atom import Category, Item
from .versions import Told, tell


def content(template: str, at: Addresses, **context) -> str:
    return render_to_string(f"feeds/{template}.html", {**context, "site": at.site}).strip()


# ── Entries ──────────────────────────────────────────────────────────────────────────────────────

ENTRY_COLUMNS = ("pk", "slug", "version", "published_at", "document")


def entries(rows: list[tuple], at: Addresses) -> list[Item]:
    """An item for the latest version of each entry: a correction is an item of its own."""
    told = tell((pk, version) for pk, _slug, version, _at, _document in rows if version > 1)
    return [
        entry_item(json.loads(document), version, moment, told.get((pk, version)), at)
        for pk, _slug, version, moment, document in rows
    ]


def entry_item(
    entry: dict, version: int, moment: datetime, told: Told | None, at: Addresses, *, link: str = ""
) -> Item:
    title = say.plain_words(entry["title"])
    if version > 1:
        title = _("%(title)s (version %(number)s)") % {"title": title, "number": version}
    body = content(
        "entry",
        at,
        entry=entry,
        row=entry_row(entry),
        version=version,
        told=told or Told(),
    )
    return Item(
        id=at.tag(f"initiatives/{entry['slug']}/v/{version}"),
        title=title,
        link=link or at.page("detail", entry["slug"]),
        updated=moment,
        published=moment,
        content=body,
        api=at.api("initiatives-detail", entry["slug"]),
        categories=entry_categories(entry, at),
    )


def entry_categories(entry: dict, at: Addresses) -> list[Category]:
    found = _kind(entry["kind"], "initiative_kinds", at)
    for theme in entry["themes"]:
        found.append(Category(at.tag("theme"), theme["slug"], say.plain_words(theme["name"])))
    return found


def _kind(code: str | None, vocabulary: str, at: Addresses) -> list[Category]:
    return [Category(at.tag("kind"), code, say.label(code, vocabulary))] if code else []


# ── Claims ───────────────────────────────────────────────────────────────────────────────────────

CLAIM_COLUMNS = ("document", "updated_at")


def investments(rows: list[tuple], at: Addresses) -> list[Item]:
    return [_investment(json.loads(document), moment, at) for document, moment in rows]


def _investment(claim: dict, moment: datetime, at: Addresses) -> Item:
    title = say.plain_words(claim["initiative"]["title"])
    return _claim(
        "investments",
        claim,
        moment,
        at,
        title=f"{say.money(claim['money'])} · {title}",
        link=at.page("investment_detail", claim["id"]),
        categories=_kind(claim["kind"], "investment_kinds", at),
    )


def milestones(rows: list[tuple], at: Addresses) -> list[Item]:
    return [_milestone(json.loads(document), moment, at) for document, moment in rows]


def _milestone(claim: dict, moment: datetime, at: Addresses) -> Item:
    what, title = (say.plain_words(each) for each in (claim["what"], claim["initiative"]["title"]))
    return _claim(
        "milestones",
        claim,
        moment,
        at,
        title=f"{say.fuzzy_date(claim['date'])} · {what} · {title}",
        link=at.page("detail", claim["initiative"]["slug"], anchor=f"milestone-{claim['id']}"),
        categories=_kind(claim["kind"], "milestone_kinds", at)
        + [
            Category(at.tag("state"), claim["state"], say.label(claim["state"], "milestone_states"))
        ],
    )


def statements(rows: list[tuple], at: Addresses) -> list[Item]:
    return [_statement(json.loads(document), moment, at) for document, moment in rows]


def _statement(claim: dict, moment: datetime, at: Addresses) -> Item:
    who = claim["speaker"] or say.plain_words(claim["capacity"])
    if claim["partner"]:
        partner = say.partner_name(claim["partner"])
        who = f"{who}, {partner}" if who else partner
    about = say.plain_words(claim["initiative"]["title"] if claim["initiative"] else claim["topic"])
    anchor = f"statement-{claim['id']}"
    if claim["initiative"]:
        link = at.page("detail", claim["initiative"]["slug"], anchor=anchor)
    elif claim["partner"]:
        link = at.page("partner_detail", claim["partner"]["slug"], anchor=anchor)
    else:
        link = at.api("statements-detail", claim["id"])
    return _claim(
        "statements",
        claim,
        moment,
        at,
        title=" · ".join(each for each in (who or _("The article"), about) if each),
        link=link,
        categories=_kind(claim["type"], "statement_types", at),
    )


def _claim(collection: str, claim: dict, moment: datetime, at: Addresses, **said) -> Item:
    return Item(
        id=at.tag(f"{collection}/{claim['id']}"),
        updated=moment,
        content=content(collection, at, claim=claim),
        api=at.api(f"{collection}-detail", claim["id"]),
        **said,
    )


# ── What entries name ────────────────────────────────────────────────────────────────────────────

REFERENCE_COLUMNS = ("slug", "document", "updated_at")


def partners(rows, at):
    def item(partner: dict) -> dict:
        return {
            "title": say.partner_name(partner),
            "link": at.page("partner_detail", partner["slug"]),
            "categories": _kind(partner["kind"], "partner_kinds", at),
        }

    return _references("partner", rows, at, item)


def sources(rows, at):
    def item(source: dict) -> dict:
        return {
            "title": f"{_source_title(source)} · {source['publisher']['name']}",
            "link": at.page("source_detail", source["slug"]),
            "categories": _kind(source["kind"], "article_kinds", at),
        }

    return _references("source", rows, at, item)


def _source_title(source: dict) -> str:
    return source["title"] or say.plain_words(source["description"])


def publishers(rows, at):
    def item(publisher: dict) -> dict:
        return {
            "title": publisher["name"],
            "link": at.page("source_list", query=f"publisher={publisher['slug']}"),
            "categories": _kind(publisher["kind"], "publisher_kinds", at),
        }

    return _references("publisher", rows, at, item)


def themes(rows, at):
    def item(theme: dict) -> dict:
        return {
            "title": say.plain_words(theme["name"]),
            "link": at.page("theme_detail", theme["slug"]),
        }

    return _references("theme", rows, at, item)


def _references(
    kind: str, rows: list[tuple], at: Addresses, said: Callable[[dict], dict]
) -> list[Item]:
    """Rows that entries name, each with its last correction. One query."""
    corrected = _last_corrections(kind, [slug for slug, _document, _at in rows])
    return [
        Item(
            id=at.tag(f"{kind}s/{slug}"),
            updated=moment,
            content=content(
                f"{kind}s",
                at,
                **{kind: (read := json.loads(document))},
                correction=corrected.get(slug),
            ),
            api=at.api(f"{kind}s-detail", slug),
            **said(read),
        )
        for slug, document, moment in rows
    ]


def _last_corrections(kind: str, slugs: list[str]) -> dict[str, dict]:
    rows = PublishedCorrection.objects.filter(type=kind, slug__in=slugs, withheld=False)
    latest = rows.order_by("slug", "-at", "-pk").distinct("slug")
    told = latest.values("slug", "at", "changes", "reason", "entry_count")
    return {each["slug"]: {**each, "at": each["at"].isoformat()} for each in told}


# ── Changes and corrections ──────────────────────────────────────────────────────────────────────

CHANGE_COLUMNS = ("seq", "action", "type", "slug", "version", "at", "location")


def changes(rows: list[tuple], at: Addresses) -> list[Item]:
    """One item for each line of the change feed, with the reason and the changes of a version."""
    lines = [dict(zip(CHANGE_COLUMNS, row, strict=True)) for row in rows]
    known = _entries_of(line["slug"] for line in lines if line["type"] == "initiative")
    told = tell(
        (known[line["slug"]]["pk"], line["version"])
        for line in lines
        if line["slug"] in known and line["type"] == "initiative" and line["action"] != "refreshed"
    )
    names = _names(lines)
    items = []
    for line in lines:
        entry = known.get(line["slug"]) if line["type"] == "initiative" else None
        items.append(
            _change(
                line,
                names.get((line["type"], line["slug"])),
                told.get((entry["pk"], line["version"])) if entry else None,
                at,
            )
        )
    return items


def _entries_of(slugs: Iterable[str]) -> dict[str, dict]:
    rows = PublishedInitiative.objects.filter(slug__in=set(slugs)).order_by()
    return {row["slug"]: row for row in rows.values("pk", "slug", "state", "reason")}


def _names(lines: list[dict]) -> dict[tuple[str, str], str]:
    """What each thing is called now; nothing for what is not public any more. One query."""
    slugs: dict[str, tuple[type, list[str]]] = {}
    for line in lines:
        if line["type"] in _MODELS:
            slugs.setdefault(line["type"], (_MODELS[line["type"]], []))[1].append(line["slug"])
    names = {key: say.plain_words(name) for key, name in names_of(slugs).items()}
    return names | _remarks(line["slug"] for line in lines if line["type"] == "statement")


def _remarks(ids: Iterable[str]) -> dict[tuple[str, str], str]:
    """What each market remark is about. One query, none for none."""
    ids = set(ids)
    rows = PublishedStatement.objects.filter(pk__in=ids).order_by().values_list("pk", "document")
    told = {str(pk): json.loads(document)["topic"] for pk, document in rows} if ids else {}
    return {("statement", pk): say.plain_words(topic) for pk, topic in told.items() if topic}


_MODELS = {
    "initiative": PublishedInitiative,
    "partner": PublishedPartner,
    "source": PublishedSource,
    "publisher": PublishedPublisher,
    "theme": PublishedTheme,
}


def _public_address(location: str | None, at: Addresses) -> str:
    """Of a page in the reader's language; of the API where a row has no page."""
    if not location:
        return ""
    return (
        f"{at.site}{location}"
        if location.startswith("/api/")
        else f"{at.site}/{at.language}{location}"
    )


def _change(line: dict, name: str | None, told: Told | None, at: Addresses) -> Item:
    nameless = {
        "withdrawn": _("An entry that was withdrawn"),
        "merged": _("An entry that was merged into another"),
    }
    is_entry = line["type"] == "initiative"
    has_page = line["type"] in _MODELS
    otherwise = line["slug"] if has_page else str(TYPES[line["type"]])
    title = name or (nameless.get(line["action"]) if is_entry else None) or otherwise
    link = _public_address(line["location"], at)
    if not link:
        link = at.page("history", line["slug"]) if is_entry else at.page("corrections")
    return Item(
        id=at.tag(f"changes/{line['seq']}"),
        title=f"{ACTIONS[line['action']]}{pgettext('colon', ': ')}{title}",
        link=link,
        updated=line["at"],
        published=line["at"],
        content=content("change", at, line=line, told=told or Told(), link=link, title=title),
        api=at.api("changes-list", query=f"since={line['seq'] - 1}&page_size=1"),
        categories=[
            Category(at.tag("action"), line["action"], str(ACTIONS[line["action"]])),
            Category(at.tag("type"), line["type"], str(TYPES[line["type"]])),
        ],
    )


ACTIONS = {
    "published": pgettext_lazy("a change", "Published"),
    "corrected": pgettext_lazy("a change", "Corrected"),
    "refreshed": pgettext_lazy("a change", "Updated with what it names"),
    "withdrawn": pgettext_lazy("a change", "Withdrawn"),
    "merged": pgettext_lazy("a change", "Merged"),
}
TYPES = {
    "initiative": gettext_lazy("initiative"),
    "partner": gettext_lazy("organisation"),
    "source": gettext_lazy("source"),
    "publisher": gettext_lazy("publisher"),
    "theme": gettext_lazy("theme"),
    "statement": gettext_lazy("statement"),
    "person": gettext_lazy("person"),
    "disagreement": gettext_lazy("disagreement"),
}


def corrections(rows: list[dict], at: Addresses) -> list[Item]:
    """The lines of the page of corrections (``views.history``), each with what changed."""
    told = tell((row["pk"], row["number"]) for row in rows if not row["is_reference"])
    return [
        _reference_correction(row, at)
        if row["is_reference"]
        else _entry_correction(row, told[row["pk"], row["number"]], at)
        for row in rows
    ]


def _entry_correction(row: dict, told: Told, at: Addresses) -> Item:
    moment = datetime.fromisoformat(row["at"])
    if say.has_words(row["title"]):
        title = say.plain_words(row["title"])
    elif row["is_merged"]:
        title = _("An entry that was merged into another")
    else:
        title = _("An entry that was withdrawn")
    return Item(
        id=at.tag(f"corrections/initiatives/{row['slug']}/v/{row['number']}"),
        title=_("%(title)s (version %(number)s)") % {"title": title, "number": row["number"]},
        link=at.page("history", row["slug"], anchor=f"v{row['number']}"),
        updated=moment,
        published=moment,
        content=content("correction", at, row=row, told=told),
        categories=[Category(at.tag("type"), "initiative", str(TYPES["initiative"]))],
    )


def _reference_correction(row: dict, at: Addresses) -> Item:
    moment = datetime.fromisoformat(row["at"])
    return Item(
        id=at.tag(f"corrections/{row['place']}"),
        title=say.plain_words(row["title"]),
        link=f"{at.site}{row['path']}" if row["path"] else at.page("corrections"),
        updated=moment,
        published=moment,
        content=content("reference_correction", at, correction=row),
        categories=[Category(at.tag("type"), row["type"], str(row["kind"]))],
    )
