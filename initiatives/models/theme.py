"""What initiatives are about."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from sources.audit import audited
from sources.languages import reads_french
from sources.slugs import fill_slug


@audited
class Theme(models.Model):
    """One subject heading, with its definition and its place in the tree."""

    slug = models.SlugField(
        _("slug"),
        max_length=100,
        unique=True,
        blank=True,
        help_text=_("Made from the name when left empty."),
    )
    name_fr = models.CharField(_("name, in French"), max_length=120)
    name_en = models.CharField(_("name, in English"), max_length=120, unique=True)
    definition_fr = models.TextField(_("definition, in French"))
    definition_en = models.TextField(_("definition, in English"))
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name=_("parent"),
        null=True,
        blank=True,
        related_name="children",
    )

    class Meta:
        verbose_name = _("theme")
        verbose_name_plural = _("themes")
        ordering = ["slug"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(parent=models.F("pk")),
                name="theme_not_its_own_parent",
                violation_error_message=_("A theme cannot be its own parent."),
            ),
        ]

    def __str__(self):
        return self.name_fr if reads_french() else self.name_en

    def save(self, *args, **kwargs):
        fill_slug(self, self.name_en)
        super().save(*args, **kwargs)

    def clean(self):
        super().clean()
        seen, ancestor = {self.pk}, self.parent
        while ancestor is not None:
            if ancestor.pk in seen:
                raise ValidationError(
                    {"parent": _("A theme cannot be below one of its own themes.")}
                )
            seen.add(ancestor.pk)
            ancestor = ancestor.parent
