"""What is due becomes public: run by a timer and, in passing, by the desk's own requests."""

import logging
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ...models import DueRun, Initiative, Revision
from .acts import Refused
from .deciding import fits, publish_approved

logger = logging.getLogger(__name__)


def publish_due(now: datetime | None = None) -> DueRun:
    """Publish each approved revision whose hour has come, each in a transaction of its own.

    One that no longer fits, or that the gate refuses by now, is not forced: it says why
    (``problem``) and waits for a person. Returns what the run did; several at once do no harm.
    """
    now = now or timezone.now()
    published = kept_back = 0
    for key in Revision.objects.due(now).order_by("publish_at", "pk").values_list("pk", flat=True):
        try:
            problem = _publish(key, now)
        except Exception:  # a fault of ours holds up neither the others nor the page it runs on
            logger.exception("Revision %s could not be published at its hour", key)
            problem = "fault"
        published += problem == ""
        kept_back += bool(problem)
    run, _created = DueRun.objects.update_or_create(
        pk=1, defaults={"ran_at": now, "published": published, "kept_back": kept_back}
    )
    return run


def _publish(key, now: datetime) -> str | None:
    """Why it was kept back, empty when it is public, ``None`` where another run has it."""
    try:
        with transaction.atomic():
            revision = _claimed(key, now)
            if revision is None:
                return None
            if not fits(revision.initiative, revision):
                raise Refused([_("The entry has changed since this was approved: merge it first.")])
            publish_approved(revision.initiative, revision)
            return ""
    except Refused as refused:
        problem = str(refused)
    with transaction.atomic():
        if _claimed(key, now) is None:
            return None
        Revision.objects.filter(pk=key).update(problem=problem, updated_at=timezone.now())
    return problem


def _claimed(key, now: datetime) -> Revision | None:
    entries = Initiative.objects.select_for_update(no_key=True, skip_locked=True, of=("self",))
    entry = entries.filter(revisions=key).first()
    if entry is None:
        return None
    revision = Revision.objects.due(now).filter(pk=key).first()
    if revision is not None:
        revision.initiative = entry
    return revision
