"""The published record, to look at: what the world reads, version by version. Code writes it."""

from functools import partial

from django.contrib import admin
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sources import choices as evidence
from sources.admin.changelist import by_code
from sources.admin.columns import coded, country, titled
from sources.admin.desk import ViewOnlyAdmin

from .. import choices
from ..models import (
    PublicationCounter,
    PublishedAuditHead,
    PublishedChange,
    PublishedCorrection,
    PublishedEntryWords,
    PublishedInitiative,
    PublishedInvestment,
    PublishedLine,
    PublishedMilestone,
    PublishedParticipation,
    PublishedPartner,
    PublishedPublisher,
    PublishedRedirect,
    PublishedSource,
    PublishedStatement,
    PublishedTheme,
    PublishedVersion,
    PublishedWord,
    PublishedWordsDue,
)
from ..templatetags import tracker_format as reader

# What the change feed calls a step, and what it is a step of.
_STATES = dict(choices.PUBLICATION_STATES.choices)
STEPS = {
    "published": _STATES["published"],
    "corrected": pgettext_lazy("step", "corrected"),
    "refreshed": pgettext_lazy("step", "refreshed"),
    "withdrawn": _STATES["withdrawn"],
    "merged": _STATES["merged"],
}
TYPES = {
    "initiative": _("initiative"),
    "partner": _("organisation"),
    "source": _("source"),
    "publisher": _("publisher"),
    "theme": _("theme"),
}
# What can be corrected without a version: what entries name.
CORRECTED = {
    **{code: words for code, words in TYPES.items() if code != "initiative"},
    "person": _("person"),
    "statement": _("statement"),
    "disagreement": _("disagreement"),
}
TOLD = TYPES | CORRECTED  # what the change feed has lines of


_slug = titled("slug", _("slug"))
_entry = titled("initiative", _("initiative"), order="initiative__slug")
_updated = titled("updated_at", _("updated at"))
_published = titled("published_at", _("published at"))
_conflict = titled("has_conflict", _("sources disagree"), boolean=True)


def _term(name: str, title, vocabulary):
    return coded(name, title, lambda code: reader.label(code, vocabulary.name))


def _by_term(name: str, title, vocabulary):
    return by_code(name, title, vocabulary.choices)


def _named(names: dict, name: str, title):
    return coded(name, title, lambda code: names.get(code, code))


_kind = partial(_term, "kind", _("kind"))
_by_kind = partial(_by_term, "kind", _("kind"))


@admin.display(description=_("date"), ordering="date_latest", empty_value="—")
def _date(row):
    """From the first possible day to the last; one day where they are the same."""
    if row.date_latest is None:
        return None
    days = [reader.day(bound.isoformat()) for bound in (row.date_earliest, row.date_latest)]
    return days[0] if days[0] == days[1] else " – ".join(days)


@admin.display(description=_("amount"), ordering="amount_max", empty_value="—")
def _amount(row):
    if row.amount_max is None:
        return None
    bounds = [reader.amount(bound, row.currency) for bound in (row.amount_min, row.amount_max)]
    return bounds[0] if bounds[0] == bounds[1] else " – ".join(bounds)


@admin.display(description=_("slug"), ordering="slug", empty_value="—")
def _told_slug(row):
    """Of a statement the feed tells the id, which is for programs."""
    return row.slug if row.type != "statement" else None


@admin.display(description=_("address"), ordering="location", empty_value="—")
def _told_address(row):
    return row.location if row.type != "statement" else None


@admin.display(description=_("title"), ordering="sort_title")
def _title(row):
    return row.title_fr if reader.language() == "fr" else row.title_en


class RecordAdmin(ViewOnlyAdmin):
    """The page of a row shows the columns of the list: each in words."""

    beside: tuple = ()  # what else the page of one row shows

    def get_fields(self, request, obj=None):
        return [*self.list_display, *self.beside]

    def get_readonly_fields(self, request, obj=None):
        return self.get_fields(request, obj)


