"""The desk for one entry: the whole of it on one page."""

from django.contrib import admin
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sources.admin.dates import fuzzy_date

from ..models import Initiative
from .inlines import INLINES
from .listing import EntryList


@admin.register(Initiative)
class InitiativeAdmin(EntryList):
    autocomplete_fields = ["themes", "related", "also_partner"]
    inlines = INLINES
    fieldsets = [
        (
            None,
            {
                "fields": [
                    ("title", "title_coined"),
                    "title_as_stated",
                    ("slug", "language"),
                    ("kind", "subkind"),
                    "themes",
                    "summary",
                    "description",
                    ("audience_fr", "audience_en"),
                    ("evidence_level", "scope", "last_verified_on"),
                ]
            },
        ),
        (
            gettext_lazy("Place"),
            {
                "classes": ["collapse"],
                "fields": [
                    ("place_name_fr", "place_name_en"),
                    ("city_fr", "city_en"),
                    ("department", "country", "place_inferred"),
                ],
            },
        ),
        (
            gettext_lazy("Start and end"),
            {"classes": ["collapse"], "fields": [*fuzzy_date("start"), *fuzzy_date("end")]},
        ),
        (
            gettext_lazy("Family"),
            {"classes": ["collapse"], "fields": ["also_partner", "related"]},
        ),
        (
            gettext_lazy("Desk notes"),
            {"classes": ["collapse"], "fields": ["desk_note_fr", "desk_note_en"]},
        ),
        (
            gettext_lazy("Publication"),
            {
                "fields": [
                    ("state", "version", "merged_into"),
                    ("first_published_at", "published_at"),
                    "withdrawal_reason",
                    ("created_by", "created_at", "updated_at"),
                ]
            },
        ),
    ]

    def save_model(self, request, obj, form, change):
        if not change:
            obj.created_by = request.user
        super().save_model(request, obj, form, change)

    # ── Deleting: drafts only ───────────────────────────────────────────────────────────────────
    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and not (
            obj and self.reason_to_keep(obj)
        )

    def reason_to_keep(self, row):
        if row.state == "draft":
            return None
        return _(
            "“%(entry)s” has been published and keeps its address for ever: "
            "withdraw it instead of deleting it."
        ) % {"entry": row}

    def get_view_on_site_url(self, obj=None):
        return f"/initiatives/{obj.slug}/" if obj is not None and obj.is_published else None
