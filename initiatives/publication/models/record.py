"""What was published when and why, and what changed: rows that stay for ever."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from sources.audit.tracking import APPEND_ONLY
from sources.languages import reads_french


class PublishedVersion(models.Model):
    """What one publication of an entry said, for ever: the database refuses to change it."""

    initiative = models.ForeignKey(
        "initiatives.Initiative",
        models.PROTECT,
        verbose_name=_("initiative"),
        related_name="versions",
    )
    number = models.PositiveIntegerField(_("number"))
    action = models.CharField(_("action"), max_length=20)
    document = models.TextField(_("document"), null=True)  # NULL: a withdrawal says nothing more
    published_at = models.DateTimeField(_("published at"))
    published_by = models.ForeignKey(
        "auth.User",
        models.PROTECT,
        verbose_name=_("published by"),
        null=True,
        related_name="publications",
    )
    reason = models.TextField(_("public reason"), blank=True)

    class Meta:
        verbose_name = _("published version")
        verbose_name_plural = _("published versions")
        ordering = ["initiative", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["initiative", "number"], name="publishedversion_once"),
        ]

    def __str__(self):
        return f"{self.initiative} v{self.number}"


class PublishedCorrection(models.Model):
    """A change of what published documents quote (a partner, a theme, a source…), for ever.

    Entries have versions; this is the same promise for what they name. ``label`` and the texts of
    ``changes`` are ``{"fr": …, "en": …}``: plain words, as they were true on that day. ``key`` is
    the desk row. ``withheld``, alone, may change: what is no longer public is not named any more.
    """

    key = models.CharField(_("row"), max_length=120)
    withheld = models.BooleanField(_("withheld"), default=False)
    at = models.DateTimeField(_("date"))
    type = models.CharField(_("type"), max_length=40)
    slug = models.CharField(_("slug"), max_length=100, null=True)  # NULL: it has no page
    label = models.JSONField(_("name"))
    changes = models.JSONField(_("changes"))
    reason = models.TextField(_("public reason"))
    entry_count = models.PositiveIntegerField(_("entries concerned"))
    corrected_by = models.ForeignKey(
        "auth.User",
        models.PROTECT,
        verbose_name=_("corrected by"),
        related_name="corrections",
    )

    class Meta:
        verbose_name = _("published correction")
        verbose_name_plural = _("published corrections")
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["-at", "-id"], name="pubcorrection_at"),
            models.Index(fields=["key"], name="pubcorrection_key"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(reason=""),
                name="publishedcorrection_with_reason",
                violation_error_message=_("A correction needs its public reason."),
            ),
        ]

    def __str__(self):
        return self.label["fr" if reads_french() else "en"]


class PublishedChange(models.Model):
    """One line of the change feed. ``seq`` grows in commit order: publications take turns."""

    seq = models.BigAutoField(primary_key=True)
    action = models.CharField(max_length=20)
    type = models.CharField(max_length=40)
    slug = models.CharField(max_length=100)
    version = models.PositiveIntegerField(null=True)
    at = models.DateTimeField()
    location = models.CharField(max_length=200, null=True)  # NULL: nowhere to go, as the API says

    class Meta:
        verbose_name = _("published change")
        verbose_name_plural = _("published changes")
        ordering = ["seq"]

    def __str__(self):
        return self.slug if self.type != "statement" else str(self.seq)


class PublishedRedirect(models.Model):
    """An address that moved: the slug a public row had before it was renamed."""

    type = models.CharField(max_length=40)
    slug = models.CharField(max_length=100)
    target = models.CharField(max_length=100)

    class Meta:
        verbose_name = _("published redirect")
        verbose_name_plural = _("published redirects")
        ordering = ["type", "slug"]
        constraints = [
            models.UniqueConstraint(fields=["type", "slug"], name="publishedredirect_once")
        ]

    def __str__(self):
        return f"{self.slug} → {self.target}"


class PublishedPageText(models.Model):
    """What one of the site's own pages said from ``changed_at`` on, for ever, in Markdown."""

    page = models.CharField(_("page"), max_length=20)
    number = models.PositiveIntegerField(_("number"))
    text_fr = models.TextField(_("text in French"))
    text_en = models.TextField(_("text in English"))
    changed_at = models.DateTimeField(_("changed at"))
    reason = models.TextField(_("public reason"))

    class Meta:
        verbose_name = _("published page text")
        verbose_name_plural = _("published page texts")
        ordering = ["page", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["page", "number"], name="publishedpagetext_once"),
            models.CheckConstraint(
                condition=~models.Q(reason=""),
                name="publishedpagetext_with_reason",
                violation_error_message=_("Say why the page changes."),
            ),
        ]
        triggers = [APPEND_ONLY]

    def __str__(self):
        return f"{self.page} {self.number}"


class PublishedAuditHead(models.Model):
    """The last hash of the audit's chain on one day (UTC) on which something was recorded.

    ``seq`` is the number of that seal: all that was recorded up to it is under the hash.
    """

    day = models.DateField(_("day"), primary_key=True)
    seq = models.BigIntegerField(_("number"))
    hash = models.CharField(_("hash"), max_length=64)
    events = models.PositiveIntegerField(_("events"))

    class Meta:
        verbose_name = _("published audit head")
        verbose_name_plural = _("published audit heads")
        ordering = ["-day"]
        triggers = [APPEND_ONLY]

    def __str__(self):
        return f"{self.day} {self.hash[:12]}"
