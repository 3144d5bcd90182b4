"""Who takes part in an initiative, as what, since when."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from sources.audit import audited
from sources.fields import FuzzyDateField, fuzzy_date_constraints
from sources.vocabulary import CodeField, known_code

from ..choices import ROLES, STATED


@audited
class Participation(models.Model):
    """One partner in one role. An investor is not a participant unless a source gives it a role."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    initiative = models.ForeignKey(
        "initiatives.Initiative",
        models.CASCADE,
        verbose_name=_("initiative"),
        related_name="participations",
    )
    partner = models.ForeignKey(
        "initiatives.Partner",
        models.PROTECT,
        verbose_name=_("partner"),
        related_name="participations",
    )
    role = CodeField(_("role"), vocabulary=ROLES)
    stated = CodeField(_("stated"), vocabulary=STATED, default="explicit")
    how_fr = models.CharField(_("how, in French"), max_length=300, blank=True)
    how_en = models.CharField(_("how, in English"), max_length=300, blank=True)
    since = FuzzyDateField(_("from"))
    until = FuzzyDateField(_("until"))
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    citations = models.ManyToManyField(
        "sources.Citation",
        through="Evidence",
        through_fields=("participation", "citation"),
        verbose_name=_("passages"),
        related_name="participations",
    )

    class Meta:
        verbose_name = _("participation")
        verbose_name_plural = _("participations")
        ordering = ["position", "id"]
        constraints = [
            known_code("participation", "role", ROLES, _("Choose a role from the list.")),
            known_code("participation", "stated", STATED, _("Choose “explicit” or “implicit”.")),
            models.UniqueConstraint(
                fields=["id", "initiative"], name="participation_of_initiative"
            ),
            models.UniqueConstraint(
                fields=["initiative", "partner", "role", "since"],
                name="participation_once",
                violation_error_message=_("This partner already has this role in the entry."),
            ),
            *fuzzy_date_constraints("participation", "since", "until"),
        ]

    def __str__(self):
        return f"{self.partner}, {ROLES[self.role].label() if self.role in ROLES else self.role}"
