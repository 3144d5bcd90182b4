"""Which open revisions no longer start from what there is."""

from collections.abc import Iterable

from django.db.models import F, Q

from . import aggregate
from .models import RevisionQuerySet

# The entry was saved after its rows were last known to be those the revision starts from.
_SAVED_SINCE = Q(base__isnull=True, initiative__updated_at__gt=F("submitted_at")) | Q(
    base__isnull=False, initiative__updated_at__gt=F("created_at")
)


def stale(revisions: RevisionQuerySet) -> list:
    """The keys of those of ``revisions`` that are open and cannot be approved as they stand.

    By number: the entry has another version by now. By content, where the entry was saved since:
    its rows are compared. A change that left no date (of SQL, say) shows when somebody approves.
    At most three queries; rows are read only of entries that were saved since.
    """
    revisions = revisions.open().order_by()
    by_number = ~Q(base_version=F("initiative__version"))
    keys = list(revisions.filter(by_number).values_list("pk", flat=True))
    doubtful = revisions.exclude(by_number).filter(_SAVED_SINCE)
    return keys + _by_content(doubtful.values_list("pk", "initiative", "base", "document"))


def _by_content(doubtful: Iterable[tuple]) -> list:
    doubtful = list(doubtful)
    if not doubtful:
        return []
    live = aggregate.snapshots({entry for _pk, entry, _base, _document in doubtful})
    return [
        pk
        for pk, entry, base, document in doubtful
        if live[entry] != (document if base is None else base)
    ]
