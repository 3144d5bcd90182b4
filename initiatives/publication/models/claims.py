"""The claims of published entries, and statements of none."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.utils.translation import gettext_lazy as _

from .entries import PublishedInitiative
from .rows import PublishedRow, newest_first, of_document, quotes, slugs


class PublishedClaim(PublishedRow):
    """A claim of a published entry, so that filters on one claim are plain joins."""

    id = models.UUIDField(primary_key=True)
    sources = slugs()
    publishers = slugs()

    class Meta:
        abstract = True

    def __str__(self):
        name = str(self._meta.verbose_name)
        return f"{name} ({self.initiative})" if self.initiative_id else name


class PublishedParticipation(PublishedClaim):
    """One partner in one role in a published entry. ``lineage``: the partner and its ancestors."""

    initiative = models.ForeignKey(
        PublishedInitiative, models.CASCADE, related_name="participations"
    )
    partner = models.CharField(max_length=100)
    lineage = slugs()
    role = models.CharField(max_length=40)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("published participation")
        verbose_name_plural = _("published participations")
        ordering = ["initiative", "position", "pk"]
        indexes = [
            models.Index(fields=["partner", "role"], name="pubparticipation_partner"),
            models.Index(fields=["partner", "initiative"], name="pubparticipation_entries"),
            models.Index(fields=["initiative", "partner", "role"], name="pubparticipation_entry"),
            GinIndex(fields=["lineage"], name="pubparticipation_lineage"),
        ]


class PublishedInvestment(PublishedClaim):
    """One investment of a published entry. ``partners``: investors and the recipient, by slug."""

    initiative = models.ForeignKey(PublishedInitiative, models.CASCADE, related_name="investments")
    partners = slugs()
    lineage = slugs()
    kind = models.CharField(max_length=40)
    stage = models.CharField(max_length=40, blank=True)
    disclosure = models.CharField(max_length=40)
    currency = models.CharField(max_length=3, blank=True)
    amount_min = models.DecimalField(max_digits=18, decimal_places=2, null=True)
    amount_max = models.DecimalField(max_digits=18, decimal_places=2, null=True)
    part_of = models.UUIDField(null=True)
    date_earliest = models.DateField(null=True)
    date_latest = models.DateField(null=True)
    has_conflict = models.BooleanField(default=False)
    # What sums ask of the document, so that they need not unpack every one.
    # ``all_investors``: NULL where there may be others.
    period = of_document("investment_period", models.TextField())
    qualifier = of_document("investment_qualifier", models.TextField())
    is_date_inferred = of_document("investment_date_inferred", models.BooleanField())
    are_investors_inferred = of_document("investment_investors_inferred", models.BooleanField())
    all_investors = of_document("investment_investors", ArrayField(models.TextField()))

    class Meta:
        verbose_name = _("published investment")
        verbose_name_plural = _("published investments")
        ordering = [models.F("date_latest").desc(nulls_last=True), "pk"]
        indexes = [
            newest_first("id", name="pubinvestment_date"),
            models.Index(fields=["currency", "amount_max"], name="pubinvestment_amount"),
            models.Index(fields=["updated_at", "id"], name="pubinvestment_updated"),
            GinIndex(fields=["lineage"], name="pubinvestment_lineage"),
        ]


class PublishedMilestone(PublishedClaim):
    """One milestone of a published entry."""

    initiative = models.ForeignKey(PublishedInitiative, models.CASCADE, related_name="milestones")
    kind = models.CharField(max_length=40)
    state = models.CharField(max_length=40)
    date_earliest = models.DateField(null=True)
    date_latest = models.DateField(null=True)

    class Meta:
        verbose_name = _("published milestone")
        verbose_name_plural = _("published milestones")
        ordering = [models.F("date_latest").desc(nulls_last=True), "pk"]
        indexes = [
            newest_first("id", name="pubmilestone_date"),
            models.Index(fields=["updated_at", "id"], name="pubmilestone_updated"),
        ]


class PublishedStatement(PublishedClaim):
    """One statement of a published entry or public partner, or a market remark (no entry)."""

    initiative = models.ForeignKey(
        PublishedInitiative, models.CASCADE, null=True, related_name="statements"
    )
    quotes = quotes()
    also_about = slugs()
    partner = models.CharField(max_length=100, blank=True)
    lineage = slugs()
    type = models.CharField(max_length=40, blank=True)
    is_market_remark = models.BooleanField(default=False)
    date_earliest = models.DateField(null=True)
    date_latest = models.DateField(null=True)
    search = SearchVectorField(null=True)

    class Meta:
        verbose_name = _("published statement")
        verbose_name_plural = _("published statements")
        ordering = [models.F("date_latest").desc(nulls_last=True), "pk"]
        indexes = [
            newest_first("id", name="pubstatement_date"),
            models.Index(fields=["updated_at", "id"], name="pubstatement_updated"),
            GinIndex(fields=["also_about"], name="pubstatement_also_about"),
            GinIndex(fields=["lineage"], name="pubstatement_lineage"),
            GinIndex(fields=["quotes"], name="pubstatement_quotes"),
            GinIndex(fields=["search"], name="pubstatement_search"),
        ]
