"""What somebody said: positions, refusals, remarks on a market. Never shown as a fact."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sources.audit import audited
from sources.fields import FuzzyDateField, fuzzy_date_constraints
from sources.languages import reads_french
from sources.models import CitationLink, stance_known
from sources.vocabulary import CodeField, known_code

from ..choices import METRIC_QUALIFIERS, METRIC_UNITS, STATEMENT_TYPES


@audited
class Statement(models.Model):
    """One thing said, paraphrased. About an initiative (and ``also_about`` others), by a partner
    about itself, or a market remark: then it has a topic and perhaps a figure.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    initiative = models.ForeignKey(
        "initiatives.Initiative",
        models.CASCADE,
        verbose_name=_("about"),
        null=True,
        blank=True,
        related_name="statements",
    )
    also_about = models.ManyToManyField(
        "initiatives.Initiative",
        verbose_name=_("also about"),
        blank=True,
        related_name="also_statements",
    )
    speaker = models.ForeignKey(
        "initiatives.Person",
        models.PROTECT,
        verbose_name=_("speaker"),
        null=True,
        blank=True,
        related_name="statements",
    )
    also_said_by = models.ManyToManyField(
        "initiatives.Person",
        verbose_name=_("also said by"),
        blank=True,
        related_name="also_statements",
    )
    speaker_description_fr = models.CharField(
        _("who speaks, in French"), max_length=200, blank=True
    )
    speaker_description_en = models.CharField(
        _("who speaks, in English"), max_length=200, blank=True
    )
    partner = models.ForeignKey(
        "initiatives.Partner",
        models.PROTECT,
        verbose_name=_("organisation"),
        null=True,
        blank=True,
        related_name="statements",
    )
    type = CodeField(_("type"), vocabulary=STATEMENT_TYPES, blank=True)
    date = FuzzyDateField(_("date"))
    paraphrase_fr = models.TextField(_("in our words, in French"))
    paraphrase_en = models.TextField(_("in our words, in English"))
    topic_fr = models.CharField(
        _("topic of a market remark, in French"), max_length=200, blank=True
    )
    topic_en = models.CharField(
        _("topic of a market remark, in English"), max_length=200, blank=True
    )
    value_min = models.DecimalField(
        _("figure, or its lower bound"), max_digits=20, decimal_places=4, null=True, blank=True
    )
    value_max = models.DecimalField(
        _("upper bound"), max_digits=20, decimal_places=4, null=True, blank=True
    )
    unit = CodeField(_("unit"), vocabulary=METRIC_UNITS, blank=True)
    qualifier = CodeField(_("qualifier"), vocabulary=METRIC_QUALIFIERS, blank=True)
    scope_fr = models.CharField(_("scope, in French"), max_length=300, blank=True)
    scope_en = models.CharField(_("scope, in English"), max_length=300, blank=True)
    formerly = models.CharField(_("former identifier"), max_length=120, blank=True)
    citations = models.ManyToManyField(
        "sources.Citation",
        through="StatementCitation",
        verbose_name=_("passages"),
        related_name="statements",
    )

    class Meta:
        verbose_name = _("statement")
        verbose_name_plural = _("statements")
        ordering = [F("date_latest").desc(nulls_last=True), "id"]
        constraints = [
            known_code(
                "statement",
                "type",
                STATEMENT_TYPES,
                _("Choose a statement type from the list."),
                blank=True,
            ),
            known_code(
                "statement", "unit", METRIC_UNITS, _("Choose a unit from the list."), blank=True
            ),
            known_code(
                "statement",
                "qualifier",
                METRIC_QUALIFIERS,
                _("Choose a qualifier from the list."),
                blank=True,
            ),
            models.CheckConstraint(
                condition=Q(topic_en="", topic_fr="") & ~Q(type="")
                | ~Q(topic_en="") & ~Q(topic_fr="") & Q(type=""),
                name="statement_typed_or_market_remark",
                violation_error_message=_(
                    "A statement needs its type; a market remark has a topic in both languages "
                    "instead."
                ),
            ),
            models.CheckConstraint(
                condition=(Q(value_min=None, value_max=None) & Q(unit=""))
                | (Q(value_min__lte=F("value_max")) & ~Q(unit="")),
                name="statement_figure_whole",
                violation_error_message=_("A figure has both bounds, in order, and a unit."),
            ),
            models.CheckConstraint(
                condition=~Q(topic_en="")
                | Q(speaker__isnull=False)
                | Q(partner__isnull=False)
                | ~Q(speaker_description_en=""),
                name="statement_said_by_someone",
                violation_error_message=_(
                    "Say who speaks: a person, an organisation, or a description."
                ),
            ),
            *fuzzy_date_constraints("statement", "date"),
        ]

    def __str__(self):
        french = reads_french()
        return (self.paraphrase_fr if french else self.paraphrase_en)[:80]

    @property
    def is_market_remark(self) -> bool:
        return bool(self.topic_en)


@audited
class StatementCitation(CitationLink):
    """One passage in which something was said."""

    statement = models.ForeignKey(
        Statement, models.CASCADE, verbose_name=_("statement"), related_name="evidence"
    )

    class Meta(CitationLink.Meta):
        verbose_name = _("passage with a statement")
        verbose_name_plural = _("passages with statements")
        constraints = [
            stance_known("statementcitation"),
            models.UniqueConstraint(
                fields=["statement", "citation", "field"],
                name="statementcitation_once",
                violation_error_message=_("This passage is already linked to this statement."),
            ),
        ]
