"""The public document of an entry before it is public: what publishing would make of it now.

The rows are written in a sandbox, the entry is published there, the very expression that publishes
builds the document, and all of it is undone.
"""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import F, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from ..models import Initiative, Revision
from ..publication.columns import PREFIX
from ..publication.projections import ENTRIES
from ..publication.sql import fetch_by_index
from . import aggregate
from .sandbox import sandbox


@dataclass(frozen=True)
class Preview:
    """``document`` is ``PublishedInitiative.document`` as it would be; ``left_out`` are the rows,
    as ``(model, primary key)``, that no longer fit what the desk holds now.
    """

    document: str
    left_out: list[tuple[str, str]]


def preview_of(entry: Initiative, revision: Revision | None = None) -> Preview:
    """``entry`` as ``revision`` would make it public; without one, as its rows stand.

    Nothing is written: no row, no published table, no change feed. An entry that was merged into
    another has no document of its own: raises ``Initiative.DoesNotExist``.
    """
    rows = None if revision is None else revision.document
    with sandbox():
        _lock(entry.pk)
        left_out = [] if rows is None else aggregate.apply_what_fits(entry.pk, rows)
        return Preview(_as_published(entry.pk), left_out)


def document_of(revision: Revision) -> str:
    """The public document that ``revision`` proposes."""
    return preview_of(revision.initiative, revision).document


@transaction.atomic
def refresh_links(revision: Revision) -> None:
    """What the outsiders' links of an open revision show follows each of its saves."""
    if not revision.is_open:
        return  # its links say that it was decided
    living = revision.preview_links.filter(revoked_at=None, expires_at__gt=timezone.now())
    if living.exists():
        living.update(document=document_of(revision))


def _lock(pk: int) -> None:
    """The entry first, as every act does, so that no two wait for each other."""
    Initiative.objects.select_for_update(no_key=True).exclude(state="merged").get(pk=pk)


def _as_published(pk: int) -> str:
    now = timezone.now()
    Initiative.objects.filter(pk=pk).update(
        state="published",
        version=F("version") + 1,
        published_at=now,
        first_published_at=Coalesce("first_published_at", Value(now)),
    )
    select, params = ENTRIES.select({pk})
    [[document]] = fetch_by_index(f"SELECT {PREFIX}document FROM ({select}) fresh", params)
    return document
