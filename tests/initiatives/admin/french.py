"""What a French reader should never see on the desk: keys, codes, words of the other language."""

import re
from functools import lru_cache
from html.parser import HTMLParser

from initiatives.choices import VOCABULARIES as OF_CLAIMS
from sources.choices import VOCABULARIES as OF_EVIDENCE
from tracker import catalogues

UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", re.IGNORECASE)
COUNT = re.compile(r" \(\d+\)$")  # of a filter
# The switch names a language in itself. The others are data: of factories, and of Django's pages
# of a group, which print its name as it is stored.
_DATA = {"english", "subject.", "opening", "analysts", "editors", "administrators"}


class _Texts(HTMLParser):
    """The pieces of text of a page that a person reads; not scripts, nor published documents."""

    def __init__(self):
        super().__init__()
        self.texts, self.hidden = [], ""

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag in ("script", "style", "template") or "field-document" in attrs.get("class", ""):
            self.hidden = self.hidden or tag
        self.texts += [attrs[name] for name in ("title", "alt", "placeholder") if attrs.get(name)]
        if tag == "input" and attrs.get("type") in ("submit", "button"):
            self.texts.append(attrs.get("value", ""))

    def handle_endtag(self, tag):
        if tag == self.hidden:
            self.hidden = ""

    def handle_data(self, data):
        if not self.hidden and data.strip():
            self.texts.append(" ".join(data.split()))


def texts_of(response) -> list[str]:
    page = _Texts()
    page.feed(response.content.decode())
    return page.texts


@lru_cache
def _english() -> dict[str, str]:
    """What is said in English or as a code -> what is to be said in French."""
    words = {}
    for vocabulary in (*OF_CLAIMS.values(), *OF_EVIDENCE.values()):
        for term in vocabulary:
            words |= {term.code: term.label_fr, term.label_en: term.label_fr}
    for message in catalogues.stored():
        ours = message.id if isinstance(message.id, (list, tuple)) else [message.id]
        theirs = message.string if isinstance(message.string, (list, tuple)) else [message.string]
        if theirs[0]:  # what has no French yet is for the test of the catalogue to say
            words |= {each: theirs[0] for each in ours if each}
    french = {word.casefold() for word in words.values()}
    return {
        word.casefold(): said
        for word, said in words.items()
        if word.casefold() not in french and word.casefold() not in _DATA
    }


def not_french(response) -> set[str]:
    """What stands on the page and should not. Not on those of published words, in any language."""
    wrong: set[str] = set()
    if "/publishedword/" in response.wsgi_request.path:
        return wrong
    for text in texts_of(response):
        plain = COUNT.sub("", text).strip(" :()—·,").casefold()
        if UUID.search(text) or plain in _english():
            wrong.add(text)
    return wrong
