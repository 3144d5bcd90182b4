"""What the desk does with a suggestion: the only writer of its state. Each act is recorded."""

from collections.abc import Iterable
from datetime import timedelta

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from sources.audit import recorded

from ..models import Revision, Suggestion, SuggestionSender
from ..revisions.workflow.acts import CHANGE, REVIEW, Refused, act, require

KEPT = timedelta(days=180)  # a sender's name and address; the form of the public page says so


def helpers() -> QuerySet[User]:
    """Whom a suggestion can be given to: active people of the desk who may change entries."""
    who = User.objects.with_perm(CHANGE, backend="django.contrib.auth.backends.ModelBackend")
    return who.filter(is_staff=True).order_by("username")


@act("take up a suggestion")
def take_up(suggestion: Suggestion, *, by: User, revision: Revision | None = None) -> None:
    """It is right, or worth a look: ``by`` works on it unless somebody else does already.

    ``revision`` is the proposal that came of it; taking up again adds or changes it. Raises
    ``Refused`` for one of another entry, ``PermissionDenied``.
    """
    fresh = _locked(suggestion, by)
    if revision is not None and revision.initiative_id != fresh.initiative_id:
        raise Refused([_("This proposal is for another entry.")])
    fresh.revision = revision
    fresh.assigned_to = fresh.assigned_to or by
    _decide(fresh, "taken-up", by)


@act("decline a suggestion")
def decline(suggestion: Suggestion, *, by: User, reason: str) -> None:
    """Raises ``Refused`` without a reason, ``PermissionDenied``."""
    fresh = _locked(suggestion, by)
    if not reason.strip():
        raise Refused([_("Say why it is declined.")])
    _decide(fresh, "declined", by, reason.strip())


@act("mark a suggestion as spam")
def mark_as_spam(suggestion: Suggestion, *, by: User) -> None:
    _decide(_locked(suggestion, by), "spam", by)


@act("reopen a suggestion")
def reopen(suggestion: Suggestion, *, by: User) -> None:
    """It waits for an answer again."""
    fresh = _locked(suggestion, by)
    fresh.state, fresh.decision = "new", ""
    fresh.decided_by = fresh.decided_at = None
    fresh.save()


@act("assign a suggestion")
def assign(suggestion: Suggestion, *, by: User, to: User | None) -> None:
    """Give it to ``to``, or to nobody. Raises ``Refused`` for somebody not of the desk."""
    fresh = _locked(suggestion, by)
    if to is not None and not helpers().filter(pk=to.pk).exists():
        raise Refused([_("%(who)s may not change entries: choose somebody else.") % {"who": to}])
    fresh.assigned_to = to
    fresh.save(update_fields=["assigned_to"])


@act("erase the sender of a suggestion")
def erase_sender(suggestion: Suggestion, *, by: User) -> None:
    """Name and address are gone for good; that they were erased, when and by whom, is recorded.

    Raises ``PermissionDenied``. Again does nothing.
    """
    require(by, REVIEW)
    _erase([suggestion.pk])


def purge(*, now=None) -> int:
    """Erase every sender of a suggestion older than ``KEPT``; how many there were."""
    old = SuggestionSender.objects.filter(
        suggestion__sent_at__lt=(now or timezone.now()) - KEPT
    ).values_list("pk", flat=True)
    with transaction.atomic(), recorded(command="purge_suggestions"):
        return _erase(list(old))


def _erase(keys: Iterable) -> int:
    erased, _by_model = SuggestionSender.objects.filter(pk__in=keys).delete()
    if erased:
        Suggestion.objects.filter(pk__in=keys).update(sender_erased_at=timezone.now())
    return erased


def _locked(suggestion: Suggestion, by: User) -> Suggestion:
    require(by, CHANGE)
    return Suggestion.objects.select_for_update().get(pk=suggestion.pk)


def _decide(suggestion: Suggestion, state: str, by: User, reason: str = "") -> None:
    suggestion.state, suggestion.decision = state, reason
    suggestion.decided_by, suggestion.decided_at = by, timezone.now()
    suggestion.save()
