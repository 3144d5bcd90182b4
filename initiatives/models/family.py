"""How entries hang together, and the other names they go by."""

import uuid

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sources.audit import audited

from .initiative import Initiative


@audited
class InitiativeParent(models.Model):
    """One entry is part of another. The first by position is its main parent."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    child = models.ForeignKey(
        Initiative, models.CASCADE, verbose_name=_("part"), related_name="parent_links"
    )
    parent = models.ForeignKey(
        Initiative, models.PROTECT, verbose_name=_("part of"), related_name="child_links"
    )
    basis_fr = models.TextField(
        _("basis, in French"), blank=True, help_text=_("Only where no source says it.")
    )
    basis_en = models.TextField(_("basis, in English"), blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("parent of an initiative")
        verbose_name_plural = _("parents of initiatives")
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["child", "parent"],
                name="initiativeparent_once",
                violation_error_message=_("This entry is already part of that one."),
            ),
            models.CheckConstraint(
                condition=~Q(child=F("parent")),
                name="initiativeparent_not_itself",
                violation_error_message=_("An entry cannot be part of itself."),
            ),
        ]

    def __str__(self):
        return f"{self.child} ⊂ {self.parent}"

    def clean(self):
        super().clean()
        if self.child_id and self.parent_id and self.child_id in _ancestors(self.parent_id):
            raise ValidationError(
                {"parent": _("%(parent)s is already part of this entry.") % {"parent": self.parent}}
            )


def _ancestors(initiative_id) -> set:
    """The entry and everything it is part of; one query for each generation."""
    found, level = {initiative_id}, {initiative_id}
    while level:
        level = set(
            InitiativeParent.objects.filter(child__in=level)
            .exclude(parent__in=found)
            .values_list("parent", flat=True)
        )
        found |= level
    return found


@audited
class InitiativeAlias(models.Model):
    """Another name of an initiative; without a passage, a spelling no source prints."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    initiative = models.ForeignKey(
        Initiative, models.CASCADE, verbose_name=_("initiative"), related_name="aliases"
    )
    surface = models.CharField(_("other name"), max_length=200)
    citation = models.ForeignKey(
        "sources.Citation",
        models.PROTECT,
        verbose_name=_("passage"),
        null=True,
        blank=True,
        related_name="initiative_aliases",
    )

    class Meta:
        verbose_name = _("other name of an initiative")
        verbose_name_plural = _("other names of initiatives")
        ordering = ["surface", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["initiative", "surface"],
                name="initiativealias_once",
                violation_error_message=_("This name is already on the entry."),
            ),
        ]

    def __str__(self):
        return self.surface
