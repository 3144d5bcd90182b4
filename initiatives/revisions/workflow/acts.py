"""What every act does alike: lock, ask, refuse in sentences, make public and keep."""

from collections.abc import Callable, Iterable, Sequence
from functools import wraps

from django.conf import settings
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from sources.audit import recorded

from ...models import Initiative, KeptRows, PublishedInitiative, PublishedVersion, Revision
from ...publication import heads
from ...publication import publish as publication
from ...publication.quotes import key
from .. import aggregate
from ..preview import refresh_links

PUBLISH = "initiatives.publish_initiative"
WITHDRAW = "initiatives.withdraw_initiative"
REVIEW = "initiatives.review_revision"
CHANGE = "initiatives.change_initiative"
_WHO_MAY = {
    PUBLISH: gettext_noop("Only Editors may publish and withdraw entries."),
    WITHDRAW: gettext_noop("Only Editors may publish and withdraw entries."),
    REVIEW: gettext_noop("Only Editors may decide on what others propose."),
    CHANGE: gettext_noop("Only people of the desk may change entries."),
}


class Refused(Exception):
    """The act did not happen. ``reasons`` are sentences that say what to do about it."""

    def __init__(self, reasons: Sequence[str]):
        super().__init__(" ".join(reasons))
        self.reasons = reasons


class Stale(Refused):
    """What was decided on is not what there is now: look again, or merge."""


def act(name: str) -> Callable:
    """One act: in one transaction, with its name, its revision and its reason in the audit."""

    def decorate(function):
        @wraps(function)
        def done(subject, **kwargs):
            why = {"act": name}
            if isinstance(subject, Revision):
                why["revision"] = str(subject.pk)
            if reason := kwargs.get("reason"):
                why["reason"] = reason.strip()
            if (by := kwargs.get("by")) is not None:
                why["user"] = by.pk
            with transaction.atomic(), recorded(**why):
                return function(subject, **kwargs)

        return done

    return decorate


def require(by: User | None, permission: str) -> None:
    """Raise ``PermissionDenied`` unless ``by`` may; ``None`` is a dataset, which may all."""
    if by is not None and not by.has_perm(permission):
        raise PermissionDenied(_(_WHO_MAY[permission]))


def locked(initiatives: Iterable[Initiative]) -> list[Initiative]:
    """The entries as the database has them now, locked against other acts, in one order for all."""
    wanted = [initiative.pk for initiative in initiatives]
    return list(
        Initiative.objects.select_for_update(no_key=True).filter(pk__in=wanted).order_by("pk")
    )


def locked_revision(revision: Revision) -> tuple[Initiative, Revision]:
    """The entry and its revision, both locked; always the entry first, so no two acts block."""
    [entry] = locked([Initiative(pk=revision.initiative_id)])
    fresh = Revision.objects.select_for_update(no_key=True, of=("self",)).get(pk=revision.pk)
    fresh.initiative = entry
    return entry, fresh


def saved(revision: Revision) -> None:
    """Store a revision: every save is counted, so that nobody decides on what she has not seen.

    The outsiders' links follow.
    """
    revision.lock += 1
    revision.updated_at = timezone.now()
    revision.save()
    refresh_links(revision)


def is_self_approved(author: User | None, by: User | None) -> bool:
    """True where ``by`` would decide on her own work. Raises ``Refused`` unless the site is that of
    a one-person team (``SELF_APPROVAL``).
    """
    if author is None or by is None or author.pk != by.pk:
        return False
    if not settings.SELF_APPROVAL:
        raise Refused([_("It is your own work: somebody else has to decide on it.")])
    return True


def make_public(
    entries: list[Initiative], *, by: User | None, reason: str = "", also: Iterable[str] = ()
) -> list[PublishedVersion]:
    """The rows of ``entries``, locked and past the gate, become their next public version.

    ``also`` are keys of what else those rows concern (see ``publication.publish.refresh``).
    """
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
    publication.refresh_for_version([*(key("initiative", entry.pk) for entry in entries), *also])
    return keep(entries, "published", by=by, reason=reason, at=now)


def keep(entries, action: str, *, by, reason: str, at) -> list[PublishedVersion]:
    """The document of each entry as it is public now, and the rows it was made from, for ever."""
    keys = [entry.pk for entry in entries]
    documents = dict(PublishedInitiative.objects.filter(pk__in=keys).values_list("pk", "document"))
    rows = aggregate.snapshots(keys)
    KeptRows.objects.bulk_create(
        KeptRows(initiative=entry, number=entry.version, rows=rows[entry.pk]) for entry in entries
    )
    transaction.on_commit(heads.publish_heads, robust=True)
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
