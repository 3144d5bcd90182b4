"""What the head of a page says to programs: feeds, descriptions for search engines and for whoever
shares a link.
"""

import json
import re
from urllib.parse import urlsplit

from django import template
from django.http import QueryDict
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from .. import linked_data as said
from ..feeds.addresses import Addresses, entry_feed_path, feed_path

register = template.Library()
_CONTENT = re.compile(r'content="([^"]*)"')
_ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


class RememberNode(template.Node):
    """Renders what it holds, once, under a name: a block can be printed in one place only."""

    child_nodelists = ("nodelist",)

    def __init__(self, name: str, nodelist: template.NodeList):
        self.name, self.nodelist = name, nodelist

    def render(self, context):
        context[self.name] = self.nodelist.render(context)
        return ""


@register.tag
def remember(parser, token):
    _tag, name = token.split_contents()
    nodelist = parser.parse(("endremember",))
    parser.delete_first_token()
    return RememberNode(name, nodelist)


@register.filter
def meta_content(markup: str) -> str:
    """The text of a ``<meta … content="…">``, escaped as it is there; empty for none."""
    found = _CONTENT.search(markup)
    return mark_safe(found[1]) if found else ""


# ── Feeds ────────────────────────────────────────────────────────────────────────────────────────


@register.filter
def feed_of(data_url: str) -> str:
    """The feed of what an address of the API lists: ``/api/v1/partners/?kind=pharma``."""
    parts = urlsplit(data_url)
    return feed_path(parts.path.rstrip("/").rpartition("/")[2], QueryDict(parts.query))


@register.filter
def entry_feed(slug: str) -> str:
    """The feed of an entry's versions."""
    return entry_feed_path(slug)


@register.simple_tag
def calendar_path() -> str:
    return feed_path("milestones", suffix="ics")


@register.simple_tag
def feed_link(path: str, title: str) -> SafeString:
    """What a feed reader finds a page's feed by."""
    return format_html(
        '<link rel="alternate" type="application/atom+xml" title="{}" href="{}">', title, path
    )


# ── Linked data ──────────────────────────────────────────────────────────────────────────────────


@register.simple_tag(takes_context=True)
def linked_data(context, kind: str, document: dict | None = None) -> SafeString:
    """What a page is about, in the words of schema.org, as data blocks that no script runs."""
    blocks = said.of_page(kind, document, Addresses(context["request"]))
    return format_html_join(
        "\n  ",
        '<script type="application/ld+json">{}</script>',
        ((mark_safe(_as_data(each)),) for each in blocks),
    )


def _as_data(value: dict) -> str:
    """JSON in which nothing can end the element it stands in."""
    return json.dumps(value, ensure_ascii=False).translate(_ESCAPES)
