"""The database's copy of the closed lists, kept equal to the code after every migration."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ..languages import reads_french


class VocabularyTerm(models.Model):
    """One value of a closed list with its definition. Read-only: ``vocabularies.json`` decides."""

    vocabulary = models.CharField(_("vocabulary"), max_length=60)
    code = models.CharField(_("code"), max_length=40)
    value = models.CharField(_("value in source files"), max_length=60)
    label_fr = models.CharField(_("label, in French"), max_length=120)
    label_en = models.CharField(_("label, in English"), max_length=120)
    definition_fr = models.TextField(_("definition, in French"))
    definition_en = models.TextField(_("definition, in English"))
    position = models.PositiveSmallIntegerField(_("position"))

    class Meta:
        verbose_name = _("vocabulary term")
        verbose_name_plural = _("vocabulary terms")
        ordering = ["vocabulary", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["vocabulary", "code"], name="vocabularyterm_code_unique"
            ),
        ]

    def __str__(self):
        return self.label_fr if reads_french() else self.label_en
