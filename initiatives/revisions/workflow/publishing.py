"""Publish, withdraw, verify: acts on an entry as its rows stand."""

from collections.abc import Iterable, Sequence

from django.contrib.auth.models import User
from django.utils import timezone
from django.utils.translation import gettext as _

from ...models import Initiative, PublishedVersion, Revision
from ...publication import publish as publication
from ...publication.quotes import key
from .. import aggregate
from ..gate import reasons_against
from .acts import (
    CHANGE,
    PUBLISH,
    WITHDRAW,
    Refused,
    act,
    is_self_approved,
    keep,
    locked,
    make_public,
    require,
)


def gate(initiative: Initiative) -> Sequence[str]:
    """Why ``initiative`` cannot be published as it stands; empty when it can."""
    return reasons_against([initiative])[initiative.pk]


def publish(initiative: Initiative, *, by: User | None, reason: str = "") -> PublishedVersion:
    """Make the entry as it stands now public, as its next version, for the first time or again.

    ``by`` is ``None`` for a dataset's own publications. ``reason`` is public. Raises ``Refused``
    with the gate's reasons, or where ``by`` wrote the draft, and ``PermissionDenied``.
    """
    return publish_many([initiative], by=by, reason=reason)[0]


@act("publish")
def publish_many(
    initiatives: Iterable[Initiative], *, by: User | None, reason: str = ""
) -> list[PublishedVersion]:
    """As ``publish`` for several entries at once: all of them or, ``Refused``, none.

    An entry may hang from another of the same batch.
    """
    require(by, PUBLISH)
    initiatives = list(initiatives)
    entries = locked(initiatives)
    refusals = []
    against = reasons_against(entries)
    for entry in entries:
        reasons = [*_state_refusals(entry), *against[entry.pk], *_authors_refusals(entry, by)]
        refusals += [each if len(entries) == 1 else f"{entry}: {each}" for each in reasons]
    if refusals:
        raise Refused(refusals)
    written = {entry.pk: not entry.is_published and author_of(entry) for entry in entries}
    versions = make_public(entries, by=by, reason=reason)
    if by is not None:
        _record(entries, versions, written, by=by, reason=reason)
    _show(initiatives, entries)
    return versions


@act("withdraw")
def withdraw(initiative: Initiative, *, by: User | None, reason: str) -> PublishedVersion:
    """Take a published entry off the public side; its address answers with ``reason`` from now on.

    Its open revisions stay: they can be merged once it is public again. Raises ``Refused`` without
    a reason, for an entry that is not published, or while published entries are part of it;
    ``PermissionDenied``.
    """
    require(by, WITHDRAW)
    [entry] = locked([initiative])
    refusals = []
    if not reason.strip():
        refusals.append(_("Say why the entry is withdrawn: its address will give this reason."))
    if entry.state != "published":
        refusals.append(_("Only a published entry can be withdrawn; this one is not public."))
    parts = Initiative.objects.published().filter(parents=entry)
    refusals += [
        _("“%(part)s” is part of it: withdraw that first.") % {"part": part} for part in parts
    ]
    if refusals:
        raise Refused(refusals)
    now = timezone.now()
    entry.state = "withdrawn"
    entry.version += 1
    entry.withdrawal_reason = reason.strip()
    entry.published_at = now
    entry.edited_by = None
    entry.save(
        update_fields=[
            "state",
            "version",
            "withdrawal_reason",
            "published_at",
            "edited_by",
            "updated_at",
        ]
    )
    publication.refresh_for_version([key("initiative", entry.pk)])
    [version] = keep([entry], "withdrawn", by=by, reason=reason.strip(), at=now)
    _show([initiative], [entry])
    return version


@act("verify")
def verify(initiative: Initiative, *, by: User) -> None:
    """Record that ``by`` read the sources again today and found the entry still true.

    A date of its own, no new version. Raises ``PermissionDenied``; ``Refused`` for a merged entry.
    """
    require(by, CHANGE)
    [entry] = locked([initiative])
    if refusals := _state_refusals(entry):
        raise Refused(refusals)
    entry.last_verified_on = timezone.localdate()
    entry.save(update_fields=["last_verified_on", "updated_at"])
    publication.refresh_for_version([key("initiative", entry.pk)])
    initiative.last_verified_on = entry.last_verified_on


def author_of(entry: Initiative) -> User | None:
    """Who answers for the rows of an entry that is not public: who changed them last."""
    return entry.edited_by or entry.created_by


def _state_refusals(entry: Initiative) -> list[str]:
    if entry.state == "merged":
        return [_("This entry was merged into another: publish that one.")]
    return []


def _authors_refusals(entry: Initiative, by: User | None) -> list[str]:
    """Nobody publishes her own draft."""
    if entry.is_published:
        return []
    try:
        is_self_approved(author_of(entry), by)
    except Refused:
        return [_("You wrote it: somebody else has to publish it. Submit it for review.")]
    return []


def _record(entries, versions, authors, *, by, reason) -> None:
    """The revision that each publication by a person is: who wrote, who decided, which rows."""
    rows = aggregate.snapshots([entry.pk for entry in entries])
    now = timezone.now()
    Revision.objects.filter(
        initiative__in=[pk for pk, author in authors.items() if author is not False],
        base__isnull=True,
    ).open().update(state="superseded", decided_at=now, updated_at=now)
    Revision.objects.bulk_create(
        Revision(
            initiative=entry,
            author=authors[entry.pk] or None,
            state="published",
            base_version=version.number - 1,
            document=rows[entry.pk],
            reason=reason,
            submitted_at=now,
            reviewer=by,
            self_approved=bool(authors[entry.pk]) and authors[entry.pk] == by,
            decided_at=now,
            version=version.number,
        )
        for entry, version in zip(entries, versions, strict=True)
    )


def _show(given: Iterable[Initiative], entries: list[Initiative]) -> None:
    """Let the caller's own objects tell the new state."""
    by_pk = {entry.pk: entry for entry in entries}
    for initiative in given:
        for name in ("state", "version", "published_at", "first_published_at", "withdrawal_reason"):
            setattr(initiative, name, getattr(by_pk[initiative.pk], name))
