"""The closed lists, to look values up: they live in the code."""

from django.apps import apps
from django.contrib import admin
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from ..languages import reads_french
from ..models import VocabularyTerm
from ..vocabulary import CodeField
from .changelist import ByCode
from .desk import ViewOnlyAdmin


def _lists() -> dict[str, str]:
    """What each closed list is called: the fields that take their values from it."""
    uses = {}
    for model in apps.get_models():
        for field in model._meta.fields:
            if isinstance(field, CodeField) and field.vocabulary is not None:
                names = uses.setdefault(field.vocabulary.name, {})
                names.setdefault(str(field.verbose_name), []).append(str(model._meta.verbose_name))
    return {
        name: capfirst(", ".join(f"{field} ({', '.join(of)})" for field, of in fields.items()))
        for name, fields in uses.items()
    }


class ByList(ByCode):
    title, parameter_name, column = _("vocabulary"), "vocabulary", "vocabulary"

    def lookups(self, request, model_admin):
        return sorted(_lists().items(), key=lambda pair: pair[1])


@admin.register(VocabularyTerm)
class VocabularyTermAdmin(ViewOnlyAdmin):
    list_display = ["label", "definition", "list_name"]
    list_filter = [ByList]
    search_fields = ["code", "label_fr", "label_en", "definition_fr", "definition_en"]
    fields = list_display
    readonly_fields = fields

    @admin.display(description=_("value"), ordering="code")
    def label(self, term):
        return str(term)

    @admin.display(description=_("definition"))
    def definition(self, term):
        return term.definition_fr if reads_french() else term.definition_en

    @admin.display(description=_("vocabulary"), ordering="vocabulary")
    def list_name(self, term):
        return _lists().get(term.vocabulary, "—")