class PublishedRowAdmin(RecordAdmin):
    """A list of fifty documents is megabytes nobody looks at; the page of one asks for its own."""

    beside = (titled("document", _("document")),)
    address = ""  # the route of the row's page, which takes its slug

    def get_queryset(self, request):
        unread = [name for name in ("search", "document") if self._has(name)]
        return super().get_queryset(request).defer(*unread)

    def _has(self, name) -> bool:
        return any(field.name == name for field in self.opts.fields)

    def get_view_on_site_url(self, obj=None):
        if obj is None or not self.address:
            return None
        return reverse(f"initiatives:{self.address}", args=[obj.slug])


@admin.register(PublishedInitiative)
class PublishedInitiativeAdmin(PublishedRowAdmin):
    address = "detail"
    list_display = [
        _title,
        _term("state", _("state"), choices.PUBLICATION_STATES),
        titled("version", _("version")),
        _kind(choices.INITIATIVE_KINDS),
        _term("lifecycle", _("status"), choices.LIFECYCLE_STATUSES),
        _conflict,
        _published,
        _updated,
        _slug,
    ]
    list_filter = [
        _by_term("state", _("state"), choices.PUBLICATION_STATES),
        _by_kind(choices.INITIATIVE_KINDS),
        _by_term("lifecycle", _("status"), choices.LIFECYCLE_STATUSES),
        _by_term("evidence_level", _("evidence level"), choices.EVIDENCE_LEVELS),
    ]
    search_fields = ["slug", "title_fr", "title_en"]
    date_hierarchy = "published_at"


@admin.register(PublishedParticipation)
class PublishedParticipationAdmin(PublishedRowAdmin):
    beside = ()
    list_display = [
        titled("partner", _("organisation")),
        _term("role", _("role"), choices.ROLES),
        _entry,
        _updated,
    ]
    list_filter = [_by_term("role", _("role"), choices.ROLES)]
    list_select_related = ["initiative"]
    search_fields = ["partner", "initiative__slug"]


@admin.register(PublishedInvestment)
class PublishedInvestmentAdmin(PublishedRowAdmin):
    beside = ()
    list_display = [
        _entry,
        _kind(choices.INVESTMENT_KINDS),
        _amount,
        _term("stage", _("stage"), choices.INVESTMENT_STAGES),
        _term("disclosure", _("disclosure"), choices.DISCLOSURES),
        _date,
        _conflict,
    ]
    list_filter = [
        _by_kind(choices.INVESTMENT_KINDS),
        _by_term("stage", _("stage"), choices.INVESTMENT_STAGES),
        _by_term("disclosure", _("disclosure"), choices.DISCLOSURES),
    ]
    list_select_related = ["initiative"]
    search_fields = ["initiative__slug", "partners"]
    date_hierarchy = "date_latest"


@admin.register(PublishedMilestone)
class PublishedMilestoneAdmin(PublishedRowAdmin):
    beside = ()
    list_display = [
        _entry,
        _kind(choices.MILESTONE_KINDS),
        _term("state", _("state"), choices.MILESTONE_STATES),
        _date,
    ]
    list_filter = [
        _by_kind(choices.MILESTONE_KINDS),
        _by_term("state", _("state"), choices.MILESTONE_STATES),
    ]
    list_select_related = ["initiative"]
    search_fields = ["initiative__slug"]
    date_hierarchy = "date_latest"


@admin.register(PublishedStatement)
class PublishedStatementAdmin(PublishedRowAdmin):
    list_display = [
        _term("type", _("type"), choices.STATEMENT_TYPES),
        titled("partner", _("organisation")),
        _entry,
        titled("is_market_remark", _("market remark"), boolean=True),
        _date,
    ]
    list_filter = [_by_term("type", _("type"), choices.STATEMENT_TYPES)]
    list_select_related = ["initiative"]
    search_fields = ["initiative__slug", "partner"]
    date_hierarchy = "date_latest"


class PublishedReferenceAdmin(PublishedRowAdmin):
    list_display = [_slug, _updated]
    search_fields = ["slug", "sort_title"]
    ordering = ["sort_title", "pk"]


@admin.register(PublishedPartner)
class PublishedPartnerAdmin(PublishedReferenceAdmin):
    address = "partner_detail"
    list_display = [_slug, _kind(choices.PARTNER_KINDS), country, _updated]
    list_filter = [_by_kind(choices.PARTNER_KINDS)]


