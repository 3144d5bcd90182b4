"""The digest of a row: what tells whether somebody touched it since the dataset wrote it."""

import hashlib
import json
from decimal import Decimal

from django.contrib.postgres.fields import ArrayField
from django.db import models

from initiatives.models import Initiative

# Written by the workflow, not by an analyst: publishing an entry does not touch it.
WORKFLOW_FIELDS = frozenset(
    {
        "state",
        "version",
        "first_published_at",
        "published_at",
        "withdrawal_reason",
        "created_by",
    }
)


def watched_fields(model: type[models.Model]) -> list[models.Field]:
    """The columns an analyst's work shows in: neither keys, nor computed, nor book-keeping."""
    return [
        field
        for field in model._meta.concrete_fields
        if not field.primary_key
        and not getattr(field, "generated", False)
        and not getattr(field, "auto_now", False)
        and not getattr(field, "auto_now_add", False)
        and not (model is Initiative and field.name in WORKFLOW_FIELDS)
    ]


def set_fields(model: type[models.Model]) -> list[models.ManyToManyField]:
    """The many-to-many fields without a model of their own: sets of a row, part of its content."""
    return [
        field
        for field in model._meta.local_many_to_many
        if field.remote_field.through._meta.auto_created
    ]


def digest(instance: models.Model, sets: dict[str, list]) -> str:
    """SHA-256 of the content of ``instance``; ``sets`` are the keys of its many-to-many fields."""
    model = type(instance)
    content = {
        field.attname: _plain(field, getattr(instance, field.attname))
        for field in watched_fields(model)
    }
    content |= {
        field.name: sorted(map(str, sets.get(field.name, ()))) for field in set_fields(model)
    }
    text = json.dumps(content, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(field: models.Field, value):
    """The value as JSON, the same whether it comes from a file or from the database."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(field, models.ForeignKey | models.OneToOneField):
        return str(value)
    value = field.to_python(value)
    if isinstance(field, models.DecimalField):
        return str(Decimal(value).quantize(Decimal(1).scaleb(-field.decimal_places)))
    if isinstance(field, ArrayField | models.JSONField | models.IntegerField):
        return value
    return str(value)
