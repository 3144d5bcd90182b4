"""What a reviewer does with a revision: approve all or some of it, now or later; reject."""

from collections.abc import Iterable
from datetime import datetime

from django.contrib.auth.models import User
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from ...affected import keys_of
from ...models import Disagreement, DisagreementSubject, Initiative, PublishedVersion, Revision
from .. import aggregate
from ..aggregate import Document
from ..diff import take
from ..gate import reasons_against
from ..sandbox import sandbox
from .acts import (
    PUBLISH,
    REVIEW,
    Refused,
    Stale,
    act,
    is_self_approved,
    locked_revision,
    make_public,
    require,
    saved,
)


@act("approve")
def approve(
    revision: Revision,
    *,
    by: User,
    lock: int,
    only: Iterable[str] | None = None,
    reason: str | None = None,
    publish_at: datetime | None = None,
) -> PublishedVersion | None:
    """Make a submitted revision public, as the entry's next version.

    ``lock`` is the save that the reviewer saw. ``only`` takes the changes with these keys
    (``diff.Change.key``) and what they need; the rest stays pending. With ``publish_at`` in the
    future nothing is public before: ``None`` is returned and ``publish_due`` does it.
    Raises ``Stale`` where somebody changed the revision or the entry meanwhile, ``Refused`` with
    the gate's reasons or for one's own work, ``PermissionDenied``.
    """
    require(by, PUBLISH)
    entry, fresh = locked_revision(revision)
    if fresh.state != "submitted":
        raise Stale([_("This revision is not waiting for a decision any more.")])
    if fresh.lock != lock:
        raise Stale([_("It was changed after you opened it: look at it again.")])
    self_approved = is_self_approved(fresh.author, by)
    _must_fit(entry, fresh)
    target = _target(fresh, only)
    if reason is not None:
        fresh.reason = reason.strip()
    fresh.reviewer, fresh.self_approved, fresh.decided_at = by, self_approved, timezone.now()
    if publish_at is not None and publish_at > timezone.now():
        _schedule(entry, fresh, only, publish_at)
        return None
    if only is not None and target != fresh.document:
        return _publish_some(entry, fresh, target)
    return publish_approved(entry, fresh)


@act("reject")
def reject(revision: Revision, *, by: User, lock: int, reason: str) -> Revision:
    """Refuse a submitted revision; ``reason`` goes to its author, who may take it up again."""
    require(by, REVIEW)
    _entry, fresh = locked_revision(revision)
    if fresh.state != "submitted":
        raise Stale([_("This revision is not waiting for a decision any more.")])
    if fresh.lock != lock:
        raise Stale([_("It was changed after you opened it: look at it again.")])
    if not reason.strip():
        raise Refused([_("Say why: the author needs the reason.")])
    fresh.self_approved = is_self_approved(fresh.author, by)
    fresh.state, fresh.decision = "rejected", reason.strip()
    fresh.reviewer, fresh.decided_at, fresh.publish_at = by, timezone.now(), None
    saved(fresh)
    return fresh


def publish_approved(entry: Initiative, revision: Revision) -> PublishedVersion:
    """The whole of an approved revision becomes public. Entry and revision are locked and fit."""
    also = set() if revision.is_first else _write(entry, revision.document)
    version = _past_the_gate(entry, by=revision.reviewer, reason=revision.reason, also=also)
    revision.state, revision.version, revision.publish_at = "published", version.number, None
    revision.problem = ""
    saved(revision)
    if revision.is_first:
        others = Revision.objects.filter(initiative=entry, base__isnull=True).open()
        others.update(state="superseded", decided_at=timezone.now(), updated_at=timezone.now())
    return version


def fits(entry: Initiative, revision: Revision) -> bool:
    """True where the entry is as the revision's author found it, by number and by content."""
    live = aggregate.snapshot(entry.pk)
    if revision.is_first:
        return not entry.is_published and live == revision.document
    return entry.is_published and entry.version == revision.base_version and live == revision.base


