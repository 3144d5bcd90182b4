"""The desk for publishers."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from ..models import Publisher
from .cited import CitedAdmin
from .columns import ByCountry, country
from .links import PublisherCitationInline
from .quoted import QuotedAdmin


@admin.register(Publisher)
class PublisherAdmin(CitedAdmin, QuotedAdmin):
    list_display = ["name", "kind", country, "parent", "slug"]
    list_filter = ["kind", ByCountry, "country_basis"]
    list_select_related = ["parent"]
    search_fields = ["name", "slug", "aliases", "home_page"]
    search_help_text = _("Name, other name or address.")
    ordering = ["name", "pk"]
    autocomplete_fields = ["parent"]
    inlines = [PublisherCitationInline]
    fieldsets = [
        (None, {"fields": ["name", "slug", "aliases", "kind", "home_page", "parent"]}),
        (_("Country"), {"fields": [("country", "country_basis")]}),
        (_("How we know"), {"fields": ["identified_by"]}),
    ]
