"""What an author does with a revision: propose, submit, take back, merge, revert."""

from collections.abc import Callable

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.translation import gettext as _

from ...models import Initiative, KeptRows, Revision
from .. import aggregate
from ..aggregate import Document
from ..diff import Conflict, merge
from ..sandbox import sandbox
from .acts import CHANGE, REVIEW, Refused, Stale, act, locked, locked_revision, require, saved


def open_revision(initiative: Initiative, *, by: User) -> Revision | None:
    """The open revision of a published entry that ``by`` is the author of."""
    own = initiative.revisions.open().filter(author=by, base__isnull=False)
    return own.select_related("author").first()


@act("propose")
def propose(
    initiative: Initiative, *, by: User, write: Callable[[Initiative], object], reason: str = ""
) -> Revision | None:
    """The way of imports, actions and programs: what ``write`` does to the rows becomes a proposal.

    ``write`` runs on top of the author's open revision, if any, and is undone. ``None`` when it
    changed nothing. Raises ``Refused`` for an entry that is not public, ``PermissionDenied``.
    """
    require(by, CHANGE)
    [entry] = locked([initiative])
    _must_be_public(entry)
    revision = open_revision(entry, by=by)
    with sandbox():
        if revision is not None:
            aggregate.apply_what_fits(entry.pk, revision.document)
        write(entry)
        document = aggregate.snapshot(entry.pk)
    return save_proposal(entry, revision, document, by=by, reason=reason)


def save_proposal(
    entry: Initiative, revision: Revision | None, document: Document, *, by: User, reason: str = ""
) -> Revision | None:
    """Keep ``document`` as what ``by`` proposes for ``entry``, locked by the caller.

    ``None``, and nothing kept, where it changes nothing. A revision that was submitted or approved
    is in progress again: whoever decided saw something else.
    """
    _must_be_public(entry)
    if revision is None:
        live = aggregate.snapshot(entry.pk)
        if document == live:
            return None
        revision = Revision(
            initiative=entry, author=by, base_version=entry.version, base=live, document=document
        )
    elif revision.document == document and revision.reason == (reason or revision.reason):
        return revision
    revision.document = document
    revision.reason = reason or revision.reason
    _back_to_author(revision)
    saved(revision)
    return revision


@act("submit")
def submit(revision: Revision, *, by: User, reason: str | None = None) -> Revision:
    """Ask for a decision. Only the author may; raises ``Refused`` where nothing changes."""
    _entry, fresh = locked_revision(revision)
    _must_be_authors(fresh, by)
    if fresh.state != "draft":
        raise Stale([_("This revision has been submitted or decided already.")])
    if fresh.base == fresh.document:
        raise Refused([_("It changes nothing: there is nothing to decide on.")])
    if reason is not None:
        fresh.reason = reason.strip()
    fresh.state = "submitted"
    fresh.submitted_at = timezone.now()
    saved(fresh)
    return fresh


@act("submit")
def submit_draft(initiative: Initiative, *, by: User, reason: str = "") -> Revision:
    """Ask that an entry which is not public be published as its rows stand now.

    ``by`` answers for them from now on, whoever typed them. Submitting again replaces what ``by``
    submitted. Raises ``Refused`` for an entry that is public or merged, ``PermissionDenied``.
    """
    require(by, CHANGE)
    [entry] = locked([initiative])
    if entry.state not in ("draft", "withdrawn"):
        raise Refused([_("Only an entry that is not public is submitted as a whole.")])
    now = timezone.now()
    own = Revision.objects.select_for_update().filter(initiative=entry, author=by).open()
    revision = own.filter(base__isnull=True).first()
    if revision is None:
        _must_have_no_other(entry, by)  # one from before it was withdrawn
        revision = Revision(initiative=entry, author=by, base_version=entry.version)
    revision.document = aggregate.snapshot(entry.pk)
    revision.reason = reason.strip()
    _back_to_author(revision)
    revision.state, revision.submitted_at = "submitted", now
    saved(revision)
    return revision


@act("recall")
def recall(revision: Revision, *, by: User) -> Revision:
    """Take back what was submitted, to go on working on it."""
    _entry, fresh = locked_revision(revision)
    _must_be_authors(fresh, by)
    if fresh.state != "submitted":
        raise Stale([_("This revision is not waiting for a decision.")])
    _back_to_author(fresh)
    saved(fresh)
    return fresh


@act("discard")
def discard(revision: Revision, *, by: User) -> Revision:
    """Give a revision up. Its content is kept: ``reopen`` brings it back."""
    _entry, fresh = locked_revision(revision)
    _must_be_authors(fresh, by)
    _must_be_open(fresh)
    _back_to_author(fresh)
    fresh.state = "superseded"
    fresh.decided_at = timezone.now()
    fresh.decision = _("Given up by its author.")
    saved(fresh)
    return fresh


