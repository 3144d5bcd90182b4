"""What waits on the desk for claims: drafts, entries to cite or translate, open disagreements."""

from calendar import monthrange
from datetime import date, timedelta

from django.conf import settings
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sources.admin.queues import Queue
from sources.written.wording import day_in_words

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


def _ageing(entries, user):
    """Public, and nobody has read the sources again for ``AGEING_MONTHS``, or ever."""
    since = _months_ago(settings.AGEING_MONTHS)
    old = Q(last_verified_on=None) | Q(last_verified_on__lt=since)
    return entries.published().filter(old)


def _months_ago(months: int) -> date:
    today = timezone.localdate()
    year, month = divmod(today.year * 12 + today.month - 1 - months, 12)
    day = min(today.day, monthrange(year, month + 1)[1])
    return date(year, month + 1, day)


def _verified(entry) -> str:
    if entry.last_verified_on is None:
        return _("never verified")
    return _("verified on %(day)s") % {"day": day_in_words(entry.last_verified_on)}


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


MINE = _of_entry("mine", gettext_lazy("My drafts"), _mine, gettext_lazy("You have no draft."))
READY = _of_entry(
    "ready",
    gettext_lazy("Drafts ready to publish"),
    _ready,
    gettext_lazy("No draft has all it needs to be published."),
)
WITHOUT_SOURCE = _of_entry(
    "without-source",
    gettext_lazy("Entries without a source"),
    _without_source,
    gettext_lazy("Every entry rests on a passage."),
)
TO_TRANSLATE = _of_entry(
    "to-translate",
    gettext_lazy("Translations missing or out of date"),
    _to_translate,
    gettext_lazy("Every entry is translated as it stands."),
)
RECENTLY_PUBLISHED = _of_entry(
    "recent",
    gettext_lazy("Published in the last 30 days"),
    _recent,
    gettext_lazy("Nothing was published in the last 30 days."),
    order=("-published_at", "pk"),
    load=_with_publisher,
    who=lambda entry: entry.published_by,
    when=lambda entry: entry.published_at,
)
AGEING = _of_entry(
    "ageing",
    gettext_lazy("To verify again"),
    _ageing,
    gettext_lazy("Every public entry was verified lately."),
    order=(F("last_verified_on").asc(nulls_first=True), "published_at", "pk"),
    who=_verified,
    when=lambda entry: None,
)
OPEN = Queue(
    code="open",
    title=gettext_lazy("Disagreements open"),
    model=Disagreement,
    narrow=lambda disagreements, user: disagreements.filter(resolution_en=""),
    order=("slug",),
    empty=gettext_lazy("Every disagreement is resolved."),
    who=lambda disagreement: disagreement.get_nature_display(),
    when=lambda disagreement: None,
)
