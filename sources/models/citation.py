"""A passage, and the link from whatever it supports."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ..audit import audited
from ..choices import STANCES
from ..languages import reads_french
from ..vocabulary import CodeField, known_code
from ..written.wording import place_in_words

QUOTE_LIMIT = 300
PARAPHRASE_LIMIT = 240


@audited
class Citation(models.Model):
    """One passage of one article: where it stands, what it says in our words, perhaps its own.

    A passage in use by a published entry is immutable: a change makes a new one.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    article = models.ForeignKey(
        "sources.SourceArticle", models.PROTECT, verbose_name=_("article"), related_name="citations"
    )
    locator = models.CharField(_("place in the text"), max_length=100)
    paragraph = models.PositiveIntegerField(_("paragraph"), null=True, blank=True)
    line = models.PositiveIntegerField(_("line of the file received"), null=True, blank=True)
    paraphrase_fr = models.CharField(_("in our words, in French"), max_length=PARAPHRASE_LIMIT)
    paraphrase_en = models.CharField(_("in our words, in English"), max_length=PARAPHRASE_LIMIT)
    quote = models.CharField(
        _("exact words"),
        max_length=QUOTE_LIMIT,
        blank=True,
        help_text=_("As printed, 300 characters at most."),
    )
    text_version = models.ForeignKey(
        "sources.TextVersion",
        models.PROTECT,
        verbose_name=_("text version"),
        null=True,
        blank=True,
        related_name="citations",
    )
    selectors = models.JSONField(
        _("selectors"),
        null=True,
        blank=True,
        help_text=_("W3C Web Annotation selectors on the text version."),
    )
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)

    class Meta:
        verbose_name = _("passage")
        verbose_name_plural = _("passages")
        ordering = ["article", "paragraph", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(selectors__isnull=True) | Q(text_version__isnull=False),
                name="citation_selectors_need_text",
                violation_error_message=_("Selectors need the text version they point into."),
            ),
            models.CheckConstraint(
                condition=~Q(locator=""),
                name="citation_located",
                violation_error_message=_(
                    "Say where the passage stands, for example “paragraph 6”."
                ),
            ),
        ]

    def __str__(self):
        return f"{self.article}, {self.place}"

    @property
    def place(self) -> str:
        """The locator in the language of the reader."""
        return place_in_words(self.locator)

    @property
    def paraphrase(self) -> str:
        french = reads_french()
        return self.paraphrase_fr if french else self.paraphrase_en


class CitationLink(models.Model):
    """Something on record points at a passage: how the passage stands to it, for which field."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    citation = models.ForeignKey(
        Citation, models.PROTECT, verbose_name=_("passage"), related_name="%(class)s_links"
    )
    stance = CodeField(_("stance"), vocabulary=STANCES, default="supports")
    field = models.CharField(
        _("field"),
        max_length=60,
        blank=True,
        help_text=_("The field it is about; empty for the whole."),
    )
    stated_value = models.CharField(
        _("value it states"),
        max_length=200,
        blank=True,
        help_text=_("What this source says, where it differs."),
    )
    note_fr = models.CharField(_("note, in French"), max_length=500, blank=True)
    note_en = models.CharField(_("note, in English"), max_length=500, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        abstract = True
        ordering = ["position", "id"]

    def __str__(self):
        return str(self.citation)


def stance_known(model: str):
    """The check constraint every concrete ``CitationLink`` carries."""
    return known_code(model, "stance", STANCES, _("Choose a stance from the list."))
