"""Documents as they were published once, made fit to be shown today.

What has left the public side since is left out, whichever version names it: an entry that was
withdrawn, an organisation that is public no more. What merely has no page any more (an article
nothing cites, a theme without entries, an investment taken off) keeps its words and ``is_gone``.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import CharField, Q, TextField, Value
from django.db.models.functions import Cast

from .models import (
    PublishedInitiative,
    PublishedInvestment,
    PublishedPartner,
    PublishedRedirect,
    PublishedSource,
    PublishedTheme,
)
from .shape import completed

_Key = tuple[str, str]  # the type as redirects spell it, and the slug or id


@dataclass(frozen=True)
class Past:
    """One version's document, and how many names in it are no longer public."""

    document: dict
    left_out: int


def past(stored: Iterable[str]) -> list[Past]:
    """The stored documents as they may be shown now. Two queries, however many there are."""
    documents = [completed(json.loads(each)) for each in stored]
    public = _public({key for document in documents for key in _named(document)})
    return [_Cleaning(public).of(document) for document in documents]


def _named(document: dict) -> Iterator[_Key]:
    """Everything the document names that has, or had, an address of its own."""
    for piece in _pieces(document):
        for name, kind in _REFERENCES.items():
            value = piece.get(name)
            for each in value if isinstance(value, list) else [value]:
                if isinstance(each, dict) and each.get("slug"):
                    yield (kind, each["slug"])
    for investment in document["investments"]:
        yield ("investment", investment["id"])
        if investment["part_of"]:
            yield ("investment", investment["part_of"])


_REFERENCES = {
    "partner": "partner",
    "also_partner": "partner",
    "investors": "partner",
    "recipient": "partner",
    "claimed_by": "partner",
    "who": "partner",
    "initiative": "initiative",
    "also_about": "initiative",
    "parents": "initiative",
    "children": "initiative",
    "related": "initiative",
    "article": "source",
    "themes": "theme",
}


def _pieces(value) -> Iterator[dict]:
    if isinstance(value, list):
        for each in value:
            yield from _pieces(each)
    elif isinstance(value, dict):
        yield value
        for each in value.values():
            yield from _pieces(each)


def _public(keys: set[_Key]) -> set[_Key]:
    """Those of ``keys`` that are public now, or whose address leads to what is."""
    slugs = {slug for _kind, slug in keys}
    moved = {
        (kind, slug): (kind, target)
        for kind, slug, target in PublishedRedirect.objects.filter(slug__in=slugs).values_list(
            "type", "slug", "target"
        )
    }
    wanted = keys | {moved[key] for key in keys & moved.keys()}
    known = set(_known(wanted))
    return {key for key in keys if key in known or moved.get(key) in known}


def _known(keys: set[_Key]) -> Iterable[_Key]:
    slugs: dict[str, list[str]] = {}
    for kind, slug in keys:
        slugs.setdefault(kind, []).append(slug)

    def rows(kind: str, queryset, column: str = "slug"):
        named = {"of_kind": Value(kind, CharField()), "key": Cast(column, TextField())}
        chosen = queryset.filter(Q(**{f"{column}__in": slugs.get(kind, [])}))
        return chosen.order_by().annotate(**named).values_list("of_kind", "key")

    found = rows("initiative", PublishedInitiative.objects.exclude(state="withdrawn")).union(
        rows("partner", PublishedPartner.objects.all()),
        rows("source", PublishedSource.objects.all()),
        rows("theme", PublishedTheme.objects.all()),
        rows("investment", PublishedInvestment.objects.all(), "pk"),
        all=True,
    )
    return found.order_by()


class _Cleaning:
    """Takes out of a document what is not ``public`` now, counting what it takes."""

    def __init__(self, public: set[_Key]):
        self.public = public
        self.left_out: set[_Key] = set()

    def of(self, document: dict) -> Past:
        cleaned = {
            **document,
            "also_partner": self._if_public("partner", document["also_partner"]),
            "parents": self._only_public("initiative", document["parents"]),
            "children": self._only_public("initiative", document["children"]),
            "related": self._only_public("initiative", document["related"]),
            "participations": [
                each
                for each in document["participations"]
                if self._if_public("partner", each["partner"])
            ],
            "investments": [self._investment(each) for each in document["investments"]],
            "metrics": [
                {**each, "claimed_by": self._only_public("partner", each["claimed_by"])}
                for each in document["metrics"]
            ],
            "milestones": [
                {**each, "who": self._if_public("partner", each["who"])}
                for each in document["milestones"]
            ],
            "statements": [
                self._statement(each)
                for each in document["statements"]
                if each["initiative"] is None or self._if_public("initiative", each["initiative"])
            ],
        }
        for piece in _pieces(cleaned):
            for name, kind in (("article", "source"), ("themes", "theme")):
                value = piece.get(name)
                for each in value if isinstance(value, list) else [value] if value else []:
                    each["is_gone"] = (kind, each["slug"]) not in self.public
        return Past(cleaned, len(self.left_out))

    def _is_public(self, kind: str, piece: dict) -> bool:
        if not piece["slug"]:
            return True  # a person, who has no page, or nobody
        key = (kind, piece["slug"])
        if key not in self.public:
            self.left_out.add(key)
        return key in self.public

    def _if_public(self, kind: str, piece: dict | None) -> dict | None:
        return piece if piece and self._is_public(kind, piece) else None

    def _only_public(self, kind: str, pieces: list[dict]) -> list[dict]:
        return [each for each in pieces if self._is_public(kind, each)]

    def _investment(self, claim: dict) -> dict:
        recipient = claim["recipient"]
        if not self._is_public("partner", recipient):
            unnamed = {"slug": None, "name": None, "names": {"fr": None, "en": None}}
            recipient = {**recipient, **unnamed}
        return {
            **claim,
            "investors": self._only_public("partner", claim["investors"]),
            "recipient": recipient,
            "is_gone": ("investment", claim["id"]) not in self.public,
            "part_of_is_gone": ("investment", claim["part_of"]) not in self.public,
        }

    def _statement(self, claim: dict) -> dict:
        return {
            **claim,
            "partner": self._if_public("partner", claim["partner"]),
            "also_about": self._only_public("initiative", claim["also_about"]),
        }
