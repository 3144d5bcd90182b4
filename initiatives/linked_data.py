"""Public facts in the words of https://schema.org, for the heads of pages.

Only what the page itself shows. What is inferred is left out, because these words cannot say that
it is; so is a date that is vaguer than ISO 8601 can say, and an amount that no source discloses.
"""

import re
from collections.abc import Iterable

from django.conf import settings
from django.utils.translation import gettext as _

from .feeds.addresses import Addresses, feed_path
from .templatetags import tracker_format as say

_PLAIN_DATE = re.compile(r"\A\d{4}(-\d\d(-\d\d)?)?\Z")
_ARTICLES = {"study": "Report", "filing": "Report", "press-release": "Article"}
_MOST_NAMED = 50  # partners or articles in one block


def of_page(kind: str, document: dict | None, at: Addresses) -> list[dict]:
    """The blocks of one page, each with its context."""
    return [{"@context": "https://schema.org", **each} for each in _PAGES[kind](document, at)]


def _without_nothing(**facts) -> dict:
    return {
        name.replace("type_", "@type").replace("id_", "@id"): value
        for name, value in facts.items()
        if value not in (None, "", [], {})
    }


# ── The site ─────────────────────────────────────────────────────────────────────────────────────


def _site(_document: None, at: Addresses) -> list[dict]:
    home = at.page("home")
    search = at.page("search", query="q={search_term_string}")
    website = _without_nothing(
        type_="WebSite",
        id_=f"{home}#website",
        name=settings.SITE_NAME,
        url=home,
        inLanguage=at.language,
        publisher=_publisher(at),
        potentialAction={
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": search},
            "query-input": "required name=search_term_string",
        },
    )
    catalogue = _without_nothing(
        type_="DataCatalog",
        id_=f"{home}#catalogue",
        name=settings.SITE_NAME,
        url=home,
        license=settings.DATA_LICENCE_URL,
        publisher=_publisher(at),
        dataset=_dataset(at),
    )
    return [website, catalogue]


def _dataset(at: Addresses) -> dict:
    home = at.page("home")
    return _without_nothing(
        type_="Dataset",
        id_=_dataset_id(at),
        name=_("%(site)s: initiatives, partners, investments and their sources")
        % {"site": settings.SITE_NAME},
        description=_(
            "A public record of what companies announce and what becomes of it, each fact with the "
            "passage of the article that says so."
        ),
        url=home,
        license=settings.DATA_LICENCE_URL,
        creator=_publisher(at),
        isAccessibleForFree=True,
        inLanguage=[code for code, _name in settings.LANGUAGES],
        includedInDataCatalog={"@id": f"{home}#catalogue"},
        distribution=[
            _download(at.api("initiatives-list"), "application/json"),
            _download(f"{at.api('initiatives-list')}?format=csv", "text/csv"),
            _download(f"{at.api('initiatives-list')}?format=ndjson", "application/x-ndjson"),
            _download(f"{at.site}{feed_path('initiatives')}", "application/atom+xml"),
        ],
    )


def _download(url: str, media_type: str) -> dict:
    return {"@type": "DataDownload", "contentUrl": url, "encodingFormat": media_type}


def _dataset_id(at: Addresses) -> str:
    return f"{at.page('home')}#dataset"


def _publisher(at: Addresses) -> dict:
    return {"@type": "Organization", "name": settings.SITE_NAME, "url": at.page("home")}


# ── Entries ──────────────────────────────────────────────────────────────────────────────────────


