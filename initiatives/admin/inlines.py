"""The rows of an entry on the entry's own page."""

from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteMixin, RelatedFieldWidgetWrapper
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from sources.admin.dates import fuzzy_date
from sources.admin.desk import DeskInline
from sources.admin.passages import ShowsPassages
from sources.admin.widgets import PassageSelect

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
from .figures import ShowsFigure
from .forms import ClaimForm, EvidenceForm, InvestmentForm, MetricForm, StatementForm
from .formsets import EvidenceFormSet, InvestmentFormSet, MilestoneFormSet
from .money import ShowsAmount


class EntryInline(DeskInline, admin.StackedInline):
    """Rows that stand closed, each as one line of text (``sections``, ``lines``)."""

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        """Of the links beside a choice only the one that adds: the others were half of the page."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        wrapper = getattr(field, "widget", None)
        if isinstance(wrapper, RelatedFieldWidgetWrapper):
            wrapper.can_change_related = wrapper.can_delete_related = False
            wrapper.can_view_related = False
            wrapper.can_add_related &= isinstance(wrapper.widget, AutocompleteMixin)
            wrapper.can_add_related &= not isinstance(wrapper.widget, PassageSelect)
        return field


# Django's own words for it are nobody's French; our catalogue is asked before Django's.
gettext_noop("Add another %(verbose_name)s")


class TranslationInline(EntryInline):
    model = Translation
    loads = ("initiative",)
    max_num = 1  # two languages: the entry's own, and one translation
    fields = [("language", "title"), "summary", "description"]


class ParentInline(EntryInline):
    model = InitiativeParent
    fk_name = "child"
    verbose_name_plural = _("part of")
    autocomplete_fields = ["parent"]
    loads = ("child",)
    fields = ["parent", ("basis_fr", "basis_en", "position")]


class AliasInline(EntryInline):
    model = InitiativeAlias
    verbose_name_plural = _("other names")
    autocomplete_fields = ["citation"]
    loads = ("citation__article",)
    fields = [("surface", "citation")]


class DateInline(EntryInline):
    model = InitiativeDate
    verbose_name_plural = _("dates")
    fields = ["kind", *fuzzy_date("date")]


class StatusInline(ShowsPassages, EntryInline):
    model = LifecycleStatus
    form = ClaimForm
    fieldsets = layout.STATUS


class ParticipationInline(ShowsPassages, EntryInline):
    model = Participation
    form = ClaimForm
    autocomplete_fields = ["partner"]
    fieldsets = layout.PARTICIPATION


class InvestmentInline(ShowsAmount, ShowsPassages, EntryInline):
    model = Investment
    form = InvestmentForm
    formset = InvestmentFormSet
    autocomplete_fields = ["investors", "recipient"]
    fieldsets = layout.INVESTMENT


class MilestoneInline(ShowsPassages, EntryInline):
    model = Milestone
    form = ClaimForm
    formset = MilestoneFormSet
    autocomplete_fields = ["actor", "person"]
    fieldsets = layout.MILESTONE


class MetricInline(ShowsFigure, ShowsPassages, EntryInline):
    """Who puts a figure forward is typed on the figure's own page."""

    model = Metric
    form = MetricForm
    show_change_link = True
    fieldsets = layout.METRIC


class StatementInline(ShowsFigure, ShowsPassages, EntryInline):
    model = Statement
    form = StatementForm
    show_change_link = True
    autocomplete_fields = ["speaker", "also_said_by", "partner", "also_about"]
    fieldsets = layout.STATEMENT


class EvidenceInline(EntryInline):
    """Every passage of the entry, for its field, stance and notes; last, so that a link changed
    here wins over the picker of its claim.
    """

    model = Evidence
    form = EvidenceForm
    formset = EvidenceFormSet
    autocomplete_fields = ["citation"]
    loads = ("citation__article", "participation__partner", *CLAIMS)
    fields = [
        ("claim", "citation"),
        ("stance", "field", "stated_value"),
        ("note_fr", "note_en", "position"),
    ]

    @admin.display(description=_("supports"))
    def claim(self, link):
        return link.claim or _("the entry itself")


class HintInline(EntryInline):
    model = EditorialHint
    verbose_name_plural = _("hints to check (never public)")
    fields = ["hint"]
