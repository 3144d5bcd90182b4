"""The entries as they were public at a moment: the filter set of ``as_of``."""

import datetime

from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..publication.models import PublishedInitiative, PublishedVersion
from . import shared
from .base import PublishedFilterSet
from .parameters import Moment, Order


class AsOf(Moment):
    """A moment that has been. A day is the end of it, also while it lasts."""

    allowed = "a day (2026-11-24) or moment (2026-11-24T08:30:00Z) that has been, UTC by default"
    invalid = _(
        "“%(value)s” is not a date or time that has been. Write 2026-11-24 or 2026-11-24T08:30:00Z."
    )

    def read(self, text) -> datetime.datetime:
        moment = super().read(text)
        if moment > timezone.now():
            raise ValueError(text)
        if len(text) == len("2026-11-24"):
            return moment + datetime.timedelta(days=1, microseconds=-1)
        return moment


def as_of() -> AsOf:
    return AsOf(
        _("As of"),
        "The entries as they were public at this moment: what was published last until then. What "
        "was withdrawn since stays closed, and what was merged is at its new address.",
    )


class PastInitiativeFilterSet(PublishedFilterSet):
    """The version of each entry that was public at a moment, if it may still be read.

    What a withdrawal closed stays closed. No other filter: they read the record as it is now.
    """

    as_of = as_of()
    ordering = Order("-published_at", shared.PUBLISHED_AT)

    class Meta(PublishedFilterSet.Meta):
        model = PublishedVersion
        fields = ()

    def rows(self, *, leave_out=(), in_order=True):
        return public_at(self.values["as_of"])


def public_at(moment: datetime.datetime):
    """The versions that were public at ``moment`` and may be read now."""
    versions = PublishedVersion.objects.order_by()
    same_entry = versions.filter(initiative=OuterRef("initiative_id"))
    later = same_entry.filter(number__gt=OuterRef("number"), published_at__lte=moment)
    closed = same_entry.filter(action="withdrawn", number__gte=OuterRef("number"))
    entry = PublishedInitiative.objects.filter(pk=OuterRef("initiative_id"), state="published")
    return versions.filter(~Exists(later), ~Exists(closed), Exists(entry), published_at__lte=moment)
