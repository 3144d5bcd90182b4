"""The desk for claims, each on a page of its own: who, money, milestones, figures, evidence."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from sources.admin.changelist import ByCode
from sources.admin.dates import fuzzy_date_column
from sources.admin.links import LINK_FIELDS, LinkInline, field_words
from sources.admin.passages import ShowsPassages, passages_of

from ..models import (
    CLAIMS,
    Evidence,
    Investment,
    LifecycleStatus,
    Metric,
    MetricClaimant,
    Milestone,
    Participation,
)
from . import layout
from .entries import EntryRowAdmin
from .forms import ClaimEvidenceForm, ClaimPageForm, InvestmentPageForm, MetricPageForm

_SEARCH_ENTRY = ["initiative__title", "initiative__slug", "initiative__aliases__surface"]


class ClaimEvidenceInline(LinkInline):
    model = Evidence
    form = ClaimEvidenceForm


def evidence_of(claim: str) -> type[LinkInline]:
    """The passages of one kind of claim, on the claim's page."""
    return type(f"{claim.title()}EvidenceInline", (ClaimEvidenceInline,), {"fk_name": claim})


class ClaimAdmin(ShowsPassages, EntryRowAdmin):
    form = ClaimPageForm

    def get_fieldsets(self, request, obj=None):
        return [(None, {"fields": ["initiative"]}), *super().get_fieldsets(request, obj)]

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        if change and "initiative" in form.changed_data:  # its passages go with it
            obj.evidence.update(initiative=obj.initiative)

    @admin.display(description=_("passages"))
    def passage_count(self, claim):
        return len(passages_of(claim))


@admin.register(Participation)
class ParticipationAdmin(ClaimAdmin):
    list_display = [
        "partner",
        "role",
        "initiative",
        "stated",
        fuzzy_date_column("since", _("from")),
        "passage_count",
    ]
    list_filter = ["role", "stated", "initiative__state"]
    list_select_related = ["partner", "initiative"]
    search_fields = [
        "partner__name",
        "partner__aliases__surface",
        "how_fr",
        "how_en",
        *_SEARCH_ENTRY,
    ]
    ordering = ["partner__name", "initiative__title", "id"]
    autocomplete_fields = ["initiative", "partner"]
    fieldsets = layout.PARTICIPATION
    inlines = [evidence_of("participation")]


class ByCurrency(ByCode):
    """The currencies there are; an amount that is not known has none."""

    title, parameter_name, column = _("currency"), "currency", "currency"

    def lookups(self, request, model_admin):
        known = Investment.objects.exclude(currency="").order_by("currency")
        return [(code, code) for code in known.values_list("currency", flat=True).distinct()]


@admin.register(Investment)
class InvestmentAdmin(ClaimAdmin):
    form = InvestmentPageForm
    list_display = [
        "initiative",
        "kind",
        "amount",
        "qualifier",
        "stage",
        "disclosure",
        fuzzy_date_column("date", _("date")),
        "passage_count",
    ]
    list_filter = ["kind", "stage", "disclosure", ByCurrency, "period", "initiative__state"]
    list_select_related = ["initiative"]
    search_fields = [
        "scope_fr",
        "scope_en",
        "note_fr",
        "note_en",
        "investors__name",
        "investors__aliases__surface",
        *_SEARCH_ENTRY,
    ]
    ordering = ["initiative__title", "position", "id"]
    date_hierarchy = "date_latest"
    autocomplete_fields = ["initiative", "part_of", "investors", "recipient"]
    fieldsets = layout.INVESTMENT
    inlines = [evidence_of("investment")]

    @admin.display(description=_("amount"), ordering="amount_max")
    def amount(self, investment):
        return investment.amount_in_words


@admin.register(Milestone)
class MilestoneAdmin(ClaimAdmin):
    list_display = [
        "__str__",
        "initiative",
        "kind",
        "state",
        fuzzy_date_column("date", _("date")),
        "passage_count",
    ]
    list_filter = ["kind", "state", "initiative__state"]
    list_select_related = ["initiative"]
    search_fields = [
        "what_fr",
        "what_en",
        "actor__name",
        "actor__aliases__surface",
        "person__name",
        *_SEARCH_ENTRY,
    ]
    date_hierarchy = "date_latest"
    autocomplete_fields = ["initiative", "actor", "person", "fulfils"]
    fieldsets = layout.MILESTONE
    inlines = [evidence_of("milestone")]


