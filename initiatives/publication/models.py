"""The read model: what the world reads, written only by ``publication.publish``.

Each row of a collection holds its ``document`` (the JSON the API serves, as text) and the narrow
columns its filters and orderings need. Entries, reference rows and free statements also hold
``quotes``: the desk rows their document was built from (``partner:12``, ``source:5``…), by which a
change of one finds the documents to refresh. A claim is refreshed with its entry.
"""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from sources.audit.tracking import APPEND_ONLY
from sources.languages import reads_french

from .search import TitleWords


def slugs(**kwargs):
    return ArrayField(models.CharField(max_length=100), default=list, **kwargs)


def newest_first(pk: str, *, name: str) -> models.Index:
    """The index of a list's default order: by last day, undated rows at the end."""
    return models.Index(
        models.F("date_latest").desc(nulls_last=True), models.F(pk).desc(), name=name
    )


def words_of(*columns: str, function="words_of"):
    """The folded words of what a row is called, by which a name is found as it is typed; or those
    of its short prose, by which a misspelt word is put right.
    """
    return models.GeneratedField(
        expression=models.Func(*columns, function=function),
        output_field=ArrayField(models.TextField()),
        db_persist=True,
    )


def of_document(function: str, output_field: models.Field):
    """What an SQL function reads out of the document of the same row."""
    return models.GeneratedField(
        expression=models.Func("document", function=function),
        output_field=output_field,
        db_persist=True,
        null=True,
    )


def quotes():
    return ArrayField(models.CharField(max_length=120), default=list)


class PublishedRow(models.Model):
    """What every public collection shares."""

    document = models.TextField(
        _("document"), null=True
    )  # NULL: withdrawn or merged, nothing to serve
    updated_at = models.DateTimeField(_("updated at"))

    class Meta:
        abstract = True


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


class PublishedClaim(PublishedRow):
    """A claim of a published entry, so that filters on one claim are plain joins."""

    id = models.UUIDField(primary_key=True)
    sources = slugs()
    publishers = slugs()

    class Meta:
        abstract = True

    def __str__(self):
        name = str(self._meta.verbose_name)
        return f"{name} ({self.initiative})" if self.initiative_id else name


class PublishedParticipation(PublishedClaim):
    """One partner in one role in a published entry. ``lineage``: the partner and its ancestors."""

    initiative = models.ForeignKey(
        PublishedInitiative, models.CASCADE, related_name="participations"
    )
    partner = models.CharField(max_length=100)
    lineage = slugs()
    role = models.CharField(max_length=40)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("published participation")
        verbose_name_plural = _("published participations")
        ordering = ["initiative", "position", "pk"]
        indexes = [
            models.Index(fields=["partner", "role"], name="pubparticipation_partner"),
            models.Index(fields=["partner", "initiative"], name="pubparticipation_entries"),
            models.Index(fields=["initiative", "partner", "role"], name="pubparticipation_entry"),
            GinIndex(fields=["lineage"], name="pubparticipation_lineage"),
        ]


class PublishedInvestment(PublishedClaim):
    """One investment of a published entry. ``partners``: investors and the recipient, by slug."""

    initiative = models.ForeignKey(PublishedInitiative, models.CASCADE, related_name="investments")
    partners = slugs()
    lineage = slugs()
    kind = models.CharField(max_length=40)
    stage = models.CharField(max_length=40, blank=True)
    disclosure = models.CharField(max_length=40)
    currency = models.CharField(max_length=3, blank=True)
    amount_min = models.DecimalField(max_digits=18, decimal_places=2, null=True)
    amount_max = models.DecimalField(max_digits=18, decimal_places=2, null=True)
    part_of = models.UUIDField(null=True)
    date_earliest = models.DateField(null=True)
    date_latest = models.DateField(null=True)
    has_conflict = models.BooleanField(default=False)
    # What sums ask of the document, so that they need not unpack every one.
    # ``all_investors``: NULL where there may be others.
    period = of_document("investment_period", models.TextField())
    qualifier = of_document("investment_qualifier", models.TextField())
    is_date_inferred = of_document("investment_date_inferred", models.BooleanField())
    are_investors_inferred = of_document("investment_investors_inferred", models.BooleanField())
    all_investors = of_document("investment_investors", ArrayField(models.TextField()))

    class Meta:
        verbose_name = _("published investment")
        verbose_name_plural = _("published investments")
        ordering = [models.F("date_latest").desc(nulls_last=True), "pk"]
        indexes = [
            newest_first("id", name="pubinvestment_date"),
            models.Index(fields=["currency", "amount_max"], name="pubinvestment_amount"),
            models.Index(fields=["updated_at", "id"], name="pubinvestment_updated"),
            GinIndex(fields=["lineage"], name="pubinvestment_lineage"),
        ]


