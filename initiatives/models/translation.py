"""An entry's prose in its other language."""

import uuid

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sources.audit import audited

from .initiative import LANGUAGES, Initiative


@audited
class Translation(models.Model):
    """An entry's prose in its other language; stale when the original changed after it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    initiative = models.ForeignKey(
        Initiative, models.CASCADE, verbose_name=_("initiative"), related_name="translations"
    )
    language = models.CharField(_("language"), max_length=2, choices=LANGUAGES)
    title = models.CharField(_("title"), max_length=200, blank=True)
    summary = models.TextField(_("summary"), blank=True)
    description = models.TextField(_("description"), blank=True)
    of_title = models.CharField(_("title translated"), max_length=200, blank=True, editable=False)
    of_summary = models.TextField(_("summary translated"), blank=True, editable=False)
    of_description = models.TextField(_("description translated"), blank=True, editable=False)

    class Meta:
        verbose_name = _("translation")
        verbose_name_plural = _("translations")
        ordering = ["language"]
        constraints = [
            models.UniqueConstraint(
                fields=["initiative", "language"],
                name="translation_once",
                violation_error_message=_("The entry already has a translation in this language."),
            ),
            models.CheckConstraint(
                condition=Q(language__in=["fr", "en"]),
                name="translation_language_known",
                violation_error_message=_("A translation is in French or in English."),
            ),
        ]

    def __str__(self):
        return f"{self.initiative} ({self.language})"

    def save(self, *args, **kwargs):
        """Saving a translation says: this translates the original as it stands now."""
        original = self.initiative
        self.of_title, self.of_summary, self.of_description = (
            original.title,
            original.summary,
            original.description,
        )
        if (fields := kwargs.get("update_fields")) is not None:
            kwargs["update_fields"] = {*fields, "of_title", "of_summary", "of_description"}
        super().save(*args, **kwargs)

    def clean(self):
        super().clean()
        if self.initiative_id and self.language == self.initiative.language:
            raise ValidationError({"language": _("This is the language of the entry itself.")})

    @property
    def is_stale(self) -> bool:
        """The original's words are no longer those that were translated."""
        original = self.initiative
        return (self.of_title, self.of_summary, self.of_description) != (
            original.title,
            original.summary,
            original.description,
        )
