"""What waits on the desk for revisions: the user's own, those to decide on, those with an hour."""

from datetime import timedelta

from django.conf import settings
from django.db.models import BooleanField, Case, Exists, F, OuterRef, Q, Value, When
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sources.admin.queues import Queue
from sources.written.wording import date_in_words, day_in_words

from ..models import Revision
from ..revisions.staleness import stale

RECENT = timedelta(days=30)


def hour_in_words(moment) -> str:
    """``4 December 2026 at 14:00``, on the clock of the site."""
    return date_in_words(timezone.localtime(moment).strftime("%Y-%m-%dT%H:%M"))


def state_in_words(revision: Revision) -> str:
    """Where a revision stands, the two states that an hour makes included."""
    if revision.is_kept_back:
        return _("kept back at its hour")
    if revision.is_scheduled:
        return _("approved, for %(hour)s") % {"hour": hour_in_words(revision.publish_at)}
    return revision.get_state_display()


def told(revision: Revision) -> str:
    """What its author has to know: why it was refused, or not published at its hour."""
    reason = revision.problem if revision.is_open else ""
    return reason or (revision.decision if revision.state == "rejected" else "")


def light(revisions):
    """With what names a revision, without its rows: fifty of them are megabytes."""
    return revisions.select_related("initiative", "author", "assigned_to").defer("base", "document")


def _mine(revisions, user):
    """Open, or refused lately and not taken up since."""
    since = Revision.objects.filter(
        initiative=OuterRef("initiative"),
        author=OuterRef("author"),
        created_at__gt=OuterRef("decided_at"),
    )
    refused = Q(state="rejected", decided_at__gte=timezone.now() - RECENT) & ~Exists(since)
    return revisions.filter(Q(state__in=["draft", "submitted"]) | refused, author=user)


def _to_decide(revisions, user):
    if not user.has_perm("initiatives.review_revision"):
        return revisions.none()
    waiting = revisions.to_review()
    return waiting if settings.SELF_APPROVAL else waiting.exclude(author=user)


def _hers_first(user):
    """What the user was asked by name comes before what anybody may decide on."""
    asked = Case(
        When(assigned_to=user, then=Value(True)), default=False, output_field=BooleanField()
    )
    return (asked.desc(), F("due_on").asc(nulls_last=True), "submitted_at", "pk")


def _of_revision(code, title, narrow, empty, **fields) -> Queue:
    defaults = {
        "model": Revision,
        "order": ("-updated_at", "pk"),
        "name": lambda revision: str(revision.initiative),
        "who": lambda revision: revision.author,
        "when": lambda revision: revision.updated_at,
        "load": light,
    }
    return Queue(code=code, title=title, narrow=narrow, empty=empty, **(defaults | fields))


def _where_it_stands(revision):
    words, reason = state_in_words(revision), told(revision)
    return _with_reason(words, reason) if reason else words


def _with_reason(words, reason) -> str:
    return _("%(state)s: %(reason)s") % {"state": words, "reason": Truncator(reason).chars(160)}


def _asked_whom(revision):
    if revision.assigned_to is None:
        return revision.author
    return _("%(author)s asks %(reviewer)s") % {
        "author": revision.author,
        "reviewer": revision.assigned_to,
    }


def _by_when(revision):
    if revision.due_on is None:
        return revision.submitted_at
    return _("due on %(day)s") % {"day": day_in_words(revision.due_on)}


MY_REVISIONS = _of_revision(
    "my-revisions",
    gettext_lazy("My revisions"),
    _mine,
    gettext_lazy("You have no revision in progress."),
    who=_where_it_stands,
    when=lambda revision: None if told(revision) else revision.updated_at,
)
TO_DECIDE = _of_revision(
    "waiting",
    gettext_lazy("Waiting for me"),
    _to_decide,
    gettext_lazy("No revision waits for your decision."),
    order=_hers_first,
    who=_asked_whom,
    when=_by_when,
)
SCHEDULED = _of_revision(
    "scheduled",
    gettext_lazy("Scheduled"),
    lambda revisions, user: revisions.scheduled().filter(problem=""),
    gettext_lazy("Nothing waits for its hour."),
    order=("publish_at", "pk"),
    when=lambda revision: hour_in_words(revision.publish_at),
)
KEPT_BACK = _of_revision(
    "kept-back",
    gettext_lazy("Kept back at their hour"),
    lambda revisions, user: revisions.kept_back(),
    gettext_lazy("Everything was published at its hour."),
    order=("publish_at", "pk"),
    who=lambda revision: _with_reason(hour_in_words(revision.publish_at), revision.problem),
    when=lambda revision: None,
)
STALE = _of_revision(
    "stale",
    gettext_lazy("Stale bases"),
    lambda revisions, user: revisions.filter(pk__in=stale(revisions)),
    gettext_lazy("Every open revision starts from what there is now."),
    order=("updated_at", "pk"),
)
OF_REVISIONS = (MY_REVISIONS, TO_DECIDE, SCHEDULED, KEPT_BACK, STALE)
