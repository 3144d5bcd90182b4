"""Published entries, and the words by which they are found."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..search import TitleWords
from .rows import PublishedRow, quotes, slugs, words_of


class PublishedInitiative(PublishedRow):
    """One entry at its address for ever: published, withdrawn (410) or merged (308)."""

    initiative = models.OneToOneField(
        "initiatives.Initiative",
        models.PROTECT,
        primary_key=True,
        db_column="id",
        related_name="published_row",
    )
    quotes = quotes()
    slug = models.CharField(max_length=100, unique=True)
    state = models.CharField(max_length=40)
    reason = models.TextField(blank=True)
    merged_into = models.CharField(max_length=100, blank=True)
    version = models.PositiveIntegerField()
    published_at = models.DateTimeField()
    title_fr = models.CharField(max_length=300)
    title_en = models.CharField(max_length=300)
    sort_title = models.CharField(max_length=300)
    kind = models.CharField(max_length=40)
    lifecycle = models.CharField(max_length=40)
    evidence_level = models.CharField(max_length=40)
    themes = slugs()
    countries = slugs()
    sources = slugs()
    publishers = slugs()
    parents = slugs()
    has_conflict = models.BooleanField(default=False)
    first_known_earliest = models.DateField(null=True)
    first_known_latest = models.DateField(null=True)
    words = words_of("title_fr", "title_en")
    # Not generated, as ``words`` is: a document changes more often than its summary.
    prose = ArrayField(models.TextField(), default=list)

    class Meta:
        verbose_name = _("published initiative")
        verbose_name_plural = _("published initiatives")
        ordering = ["-published_at", "-pk"]
        indexes = [
            models.Index(fields=["published_at", "initiative"], name="pubinitiative_published"),
            models.Index(fields=["updated_at", "initiative"], name="pubinitiative_updated"),
            models.Index(fields=["sort_title", "initiative"], name="pubinitiative_title"),
            models.Index(fields=["first_known_earliest", "initiative"], name="pubinitiative_known"),
            models.Index(fields=["kind", "published_at"], name="pubinitiative_kind"),
            models.Index(fields=["lifecycle", "published_at"], name="pubinitiative_lifecycle"),
            GinIndex(fields=["themes"], name="pubinitiative_themes"),
            GinIndex(fields=["countries"], name="pubinitiative_countries"),
            GinIndex(fields=["sources"], name="pubinitiative_sources"),
            GinIndex(fields=["publishers"], name="pubinitiative_publishers"),
            GinIndex(fields=["parents"], name="pubinitiative_parents"),
            GinIndex(fields=["quotes"], name="pubinitiative_quotes"),
            GinIndex(fields=["words"], name="pubinitiative_words"),
        ]

    def __str__(self):
        return self.slug


class PublishedEntryWords(models.Model):
    """What a search finds a published entry by.

    A table of its own, and a narrow one: each row of an index of many words has to be written again
    with its row, and an entry's row changes more often than its words. ``published_at`` is here as
    well, so that the newest matches are found without a visit to the entries.
    """

    initiative = models.OneToOneField(
        PublishedInitiative,
        models.CASCADE,
        primary_key=True,
        db_column="id",
        related_name="words_row",
    )
    published_at = models.DateTimeField()
    search = SearchVectorField()
    updated_at = models.DateTimeField(_("updated at"))

    class Meta:
        verbose_name = _("words of a published entry")
        verbose_name_plural = _("words of published entries")
        ordering = ["pk"]
        indexes = [
            GinIndex(fields=["search"], name="pubentrywords_search"),
            GinIndex(TitleWords("search"), name="pubentrywords_title"),
        ]

    def __str__(self):
        return str(self.pk)
