"""What the desk proposes, decides and says about it. Never public."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sources.audit import audited
from sources.vocabulary import CodeField, known_code

from ..choices import REVISION_STATES

OPEN = ("draft", "submitted")


class RevisionQuerySet(models.QuerySet):
    def open(self):
        """Those that still wait for their author or for a decision."""
        return self.filter(state__in=OPEN)

    def to_review(self):
        """Submitted, and not decided yet: those with an hour are decided."""
        return self.filter(state="submitted", publish_at=None)

    def scheduled(self):
        """Approved, waiting for their hour."""
        return self.filter(state="submitted").exclude(publish_at=None)

    def kept_back(self):
        """Approved, and not published at their hour: they wait for a person."""
        return self.scheduled().exclude(problem="")

    def due(self, now):
        return self.scheduled().filter(publish_at__lte=now, problem="")


@audited
class Revision(models.Model):
    """One proposal for one entry, by one author: its rows as they should become.

    ``base`` and ``document`` are aggregates (``revisions.aggregate``): the entry's rows as the
    author found them, and as she wants them. A first publication has no base: the draft's own rows
    are the proposal, and ``document`` says which rows were submitted.
    ``lock`` counts its saves: who decides must have seen the last one.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    initiative = models.ForeignKey(
        "initiatives.Initiative",
        models.CASCADE,
        verbose_name=_("initiative"),
        related_name="revisions",
    )
    author = models.ForeignKey(
        "auth.User",
        models.PROTECT,
        verbose_name=_("author"),
        null=True,
        related_name="revisions",
    )
    state = CodeField(_("state"), vocabulary=REVISION_STATES, default="draft")
    base_version = models.PositiveIntegerField(_("version it starts from"))
    base = models.JSONField(_("rows it starts from"), null=True)
    document = models.JSONField(_("proposed rows"))
    lock = models.PositiveIntegerField(_("saves"), default=0)
    reason = models.TextField(
        _("public reason"),
        blank=True,
        help_text=_("Public: it stands beside the new version in the entry's history."),
    )
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    updated_at = models.DateTimeField(_("updated at"), default=timezone.now)
    submitted_at = models.DateTimeField(_("submitted at"), null=True)
    assigned_to = models.ForeignKey(
        "auth.User",
        models.SET_NULL,
        verbose_name=_("assigned to"),
        null=True,
        blank=True,
        related_name="revisions_assigned",
    )
    due_on = models.DateField(_("due on"), null=True, blank=True)
    reviewer = models.ForeignKey(
        "auth.User",
        models.PROTECT,
        verbose_name=_("reviewer"),
        null=True,
        related_name="revisions_reviewed",
    )
    self_approved = models.BooleanField(_("approved by its author"), default=False)
    decided_at = models.DateTimeField(_("decided at"), null=True)
    decision = models.TextField(_("reason of the decision"), blank=True)
    publish_at = models.DateTimeField(_("publish at"), null=True)
    problem = models.TextField(_("why it was not published at its hour"), blank=True)
    version = models.PositiveIntegerField(_("version it became"), null=True)

    objects = RevisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        ordering = ["-updated_at", "pk"]
        permissions = [("review_revision", _("Can approve and reject revisions"))]
        constraints = [
            known_code("revision", "state", REVISION_STATES, _("Choose a state from the list.")),
            models.UniqueConstraint(
                fields=["initiative", "author"],
                condition=Q(state__in=OPEN),
                name="revision_one_open_per_author",
                violation_error_message=_("You have an open revision of this entry already."),
            ),
            models.CheckConstraint(
                condition=~Q(author=F("reviewer")) | Q(self_approved=True),
                name="revision_approver_is_not_author",
                violation_error_message=_("Somebody else than its author decides on a revision."),
            ),
            models.CheckConstraint(
                condition=~Q(state="rejected") | ~Q(decision=""),
                name="revision_rejected_with_reason",
                violation_error_message=_("A rejection needs its reason."),
            ),
            models.CheckConstraint(
                condition=Q(publish_at=None) | Q(reviewer__isnull=False),
                name="revision_scheduled_by_somebody",
                violation_error_message=_("Only what is approved can have an hour."),
            ),
            models.CheckConstraint(
                condition=Q(state="published", version__isnull=False)
                | (~Q(state="published") & Q(version=None)),
                name="revision_published_as_a_version",
                violation_error_message=_("A published revision is a version, and no other is."),
            ),
        ]
        indexes = [
            models.Index(fields=["state", "updated_at"], name="revision_state"),
            models.Index(
                fields=["publish_at"],
                condition=Q(state="submitted", publish_at__isnull=False),
                name="revision_scheduled",
            ),
        ]

    def __str__(self):
        return _("“%(entry)s”, by %(author)s") % {
            "entry": self.initiative,
            "author": self.author or _("nobody"),
        }

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def is_first(self) -> bool:
        """True for the first publication of a draft, whose rows are the proposal."""
        return self.base is None

    @property
    def is_scheduled(self) -> bool:
        return self.state == "submitted" and self.publish_at is not None

    @property
    def is_kept_back(self) -> bool:
        return self.is_scheduled and self.problem != ""


