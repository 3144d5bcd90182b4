"""Reads a feed as RFC 4287 has it, and refuses what is not one."""

from datetime import datetime
from xml.etree import ElementTree

ATOM = "{http://www.w3.org/2005/Atom}"
TOMBSTONE = "{http://purl.org/atompub/tombstones/1.0}deleted-entry"


def feed_of(response) -> ElementTree.Element:
    assert response.status_code == 200
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    return ElementTree.fromstring(response.content)


def entries_of(response) -> list[ElementTree.Element]:
    return feed_of(response).findall(f"{ATOM}entry")


def titles_of(response) -> list[str]:
    return [entry.findtext(f"{ATOM}title") for entry in entries_of(response)]


def ids_of(response) -> list[str]:
    return [entry.findtext(f"{ATOM}id") for entry in entries_of(response)]


def content_of(entry) -> str:
    return entry.findtext(f"{ATOM}content")


def link_of(element, rel: str, type: str | None = None) -> str | None:
    links = [each for each in element.findall(f"{ATOM}link") if each.get("rel") == rel]
    return next((each.get("href") for each in links if type in (None, each.get("type"))), None)


def faults_of(feed: ElementTree.Element) -> list[str]:
    """What RFC 4287 (sections 4.1.1, 4.1.2, 3.3) does not allow in the feed; empty for none."""
    faults = []
    if feed.tag != f"{ATOM}feed":
        faults.append("the root is no feed")
    faults += _faults_of_one(feed, "feed")
    if not feed.findall(f"{ATOM}author"):
        faults.append("the feed has no author")
    if link_of(feed, "self") is None:
        faults.append("the feed has no self link")
    entries = feed.findall(f"{ATOM}entry")
    for entry in entries:
        name = entry.findtext(f"{ATOM}id")
        faults += _faults_of_one(entry, name)
        if link_of(entry, "alternate") is None and entry.find(f"{ATOM}content") is None:
            faults.append(f"{name}: neither a link nor content")
        content = entry.findall(f"{ATOM}content")
        if len(content) != 1 or content[0].get("type") != "html" or list(content[0]):
            faults.append(f"{name}: content is not one escaped HTML")
        if any(not each.get("term") for each in entry.findall(f"{ATOM}category")):
            faults.append(f"{name}: a category without a term")
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    faults += [f"{each} is there twice" for each in set(ids) if ids.count(each) > 1]
    return faults


def _faults_of_one(element, name: str) -> list[str]:
    faults = []
    for required in ("id", "title", "updated"):
        found = element.findall(f"{ATOM}{required}")
        if len(found) != 1 or not (found[0].text or "").strip():
            faults.append(f"{name}: not one {required}")
    for moment in (*element.findall(f"{ATOM}updated"), *element.findall(f"{ATOM}published")):
        if datetime.fromisoformat(moment.text).tzinfo is None:
            faults.append(f"{name}: {moment.text} has no zone")
    kinds = [
        (each.get("type"), each.get("hreflang"))
        for each in element.findall(f"{ATOM}link")
        if each.get("rel") == "alternate"
    ]
    if len(kinds) != len(set(kinds)):
        faults.append(f"{name}: two alternates of one type and language")
    for link in element.findall(f"{ATOM}link"):
        if not link.get("href", "").startswith(("http://", "https://")):
            faults.append(f"{name}: a link to {link.get('href')!r}")
    return faults
