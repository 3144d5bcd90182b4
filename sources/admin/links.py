"""Links from something on record to a passage: as inline rows, and each kind as a list."""

from django.contrib import admin
from django.core.exceptions import FieldDoesNotExist
from django.utils.translation import gettext_lazy as _

from ..models import ArticleCitation, PublisherCitation
from .desk import DeskAdmin, DeskInline

LINK_FIELDS = ["citation", "stance", "field", "stated_value", "note_fr", "note_en", "position"]


def field_words(model, name: str) -> str:
    """What a form calls the field ``name`` of ``model``; a name that is no field's as it is."""
    try:
        return str(model._meta.get_field(name).verbose_name)
    except FieldDoesNotExist:
        return name


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
        return [self.subject, "citation", "stance", "field_in_words", "stated_value"]

    @admin.display(description=_("field"), ordering="field", empty_value="—")
    def field_in_words(self, link):
        return field_words(self.opts.get_field(self.subject).related_model, link.field)

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
