"""What published entries name: partners, sources, publishers, themes."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.utils.translation import gettext_lazy as _

from .rows import PublishedRow, newest_first, quotes, slugs, words_of


class PublishedReference(PublishedRow):
    """A shared row that published documents name, at its own address."""

    quotes = quotes()
    slug = models.CharField(max_length=100, unique=True)
    sort_title = models.CharField(max_length=300)
    search = SearchVectorField(null=True)

    class Meta:
        abstract = True

    def __str__(self):
        return self.slug


class PublishedPartner(PublishedReference):
    """One public organisation."""

    partner = models.OneToOneField(
        "initiatives.Partner",
        models.CASCADE,
        primary_key=True,
        db_column="id",
        related_name="published_row",
    )
    kind = models.CharField(max_length=40)
    country = models.CharField(max_length=2)
    parents = slugs()
    words = words_of("document", function="words_of_partner")

    class Meta:
        verbose_name = _("published partner")
        verbose_name_plural = _("published partners")
        ordering = ["sort_title", "pk"]
        indexes = [
            models.Index(fields=["sort_title", "partner"], name="pubpartner_title"),
            models.Index(fields=["updated_at", "partner"], name="pubpartner_updated"),
            GinIndex(fields=["quotes"], name="pubpartner_quotes"),
            GinIndex(fields=["search"], name="pubpartner_search"),
            GinIndex(fields=["words"], name="pubpartner_words"),
        ]


class PublishedSource(PublishedReference):
    """One article that a published document cites, with every fact it supports. Never its text."""

    article = models.OneToOneField(
        "sources.SourceArticle",
        models.CASCADE,
        primary_key=True,
        db_column="id",
        related_name="published_row",
    )
    kind = models.CharField(max_length=40)
    publisher = models.CharField(max_length=100)
    date_earliest = models.DateField(null=True)
    date_latest = models.DateField(null=True)
    words = words_of("sort_title")

    class Meta:
        verbose_name = _("published source")
        verbose_name_plural = _("published sources")
        ordering = [models.F("date_latest").desc(nulls_last=True), "pk"]
        indexes = [
            newest_first("article", name="pubsource_date"),
            models.Index(fields=["updated_at", "article"], name="pubsource_updated"),
            GinIndex(fields=["quotes"], name="pubsource_quotes"),
            GinIndex(fields=["search"], name="pubsource_search"),
            GinIndex(fields=["words"], name="pubsource_words"),
        ]


class PublishedPublisher(PublishedReference):
    """One publisher of a public source."""

    publisher = models.OneToOneField(
        "sources.Publisher",
        models.CASCADE,
        primary_key=True,
        db_column="id",
        related_name="published_row",
    )
    kind = models.CharField(max_length=40)
    country = models.CharField(max_length=2)
    words = words_of("sort_title")

    class Meta:
        verbose_name = _("published publisher")
        verbose_name_plural = _("published publishers")
        ordering = ["sort_title", "pk"]


class PublishedTheme(PublishedReference):
    """One theme of a published entry, or an ancestor of one."""

    theme = models.OneToOneField(
        "initiatives.Theme",
        models.CASCADE,
        primary_key=True,
        db_column="id",
        related_name="published_row",
    )
    parents = slugs()
    words = words_of("document", function="words_of_theme")
    prose = words_of("document", function="words_of_definition")

    class Meta:
        verbose_name = _("published theme")
        verbose_name_plural = _("published themes")
        ordering = ["sort_title", "pk"]
