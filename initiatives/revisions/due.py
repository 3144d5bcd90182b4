"""What is due becomes public in passing, when somebody opens a page of the desk.

``manage.py publish_due`` on a timer is the sure way; this is for where nobody has set one up.
"""

import logging
from threading import Lock
from time import monotonic

from django.conf import settings
from django.utils import timezone

from ..models import Revision
from . import workflow

_log = logging.getLogger(__name__)
_looking = Lock()
_next_look = 0.0  # of this process


def publish_in_passing() -> None:
    """Publish what is due, at most once in ``PUBLISH_DUE_EVERY`` seconds for each process.

    One query, of an index, where nothing is due. Whatever goes wrong is logged: the page that was
    asked for comes all the same. 0 seconds: never.
    """
    if not settings.PUBLISH_DUE_EVERY or not _is_time():
        return
    try:
        if Revision.objects.due(timezone.now()).exists():
            workflow.publish_due()
    except Exception:
        _log.exception("What is due could not be published.")


def _is_time() -> bool:
    global _next_look
    with _looking:
        now = monotonic()
        if now < _next_look:
            return False
        _next_look = now + settings.PUBLISH_DUE_EVERY
        return True
