"""The list of revisions."""

from sources.admin.desk import ViewOnlyAdmin


class RevisionList(ViewOnlyAdmin):
    list_display = ["initiative", "author", "state", "updated_at"]
    list_filter = ["state"]
    list_select_related = ["initiative", "author"]
    search_fields = ["initiative__title", "initiative__slug"]
