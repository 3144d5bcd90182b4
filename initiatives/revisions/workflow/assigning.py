"""Whom a decision is asked of, and by when. It is no content: who decides need not look again."""

from datetime import date

from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from ...models import Revision
from .acts import CHANGE, REVIEW, Refused, Stale, act, is_self_approved, locked_revision, require


def reviewers() -> QuerySet[User]:
    """Who can be asked: active people of the desk who may approve and reject."""
    who = User.objects.with_perm(REVIEW, backend="django.contrib.auth.backends.ModelBackend")
    return who.filter(is_staff=True).order_by("username")


@act("assign")
def assign(
    revision: Revision, *, by: User, to: User | None, due_on: date | None = None
) -> Revision:
    """Ask ``to`` for the decision, by the day ``due_on``; ``None`` asks nobody any more.

    Raises ``Refused`` for somebody who may not decide on it and for a day that has passed,
    ``Stale`` where it is decided, ``PermissionDenied``. What waits for its hour is decided, unless
    it was kept back.
    """
    require(by, CHANGE)
    _entry, fresh = locked_revision(revision)
    if not fresh.is_open or (fresh.is_scheduled and not fresh.is_kept_back):
        raise Stale([_("This revision has been decided already.")])
    if to is not None:
        _may_decide(to, fresh)
    if to is not None and due_on is not None and due_on < timezone.localdate():
        raise Refused([_("The day has passed: choose today or a later one.")])
    fresh.assigned_to, fresh.due_on = to, due_on if to is not None else None
    fresh.save(update_fields=["assigned_to", "due_on"])
    return fresh


def _may_decide(to: User, revision: Revision) -> None:
    if not reviewers().filter(pk=to.pk).exists():
        raise Refused([_("%(who)s may not decide on revisions: ask an Editor.") % {"who": to}])
    try:
        is_self_approved(revision.author, to)
    except Refused as own:
        raise Refused([_("It is %(who)s’s own work: ask somebody else.") % {"who": to}]) from own
