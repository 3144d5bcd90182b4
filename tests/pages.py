"""What a person sees of an answer, for tests of pages."""

import html
import re


def markup_of(response, id=None) -> str:
    """The HTML of a page, or of its element ``id`` with all it holds."""
    markup = response.content.decode()
    if id is None:
        return markup
    kind = re.search(rf'<(\w+)\b[^>]* id="{re.escape(id)}"', markup)
    start = kind.start()
    depth, position = 0, start
    for tag in re.finditer(rf"<(/?){kind[1]}\b", markup[start:]):
        depth += -1 if tag[1] else 1
        position = start + tag.start()
        if depth == 0:
            break
    return markup[start:position]


def text_of(response, id=None) -> str:
    """The words of a page or of its element ``id``, without markup, spaces collapsed."""
    return _words(markup_of(response, id))


def claim_text_of(response, id) -> str:
    """The words of the claim with the element ``id``, those of its passages included."""
    claims = re.split(r'class="claim(?: [^"]*)?"', markup_of(response))
    return next(_words(claim) for claim in claims if f'id="{id}"' in claim)


def _words(markup: str) -> str:
    body = re.sub(r"<head>.*?</head>|<[^>]+>", " ", markup, flags=re.DOTALL)
    return re.sub(r"[ \n]+", " ", html.unescape(body)).strip()


def links_of(response) -> list[str]:
    """The addresses a page links to, as they are written."""
    return [
        html.unescape(link) for link in re.findall(r'<a\b[^>]*?href="([^"]*)"', markup_of(response))
    ]