class ClaimantInline(admin.TabularInline):
    model = MetricClaimant
    extra = 0
    autocomplete_fields = ["partner", "person"]
    fields = ["partner", "person", "position"]


@admin.register(Metric)
class MetricAdmin(ClaimAdmin):
    form = MetricPageForm
    list_display = [
        "__str__",
        "initiative",
        "figure",
        "unit",
        "nature",
        fuzzy_date_column("date", _("date")),
        "passage_count",
    ]
    list_filter = ["nature", "unit", "qualifier", "initiative__state"]
    list_select_related = ["initiative"]
    search_fields = ["name_fr", "name_en", "display", "scope_fr", "scope_en", *_SEARCH_ENTRY]
    ordering = ["initiative__title", "position", "id"]
    date_hierarchy = "date_latest"
    autocomplete_fields = ["initiative"]
    fieldsets = layout.METRIC
    inlines = [ClaimantInline, evidence_of("metric")]

    @admin.display(description=_("figure"), ordering="value_max")
    def figure(self, metric):
        if metric.value_min is None:
            return metric.display
        bounds = [f"{value.normalize():f}" for value in (metric.value_min, metric.value_max)]
        return bounds[0] if bounds[0] == bounds[1] else " – ".join(bounds)


@admin.register(MetricClaimant)
class MetricClaimantAdmin(EntryRowAdmin):
    entry_path = "metric__initiative"
    list_display = ["__str__", "metric", "initiative"]
    list_select_related = ["metric__initiative", "partner", "person"]
    search_fields = ["partner__name", "person__name", "metric__name_fr", "metric__name_en"]
    ordering = ["metric__initiative__title", "position", "id"]
    autocomplete_fields = ["metric", "partner", "person"]
    fields = ["metric", "partner", "person", "position"]

    @admin.display(description=_("initiative"), ordering="metric__initiative__title")
    def initiative(self, claimant):
        return claimant.metric.initiative


@admin.register(LifecycleStatus)
class LifecycleStatusAdmin(ClaimAdmin):
    list_display = [
        "initiative",
        "status",
        fuzzy_date_column("as_of", _("as of")),
        "inferred",
        "passage_count",
    ]
    list_filter = ["status", "inferred", "initiative__state"]
    list_select_related = ["initiative"]
    search_fields = _SEARCH_ENTRY
    ordering = ["initiative__title", "as_of_latest", "id"]
    date_hierarchy = "as_of_latest"
    autocomplete_fields = ["initiative"]
    fieldsets = layout.STATUS
    inlines = [evidence_of("lifecycle_status")]


@admin.register(Evidence)
class EvidenceAdmin(EntryRowAdmin):
    list_display = ["initiative", "claim", "citation", "stance", "field_in_words", "stated_value"]
    list_filter = ["stance", "initiative__state"]
    list_select_related = [
        "initiative",
        "citation__article",
        "participation__partner",
        *(name for name in CLAIMS if name != "participation"),
    ]
    search_fields = [
        "field",
        "stated_value",
        "note_fr",
        "note_en",
        "citation__locator",
        *_SEARCH_ENTRY,
    ]
    ordering = ["initiative__title", "position", "id"]
    autocomplete_fields = ["initiative", "citation", *CLAIMS]
    fieldsets = [
        (None, {"fields": ["initiative"]}),
        (
            _("The claim it supports"),
            {"description": _("One of them, or none for the entry itself."), "fields": CLAIMS},
        ),
        (_("The passage"), {"fields": LINK_FIELDS}),
    ]

    @admin.display(description=_("supports"))
    def claim(self, link):
        return link.claim or _("the entry itself")

    @admin.display(description=_("field"), ordering="field", empty_value="—")
    def field_in_words(self, link):
        return field_words(type(link.claim or link.initiative), link.field)
