"""Revisions at the desk, to look at, with their previews and the links of people outside."""

from django.contrib import admin

from sources.admin.desk import ViewOnlyAdmin

from ..models import Revision
from .preview import preview_urls
from .sharing import sharing_context, sharing_urls


@admin.register(Revision)
class RevisionAdmin(ViewOnlyAdmin):
    change_form_template = "admin/initiatives/revision/review.html"
    list_display = ["initiative", "author", "state", "updated_at"]
    list_select_related = ["initiative", "author"]

    def get_urls(self):
        own = [*preview_urls(self.admin_site), *sharing_urls(self.admin_site)]
        return [*own, *super().get_urls()]

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        context["sharing"] = sharing_context(request, obj)
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)