def _entry(entry: dict, at: Addresses) -> list[dict]:
    title = say.plain_words(entry["title"])
    page = at.page("detail", entry["slug"])
    record = _without_nothing(
        type_="Article",
        id_=f"{page}#record",
        headline=title,
        description=say.plain_words(entry["summary"]),
        url=page,
        mainEntityOfPage=page,
        image=at.page("entry_card", entry["slug"]),
        inLanguage=at.language,
        datePublished=entry["first_published_at"],
        dateModified=entry["published_at"],
        version=str(entry["version"]),
        license=settings.DATA_LICENCE_URL,
        isAccessibleForFree=True,
        author=_publisher(at),
        publisher=_publisher(at),
        isPartOf={"@id": _dataset_id(at)},
        keywords=[say.plain_words(theme["name"]) for theme in entry["themes"]],
        about=_project(entry, at),
        citation=[_cited(each, at) for each in _articles(entry)],
    )
    return [record, _breadcrumbs(at, _("Initiatives"), "list", title, page)]


def _project(entry: dict, at: Addresses) -> dict:
    partners = {
        each["partner"]["slug"]: each["partner"]
        for each in entry["participations"]
        if each["stated"] == "explicit"
    }
    investors = {
        investor["slug"]: investor
        for investment in entry["investments"]
        if not investment["investors_inferred"]
        for investor in investment["investors"]
    }
    return _without_nothing(
        type_="Project",
        name=say.plain_words(entry["title"]),
        alternateName=sorted({alias["name"] for alias in entry["aliases"]}),
        foundingDate=_date(entry["start"]),
        dissolutionDate=_date(entry["end"]),
        location=_place(entry["place"]),
        member=[_named(each, at) for each in partners.values()][:_MOST_NAMED],
        funder=[_named(each, at) for each in investors.values()][:_MOST_NAMED],
        funding=[_grant(each, at) for each in entry["investments"] if each["kind"] == "grant"],
    )


def _named(partner: dict, at: Addresses) -> dict:
    return {
        "@type": "Organization",
        "name": say.partner_name(partner),
        "url": at.page("partner_detail", partner["slug"]),
    }


def _place(place: dict | None) -> dict:
    if not place or place["inferred"]:
        return {}
    address = _without_nothing(
        type_="PostalAddress",
        addressLocality=place["city"],
        addressRegion=place["department"],
        addressCountry=place["country"],
    )
    return _without_nothing(type_="Place", name=say.place(place), address=address)


def _grant(investment: dict, at: Addresses) -> dict:
    return _without_nothing(
        type_="MonetaryGrant",
        url=at.page("investment_detail", investment["id"]),
        amount=_amount(investment["money"]),
        funder=[_named(each, at) for each in investment["investors"]],
    )


def _amount(money: dict) -> dict:
    """What the sources say and no more: “at least” has no upper bound."""
    if money["min"] is None:
        return {}
    stated = {"@type": "MonetaryAmount", "currency": money["currency"]}
    if money["min"] != money["max"]:
        return {**stated, "minValue": money["min"], "maxValue": money["max"]}
    name = {"at-least": "minValue", "at-most": "maxValue"}.get(money["qualifier"], "value")
    return {**stated, name: money["min"]}


def _articles(entry: dict) -> list[dict]:
    """One citation for each article that the entry rests on, in the order of the page."""
    found: dict[str, dict] = {}
    claims = ("participations", "investments", "milestones", "metrics", "statements")
    every = [*entry["citations"]]
    every += [each for name in claims for claim in entry[name] for each in claim["citations"]]
    for citation in every:
        found.setdefault(citation["article"]["slug"], citation)
    return list(found.values())[:_MOST_NAMED]


def _cited(citation: dict, at: Addresses) -> dict:
    return _without_nothing(
        type_="CreativeWork",
        name=citation["article"]["title"],
        url=citation["source_url"] or at.page("source_detail", citation["article"]["slug"]),
        inLanguage=citation["article"]["language"],
        datePublished=_date(citation["published"]),
        publisher={"@type": "Organization", "name": citation["publisher"]["name"]},
    )


def _date(date: dict | None) -> str | None:
    if not date or date["inferred"] or not _PLAIN_DATE.match(date["edtf"]):
        return None
    return date["edtf"]


# ── What entries name ────────────────────────────────────────────────────────────────────────────


