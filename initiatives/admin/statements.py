"""The desk for what was said: of an entry, by a partner, of a market."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from sources.admin.dates import fuzzy_date_column
from sources.admin.links import LinkAdmin, LinkInline
from sources.admin.passages import ShowsPassages, passages_of

from ..models import Statement, StatementCitation
from ..publication import publish
from ..publication.quotes import key
from . import layout
from .entries import EntryRowAdmin
from .figures import ShowsFigure
from .forms import StatementPageForm


class StatementCitationInline(LinkInline):
    model = StatementCitation
    fk_name = "statement"


@admin.register(Statement)
class StatementAdmin(ShowsFigure, ShowsPassages, EntryRowAdmin):
    """A statement of no entry (a partner's, a market remark) is public as soon as it is saved."""

    form = StatementPageForm
    list_display = [
        "__str__",
        "initiative",
        "speaker",
        "partner",
        "type",
        fuzzy_date_column("date", _("date")),
        "passage_count",
    ]
    list_filter = ["type", ("initiative", admin.EmptyFieldListFilter), "initiative__state"]
    list_select_related = ["speaker", "partner"]
    search_fields = [
        "paraphrase_fr",
        "paraphrase_en",
        "topic_fr",
        "topic_en",
        "speaker__name",
        "speaker_description_fr",
        "speaker_description_en",
        "partner__name",
        "partner__aliases__surface",
        "initiative__title",
        "initiative__aliases__surface",
    ]
    search_help_text = _("Words, topic, speaker, organisation or entry.")
    date_hierarchy = "date_latest"
    autocomplete_fields = ["initiative", "also_about", "speaker", "also_said_by", "partner"]
    fieldsets = [(None, {"fields": ["initiative"]}), *layout.STATEMENT]
    inlines = [StatementCitationInline]

    @admin.display(description=_("passages"))
    def passage_count(self, statement):
        return len(passages_of(statement))

    def after_save(self, request, form, *, changed):
        super().after_save(request, form, changed=changed)
        publish.refresh([key("statement", form.instance.pk)])


@admin.register(StatementCitation)
class StatementCitationAdmin(LinkAdmin, EntryRowAdmin):
    subject = "statement"
    entry_path = "statement__initiative"
