"""Editing a published entry: the admin's own page, in a sandbox, kept as a revision.

The page is drawn, and saved, as for any row; only that its rows are those of the author's open
revision, and that the transaction is undone. What the save would have made is read inside and kept
as the proposal.
"""

import hashlib
import json
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db import connection
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ..models import Initiative, Revision
from ..revisions import aggregate, workflow
from ..revisions.aggregate import Document


@dataclass
class AtStake:
    """What a page of the desk is about to change: an entry, by way of a revision or directly.

    ``token`` names the state of the rows that the page shows; a save that brings another one back,
    or none, was typed on top of something else and is refused.
    """

    entry: Initiative
    revision: Revision | None
    token: str
    is_saved: bool = False

    @property
    def is_pending(self) -> bool:
        """True where a save is a proposal, and the rows stay."""
        return self.entry.is_published

    def stale_sentence(self) -> str:
        """Why a save is refused, and what to do now."""
        if self.revision is not None:
            who, when = self.revision.author, self.revision.updated_at
        else:
            who, when = self.entry.edited_by, self.entry.updated_at
        day = date_format(timezone.localtime(when), "SHORT_DATETIME_FORMAT")
        if who is None:
            somebody = _("It was saved on %(when)s, after you opened it.") % {"when": day}
        else:
            somebody = _("%(who)s saved it on %(when)s, after you opened it.") % {
                "who": who.get_full_name() or who.get_username(),
                "when": day,
            }
        return (
            somebody
            + " "
            + _(
                "Nothing of yours is lost: it stands below. Compare it with the page in another "
                "tab; saving again puts yours in the place of what you see there."
            )
        )


def at_stake(entry: Initiative, user: User) -> AtStake:
    """``entry`` with the user's own open revision, if any. At most two queries."""
    revision = workflow.open_revision(entry, by=user) if entry.is_published else None
    if revision is not None:
        return AtStake(entry, revision, f"revision:{revision.pk}:{revision.lock}")
    return AtStake(entry, None, f"rows:{fingerprint(aggregate.snapshot(entry.pk))}")


def fingerprint(document: Document) -> str:
    """The same for the same rows, whoever wrote them and by whatever way."""
    return hashlib.sha256(json.dumps(document, sort_keys=True).encode()).hexdigest()


def left_out_in_words(stake: AtStake) -> str:
    """What the rows, as the open sandbox has them, lack of the revision; each thing by its name."""
    from .changes import Teller  # names rows as the sections of the form do, which need this module

    rows = aggregate.snapshot(stake.entry.pk)
    names = [
        ": ".join(
            dict.fromkeys(str(part) for part in (told.label, told.subject, told.after) if part)
        )
        for told in Teller(stake.entry, rows, stake.revision.document).changes()
    ]
    return _(
        "Left out of your proposal, because something it needs is gone or taken by now: %(what)s."
    ) % {"what": "; ".join(names)}


def wait_briefly() -> None:
    """Rather a sentence than a page that hangs: for this transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL lock_timeout = '3s'")