@admin.register(PublishedSource)
class PublishedSourceAdmin(PublishedReferenceAdmin):
    address = "source_detail"
    list_display = [
        _slug,
        _kind(evidence.ARTICLE_KINDS),
        titled("publisher", _("publisher")),
        _date,
        _updated,
    ]
    list_filter = [_by_kind(evidence.ARTICLE_KINDS)]
    date_hierarchy = "date_latest"


@admin.register(PublishedPublisher)
class PublishedPublisherAdmin(PublishedReferenceAdmin):
    list_display = [_slug, _kind(evidence.PUBLISHER_KINDS), country, _updated]
    list_filter = [_by_kind(evidence.PUBLISHER_KINDS)]


@admin.register(PublishedTheme)
class PublishedThemeAdmin(PublishedReferenceAdmin):
    address = "theme_detail"


@admin.register(PublishedVersion)
class PublishedVersionAdmin(RecordAdmin):
    beside = (titled("document", _("document")),)
    list_display = [
        "initiative",
        "number",
        _named(STEPS, "action", _("action")),
        "published_at",
        "published_by",
        "reason",
    ]
    list_filter = [by_code("action", _("action"), STEPS.items())]
    list_select_related = ["initiative", "published_by"]
    search_fields = ["initiative__title", "initiative__slug", "reason"]
    date_hierarchy = "published_at"
    ordering = ["-published_at", "pk"]

    def get_queryset(self, request):
        return super().get_queryset(request).defer("document")


@admin.register(PublishedCorrection)
class PublishedCorrectionAdmin(RecordAdmin):
    beside = (titled("changes", _("changes")), "entry_count", "withheld")
    list_display = [
        "__str__",
        _named(CORRECTED, "type", _("type")),
        "at",
        "corrected_by",
        "reason",
    ]
    list_filter = [by_code("type", _("type"), CORRECTED.items())]
    list_select_related = ["corrected_by"]
    search_fields = ["reason", "slug"]
    date_hierarchy = "at"
    ordering = ["-at", "-pk"]


@admin.register(PublishedChange)
class PublishedChangeAdmin(RecordAdmin):
    list_display = [
        titled("at", pgettext_lazy("change feed", "date")),
        _named(STEPS, "action", _("action")),
        _named(TOLD, "type", _("type")),
        _told_slug,
        titled("version", _("version")),
        _told_address,
    ]
    list_filter = [
        by_code("action", _("action"), STEPS.items()),
        by_code("type", _("type"), TOLD.items()),
    ]
    search_fields = ["slug"]
    date_hierarchy = "at"
    ordering = ["-seq"]


@admin.register(PublishedRedirect)
class PublishedRedirectAdmin(RecordAdmin):
    list_display = [
        _named(TYPES, "type", _("type")),
        titled("slug", _("former slug")),
        titled("target", _("slug")),
    ]
    list_filter = [by_code("type", _("type"), TYPES.items())]
    search_fields = ["slug", "target"]


@admin.register(PublishedAuditHead)
class PublishedAuditHeadAdmin(RecordAdmin):
    list_display = ["day", "events", "seq", "hash"]
    date_hierarchy = "day"


@admin.register(PublishedEntryWords)
class PublishedEntryWordsAdmin(PublishedRowAdmin):
    beside = ()
    list_display = [_entry, _published, _updated]
    list_select_related = ["initiative"]
    search_fields = ["initiative__slug"]


@admin.register(PublishedLine)
class PublishedLineAdmin(RecordAdmin):
    list_display = ["id", "updated_at", "layout"]


@admin.register(PublishedWord)
class PublishedWordAdmin(RecordAdmin):
    list_display = ["word", "use_count"]
    search_fields = ["word"]

    def get_object(self, request, object_id, from_field=None):
        """Its key is text, and no text of the database has a NUL."""
        return None if "\0" in object_id else super().get_object(request, object_id, from_field)


@admin.register(PublishedWordsDue)
class PublishedWordsDueAdmin(RecordAdmin):
    list_display = ["id"]


@admin.register(PublicationCounter)
class PublicationCounterAdmin(RecordAdmin):
    list_display = [titled("value", _("number"))]
    ordering = ["pk"]
