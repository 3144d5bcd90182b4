"""Rows that entries name (partners, people, themes, disagreements), and small reference lists."""

from django.contrib import admin
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sources.admin.changelist import ByCode
from sources.admin.cited import CitedAdmin
from sources.admin.desk import DeskAdmin, ViewOnlyAdmin
from sources.admin.forms import DeskForm
from sources.languages import reads_french

from ..affected import keys_of
from ..dataset.write import ORDER
from ..models import DatasetLoad, ExchangeRate, LoadedRow, Theme
from ..publication import publish
from .entries import PUBLISH
from .uses import entries_quoting


class NamedAdmin(DeskAdmin):
    """Rows that published documents quote.

    A row refreshes them by itself when it is saved. What it left behind (an alias that moved to
    another partner) and the links written in bulk after it do not.
    """

    def save_model(self, request, obj, form, change):
        stored = self.model._base_manager.filter(pk=obj.pk).first()
        form.keys_before = keys_of(stored) if stored else set()
        super().save_model(request, obj, form, change)

    def after_save(self, request, form, *, changed):
        super().after_save(request, form, changed=changed)
        if changed:
            publish.refresh(form.keys_before | keys_of(form.instance))


class PublicFlagForm(DeskForm):
    """``public`` stays while published entries name the row."""

    def clean(self):
        data = super().clean()
        hiding = "public" in self.changed_data and not self.cleaned_data.get("public")
        if hiding and self.instance.pk and (entries := entries_quoting(self.instance)):
            self.add_error(
                "public",
                _("Published entries name “%(row)s”: %(entries)s. Change or withdraw them first.")
                % {"row": self.instance, "entries": ", ".join(entries)},
            )
        return data


class PublicFlagAdmin(NamedAdmin):
    """Whether the row is public is for Editors to say."""

    form = PublicFlagForm

    def get_readonly_fields(self, request, obj=None):
        names = super().get_readonly_fields(request, obj)
        return names if request.user.has_perm(PUBLISH) else [*names, "public"]

    def reason_to_keep(self, row):
        if reason := super().reason_to_keep(row):
            return reason
        return (
            _("“%(row)s” is public: make it not public first.") % {"row": row}
            if row.public
            else None
        )


@admin.register(Theme)
class ThemeAdmin(CitedAdmin, NamedAdmin):
    list_display = ["name", "parent", "definition", "slug"]
    list_filter = [("parent", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["parent"]
    search_fields = ["name_fr", "name_en", "slug", "definition_fr", "definition_en"]
    search_help_text = gettext_lazy("Name or definition, in either language.")
    ordering = ["slug"]
    autocomplete_fields = ["parent"]
    fields = [("name_fr", "name_en"), "slug", "definition_fr", "definition_en", "parent"]

    @admin.display(description=gettext_lazy("name"), ordering="name_fr")
    def name(self, theme):
        return str(theme)

    @admin.display(description=gettext_lazy("definition"))
    def definition(self, theme):
        return theme.definition_fr if reads_french() else theme.definition_en


@admin.register(ExchangeRate)
class ExchangeRateAdmin(ViewOnlyAdmin):
    list_display = ["date", "currency", "rate"]
    list_filter = ["currency"]
    search_fields = ["currency"]
    date_hierarchy = "date"
    ordering = ["-date", "currency"]


@admin.register(DatasetLoad)
class DatasetLoadAdmin(ViewOnlyAdmin):
    list_display = ["name", "loaded_at"]
    search_fields = ["name"]


def _kinds() -> dict[str, str]:
    """What each kind of row that the dataset loads is called, by the name it has there."""
    return {model._meta.model_name: model._meta.verbose_name for model in ORDER}


@admin.display(description=gettext_lazy("kind"), ordering="model")
def _kind_of_row(loaded):
    return _kinds().get(loaded.model, "")


class RowKind(ByCode):
    title, parameter_name, column = gettext_lazy("kind"), "model", "model"

    def lookups(self, request, model_admin):
        kinds = _kinds()
        found = LoadedRow.objects.order_by("model").values_list("model", flat=True).distinct()
        return [(code, capfirst(kinds.get(code, code))) for code in found]


@admin.register(LoadedRow)
class LoadedRowAdmin(ViewOnlyAdmin):
    list_display = ["row_id", _kind_of_row, "load"]
    list_filter = ["load", RowKind]
    list_select_related = ["load"]
    search_fields = ["row_id", "model"]
    fields = ["row_id", _kind_of_row, "load"]
    readonly_fields = fields
