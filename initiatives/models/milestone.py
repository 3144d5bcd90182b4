"""What happened, or was promised, and when."""

import uuid

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from sources.audit import audited
from sources.fields import FuzzyDateField, fuzzy_date_constraints
from sources.languages import reads_french
from sources.vocabulary import CodeField, known_code

from ..choices import MILESTONE_KINDS, MILESTONE_STATES


@audited
class Milestone(models.Model):
    """One event, or one forecast. An event ``fulfils`` the forecast it realises."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    initiative = models.ForeignKey(
        "initiatives.Initiative",
        models.CASCADE,
        verbose_name=_("initiative"),
        related_name="milestones",
    )
    date = FuzzyDateField(_("date"))
    what_fr = models.CharField(_("what, in French"), max_length=300)
    what_en = models.CharField(_("what, in English"), max_length=300)
    kind = CodeField(_("kind"), vocabulary=MILESTONE_KINDS)
    state = CodeField(_("state"), vocabulary=MILESTONE_STATES, default="happened")
    fulfils = models.ForeignKey(
        "self",
        models.SET_NULL,
        verbose_name=_("realises the forecast"),
        null=True,
        blank=True,
        related_name="fulfilled_by",
    )
    actor = models.ForeignKey(
        "initiatives.Partner",
        models.PROTECT,
        verbose_name=_("organisation acting"),
        null=True,
        blank=True,
        related_name="milestones",
    )
    person = models.ForeignKey(
        "initiatives.Person",
        models.PROTECT,
        verbose_name=_("person acting"),
        null=True,
        blank=True,
        related_name="milestones",
    )
    note_fr = models.CharField(_("note, in French"), max_length=500, blank=True)
    note_en = models.CharField(_("note, in English"), max_length=500, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    citations = models.ManyToManyField(
        "sources.Citation",
        through="Evidence",
        through_fields=("milestone", "citation"),
        verbose_name=_("passages"),
        related_name="milestones",
    )

    class Meta:
        verbose_name = _("milestone")
        verbose_name_plural = _("milestones")
        ordering = [
            Coalesce("date_earliest", "date_latest").asc(nulls_last=True),
            "position",
            "id",
        ]
        constraints = [
            known_code(
                "milestone", "kind", MILESTONE_KINDS, _("Choose a milestone kind from the list.")
            ),
            known_code("milestone", "state", MILESTONE_STATES, _("Choose a state from the list.")),
            models.UniqueConstraint(fields=["id", "initiative"], name="milestone_of_initiative"),
            models.CheckConstraint(
                condition=Q(actor=None) | Q(person=None),
                name="milestone_one_actor",
                violation_error_message=_(
                    "Name the organisation or the person who acted, not both."
                ),
            ),
            models.CheckConstraint(
                condition=Q(fulfils=None) | (Q(state="happened") & ~Q(fulfils=F("pk"))),
                name="milestone_only_events_fulfil",
                violation_error_message=_(
                    "Only something that happened realises a forecast, and never itself."
                ),
            ),
            *fuzzy_date_constraints("milestone", "date"),
        ]

    def __str__(self):
        french = reads_french()
        return self.what_fr if french else self.what_en

    def clean(self):
        super().clean()
        if self.fulfils and self.fulfils.initiative_id != self.initiative_id:
            raise ValidationError({"fulfils": _("The forecast belongs to another entry.")})
        if self.fulfils and self.fulfils.state == "happened":
            raise ValidationError({"fulfils": _("This is not a forecast: it happened.")})
