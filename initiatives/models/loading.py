"""What ``load_dataset`` remembers, so that it never overwrites somebody's work."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class DatasetLoad(models.Model):
    """One dataset that was loaded: its description as its file gives it, and when."""

    name = models.SlugField(_("name"), max_length=100, unique=True)
    meta = models.JSONField(_("description"), default=dict)
    loaded_at = models.DateTimeField(_("loaded at"), auto_now=True)

    class Meta:
        verbose_name = _("dataset load")
        verbose_name_plural = _("dataset loads")
        ordering = ["name"]

    def __str__(self):
        return self.name


class LoadedRow(models.Model):
    """One row a dataset wrote, with a digest of it: a row that differs now was touched since.

    ``row_id`` finds it again after its slug was changed.
    """

    load = models.ForeignKey(
        DatasetLoad, models.CASCADE, verbose_name=_("dataset load"), related_name="rows"
    )
    model = models.CharField(_("model"), max_length=100)
    row_id = models.CharField(_("identifier in the dataset"), max_length=400)
    key = models.CharField(_("primary key"), max_length=100)
    digest = models.CharField(_("digest"), max_length=64)

    class Meta:
        verbose_name = _("loaded row")
        verbose_name_plural = _("loaded rows")
        ordering = ["model", "key"]
        constraints = [
            models.UniqueConstraint(fields=["load", "model", "row_id"], name="loadedrow_once")
        ]

    def __str__(self):
        return f"{self.model} {self.key}"
