"""Rows of published entries that somebody wrote past the workflow, by a shell or by SQL.

Each version keeps the rows it was made from; the rows there are now must be those. What differs is
told to whoever runs ``check_publication``, who alone can say which of the two is right.
"""

from collections.abc import Iterator

from django.db.models import F

from ..models import Initiative, KeptRows
from . import aggregate
from .aggregate import BY_NAME, Part
from .diff import ADDED, REMOVED, Change, diff

_AT_ONCE = 100  # entries whose rows are in memory together
_NEVER_PUBLIC = {"editorialhint"}


def written_past_the_workflow() -> Iterator[str]:
    """A sentence for each fact of a published entry that no version holds.

    Two queries for a hundred entries. Entries without kept rows are those of ``without_kept_rows``.
    """
    public = Initiative.objects.published().order_by("pk")
    keys = list(public.values_list("pk", flat=True))
    for start in range(0, len(keys), _AT_ONCE):
        latest = _latest().filter(initiative__in=keys[start : start + _AT_ONCE])
        live = aggregate.snapshots(each.initiative_id for each in latest)
        for each in latest:
            for change in diff(each.rows, live[each.initiative_id]):
                if change.model not in _NEVER_PUBLIC:
                    yield _sentence(each, change)


def without_kept_rows() -> list[str]:
    """The titles of entries published before versions kept their rows: nothing to compare with."""
    unknown = Initiative.objects.published().exclude(pk__in=_latest().values("initiative"))
    return list(unknown.order_by("title").values_list("title", flat=True))


def _latest():
    """The rows of the version that is public."""
    return (
        KeptRows.objects.filter(initiative__state="published", number=F("initiative__version"))
        .select_related("initiative")
        .order_by("initiative")
    )


def _sentence(kept: KeptRows, change: Change) -> str:
    part = BY_NAME[change.model]
    row = f"{part.model._meta.verbose_name} {change.pk}"
    about = f"“{kept.initiative}”, version {kept.number}: {row}"
    if change.kind == ADDED:
        return f"{about} was added past the workflow ({_told(part, change.after)})."
    if change.kind == REMOVED:
        return f"{about} was removed past the workflow ({_told(part, change.before)})."
    now = _told(part, change.after)
    return f"{about} was changed past the workflow: {_told(part, change.before)} became {now}."


def _told(part: Part, values: dict) -> str:
    """``amount at least 5, currency EUR``: what is not empty; ``nothing`` where all is."""
    words = [
        f"{_label(part, name)} {value}"
        for name, value in values.items()
        if value not in (None, "", [])
    ]
    return ", ".join(words) or f"{', '.join(_label(part, name) for name in values)} empty"


def _label(part: Part, name: str) -> str:
    field = part.columns.get(name) or part.links.get(name)
    return str(field.verbose_name) if field is not None else name
