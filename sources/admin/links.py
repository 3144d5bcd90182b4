"""Links from something on record to a passage: as inline rows, and each kind as a list."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from ..models import ArticleCitation, PublisherCitation
from .desk import DeskAdmin, DeskInline

LINK_FIELDS = ["citation", "stance", "field", "stated_value", "note_fr", "note_en", "position"]


class LinkInline(DeskInline, admin.TabularInline):
    """The passages of one row: stance, field, value stated, notes."""

    fields = LINK_FIELDS
    autocomplete_fields = ["citation"]
    loads = ("citation__article",)


class LinkAdmin(DeskAdmin):
    """Every link of one kind. ``subject`` is its foreign key to what the passage supports."""

    subject = ""
    list_filter = ["stance"]
    ordering = ["position", "id"]

    def get_list_display(self, request):
        return [self.subject, "citation", "stance", "field", "stated_value"]

    def get_list_select_related(self, request):
        return [self.subject, "citation__article"]

    def get_autocomplete_fields(self, request):
        return [self.subject, "citation"]

    def get_fields(self, request, obj=None):
        return [self.subject, *LINK_FIELDS]

    search_fields = ["field", "stated_value", "note_fr", "note_en", "citation__locator"]
    search_help_text = _("Field, value stated, note or place in the text.")


@admin.register(ArticleCitation)
class ArticleCitationAdmin(LinkAdmin):
    subject = "article"


@admin.register(PublisherCitation)
class PublisherCitationAdmin(LinkAdmin):
    subject = "publisher"


class ArticleCitationInline(LinkInline):
    model = ArticleCitation
    fk_name = "article"


class PublisherCitationInline(LinkInline):
    model = PublisherCitation
    fk_name = "publisher"
