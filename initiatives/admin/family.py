"""The desk for what an entry is made of besides claims: words, names, dates, parents, hints."""

from django.contrib import admin
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from sources.admin.dates import fuzzy_date, fuzzy_date_column

from ..models import EditorialHint, InitiativeAlias, InitiativeDate, InitiativeParent, Translation
from .entries import EntryRowAdmin


@admin.register(Translation)
class TranslationAdmin(EntryRowAdmin):
    list_display = ["initiative", "language", "title", "is_stale"]
    list_filter = ["language", "initiative__state"]
    search_fields = ["title", "summary", "initiative__title", "initiative__slug"]
    ordering = ["initiative__title", "language"]
    autocomplete_fields = ["initiative"]
    fields = ["initiative", "language", "title", "summary", "description"]

    @admin.display(description=_("stale"), boolean=True)
    def is_stale(self, translation):
        return translation.is_stale


@admin.register(InitiativeParent)
class InitiativeParentAdmin(EntryRowAdmin):
    entry_path = "child"
    list_display = ["child", "parent", "basis_fr", "basis_en", "position"]
    list_filter = ["child__state"]
    list_select_related = ["parent"]
    search_fields = ["child__title", "parent__title"]
    ordering = ["child__title", "position", "id"]
    autocomplete_fields = ["child", "parent"]
    fields = ["child", "parent", ("basis_fr", "basis_en"), "position"]


@admin.register(InitiativeAlias)
class InitiativeAliasAdmin(EntryRowAdmin):
    list_display = ["surface", "initiative", "citation"]
    list_filter = ["initiative__state"]
    list_select_related = ["citation__article"]
    search_fields = ["surface", "initiative__title", "initiative__slug"]
    ordering = ["surface", "id"]
    autocomplete_fields = ["initiative", "citation"]
    fields = ["initiative", "surface", "citation"]


@admin.register(InitiativeDate)
class InitiativeDateAdmin(EntryRowAdmin):
    list_display = ["initiative", "kind", fuzzy_date_column("date", _("date")), "date_inferred"]
    list_filter = ["kind", "date_inferred", "initiative__state"]
    search_fields = ["initiative__title", "initiative__slug"]
    ordering = ["initiative__title", "date_earliest", "kind"]
    date_hierarchy = "date_latest"
    autocomplete_fields = ["initiative"]
    fields = ["initiative", "kind", *fuzzy_date("date")]


@admin.register(EditorialHint)
class EditorialHintAdmin(EntryRowAdmin):
    """Never public, and yet a row of its entry: what is noted on a published one is proposed."""

    list_display = ["short", "initiative", "article"]
    list_filter = [
        ("initiative", admin.EmptyFieldListFilter),
        ("article", admin.EmptyFieldListFilter),
    ]
    list_select_related = ["initiative", "article"]
    search_fields = ["hint", "initiative__title", "article__title"]
    ordering = ["id"]
    autocomplete_fields = ["initiative", "article"]
    fields = ["initiative", "article", "hint", "usable_as_fact"]

    @admin.display(description=_("hint"), ordering="hint")
    def short(self, hint):
        return Truncator(hint.hint).chars(120)
