"""The texts of a published document in which a search may have found something: what it is called,
then what is said of it, the reader's language before the other.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ..publication import folding
from ..templatetags import tracker_format as say

_MARKDOWN = re.compile(r"[*_`#>]+|\[([^\]]*)\]\([^)]*\)")


class Text(NamedTuple):
    """``what`` the words are of an entry, if that must be said; ``is_usual``: shown in any case."""

    words: str
    language: str
    what: str | Promise = ""
    is_usual: bool = False


def entry_texts(entry: dict) -> list[Text]:
    names = [*_both(entry["title"]), *_other_names(entry["aliases"])]
    said = [
        *_both(entry["summary"], is_usual=True),
        *_listed(_("Partners"), _names_of(entry["participations"])),
        *_both_listed(_("Themes"), [theme["name"] for theme in entry["themes"]]),
        *((Text(say.place(entry["place"]), say.language(), _("Place")),) if entry["place"] else ()),
        *(
            Text(_MARKDOWN.sub(r"\1", text.words), text.language)
            for text in _both(entry["description"])
        ),
    ]
    claims = [
        *_each(_("Role"), entry["participations"], "how"),
        *_each(_("Milestone"), entry["milestones"], "what"),
        *_each(_("Figure"), entry["metrics"], "name"),
        *_each(_("Investment"), entry["investments"], "scope"),
    ]
    return [*names, *said, *claims]


def partner_texts(partner: dict) -> list[Text]:
    shown = say.partner_name(partner)
    others = [partner["name"], *partner["names"].values()]
    return [
        Text(shown, say.language()),
        *_other_names([*({"name": name} for name in others if name), *partner["aliases"]], shown),
    ]


def source_texts(source: dict) -> list[Text]:
    return [
        Text(source["title"], source["language"]),
        Text(source["publisher"]["name"], source["language"], _("Publisher")),
    ]


def also_called(partner: dict, typed: str) -> str:
    """The other name by which a partner was found, where the one that is shown says less of it."""
    shown, *others = (text.words for text in partner_texts(partner))
    for has in (_has, _begins):
        if has(shown, typed):
            return ""
        if found := next((name for name in others if has(name, typed)), ""):
            return found
    return ""


def _has(name: str, typed: str) -> bool:
    """Whether each word typed is a word of the name."""
    return set(folding.words(typed)) <= set(folding.words(name))


def _begins(name: str, typed: str) -> bool:
    """Whether each word typed is the beginning of a word of the name."""
    words = folding.words(name)
    return all(any(word.startswith(each) for word in words) for each in folding.words(typed))


def _other_names(aliases: list[dict], shown: str = "") -> list[Text]:
    names = dict.fromkeys(alias["name"] for alias in aliases)
    return [Text(name, say.language(), _("also known as")) for name in names if name != shown]


def _languages() -> tuple[str, str]:
    return ("fr", "en") if say.language() == "fr" else ("en", "fr")


def _both(text: dict, what="", *, is_usual=False) -> list[Text]:
    """What there is of it, the reader's language first; only the first is shown in any case."""
    there = [language for language in _languages() if text.get(language)]
    return [
        Text(text[language], language, what, is_usual and place == 0)
        for place, language in enumerate(there)
    ]


def _each(what, claims: list[dict], field: str) -> Iterator[Text]:
    for claim in claims:
        yield from _both(claim[field] or {}, what)


def _both_listed(what, names: list[dict]) -> list[Text]:
    found = []
    for language in _languages():
        found += _listed(what, [name[language] for name in names if name.get(language)], language)
    return found


def _listed(what, names: list[str], language: str = "") -> list[Text]:
    return [Text(", ".join(names), language or say.language(), what)] if names else []


def _names_of(participations: list[dict]) -> list[str]:
    return list(dict.fromkeys(say.partner_name(each["partner"]) for each in participations))
