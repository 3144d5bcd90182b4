"""The chain that the events of the audit are sealed into."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ..audit.tracking import APPEND_ONLY


class AuditSeal(models.Model):
    """One event, in the order of commits. Written by the database alone, never changed.

    ``hash`` covers the other columns and the hash of the seal before (``seq`` has no gap), so that
    nothing before a hash somebody noted can be changed, removed or put in without breaking it.
    ``digest`` is the event's own.
    """

    seq = models.BigIntegerField(_("number"), primary_key=True)
    sealed_at = models.DateTimeField(_("sealed at"))
    event_table = models.CharField(_("table of the event"), max_length=63)
    event_id = models.BigIntegerField(_("number of the event"))
    digest = models.CharField(_("digest of the event"), max_length=64)
    hash = models.CharField(_("hash"), max_length=64)

    class Meta:
        verbose_name = _("audit seal")
        verbose_name_plural = _("audit seals")
        ordering = ["-seq"]
        constraints = [
            models.UniqueConstraint(fields=["event_table", "event_id"], name="auditseal_once"),
        ]
        triggers = [APPEND_ONLY]

    def __str__(self):
        return f"{self.seq} {self.hash[:12]}"
