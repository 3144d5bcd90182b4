"""The rows of an entry on the entry's own page."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from sources.admin.dates import fuzzy_date
from sources.admin.desk import DeskInline
from sources.admin.links import LINK_FIELDS
from sources.admin.passages import PassagesForm, ShowsPassages

from ..models import (
    CLAIMS,
    EditorialHint,
    Evidence,
    InitiativeAlias,
    InitiativeDate,
    InitiativeParent,
    Investment,
    LifecycleStatus,
    Metric,
    Milestone,
    Participation,
    Statement,
    Translation,
)
from . import layout
from .forms import ClaimForm, EvidenceForm
from .formsets import EvidenceFormSet, InvestmentFormSet, MilestoneFormSet


class TranslationInline(DeskInline, admin.StackedInline):
    model = Translation
    loads = ("initiative",)
    max_num = 1  # two languages: the entry's own, and one translation
    fields = ["language", "title", "summary", "description"]


class ParentInline(DeskInline, admin.TabularInline):
    model = InitiativeParent
    fk_name = "child"
    verbose_name_plural = _("part of")
    autocomplete_fields = ["parent"]
    loads = ("child",)
    fields = ["parent", "basis_fr", "basis_en", "position"]


class AliasInline(DeskInline, admin.TabularInline):
    model = InitiativeAlias
    verbose_name_plural = _("other names")
    autocomplete_fields = ["citation"]
    loads = ("citation__article",)
    fields = ["surface", "citation"]


class DateInline(DeskInline, admin.StackedInline):
    model = InitiativeDate
    verbose_name_plural = _("dates")
    fields = ["kind", *fuzzy_date("date")]


class StatusInline(ShowsPassages, DeskInline, admin.StackedInline):
    model = LifecycleStatus
    form = ClaimForm
    fieldsets = layout.STATUS


class ParticipationInline(ShowsPassages, DeskInline, admin.StackedInline):
    model = Participation
    form = ClaimForm
    autocomplete_fields = ["partner"]
    fieldsets = layout.PARTICIPATION


class InvestmentInline(ShowsPassages, DeskInline, admin.StackedInline):
    model = Investment
    form = ClaimForm
    formset = InvestmentFormSet
    autocomplete_fields = ["investors", "recipient"]
    fieldsets = layout.INVESTMENT


class MilestoneInline(ShowsPassages, DeskInline, admin.StackedInline):
    model = Milestone
    form = ClaimForm
    formset = MilestoneFormSet
    autocomplete_fields = ["actor", "person"]
    fieldsets = layout.MILESTONE


class MetricInline(ShowsPassages, DeskInline, admin.StackedInline):
    """Who puts a figure forward is typed on the figure's own page."""

    model = Metric
    form = ClaimForm
    show_change_link = True
    fieldsets = layout.METRIC


class StatementInline(ShowsPassages, DeskInline, admin.StackedInline):
    model = Statement
    form = PassagesForm
    show_change_link = True
    autocomplete_fields = ["speaker", "also_said_by", "partner", "also_about"]
    fieldsets = layout.STATEMENT


class EvidenceInline(DeskInline, admin.TabularInline):
    """Every passage of the entry, for its field, stance and notes; last, so that a link changed
    here wins over the picker of its claim.
    """

    model = Evidence
    form = EvidenceForm
    formset = EvidenceFormSet
    autocomplete_fields = ["citation"]
    loads = ("citation__article", "participation__partner", *CLAIMS)
    fields = ["claim", *LINK_FIELDS]

    @admin.display(description=_("supports"))
    def claim(self, link):
        return link.claim or _("the entry itself")


class HintInline(DeskInline, admin.TabularInline):
    model = EditorialHint
    verbose_name_plural = _("hints to check (never public)")
    fields = ["hint"]


INLINES = [
    TranslationInline,
    ParentInline,
    AliasInline,
    DateInline,
    StatusInline,
    ParticipationInline,
    InvestmentInline,
    MilestoneInline,
    MetricInline,
    StatementInline,
    EvidenceInline,
    HintInline,
]
