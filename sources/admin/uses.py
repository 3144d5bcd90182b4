"""Who relies on a row: asked before it is changed or deleted.

Two questions. ``public_uses``: what of the published record rests on it; ``sources`` knows no
claims, so whoever makes them answers ``uses_asked``. ``cited_by``: every row of the desk, drafts
too, that would lose something without it; read from the relations of the models, so that a new one
cannot be forgotten.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from django.contrib import admin
from django.db.models import CharField, F, Model, TextField, Value
from django.db.models.functions import Cast
from django.dispatch import Signal
from django.urls import reverse

from ..models import Citation

# Sent with ``instance``; a receiver answers with the names of what the world reads and rests on it.
uses_asked = Signal()

# What a person would open to see the use: the path there from the row that holds the foreign key.
# ``initiatives`` adds its own, here and to ``PARTS``.
OWNERS = {"sources.articlecitation": "article", "sources.publishercitation": "publisher"}

# Foreign keys of rows that belong to the row they name and go with it: no use of it.
PARTS = {
    ("sources.articlecitation", "article"),
    ("sources.publishercitation", "publisher"),
    ("sources.excludedmention", "article"),
    ("sources.textversion", "article"),
}

# Who cites a passage cites its article and its publisher.
BY_PASSAGE = {"sources.sourcearticle": "article", "sources.publisher": "article__publisher"}

NAMED = 100  # of each kind, so that a publisher of ten thousand articles still has a page


class Use(NamedTuple):
    """One row that cites another. ``address``: its page on the desk."""

    row: Model
    address: str


class Uses(NamedTuple):
    """The uses of one kind. ``count`` is of all, ``shown`` at most ``NAMED`` of them."""

    model: type[Model]
    count: int
    shown: list[Use]


def public_uses(instance: Model) -> list[str]:
    """The published entries and other public rows that rest on ``instance``, by name, each once."""
    answers = uses_asked.send(sender=type(instance), instance=instance)
    return sorted({name for _receiver, names in answers for name in names})


def cited_by(rows: Iterable[Model]) -> dict[object, list[Uses]]:
    """The uses of each of ``rows``, all of one model, by primary key.

    One query for who, and one for the names of each kind of user, however many rows.
    """
    rows = list(rows)
    if not rows:
        return {}
    found = _pairs(type(rows[0]), [row.pk for row in rows])
    named = {
        model: _named(model, {key for owners in by_subject.values() for key in owners})
        for model, by_subject in found.items()
    }
    return {row.pk: _uses(row, found, named) for row in rows}


def _uses(row, found, named) -> list[Uses]:
    uses = []
    for model, by_subject in found.items():
        keys = by_subject.get(str(row.pk), set())
        if isinstance(row, model):
            keys = keys - {str(row.pk)}
        if keys:
            shown = [Use(user, _address(user)) for user in named[model] if str(user.pk) in keys]
            uses.append(Uses(model, len(keys), shown))
    return uses


def _pairs(model, keys) -> dict[type[Model], dict[str, set[str]]]:
    """For each kind of user: the key of the row -> the keys of its users, as texts. One query."""
    kinds, queries = {}, []
    for users, column, owner_path in _ways_to_cite(model):
        owner = _model_at(users, owner_path)
        kinds[owner._meta.label_lower] = owner
        queries.append(
            users._base_manager.order_by()
            .filter(**{f"{column}__in": keys})
            .values_list(
                Value(owner._meta.label_lower, output_field=CharField()),
                Cast(F(f"{column}__pk"), TextField()),
                Cast(F(f"{owner_path}__pk" if owner_path else "pk"), TextField()),
            )
        )
    found = {owner: defaultdict(set) for owner in kinds.values()}
    if queries:
        for label, subject, owner in queries[0].union(*queries[1:]).order_by():
            found[kinds[label]][subject].add(owner)
    return found


def _ways_to_cite(model):
    yield from _relations(model)
    if way := BY_PASSAGE.get(model._meta.label_lower):
        for users, column, path in _relations(Citation):
            yield users, f"{column}__{way}", path


def _relations(model):
    """``(model, its foreign key to the row, path to the owner)`` for every way to name a row."""
    for relation in model._meta.get_fields(include_hidden=True):
        if not relation.auto_created or relation.concrete:
            continue
        users, column = relation.related_model, relation.field.name
        if users._meta.auto_created or (users._meta.label_lower, column) in PARTS:
            continue
        path = OWNERS.get(users._meta.label_lower, "")
        if not relation.many_to_many:
            yield users, column, path
        elif relation.through._meta.auto_created:  # else the rows between are found by themselves
            own, other = relation.field.m2m_field_name(), relation.field.m2m_reverse_field_name()
            yield relation.through, other, f"{own}__{path}" if path else own


def _model_at(model, path: str) -> type[Model]:
    for name in filter(None, path.split("__")):
        model = model._meta.get_field(name).related_model
    return model


def _named(model, keys: set[str]) -> list[Model]:
    if not keys:
        return []
    # What a required foreign key names is often part of the name.
    required = [field.name for field in model._meta.fields if field.is_relation and not field.null]
    rows = model._base_manager.filter(pk__in=keys).select_related(*required or [None])
    return list(rows[:NAMED])


def _address(row) -> str:
    meta = row._meta
    return reverse(f"{admin.site.name}:{meta.app_label}_{meta.model_name}_change", args=[row.pk])
