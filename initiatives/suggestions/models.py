"""What readers suggest about a public page, and who they are if they say so. Never public."""

import uuid

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sources.audit import audited
from sources.vocabulary import CodeField, known_code

from ..choices import SUGGESTION_STATES

MOST_A_DAY = 20  # for one page; the database refuses the next one
FULL = "suggestion_not_too_many"  # what it calls that refusal

# Counts for who inserts and may not read; those who send at once for one page take turns.
_NOT_TOO_MANY = f"""
    PERFORM pg_advisory_xact_lock(hashtextextended(concat_ws(
        ':', 'suggestion', NEW.initiative_id, NEW.partner_id, NEW.article_id), 0));
    IF (SELECT count(*) FROM initiatives_suggestion earlier
        WHERE earlier.sent_at > NEW.sent_at - interval '1 day'
            AND earlier.initiative_id IS NOT DISTINCT FROM NEW.initiative_id
            AND earlier.partner_id IS NOT DISTINCT FROM NEW.partner_id
            AND earlier.article_id IS NOT DISTINCT FROM NEW.article_id) >= {MOST_A_DAY}
    THEN
        RAISE EXCEPTION 'This page has had its suggestions of the day.'
            USING ERRCODE = 'check_violation', CONSTRAINT = '{FULL}';
    END IF;
    RETURN NEW;
"""


class SuggestionQuerySet(models.QuerySet):
    def new(self):
        """Those nobody has answered yet."""
        return self.filter(state="new")


@audited
class Suggestion(models.Model):
    """One reader's suggestion about one public page: an entry's, a partner's or a source's.

    ``about`` is the part of the page by its ``id`` (empty: the whole), ``about_words`` what the
    reader saw it called. Who sent it is in ``SuggestionSender``, which can be erased.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(_("reference"), max_length=9, unique=True)
    initiative = models.ForeignKey(
        "initiatives.Initiative",
        models.CASCADE,
        verbose_name=_("initiative"),
        null=True,
        related_name="suggestions",
    )
    partner = models.ForeignKey(
        "initiatives.Partner",
        models.CASCADE,
        verbose_name=_("partner"),
        null=True,
        related_name="suggestions",
    )
    article = models.ForeignKey(
        "sources.SourceArticle",
        models.CASCADE,
        verbose_name=_("article"),
        null=True,
        related_name="suggestions",
    )
    version = models.PositiveIntegerField(_("version that was read"), null=True)
    language = models.CharField(_("language"), max_length=2)
    about = models.CharField(_("part of the page"), max_length=100, blank=True)
    about_words = models.CharField(_("about"), max_length=300, blank=True)
    body = models.TextField(_("suggestion"), max_length=4000)
    source_url = models.URLField(_("source"), max_length=500, blank=True)
    sent_at = models.DateTimeField(_("sent at"))
    state = CodeField(_("state"), vocabulary=SUGGESTION_STATES, default="new", db_default="new")
    assigned_to = models.ForeignKey(
        "auth.User",
        models.SET_NULL,
        verbose_name=_("assigned to"),
        null=True,
        related_name="suggestions_assigned",
    )
    decided_by = models.ForeignKey(
        "auth.User",
        models.PROTECT,
        verbose_name=_("decided by"),
        null=True,
        related_name="suggestions_decided",
    )
    decided_at = models.DateTimeField(_("decided at"), null=True)
    decision = models.TextField(_("reason of the decision"), blank=True, default="", db_default="")
    revision = models.ForeignKey(
        "initiatives.Revision",
        models.SET_NULL,
        verbose_name=_("revision"),
        null=True,
        related_name="suggestions",
    )
    sender_erased_at = models.DateTimeField(_("name and address erased at"), null=True)

    objects = SuggestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("suggestion")
        verbose_name_plural = _("suggestions")
        ordering = ["-sent_at", "pk"]
        indexes = [
            models.Index(fields=["state", "sent_at"], name="suggestion_state"),
            models.Index(fields=["sent_at"], name="suggestion_sent"),
        ]
        constraints = [
            known_code(
                "suggestion", "state", SUGGESTION_STATES, _("Choose a state from the list.")
            ),
            models.CheckConstraint(
                condition=Q(initiative__isnull=False, partner=None, article=None)
                | Q(initiative=None, partner__isnull=False, article=None)
                | Q(initiative=None, partner=None, article__isnull=False),
                name="suggestion_about_one_page",
                violation_error_message=_("A suggestion is about one page."),
            ),
            models.CheckConstraint(
                condition=~Q(body=""),
                name="suggestion_says_something",
                violation_error_message=_("Say first what is wrong."),
            ),
            models.CheckConstraint(
                condition=~Q(state="declined") | ~Q(decision=""),
                name="suggestion_declined_with_reason",
                violation_error_message=_("Say why it is declined."),
            ),
            models.CheckConstraint(
                condition=Q(state="new", decided_at=None)
                | (~Q(state="new") & Q(decided_at__isnull=False)),
                name="suggestion_decided_at_a_time",
                violation_error_message=_("A decision has its time."),
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="not_too_many",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=_NOT_TOO_MANY,
            )
        ]

    def __str__(self):
        return f"{self.reference}: {self.subject}"

    @property
    def subject(self):
        """The row of the desk whose public page it is about."""
        return self.initiative or self.partner or self.article


class SuggestionSender(models.Model):
    """The name and the address that a reader left with a suggestion, to be answered.

    Not in the audit, which keeps what it records for ever: these are erased when they have served.
    """

    suggestion = models.OneToOneField(
        Suggestion,
        models.CASCADE,
        verbose_name=_("suggestion"),
        primary_key=True,
        related_name="sender",
    )
    name = models.CharField(_("name"), max_length=100, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)

    class Meta:
        verbose_name = _("sender of a suggestion")
        verbose_name_plural = _("senders of suggestions")
        ordering = ["suggestion"]

    def __str__(self):
        return " ".join(part for part in (self.name, self.email) if part)
