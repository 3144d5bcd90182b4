"""What every published table is made of."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _


def slugs(**kwargs):
    return ArrayField(models.CharField(max_length=100), default=list, **kwargs)


def newest_first(pk: str, *, name: str) -> models.Index:
    """The index of a list's default order: by last day, undated rows at the end."""
    return models.Index(
        models.F("date_latest").desc(nulls_last=True), models.F(pk).desc(), name=name
    )


def words_of(*columns: str, function="words_of"):
    """The folded words of what a row is called, by which a name is found as it is typed; or those
    of its short prose, by which a misspelt word is put right.
    """
    return models.GeneratedField(
        expression=models.Func(*columns, function=function),
        output_field=ArrayField(models.TextField()),
        db_persist=True,
    )


def of_document(function: str, output_field: models.Field):
    """What an SQL function reads out of the document of the same row."""
    return models.GeneratedField(
        expression=models.Func("document", function=function),
        output_field=output_field,
        db_persist=True,
        null=True,
    )


def quotes():
    return ArrayField(models.CharField(max_length=120), default=list)


class PublishedRow(models.Model):
    """What every public collection shares."""

    document = models.TextField(
        _("document"), null=True
    )  # NULL: withdrawn or merged, nothing to serve
    updated_at = models.DateTimeField(_("updated at"))

    class Meta:
        abstract = True
