"""``fields`` and ``expand``: which keys of a document are answered, and what it names beside it.

Both follow the serializers, so that they know every key there is and which ones are references.
"""

import json
from collections.abc import Iterator
from functools import cache
from typing import Any

from rest_framework.serializers import Serializer

from ..publication import reading
from ..publication.models import (
    PublishedInitiative,
    PublishedPartner,
    PublishedPublisher,
    PublishedSource,
    PublishedTheme,
)

MOST_INCLUDED = 200  # documents of each collection in one answer; those named first
EXPANDABLE = {
    "initiatives": PublishedInitiative.objects.filter(state="published"),
    "partners": PublishedPartner.objects.all(),
    "sources": PublishedSource.objects.all(),
    "publishers": PublishedPublisher.objects.all(),
    "themes": PublishedTheme.objects.all(),
}
_SHOWN = 100  # characters of what was asked for that an answer repeats

Tree = dict[str, "Tree"]  # a key -> the keys chosen inside it; empty: all of it


def _inside(field) -> type[Serializer] | None:
    """The serializer of what is in ``field``, or in each element of it."""
    held = getattr(field, "child", field)
    return type(held) if isinstance(held, Serializer) else None


@cache
def _keys(document: type[Serializer]) -> dict[str, type[Serializer] | None]:
    return {name: _inside(field) for name, field in document().get_fields().items()}


def key_of(document: type[Serializer]) -> str:
    """The key that tells one document of a collection from the others."""
    return next(name for name in ("seq", "slug", "id") if name in _keys(document))


@cache
def paths(document: type[Serializer]) -> str:
    """Every name that ``fields`` knows, as a regular expression."""
    names = (
        rf"{name}(\.{paths(inside)})?" if inside else name
        for name, inside in _keys(document).items()
    )
    return f"({'|'.join(names)})"


@cache
def expandable(document: type[Serializer]) -> list[str]:
    """The collections whose documents ``document`` names."""
    named = _collections(document)
    return [collection for collection in EXPANDABLE if collection in named]


@cache
def _collections(document: type[Serializer]) -> frozenset[str]:
    own = {document.collection} if hasattr(document, "collection") else set()
    return frozenset(own).union(*(_collections(each) for each in _keys(document).values() if each))


class Selection:
    """What ``fields`` and ``expand`` of one request ask of the documents of a collection.

    ``faults`` says what is wrong with them; the rest has a meaning only where it is empty.
    """

    def __init__(self, document: type[Serializer], query):
        self.document = document
        self.faults: list[dict] = []
        self.fields: Tree = {}
        for path in self._names(query, "fields"):
            self._add(path)
        self.expand = self._names(query, "expand")
        for name in self.expand:
            if name not in expandable(document):
                self._refuse("expand", f"“{name[:_SHOWN]}” is nothing that can be expanded here.")
        if self.fields:
            self.fields[key_of(document)] = {}
        if self.fields == {name: {} for name in _keys(document)}:
            self.fields = {}  # every key is the whole document

    def __bool__(self):
        return bool(self.fields or self.expand)

    def _names(self, query, parameter: str) -> list[str]:
        """What is named, each once: separated by commas, given several times, or both."""
        given = [value.split(",") for value in query.getlist(parameter) if value.strip()]
        names = [name.strip() for value in given for name in value]
        if "" in names:
            allowed = _keys(self.document) if parameter == "fields" else expandable(self.document)
            self._refuse(parameter, "There is a comma with no name beside it.", [*allowed])
        return list(dict.fromkeys(name for name in names if name))

    def _add(self, path: str) -> None:
        """Choose ``path``. What was chosen whole stays whole."""
        chosen, inside = self.fields, self.document
        *above, last = path.split(".")
        for depth, name in enumerate(above):
            if not inside or name not in _keys(inside):
                return self._refuse_field(path, inside, ".".join(above[:depth]))
            inside = _keys(inside)[name]
            # What is chosen whole already stays so: what is added inside it is dropped.
            chosen = {} if chosen.get(name) == {} else chosen.setdefault(name, {})
        if not inside or last not in _keys(inside):
            return self._refuse_field(path, inside, ".".join(above))
        chosen[last] = {}
        return None

    def _refuse_field(self, path: str, inside, prefix: str) -> None:
        names = _keys(inside) if inside else ()
        allowed = [f"{prefix}.{name}" if prefix else name for name in names]
        self._refuse("fields", f"There is no field “{path[:_SHOWN]}” here.", allowed or [prefix])

    def _refuse(self, parameter: str, detail: str, allowed: list[str] | None = None) -> None:
        if allowed is None:
            allowed = expandable(self.document)
        self.faults.append({"parameter": parameter, "detail": detail, "allowed": allowed})

    # ── What is answered ─────────────────────────────────────────────────────────────────────────

    def applied(self, stored: list[str]) -> tuple[list[str], str]:
        """The documents as asked for, and the members to stand beside them, as JSON.

        One query for each collection that is expanded.
        """
        documents = [json.loads(each) for each in stored]
        if self.fields:
            documents = [_chosen(each, self.fields) for each in documents]
            stored = [json.dumps(each, ensure_ascii=False) for each in documents]
        return stored, self._beside(documents) if self.expand else ""

    def _beside(self, documents: list[dict]) -> str:
        named: dict[str, dict[str, None]] = {name: {} for name in self.expand}
        for document in documents:
            for collection, slug in _named(document, self.document):
                if collection in named:
                    named[collection][slug] = None
        missing = sum(max(0, len(slugs) - MOST_INCLUDED) for slugs in named.values())
        found = (f'"{name}": {{{_documents(name, list(named[name]))}}}' for name in named)
        return f'"included": {{{", ".join(found)}}}, "not_included": {missing}'


def _documents(collection: str, slugs: list[str]) -> str:
    """The first of the documents with these slugs, each under its slug."""
    if not slugs:
        return ""
    rows = EXPANDABLE[collection].filter(slug__in=slugs[:MOST_INCLUDED]).order_by("slug")
    return ", ".join(
        f"{json.dumps(slug)}: {reading.spliced(*row)}"
        for slug, *row in rows.values_list("slug", *reading.SERVED)
    )


def _chosen(value: Any, fields: Tree) -> Any:
    if isinstance(value, list):
        return [_chosen(each, fields) for each in value]
    if not fields or value is None:
        return value
    return {key: _chosen(each, fields[key]) for key, each in value.items() if key in fields}


def described(value: Any, document: type[Serializer] | None) -> Any:
    """``value`` with the keys that its description knows, and no other."""
    if isinstance(value, list):
        return [described(each, document) for each in value]
    if document is None or value is None:
        return value
    keys = _keys(document)
    return {key: described(each, keys[key]) for key, each in value.items() if key in keys}


def _named(value: Any, serializer: type[Serializer], *, root=True) -> Iterator[tuple[str, str]]:
    """Every reference in a document: the collection and the slug."""
    if isinstance(value, list):
        for each in value:
            yield from _named(each, serializer, root=root)
    elif isinstance(value, dict):
        if not root and value.get("slug") and hasattr(serializer, "collection"):
            yield serializer.collection, value["slug"]
        for name, inside in _keys(serializer).items():
            if inside and name in value:
                yield from _named(value[name], inside, root=False)