class KeptRows(models.Model):
    """The rows of an entry as they were when version ``number`` was published, for ever.

    The desk's counterpart of ``PublishedVersion``: a revert proposes them again.
    """

    initiative = models.ForeignKey(
        "initiatives.Initiative",
        models.PROTECT,
        verbose_name=_("initiative"),
        related_name="kept_rows",
    )
    number = models.PositiveIntegerField(_("number"))
    rows = models.JSONField(_("rows"))

    class Meta:
        verbose_name = _("rows of a version")
        verbose_name_plural = _("rows of versions")
        ordering = ["initiative", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["initiative", "number"], name="keptrows_once"),
        ]

    def __str__(self):
        return f"{self.initiative}, {self.number}"


@audited
class ReviewNote(models.Model):
    """One remark on a revision, in a thread; ``anchor`` is the change it is about, or empty.

    A guest who holds a preview link has no account: ``guest_name`` says who writes, ``link`` which
    link it came by.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    revision = models.ForeignKey(
        Revision, models.CASCADE, verbose_name=_("revision"), related_name="notes"
    )
    parent = models.ForeignKey(
        "self",
        models.CASCADE,
        verbose_name=_("answer to"),
        null=True,
        blank=True,
        related_name="answers",
    )
    anchor = models.CharField(_("about"), max_length=200, blank=True)
    author = models.ForeignKey(
        "auth.User",
        models.PROTECT,
        verbose_name=_("author"),
        null=True,
        blank=True,
        related_name="review_notes",
    )
    guest_name = models.CharField(_("guest"), max_length=80, blank=True)
    link = models.ForeignKey(
        "initiatives.PreviewLink",
        models.SET_NULL,
        verbose_name=_("preview link"),
        null=True,
        blank=True,
        related_name="notes",
    )
    body = models.TextField(_("note"), max_length=4000)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    resolved_at = models.DateTimeField(_("resolved at"), null=True, blank=True)
    resolved_by = models.ForeignKey(
        "auth.User",
        models.PROTECT,
        verbose_name=_("resolved by"),
        null=True,
        blank=True,
        related_name="review_notes_resolved",
    )

    class Meta:
        verbose_name = _("review note")
        verbose_name_plural = _("review notes")
        ordering = ["created_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(body=""),
                name="reviewnote_says_something",
                violation_error_message=_("Write the note first."),
            ),
            models.CheckConstraint(
                condition=Q(author__isnull=False, guest_name="")
                | (Q(author=None) & ~Q(guest_name="")),
                name="reviewnote_by_somebody",
                violation_error_message=_("A note is by a person of the desk or by a guest."),
            ),
        ]

    def __str__(self):
        return self.body[:80]


@audited
class PreviewLink(models.Model):
    """One outsider's way to see an entry or a revision before it is public, without an account.

    ``document`` is the public document as it would be, made when the link was and again at each
    save of what it shows: the outsider's page reads this row and no other row of the desk.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    revision = models.ForeignKey(
        Revision, models.CASCADE, verbose_name=_("revision"), related_name="preview_links"
    )
    label = models.CharField(
        _("for whom"), max_length=120, help_text=_("For the desk: who receives the link.")
    )
    may_comment = models.BooleanField(_("may comment"), default=True)
    document = models.TextField(_("document"))
    created_by = models.ForeignKey(
        "auth.User", models.PROTECT, verbose_name=_("created by"), related_name="preview_links"
    )
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    expires_at = models.DateTimeField(_("expires at"))
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)

    class Meta:
        verbose_name = _("preview link")
        verbose_name_plural = _("preview links")
        ordering = ["-created_at", "pk"]

    def __str__(self):
        return self.label


class Presence(models.Model):
    """Somebody has the form of an entry open; a row older than two minutes says nothing."""

    initiative = models.ForeignKey(
        "initiatives.Initiative",
        models.CASCADE,
        verbose_name=_("initiative"),
        related_name="presences",
    )
    user = models.ForeignKey(
        "auth.User", models.CASCADE, verbose_name=_("user"), related_name="presences"
    )
    opened_at = models.DateTimeField(_("opened at"))
    seen_at = models.DateTimeField(_("seen at"))

    class Meta:
        verbose_name = _("presence")
        verbose_name_plural = _("presences")
        ordering = ["-seen_at"]
        constraints = [
            models.UniqueConstraint(fields=["initiative", "user"], name="presence_once"),
        ]

    def __str__(self):
        return f"{self.user}, {self.initiative}"


class DueRun(models.Model):
    """When what is due was last looked for, and what came of it: one row."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    ran_at = models.DateTimeField(_("last run"))
    published = models.PositiveIntegerField(_("published"), default=0)
    kept_back = models.PositiveIntegerField(_("kept back"), default=0)

    class Meta:
        verbose_name = _("run of the timer")
        verbose_name_plural = _("runs of the timer")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(id=1), name="duerun_one_row"),
        ]

    def __str__(self):
        return str(self.ran_at)
