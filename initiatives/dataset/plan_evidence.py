"""Publishers, articles received and articles only cited, passages, mentions set aside."""

from sources.choices import ACCESS_LEVELS, BASES, PUBLISHER_KINDS
from sources.models import (
    ArticleCitation,
    Citation,
    ExcludedMention,
    Publisher,
    PublisherCitation,
    SourceArticle,
)

from .entry import Entry
from .planner import Planner

SEVERAL = "several"  # what an excluded mention says of its article when it occurs in more than one


def plan_evidence(planner: Planner):
    for entry in planner.entries("passages"):  # first: citations tell the line of each
        _passage(planner, entry)
    for entry in planner.entries("publishers"):
        _publisher(planner, entry)
    for entry in planner.entries("articles"):
        _article(planner, entry)
    for entry in planner.entries("related_articles"):
        _related_article(planner, entry)
    for entry in planner.entries("excluded_mentions"):
        _excluded_mention(planner, entry)


def _publisher(planner: Planner, entry: Entry):
    entry.text("id")
    country = entry.text("country", required=False)
    basis = entry.code("country_basis", BASES, default="")
    if country and not basis:
        entry.problem("country", "say what the country rests on (country_basis).")
    publisher = planner.add(
        Publisher,
        entry.id,
        entry,
        {
            "slug": entry.id.removeprefix("pub-"),
            "name": entry.text("name"),
            "aliases": entry.texts("aliases"),
            "kind": entry.code("kind", PUBLISHER_KINDS),
            "country": country,
            "country_basis": basis,
            "identified_by": entry.text("publisher_basis", required=False),
            "parent": entry.ref("parent", "publishers"),
        },
    )
    planner.cite_all(entry, PublisherCitation, {"publisher": publisher}, entry.id)


def _passage(planner: Planner, entry: Entry):
    entry.text("id")
    article = entry.ref("article", "articles", required=True)
    paragraph = entry.whole("paragraph")
    locator = entry.text("locator")
    if article and paragraph is not None:
        if entry.id != f"{article.id}-p{paragraph}":
            entry.problem("id", f"the passage of that paragraph is “{article.id}-p{paragraph}”.")
        if locator != f"paragraph {paragraph}":
            entry.problem("locator", f"“paragraph {paragraph}” is expected.")
        paragraphs = planner.names.record("articles", article.id).get("paragraphs")
        if isinstance(paragraphs, int) and not 1 <= paragraph <= paragraphs:
            entry.problem("paragraph", f"the article has {paragraphs} paragraphs.")
    planner.add(
        Citation,
        entry.id,
        entry,
        {
            "article": article,
            "locator": locator,
            "paragraph": paragraph,
            **entry.both("paraphrase_fr", "paraphrase_en", "paraphrase"),
        },
    )


def _article(planner: Planner, entry: Entry):
    """An article whose text was received: read by now, so not in the pile to read."""
    entry.text("id")
    access = entry.nested("access")
    syndication = entry.nested("syndication")
    article = planner.add(
        SourceArticle,
        entry.id,
        entry,
        {
            "slug": entry.id.removeprefix("art-"),
            "title": entry.text("title"),
            "title_typeset": entry.text("title_typeset", required=False),
            "publisher": entry.ref("publisher", "publishers", required=True),
            "authors": _names_of_authors(planner, entry),
            "language": entry.text("language"),
            "url": entry.text("url", required=False),
            **entry.date("published", "published"),
            **entry.date("updated", "updated"),
            **(_access(access) if access else {}),
            "paragraph_count": entry.whole("paragraphs"),
            "received_file": entry.text("seed_file"),
            "received_sha256": entry.text("received_sha256"),
            "body_status": "full-text",
            "triage_status": "done",
            "desk_note": entry.text("notes", required=False),
            **(_agency(syndication) if syndication else {}),
        },
    )
    planner.cite_all(entry, ArticleCitation, {"article": article}, entry.id)
    if syndication:
        planner.cite_all(
            syndication, ArticleCitation, {"article": article}, entry.id, "syndication"
        )
        syndication.close()


def _names_of_authors(planner: Planner, entry: Entry) -> list[str]:
    names = []
    for person in entry.refs("authors", "people"):
        name = planner.names.record("people", person.id).get("name")
        if isinstance(name, str) and name:
            names.append(name)
        else:
            entry.problem("authors", f"“{person.id}” has no name to print.")
    return names


def _access(entry: Entry) -> dict:
    values = {
        "access": entry.code("level", ACCESS_LEVELS),
        "access_basis": entry.text("basis", required=False),
        "access_inferred": entry.flag("inferred"),
    }
    entry.close()
    return values


def _agency(entry: Entry) -> dict:
    return {
        "agency": entry.ref("agency", "publishers", required=True),
        "agency_form": entry.text("form"),
    }


def _related_article(planner: Planner, entry: Entry):
    """An article that another one mentions: its title at most is known, never its text."""
    entry.text("id")
    title = entry.text("title", required=False)
    description = entry.pair("description", "description", required=not title)
    if entry.flag("body_received"):
        entry.problem(
            "body_received", "an article whose text was received belongs in articles.json."
        )
    article = planner.add(
        SourceArticle,
        entry.id,
        entry,
        {
            "slug": entry.id.removeprefix("rel-"),
            "title": title,
            "title_typeset": entry.text("title_typeset", required=False),
            **description,
            "publisher": entry.ref("publisher", "publishers", required=True),
            "publisher_inferred": entry.flag("publisher_inferred"),
            **entry.date("date", "published"),
            "body_status": "headline-only" if title else "reference-only",
            "triage_status": "done",
        },
    )
    cited_from = entry.nested("cited_from")
    if cited_from is None:
        entry.problem("cited_from", "missing.")
        return
    planner.cite(cited_from, ArticleCitation, {"article": article}, entry.id, "cited-from")
    cited_from.close()


def _excluded_mention(planner: Planner, entry: Entry):
    surface = entry.text("surface")
    where = entry.text("article")
    article = None if where == SEVERAL else entry.known("article", where, "articles")
    planner.add(
        ExcludedMention,
        f"excluded/{where}/{surface}",
        entry,
        {
            "surface": surface,
            "article": article,
            "locator": entry.text("locator", required=False),
            "reason": entry.text("reason"),
        },
    )
