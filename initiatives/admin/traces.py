"""What the workflow leaves on the desk beside revisions, to look at: it writes all of it."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from sources.admin.columns import titled

from ..models import DueRun, KeptRows, Presence, PreviewLink, ReviewNote
from .published import RecordAdmin


@admin.register(ReviewNote)
class ReviewNoteAdmin(RecordAdmin):
    list_display = ["__str__", "revision", "writer", "created_at", "is_resolved"]
    list_filter = [("author", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["revision__initiative", "revision__author", "author"]
    search_fields = ["body", "guest_name", "revision__initiative__title"]
    date_hierarchy = "created_at"
    ordering = ["-created_at", "pk"]

    def get_queryset(self, request):
        return super().get_queryset(request).defer("revision__base", "revision__document")

    @admin.display(description=_("by whom"), ordering="author")
    def writer(self, note):
        return note.author or note.guest_name

    @admin.display(description=_("resolved"), boolean=True, ordering="resolved_at")
    def is_resolved(self, note):
        return note.resolved_at is not None


@admin.register(PreviewLink)
class PreviewLinkAdmin(RecordAdmin):
    list_display = [
        "label",
        "revision",
        "created_by",
        "created_at",
        "expires_at",
        "revoked_at",
        "may_comment",
    ]
    list_filter = [("created_by", admin.RelatedOnlyFieldListFilter), "may_comment"]
    list_select_related = ["revision__initiative", "revision__author", "created_by"]
    search_fields = ["label", "revision__initiative__title"]
    date_hierarchy = "created_at"
    ordering = ["-created_at", "pk"]

    def get_queryset(self, request):
        unread = ("document", "revision__base", "revision__document")
        return super().get_queryset(request).defer(*unread)


@admin.register(KeptRows)
class KeptRowsAdmin(RecordAdmin):
    list_display = ["initiative", "number"]
    list_select_related = ["initiative"]
    search_fields = ["initiative__title", "initiative__slug"]
    ordering = ["initiative__title", "-number"]

    def get_queryset(self, request):
        return super().get_queryset(request).defer("rows")


@admin.register(Presence)
class PresenceAdmin(RecordAdmin):
    list_display = ["initiative", "user", "seen_at"]
    list_select_related = ["initiative", "user"]
    search_fields = ["initiative__title", "user__username"]
    ordering = ["-seen_at"]


@admin.register(DueRun)
class DueRunAdmin(RecordAdmin):
    list_display = [
        titled("ran_at", _("last run")),
        titled("published", _("published")),
        titled("kept_back", _("kept back")),
    ]
    ordering = ["pk"]
