"""What waits on the desk for claims: drafts, entries to cite or translate, open disagreements."""

from datetime import timedelta

from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sources.admin.queues import Queue

from ..models import Disagreement, Evidence, Initiative, PublishedVersion, Translation
from ..revisions.gate import ready

RECENT = timedelta(days=30)


def _mine(entries, user):
    return entries.filter(state="draft", created_by=user)


def _ready(entries, user):
    """The gate answers for the drafts of ``entries``: its few queries, now, not in the database."""
    return entries.filter(pk__in=ready(entries.filter(state="draft")))


def _without_source(entries, user):
    passages = Evidence.objects.filter(initiative=OuterRef("pk"))
    return entries.exclude(state="merged").filter(~Exists(passages))


def _to_translate(entries, user):
    """No translation, or one of words that have changed since (``Translation.is_stale``)."""
    fresh = Translation.objects.filter(
        initiative=OuterRef("pk"),
        of_title=OuterRef("title"),
        of_summary=OuterRef("summary"),
        of_description=OuterRef("description"),
    )
    return entries.filter(state__in=["draft", "published"]).filter(~Exists(fresh))


def _recent(entries, user):
    return entries.published().filter(published_at__gte=timezone.now() - RECENT)


def _with_publisher(entries):
    """Adds ``published_by``: who published the entry last, or null for a dataset's own."""
    versions = PublishedVersion.objects.filter(initiative=OuterRef("pk")).order_by("-number")
    return entries.annotate(published_by=versions.values("published_by__username")[:1])


def _of_entry(code, title, narrow, empty, **fields) -> Queue:
    defaults = {
        "model": Initiative,
        "order": ("-updated_at", "pk"),
        "who": lambda entry: entry.created_by,
        "when": lambda entry: entry.updated_at,
        "load": lambda entries: entries.select_related("created_by"),
    }
    return Queue(code=code, title=title, narrow=narrow, empty=empty, **(defaults | fields))


MINE = _of_entry("mine", _("My drafts"), _mine, _("You have no draft."))
READY = _of_entry(
    "ready",
    _("Drafts ready to publish"),
    _ready,
    _("No draft has all it needs to be published."),
)
WITHOUT_SOURCE = _of_entry(
    "without-source",
    _("Entries without a source"),
    _without_source,
    _("Every entry rests on a passage."),
)
TO_TRANSLATE = _of_entry(
    "to-translate",
    _("Translations missing or out of date"),
    _to_translate,
    _("Every entry is translated as it stands."),
)
RECENTLY_PUBLISHED = _of_entry(
    "recent",
    _("Published in the last 30 days"),
    _recent,
    _("Nothing was published in the last 30 days."),
    order=("-published_at", "pk"),
    load=_with_publisher,
    who=lambda entry: entry.published_by,
    when=lambda entry: entry.published_at,
)
OPEN = Queue(
    code="open",
    title=_("Disagreements open"),
    model=Disagreement,
    narrow=lambda disagreements, user: disagreements.filter(resolution_en=""),
    order=("slug",),
    empty=_("Every disagreement is resolved."),
    who=lambda disagreement: disagreement.get_nature_display(),
    when=lambda disagreement: None,
)
