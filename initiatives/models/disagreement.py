"""Sources that do not say the same thing, side by side, and what was made of it."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sources.audit import audited
from sources.choices import BASES
from sources.languages import reads_french
from sources.models import CitationLink, stance_known
from sources.slugs import fill_slug
from sources.vocabulary import CodeField, known_code

from ..choices import CONFLICT_NATURES

SUBJECTS = ("initiative", "investment", "milestone", "metric", "participation", "partner", "person")


@audited
class Disagreement(models.Model):
    """One question on which sources differ. ``working_type`` is the desk's, ``nature`` public."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slug = models.SlugField(
        _("slug"),
        max_length=100,
        unique=True,
        blank=True,
        help_text=_("Made from the name when left empty."),
    )
    topic_fr = models.CharField(_("topic, in French"), max_length=200)
    topic_en = models.CharField(_("topic, in English"), max_length=200)
    working_type = models.CharField(_("working note on its type"), max_length=200, blank=True)
    nature = CodeField(_("nature"), vocabulary=CONFLICT_NATURES)
    public = models.BooleanField(_("public"), default=False)
    resolution_fr = models.TextField(_("resolution, in French"), blank=True)
    resolution_en = models.TextField(_("resolution, in English"), blank=True)
    resolution_basis = CodeField(_("basis of the resolution"), vocabulary=BASES, blank=True)

    class Meta:
        verbose_name = _("disagreement")
        verbose_name_plural = _("disagreements")
        ordering = ["slug"]
        constraints = [
            known_code(
                "disagreement", "nature", CONFLICT_NATURES, _("Choose a nature from the list.")
            ),
            known_code(
                "disagreement",
                "resolution_basis",
                BASES,
                _("Choose a basis from the list."),
                blank=True,
            ),
            models.CheckConstraint(
                condition=Q(resolution_en="") | ~Q(resolution_basis=""),
                name="disagreement_resolved_on_a_basis",
                violation_error_message=_("A resolution needs its basis."),
            ),
        ]

    def __str__(self):
        french = reads_french()
        return self.topic_fr if french else self.topic_en

    def save(self, *args, **kwargs):
        fill_slug(self, self.topic_en)
        super().save(*args, **kwargs)


def _exactly_one(fields) -> Q:
    condition = Q()
    for chosen in fields:
        others = Q(**{f"{field}__isnull": field != chosen for field in fields})
        condition |= others
    return condition


@audited
class DisagreementSubject(models.Model):
    """One thing a disagreement concerns: an entry, one of its claims, a partner or a person."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    disagreement = models.ForeignKey(
        Disagreement, models.CASCADE, verbose_name=_("disagreement"), related_name="subjects"
    )
    initiative = models.ForeignKey(
        "initiatives.Initiative",
        models.CASCADE,
        verbose_name=_("initiative"),
        null=True,
        blank=True,
        related_name="disagreement_subjects",
    )
    investment = models.ForeignKey(
        "initiatives.Investment",
        models.CASCADE,
        verbose_name=_("investment"),
        null=True,
        blank=True,
        related_name="disagreement_subjects",
    )
    milestone = models.ForeignKey(
        "initiatives.Milestone",
        models.CASCADE,
        verbose_name=_("milestone"),
        null=True,
        blank=True,
        related_name="disagreement_subjects",
    )
    metric = models.ForeignKey(
        "initiatives.Metric",
        models.CASCADE,
        verbose_name=_("metric"),
        null=True,
        blank=True,
        related_name="disagreement_subjects",
    )
    participation = models.ForeignKey(
        "initiatives.Participation",
        models.CASCADE,
        verbose_name=_("participation"),
        null=True,
        blank=True,
        related_name="disagreement_subjects",
    )
    partner = models.ForeignKey(
        "initiatives.Partner",
        models.CASCADE,
        verbose_name=_("partner"),
        null=True,
        blank=True,
        related_name="disagreement_subjects",
    )
    person = models.ForeignKey(
        "initiatives.Person",
        models.CASCADE,
        verbose_name=_("person"),
        null=True,
        blank=True,
        related_name="disagreement_subjects",
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("subject of a disagreement")
        verbose_name_plural = _("subjects of disagreements")
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=_exactly_one(SUBJECTS),
                name="disagreementsubject_one",
                violation_error_message=_(
                    "A subject is exactly one entry, claim, partner or person."
                ),
            ),
        ]

    def __str__(self):
        return str(
            next((getattr(self, name) for name in SUBJECTS if getattr(self, f"{name}_id")), "")
        )


@audited
class DisagreementPosition(models.Model):
    """One side of a disagreement, in words, with the passages that take it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    disagreement = models.ForeignKey(
        Disagreement, models.CASCADE, verbose_name=_("disagreement"), related_name="positions"
    )
    words_fr = models.CharField(_("in words, in French"), max_length=300)
    words_en = models.CharField(_("in words, in English"), max_length=300)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    citations = models.ManyToManyField(
        "sources.Citation",
        through="PositionCitation",
        verbose_name=_("passages"),
        related_name="positions",
    )

    class Meta:
        verbose_name = _("position in a disagreement")
        verbose_name_plural = _("positions in disagreements")
        ordering = ["position", "id"]

    def __str__(self):
        french = reads_french()
        return self.words_fr if french else self.words_en


@audited
class PositionCitation(CitationLink):
    """One passage that takes a position."""

    stand = models.ForeignKey(
        DisagreementPosition, models.CASCADE, verbose_name=_("position"), related_name="evidence"
    )

    class Meta(CitationLink.Meta):
        verbose_name = _("passage with a position")
        verbose_name_plural = _("passages with positions")
        constraints = [
            stance_known("positioncitation"),
            models.UniqueConstraint(
                fields=["stand", "citation", "field"],
                name="positioncitation_once",
                violation_error_message=_("This passage is already linked to this position."),
            ),
        ]
