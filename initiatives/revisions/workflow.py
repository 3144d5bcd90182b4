"""The editorial acts: publish, withdraw. The only writer of ``Initiative.state`` and ``version``.

Each act locks the entries, asks permission, state and gate, then writes rows, published documents
and the kept version in one transaction: whoever reads sees the whole story or none of it.
"""

from collections.abc import Iterable, Sequence

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from sources.audit import recorded

from ..models import Initiative, PublishedInitiative, PublishedVersion
from ..publication import heads
from ..publication import publish as publication
from ..publication.quotes import key
from .gate import reasons_against


class Refused(Exception):
    """The act did not happen. ``reasons`` are sentences that say what to do about it."""

    def __init__(self, reasons: Sequence[str]):
        super().__init__(" ".join(reasons))
        self.reasons = reasons


def gate(initiative: Initiative) -> Sequence[str]:
    """Why ``initiative`` cannot be published as it stands; empty when it can."""
    return reasons_against([initiative])[initiative.pk]


def publish(initiative: Initiative, *, by: User | None, reason: str = "") -> PublishedVersion:
    """Make the entry as it stands now public, as its next version, for the first time or again.

    ``by`` is ``None`` for a dataset's own publications. ``reason`` is public. Raises ``Refused``
    with the gate's reasons and ``PermissionDenied``.
    """
    return publish_many([initiative], by=by, reason=reason)[0]


def publish_many(
    initiatives: Iterable[Initiative], *, by: User | None, reason: str = ""
) -> list[PublishedVersion]:
    """As ``publish`` for several entries at once: all of them or, ``Refused``, none.

    An entry may hang from another of the same batch.
    """
    _require(by, "initiatives.publish_initiative")
    with transaction.atomic(), recorded(act="publish", reason=reason):
        return _publish(list(initiatives), by=by, reason=reason)


def _publish(
    initiatives: list[Initiative], *, by: User | None, reason: str
) -> list[PublishedVersion]:
    entries = _locked(initiatives)
    refusals = [
        sentence if len(entries) == 1 else f"{entry}: {sentence}"
        for entry in entries
        for sentence in _state_refusals(entry)
    ]
    against = reasons_against(entries)
    for entry in entries:
        refusals += [
            each if len(entries) == 1 else f"{entry}: {each}" for each in against[entry.pk]
        ]
    if refusals:
        raise Refused(refusals)
    now = timezone.now()
    for entry in entries:
        entry.state = "published"
        entry.version += 1
        entry.published_at = now
        entry.first_published_at = entry.first_published_at or now
        entry.withdrawal_reason = ""
    Initiative.objects.bulk_update(
        entries, ["state", "version", "published_at", "first_published_at", "withdrawal_reason"]
    )
    publication.refresh(key("initiative", entry.pk) for entry in entries)
    versions = _keep(entries, "published", by=by, reason=reason, at=now)
    transaction.on_commit(heads.publish_heads, robust=True)
    _show(initiatives, entries)
    return versions


def withdraw(initiative: Initiative, *, by: User | None, reason: str) -> PublishedVersion:
    """Take a published entry off the public side; its address answers with ``reason`` from now on.

    Raises ``Refused`` without a reason, for an entry that is not published, or while published
    entries are part of it; ``PermissionDenied``.
    """
    _require(by, "initiatives.withdraw_initiative")
    with transaction.atomic(), recorded(act="withdraw", reason=reason.strip()):
        return _withdraw(initiative, by=by, reason=reason)


def _withdraw(initiative: Initiative, *, by: User | None, reason: str) -> PublishedVersion:
    [entry] = _locked([initiative])
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
    entry.save(
        update_fields=["state", "version", "withdrawal_reason", "published_at", "updated_at"]
    )
    publication.refresh([key("initiative", entry.pk)])
    [version] = _keep([entry], "withdrawn", by=by, reason=reason.strip(), at=now)
    transaction.on_commit(heads.publish_heads, robust=True)
    _show([initiative], [entry])
    return version


def _require(by: User | None, permission: str) -> None:
    if by is not None and not by.has_perm(permission):
        raise PermissionDenied(_("Only Editors may publish and withdraw entries."))


def _locked(initiatives: Iterable[Initiative]) -> list[Initiative]:
    """The entries as the database has them now, locked against other acts, in one order for all."""
    wanted = [initiative.pk for initiative in initiatives]
    return list(
        Initiative.objects.select_for_update(no_key=True).filter(pk__in=wanted).order_by("pk")
    )


def _state_refusals(entry: Initiative) -> list[str]:
    if entry.state == "merged":
        return [_("This entry was merged into another: publish that one.")]
    return []


def _keep(entries, action: str, *, by, reason: str, at) -> list[PublishedVersion]:
    """The document of each entry as it is public now, kept for ever."""
    documents = dict(
        PublishedInitiative.objects.filter(pk__in=[entry.pk for entry in entries]).values_list(
            "pk", "document"
        )
    )
    return PublishedVersion.objects.bulk_create(
        PublishedVersion(
            initiative=entry,
            number=entry.version,
            action=action,
            document=documents[entry.pk],
            published_at=at,
            published_by=by,
            reason=reason,
        )
        for entry in entries
    )


def _show(given: Iterable[Initiative], entries: list[Initiative]) -> None:
    """Let the caller's own objects tell the new state."""
    by_pk = {entry.pk: entry for entry in entries}
    for initiative in given:
        for name in ("state", "version", "published_at", "first_published_at", "withdrawal_reason"):
            setattr(initiative, name, getattr(by_pk[initiative.pk], name))
