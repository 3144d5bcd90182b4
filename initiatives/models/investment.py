"""Money behind an initiative, what is known and what is withheld, and the rates to compare it."""

import uuid

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sources.audit import audited
from sources.fields import FuzzyDateField, fuzzy_date_constraints
from sources.vocabulary import CodeField, known_code
from sources.written.wording import coded_amount

from ..choices import (
    DISCLOSURES,
    INVESTMENT_KINDS,
    INVESTMENT_PERIODS,
    INVESTMENT_STAGES,
    MONEY_QUALIFIERS,
    RECIPIENT_KINDS,
)


@audited
class Investment(models.Model):
    """One sum (or one undisclosed sum) put into something. Amounts are in major units of
    ``currency`` (ISO 4217) and never converted here; an undisclosed amount is ``NULL``, never zero.

    ``part_of`` names the larger investment it belongs to (a ticket in a round, a tranche of a
    fund): totals never add both.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    initiative = models.ForeignKey(
        "initiatives.Initiative",
        models.CASCADE,
        verbose_name=_("initiative"),
        related_name="investments",
    )
    kind = CodeField(_("kind"), vocabulary=INVESTMENT_KINDS)
    stage = CodeField(_("stage"), vocabulary=INVESTMENT_STAGES, blank=True)
    scope_fr = models.CharField(_("what it is for, in French"), max_length=300, blank=True)
    scope_en = models.CharField(_("what it is for, in English"), max_length=300, blank=True)
    part_of = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name=_("part of"),
        null=True,
        blank=True,
        related_name="parts",
    )
    disclosure = CodeField(_("disclosure"), vocabulary=DISCLOSURES, default="not-mentioned")
    amount_min = models.DecimalField(
        _("amount, or its lower bound"), max_digits=18, decimal_places=2, null=True, blank=True
    )
    amount_max = models.DecimalField(
        _("upper bound"), max_digits=18, decimal_places=2, null=True, blank=True
    )
    currency = models.CharField(_("currency"), max_length=3, blank=True)
    qualifier = CodeField(_("qualifier"), vocabulary=MONEY_QUALIFIERS, default="exact")
    period = CodeField(_("period"), vocabulary=INVESTMENT_PERIODS, default="once")
    date = FuzzyDateField(_("date"))
    investors = models.ManyToManyField(
        "initiatives.Partner",
        verbose_name=_("investors"),
        blank=True,
        related_name="investments_made",
    )
    investors_complete = models.BooleanField(_("all investors are named"), default=True)
    investors_inferred = models.BooleanField(_("investors inferred"), default=False)
    investor_share_disclosed = models.BooleanField(
        _("each investor's share is known"), null=True, blank=True
    )
    recipient_kind = CodeField(_("recipient"), vocabulary=RECIPIENT_KINDS, default="self")
    recipient = models.ForeignKey(
        "initiatives.Partner",
        models.PROTECT,
        verbose_name=_("recipient organisation"),
        null=True,
        blank=True,
        related_name="investments_received",
    )
    note_fr = models.CharField(_("note, in French"), max_length=500, blank=True)
    note_en = models.CharField(_("note, in English"), max_length=500, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    citations = models.ManyToManyField(
        "sources.Citation",
        through="Evidence",
        through_fields=("investment", "citation"),
        verbose_name=_("passages"),
        related_name="investments",
    )

    class Meta:
        verbose_name = _("investment")
        verbose_name_plural = _("investments")
        ordering = ["position", "id"]
        constraints = [
            known_code(
                "investment",
                "kind",
                INVESTMENT_KINDS,
                _("Choose an investment kind from the list."),
            ),
            known_code(
                "investment",
                "stage",
                INVESTMENT_STAGES,
                _("Choose a stage from the list."),
                blank=True,
            ),
            known_code(
                "investment", "disclosure", DISCLOSURES, _("Choose a disclosure from the list.")
            ),
            known_code(
                "investment", "qualifier", MONEY_QUALIFIERS, _("Choose a qualifier from the list.")
            ),
            known_code(
                "investment", "period", INVESTMENT_PERIODS, _("Choose a period from the list.")
            ),
            known_code(
                "investment",
                "recipient_kind",
                RECIPIENT_KINDS,
                _("Choose a recipient from the list."),
            ),
            models.CheckConstraint(
                condition=Q(
                    disclosure="disclosed", amount_min__isnull=False, amount_max__isnull=False
                )
                & ~Q(currency="")
                | ~Q(disclosure="disclosed") & Q(amount_min=None, amount_max=None, currency=""),
                name="investment_amount_when_disclosed",
                violation_error_message=_(
                    "A disclosed investment needs its amount (both bounds) and its currency; "
                    "any other has neither."
                ),
            ),
            models.CheckConstraint(
                condition=Q(amount_min=None) | Q(amount_min__gt=0),
                name="investment_amount_positive",
                violation_error_message=_("An investment needs an amount above zero."),
            ),
            models.CheckConstraint(
                condition=Q(amount_min=None) | Q(amount_min__lte=F("amount_max")),
                name="investment_amounts_ordered",
                violation_error_message=_(
                    "The lower bound of an amount cannot exceed its upper bound."
                ),
            ),
            models.CheckConstraint(
                condition=Q(amount_min=None) | Q(qualifier="range") | Q(amount_min=F("amount_max")),
                name="investment_two_bounds_are_a_range",
                violation_error_message=_(
                    "Two different bounds are a range: choose “range” as qualifier."
                ),
            ),
            models.CheckConstraint(
                condition=Q(currency="") | Q(currency__regex=r"^[A-Z]{3}$"),
                name="investment_currency_iso",
                violation_error_message=_(
                    "A currency is three capital letters, such as EUR or USD."
                ),
            ),
            models.CheckConstraint(
                condition=Q(recipient_kind="partner", recipient__isnull=False)
                | (~Q(recipient_kind="partner") & Q(recipient=None)),
                name="investment_recipient_named",
                violation_error_message=_(
                    "Name the recipient organisation exactly when the recipient is a partner."
                ),
            ),
            models.CheckConstraint(
                condition=Q(part_of=None) | ~Q(part_of=F("pk")),
                name="investment_not_part_of_itself",
                violation_error_message=_("An investment cannot be part of itself."),
            ),
            models.UniqueConstraint(fields=["id", "initiative"], name="investment_of_initiative"),
            *fuzzy_date_constraints("investment", "date"),
        ]

    def __str__(self):
        kind = INVESTMENT_KINDS[self.kind].label() if self.kind in INVESTMENT_KINDS else self.kind
        return f"{kind}, {self.amount_in_words}"

    def clean(self):
        super().clean()
        seen, whole = {self.pk}, self.part_of
        while whole is not None:
            if whole.pk in seen:
                raise ValidationError(
                    {"part_of": _("An investment cannot be part of one of its own parts.")}
                )
            seen.add(whole.pk)
            whole = whole.part_of

    @property
    def amount_in_words(self) -> str:
        """``EUR 500,000``, ``EUR 2,200,000 – 3,000,000`` or the disclosure in words."""
        if self.amount_min is None:
            return DISCLOSURES[self.disclosure].label() if self.disclosure in DISCLOSURES else ""
        return coded_amount(self.amount_min, self.amount_max, self.currency)


class ExchangeRate(models.Model):
    """One ECB reference rate: units of ``currency`` for one euro on one day."""

    currency = models.CharField(_("currency"), max_length=3)
    date = models.DateField(_("date"))
    rate = models.DecimalField(_("units for one euro"), max_digits=18, decimal_places=6)

    class Meta:
        verbose_name = _("exchange rate")
        verbose_name_plural = _("exchange rates")
        ordering = ["-date", "currency"]
        constraints = [
            models.UniqueConstraint(fields=["currency", "date"], name="exchangerate_once"),
            models.CheckConstraint(
                condition=Q(rate__gt=0),
                name="exchangerate_positive",
                violation_error_message=_("A rate is above zero."),
            ),
        ]

    def __str__(self):
        return f"EUR 1 = {self.currency} {self.rate} ({self.date})"
