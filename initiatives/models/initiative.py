"""The thing being done: its identity, family, dates, status, and the words that describe it."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sources.audit import audited
from sources.fields import FuzzyDateField, fuzzy_date_constraints
from sources.slugs import fill_slug
from sources.vocabulary import CodeField, known_code

from ..choices import (
    EVIDENCE_LEVELS,
    INITIATIVE_KINDS,
    INITIATIVE_SUBKINDS,
    PUBLICATION_STATES,
)
from ..querysets import InitiativeQuerySet

LANGUAGES = [("fr", _("French")), ("en", _("English"))]


@audited
class Initiative(models.Model):
    """A lab, an application, a fund, a programme… that sources report. Not the organisation behind
    it (``Partner``), though a joint venture is both (``also_partner``).

    ``state``, ``version`` and the dates of publication are written by ``revisions.workflow`` alone.
    """

    slug = models.SlugField(
        _("slug"),
        max_length=100,
        unique=True,
        blank=True,
        help_text=_("Made from the name when left empty."),
    )
    title = models.CharField(_("title"), max_length=200)
    title_coined = models.BooleanField(
        _("title coined here"),
        default=False,
        help_text=_("The sources give it no name of its own."),
    )
    title_as_stated = models.CharField(_("title as printed"), max_length=300, blank=True)
    language = models.CharField(_("language"), max_length=2, choices=LANGUAGES, default="fr")
    kind = CodeField(_("kind"), vocabulary=INITIATIVE_KINDS, blank=True)
    subkind = CodeField(_("subkind"), vocabulary=INITIATIVE_SUBKINDS, blank=True)
    scope = models.CharField(
        _("scope"),
        max_length=60,
        blank=True,
        help_text=_("“context” for an entry kept only as background."),
    )
    summary = models.TextField(_("summary"), blank=True)
    description = models.TextField(_("description"), blank=True, help_text=_("Markdown."))
    audience_fr = models.TextField(_("audience, in French"), blank=True)
    audience_en = models.TextField(_("audience, in English"), blank=True)
    themes = models.ManyToManyField(
        "initiatives.Theme", verbose_name=_("themes"), blank=True, related_name="initiatives"
    )
    place_name_fr = models.CharField(_("place, in French"), max_length=200, blank=True)
    place_name_en = models.CharField(_("place, in English"), max_length=200, blank=True)
    city_fr = models.CharField(_("city, in French"), max_length=120, blank=True)
    city_en = models.CharField(_("city, in English"), max_length=120, blank=True)
    department = models.CharField(_("department"), max_length=120, blank=True)
    country = models.CharField(_("country"), max_length=2, blank=True)
    place_inferred = models.BooleanField(_("place inferred"), default=False)
    evidence_level = CodeField(_("evidence level"), vocabulary=EVIDENCE_LEVELS, default="full")
    parents = models.ManyToManyField(
        "self",
        through="InitiativeParent",
        through_fields=("child", "parent"),
        symmetrical=False,
        verbose_name=_("parents"),
        related_name="children",
    )
    related = models.ManyToManyField(
        "self",
        verbose_name=_("related entries"),
        symmetrical=False,
        blank=True,
        related_name="related_from",
    )
    also_partner = models.OneToOneField(
        "initiatives.Partner",
        models.PROTECT,
        verbose_name=_("the partner it also is"),
        null=True,
        blank=True,
        related_name="also_initiative",
    )
    start = FuzzyDateField(_("start"))
    end = FuzzyDateField(_("end"))
    last_verified_on = models.DateField(_("last verified on"), null=True, blank=True)
    desk_note_fr = models.TextField(
        _("desk note, in French"), blank=True, help_text=_("Never public.")
    )
    desk_note_en = models.TextField(
        _("desk note, in English"), blank=True, help_text=_("Never public.")
    )

    state = CodeField(_("state"), vocabulary=PUBLICATION_STATES, default="draft", editable=False)
    version = models.PositiveIntegerField(_("version"), default=0, editable=False)
    first_published_at = models.DateTimeField(_("first published at"), null=True, editable=False)
    published_at = models.DateTimeField(_("published at"), null=True, editable=False)
    withdrawal_reason = models.TextField(_("reason of the withdrawal"), blank=True, editable=False)
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name=_("merged into"),
        null=True,
        blank=True,
        editable=False,
        related_name="merged",
    )
    created_by = models.ForeignKey(
        "auth.User",
        models.SET_NULL,
        verbose_name=_("created by"),
        null=True,
        blank=True,
        editable=False,
        related_name="initiatives_created",
    )
    edited_by = models.ForeignKey(
        "auth.User",
        models.SET_NULL,
        verbose_name=_("last changed by"),
        null=True,
        blank=True,
        editable=False,
        related_name="initiatives_edited",
        help_text=_("Of a draft: somebody else publishes it."),
    )
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    updated_at = models.DateTimeField(_("updated at"), auto_now=True)

    objects = InitiativeQuerySet.as_manager()

    class Meta:
        verbose_name = _("initiative")
        verbose_name_plural = _("initiatives")
        ordering = ["title", "pk"]
        permissions = [
            ("publish_initiative", _("Can publish an initiative")),
            ("withdraw_initiative", _("Can withdraw an initiative")),
        ]
        constraints = [
            known_code(
                "initiative",
                "kind",
                INITIATIVE_KINDS,
                _("Choose a kind from the list."),
                blank=True,
            ),
            known_code(
                "initiative",
                "subkind",
                INITIATIVE_SUBKINDS,
                _("Choose a subkind from the list."),
                blank=True,
            ),
            known_code(
                "initiative",
                "evidence_level",
                EVIDENCE_LEVELS,
                _("Choose an evidence level from the list."),
            ),
            known_code(
                "initiative", "state", PUBLICATION_STATES, _("Choose a state from the list.")
            ),
            models.CheckConstraint(
                condition=~Q(title=""),
                name="initiative_titled",
                violation_error_message=_("An initiative needs a title."),
            ),
            models.CheckConstraint(
                condition=Q(state="draft", version=0) | (~Q(state="draft") & Q(version__gte=1)),
                name="initiative_draft_has_no_version",
                violation_error_message=_(
                    "A draft has never been published, and what has been is no draft."
                ),
            ),
            models.CheckConstraint(
                condition=Q(state="merged", merged_into__isnull=False)
                | (~Q(state="merged") & Q(merged_into=None)),
                name="initiative_merged_somewhere",
                violation_error_message=_(
                    "A merged entry names the entry it became, and no other does."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(state="withdrawn") | ~Q(withdrawal_reason=""),
                name="initiative_withdrawn_with_reason",
                violation_error_message=_("A withdrawn entry needs its reason."),
            ),
            *fuzzy_date_constraints("initiative", "start", "end"),
        ]

    def __str__(self):
        return self.title

    def save(self, *args, **kwargs):
        fill_slug(self, self.title)
        super().save(*args, **kwargs)

    @property
    def is_published(self) -> bool:
        return self.state == "published"


@audited
class EditorialHint(models.Model):
    """Something to check that no source supports. Desk only; never a fact, never public."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    initiative = models.ForeignKey(
        Initiative,
        models.CASCADE,
        verbose_name=_("initiative"),
        null=True,
        blank=True,
        related_name="hints",
    )
    article = models.ForeignKey(
        "sources.SourceArticle",
        models.CASCADE,
        verbose_name=_("article"),
        null=True,
        blank=True,
        related_name="hints",
    )
    hint = models.TextField(_("hint"))
    usable_as_fact = models.BooleanField(_("usable as a fact"), default=False, editable=False)

    class Meta:
        verbose_name = _("hint to check")
        verbose_name_plural = _("hints to check")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=(Q(initiative=None) & Q(article__isnull=False))
                | (Q(initiative__isnull=False) & Q(article=None)),
                name="editorialhint_about_one_thing",
                violation_error_message=_("A hint is about one entry or one article."),
            ),
            models.CheckConstraint(
                condition=Q(usable_as_fact=False),
                name="editorialhint_never_a_fact",
                violation_error_message=_("A hint is not a fact: find a source and cite it."),
            ),
        ]

    def __str__(self):
        return self.hint[:80]
