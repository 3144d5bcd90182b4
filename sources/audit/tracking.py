"""``@audited``: the one line that puts a model, and the links it keeps to others, on record."""

import pghistory
import pgtrigger
from django.apps import apps
from django.db import models
from django.db.models.fields.related import lazy_related_operation

# The functions are made by migration 0003 (``sources.audit.rules``).
APPEND_ONLY = pgtrigger.Trigger(
    name="append_only",
    level=pgtrigger.Statement,  # so that a change which finds no row is refused as well
    when=pgtrigger.Before,
    operation=pgtrigger.Update | pgtrigger.Delete | pgtrigger.Truncate,
    func="PERFORM audit_refuse(TG_OP, TG_TABLE_NAME); RETURN NULL;",
)
SEAL = pgtrigger.Trigger(
    name="seal",
    when=pgtrigger.After,
    operation=pgtrigger.Insert,
    timing=pgtrigger.Deferred,
    func="PERFORM audit_seal(TG_TABLE_NAME, NEW.pgh_id, audit_digest(NEW)); RETURN NULL;",
)

_KEYS = {models.AutoField: models.IntegerField, models.BigAutoField: models.BigIntegerField}


def audited(model: type[models.Model]) -> type[models.Model]:
    """Record every insert, update and delete of ``model`` and of its links without a model.

    The events, in a table of their own, outlive the row: they keep the values of its columns, keys
    as well, and refer to nothing. Columns that the database computes are left out: they follow from
    the others.
    """
    _track_when_known(model)
    for field in model._meta.local_many_to_many:
        through = field.remote_field.through
        if isinstance(through, type) and through._meta.auto_created:
            _track_when_known(_named(through))
    return model


def is_event(model: type[models.Model]) -> bool:
    return hasattr(model, "pgh_tracked_model")


def event_models() -> list[type[models.Model]]:
    """Every model whose rows are events, by name of table."""
    return sorted(filter(is_event, apps.get_models()), key=lambda model: model._meta.db_table)


def triggers() -> set[tuple[str, str]]:
    """Table and name of every trigger that the audit rests on."""
    return {
        (model._meta.db_table, trigger.get_pgid(model)) for model, trigger in pgtrigger.registered()
    }


def _track_when_known(model):
    """Track ``model`` once the models its keys name are there: they say which type a key is."""
    columns = model._meta.concrete_model._meta.local_fields
    named = [field.remote_field.model for field in columns if field.is_relation]
    lazy_related_operation(lambda *known: _track(model, columns), model, *named)


def _track(model, columns):
    plain = {field.name: _plain(field) for field in columns if field.is_relation}
    if not model._meta.proxy:  # a row is looked up by its key; a link by what it links
        plain["id"] = _plain(model._meta.pk, db_index=True)
    pghistory.track(
        pghistory.InsertEvent(),
        pghistory.UpdateEvent(),
        pghistory.DeleteEvent(),
        exclude=[field.name for field in columns if field.generated],
        obj_field=None,
        attrs=plain,
        meta={"triggers": [APPEND_ONLY, SEAL], "default_permissions": ()},
    )(model)


def _plain(field, **options):
    """The column of a key, without what it refers to."""
    target = field.target_field if field.is_relation else field
    kind = _KEYS.get(type(target), type(target))
    return kind(db_column=field.column, null=True, **options)


def _named(through):
    """A link table under a name: migrations hang triggers on models they can name."""
    name = "".join(part.capitalize() for part in through.__name__.split("_"))
    meta = type("Meta", (), {"proxy": True, "default_permissions": ()})
    return type(name, (through,), {"__module__": through.__module__, "Meta": meta})
