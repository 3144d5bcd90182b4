"""What versions of entries changed in public, for feeds that tell of many entries at once."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Max, Q

from ..publication.comparison import Section
from ..publication.models import PublishedVersion
from ..publication.past import past
from ..views.history import changes_between


@dataclass
class Told:
    """One version: the public reason, what it changed since the one before, whether that can be
    told (``since``), and whether its own text may still be read.
    """

    reason: str = ""
    is_open: bool = False
    since: int | None = None
    changes: list[Section] = field(default_factory=list)
    other_language: str = ""

    @property
    def count(self) -> int:
        return sum(section.count for section in self.changes)


def tell(wanted: Iterable[tuple[int, int]]) -> dict[tuple[int, int], Told]:
    """By entry and number. Four queries, however many are wanted; two documents for each."""
    pairs = set(wanted)
    if not pairs:
        return {}
    entries = {pk for pk, _number in pairs}
    withdrawn = PublishedVersion.objects.filter(initiative__in=entries, action="withdrawn")
    shut = dict(
        withdrawn.order_by()
        .values("initiative_id")
        .annotate(last=Max("number"))
        .values_list("initiative_id", "last")
    )
    chosen = Q()
    for pk, number in pairs:
        chosen |= Q(initiative=pk, number__in=(number - 1, number))
    columns = ("initiative_id", "number", "reason", "document")
    rows = PublishedVersion.objects.filter(chosen).order_by().values_list(*columns)
    reasons, stored = {}, {}
    for pk, number, reason, document in rows:
        reasons[pk, number] = reason
        if document is not None and number > shut.get(pk, 0):
            stored[pk, number] = document
    documents = dict(zip(stored, past(stored.values()), strict=True))
    return {key: _told(key, reasons.get(key, ""), documents) for key in pairs}


def _told(key: tuple[int, int], reason: str, documents: dict) -> Told:
    pk, number = key
    told = Told(reason, is_open=key in documents)
    before = documents.get((pk, number - 1))
    if told.is_open and before:
        told.since = number - 1
        told.changes, told.other_language = changes_between(
            before.document, documents[key].document
        )
    return told