def _must_fit(entry: Initiative, revision: Revision) -> None:
    if fits(entry, revision):
        return
    if revision.is_first:
        raise Stale(
            [_("The draft was changed after it was submitted: it has to be submitted again.")]
        )
    if not entry.is_published:
        raise Stale(
            [_("“%(entry)s” is not public at present: publish it first.") % {"entry": entry}]
        )
    if entry.version != revision.base_version:
        raise Stale(
            [
                _(
                    "It starts from version %(base)d, and version %(live)d is public: "
                    "merge it first."
                )
                % {"base": revision.base_version, "live": entry.version}
            ]
        )
    raise Stale(
        [_("The entry was changed outside the workflow since it was proposed: merge it first.")]
    )


def _target(revision: Revision, only: Iterable[str] | None) -> Document:
    if only is None:
        return revision.document
    if revision.is_first:
        raise Refused([_("A first publication is taken as a whole.")])
    target = take(revision.base, revision.document, only)
    if target == revision.base:
        raise Refused([_("Tick at least one change to take.")])
    return target


def _schedule(entry: Initiative, revision: Revision, only, publish_at: datetime) -> None:
    """Approved now, public later. The gate is asked already, so that a refusal comes today."""
    if only is not None:
        raise Refused([_("Some changes of a revision cannot wait for an hour: take all of them.")])
    with sandbox():
        if not revision.is_first:
            _write(entry, revision.document)
        reasons = list(reasons_against([entry])[entry.pk])
    if reasons:
        raise Refused(reasons)
    revision.publish_at, revision.problem = publish_at, ""
    saved(revision)


def _publish_some(entry: Initiative, revision: Revision, target: Document) -> PublishedVersion:
    """Part of a revision becomes public, as a revision of its own; the rest goes on waiting."""
    also = _write(entry, target)
    version = _past_the_gate(entry, by=revision.reviewer, reason=revision.reason, also=also)
    live = aggregate.snapshot(entry.pk)
    now = timezone.now()
    Revision.objects.create(
        initiative=entry,
        author=revision.author,
        state="published",
        base_version=revision.base_version,
        base=revision.base,
        document=live,
        lock=revision.lock,
        reason=revision.reason,
        submitted_at=revision.submitted_at,
        updated_at=now,
        reviewer=revision.reviewer,
        self_approved=revision.self_approved,
        decided_at=now,
        version=version.number,
    )
    revision.base, revision.base_version, revision.reason = live, version.number, ""
    revision.reviewer, revision.self_approved, revision.decided_at = None, False, None
    saved(revision)
    return version


def _past_the_gate(entry: Initiative, *, by, reason: str, also: set[str]) -> PublishedVersion:
    if reasons := list(reasons_against([entry])[entry.pk]):
        raise Refused(reasons)
    return make_public([entry], by=by, reason=reason, also=also)[0]


def _write(entry: Initiative, document: Document) -> set[str]:
    """The entry's rows become ``document``. Returns the keys of what else has to be brought in
    step: a disagreement about a claim that went has lost that subject.
    """
    about = _disagreements_about(entry)
    try:
        aggregate.apply(entry.pk, document)
    except aggregate.Misfit as misfit:
        raise Refused(
            [_("Something it needs is gone or taken since: %(why)s") % {"why": misfit}]
        ) from misfit
    entry.refresh_from_db()
    changed = Disagreement.objects.filter(pk__in=about - _disagreements_about(entry))
    return {each for disagreement in changed for each in keys_of(disagreement)}


def _disagreements_about(entry: Initiative) -> set:
    mine = Q()
    for claim in ("participation", "investment", "milestone", "metric"):
        mine |= Q(**{f"{claim}__initiative": entry})
    return set(DisagreementSubject.objects.filter(mine).values_list("disagreement", flat=True))
