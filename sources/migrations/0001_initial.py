import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.comparison
from django.conf import settings
from django.db import migrations, models

import sources.fields

# Bounds of an EDTF text, in the database so that no write can skip them. STRICT: NULL in, NULL out.
EDTF_FUNCTIONS = r"""
CREATE FUNCTION edtf_bound(point text, is_last boolean) RETURNS date
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
RETURN CASE
    WHEN point !~ '^\d{4}' THEN NULL
    WHEN point ~ '^\d{4}-\d{2}-\d{2}'
        THEN make_date(substr(point, 1, 4)::int, substr(point, 6, 2)::int, substr(point, 9, 2)::int)
    WHEN point ~ '^\d{4}-\d{2}' AND is_last
        THEN (make_date(substr(point, 1, 4)::int, substr(point, 6, 2)::int, 1)
              + interval '1 month' - interval '1 day')::date
    WHEN point ~ '^\d{4}-\d{2}'
        THEN make_date(substr(point, 1, 4)::int, substr(point, 6, 2)::int, 1)
    WHEN is_last THEN make_date(substr(point, 1, 4)::int, 12, 31)
    ELSE make_date(substr(point, 1, 4)::int, 1, 1)
END;

CREATE FUNCTION edtf_earliest(edtf text) RETURNS date
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
RETURN edtf_bound(split_part(edtf, '/', 1), false);

CREATE FUNCTION edtf_latest(edtf text) RETURNS date
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
RETURN edtf_bound(CASE WHEN strpos(edtf, '/') > 0 THEN split_part(edtf, '/', 2) ELSE edtf END, true);
"""
DROP_EDTF_FUNCTIONS = """
DROP FUNCTION edtf_latest(text);
DROP FUNCTION edtf_earliest(text);
DROP FUNCTION edtf_bound(text, boolean);
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("auth", "__first__"),
    ]

    operations = [
        migrations.RunSQL(EDTF_FUNCTIONS, DROP_EDTF_FUNCTIONS),
        migrations.CreateModel(
            name="Citation",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("locator", models.CharField(max_length=100, verbose_name="place in the text")),
                (
                    "paragraph",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="paragraph"),
                ),
                (
                    "line",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="line of the file received"
                    ),
                ),
                (
                    "paraphrase_fr",
                    models.CharField(max_length=240, verbose_name="in our words, in French"),
                ),
                (
                    "paraphrase_en",
                    models.CharField(max_length=240, verbose_name="in our words, in English"),
                ),
                (
                    "quote",
                    models.CharField(
                        blank=True,
                        help_text="As printed, 300 characters at most.",
                        max_length=300,
                        verbose_name="exact words",
                    ),
                ),
                (
                    "selectors",
                    models.JSONField(
                        blank=True,
                        help_text="W3C Web Annotation selectors on the text version.",
                        null=True,
                        verbose_name="selectors",
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created at")),
            ],
            options={
                "verbose_name": "passage",
                "verbose_name_plural": "passages",
                "ordering": ["article", "paragraph", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("locator", ""), _negated=True),
                        name="citation_located",
                        violation_error_message="Say where the passage stands, for example “paragraph 6”.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Publisher",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "slug",
                    models.SlugField(
                        blank=True,
                        help_text="Made from the name when left empty.",
                        max_length=100,
                        unique=True,
                        verbose_name="slug",
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                (
                    "aliases",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=200),
                        blank=True,
                        default=list,
                        verbose_name="other names",
                    ),
                ),
                ("kind", models.CharField(default="media", max_length=40, verbose_name="kind")),
                (
                    "home_page",
                    models.URLField(blank=True, max_length=500, verbose_name="home page"),
                ),
                ("country", models.CharField(blank=True, max_length=2, verbose_name="country")),
                (
                    "country_basis",
                    models.CharField(
                        blank=True, max_length=40, verbose_name="basis of the country"
                    ),
                ),
                (
                    "identified_by",
                    models.TextField(
                        blank=True,
                        help_text="Where the publisher's name comes from.",
                        verbose_name="how it was identified",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="sources.publisher",
                        verbose_name="parent",
                    ),
                ),
            ],
            options={
                "verbose_name": "publisher",
                "verbose_name_plural": "publishers",
                "ordering": ["name", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                ["media", "agency", "company", "public-body", "research", "other"],
                            )
                        ),
                        name="publisher_kind_known",
                        violation_error_message="Choose a publisher kind from the list.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("country_basis__in", ["text", "inferred", "common-knowledge", ""])
                        ),
                        name="publisher_country_basis_known",
                        violation_error_message="Choose a basis from the list.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("parent", models.F("pk")), _negated=True),
                        name="publisher_not_its_own_parent",
                        violation_error_message="A publisher cannot be its own parent.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PublisherCitation",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "stance",
                    models.CharField(default="supports", max_length=40, verbose_name="stance"),
                ),
                (
                    "field",
                    models.CharField(
                        blank=True,
                        help_text="The field it is about; empty for the whole.",
                        max_length=60,
                        verbose_name="field",
                    ),
                ),
                (
                    "stated_value",
                    models.CharField(
                        blank=True,
                        help_text="What this source says, where it differs.",
                        max_length=200,
                        verbose_name="value it states",
                    ),
                ),
                (
                    "note_fr",
                    models.CharField(blank=True, max_length=500, verbose_name="note, in French"),
                ),
                (
                    "note_en",
                    models.CharField(blank=True, max_length=500, verbose_name="note, in English"),
                ),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                (
                    "citation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)s_links",
                        to="sources.citation",
                        verbose_name="passage",
                    ),
                ),
                (
                    "publisher",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="evidence",
                        to="sources.publisher",
                        verbose_name="publisher",
                    ),
                ),
            ],
            options={
                "verbose_name": "passage about a publisher",
                "verbose_name_plural": "passages about publishers",
                "ordering": ["position", "id"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("stance__in", ["supports", "contradicts", "mentions"])),
                        name="publishercitation_stance_known",
                        violation_error_message="Choose a stance from the list.",
                    ),
                    models.UniqueConstraint(
                        fields=("publisher", "citation", "field"),
                        name="publishercitation_once",
                        violation_error_message="This passage is already linked to this publisher.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SourceArticle",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "slug",
                    models.SlugField(
                        blank=True,
                        help_text="Made from the name when left empty.",
                        max_length=100,
                        unique=True,
                        verbose_name="slug",
                    ),
                ),
                (
                    "title",
                    models.CharField(blank=True, max_length=500, verbose_name="title as printed"),
                ),
                (
                    "title_typeset",
                    models.CharField(blank=True, max_length=500, verbose_name="title as shown"),
                ),
                (
                    "description_fr",
                    models.CharField(
                        blank=True, max_length=500, verbose_name="description, in French"
                    ),
                ),
                (
                    "description_en",
                    models.CharField(
                        blank=True, max_length=500, verbose_name="description, in English"
                    ),
                ),
                (
                    "publisher_inferred",
                    models.BooleanField(default=False, verbose_name="publisher inferred"),
                ),
                (
                    "agency_form",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="use of the agency's text"
                    ),
                ),
                (
                    "authors",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=200),
                        blank=True,
                        default=list,
                        verbose_name="authors as printed",
                    ),
                ),
                ("kind", models.CharField(default="article", max_length=40, verbose_name="kind")),
                ("language", models.CharField(default="fr", max_length=5, verbose_name="language")),
                ("url", models.URLField(blank=True, max_length=2000, verbose_name="address")),
                (
                    "canonical_url",
                    models.URLField(
                        blank=True, max_length=2000, null=True, verbose_name="canonical address"
                    ),
                ),
                (
                    "archive_url",
                    models.URLField(blank=True, max_length=2000, verbose_name="archived copy"),
                ),
                (
                    "published",
                    models.CharField(
                        blank=True, default="", max_length=60, verbose_name="published"
                    ),
                ),
                (
                    "published_not_before",
                    models.DateField(blank=True, null=True, verbose_name="not before"),
                ),
                (
                    "published_not_after",
                    models.DateField(blank=True, null=True, verbose_name="not after"),
                ),
                (
                    "published_earliest",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.db.models.functions.comparison.Coalesce(
                            models.F("published_not_before"),
                            sources.fields.EdtfEarliest("published"),
                        ),
                        output_field=models.DateField(),
                        verbose_name="earliest day",
                    ),
                ),
                (
                    "published_latest",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.db.models.functions.comparison.Coalesce(
                            models.F("published_not_after"), sources.fields.EdtfLatest("published")
                        ),
                        output_field=models.DateField(),
                        verbose_name="latest day",
                    ),
                ),
                ("published_inferred", models.BooleanField(default=False, verbose_name="inferred")),
                (
                    "published_basis_fr",
                    models.TextField(blank=True, verbose_name="basis, in French"),
                ),
                (
                    "published_basis_en",
                    models.TextField(blank=True, verbose_name="basis, in English"),
                ),
                (
                    "updated",
                    models.CharField(blank=True, default="", max_length=60, verbose_name="updated"),
                ),
                (
                    "updated_not_before",
                    models.DateField(blank=True, null=True, verbose_name="not before"),
                ),
                (
                    "updated_not_after",
                    models.DateField(blank=True, null=True, verbose_name="not after"),
                ),
                (
                    "updated_earliest",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.db.models.functions.comparison.Coalesce(
                            models.F("updated_not_before"), sources.fields.EdtfEarliest("updated")
                        ),
                        output_field=models.DateField(),
                        verbose_name="earliest day",
                    ),
                ),
                (
                    "updated_latest",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.db.models.functions.comparison.Coalesce(
                            models.F("updated_not_after"), sources.fields.EdtfLatest("updated")
                        ),
                        output_field=models.DateField(),
                        verbose_name="latest day",
                    ),
                ),
                ("updated_inferred", models.BooleanField(default=False, verbose_name="inferred")),
                ("updated_basis_fr", models.TextField(blank=True, verbose_name="basis, in French")),
                (
                    "updated_basis_en",
                    models.TextField(blank=True, verbose_name="basis, in English"),
                ),
                (
                    "retrieved_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="retrieved at"),
                ),
                ("access", models.CharField(blank=True, max_length=40, verbose_name="access")),
                ("access_basis", models.TextField(blank=True, verbose_name="basis of the access")),
                (
                    "access_inferred",
                    models.BooleanField(default=False, verbose_name="access inferred"),
                ),
                (
                    "body_status",
                    models.CharField(default="full-text", max_length=40, verbose_name="body"),
                ),
                (
                    "paragraph_count",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="paragraphs"),
                ),
                (
                    "received_file",
                    models.CharField(blank=True, max_length=200, verbose_name="file received"),
                ),
                (
                    "received_sha256",
                    models.CharField(
                        blank=True, max_length=64, verbose_name="SHA-256 of the file received"
                    ),
                ),
                (
                    "triage_status",
                    models.CharField(default="to-read", max_length=40, verbose_name="triage"),
                ),
                (
                    "desk_note",
                    models.TextField(
                        blank=True, help_text="Never public.", verbose_name="desk note"
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="dispatches",
                        to="sources.publisher",
                        verbose_name="agency",
                    ),
                ),
                (
                    "assigned_to",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="assigned_articles",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="assigned to",
                    ),
                ),
                (
                    "publisher",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="articles",
                        to="sources.publisher",
                        verbose_name="publisher",
                    ),
                ),
                (
                    "same_dispatch_as",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="copies",
                        to="sources.sourcearticle",
                        verbose_name="same dispatch as",
                    ),
                ),
            ],
            options={
                "verbose_name": "source article",
                "verbose_name_plural": "source articles",
                "ordering": [
                    models.OrderBy(models.F("published_latest"), descending=True, nulls_last=True),
                    "slug",
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                ["article", "press-release", "agency-dispatch", "study", "filing"],
                            )
                        ),
                        name="sourcearticle_kind_known",
                        violation_error_message="Choose an article kind from the list.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "access__in",
                                [
                                    "open",
                                    "open-account-needed-to-comment",
                                    "registered-or-subscriber",
                                    "subscription-15-day-trial",
                                    "",
                                ],
                            )
                        ),
                        name="sourcearticle_access_known",
                        violation_error_message="Choose an access level from the list.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "body_status__in",
                                ["full-text", "excerpt", "headline-only", "reference-only"],
                            )
                        ),
                        name="sourcearticle_body_status_known",
                        violation_error_message="Choose a body status from the list.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("triage_status__in", ["to-read", "in-progress", "done", "set-aside"])
                        ),
                        name="sourcearticle_triage_status_known",
                        violation_error_message="Choose a triage status from the list.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("title", ""), _negated=True),
                            models.Q(
                                models.Q(("description_fr", ""), _negated=True),
                                models.Q(("description_en", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="sourcearticle_titled_or_described",
                        violation_error_message="An article needs its title or, where none is known, a description in both languages.",
                    ),
                    models.UniqueConstraint(
                        fields=("canonical_url",),
                        name="sourcearticle_canonical_url_unique",
                        violation_error_message="An article with this address is already on record.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("received_sha256", ""),
                            ("received_sha256__regex", "^[0-9a-f]{64}$"),
                            _connector="OR",
                        ),
                        name="sourcearticle_sha256_form",
                        violation_error_message="A SHA-256 is 64 hexadecimal digits.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("same_dispatch_as", models.F("pk")), _negated=True),
                        name="sourcearticle_not_its_own_copy",
                        violation_error_message="An article cannot be a copy of itself.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("published", ""),
                            (
                                "published__regex",
                                "^(?!0000)(\\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\\d|3[01])(T([01]\\d|2[0-3]):[0-5]\\d(:[0-5]\\d)?)?)?)?[?~%]?|(\\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\\d|3[01])(T([01]\\d|2[0-3]):[0-5]\\d(:[0-5]\\d)?)?)?)?[?~%]?|\\.\\.)/(?!0000)(\\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\\d|3[01])(T([01]\\d|2[0-3]):[0-5]\\d(:[0-5]\\d)?)?)?)?[?~%]?|\\.\\.))$",
                            ),
                            _connector="OR",
                        ),
                        name="sourcearticle_published_edtf",
                        violation_error_message="A date is written 2017, 2017-12, 2017-12-04, 2017-12~ or ../2017-12-04.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("published_inferred", False),
                            models.Q(("published_basis_en", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="sourcearticle_published_inferred_with_basis",
                        violation_error_message="An inferred date needs its basis: what it is inferred from.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("published_earliest", None),
                            ("published_latest", None),
                            ("published_earliest__lte", models.F("published_latest")),
                            _connector="OR",
                        ),
                        name="sourcearticle_published_bounds_ordered",
                        violation_error_message="The earliest day of a date cannot come after its latest day.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("updated", ""),
                            (
                                "updated__regex",
                                "^(?!0000)(\\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\\d|3[01])(T([01]\\d|2[0-3]):[0-5]\\d(:[0-5]\\d)?)?)?)?[?~%]?|(\\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\\d|3[01])(T([01]\\d|2[0-3]):[0-5]\\d(:[0-5]\\d)?)?)?)?[?~%]?|\\.\\.)/(?!0000)(\\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\\d|3[01])(T([01]\\d|2[0-3]):[0-5]\\d(:[0-5]\\d)?)?)?)?[?~%]?|\\.\\.))$",
                            ),
                            _connector="OR",
                        ),
                        name="sourcearticle_updated_edtf",
                        violation_error_message="A date is written 2017, 2017-12, 2017-12-04, 2017-12~ or ../2017-12-04.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("updated_inferred", False),
                            models.Q(("updated_basis_en", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="sourcearticle_updated_inferred_with_basis",
                        violation_error_message="An inferred date needs its basis: what it is inferred from.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("updated_earliest", None),
                            ("updated_latest", None),
                            ("updated_earliest__lte", models.F("updated_latest")),
                            _connector="OR",
                        ),
                        name="sourcearticle_updated_bounds_ordered",
                        violation_error_message="The earliest day of a date cannot come after its latest day.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ExcludedMention",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("surface", models.CharField(max_length=200, verbose_name="as printed")),
                (
                    "locator",
                    models.CharField(blank=True, max_length=100, verbose_name="place in the text"),
                ),
                ("reason", models.CharField(max_length=300, verbose_name="why it is left aside")),
                (
                    "article",
                    models.ForeignKey(
                        blank=True,
                        help_text="Empty when it occurs in several articles.",
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="excluded_mentions",
                        to="sources.sourcearticle",
                        verbose_name="article",
                    ),
                ),
            ],
            options={
                "verbose_name": "excluded mention",
                "verbose_name_plural": "excluded mentions",
                "ordering": ["surface", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("surface", "article"),
                        name="excludedmention_once",
                        nulls_distinct=False,
                        violation_error_message="This mention is already excluded.",
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="citation",
            name="article",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="citations",
                to="sources.sourcearticle",
                verbose_name="article",
            ),
        ),
        migrations.CreateModel(
            name="ArticleCitation",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "stance",
                    models.CharField(default="supports", max_length=40, verbose_name="stance"),
                ),
                (
                    "field",
                    models.CharField(
                        blank=True,
                        help_text="The field it is about; empty for the whole.",
                        max_length=60,
                        verbose_name="field",
                    ),
                ),
                (
                    "stated_value",
                    models.CharField(
                        blank=True,
                        help_text="What this source says, where it differs.",
                        max_length=200,
                        verbose_name="value it states",
                    ),
                ),
                (
                    "note_fr",
                    models.CharField(blank=True, max_length=500, verbose_name="note, in French"),
                ),
                (
                    "note_en",
                    models.CharField(blank=True, max_length=500, verbose_name="note, in English"),
                ),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                (
                    "citation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)s_links",
                        to="sources.citation",
                        verbose_name="passage",
                    ),
                ),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="evidence",
                        to="sources.sourcearticle",
                        verbose_name="article",
                    ),
                ),
            ],
            options={
                "verbose_name": "passage about an article",
                "verbose_name_plural": "passages about articles",
                "ordering": ["position", "id"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("stance__in", ["supports", "contradicts", "mentions"])),
                        name="articlecitation_stance_known",
                        violation_error_message="Choose a stance from the list.",
                    ),
                    models.UniqueConstraint(
                        fields=("article", "citation", "field"),
                        name="articlecitation_once",
                        violation_error_message="This passage is already linked to this article.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TextVersion",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("sha256", models.CharField(max_length=64, verbose_name="SHA-256")),
                ("extractor", models.CharField(max_length=60, verbose_name="extractor")),
                (
                    "extractor_version",
                    models.CharField(max_length=40, verbose_name="extractor version"),
                ),
                ("text", models.TextField(verbose_name="text")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created at")),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="text_versions",
                        to="sources.sourcearticle",
                        verbose_name="article",
                    ),
                ),
            ],
            options={
                "verbose_name": "text version",
                "verbose_name_plural": "text versions",
                "ordering": ["article", "-created_at"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("article", "sha256"),
                        name="textversion_once",
                        violation_error_message="This text of the article is already on record.",
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="citation",
            name="text_version",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="citations",
                to="sources.textversion",
                verbose_name="text version",
            ),
        ),
        migrations.CreateModel(
            name="VocabularyTerm",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("vocabulary", models.CharField(max_length=60, verbose_name="vocabulary")),
                ("code", models.CharField(max_length=40, verbose_name="code")),
                ("value", models.CharField(max_length=60, verbose_name="value in source files")),
                ("label_fr", models.CharField(max_length=120, verbose_name="label, in French")),
                ("label_en", models.CharField(max_length=120, verbose_name="label, in English")),
                ("definition_fr", models.TextField(verbose_name="definition, in French")),
                ("definition_en", models.TextField(verbose_name="definition, in English")),
                ("position", models.PositiveSmallIntegerField(verbose_name="position")),
            ],
            options={
                "verbose_name": "vocabulary term",
                "verbose_name_plural": "vocabulary terms",
                "ordering": ["vocabulary", "position"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("vocabulary", "code"), name="vocabularyterm_code_unique"
                    )
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="citation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("selectors__isnull", True), ("text_version__isnull", False), _connector="OR"
                ),
                name="citation_selectors_need_text",
                violation_error_message="Selectors need the text version they point into.",
            ),
        ),
    ]
