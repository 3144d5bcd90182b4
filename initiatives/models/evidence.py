"""``Evidence``: the one link between what an entry claims and the passages that say so."""

from itertools import combinations

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sources.audit import audited
from sources.models import CitationLink, stance_known

CLAIMS = ("participation", "investment", "milestone", "metric", "lifecycle_status")


def _at_most_one(fields) -> Q:
    """True when no two of the foreign keys are set."""
    condition = Q()
    for first, second in combinations(fields, 2):
        condition &= Q(**{first: None}) | Q(**{second: None})
    return condition


@audited
class Evidence(CitationLink):
    """One passage under one claim of an entry, or under the entry itself when no claim is named.

    For the entry itself ``field`` says what it is about: ``place``, ``audience``, ``parent``…
    That the claim belongs to the same entry is a composite foreign key of the database (migration
    0002), checked at commit.
    """

    initiative = models.ForeignKey(
        "initiatives.Initiative",
        models.CASCADE,
        verbose_name=_("initiative"),
        related_name="evidence",
    )
    participation = models.ForeignKey(
        "initiatives.Participation",
        models.CASCADE,
        verbose_name=_("participation"),
        null=True,
        blank=True,
        related_name="evidence",
    )
    investment = models.ForeignKey(
        "initiatives.Investment",
        models.CASCADE,
        verbose_name=_("investment"),
        null=True,
        blank=True,
        related_name="evidence",
    )
    milestone = models.ForeignKey(
        "initiatives.Milestone",
        models.CASCADE,
        verbose_name=_("milestone"),
        null=True,
        blank=True,
        related_name="evidence",
    )
    metric = models.ForeignKey(
        "initiatives.Metric",
        models.CASCADE,
        verbose_name=_("metric"),
        null=True,
        blank=True,
        related_name="evidence",
    )
    lifecycle_status = models.ForeignKey(
        "initiatives.LifecycleStatus",
        models.CASCADE,
        verbose_name=_("lifecycle status"),
        null=True,
        blank=True,
        related_name="evidence",
    )

    class Meta(CitationLink.Meta):
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        constraints = [
            stance_known("evidence"),
            models.CheckConstraint(
                condition=_at_most_one(CLAIMS),
                name="evidence_one_claim",
                violation_error_message=_(
                    "A passage supports one claim at a time: choose one, or none for the entry."
                ),
            ),
            models.UniqueConstraint(
                fields=["initiative", *CLAIMS, "citation", "field"],
                name="evidence_once",
                nulls_distinct=False,
                violation_error_message=_("This passage is already linked to this claim."),
            ),
        ]

    @property
    def claim(self):
        """The claim it is under, or ``None`` when it is about the entry itself."""
        return next((claim for name in CLAIMS if (claim := getattr(self, name)) is not None), None)

    def clean(self):
        super().clean()
        if self.claim is not None and self.claim.initiative_id != self.initiative_id:
            raise ValidationError(_("The claim belongs to another entry."))
