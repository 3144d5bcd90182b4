"""The guard of the public record: nothing that the world reads changes in silence.

Entries have their workflow. What they quote (the name of a partner, the title of an article, a
market remark, public as soon as it is saved) is changed on its own page: by an Editor, with a
public reason, and the change is recorded among the corrections in the same transaction. Whatever
else a save of the desk does to what is published is refused.
"""

from contextlib import contextmanager

from django.utils.translation import gettext as _

from sources.admin.desk import BEFORE_WRITING, REASON_ASKED, SAFEGUARDS
from sources.admin.refusals import Refusal

from ..corrections import Correcting, is_public, root_of
from ..models import PublishedInitiative
from ..publication import syncing
from .entries import PUBLISH


@contextmanager
def public_record(request):
    """Records what a save corrects. Raises ``Refusal`` where that needs an Editor, or a reason."""
    correcting = request.correcting = Correcting()
    with syncing.watching() as written:
        yield
    if not written:
        return
    if not request.user.has_perm(PUBLISH):
        raise Refusal([_("This changes what the public reads, so only an Editor may save it.")])
    if _corrects(correcting, written):
        reason = request.POST.get("reason", "").strip()
        if not reason:
            raise Refusal(
                [_("This changes what the public reads: say why, in words the public may read.")],
                field="reason",
            )
        if not correcting.begun:
            raise Refusal([_("This page cannot change what is public.")])
        correcting.record(written, reason=reason, by=request.user)
    correcting.show_or_withhold()


def _corrects(correcting: Correcting, written: syncing.Written) -> bool:
    """Whether something that the world has read is changed, and not only added to.

    A new row (a market remark, a subsidiary) may appear on the pages of what it names; on that of a
    published entry it is a correction.
    """
    stood = any(before and before.public for _model, _pk, before in correcting.begun.values())
    if stood or not correcting.begun:
        return bool(written.altered)
    return any(model is PublishedInitiative for model, _pk in written.altered)


def _begin(request, row) -> None:
    """Nothing is corrected by a save that is only tried."""
    if (correcting := getattr(request, "correcting", None)) is not None:
        correcting.begin(row)


def _asked(request, row) -> bool:
    root = root_of(row)
    return root is not None and request.user.has_perm(PUBLISH) and is_public(root)


SAFEGUARDS.append(public_record)
BEFORE_WRITING.append(_begin)
REASON_ASKED.append(_asked)
