"""The desk for disagreements: what they concern, who stands where, what was made of it."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from sources.admin.desk import DeskInline
from sources.admin.links import LinkAdmin
from sources.admin.passages import PassagesForm, ShowsPassages, passages_of
from sources.admin.queues import HasQueues

from ..models import Disagreement, DisagreementPosition, DisagreementSubject, PositionCitation
from ..models.disagreement import SUBJECTS
from .queues import OPEN
from .reference import NamedAdmin, PublicFlagAdmin


class SubjectInline(DeskInline, admin.TabularInline):
    model = DisagreementSubject
    autocomplete_fields = SUBJECTS
    loads = ("participation__partner",)
    fields = [*SUBJECTS, "position"]


class PositionInline(ShowsPassages, DeskInline, admin.StackedInline):
    model = DisagreementPosition
    form = PassagesForm
    fields = [("words_fr", "words_en"), "passages", "position"]


@admin.register(Disagreement)
class DisagreementAdmin(HasQueues, PublicFlagAdmin):
    queues = (OPEN,)
    list_display = ["__str__", "nature", "public", "is_resolved", "slug"]
    list_filter = ["public", "nature", "resolution_basis"]
    search_fields = [
        "slug",
        "topic_fr",
        "topic_en",
        "working_type",
        "resolution_fr",
        "resolution_en",
        "subjects__initiative__title",
        "subjects__initiative__aliases__surface",
        "subjects__partner__name",
        "subjects__partner__aliases__surface",
        "subjects__person__name",
    ]
    ordering = ["slug"]
    inlines = [SubjectInline, PositionInline]
    fieldsets = [
        (
            None,
            {"fields": [("topic_fr", "topic_en"), "slug", ("nature", "public"), "working_type"]},
        ),
        (_("Resolution"), {"fields": [("resolution_fr", "resolution_en"), "resolution_basis"]}),
    ]

    @admin.display(description=_("resolved"), boolean=True, ordering="resolution_en")
    def is_resolved(self, disagreement):
        return bool(disagreement.resolution_en)


@admin.register(DisagreementSubject)
class DisagreementSubjectAdmin(NamedAdmin):
    list_display = ["__str__", "disagreement", "position"]
    list_select_related = ["disagreement", "participation__partner", *SUBJECTS]
    search_fields = ["disagreement__slug", "initiative__title", "partner__name", "person__name"]
    ordering = ["disagreement", "position", "id"]
    autocomplete_fields = ["disagreement", *SUBJECTS]
    fields = ["disagreement", *SUBJECTS, "position"]


@admin.register(DisagreementPosition)
class DisagreementPositionAdmin(ShowsPassages, NamedAdmin):
    form = PassagesForm
    list_display = ["__str__", "disagreement", "position", "passage_count"]
    list_select_related = ["disagreement"]
    search_fields = ["words_fr", "words_en", "disagreement__slug"]
    ordering = ["disagreement", "position", "id"]
    autocomplete_fields = ["disagreement"]
    fields = ["disagreement", ("words_fr", "words_en"), "passages", "position"]

    @admin.display(description=_("passages"))
    def passage_count(self, position):
        return len(passages_of(position))


@admin.register(PositionCitation)
class PositionCitationAdmin(LinkAdmin, NamedAdmin):
    subject = "stand"