@act("reopen")
def reopen(revision: Revision, *, by: User) -> Revision:
    """Start again from a revision that was rejected or given up: a new one with its content."""
    entry, fresh = locked_revision(revision)
    _must_be_authors(fresh, by)
    _must_be_public(entry)
    if fresh.state not in ("rejected", "superseded") or fresh.is_first:
        raise Refused([_("Only a revision that was refused or given up can be taken up again.")])
    _must_have_no_other(entry, by)
    again = Revision(
        initiative=entry,
        author=by,
        base_version=fresh.base_version,
        base=fresh.base,
        document=fresh.document,
        reason=fresh.reason,
    )
    saved(again)
    return again


@act("rebase")
def rebase(
    revision: Revision, *, by: User, choices: dict[str, str] | None = None
) -> list[Conflict]:
    """Put a revision on top of what is public now, fact by fact.

    The author or a reviewer may. Returns the conflicts that ``choices`` (``{key: "mine" or
    "theirs"}``) leaves open, and then nothing is written. A revision that has nothing left to
    change is superseded. Raises ``Refused`` where the merged rows cannot stand together.
    """
    entry, fresh = locked_revision(revision)
    if fresh.author_id != by.pk:
        require(by, REVIEW)
    _must_be_open(fresh)
    _must_be_public(entry)
    if fresh.is_first:
        raise Refused([_("A first publication has nothing to be merged with: submit it again.")])
    live = aggregate.snapshot(entry.pk)
    merged = merge(fresh.base, fresh.document, live, choices)
    if merged.conflicts:
        return merged.conflicts
    with sandbox():
        try:
            aggregate.apply(entry.pk, merged.document)
        except aggregate.Misfit as misfit:
            raise Refused(
                [
                    _("These changes do not go together with what is public now: %(why)s")
                    % {"why": misfit}
                ]
            ) from misfit
        document = aggregate.snapshot(entry.pk)
    fresh.base, fresh.base_version, fresh.document = live, entry.version, document
    fresh.publish_at, fresh.reviewer, fresh.self_approved = None, None, False
    fresh.decided_at, fresh.problem = None, ""
    if document == live:
        fresh.state = "superseded"
        fresh.decided_at = timezone.now()
        fresh.decision = _("All of it is public already.")
    saved(fresh)
    return []


@act("revert")
def revert(initiative: Initiative, *, to: int, by: User) -> Revision:
    """Propose the rows of version ``to`` again: same gate, same review, nothing rewritten.

    Raises ``Refused`` where that version's rows were not kept or are what is public now.
    """
    require(by, CHANGE)
    [entry] = locked([initiative])
    _must_be_public(entry)
    _must_have_no_other(entry, by)
    kept = KeptRows.objects.filter(initiative=entry, number=to).first()
    if kept is None:
        raise Refused([_("The rows of version %(number)d were not kept.") % {"number": to}])
    with sandbox():
        left_out = aggregate.apply_what_fits(entry.pk, kept.rows)
        document = aggregate.snapshot(entry.pk)
    reason = _("Back to version %(number)d.") % {"number": to}
    revision = save_proposal(entry, None, document, by=by, reason=reason)
    if revision is None:
        raise Refused([_("Version %(number)d is what is public now.") % {"number": to}])
    if left_out:
        revision.problem = _("%(count)d rows of that version no longer fit and were left out.") % {
            "count": len(left_out)
        }
        revision.save(update_fields=["problem"])
    return revision


def _back_to_author(revision: Revision) -> None:
    """Whatever was decided was decided on something else."""
    revision.state = "draft"
    revision.submitted_at = None
    revision.reviewer, revision.self_approved, revision.decided_at = None, False, None
    revision.publish_at, revision.problem, revision.decision = None, "", ""


def _must_be_authors(revision: Revision, by: User) -> None:
    if revision.author_id != by.pk:
        raise PermissionDenied(_("Only its author may do that with a revision."))


def _must_be_open(revision: Revision) -> None:
    if not revision.is_open:
        raise Stale([_("This revision has been decided already.")])


def _must_be_public(entry: Initiative) -> None:
    if not entry.is_published:
        raise Refused([_("“%(entry)s” is not public: change it directly.") % {"entry": entry}])


def _must_have_no_other(entry: Initiative, by: User) -> None:
    if Revision.objects.filter(initiative=entry, author=by).open().exists():
        raise Refused([_("You have an open revision of this entry: finish or discard it first.")])
