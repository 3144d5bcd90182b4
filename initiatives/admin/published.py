"""The published record, to look at: what the world reads, version by version. Code writes it."""

from django.contrib import admin

from sources.admin.desk import ViewOnlyAdmin

from ..models import (
    PublicationCounter,
    PublishedChange,
    PublishedInitiative,
    PublishedInvestment,
    PublishedMilestone,
    PublishedParticipation,
    PublishedPartner,
    PublishedPublisher,
    PublishedRedirect,
    PublishedSource,
    PublishedStatement,
    PublishedTheme,
    PublishedVersion,
)


class PublishedRowAdmin(ViewOnlyAdmin):
    """A search vector is an index, not something to read."""

    exclude = ["search"]

    def get_queryset(self, request):
        unread = [name for name in ("search", "document") if self._has(name)]
        rows = super().get_queryset(request)
        # A list of fifty documents is megabytes nobody looks at; the page of one asks for its own.
        return rows.defer(*unread)

    def _has(self, name) -> bool:
        return any(field.name == name for field in self.opts.fields)


@admin.register(PublishedInitiative)
class PublishedInitiativeAdmin(PublishedRowAdmin):
    list_display = ["slug", "state", "version", "kind", "lifecycle", "published_at", "updated_at"]
    list_filter = ["state", "kind", "lifecycle", "evidence_level", "has_conflict"]
    search_fields = ["slug", "title_fr", "title_en"]
    date_hierarchy = "published_at"


@admin.register(PublishedParticipation)
class PublishedParticipationAdmin(PublishedRowAdmin):
    list_display = ["partner", "role", "initiative", "updated_at"]
    list_filter = ["role"]
    list_select_related = ["initiative"]
    search_fields = ["partner", "initiative__slug"]


@admin.register(PublishedInvestment)
class PublishedInvestmentAdmin(PublishedRowAdmin):
    list_display = [
        "id",
        "initiative",
        "kind",
        "stage",
        "disclosure",
        "amount_min",
        "amount_max",
        "currency",
        "date_latest",
    ]
    list_filter = ["kind", "stage", "disclosure", "currency"]
    list_select_related = ["initiative"]
    search_fields = ["initiative__slug", "partners"]
    date_hierarchy = "date_latest"


@admin.register(PublishedMilestone)
class PublishedMilestoneAdmin(PublishedRowAdmin):
    list_display = ["id", "initiative", "kind", "state", "date_earliest", "date_latest"]
    list_filter = ["kind", "state"]
    list_select_related = ["initiative"]
    search_fields = ["initiative__slug"]
    date_hierarchy = "date_latest"


@admin.register(PublishedStatement)
class PublishedStatementAdmin(PublishedRowAdmin):
    list_display = ["id", "initiative", "partner", "type", "is_market_remark", "date_latest"]
    list_filter = ["type", "is_market_remark"]
    list_select_related = ["initiative"]
    search_fields = ["initiative__slug", "partner"]
    date_hierarchy = "date_latest"


class PublishedReferenceAdmin(PublishedRowAdmin):
    list_display = ["slug", "sort_title", "updated_at"]
    search_fields = ["slug", "sort_title"]
    ordering = ["sort_title", "pk"]


@admin.register(PublishedPartner)
class PublishedPartnerAdmin(PublishedReferenceAdmin):
    list_display = ["slug", "kind", "country", "updated_at"]
    list_filter = ["kind", "country"]


@admin.register(PublishedSource)
class PublishedSourceAdmin(PublishedReferenceAdmin):
    list_display = ["slug", "kind", "publisher", "date_latest", "updated_at"]
    list_filter = ["kind"]
    date_hierarchy = "date_latest"


@admin.register(PublishedPublisher)
class PublishedPublisherAdmin(PublishedReferenceAdmin):
    list_display = ["slug", "kind", "country", "updated_at"]
    list_filter = ["kind"]


@admin.register(PublishedTheme)
class PublishedThemeAdmin(PublishedReferenceAdmin):
    pass


@admin.register(PublishedVersion)
class PublishedVersionAdmin(PublishedRowAdmin):
    exclude = ()
    list_display = ["initiative", "number", "action", "published_at", "published_by", "reason"]
    list_filter = ["action"]
    list_select_related = ["initiative", "published_by"]
    search_fields = ["initiative__title", "initiative__slug", "reason"]
    date_hierarchy = "published_at"
    ordering = ["-published_at", "pk"]


@admin.register(PublishedChange)
class PublishedChangeAdmin(ViewOnlyAdmin):
    list_display = ["seq", "action", "type", "slug", "version", "at", "location"]
    list_filter = ["action", "type"]
    search_fields = ["slug"]
    date_hierarchy = "at"
    ordering = ["-seq"]


@admin.register(PublishedRedirect)
class PublishedRedirectAdmin(ViewOnlyAdmin):
    list_display = ["type", "slug", "target"]
    list_filter = ["type"]
    search_fields = ["slug", "target"]


@admin.register(PublicationCounter)
class PublicationCounterAdmin(ViewOnlyAdmin):
    list_display = ["__str__"]
    ordering = ["pk"]
