"""The desk for articles: what was published, what was received of it, what was left aside."""

from django.contrib import admin
from django.contrib.auth.models import User
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from ..models import Citation, ExcludedMention, SourceArticle, TextVersion
from ..written.wording import date_in_words, place_in_words
from .cited import CitedAdmin
from .dates import fuzzy_date, fuzzy_date_column
from .desk import DeskAdmin, ViewOnlyAdmin
from .links import ArticleCitationInline
from .queues import HasQueues, Queue
from .quoted import QuotedAdmin

TO_READ = Queue(
    code="to-read",
    title=_("Articles to read"),
    model=SourceArticle,
    narrow=lambda articles, user: articles.filter(triage_status="to-read"),
    order=tuple(SourceArticle._meta.ordering),
    empty=_("Every article has been read."),
    who=lambda article: article.assigned_to,
    when=lambda article: date_in_words(article.published) if article.published else None,
    load=lambda articles: articles.select_related("assigned_to"),
)


@admin.register(SourceArticle)
class SourceArticleAdmin(CitedAdmin, HasQueues, QuotedAdmin):
    queues = (TO_READ,)
    list_display = [
        "label",
        "publisher",
        fuzzy_date_column("published", _("published")),
        "passage_count",
        "triage_status",
        "assigned_to",
        "kind",
        "access",
    ]
    list_filter = [
        "triage_status",
        "kind",
        "language",
        "access",
        "body_status",
        ("publisher", admin.RelatedOnlyFieldListFilter),
        ("assigned_to", admin.RelatedOnlyFieldListFilter),
    ]
    list_select_related = ["publisher", "assigned_to"]
    search_fields = [
        "title",
        "title_typeset",
        "description_fr",
        "description_en",
        "slug",
        "url",
        "publisher__name",
    ]
    search_help_text = _("Title, description, address or publisher.")
    date_hierarchy = "published_latest"
    autocomplete_fields = ["publisher", "agency", "same_dispatch_as"]
    readonly_fields = ["passage_list"]
    inlines = [ArticleCitationInline]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    "title",
                    "title_typeset",
                    ("description_fr", "description_en"),
                    "slug",
                    ("kind", "language"),
                    "authors",
                    "passage_list",
                ]
            },
        ),
        (
            _("Publisher"),
            {
                "fields": [
                    ("publisher", "publisher_inferred"),
                    ("agency", "agency_form"),
                    "same_dispatch_as",
                ]
            },
        ),
        (_("Dates"), {"fields": [*fuzzy_date("published"), *fuzzy_date("updated")]}),
        (
            _("Access"),
            {
                "fields": [
                    "url",
                    "canonical_url",
                    "archive_url",
                    ("access", "access_inferred"),
                    "access_basis",
                ]
            },
        ),
        (
            _("Text received"),
            {
                "fields": [
                    ("body_status", "paragraph_count"),
                    "retrieved_at",
                    ("received_file", "received_sha256"),
                ]
            },
        ),
        (_("Desk"), {"fields": [("triage_status", "assigned_to"), "desk_note"]}),
    ]

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "assigned_to":
            # A short list: an autocomplete would need the right to look accounts up.
            kwargs["queryset"] = User.objects.filter(is_staff=True).order_by("username")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_queryset(self, request):
        passages = (
            Citation.objects.filter(article=OuterRef("pk"))
            .order_by()
            .values("article")
            .values(count=Count("pk"))
        )
        return super().get_queryset(request).annotate(passages=Coalesce(Subquery(passages), 0))

    @admin.display(description=_("article"), ordering="title")
    def label(self, article):
        return article.label

    @admin.display(description=_("passages"), ordering="passages")
    def passage_count(self, article):
        return article.passages

    @admin.display(description=_("passages"))
    def passage_list(self, article):
        if article.pk is None:
            return "—"
        address = reverse(f"{self.admin_site.name}:sources_citation_changelist")
        words = ngettext("%(count)d passage", "%(count)d passages", article.passages)
        return format_html(
            '<a href="{}?article__id__exact={}">{}</a>',
            address,
            article.pk,
            words % {"count": article.passages},
        )


@admin.register(TextVersion)
class TextVersionAdmin(ViewOnlyAdmin):
    list_display = ["article", "short_sha256", "extractor", "extractor_version", "created_at"]
    list_filter = ["extractor"]
    list_select_related = ["article"]
    search_fields = ["article__title", "article__slug", "sha256"]
    date_hierarchy = "created_at"
    fields = ["article", "sha256", "extractor", "extractor_version", "text", "created_at"]

    @admin.display(description=_("SHA-256"), ordering="sha256")
    def short_sha256(self, version):
        return version.sha256[:12]


@admin.display(description=_("place"), ordering="locator", empty_value="—")
def _place(mention):
    return place_in_words(mention.locator) or None


@admin.register(ExcludedMention)
class ExcludedMentionAdmin(DeskAdmin):
    list_display = ["surface", "article", _place, "reason"]
    list_select_related = ["article"]
    search_fields = ["surface", "reason", "article__title"]
    autocomplete_fields = ["article"]
    fields = ["surface", "article", "locator", "reason"]