def _partner(partner: dict, at: Addresses) -> list[dict]:
    name, page = say.partner_name(partner), at.page("partner_detail", partner["slug"])
    known = partner["identifiers"]
    spelt = {alias["name"] for alias in partner["aliases"]} | {partner["name"]}
    organisation = _without_nothing(
        type_="Organization",
        id_=f"{page}#organisation",
        name=name,
        alternateName=sorted(spelt - {name}),
        url=partner["home_page"] or page,
        mainEntityOfPage=page,
        sameAs=[f"https://www.wikidata.org/wiki/{known['wikidata']}"] if known["wikidata"] else [],
        leiCode=known["lei"],
        identifier=_siren(known["siren"]),
        foundingDate=_date(partner["founded"]),
        dissolutionDate=_date(partner["ended"]),
        parentOrganization=_kin([partner["parent"]], at),
        subOrganization=_kin(partner["children"], at),
    )
    return [organisation, _breadcrumbs(at, _("Partners"), "partner_list", name, page)]


def _siren(number: str | None) -> dict:
    return {"@type": "PropertyValue", "propertyID": "SIREN", "value": number} if number else {}


def _kin(relatives: Iterable[dict | None], at: Addresses) -> list[dict]:
    return [_named(each, at) for each in relatives if each][:_MOST_NAMED]


def _source(source: dict, at: Addresses) -> list[dict]:
    page = at.page("source_detail", source["slug"])
    title = source["title"] or say.plain_words(source["description"])
    article = _without_nothing(
        type_=_ARTICLES.get(source["kind"], "NewsArticle"),
        headline=title,
        url=source["source_url"] or page,
        mainEntityOfPage=source["source_url"] or page,
        inLanguage=source["language"],
        datePublished=_date(source["published"]),
        dateModified=_date(source["updated"]),
        creditText=", ".join(source["authors"]),
        publisher={"@type": "Organization", "name": source["publisher"]["name"]},
        archivedAt=source["archive_url"],
        isAccessibleForFree=True if source["access"] == "open" else None,
    )
    return [article, _breadcrumbs(at, _("Sources"), "source_list", title, page)]


def _theme(theme: dict, at: Addresses) -> list[dict]:
    name, page = say.plain_words(theme["name"]), at.page("theme_detail", theme["slug"])
    term = _without_nothing(
        type_="DefinedTerm",
        name=name,
        description=say.plain_words(theme["definition"]),
        url=page,
        termCode=theme["slug"],
        inDefinedTermSet=at.page("theme_list"),
    )
    return [term, _breadcrumbs(at, _("Themes"), "theme_list", name, page)]


def _investment(claim: dict, at: Addresses) -> list[dict]:
    title = f"{say.money(claim['money'])} · {say.plain_words(claim['initiative']['title'])}"
    page = at.page("investment_detail", claim["id"])
    about = {
        "@type": "Project",
        "name": say.plain_words(claim["initiative"]["title"]),
        "url": at.page("detail", claim["initiative"]["slug"]),
    }
    shown = _without_nothing(
        type_="WebPage",
        name=title,
        url=page,
        inLanguage=at.language,
        license=settings.DATA_LICENCE_URL,
        about=about,
        mainEntity=_grant(claim, at) if claim["kind"] == "grant" else _amount(claim["money"]),
        citation=[_cited(each, at) for each in claim["citations"][:_MOST_NAMED]],
    )
    return [shown, _breadcrumbs(at, _("Investments"), "investment_list", title, page)]


def _breadcrumbs(at: Addresses, section: str, route: str, name: str, page: str) -> dict:
    steps = [
        (settings.SITE_NAME, at.page("home")),
        (section, at.page(route)),
        (name, page),
    ]
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "name": step, "item": url}
            for place, (step, url) in enumerate(steps, 1)
        ],
    }


_PAGES = {
    "site": _site,
    "entry": _entry,
    "partner": _partner,
    "source": _source,
    "theme": _theme,
    "investment": _investment,
}
