"""Atom (RFC 4287) as Django writes it, with what ours have beside: pages (RFC 5005), entries that
left (RFC 6721), links to page and API, content in HTML.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.feedgenerator import Atom1Feed, rfc3339_date

MEDIA_TYPE = "application/atom+xml"
TOMBSTONES = "http://purl.org/atompub/tombstones/1.0"
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True)
class Link:
    rel: str
    href: str
    type: str = ""
    hreflang: str = ""


@dataclass(frozen=True)
class Category:
    scheme: str
    term: str
    label: str


@dataclass(frozen=True)
class Gone:
    """An item that was in the feed and is no more. ``location``: where the thing is now."""

    id: str
    at: datetime
    comment: str = ""
    location: str = ""


@dataclass(frozen=True)
class Item:
    """One entry of a feed. ``content`` is HTML; all addresses are absolute."""

    id: str
    title: str
    link: str
    updated: datetime
    content: str
    published: datetime | None = None
    api: str = ""
    categories: Sequence[Category] = ()


class AtomFeed(Atom1Feed):
    """``updated`` is the feed's own; ``links`` and ``gone`` stand beside what Django knows of."""

    def __init__(self, *, updated: datetime, links: Sequence[Link], **kwargs):
        super().__init__(**kwargs)
        self.updated, self.links = updated, links
        self.gone: list[Gone] = []

    def add(self, item: Item) -> None:
        self.add_item(
            title=_clean(item.title),
            link=item.link,
            description=None,
            unique_id=item.id,
            pubdate=item.published,
            updateddate=item.updated,
            item=item,
        )

    def latest_post_date(self):
        return self.updated

    def root_attributes(self):
        more = {"xmlns:at": TOMBSTONES} if self.gone else {}
        return {**super().root_attributes(), **more}

    def add_root_elements(self, handler):
        super().add_root_elements(handler)
        for link in self.links:
            _add_link(handler, link)

    def write_items(self, handler):
        super().write_items(handler)
        for gone in self.gone:
            moment = rfc3339_date(gone.at)
            handler.startElement("at:deleted-entry", {"ref": gone.id, "when": moment})
            if gone.comment:
                handler.addQuickElement("at:comment", _clean(gone.comment))
            if gone.location:
                _add_link(handler, Link("related", gone.location, "text/html"))
            handler.endElement("at:deleted-entry")

    def add_item_elements(self, handler, item):
        super().add_item_elements(handler, item)
        told: Item = item["item"]
        if told.api:
            _add_link(handler, Link("alternate", told.api, "application/json"))
        for each in told.categories:
            attributes = {"term": each.term, "scheme": each.scheme, "label": _clean(each.label)}
            handler.addQuickElement("category", "", attributes)
        handler.addQuickElement("content", _clean(told.content), {"type": "html"})


def _add_link(handler, link: Link) -> None:
    given = {"rel": link.rel, "href": link.href, "type": link.type, "hreflang": link.hreflang}
    handler.addQuickElement("link", "", {name: value for name, value in given.items() if value})


def _clean(text: str) -> str:
    """Without the characters that XML cannot hold, however they came into an article's title."""
    return _NOT_XML.sub("", text)
