"""An entry in time: its dated beginnings, and how far along it was when."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sources.audit import audited
from sources.fields import FuzzyDateField, fuzzy_date_constraints
from sources.vocabulary import CodeField, known_code
from sources.written.wording import date_in_words

from ..choices import DATE_KINDS, LIFECYCLE_STATUSES
from .initiative import Initiative


@audited
class InitiativeDate(models.Model):
    """One dated step of an entry's beginning: conceived, announced, inaugurated…"""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    initiative = models.ForeignKey(
        Initiative, models.CASCADE, verbose_name=_("initiative"), related_name="dates"
    )
    kind = CodeField(_("kind"), vocabulary=DATE_KINDS)
    date = FuzzyDateField(_("date"), blank=False)

    class Meta:
        verbose_name = _("date of an initiative")
        verbose_name_plural = _("dates of initiatives")
        ordering = ["date_earliest", "kind"]
        constraints = [
            known_code(
                "initiativedate", "kind", DATE_KINDS, _("Choose a kind of date from the list.")
            ),
            models.UniqueConstraint(
                fields=["initiative", "kind"],
                name="initiativedate_once",
                violation_error_message=_("The entry already has a date of this kind."),
            ),
            *fuzzy_date_constraints("initiativedate", "date"),
        ]

    def __str__(self):
        date = date_in_words(self.date)
        return f"{DATE_KINDS[self.kind].label()}, {date}" if self.kind in DATE_KINDS else date


@audited
class LifecycleStatus(models.Model):
    """How far along an entry was, as of a date: stated by a source, or inferred with a basis.

    The latest is the current one; the others are its history.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    initiative = models.ForeignKey(
        Initiative, models.CASCADE, verbose_name=_("initiative"), related_name="statuses"
    )
    status = CodeField(_("status"), vocabulary=LIFECYCLE_STATUSES)
    as_of = FuzzyDateField(_("as of"))
    inferred = models.BooleanField(_("inferred"), default=False)
    basis_fr = models.TextField(_("basis, in French"), blank=True)
    basis_en = models.TextField(_("basis, in English"), blank=True)
    position = models.PositiveSmallIntegerField(
        _("position"), default=0, help_text=_("Breaks the tie between statuses of the same date.")
    )

    class Meta:
        verbose_name = _("lifecycle status")
        verbose_name_plural = _("lifecycle statuses")
        ordering = ["as_of_latest", "position", "id"]
        constraints = [
            known_code(
                "lifecyclestatus", "status", LIFECYCLE_STATUSES, _("Choose a status from the list.")
            ),
            models.UniqueConstraint(
                fields=["id", "initiative"], name="lifecyclestatus_of_initiative"
            ),
            models.CheckConstraint(
                condition=Q(inferred=False) | ~Q(basis_en=""),
                name="lifecyclestatus_inferred_with_basis",
                violation_error_message=_("An inferred status needs its basis."),
            ),
            *fuzzy_date_constraints("lifecyclestatus", "as_of"),
        ]

    def __str__(self):
        label = (
            LIFECYCLE_STATUSES[self.status].label()
            if self.status in LIFECYCLE_STATUSES
            else self.status
        )
        return f"{label} ({date_in_words(self.as_of)})" if self.as_of else label
