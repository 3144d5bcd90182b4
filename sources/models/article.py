"""What was published: articles, the immutable texts received, what was left aside."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ..audit import audited
from ..choices import ACCESS_LEVELS, ARTICLE_KINDS, BODY_STATUSES, TRIAGE_STATUSES
from ..fields import FuzzyDateField, fuzzy_date_constraints
from ..languages import reads_french
from ..slugs import fill_slug
from ..vocabulary import CodeField, known_code
from .citation import CitationLink, stance_known


@audited
class SourceArticle(models.Model):
    """One published text. Syndicated copies and translations of it are rows of their own, tied to
    the first by ``same_dispatch_as``: together they are one *origin*.
    """

    slug = models.SlugField(
        _("slug"),
        max_length=100,
        unique=True,
        blank=True,
        help_text=_("Made from the name when left empty."),
    )
    title = models.CharField(_("title as printed"), max_length=500, blank=True)
    title_typeset = models.CharField(_("title as shown"), max_length=500, blank=True)
    description_fr = models.CharField(_("description, in French"), max_length=500, blank=True)
    description_en = models.CharField(_("description, in English"), max_length=500, blank=True)
    publisher = models.ForeignKey(
        "sources.Publisher", models.PROTECT, verbose_name=_("publisher"), related_name="articles"
    )
    publisher_inferred = models.BooleanField(_("publisher inferred"), default=False)
    agency = models.ForeignKey(
        "sources.Publisher",
        models.PROTECT,
        verbose_name=_("agency"),
        null=True,
        blank=True,
        related_name="dispatches",
    )
    agency_form = models.CharField(_("use of the agency's text"), max_length=200, blank=True)
    authors = ArrayField(
        models.CharField(max_length=200),
        verbose_name=_("authors as printed"),
        default=list,
        blank=True,
    )
    kind = CodeField(_("kind"), vocabulary=ARTICLE_KINDS, default="article")
    language = models.CharField(_("language"), max_length=5, default="fr")
    url = models.URLField(_("address"), max_length=2000, blank=True)
    canonical_url = models.URLField(
        _("canonical address"), max_length=2000, null=True, blank=True
    )  # NULL: unique where present
    archive_url = models.URLField(_("archived copy"), max_length=2000, blank=True)
    published = FuzzyDateField(_("published"))
    updated = FuzzyDateField(_("updated"))
    retrieved_at = models.DateTimeField(_("retrieved at"), null=True, blank=True)
    access = CodeField(_("access"), vocabulary=ACCESS_LEVELS, blank=True)
    access_basis = models.TextField(_("basis of the access"), blank=True)
    access_inferred = models.BooleanField(_("access inferred"), default=False)
    body_status = CodeField(_("body"), vocabulary=BODY_STATUSES, default="full-text")
    paragraph_count = models.PositiveIntegerField(_("paragraphs"), null=True, blank=True)
    received_file = models.CharField(_("file received"), max_length=200, blank=True)
    received_sha256 = models.CharField(_("SHA-256 of the file received"), max_length=64, blank=True)
    same_dispatch_as = models.ForeignKey(
        "self",
        models.SET_NULL,
        verbose_name=_("same dispatch as"),
        null=True,
        blank=True,
        related_name="copies",
    )
    triage_status = CodeField(_("triage"), vocabulary=TRIAGE_STATUSES, default="to-read")
    assigned_to = models.ForeignKey(
        "auth.User",
        models.SET_NULL,
        verbose_name=_("assigned to"),
        null=True,
        blank=True,
        related_name="assigned_articles",
    )
    desk_note = models.TextField(_("desk note"), blank=True, help_text=_("Never public."))

    class Meta:
        verbose_name = _("source article")
        verbose_name_plural = _("source articles")
        ordering = [models.F("published_latest").desc(nulls_last=True), "slug"]
        constraints = [
            known_code(
                "sourcearticle", "kind", ARTICLE_KINDS, _("Choose an article kind from the list.")
            ),
            known_code(
                "sourcearticle",
                "access",
                ACCESS_LEVELS,
                _("Choose an access level from the list."),
                blank=True,
            ),
            known_code(
                "sourcearticle",
                "body_status",
                BODY_STATUSES,
                _("Choose a body status from the list."),
            ),
            known_code(
                "sourcearticle",
                "triage_status",
                TRIAGE_STATUSES,
                _("Choose a triage status from the list."),
            ),
            models.CheckConstraint(
                condition=~Q(title="") | (~Q(description_fr="") & ~Q(description_en="")),
                name="sourcearticle_titled_or_described",
                violation_error_message=_(
                    "An article needs its title or, where none is known, a description in both "
                    "languages."
                ),
            ),
            models.UniqueConstraint(
                fields=["canonical_url"],
                name="sourcearticle_canonical_url_unique",
                violation_error_message=_("An article with this address is already on record."),
            ),
            models.CheckConstraint(
                condition=Q(received_sha256="") | Q(received_sha256__regex=r"^[0-9a-f]{64}$"),
                name="sourcearticle_sha256_form",
                violation_error_message=_("A SHA-256 is 64 hexadecimal digits."),
            ),
            models.CheckConstraint(
                condition=~Q(same_dispatch_as=models.F("pk")),
                name="sourcearticle_not_its_own_copy",
                violation_error_message=_("An article cannot be a copy of itself."),
            ),
            *fuzzy_date_constraints("sourcearticle", "published", "updated"),
        ]

    def __str__(self):
        return self.label

    def save(self, *args, **kwargs):
        fill_slug(self, self.title or self.description_en)
        super().save(*args, **kwargs)

    @property
    def label(self) -> str:
        """The title as shown or, where none is known, the description in the active language."""
        french = reads_french()
        return (
            self.title_typeset
            or self.title
            or (self.description_fr if french else self.description_en)
        )


@audited
class ArticleCitation(CitationLink):
    """One passage that tells something of an article: its date, its agency, or that it exists."""

    article = models.ForeignKey(
        SourceArticle, models.CASCADE, verbose_name=_("article"), related_name="evidence"
    )

    class Meta(CitationLink.Meta):
        verbose_name = _("passage about an article")
        verbose_name_plural = _("passages about articles")
        constraints = [
            stance_known("articlecitation"),
            models.UniqueConstraint(
                fields=["article", "citation", "field"],
                name="articlecitation_once",
                violation_error_message=_("This passage is already linked to this article."),
            ),
        ]


@audited
class TextVersion(models.Model):
    """The canonical text of an article as received once. Desk only; never changed, never public."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    article = models.ForeignKey(
        SourceArticle, models.PROTECT, verbose_name=_("article"), related_name="text_versions"
    )
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    extractor = models.CharField(_("extractor"), max_length=60)
    extractor_version = models.CharField(_("extractor version"), max_length=40)
    text = models.TextField(_("text"))
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)

    class Meta:
        verbose_name = _("text version")
        verbose_name_plural = _("text versions")
        ordering = ["article", "-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "sha256"],
                name="textversion_once",
                violation_error_message=_("This text of the article is already on record."),
            ),
        ]

    def __str__(self):
        return f"{self.article} ({self.sha256[:8]})"


@audited
class ExcludedMention(models.Model):
    """A phrase that looks like a name or a figure and is neither: kept, so that nobody adds it."""

    surface = models.CharField(_("as printed"), max_length=200)
    article = models.ForeignKey(
        SourceArticle,
        models.CASCADE,
        verbose_name=_("article"),
        null=True,
        blank=True,
        related_name="excluded_mentions",
        help_text=_("Empty when it occurs in several articles."),
    )
    locator = models.CharField(_("place in the text"), max_length=100, blank=True)
    reason = models.CharField(_("why it is left aside"), max_length=300)

    class Meta:
        verbose_name = _("excluded mention")
        verbose_name_plural = _("excluded mentions")
        ordering = ["surface", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["surface", "article"],
                name="excludedmention_once",
                nulls_distinct=False,
                violation_error_message=_("This mention is already excluded."),
            ),
        ]

    def __str__(self):
        return self.surface
