"""Links by which an outsider sees a revision, for some days, without an account.

The address holds the link's signed key and nothing else: whoever has it may look (and comment,
where that is allowed) until the link expires or is revoked, or the revision is decided.
"""

from datetime import timedelta
from uuid import UUID

from django.contrib.auth.models import User
from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ..models import PreviewLink, Revision
from .preview import document_of
from .workflow.acts import CHANGE, Refused, locked_revision, require

DAYS = 7
MOST_DAYS = 30

_signer = Signer(salt="initiatives.preview", sep=".")


@transaction.atomic
def share(
    revision: Revision, *, by: User, label: str, days: int = DAYS, may_comment: bool = True
) -> PreviewLink:
    """A new link to an open revision, for ``label``, good for ``days``.

    Raises ``Refused`` for a revision that is decided, without a label or for too many days;
    ``PermissionDenied``.
    """
    require(by, CHANGE)
    _entry, fresh = locked_revision(revision)
    refusals = []
    if not fresh.is_open:
        refusals.append(_("This revision has been decided: there is nothing left to preview."))
    if not label.strip():
        refusals.append(_("Say for whom the link is."))
    if not 1 <= days <= MOST_DAYS:
        refusals.append(_("A link is good for 1 to 30 days."))
    if refusals:
        raise Refused(refusals)
    return PreviewLink.objects.create(
        revision=fresh,
        label=label.strip(),
        may_comment=may_comment,
        document=document_of(fresh),
        created_by=by,
        expires_at=timezone.now() + timedelta(days=days),
    )


def revoke(link: PreviewLink, *, by: User) -> None:
    """From now on the link shows nothing. Again does nothing; raises ``PermissionDenied``."""
    require(by, CHANGE)
    PreviewLink.objects.filter(pk=link.pk, revoked_at=None).update(revoked_at=timezone.now())


def token_of(link: PreviewLink) -> str:
    """What stands in the link's address."""
    return _signer.sign(link.pk.hex)


def key_in(token: str) -> UUID | None:
    """The key of the link whose address holds ``token``; ``None`` if we did not sign it."""
    try:
        return UUID(_signer.unsign(token))
    except (BadSignature, ValueError):
        return None
