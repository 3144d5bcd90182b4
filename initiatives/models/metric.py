"""Figures about an initiative that are not money: floor area, people, sites, shares."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sources.audit import audited
from sources.fields import FuzzyDateField, fuzzy_date_constraints
from sources.languages import reads_french
from sources.vocabulary import CodeField, known_code

from ..choices import METRIC_NATURES, METRIC_QUALIFIERS, METRIC_UNITS


@audited
class Metric(models.Model):
    """One figure. A fraction given in words has no value, only its ``display``."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    initiative = models.ForeignKey(
        "initiatives.Initiative",
        models.CASCADE,
        verbose_name=_("initiative"),
        related_name="metrics",
    )
    name_fr = models.CharField(_("name, in French"), max_length=200)
    name_en = models.CharField(_("name, in English"), max_length=200)
    value_min = models.DecimalField(
        _("value, or its lower bound"), max_digits=20, decimal_places=4, null=True, blank=True
    )
    value_max = models.DecimalField(
        _("upper bound"), max_digits=20, decimal_places=4, null=True, blank=True
    )
    display = models.CharField(_("as words or a fraction"), max_length=60, blank=True)
    unit = CodeField(_("unit"), vocabulary=METRIC_UNITS)
    qualifier = CodeField(_("qualifier"), vocabulary=METRIC_QUALIFIERS, blank=True)
    scope_fr = models.CharField(_("scope, in French"), max_length=300, blank=True)
    scope_en = models.CharField(_("scope, in English"), max_length=300, blank=True)
    nature = CodeField(_("nature"), vocabulary=METRIC_NATURES, default="achieved")
    date = FuzzyDateField(_("date"))
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    citations = models.ManyToManyField(
        "sources.Citation",
        through="Evidence",
        through_fields=("metric", "citation"),
        verbose_name=_("passages"),
        related_name="metrics",
    )

    class Meta:
        verbose_name = _("metric")
        verbose_name_plural = _("metrics")
        ordering = ["position", "id"]
        constraints = [
            known_code("metric", "unit", METRIC_UNITS, _("Choose a unit from the list.")),
            known_code(
                "metric",
                "qualifier",
                METRIC_QUALIFIERS,
                _("Choose a qualifier from the list."),
                blank=True,
            ),
            known_code("metric", "nature", METRIC_NATURES, _("Choose a nature from the list.")),
            models.UniqueConstraint(fields=["id", "initiative"], name="metric_of_initiative"),
            models.CheckConstraint(
                condition=Q(value_min=None, value_max=None) & ~Q(display="")
                | Q(value_min__isnull=False, value_max__isnull=False),
                name="metric_valued_or_displayed",
                violation_error_message=_(
                    "A figure needs its value (both bounds) or, failing that, how it is shown."
                ),
            ),
            models.CheckConstraint(
                condition=Q(value_min=None) | Q(value_min__lte=F("value_max")),
                name="metric_values_ordered",
                violation_error_message=_(
                    "The lower bound of a figure cannot exceed its upper bound."
                ),
            ),
            *fuzzy_date_constraints("metric", "date"),
        ]

    def __str__(self):
        french = reads_french()
        return self.name_fr if french else self.name_en


@audited
class MetricClaimant(models.Model):
    """Who puts a figure forward: a person or an organisation; a figure may have several."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    metric = models.ForeignKey(
        Metric, models.CASCADE, verbose_name=_("metric"), related_name="claimants"
    )
    partner = models.ForeignKey(
        "initiatives.Partner",
        models.PROTECT,
        verbose_name=_("organisation"),
        null=True,
        blank=True,
        related_name="metrics_claimed",
    )
    person = models.ForeignKey(
        "initiatives.Person",
        models.PROTECT,
        verbose_name=_("person"),
        null=True,
        blank=True,
        related_name="metrics_claimed",
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("claimant of a metric")
        verbose_name_plural = _("claimants of metrics")
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(partner=None, person__isnull=False)
                | Q(partner__isnull=False, person=None),
                name="metricclaimant_one",
                violation_error_message=_("A claimant is a person or an organisation."),
            ),
            models.UniqueConstraint(
                fields=["metric", "partner", "person"],
                name="metricclaimant_once",
                nulls_distinct=False,
                violation_error_message=_("This claimant is already named."),
            ),
        ]

    def __str__(self):
        return str(self.partner or self.person)
