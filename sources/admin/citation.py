"""The desk for passages. One that the published record rests on is shown, not edited."""

from django.contrib import admin
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from ..models import Citation
from .cited import CitedAdmin
from .columns import titled
from .current_source import WorksFromSource
from .dates import day_column
from .quoted import QuotedAdmin
from .uses import public_uses


@admin.register(Citation)
class CitationAdmin(CitedAdmin, WorksFromSource, QuotedAdmin):
    list_display = [
        "article",
        titled("place", _("place"), order="paragraph"),
        "in_our_words",
        "quoted",
        day_column("created_at", _("added")),
    ]
    list_display_links = ["article"]
    list_filter = [
        ("article__publisher", admin.RelatedOnlyFieldListFilter),
        ("text_version", admin.EmptyFieldListFilter),
    ]
    list_select_related = ["article"]
    search_fields = [
        "locator",
        "paraphrase_fr",
        "paraphrase_en",
        "quote",
        "article__title",
        "article__title_typeset",
        "article__slug",
        "article__publisher__name",
    ]
    search_help_text = _("Words of the passage, article or publisher.")
    date_hierarchy = "created_at"
    ordering = ["article", "paragraph", "id"]
    autocomplete_fields = ["article"]
    # Both are written where the words are picked in the text, never by hand.
    readonly_fields = ["text_version", "selectors"]
    fieldsets = [
        (None, {"fields": ["article", ("locator", "paragraph", "line")]}),
        (_("What it says"), {"fields": ["paraphrase_fr", "paraphrase_en", "quote"]}),
        (
            _("Place in the text received"),
            {"classes": ["collapse"], "fields": ["text_version", "selectors", "created_at"]},
        ),
    ]

    def get_fieldsets(self, request, obj=None):
        fieldsets = super().get_fieldsets(request, obj)
        if obj is None or not (uses := self._uses(obj)):
            return fieldsets
        sentence = _(
            "The published record rests on this passage (%(uses)s), so it stays as it is: "
            "to correct it, add a new passage and link that one instead."
        ) % {"uses": ", ".join(uses)}
        (name, options), *others = fieldsets
        return [(name, {**options, "description": sentence}), *others]

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and not (obj and self._uses(obj))

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and not (obj and self._uses(obj))

    @staticmethod
    def _uses(citation) -> list[str]:
        """Asked several times for one page: kept on the instance, which lives no longer."""
        if not hasattr(citation, "known_uses"):
            citation.known_uses = public_uses(citation)
        return citation.known_uses

    @admin.display(description=_("in our words"))
    def in_our_words(self, citation):
        return Truncator(citation.paraphrase).chars(90)

    @admin.display(description=_("exact words"), boolean=True, ordering="quote")
    def quoted(self, citation):
        return bool(citation.quote)
