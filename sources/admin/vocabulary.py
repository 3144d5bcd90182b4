"""The closed lists, to look values up: they live in the code."""

from django.contrib import admin

from ..models import VocabularyTerm
from .desk import ViewOnlyAdmin


@admin.register(VocabularyTerm)
class VocabularyTermAdmin(ViewOnlyAdmin):
    list_display = ["vocabulary", "code", "label_fr", "label_en", "definition_fr", "definition_en"]
    list_display_links = ["code"]
    list_filter = ["vocabulary"]
    search_fields = ["code", "label_fr", "label_en", "definition_fr", "definition_en"]