class PublishedMilestone(PublishedClaim):
    """One milestone of a published entry."""

    initiative = models.ForeignKey(PublishedInitiative, models.CASCADE, related_name="milestones")
    kind = models.CharField(max_length=40)
    state = models.CharField(max_length=40)
    date_earliest = models.DateField(null=True)
    date_latest = models.DateField(null=True)

    class Meta:
        verbose_name = _("published milestone")
        verbose_name_plural = _("published milestones")
        ordering = [models.F("date_latest").desc(nulls_last=True), "pk"]
        indexes = [
            newest_first("id", name="pubmilestone_date"),
            models.Index(fields=["updated_at", "id"], name="pubmilestone_updated"),
        ]


class PublishedStatement(PublishedClaim):
    """One statement of a published entry or public partner, or a market remark (no entry)."""

    initiative = models.ForeignKey(
        PublishedInitiative, models.CASCADE, null=True, related_name="statements"
    )
    quotes = quotes()
    also_about = slugs()
    partner = models.CharField(max_length=100, blank=True)
    lineage = slugs()
    type = models.CharField(max_length=40, blank=True)
    is_market_remark = models.BooleanField(default=False)
    date_earliest = models.DateField(null=True)
    date_latest = models.DateField(null=True)
    search = SearchVectorField(null=True)

    class Meta:
        verbose_name = _("published statement")
        verbose_name_plural = _("published statements")
        ordering = [models.F("date_latest").desc(nulls_last=True), "pk"]
        indexes = [
            newest_first("id", name="pubstatement_date"),
            models.Index(fields=["updated_at", "id"], name="pubstatement_updated"),
            GinIndex(fields=["also_about"], name="pubstatement_also_about"),
            GinIndex(fields=["lineage"], name="pubstatement_lineage"),
            GinIndex(fields=["quotes"], name="pubstatement_quotes"),
            GinIndex(fields=["search"], name="pubstatement_search"),
        ]


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


class PublishedLine(models.Model):
    """An entry as the row of a CSV in each language, made beforehand (``exports.lines``).

    Worth something while the entry still has the ``updated_at`` it was made from and the code the
    ``layout``; else its row is made when it is asked for. So nothing has to keep it in step.
    """

    id = models.BigIntegerField(_("entry"), primary_key=True)
    updated_at = models.DateTimeField(_("updated at"))
    layout = models.CharField(_("layout"), max_length=16)
    fr = models.TextField(_("in French"))
    en = models.TextField(_("in English"))

    class Meta:
        verbose_name = _("published line")
        verbose_name_plural = _("published lines")
        ordering = ["pk"]

    def __str__(self):
        return str(self.pk)


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


class PublishedWord(models.Model):
    """One folded word of published names, summaries and definitions, and how many have it. Triggers
    keep it in step, so that a word leaves with the last row that has it.
    """

    word = models.CharField(_("word"), max_length=60, primary_key=True, db_collation="C")
    use_count = models.PositiveIntegerField(_("uses"))

    class Meta:
        verbose_name = _("published word")
        verbose_name_plural = _("published words")
        ordering = ["word"]
        indexes = [
            models.Index(
                fields=["word"], condition=models.Q(use_count=0), name="pubword_of_nothing"
            ),
        ]

    def __str__(self):
        return self.word


class PublicationCounter(models.Model):
    """One row: a number that every write to a published table moves, and when it moved last. Entity
    tags are made of the one, ``Last-Modified`` of the other.
    """

    value = models.BigIntegerField()
    moved_at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name = _("publication counter")
        verbose_name_plural = _("publication counters")

    def __str__(self):
        return str(self.value)
