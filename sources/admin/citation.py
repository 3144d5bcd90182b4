"""The desk for passages. One that the published record rests on stays: a change makes a new one."""

import uuid
from collections.abc import Callable

from django.contrib import admin, messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.http import HttpResponseRedirect
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from ..models import Citation
from .cited import CitedAdmin
from .columns import titled
from .current_source import WorksFromSource
from .dates import day_column
from .quoted import QuotedAdmin
from .uses import public_uses

# Called, in the transaction of the save, with the request, a passage that stays and the corrected
# one beside it; links it where the first one is and answers with sentences that say so.
CORRECTED: list[Callable[..., list[str]]] = []


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
            "The published record rests on this passage (%(uses)s), so it stays as it is: what you "
            "change here is saved as a new passage and proposed in its place, in each of them."
        ) % {"uses": ", ".join(uses)}
        (name, options), *others = fieldsets
        return [(name, {**options, "description": sentence}), *others]

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and not (obj and self._uses(obj))

    # ── Correcting one in use ───────────────────────────────────────────────────────────────────
    def save_model(self, request, obj, form, change):
        if not (change and form.has_changed() and self._uses(obj)):
            super().save_model(request, obj, form, change)
            return
        kept = Citation.objects.get(pk=obj.pk)
        obj.pk, obj._state.adding = uuid.uuid4(), True
        if {"article", "quote"} & set(form.changed_data):  # other words, at another place
            obj.text_version, obj.selectors = None, None
        super().save_model(request, obj, form, change=False)
        request.corrected = [each for told in CORRECTED for each in told(request, kept, obj)]

    def response_change(self, request, obj):
        if not hasattr(request, "corrected") or IS_POPUP_VAR in request.POST:
            return super().response_change(request, obj)
        self.message_user(
            request, _("Saved as a new passage: the one in use is as it was."), messages.SUCCESS
        )
        for sentence in request.corrected:
            self.message_user(request, sentence, messages.INFO)
        return HttpResponseRedirect(self.page("change", obj.pk))

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
