"""The prose of *About* and *Methodology*: Markdown in two languages, as Editors left it or as it is
shipped (``texts/``), with the places where the site fills something in.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import nh3
from django.conf import settings
from django.utils.text import slugify
from markdown_it import MarkdownIt

PAGES = ("about", "methodology")

_TEXTS = Path(__file__).with_name("texts")
_ANCHOR = re.compile(r"\s*\{#([A-Za-z][\w-]*)\}\s*\Z")
_parser = MarkdownIt("commonmark", {"html": False}).enable("table")
_TAGS = {
    "a", "blockquote", "br", "code", "em", "h2", "h3", "h4", "hr", "li", "ol", "p", "pre",
    "strong", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
_ATTRIBUTES = {"a": {"href", "title"}, "h2": {"id"}, "h3": {"id"}, "ol": {"start"}}


class Heading(NamedTuple):
    """A heading of the second level, for the contents of the page."""

    anchor: str
    title: str


class Prose(NamedTuple):
    html: str
    headings: list[Heading]


@lru_cache
def shipped(page: str, language: str) -> str:
    """What stands on ``page`` as long as nobody has edited it."""
    return (_TEXTS / f"{page}.{language}.md").read_text(encoding="utf-8")


def anchors(text: str) -> list[str]:
    """The names that headings have been given, ``## Dates {#dates}``, in their order."""
    found = (_ANCHOR.search(line) for line in text.splitlines() if line.startswith("#"))
    return [match[1] for match in found if match]


def filled_in(site: str) -> dict[str, str]:
    """What may stand in a text, and what the site puts there; ``site`` is its own address."""
    return {
        "{site_name}": settings.SITE_NAME,
        "{site}": site,
        "{licence}": settings.DATA_LICENCE,
        "{licence_url}": settings.DATA_LICENCE_URL,
    }


def rendered(text: str, *, site: str, taken: Iterable[str] = ()) -> Prose:
    """``text`` as HTML whose headings can be linked to. Raw HTML is shown, never obeyed.

    An id that is ``taken`` on the page, or by an earlier heading, gets a number.
    """
    for place, value in filled_in(site).items():
        text = text.replace(place, value)
    tokens, used, headings = _parser.parse(text), set(taken), []
    for heading, inline in zip(tokens, tokens[1:], strict=False):
        if heading.type != "heading_open":
            continue
        anchor, title = _named(inline)
        anchor = _unused(anchor or slugify(title) or "part", used)
        used.add(anchor)
        heading.attrSet("id", anchor)
        if heading.tag == "h2":
            headings.append(Heading(anchor, title))
    html = _parser.renderer.render(tokens, _parser.options, {})
    return Prose(nh3.clean(html, tags=_TAGS, attributes=_ATTRIBUTES), headings)


def _named(inline) -> tuple[str, str]:
    """The anchor written at the end of a heading, which is taken away, and the words before it."""
    last = inline.children[-1] if inline.children else None
    anchor = ""
    if last is not None and last.type == "text" and (match := _ANCHOR.search(last.content)):
        anchor, last.content = match[1], _ANCHOR.sub("", last.content)
    words = (child.content for child in inline.children or ())
    return anchor, "".join(words).strip()


def _unused(anchor: str, used: set[str]) -> str:
    number, name = 2, anchor
    while name in used:
        name, number = f"{anchor}-{number}", number + 1
    return name
