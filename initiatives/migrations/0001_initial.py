import uuid

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.comparison
from django.conf import settings
from django.db import migrations, models

import sources.fields


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("auth", "__first__"),
        ("sources", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="DatasetLoad",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.SlugField(max_length=100, unique=True, verbose_name="name")),
                ("meta", models.JSONField(default=dict, verbose_name="description")),
                ("loaded_at", models.DateTimeField(auto_now=True, verbose_name="loaded at")),
            ],
            options={
                "verbose_name": "dataset load",
                "verbose_name_plural": "dataset loads",
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="Initiative",
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
                ("title", models.CharField(max_length=200, verbose_name="title")),
                (
                    "title_coined",
                    models.BooleanField(
                        default=False,
                        help_text="The sources give it no name of its own.",
                        verbose_name="title coined here",
                    ),
                ),
                (
                    "title_as_stated",
                    models.CharField(blank=True, max_length=300, verbose_name="title as printed"),
                ),
                (
                    "language",
                    models.CharField(
                        choices=[("fr", "French"), ("en", "English")],
                        default="fr",
                        max_length=2,
                        verbose_name="language",
                    ),
                ),
                ("kind", models.CharField(blank=True, max_length=40, verbose_name="kind")),
                ("subkind", models.CharField(blank=True, max_length=40, verbose_name="subkind")),
                (
                    "scope",
                    models.CharField(
                        blank=True,
                        help_text="“context” for an entry kept only as background.",
                        max_length=60,
                        verbose_name="scope",
                    ),
                ),
                ("summary", models.TextField(blank=True, verbose_name="summary")),
                (
                    "description",
                    models.TextField(blank=True, help_text="Markdown.", verbose_name="description"),
                ),
                ("audience_fr", models.TextField(blank=True, verbose_name="audience, in French")),
                ("audience_en", models.TextField(blank=True, verbose_name="audience, in English")),
                (
                    "place_name_fr",
                    models.CharField(blank=True, max_length=200, verbose_name="place, in French"),
                ),
                (
                    "place_name_en",
                    models.CharField(blank=True, max_length=200, verbose_name="place, in English"),
                ),
                (
                    "city_fr",
                    models.CharField(blank=True, max_length=120, verbose_name="city, in French"),
                ),
                (
                    "city_en",
                    models.CharField(blank=True, max_length=120, verbose_name="city, in English"),
                ),
                (
                    "department",
                    models.CharField(blank=True, max_length=120, verbose_name="department"),
                ),
                ("country", models.CharField(blank=True, max_length=2, verbose_name="country")),
                (
                    "place_inferred",
                    models.BooleanField(default=False, verbose_name="place inferred"),
                ),
                (
                    "evidence_level",
                    models.CharField(default="full", max_length=40, verbose_name="evidence level"),
                ),
                (
                    "start",
                    models.CharField(blank=True, default="", max_length=60, verbose_name="start"),
                ),
                (
                    "start_not_before",
                    models.DateField(blank=True, null=True, verbose_name="not before"),
                ),
                (
                    "start_not_after",
                    models.DateField(blank=True, null=True, verbose_name="not after"),
                ),
                (
                    "start_earliest",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.db.models.functions.comparison.Coalesce(
                            models.F("start_not_before"), sources.fields.EdtfEarliest("start")
                        ),
                        output_field=models.DateField(),
                        verbose_name="earliest day",
                    ),
                ),
                (
                    "start_latest",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.db.models.functions.comparison.Coalesce(
                            models.F("start_not_after"), sources.fields.EdtfLatest("start")
                        ),
                        output_field=models.DateField(),
                        verbose_name="latest day",
                    ),
                ),
                ("start_inferred", models.BooleanField(default=False, verbose_name="inferred")),
                ("start_basis_fr", models.TextField(blank=True, verbose_name="basis, in French")),
                ("start_basis_en", models.TextField(blank=True, verbose_name="basis, in English")),
                (
                    "end",
                    models.CharField(blank=True, default="", max_length=60, verbose_name="end"),
                ),
                (
                    "end_not_before",
                    models.DateField(blank=True, null=True, verbose_name="not before"),
                ),
                (
                    "end_not_after",
                    models.DateField(blank=True, null=True, verbose_name="not after"),
                ),
                (
                    "end_earliest",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.db.models.functions.comparison.Coalesce(
                            models.F("end_not_before"), sources.fields.EdtfEarliest("end")
                        ),
                        output_field=models.DateField(),
                        verbose_name="earliest day",
                    ),
                ),
                (
                    "end_latest",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.db.models.functions.comparison.Coalesce(
                            models.F("end_not_after"), sources.fields.EdtfLatest("end")
                        ),
                        output_field=models.DateField(),
                        verbose_name="latest day",
                    ),
                ),
                ("end_inferred", models.BooleanField(default=False, verbose_name="inferred")),
                ("end_basis_fr", models.TextField(blank=True, verbose_name="basis, in French")),
                ("end_basis_en", models.TextField(blank=True, verbose_name="basis, in English")),
                (
                    "last_verified_on",
                    models.DateField(blank=True, null=True, verbose_name="last verified on"),
                ),
                (
                    "desk_note_fr",
                    models.TextField(
                        blank=True, help_text="Never public.", verbose_name="desk note, in French"
                    ),
                ),
                (
                    "desk_note_en",
                    models.TextField(
                        blank=True, help_text="Never public.", verbose_name="desk note, in English"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        default="draft", editable=False, max_length=40, verbose_name="state"
                    ),
                ),
                (
                    "version",
                    models.PositiveIntegerField(default=0, editable=False, verbose_name="version"),
                ),
                (
                    "first_published_at",
                    models.DateTimeField(
                        editable=False, null=True, verbose_name="first published at"
                    ),
                ),
                (
                    "published_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="published at"),
                ),
                (
                    "withdrawal_reason",
                    models.TextField(
                        blank=True, editable=False, verbose_name="reason of the withdrawal"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created at")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="updated at")),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="initiatives_created",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="created by",
                    ),
                ),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merged",
                        to="initiatives.initiative",
                        verbose_name="merged into",
                    ),
                ),
                (
                    "related",
                    models.ManyToManyField(
                        blank=True,
                        related_name="related_from",
                        to="initiatives.initiative",
                        verbose_name="related entries",
                    ),
                ),
            ],
            options={
                "verbose_name": "initiative",
                "verbose_name_plural": "initiatives",
                "ordering": ["title", "pk"],
                "permissions": [
                    ("publish_initiative", "Can publish an initiative"),
                    ("withdraw_initiative", "Can withdraw an initiative"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "lab",
                                    "application",
                                    "device",
                                    "programme",
                                    "partnership",
                                    "joint-venture",
                                    "fund",
                                    "accelerator",
                                    "platform",
                                    "study",
                                    "event-series",
                                    "framework",
                                    "infrastructure",
                                    "acquisition",
                                    "training",
                                    "",
                                ],
                            )
                        ),
                        name="initiative_kind_known",
                        violation_error_message="Choose a kind from the list.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "subkind__in",
                                ["funding-round", "proof-of-concept", "internal-accelerator", ""],
                            )
                        ),
                        name="initiative_subkind_known",
                        violation_error_message="Choose a subkind from the list.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("evidence_level__in", ["full", "headline-only", "brief-mention"])
                        ),
                        name="initiative_evidence_level_known",
                        violation_error_message="Choose an evidence level from the list.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["draft", "published", "withdrawn", "merged"])
                        ),
                        name="initiative_state_known",
                        violation_error_message="Choose a state from the list.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("title", ""), _negated=True),
                        name="initiative_titled",
                        violation_error_message="An initiative needs a title.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "draft"), ("version", 0)),
                            models.Q(
                                models.Q(("state", "draft"), _negated=True), ("version__gte", 1)
                            ),
                            _connector="OR",
                        ),
                        name="initiative_draft_has_no_version",
                        violation_error_message="A draft has never been published, and what has been is no draft.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("merged_into__isnull", False), ("state", "merged")),
                            models.Q(
                                models.Q(("state", "merged"), _negated=True), ("merged_into", None)
                            ),
                            _connector="OR",
                        ),
                        name="initiative_merged_somewhere",
                        violation_error_message="A merged entry names the entry it became, and no other does.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "withdrawn"), _negated=True),
                            models.Q(("withdrawal_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="initiative_withdrawn_with_reason",
                        violation_error_message="A withdrawn entry needs its reason.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("start", ""),
                            (
                                "start__regex",
                                "^(?!0000)(\\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\\d|3[01])(T([01]\\d|2[0-3]):[0-5]\\d(:[0-5]\\d)?)?)?)?[?~%]?|(\\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\\d|3[01])(T([01]\\d|2[0-3]):[0-5]\\d(:[0-5]\\d)?)?)?)?[?~%]?|\\.\\.)/(?!0000)(\\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\\d|3[01])(T([01]\\d|2[0-3]):[0-5]\\d(:[0-5]\\d)?)?)?)?[?~%]?|\\.\\.))$",
                            ),
                            _connector="OR",
                        ),
                        name="initiative_start_edtf",
                        violation_error_message="A date is written 2017, 2017-12, 2017-12-04, 2017-12~ or ../2017-12-04.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("start_inferred", False),
                            models.Q(("start_basis_en", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="initiative_start_inferred_with_basis",
                        violation_error_message="An inferred date needs its basis: what it is inferred from.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("start_earliest", None),
                            ("start_latest", None),
                            ("start_earliest__lte", models.F("start_latest")),
                            _connector="OR",
                        ),
                        name="initiative_start_bounds_ordered",
                        violation_error_message="The earliest day of a date cannot come after its latest day.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("end", ""),
                            (
                                "end__regex",
                                "^(?!0000)(\\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\\d|3[01])(T([01]\\d|2[0-3]):[0-5]\\d(:[0-5]\\d)?)?)?)?[?~%]?|(\\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\\d|3[01])(T([01]\\d|2[0-3]):[0-5]\\d(:[0-5]\\d)?)?)?)?[?~%]?|\\.\\.)/(?!0000)(\\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\\d|3[01])(T([01]\\d|2[0-3]):[0-5]\\d(:[0-5]\\d)?)?)?)?[?~%]?|\\.\\.))$",
                            ),
                            _connector="OR",
                        ),
                        name="initiative_end_edtf",
                        violation_error_message="A date is written 2017, 2017-12, 2017-12-04, 2017-12~ or ../2017-12-04.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("end_inferred", False),
                            models.Q(("end_basis_en", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="initiative_end_inferred_with_basis",
                        violation_error_message="An inferred date needs its basis: what it is inferred from.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("end_earliest", None),
                            ("end_latest", None),
                            ("end_earliest__lte", models.F("end_latest")),
                            _connector="OR",
                        ),
                        name="initiative_end_bounds_ordered",
                        violation_error_message="The earliest day of a date cannot come after its latest day.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Partner",
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
                    "name_fr",
                    models.CharField(blank=True, max_length=200, verbose_name="name, in French"),
                ),
                (
                    "name_en",
                    models.CharField(blank=True, max_length=200, verbose_name="name, in English"),
                ),
                ("kind", models.CharField(blank=True, max_length=40, verbose_name="kind")),
                ("country", models.CharField(blank=True, max_length=2, verbose_name="country")),
                (
                    "country_basis",
                    models.CharField(
                        blank=True, max_length=40, verbose_name="basis of the country"
                    ),
                ),
                (
                    "parent_relation",
                    models.CharField(
                        blank=True, max_length=40, verbose_name="relation to the parent"
                    ),
                ),
                (
                    "parent_basis",
                    models.CharField(
                        blank=True, max_length=40, verbose_name="basis of the relation"
                    ),
                ),
                (
                    "home_page",
                    models.URLField(blank=True, max_length=500, verbose_name="home page"),
                ),
                (
                    "wikidata",
                    models.CharField(
                        blank=True,
                        max_length=20,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^Q\\d+$", "A Wikidata identifier is Q and digits, such as Q14346."
                            )
                        ],
                        verbose_name="Wikidata",
                    ),
                ),
                (
                    "lei",
                    models.CharField(
                        blank=True,
                        max_length=20,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[A-Z0-9]{18}\\d\\d$",
                                "An LEI has 18 letters or digits and two digits.",
                            )
                        ],
                        verbose_name="LEI",
                    ),
                ),
                (
                    "siren",
                    models.CharField(
                        blank=True,
                        max_length=9,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^\\d{9}$", "A SIREN has nine digits."
                            )
                        ],
                        verbose_name="SIREN",
                    ),
                ),
                (
                    "founded",
                    models.CharField(blank=True, default="", max_length=60, verbose_name="founded"),
                ),
                (
                    "founded_not_before",
                    models.DateField(blank=True, null=True, verbose_name="not before"),
                ),
                (
                    "founded_not_after",
                    models.DateField(blank=True, null=True, verbose_name="not after"),
                ),
                (
                    "founded_earliest",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.db.models.functions.comparison.Coalesce(
                            models.F("founded_not_before"), sources.fields.EdtfEarliest("founded")
                        ),
                        output_field=models.DateField(),
                        verbose_name="earliest day",
                    ),
                ),
                (
                    "founded_latest",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.db.models.functions.comparison.Coalesce(
                            models.F("founded_not_after"), sources.fields.EdtfLatest("founded")
                        ),
                        output_field=models.DateField(),
                        verbose_name="latest day",
                    ),
                ),
                ("founded_inferred", models.BooleanField(default=False, verbose_name="inferred")),
                ("founded_basis_fr", models.TextField(blank=True, verbose_name="basis, in French")),
                (
                    "founded_basis_en",
                    models.TextField(blank=True, verbose_name="basis, in English"),
                ),
                (
                    "ended",
                    models.CharField(blank=True, default="", max_length=60, verbose_name="ended"),
                ),
                (
                    "ended_not_before",
                    models.DateField(blank=True, null=True, verbose_name="not before"),
                ),
                (
                    "ended_not_after",
                    models.DateField(blank=True, null=True, verbose_name="not after"),
                ),
                (
                    "ended_earliest",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.db.models.functions.comparison.Coalesce(
                            models.F("ended_not_before"), sources.fields.EdtfEarliest("ended")
                        ),
                        output_field=models.DateField(),
                        verbose_name="earliest day",
                    ),
                ),
                (
                    "ended_latest",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.db.models.functions.comparison.Coalesce(
                            models.F("ended_not_after"), sources.fields.EdtfLatest("ended")
                        ),
                        output_field=models.DateField(),
                        verbose_name="latest day",
                    ),
                ),
                ("ended_inferred", models.BooleanField(default=False, verbose_name="inferred")),
                ("ended_basis_fr", models.TextField(blank=True, verbose_name="basis, in French")),
                ("ended_basis_en", models.TextField(blank=True, verbose_name="basis, in English")),
                (
                    "public",
                    models.BooleanField(
                        default=False,
                        help_text="Editors decide. Until then no public page names this partner.",
                        verbose_name="public",
                    ),
                ),
                (
                    "desk_note",
                    models.TextField(
                        blank=True, help_text="Never public.", verbose_name="desk note"
                    ),
                ),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merged",
                        to="initiatives.partner",
                        verbose_name="merged into",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="subsidiaries",
                        to="initiatives.partner",
                        verbose_name="parent",
                    ),
                ),
                (
                    "parent_publisher",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="partner_brands",
                        to="sources.publisher",
                        verbose_name="parent, when it is only a publisher",
                    ),
                ),
                (
                    "shareholders",
                    models.ManyToManyField(
                        blank=True,
                        related_name="holdings",
                        to="initiatives.partner",
                        verbose_name="shareholders",
                    ),
                ),
            ],
            options={
                "verbose_name": "partner",
                "verbose_name_plural": "partners",
                "ordering": ["name", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "pharma",
                                    "big-tech",
                                    "tech-company",
                                    "start-up",
                                    "public-body",
                                    "consultancy",
                                    "accelerator-school",
                                    "research",
                                    "association",
                                    "hospital",
                                    "investor",
                                    "media",
                                    "other",
                                    "",
                                ],
                            )
                        ),
                        name="partner_kind_known",
                        violation_error_message="Choose a partner kind from the list.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("country_basis__in", ["text", "inferred", "common-knowledge", ""])
                        ),
                        name="partner_country_basis_known",
                        violation_error_message="Choose a basis from the list.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("parent_basis__in", ["text", "inferred", "common-knowledge", ""])
                        ),
                        name="partner_parent_basis_known",
                        violation_error_message="Choose a basis from the list.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "parent_relation__in",
                                [
                                    "national-subsidiary-of",
                                    "subsidiary-of",
                                    "health-division-of",
                                    "statutory-body-within",
                                    "brand-of",
                                    "acquired-by",
                                    "",
                                ],
                            )
                        ),
                        name="partner_parent_relation_known",
                        violation_error_message="Choose a relation from the list.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True),
                        name="partner_named",
                        violation_error_message="A partner needs a name.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("country", ""),
                            models.Q(("country_basis", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="partner_country_with_basis",
                        violation_error_message="Say what the country rests on: a text, an inference or common knowledge.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("parent", None), ("parent_publisher", None), _connector="OR"
                        ),
                        name="partner_one_parent",
                        violation_error_message="A partner has one parent: an organisation or a publisher, not both.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("parent", None),
                                ("parent_publisher", None),
                                ("parent_relation", ""),
                                ("parent_basis", ""),
                            ),
                            models.Q(
                                models.Q(
                                    models.Q(("parent", None), _negated=True),
                                    models.Q(("parent_publisher", None), _negated=True),
                                    _connector="OR",
                                ),
                                models.Q(("parent_relation", ""), _negated=True),
                                models.Q(("parent_basis", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="partner_parent_with_relation_and_basis",
                        violation_error_message="A parent needs its relation and its basis; without one, leave them empty.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("parent", None),
                                models.Q(("parent", models.F("pk")), _negated=True),
                                _connector="OR",
                            ),
                            models.Q(
                                ("merged_into", None),
                                models.Q(("merged_into", models.F("pk")), _negated=True),
                                _connector="OR",
                            ),
                        ),
                        name="partner_not_its_own_kin",
                        violation_error_message="A partner cannot be its own parent nor be merged into itself.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("merged_into", None), ("public", False), _connector="OR"
                        ),
                        name="partner_merged_not_public",
                        violation_error_message="A partner merged into another is no longer public by itself.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("founded", ""),
                            (
                                "founded__regex",
                                "^(?!0000)(\\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\\d|3[01])(T([01]\\d|2[0-3]):[0-5]\\d(:[0-5]\\d)?)?)?)?[?~%]?|(\\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\\d|3[01])(T([01]\\d|2[0-3]):[0-5]\\d(:[0-5]\\d)?)?)?)?[?~%]?|\\.\\.)/(?!0000)(\\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\\d|3[01])(T([01]\\d|2[0-3]):[0-5]\\d(:[0-5]\\d)?)?)?)?[?~%]?|\\.\\.))$",
                            ),
                            _connector="OR",
                        ),
                        name="partner_founded_edtf",
                        violation_error_message="A date is written 2017, 2017-12, 2017-12-04, 2017-12~ or ../2017-12-04.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("founded_inferred", False),
                            models.Q(("founded_basis_en", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="partner_founded_inferred_with_basis",
                        violation_error_message="An inferred date needs its basis: what it is inferred from.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("founded_earliest", None),
                            ("founded_latest", None),
                            ("founded_earliest__lte", models.F("founded_latest")),
                            _connector="OR",
                        ),
                        name="partner_founded_bounds_ordered",
                        violation_error_message="The earliest day of a date cannot come after its latest day.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended", ""),
                            (
                                "ended__regex",
                                "^(?!0000)(\\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\\d|3[01])(T([01]\\d|2[0-3]):[0-5]\\d(:[0-5]\\d)?)?)?)?[?~%]?|(\\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\\d|3[01])(T([01]\\d|2[0-3]):[0-5]\\d(:[0-5]\\d)?)?)?)?[?~%]?|\\.\\.)/(?!0000)(\\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\\d|3[01])(T([01]\\d|2[0-3]):[0-5]\\d(:[0-5]\\d)?)?)?)?[?~%]?|\\.\\.))$",
                            ),
                            _connector="OR",
                        ),
                        name="partner_ended_edtf",
                        violation_error_message="A date is written 2017, 2017-12, 2017-12-04, 2017-12~ or ../2017-12-04.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_inferred", False),
                            models.Q(("ended_basis_en", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="partner_ended_inferred_with_basis",
                        violation_error_message="An inferred date needs its basis: what it is inferred from.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_earliest", None),
                            ("ended_latest", None),
                            ("ended_earliest__lte", models.F("ended_latest")),
                            _connector="OR",
                        ),
                        name="partner_ended_bounds_ordered",
                        violation_error_message="The earliest day of a date cannot come after its latest day.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PublicationCounter",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("value", models.BigIntegerField()),
            ],
            options={
                "verbose_name": "publication counter",
                "verbose_name_plural": "publication counters",
            },
        ),
        migrations.CreateModel(
            name="PublishedChange",
            fields=[
                ("seq", models.BigAutoField(primary_key=True, serialize=False)),
                ("action", models.CharField(max_length=20)),
                ("type", models.CharField(max_length=40)),
                ("slug", models.CharField(max_length=100)),
                ("version", models.PositiveIntegerField(null=True)),
                ("at", models.DateTimeField()),
                ("location", models.CharField(max_length=200, null=True)),
            ],
            options={
                "verbose_name": "published change",
                "verbose_name_plural": "published changes",
                "ordering": ["seq"],
            },
        ),
        migrations.CreateModel(
            name="PublishedPublisher",
            fields=[
                ("document", models.TextField(null=True, verbose_name="document")),
                ("updated_at", models.DateTimeField(verbose_name="updated at")),
                (
                    "quotes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=120), default=list
                    ),
                ),
                ("slug", models.CharField(max_length=100, unique=True)),
                ("sort_title", models.CharField(max_length=300)),
                ("search", django.contrib.postgres.search.SearchVectorField(null=True)),
                (
                    "publisher",
                    models.OneToOneField(
                        db_column="id",
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="published_row",
                        serialize=False,
                        to="sources.publisher",
                    ),
                ),
                ("kind", models.CharField(max_length=40)),
                ("country", models.CharField(max_length=2)),
            ],
            options={
                "verbose_name": "published publisher",
                "verbose_name_plural": "published publishers",
                "ordering": ["sort_title", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Theme",
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
                ("name_fr", models.CharField(max_length=120, verbose_name="name, in French")),
                (
                    "name_en",
                    models.CharField(max_length=120, unique=True, verbose_name="name, in English"),
                ),
                ("definition_fr", models.TextField(verbose_name="definition, in French")),
                ("definition_en", models.TextField(verbose_name="definition, in English")),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="initiatives.theme",
                        verbose_name="parent",
                    ),
                ),
            ],
            options={
                "verbose_name": "theme",
                "verbose_name_plural": "themes",
                "ordering": ["slug"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("parent", models.F("pk")), _negated=True),
                        name="theme_not_its_own_parent",
                        violation_error_message="A theme cannot be its own parent.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="AliasCitation",
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
            ],
            options={
                "verbose_name": "passage with an alias",
                "verbose_name_plural": "passages with aliases",
                "ordering": ["position", "id"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("stance__in", ["supports", "contradicts", "mentions"])),
                        name="aliascitation_stance_known",
                        violation_error_message="Choose a stance from the list.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Disagreement",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
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
                ("topic_fr", models.CharField(max_length=200, verbose_name="topic, in French")),
                ("topic_en", models.CharField(max_length=200, verbose_name="topic, in English")),
                (
                    "working_type",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="working note on its type"
                    ),
                ),
                ("nature", models.CharField(max_length=40, verbose_name="nature")),
                ("public", models.BooleanField(default=False, verbose_name="public")),
                (
                    "resolution_fr",
                    models.TextField(blank=True, verbose_name="resolution, in French"),
                ),
                (
                    "resolution_en",
                    models.TextField(blank=True, verbose_name="resolution, in English"),
                ),
                (
                    "resolution_basis",
                    models.CharField(
                        blank=True, max_length=40, verbose_name="basis of the resolution"
                    ),
                ),
            ],
            options={
                "verbose_name": "disagreement",
                "verbose_name_plural": "disagreements",
                "ordering": ["slug"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "nature__in",
                                ["real", "ambiguous", "evolution", "scope", "complement"],
                            )
                        ),
                        name="disagreement_nature_known",
                        violation_error_message="Choose a nature from the list.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("resolution_basis__in", ["text", "inferred", "common-knowledge", ""])
                        ),
                        name="disagreement_resolution_basis_known",
                        violation_error_message="Choose a basis from the list.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("resolution_en", ""),
                            models.Q(("resolution_basis", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="disagreement_resolved_on_a_basis",
                        violation_error_message="A resolution needs its basis.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DisagreementPosition",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("words_fr", models.CharField(max_length=300, verbose_name="in words, in French")),
                ("words_en", models.CharField(max_length=300, verbose_name="in words, in English")),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                (
                    "disagreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="positions",
                        to="initiatives.disagreement",
                        verbose_name="disagreement",
                    ),
                ),
            ],
            options={
                "verbose_name": "position in a disagreement",
                "verbose_name_plural": "positions in disagreements",
                "ordering": ["position", "id"],
            },
        ),
        migrations.CreateModel(
            name="ExchangeRate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("currency", models.CharField(max_length=3, verbose_name="currency")),
                ("date", models.DateField(verbose_name="date")),
                (
                    "rate",
                    models.DecimalField(
                        decimal_places=6, max_digits=18, verbose_name="units for one euro"
                    ),
                ),
            ],
            options={
                "verbose_name": "exchange rate",
                "verbose_name_plural": "exchange rates",
                "ordering": ["-date", "currency"],
                "constraints": [
                    models.UniqueConstraint(fields=("currency", "date"), name="exchangerate_once"),
                    models.CheckConstraint(
                        condition=models.Q(("rate__gt", 0)),
                        name="exchangerate_positive",
                        violation_error_message="A rate is above zero.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PublishedInitiative",
            fields=[
                ("document", models.TextField(null=True, verbose_name="document")),
                ("updated_at", models.DateTimeField(verbose_name="updated at")),
                (
                    "initiative",
                    models.OneToOneField(
                        db_column="id",
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="published_row",
                        serialize=False,
                        to="initiatives.initiative",
                    ),
                ),
                (
                    "quotes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=120), default=list
                    ),
                ),
                ("slug", models.CharField(max_length=100, unique=True)),
                ("state", models.CharField(max_length=40)),
                ("reason", models.TextField(blank=True)),
                ("merged_into", models.CharField(blank=True, max_length=100)),
                ("version", models.PositiveIntegerField()),
                ("published_at", models.DateTimeField()),
                ("title_fr", models.CharField(max_length=300)),
                ("title_en", models.CharField(max_length=300)),
                ("sort_title", models.CharField(max_length=300)),
                ("kind", models.CharField(max_length=40)),
                ("lifecycle", models.CharField(max_length=40)),
                ("evidence_level", models.CharField(max_length=40)),
                (
                    "themes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=100), default=list
                    ),
                ),
                (
                    "countries",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=100), default=list
                    ),
                ),
                (
                    "sources",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=100), default=list
                    ),
                ),
                (
                    "publishers",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=100), default=list
                    ),
                ),
                (
                    "parents",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=100), default=list
                    ),
                ),
                ("has_conflict", models.BooleanField(default=False)),
                ("first_known_earliest", models.DateField(null=True)),
                ("first_known_latest", models.DateField(null=True)),
                ("search", django.contrib.postgres.search.SearchVectorField(null=True)),
            ],
            options={
                "verbose_name": "published initiative",
                "verbose_name_plural": "published initiatives",
                "ordering": ["-published_at", "-pk"],
                "indexes": [
                    models.Index(
                        fields=["published_at", "initiative"], name="pubinitiative_published"
                    ),
                    models.Index(fields=["updated_at", "initiative"], name="pubinitiative_updated"),
                    models.Index(fields=["sort_title", "initiative"], name="pubinitiative_title"),
                    models.Index(
                        fields=["first_known_earliest", "initiative"], name="pubinitiative_known"
                    ),
                    models.Index(fields=["kind", "published_at"], name="pubinitiative_kind"),
                    models.Index(
                        fields=["lifecycle", "published_at"], name="pubinitiative_lifecycle"
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["themes"], name="pubinitiative_themes"
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["countries"], name="pubinitiative_countries"
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["sources"], name="pubinitiative_sources"
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["publishers"], name="pubinitiative_publishers"
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["parents"], name="pubinitiative_parents"
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["quotes"], name="pubinitiative_quotes"
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["search"], name="pubinitiative_search"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Evidence",
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
                    "initiative",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="evidence",
                        to="initiatives.initiative",
                        verbose_name="initiative",
                    ),
                ),
            ],
            options={
                "verbose_name": "evidence",
                "verbose_name_plural": "evidence",
                "ordering": ["position", "id"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("stance__in", ["supports", "contradicts", "mentions"])),
                        name="evidence_stance_known",
                        violation_error_message="Choose a stance from the list.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="EditorialHint",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("hint", models.TextField(verbose_name="hint")),
                (
                    "usable_as_fact",
                    models.BooleanField(
                        default=False, editable=False, verbose_name="usable as a fact"
                    ),
                ),
                (
                    "article",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="hints",
                        to="sources.sourcearticle",
                        verbose_name="article",
                    ),
                ),
                (
                    "initiative",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="hints",
                        to="initiatives.initiative",
                        verbose_name="initiative",
                    ),
                ),
            ],
            options={
                "verbose_name": "hint to check",
                "verbose_name_plural": "hints to check",
                "ordering": ["id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("initiative", None), ("article__isnull", False)),
                            models.Q(("initiative__isnull", False), ("article", None)),
                            _connector="OR",
                        ),
                        name="editorialhint_about_one_thing",
                        violation_error_message="A hint is about one entry or one article.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("usable_as_fact", False)),
                        name="editorialhint_never_a_fact",
                        violation_error_message="A hint is not a fact: find a source and cite it.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="InitiativeAlias",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("surface", models.CharField(max_length=200, verbose_name="other name")),
                (
                    "citation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="initiative_aliases",
                        to="sources.citation",
                        verbose_name="passage",
                    ),
                ),
                (
                    "initiative",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="aliases",
                        to="initiatives.initiative",
                        verbose_name="initiative",
                    ),
                ),
            ],
            options={
                "verbose_name": "other name of an initiative",
                "verbose_name_plural": "other names of initiatives",
                "ordering": ["surface", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("initiative", "surface"),
                        name="initiativealias_once",
                        violation_error_message="This name is already on the entry.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="InitiativeDate",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("kind", models.CharField(max_length=40, verbose_name="kind")),
                (
                    "date",
                    models.CharField(blank=True, default="", max_length=60, verbose_name="date"),
                ),
                (
                    "date_not_before",
                    models.DateField(blank=True, null=True, verbose_name="not before"),
                ),
                (
                    "date_not_after",
                    models.DateField(blank=True, null=True, verbose_name="not after"),
                ),
                (
                    "date_earliest",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.db.models.functions.comparison.Coalesce(
                            models.F("date_not_before"), sources.fields.EdtfEarliest("date")
                        ),
                        output_field=models.DateField(),
                        verbose_name="earliest day",
                    ),
                ),
                (
                    "date_latest",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.db.models.functions.comparison.Coalesce(
                            models.F("date_not_after"), sources.fields.EdtfLatest("date")
                        ),
                        output_field=models.DateField(),
                        verbose_name="latest day",
                    ),
                ),
                ("date_inferred", models.BooleanField(default=False, verbose_name="inferred")),
                ("date_basis_fr", models.TextField(blank=True, verbose_name="basis, in French")),
                ("date_basis_en", models.TextField(blank=True, verbose_name="basis, in English")),
                (
                    "initiative",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="dates",
                        to="initiatives.initiative",
                        verbose_name="initiative",
                    ),
                ),
            ],
            options={
                "verbose_name": "date of an initiative",
                "verbose_name_plural": "dates of initiatives",
                "ordering": ["date_earliest", "kind"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "conceived",
                                    "announced",
                                    "created",
                                    "opened-internally",
                                    "inaugurated",
                                    "active-since",
                                ],
                            )
                        ),
                        name="initiativedate_kind_known",
                        violation_error_message="Choose a kind of date from the list.",
                    ),
                    models.UniqueConstraint(
                        fields=("initiative", "kind"),
                        name="initiativedate_once",
                        violation_error_message="The entry already has a date of this kind.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("date", ""),
                            (
                                "date__regex",
                                "^(?!0000)(\\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\\d|3[01])(T([01]\\d|2[0-3]):[0-5]\\d(:[0-5]\\d)?)?)?)?[?~%]?|(\\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\\d|3[01])(T([01]\\d|2[0-3]):[0-5]\\d(:[0-5]\\d)?)?)?)?[?~%]?|\\.\\.)/(?!0000)(\\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\\d|3[01])(T([01]\\d|2[0-3]):[0-5]\\d(:[0-5]\\d)?)?)?)?[?~%]?|\\.\\.))$",
                            ),
                            _connector="OR",
                        ),
                        name="initiativedate_date_edtf",
                        violation_error_message="A date is written 2017, 2017-12, 2017-12-04, 2017-12~ or ../2017-12-04.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("date_inferred", False),
                            models.Q(("date_basis_en", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="initiativedate_date_inferred_with_basis",
                        violation_error_message="An inferred date needs its basis: what it is inferred from.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("date_earliest", None),
                            ("date_latest", None),
                            ("date_earliest__lte", models.F("date_latest")),
                            _connector="OR",
                        ),
                        name="initiativedate_date_bounds_ordered",
                        violation_error_message="The earliest day of a date cannot come after its latest day.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="InitiativeParent",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "basis_fr",
                    models.TextField(
                        blank=True,
                        help_text="Only where no source says it.",
                        verbose_name="basis, in French",
                    ),
                ),
                ("basis_en", models.TextField(blank=True, verbose_name="basis, in English")),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                (
                    "child",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="parent_links",
                        to="initiatives.initiative",
                        verbose_name="part",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="child_links",
                        to="initiatives.initiative",
                        verbose_name="part of",
                    ),
                ),
            ],
            options={
                "verbose_name": "parent of an initiative",
                "verbose_name_plural": "parents of initiatives",
                "ordering": ["position", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("child", "parent"),
                        name="initiativeparent_once",
                        violation_error_message="This entry is already part of that one.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("child", models.F("parent")), _negated=True),
                        name="initiativeparent_not_itself",
                        violation_error_message="An entry cannot be part of itself.",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="initiative",
            name="parents",
            field=models.ManyToManyField(
                related_name="children",
                through="initiatives.InitiativeParent",
                through_fields=("child", "parent"),
                to="initiatives.initiative",
                verbose_name="parents",
            ),
        ),
        migrations.CreateModel(
            name="Investment",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("kind", models.CharField(max_length=40, verbose_name="kind")),
                ("stage", models.CharField(blank=True, max_length=40, verbose_name="stage")),
                (
                    "scope_fr",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="what it is for, in French"
                    ),
                ),
                (
                    "scope_en",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="what it is for, in English"
                    ),
                ),
                (
                    "disclosure",
                    models.CharField(
                        default="not-mentioned", max_length=40, verbose_name="disclosure"
                    ),
                ),
                (
                    "amount_min",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=18,
                        null=True,
                        verbose_name="amount, or its lower bound",
                    ),
                ),
                (
                    "amount_max",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=18,
                        null=True,
                        verbose_name="upper bound",
                    ),
                ),
                ("currency", models.CharField(blank=True, max_length=3, verbose_name="currency")),
                (
                    "qualifier",
                    models.CharField(default="exact", max_length=40, verbose_name="qualifier"),
                ),
                ("period", models.CharField(default="once", max_length=40, verbose_name="period")),
                (
                    "date",
                    models.CharField(blank=True, default="", max_length=60, verbose_name="date"),
                ),
                (
                    "date_not_before",
                    models.DateField(blank=True, null=True, verbose_name="not before"),
                ),
                (
                    "date_not_after",
                    models.DateField(blank=True, null=True, verbose_name="not after"),
                ),
                (
                    "date_earliest",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.db.models.functions.comparison.Coalesce(
                            models.F("date_not_before"), sources.fields.EdtfEarliest("date")
                        ),
                        output_field=models.DateField(),
                        verbose_name="earliest day",
                    ),
                ),
                (
                    "date_latest",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.db.models.functions.comparison.Coalesce(
                            models.F("date_not_after"), sources.fields.EdtfLatest("date")
                        ),
                        output_field=models.DateField(),
                        verbose_name="latest day",
                    ),
                ),
                ("date_inferred", models.BooleanField(default=False, verbose_name="inferred")),
                ("date_basis_fr", models.TextField(blank=True, verbose_name="basis, in French")),
                ("date_basis_en", models.TextField(blank=True, verbose_name="basis, in English")),
                (
                    "investors_complete",
                    models.BooleanField(default=True, verbose_name="all investors are named"),
                ),
                (
                    "investors_inferred",
                    models.BooleanField(default=False, verbose_name="investors inferred"),
                ),
                (
                    "investor_share_disclosed",
                    models.BooleanField(
                        blank=True, null=True, verbose_name="each investor's share is known"
                    ),
                ),
                (
                    "recipient_kind",
                    models.CharField(default="self", max_length=40, verbose_name="recipient"),
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
                    "citations",
                    models.ManyToManyField(
                        related_name="investments",
                        through="initiatives.Evidence",
                        through_fields=("investment", "citation"),
                        to="sources.citation",
                        verbose_name="passages",
                    ),
                ),
                (
                    "initiative",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="investments",
                        to="initiatives.initiative",
                        verbose_name="initiative",
                    ),
                ),
                (
                    "part_of",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parts",
                        to="initiatives.investment",
                        verbose_name="part of",
                    ),
                ),
                (
                    "investors",
                    models.ManyToManyField(
                        blank=True,
                        related_name="investments_made",
                        to="initiatives.partner",
                        verbose_name="investors",
                    ),
                ),
                (
                    "recipient",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="investments_received",
                        to="initiatives.partner",
                        verbose_name="recipient organisation",
                    ),
                ),
            ],
            options={
                "verbose_name": "investment",
                "verbose_name_plural": "investments",
                "ordering": ["position", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "capital-expenditure",
                                    "fund",
                                    "funding-round",
                                    "acquisition",
                                    "undisclosed",
                                    "ticket-in-a-round",
                                    "grant",
                                    "commitment",
                                ],
                            )
                        ),
                        name="investment_kind_known",
                        violation_error_message="Choose an investment kind from the list.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("stage__in", ["announced", "committed", "disbursed", ""])
                        ),
                        name="investment_stage_known",
                        violation_error_message="Choose a stage from the list.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "disclosure__in",
                                ["disclosed", "explicitly-withheld", "not-mentioned"],
                            )
                        ),
                        name="investment_disclosure_known",
                        violation_error_message="Choose a disclosure from the list.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("qualifier__in", ["exact", "about", "at-least", "at-most", "range"])
                        ),
                        name="investment_qualifier_known",
                        violation_error_message="Choose a qualifier from the list.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("period__in", ["once", "per-year"])),
                        name="investment_period_known",
                        violation_error_message="Choose a period from the list.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("recipient_kind__in", ["self", "partner", "unknown"])),
                        name="investment_recipient_kind_known",
                        violation_error_message="Choose a recipient from the list.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("amount_max__isnull", False),
                                ("amount_min__isnull", False),
                                ("disclosure", "disclosed"),
                                models.Q(("currency", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(("disclosure", "disclosed"), _negated=True),
                                ("amount_max", None),
                                ("amount_min", None),
                                ("currency", ""),
                            ),
                            _connector="OR",
                        ),
                        name="investment_amount_when_disclosed",
                        violation_error_message="A disclosed investment needs its amount (both bounds) and its currency; any other has neither.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("amount_min", None), ("amount_min__gt", 0), _connector="OR"
                        ),
                        name="investment_amount_positive",
                        violation_error_message="An investment needs an amount above zero.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("amount_min", None),
                            ("amount_min__lte", models.F("amount_max")),
                            _connector="OR",
                        ),
                        name="investment_amounts_ordered",
                        violation_error_message="The lower bound of an amount cannot exceed its upper bound.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("amount_min", None),
                            ("qualifier", "range"),
                            ("amount_min", models.F("amount_max")),
                            _connector="OR",
                        ),
                        name="investment_two_bounds_are_a_range",
                        violation_error_message="Two different bounds are a range: choose “range” as qualifier.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("currency", ""), ("currency__regex", "^[A-Z]{3}$"), _connector="OR"
                        ),
                        name="investment_currency_iso",
                        violation_error_message="A currency is three capital letters, such as EUR or USD.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("recipient__isnull", False), ("recipient_kind", "partner")),
                            models.Q(
                                models.Q(("recipient_kind", "partner"), _negated=True),
                                ("recipient", None),
                            ),
                            _connector="OR",
                        ),
                        name="investment_recipient_named",
                        violation_error_message="Name the recipient organisation exactly when the recipient is a partner.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("part_of", None),
                            models.Q(("part_of", models.F("pk")), _negated=True),
                            _connector="OR",
                        ),
                        name="investment_not_part_of_itself",
                        violation_error_message="An investment cannot be part of itself.",
                    ),
                    models.UniqueConstraint(
                        fields=("id", "initiative"), name="investment_of_initiative"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("date", ""),
                            (
                                "date__regex",
                                "^(?!0000)(\\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\\d|3[01])(T([01]\\d|2[0-3]):[0-5]\\d(:[0-5]\\d)?)?)?)?[?~%]?|(\\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\\d|3[01])(T([01]\\d|2[0-3]):[0-5]\\d(:[0-5]\\d)?)?)?)?[?~%]?|\\.\\.)/(?!0000)(\\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\\d|3[01])(T([01]\\d|2[0-3]):[0-5]\\d(:[0-5]\\d)?)?)?)?[?~%]?|\\.\\.))$",
                            ),
                            _connector="OR",
                        ),
                        name="investment_date_edtf",
                        violation_error_message="A date is written 2017, 2017-12, 2017-12-04, 2017-12~ or ../2017-12-04.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("date_inferred", False),
                            models.Q(("date_basis_en", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="investment_date_inferred_with_basis",
                        violation_error_message="An inferred date needs its basis: what it is inferred from.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("date_earliest", None),
                            ("date_latest", None),
                            ("date_earliest__lte", models.F("date_latest")),
                            _connector="OR",
                        ),
                        name="investment_date_bounds_ordered",
                        violation_error_message="The earliest day of a date cannot come after its latest day.",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="evidence",
            name="investment",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="evidence",
                to="initiatives.investment",
                verbose_name="investment",
            ),
        ),
        migrations.CreateModel(
            name="LifecycleStatus",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("status", models.CharField(max_length=40, verbose_name="status")),
                (
                    "as_of",
                    models.CharField(blank=True, default="", max_length=60, verbose_name="as of"),
                ),
                (
                    "as_of_not_before",
                    models.DateField(blank=True, null=True, verbose_name="not before"),
                ),
                (
                    "as_of_not_after",
                    models.DateField(blank=True, null=True, verbose_name="not after"),
                ),
                (
                    "as_of_earliest",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.db.models.functions.comparison.Coalesce(
                            models.F("as_of_not_before"), sources.fields.EdtfEarliest("as_of")
                        ),
                        output_field=models.DateField(),
                        verbose_name="earliest day",
                    ),
                ),
                (
                    "as_of_latest",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.db.models.functions.comparison.Coalesce(
                            models.F("as_of_not_after"), sources.fields.EdtfLatest("as_of")
                        ),
                        output_field=models.DateField(),
                        verbose_name="latest day",
                    ),
                ),
                ("as_of_inferred", models.BooleanField(default=False, verbose_name="inferred")),
                ("as_of_basis_fr", models.TextField(blank=True, verbose_name="basis, in French")),
                ("as_of_basis_en", models.TextField(blank=True, verbose_name="basis, in English")),
                ("inferred", models.BooleanField(default=False, verbose_name="inferred")),
                ("basis_fr", models.TextField(blank=True, verbose_name="basis, in French")),
                ("basis_en", models.TextField(blank=True, verbose_name="basis, in English")),
                (
                    "position",
                    models.PositiveSmallIntegerField(
                        default=0,
                        help_text="Breaks the tie between statuses of the same date.",
                        verbose_name="position",
                    ),
                ),
                (
                    "initiative",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="statuses",
                        to="initiatives.initiative",
                        verbose_name="initiative",
                    ),
                ),
            ],
            options={
                "verbose_name": "lifecycle status",
                "verbose_name_plural": "lifecycle statuses",
                "ordering": ["as_of_latest", "position", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "status__in",
                                [
                                    "announced",
                                    "planned",
                                    "in-development",
                                    "pilot",
                                    "launched",
                                    "active",
                                    "completed",
                                    "stopped",
                                    "unknown",
                                ],
                            )
                        ),
                        name="lifecyclestatus_status_known",
                        violation_error_message="Choose a status from the list.",
                    ),
                    models.UniqueConstraint(
                        fields=("id", "initiative"), name="lifecyclestatus_of_initiative"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("inferred", False),
                            models.Q(("basis_en", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="lifecyclestatus_inferred_with_basis",
                        violation_error_message="An inferred status needs its basis.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("as_of", ""),
                            (
                                "as_of__regex",
                                "^(?!0000)(\\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\\d|3[01])(T([01]\\d|2[0-3]):[0-5]\\d(:[0-5]\\d)?)?)?)?[?~%]?|(\\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\\d|3[01])(T([01]\\d|2[0-3]):[0-5]\\d(:[0-5]\\d)?)?)?)?[?~%]?|\\.\\.)/(?!0000)(\\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\\d|3[01])(T([01]\\d|2[0-3]):[0-5]\\d(:[0-5]\\d)?)?)?)?[?~%]?|\\.\\.))$",
                            ),
                            _connector="OR",
                        ),
                        name="lifecyclestatus_as_of_edtf",
                        violation_error_message="A date is written 2017, 2017-12, 2017-12-04, 2017-12~ or ../2017-12-04.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("as_of_inferred", False),
                            models.Q(("as_of_basis_en", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="lifecyclestatus_as_of_inferred_with_basis",
                        violation_error_message="An inferred date needs its basis: what it is inferred from.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("as_of_earliest", None),
                            ("as_of_latest", None),
                            ("as_of_earliest__lte", models.F("as_of_latest")),
                            _connector="OR",
                        ),
                        name="lifecyclestatus_as_of_bounds_ordered",
                        violation_error_message="The earliest day of a date cannot come after its latest day.",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="evidence",
            name="lifecycle_status",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="evidence",
                to="initiatives.lifecyclestatus",
                verbose_name="lifecycle status",
            ),
        ),
        migrations.CreateModel(
            name="LoadedRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("model", models.CharField(max_length=100, verbose_name="model")),
                (
                    "row_id",
                    models.CharField(max_length=400, verbose_name="identifier in the dataset"),
                ),
                ("key", models.CharField(max_length=100, verbose_name="primary key")),
                ("digest", models.CharField(max_length=64, verbose_name="digest")),
                (
                    "load",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rows",
                        to="initiatives.datasetload",
                        verbose_name="dataset load",
                    ),
                ),
            ],
            options={
                "verbose_name": "loaded row",
                "verbose_name_plural": "loaded rows",
                "ordering": ["model", "key"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("load", "model", "row_id"), name="loadedrow_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Metric",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("name_fr", models.CharField(max_length=200, verbose_name="name, in French")),
                ("name_en", models.CharField(max_length=200, verbose_name="name, in English")),
                (
                    "value_min",
                    models.DecimalField(
                        blank=True,
                        decimal_places=4,
                        max_digits=20,
                        null=True,
                        verbose_name="value, or its lower bound",
                    ),
                ),
                (
                    "value_max",
                    models.DecimalField(
                        blank=True,
                        decimal_places=4,
                        max_digits=20,
                        null=True,
                        verbose_name="upper bound",
                    ),
                ),
                (
                    "display",
                    models.CharField(
                        blank=True, max_length=60, verbose_name="as words or a fraction"
                    ),
                ),
                ("unit", models.CharField(max_length=40, verbose_name="unit")),
                (
                    "qualifier",
                    models.CharField(blank=True, max_length=40, verbose_name="qualifier"),
                ),
                (
                    "scope_fr",
                    models.CharField(blank=True, max_length=300, verbose_name="scope, in French"),
                ),
                (
                    "scope_en",
                    models.CharField(blank=True, max_length=300, verbose_name="scope, in English"),
                ),
                (
                    "nature",
                    models.CharField(default="achieved", max_length=40, verbose_name="nature"),
                ),
                (
                    "date",
                    models.CharField(blank=True, default="", max_length=60, verbose_name="date"),
                ),
                (
                    "date_not_before",
                    models.DateField(blank=True, null=True, verbose_name="not before"),
                ),
                (
                    "date_not_after",
                    models.DateField(blank=True, null=True, verbose_name="not after"),
                ),
                (
                    "date_earliest",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.db.models.functions.comparison.Coalesce(
                            models.F("date_not_before"), sources.fields.EdtfEarliest("date")
                        ),
                        output_field=models.DateField(),
                        verbose_name="earliest day",
                    ),
                ),
                (
                    "date_latest",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.db.models.functions.comparison.Coalesce(
                            models.F("date_not_after"), sources.fields.EdtfLatest("date")
                        ),
                        output_field=models.DateField(),
                        verbose_name="latest day",
                    ),
                ),
                ("date_inferred", models.BooleanField(default=False, verbose_name="inferred")),
                ("date_basis_fr", models.TextField(blank=True, verbose_name="basis, in French")),
                ("date_basis_en", models.TextField(blank=True, verbose_name="basis, in English")),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                (
                    "citations",
                    models.ManyToManyField(
                        related_name="metrics",
                        through="initiatives.Evidence",
                        through_fields=("metric", "citation"),
                        to="sources.citation",
                        verbose_name="passages",
                    ),
                ),
                (
                    "initiative",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="metrics",
                        to="initiatives.initiative",
                        verbose_name="initiative",
                    ),
                ),
            ],
            options={
                "verbose_name": "metric",
                "verbose_name_plural": "metrics",
                "ordering": ["position", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "unit__in",
                                [
                                    "people",
                                    "m2",
                                    "contacts",
                                    "months",
                                    "sites",
                                    "apps",
                                    "organisations",
                                    "trials",
                                    "countries",
                                    "jobs",
                                    "percent",
                                    "share",
                                    "eur-per-year",
                                    "people-per-day",
                                ],
                            )
                        ),
                        name="metric_unit_known",
                        violation_error_message="Choose a unit from the list.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "qualifier__in",
                                [
                                    "about",
                                    "more-than",
                                    "nearly",
                                    "up-to",
                                    "estimate",
                                    "conditional-estimate",
                                    "one-third",
                                    "potential",
                                    "",
                                ],
                            )
                        ),
                        name="metric_qualifier_known",
                        violation_error_message="Choose a qualifier from the list.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("nature__in", ["achieved", "target", "potential", "estimate"])
                        ),
                        name="metric_nature_known",
                        violation_error_message="Choose a nature from the list.",
                    ),
                    models.UniqueConstraint(
                        fields=("id", "initiative"), name="metric_of_initiative"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("value_max", None),
                                ("value_min", None),
                                models.Q(("display", ""), _negated=True),
                            ),
                            models.Q(("value_max__isnull", False), ("value_min__isnull", False)),
                            _connector="OR",
                        ),
                        name="metric_valued_or_displayed",
                        violation_error_message="A figure needs its value (both bounds) or, failing that, how it is shown.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("value_min", None),
                            ("value_min__lte", models.F("value_max")),
                            _connector="OR",
                        ),
                        name="metric_values_ordered",
                        violation_error_message="The lower bound of a figure cannot exceed its upper bound.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("date", ""),
                            (
                                "date__regex",
                                "^(?!0000)(\\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\\d|3[01])(T([01]\\d|2[0-3]):[0-5]\\d(:[0-5]\\d)?)?)?)?[?~%]?|(\\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\\d|3[01])(T([01]\\d|2[0-3]):[0-5]\\d(:[0-5]\\d)?)?)?)?[?~%]?|\\.\\.)/(?!0000)(\\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\\d|3[01])(T([01]\\d|2[0-3]):[0-5]\\d(:[0-5]\\d)?)?)?)?[?~%]?|\\.\\.))$",
                            ),
                            _connector="OR",
                        ),
                        name="metric_date_edtf",
                        violation_error_message="A date is written 2017, 2017-12, 2017-12-04, 2017-12~ or ../2017-12-04.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("date_inferred", False),
                            models.Q(("date_basis_en", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="metric_date_inferred_with_basis",
                        violation_error_message="An inferred date needs its basis: what it is inferred from.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("date_earliest", None),
                            ("date_latest", None),
                            ("date_earliest__lte", models.F("date_latest")),
                            _connector="OR",
                        ),
                        name="metric_date_bounds_ordered",
                        violation_error_message="The earliest day of a date cannot come after its latest day.",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="evidence",
            name="metric",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="evidence",
                to="initiatives.metric",
                verbose_name="metric",
            ),
        ),
        migrations.CreateModel(
            name="Milestone",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "date",
                    models.CharField(blank=True, default="", max_length=60, verbose_name="date"),
                ),
                (
                    "date_not_before",
                    models.DateField(blank=True, null=True, verbose_name="not before"),
                ),
                (
                    "date_not_after",
                    models.DateField(blank=True, null=True, verbose_name="not after"),
                ),
                (
                    "date_earliest",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.db.models.functions.comparison.Coalesce(
                            models.F("date_not_before"), sources.fields.EdtfEarliest("date")
                        ),
                        output_field=models.DateField(),
                        verbose_name="earliest day",
                    ),
                ),
                (
                    "date_latest",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.db.models.functions.comparison.Coalesce(
                            models.F("date_not_after"), sources.fields.EdtfLatest("date")
                        ),
                        output_field=models.DateField(),
                        verbose_name="latest day",
                    ),
                ),
                ("date_inferred", models.BooleanField(default=False, verbose_name="inferred")),
                ("date_basis_fr", models.TextField(blank=True, verbose_name="basis, in French")),
                ("date_basis_en", models.TextField(blank=True, verbose_name="basis, in English")),
                ("what_fr", models.CharField(max_length=300, verbose_name="what, in French")),
                ("what_en", models.CharField(max_length=300, verbose_name="what, in English")),
                ("kind", models.CharField(max_length=40, verbose_name="kind")),
                (
                    "state",
                    models.CharField(default="happened", max_length=40, verbose_name="state"),
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
                    "citations",
                    models.ManyToManyField(
                        related_name="milestones",
                        through="initiatives.Evidence",
                        through_fields=("milestone", "citation"),
                        to="sources.citation",
                        verbose_name="passages",
                    ),
                ),
                (
                    "fulfils",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="fulfilled_by",
                        to="initiatives.milestone",
                        verbose_name="realises the forecast",
                    ),
                ),
                (
                    "initiative",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="milestones",
                        to="initiatives.initiative",
                        verbose_name="initiative",
                    ),
                ),
                (
                    "actor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="milestones",
                        to="initiatives.partner",
                        verbose_name="organisation acting",
                    ),
                ),
            ],
            options={
                "verbose_name": "milestone",
                "verbose_name_plural": "milestones",
                "ordering": [
                    models.OrderBy(
                        django.db.models.functions.comparison.Coalesce(
                            "date_earliest", "date_latest"
                        ),
                        nulls_last=True,
                    ),
                    "position",
                    "id",
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "event",
                                    "announcement",
                                    "opening",
                                    "trial-start",
                                    "regulatory",
                                    "creation",
                                    "start",
                                    "publication",
                                    "presentation",
                                    "meeting",
                                    "acquisition",
                                    "funding",
                                    "status",
                                    "anniversary",
                                ],
                            )
                        ),
                        name="milestone_kind_known",
                        violation_error_message="Choose a milestone kind from the list.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["happened", "forecast", "forecast-realised"])
                        ),
                        name="milestone_state_known",
                        violation_error_message="Choose a state from the list.",
                    ),
                    models.UniqueConstraint(
                        fields=("id", "initiative"), name="milestone_of_initiative"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("fulfils", None),
                            models.Q(
                                ("state", "happened"),
                                models.Q(("fulfils", models.F("pk")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="milestone_only_events_fulfil",
                        violation_error_message="Only something that happened realises a forecast, and never itself.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("date", ""),
                            (
                                "date__regex",
                                "^(?!0000)(\\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\\d|3[01])(T([01]\\d|2[0-3]):[0-5]\\d(:[0-5]\\d)?)?)?)?[?~%]?|(\\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\\d|3[01])(T([01]\\d|2[0-3]):[0-5]\\d(:[0-5]\\d)?)?)?)?[?~%]?|\\.\\.)/(?!0000)(\\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\\d|3[01])(T([01]\\d|2[0-3]):[0-5]\\d(:[0-5]\\d)?)?)?)?[?~%]?|\\.\\.))$",
                            ),
                            _connector="OR",
                        ),
                        name="milestone_date_edtf",
                        violation_error_message="A date is written 2017, 2017-12, 2017-12-04, 2017-12~ or ../2017-12-04.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("date_inferred", False),
                            models.Q(("date_basis_en", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="milestone_date_inferred_with_basis",
                        violation_error_message="An inferred date needs its basis: what it is inferred from.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("date_earliest", None),
                            ("date_latest", None),
                            ("date_earliest__lte", models.F("date_latest")),
                            _connector="OR",
                        ),
                        name="milestone_date_bounds_ordered",
                        violation_error_message="The earliest day of a date cannot come after its latest day.",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="evidence",
            name="milestone",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="evidence",
                to="initiatives.milestone",
                verbose_name="milestone",
            ),
        ),
        migrations.CreateModel(
            name="Participation",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("role", models.CharField(max_length=40, verbose_name="role")),
                (
                    "stated",
                    models.CharField(default="explicit", max_length=40, verbose_name="stated"),
                ),
                (
                    "how_fr",
                    models.CharField(blank=True, max_length=300, verbose_name="how, in French"),
                ),
                (
                    "how_en",
                    models.CharField(blank=True, max_length=300, verbose_name="how, in English"),
                ),
                (
                    "since",
                    models.CharField(blank=True, default="", max_length=60, verbose_name="from"),
                ),
                (
                    "since_not_before",
                    models.DateField(blank=True, null=True, verbose_name="not before"),
                ),
                (
                    "since_not_after",
                    models.DateField(blank=True, null=True, verbose_name="not after"),
                ),
                (
                    "since_earliest",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.db.models.functions.comparison.Coalesce(
                            models.F("since_not_before"), sources.fields.EdtfEarliest("since")
                        ),
                        output_field=models.DateField(),
                        verbose_name="earliest day",
                    ),
                ),
                (
                    "since_latest",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.db.models.functions.comparison.Coalesce(
                            models.F("since_not_after"), sources.fields.EdtfLatest("since")
                        ),
                        output_field=models.DateField(),
                        verbose_name="latest day",
                    ),
                ),
                ("since_inferred", models.BooleanField(default=False, verbose_name="inferred")),
                ("since_basis_fr", models.TextField(blank=True, verbose_name="basis, in French")),
                ("since_basis_en", models.TextField(blank=True, verbose_name="basis, in English")),
                (
                    "until",
                    models.CharField(blank=True, default="", max_length=60, verbose_name="until"),
                ),
                (
                    "until_not_before",
                    models.DateField(blank=True, null=True, verbose_name="not before"),
                ),
                (
                    "until_not_after",
                    models.DateField(blank=True, null=True, verbose_name="not after"),
                ),
                (
                    "until_earliest",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.db.models.functions.comparison.Coalesce(
                            models.F("until_not_before"), sources.fields.EdtfEarliest("until")
                        ),
                        output_field=models.DateField(),
                        verbose_name="earliest day",
                    ),
                ),
                (
                    "until_latest",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.db.models.functions.comparison.Coalesce(
                            models.F("until_not_after"), sources.fields.EdtfLatest("until")
                        ),
                        output_field=models.DateField(),
                        verbose_name="latest day",
                    ),
                ),
                ("until_inferred", models.BooleanField(default=False, verbose_name="inferred")),
                ("until_basis_fr", models.TextField(blank=True, verbose_name="basis, in French")),
                ("until_basis_en", models.TextField(blank=True, verbose_name="basis, in English")),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                (
                    "citations",
                    models.ManyToManyField(
                        related_name="participations",
                        through="initiatives.Evidence",
                        through_fields=("participation", "citation"),
                        to="sources.citation",
                        verbose_name="passages",
                    ),
                ),
                (
                    "initiative",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="participations",
                        to="initiatives.initiative",
                        verbose_name="initiative",
                    ),
                ),
                (
                    "partner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="participations",
                        to="initiatives.partner",
                        verbose_name="partner",
                    ),
                ),
            ],
            options={
                "verbose_name": "participation",
                "verbose_name_plural": "participations",
                "ordering": ["position", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "role__in",
                                [
                                    "lead",
                                    "co-developer",
                                    "technology-provider",
                                    "funder",
                                    "investor",
                                    "client",
                                    "operator",
                                    "academic",
                                    "member",
                                    "founder",
                                    "acquirer",
                                    "target",
                                    "regulator",
                                    "publisher",
                                    "subject",
                                ],
                            )
                        ),
                        name="participation_role_known",
                        violation_error_message="Choose a role from the list.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("stated__in", ["explicit", "implicit"])),
                        name="participation_stated_known",
                        violation_error_message="Choose “explicit” or “implicit”.",
                    ),
                    models.UniqueConstraint(
                        fields=("id", "initiative"), name="participation_of_initiative"
                    ),
                    models.UniqueConstraint(
                        fields=("initiative", "partner", "role", "since"),
                        name="participation_once",
                        violation_error_message="This partner already has this role in the entry.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("since", ""),
                            (
                                "since__regex",
                                "^(?!0000)(\\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\\d|3[01])(T([01]\\d|2[0-3]):[0-5]\\d(:[0-5]\\d)?)?)?)?[?~%]?|(\\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\\d|3[01])(T([01]\\d|2[0-3]):[0-5]\\d(:[0-5]\\d)?)?)?)?[?~%]?|\\.\\.)/(?!0000)(\\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\\d|3[01])(T([01]\\d|2[0-3]):[0-5]\\d(:[0-5]\\d)?)?)?)?[?~%]?|\\.\\.))$",
                            ),
                            _connector="OR",
                        ),
                        name="participation_since_edtf",
                        violation_error_message="A date is written 2017, 2017-12, 2017-12-04, 2017-12~ or ../2017-12-04.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("since_inferred", False),
                            models.Q(("since_basis_en", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="participation_since_inferred_with_basis",
                        violation_error_message="An inferred date needs its basis: what it is inferred from.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("since_earliest", None),
                            ("since_latest", None),
                            ("since_earliest__lte", models.F("since_latest")),
                            _connector="OR",
                        ),
                        name="participation_since_bounds_ordered",
                        violation_error_message="The earliest day of a date cannot come after its latest day.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until", ""),
                            (
                                "until__regex",
                                "^(?!0000)(\\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\\d|3[01])(T([01]\\d|2[0-3]):[0-5]\\d(:[0-5]\\d)?)?)?)?[?~%]?|(\\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\\d|3[01])(T([01]\\d|2[0-3]):[0-5]\\d(:[0-5]\\d)?)?)?)?[?~%]?|\\.\\.)/(?!0000)(\\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\\d|3[01])(T([01]\\d|2[0-3]):[0-5]\\d(:[0-5]\\d)?)?)?)?[?~%]?|\\.\\.))$",
                            ),
                            _connector="OR",
                        ),
                        name="participation_until_edtf",
                        violation_error_message="A date is written 2017, 2017-12, 2017-12-04, 2017-12~ or ../2017-12-04.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until_inferred", False),
                            models.Q(("until_basis_en", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="participation_until_inferred_with_basis",
                        violation_error_message="An inferred date needs its basis: what it is inferred from.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until_earliest", None),
                            ("until_latest", None),
                            ("until_earliest__lte", models.F("until_latest")),
                            _connector="OR",
                        ),
                        name="participation_until_bounds_ordered",
                        violation_error_message="The earliest day of a date cannot come after its latest day.",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="evidence",
            name="participation",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="evidence",
                to="initiatives.participation",
                verbose_name="participation",
            ),
        ),
        migrations.CreateModel(
            name="PublishedPartner",
            fields=[
                ("document", models.TextField(null=True, verbose_name="document")),
                ("updated_at", models.DateTimeField(verbose_name="updated at")),
                (
                    "quotes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=120), default=list
                    ),
                ),
                ("slug", models.CharField(max_length=100, unique=True)),
                ("sort_title", models.CharField(max_length=300)),
                ("search", django.contrib.postgres.search.SearchVectorField(null=True)),
                (
                    "partner",
                    models.OneToOneField(
                        db_column="id",
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="published_row",
                        serialize=False,
                        to="initiatives.partner",
                    ),
                ),
                ("kind", models.CharField(max_length=40)),
                ("country", models.CharField(max_length=2)),
                (
                    "parents",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=100), default=list
                    ),
                ),
            ],
            options={
                "verbose_name": "published partner",
                "verbose_name_plural": "published partners",
                "ordering": ["sort_title", "pk"],
                "indexes": [
                    models.Index(fields=["sort_title", "partner"], name="pubpartner_title"),
                    models.Index(fields=["updated_at", "partner"], name="pubpartner_updated"),
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["quotes"], name="pubpartner_quotes"
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["search"], name="pubpartner_search"
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="initiative",
            name="also_partner",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="also_initiative",
                to="initiatives.partner",
                verbose_name="the partner it also is",
            ),
        ),
        migrations.CreateModel(
            name="PartnerAlias",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("surface", models.CharField(max_length=200, verbose_name="as printed")),
                (
                    "match",
                    models.BooleanField(
                        default=True,
                        help_text="Untick for a description or a generic phrase: evidence, but never used to recognise.",
                        verbose_name="links new texts",
                    ),
                ),
                (
                    "citations",
                    models.ManyToManyField(
                        related_name="partner_aliases",
                        through="initiatives.AliasCitation",
                        to="sources.citation",
                        verbose_name="passages",
                    ),
                ),
                (
                    "partner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="aliases",
                        to="initiatives.partner",
                        verbose_name="partner",
                    ),
                ),
            ],
            options={
                "verbose_name": "partner alias",
                "verbose_name_plural": "partner aliases",
                "ordering": ["surface", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("surface", ""), _negated=True),
                        name="partneralias_printed",
                        violation_error_message="An alias needs the spelling that was printed.",
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="aliascitation",
            name="alias",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="evidence",
                to="initiatives.partneralias",
                verbose_name="alias",
            ),
        ),
        migrations.CreateModel(
            name="PartnerCitation",
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
                    "partner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="evidence",
                        to="initiatives.partner",
                        verbose_name="partner",
                    ),
                ),
            ],
            options={
                "verbose_name": "passage about a partner",
                "verbose_name_plural": "passages about partners",
                "ordering": ["position", "id"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("stance__in", ["supports", "contradicts", "mentions"])),
                        name="partnercitation_stance_known",
                        violation_error_message="Choose a stance from the list.",
                    ),
                    models.UniqueConstraint(
                        fields=("partner", "citation", "field"),
                        name="partnercitation_once",
                        violation_error_message="This passage is already linked to this partner.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Person",
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
                ("name", models.CharField(blank=True, max_length=200, verbose_name="name")),
                (
                    "public",
                    models.BooleanField(
                        default=False,
                        help_text="Editors decide. Until then no public page names this person.",
                        verbose_name="public",
                    ),
                ),
                (
                    "desk_note",
                    models.TextField(
                        blank=True, help_text="Never public.", verbose_name="desk note"
                    ),
                ),
            ],
            options={
                "verbose_name": "person",
                "verbose_name_plural": "people",
                "ordering": ["name", "slug"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("public", False),
                            models.Q(("name", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="person_public_has_name",
                        violation_error_message="A person without a name cannot be public.",
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="milestone",
            name="person",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="milestones",
                to="initiatives.person",
                verbose_name="person acting",
            ),
        ),
        migrations.CreateModel(
            name="MetricClaimant",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                (
                    "metric",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="claimants",
                        to="initiatives.metric",
                        verbose_name="metric",
                    ),
                ),
                (
                    "partner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="metrics_claimed",
                        to="initiatives.partner",
                        verbose_name="organisation",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="metrics_claimed",
                        to="initiatives.person",
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "claimant of a metric",
                "verbose_name_plural": "claimants of metrics",
                "ordering": ["position", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("partner", None), ("person__isnull", False)),
                            models.Q(("partner__isnull", False), ("person", None)),
                            _connector="OR",
                        ),
                        name="metricclaimant_one",
                        violation_error_message="A claimant is a person or an organisation.",
                    ),
                    models.UniqueConstraint(
                        fields=("metric", "partner", "person"),
                        name="metricclaimant_once",
                        nulls_distinct=False,
                        violation_error_message="This claimant is already named.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DisagreementSubject",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                (
                    "disagreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="subjects",
                        to="initiatives.disagreement",
                        verbose_name="disagreement",
                    ),
                ),
                (
                    "initiative",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="disagreement_subjects",
                        to="initiatives.initiative",
                        verbose_name="initiative",
                    ),
                ),
                (
                    "investment",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="disagreement_subjects",
                        to="initiatives.investment",
                        verbose_name="investment",
                    ),
                ),
                (
                    "metric",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="disagreement_subjects",
                        to="initiatives.metric",
                        verbose_name="metric",
                    ),
                ),
                (
                    "milestone",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="disagreement_subjects",
                        to="initiatives.milestone",
                        verbose_name="milestone",
                    ),
                ),
                (
                    "participation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="disagreement_subjects",
                        to="initiatives.participation",
                        verbose_name="participation",
                    ),
                ),
                (
                    "partner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="disagreement_subjects",
                        to="initiatives.partner",
                        verbose_name="partner",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="disagreement_subjects",
                        to="initiatives.person",
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "subject of a disagreement",
                "verbose_name_plural": "subjects of disagreements",
                "ordering": ["position", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("initiative__isnull", False),
                                ("investment__isnull", True),
                                ("metric__isnull", True),
                                ("milestone__isnull", True),
                                ("participation__isnull", True),
                                ("partner__isnull", True),
                                ("person__isnull", True),
                            ),
                            models.Q(
                                ("initiative__isnull", True),
                                ("investment__isnull", False),
                                ("metric__isnull", True),
                                ("milestone__isnull", True),
                                ("participation__isnull", True),
                                ("partner__isnull", True),
                                ("person__isnull", True),
                            ),
                            models.Q(
                                ("initiative__isnull", True),
                                ("investment__isnull", True),
                                ("metric__isnull", True),
                                ("milestone__isnull", False),
                                ("participation__isnull", True),
                                ("partner__isnull", True),
                                ("person__isnull", True),
                            ),
                            models.Q(
                                ("initiative__isnull", True),
                                ("investment__isnull", True),
                                ("metric__isnull", False),
                                ("milestone__isnull", True),
                                ("participation__isnull", True),
                                ("partner__isnull", True),
                                ("person__isnull", True),
                            ),
                            models.Q(
                                ("initiative__isnull", True),
                                ("investment__isnull", True),
                                ("metric__isnull", True),
                                ("milestone__isnull", True),
                                ("participation__isnull", False),
                                ("partner__isnull", True),
                                ("person__isnull", True),
                            ),
                            models.Q(
                                ("initiative__isnull", True),
                                ("investment__isnull", True),
                                ("metric__isnull", True),
                                ("milestone__isnull", True),
                                ("participation__isnull", True),
                                ("partner__isnull", False),
                                ("person__isnull", True),
                            ),
                            models.Q(
                                ("initiative__isnull", True),
                                ("investment__isnull", True),
                                ("metric__isnull", True),
                                ("milestone__isnull", True),
                                ("participation__isnull", True),
                                ("partner__isnull", True),
                                ("person__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="disagreementsubject_one",
                        violation_error_message="A subject is exactly one entry, claim, partner or person.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PersonRole",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "title_as_stated",
                    models.CharField(max_length=200, verbose_name="title as printed"),
                ),
                ("title_fr", models.CharField(max_length=200, verbose_name="title, in French")),
                ("title_en", models.CharField(max_length=200, verbose_name="title, in English")),
                (
                    "partner_inferred",
                    models.BooleanField(default=False, verbose_name="organisation inferred"),
                ),
                (
                    "partner_basis",
                    models.TextField(blank=True, verbose_name="basis of the organisation"),
                ),
                (
                    "as_of",
                    models.CharField(blank=True, default="", max_length=60, verbose_name="as of"),
                ),
                (
                    "as_of_not_before",
                    models.DateField(blank=True, null=True, verbose_name="not before"),
                ),
                (
                    "as_of_not_after",
                    models.DateField(blank=True, null=True, verbose_name="not after"),
                ),
                (
                    "as_of_earliest",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.db.models.functions.comparison.Coalesce(
                            models.F("as_of_not_before"), sources.fields.EdtfEarliest("as_of")
                        ),
                        output_field=models.DateField(),
                        verbose_name="earliest day",
                    ),
                ),
                (
                    "as_of_latest",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.db.models.functions.comparison.Coalesce(
                            models.F("as_of_not_after"), sources.fields.EdtfLatest("as_of")
                        ),
                        output_field=models.DateField(),
                        verbose_name="latest day",
                    ),
                ),
                ("as_of_inferred", models.BooleanField(default=False, verbose_name="inferred")),
                ("as_of_basis_fr", models.TextField(blank=True, verbose_name="basis, in French")),
                ("as_of_basis_en", models.TextField(blank=True, verbose_name="basis, in English")),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                (
                    "partner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="person_roles",
                        to="initiatives.partner",
                        verbose_name="organisation",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="roles",
                        to="initiatives.person",
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "role of a person",
                "verbose_name_plural": "roles of people",
                "ordering": ["person", "position", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("partner_inferred", False),
                            models.Q(("partner_basis", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="personrole_inferred_with_basis",
                        violation_error_message="An inferred organisation needs its basis.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("as_of", ""),
                            (
                                "as_of__regex",
                                "^(?!0000)(\\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\\d|3[01])(T([01]\\d|2[0-3]):[0-5]\\d(:[0-5]\\d)?)?)?)?[?~%]?|(\\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\\d|3[01])(T([01]\\d|2[0-3]):[0-5]\\d(:[0-5]\\d)?)?)?)?[?~%]?|\\.\\.)/(?!0000)(\\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\\d|3[01])(T([01]\\d|2[0-3]):[0-5]\\d(:[0-5]\\d)?)?)?)?[?~%]?|\\.\\.))$",
                            ),
                            _connector="OR",
                        ),
                        name="personrole_as_of_edtf",
                        violation_error_message="A date is written 2017, 2017-12, 2017-12-04, 2017-12~ or ../2017-12-04.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("as_of_inferred", False),
                            models.Q(("as_of_basis_en", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="personrole_as_of_inferred_with_basis",
                        violation_error_message="An inferred date needs its basis: what it is inferred from.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("as_of_earliest", None),
                            ("as_of_latest", None),
                            ("as_of_earliest__lte", models.F("as_of_latest")),
                            _connector="OR",
                        ),
                        name="personrole_as_of_bounds_ordered",
                        violation_error_message="The earliest day of a date cannot come after its latest day.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PersonRoleCitation",
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
                    "role",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="evidence",
                        to="initiatives.personrole",
                        verbose_name="role",
                    ),
                ),
            ],
            options={
                "verbose_name": "passage about a role",
                "verbose_name_plural": "passages about roles",
                "ordering": ["position", "id"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("stance__in", ["supports", "contradicts", "mentions"])),
                        name="personrolecitation_stance_known",
                        violation_error_message="Choose a stance from the list.",
                    ),
                    models.UniqueConstraint(
                        fields=("role", "citation", "field"),
                        name="personrolecitation_once",
                        violation_error_message="This passage is already linked to this role.",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="personrole",
            name="citations",
            field=models.ManyToManyField(
                related_name="person_roles",
                through="initiatives.PersonRoleCitation",
                to="sources.citation",
                verbose_name="passages",
            ),
        ),
        migrations.CreateModel(
            name="PositionCitation",
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
                    "stand",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="evidence",
                        to="initiatives.disagreementposition",
                        verbose_name="position",
                    ),
                ),
            ],
            options={
                "verbose_name": "passage with a position",
                "verbose_name_plural": "passages with positions",
                "ordering": ["position", "id"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("stance__in", ["supports", "contradicts", "mentions"])),
                        name="positioncitation_stance_known",
                        violation_error_message="Choose a stance from the list.",
                    ),
                    models.UniqueConstraint(
                        fields=("stand", "citation", "field"),
                        name="positioncitation_once",
                        violation_error_message="This passage is already linked to this position.",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="disagreementposition",
            name="citations",
            field=models.ManyToManyField(
                related_name="positions",
                through="initiatives.PositionCitation",
                to="sources.citation",
                verbose_name="passages",
            ),
        ),
        migrations.CreateModel(
            name="PublishedRedirect",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("type", models.CharField(max_length=40)),
                ("slug", models.CharField(max_length=100)),
                ("target", models.CharField(max_length=100)),
            ],
            options={
                "verbose_name": "published redirect",
                "verbose_name_plural": "published redirects",
                "ordering": ["type", "slug"],
                "constraints": [
                    models.UniqueConstraint(fields=("type", "slug"), name="publishedredirect_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="PublishedSource",
            fields=[
                ("document", models.TextField(null=True, verbose_name="document")),
                ("updated_at", models.DateTimeField(verbose_name="updated at")),
                (
                    "quotes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=120), default=list
                    ),
                ),
                ("slug", models.CharField(max_length=100, unique=True)),
                ("sort_title", models.CharField(max_length=300)),
                ("search", django.contrib.postgres.search.SearchVectorField(null=True)),
                (
                    "article",
                    models.OneToOneField(
                        db_column="id",
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="published_row",
                        serialize=False,
                        to="sources.sourcearticle",
                    ),
                ),
                ("kind", models.CharField(max_length=40)),
                ("publisher", models.CharField(max_length=100)),
                ("date_earliest", models.DateField(null=True)),
                ("date_latest", models.DateField(null=True)),
            ],
            options={
                "verbose_name": "published source",
                "verbose_name_plural": "published sources",
                "ordering": [
                    models.OrderBy(models.F("date_latest"), descending=True, nulls_last=True),
                    "pk",
                ],
                "indexes": [
                    models.Index(
                        models.OrderBy(models.F("date_latest"), descending=True, nulls_last=True),
                        models.OrderBy(models.F("article"), descending=True),
                        name="pubsource_date",
                    ),
                    models.Index(fields=["updated_at", "article"], name="pubsource_updated"),
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["quotes"], name="pubsource_quotes"
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["search"], name="pubsource_search"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PublishedTheme",
            fields=[
                ("document", models.TextField(null=True, verbose_name="document")),
                ("updated_at", models.DateTimeField(verbose_name="updated at")),
                (
                    "quotes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=120), default=list
                    ),
                ),
                ("slug", models.CharField(max_length=100, unique=True)),
                ("sort_title", models.CharField(max_length=300)),
                ("search", django.contrib.postgres.search.SearchVectorField(null=True)),
                (
                    "theme",
                    models.OneToOneField(
                        db_column="id",
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="published_row",
                        serialize=False,
                        to="initiatives.theme",
                    ),
                ),
                (
                    "parents",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=100), default=list
                    ),
                ),
            ],
            options={
                "verbose_name": "published theme",
                "verbose_name_plural": "published themes",
                "ordering": ["sort_title", "pk"],
            },
        ),
        migrations.AddField(
            model_name="initiative",
            name="themes",
            field=models.ManyToManyField(
                blank=True,
                related_name="initiatives",
                to="initiatives.theme",
                verbose_name="themes",
            ),
        ),
        migrations.CreateModel(
            name="PublishedVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField(verbose_name="number")),
                ("action", models.CharField(max_length=20, verbose_name="action")),
                ("document", models.TextField(null=True, verbose_name="document")),
                ("published_at", models.DateTimeField(verbose_name="published at")),
                ("reason", models.TextField(blank=True, verbose_name="public reason")),
                (
                    "initiative",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="initiatives.initiative",
                        verbose_name="initiative",
                    ),
                ),
                (
                    "published_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="publications",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="published by",
                    ),
                ),
            ],
            options={
                "verbose_name": "published version",
                "verbose_name_plural": "published versions",
                "ordering": ["initiative", "-number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("initiative", "number"), name="publishedversion_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Statement",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "speaker_description_fr",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="who speaks, in French"
                    ),
                ),
                (
                    "speaker_description_en",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="who speaks, in English"
                    ),
                ),
                ("type", models.CharField(blank=True, max_length=40, verbose_name="type")),
                (
                    "date",
                    models.CharField(blank=True, default="", max_length=60, verbose_name="date"),
                ),
                (
                    "date_not_before",
                    models.DateField(blank=True, null=True, verbose_name="not before"),
                ),
                (
                    "date_not_after",
                    models.DateField(blank=True, null=True, verbose_name="not after"),
                ),
                (
                    "date_earliest",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.db.models.functions.comparison.Coalesce(
                            models.F("date_not_before"), sources.fields.EdtfEarliest("date")
                        ),
                        output_field=models.DateField(),
                        verbose_name="earliest day",
                    ),
                ),
                (
                    "date_latest",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.db.models.functions.comparison.Coalesce(
                            models.F("date_not_after"), sources.fields.EdtfLatest("date")
                        ),
                        output_field=models.DateField(),
                        verbose_name="latest day",
                    ),
                ),
                ("date_inferred", models.BooleanField(default=False, verbose_name="inferred")),
                ("date_basis_fr", models.TextField(blank=True, verbose_name="basis, in French")),
                ("date_basis_en", models.TextField(blank=True, verbose_name="basis, in English")),
                ("paraphrase_fr", models.TextField(verbose_name="in our words, in French")),
                ("paraphrase_en", models.TextField(verbose_name="in our words, in English")),
                (
                    "topic_fr",
                    models.CharField(
                        blank=True,
                        max_length=200,
                        verbose_name="topic of a market remark, in French",
                    ),
                ),
                (
                    "topic_en",
                    models.CharField(
                        blank=True,
                        max_length=200,
                        verbose_name="topic of a market remark, in English",
                    ),
                ),
                (
                    "value_min",
                    models.DecimalField(
                        blank=True,
                        decimal_places=4,
                        max_digits=20,
                        null=True,
                        verbose_name="figure, or its lower bound",
                    ),
                ),
                (
                    "value_max",
                    models.DecimalField(
                        blank=True,
                        decimal_places=4,
                        max_digits=20,
                        null=True,
                        verbose_name="upper bound",
                    ),
                ),
                ("unit", models.CharField(blank=True, max_length=40, verbose_name="unit")),
                (
                    "qualifier",
                    models.CharField(blank=True, max_length=40, verbose_name="qualifier"),
                ),
                (
                    "scope_fr",
                    models.CharField(blank=True, max_length=300, verbose_name="scope, in French"),
                ),
                (
                    "scope_en",
                    models.CharField(blank=True, max_length=300, verbose_name="scope, in English"),
                ),
                (
                    "formerly",
                    models.CharField(blank=True, max_length=120, verbose_name="former identifier"),
                ),
                (
                    "also_about",
                    models.ManyToManyField(
                        blank=True,
                        related_name="also_statements",
                        to="initiatives.initiative",
                        verbose_name="also about",
                    ),
                ),
                (
                    "also_said_by",
                    models.ManyToManyField(
                        blank=True,
                        related_name="also_statements",
                        to="initiatives.person",
                        verbose_name="also said by",
                    ),
                ),
                (
                    "initiative",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="statements",
                        to="initiatives.initiative",
                        verbose_name="about",
                    ),
                ),
                (
                    "partner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="statements",
                        to="initiatives.partner",
                        verbose_name="organisation",
                    ),
                ),
                (
                    "speaker",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="statements",
                        to="initiatives.person",
                        verbose_name="speaker",
                    ),
                ),
            ],
            options={
                "verbose_name": "statement",
                "verbose_name_plural": "statements",
                "ordering": [
                    models.OrderBy(models.F("date_latest"), descending=True, nulls_last=True),
                    "id",
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "type__in",
                                [
                                    "opinion",
                                    "opinion-about-third-party",
                                    "claim",
                                    "claim-about-own-organisation",
                                    "claim-about-third-parties",
                                    "origin-claim",
                                    "positioning",
                                    "caveat",
                                    "non-disclosure",
                                    "ambition",
                                    "forecast",
                                    "headline-claim",
                                    "headline-claim-about-third-party",
                                    "fear-attributed-to-unions",
                                    "confirmation-to-an-agency",
                                    "",
                                ],
                            )
                        ),
                        name="statement_type_known",
                        violation_error_message="Choose a statement type from the list.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "unit__in",
                                [
                                    "people",
                                    "m2",
                                    "contacts",
                                    "months",
                                    "sites",
                                    "apps",
                                    "organisations",
                                    "trials",
                                    "countries",
                                    "jobs",
                                    "percent",
                                    "share",
                                    "eur-per-year",
                                    "people-per-day",
                                    "",
                                ],
                            )
                        ),
                        name="statement_unit_known",
                        violation_error_message="Choose a unit from the list.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "qualifier__in",
                                [
                                    "about",
                                    "more-than",
                                    "nearly",
                                    "up-to",
                                    "estimate",
                                    "conditional-estimate",
                                    "one-third",
                                    "potential",
                                    "",
                                ],
                            )
                        ),
                        name="statement_qualifier_known",
                        violation_error_message="Choose a qualifier from the list.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("topic_en", ""),
                                ("topic_fr", ""),
                                models.Q(("type", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(("topic_en", ""), _negated=True),
                                models.Q(("topic_fr", ""), _negated=True),
                                ("type", ""),
                            ),
                            _connector="OR",
                        ),
                        name="statement_typed_or_market_remark",
                        violation_error_message="A statement needs its type; a market remark has a topic in both languages instead.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("value_max", None), ("value_min", None), ("unit", "")),
                            models.Q(
                                ("value_min__lte", models.F("value_max")),
                                models.Q(("unit", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="statement_figure_whole",
                        violation_error_message="A figure has both bounds, in order, and a unit.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("topic_en", ""), _negated=True),
                            ("speaker__isnull", False),
                            ("partner__isnull", False),
                            models.Q(("speaker_description_en", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="statement_said_by_someone",
                        violation_error_message="Say who speaks: a person, an organisation, or a description.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("date", ""),
                            (
                                "date__regex",
                                "^(?!0000)(\\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\\d|3[01])(T([01]\\d|2[0-3]):[0-5]\\d(:[0-5]\\d)?)?)?)?[?~%]?|(\\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\\d|3[01])(T([01]\\d|2[0-3]):[0-5]\\d(:[0-5]\\d)?)?)?)?[?~%]?|\\.\\.)/(?!0000)(\\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\\d|3[01])(T([01]\\d|2[0-3]):[0-5]\\d(:[0-5]\\d)?)?)?)?[?~%]?|\\.\\.))$",
                            ),
                            _connector="OR",
                        ),
                        name="statement_date_edtf",
                        violation_error_message="A date is written 2017, 2017-12, 2017-12-04, 2017-12~ or ../2017-12-04.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("date_inferred", False),
                            models.Q(("date_basis_en", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="statement_date_inferred_with_basis",
                        violation_error_message="An inferred date needs its basis: what it is inferred from.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("date_earliest", None),
                            ("date_latest", None),
                            ("date_earliest__lte", models.F("date_latest")),
                            _connector="OR",
                        ),
                        name="statement_date_bounds_ordered",
                        violation_error_message="The earliest day of a date cannot come after its latest day.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StatementCitation",
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
                    "statement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="evidence",
                        to="initiatives.statement",
                        verbose_name="statement",
                    ),
                ),
            ],
            options={
                "verbose_name": "passage with a statement",
                "verbose_name_plural": "passages with statements",
                "ordering": ["position", "id"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("stance__in", ["supports", "contradicts", "mentions"])),
                        name="statementcitation_stance_known",
                        violation_error_message="Choose a stance from the list.",
                    ),
                    models.UniqueConstraint(
                        fields=("statement", "citation", "field"),
                        name="statementcitation_once",
                        violation_error_message="This passage is already linked to this statement.",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="statement",
            name="citations",
            field=models.ManyToManyField(
                related_name="statements",
                through="initiatives.StatementCitation",
                to="sources.citation",
                verbose_name="passages",
            ),
        ),
        migrations.CreateModel(
            name="Translation",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        choices=[("fr", "French"), ("en", "English")],
                        max_length=2,
                        verbose_name="language",
                    ),
                ),
                ("title", models.CharField(blank=True, max_length=200, verbose_name="title")),
                ("summary", models.TextField(blank=True, verbose_name="summary")),
                ("description", models.TextField(blank=True, verbose_name="description")),
                (
                    "of_title",
                    models.CharField(
                        blank=True, editable=False, max_length=200, verbose_name="title translated"
                    ),
                ),
                (
                    "of_summary",
                    models.TextField(blank=True, editable=False, verbose_name="summary translated"),
                ),
                (
                    "of_description",
                    models.TextField(
                        blank=True, editable=False, verbose_name="description translated"
                    ),
                ),
                (
                    "initiative",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="translations",
                        to="initiatives.initiative",
                        verbose_name="initiative",
                    ),
                ),
            ],
            options={
                "verbose_name": "translation",
                "verbose_name_plural": "translations",
                "ordering": ["language"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("initiative", "language"),
                        name="translation_once",
                        violation_error_message="The entry already has a translation in this language.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("language__in", ["fr", "en"])),
                        name="translation_language_known",
                        violation_error_message="A translation is in French or in English.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PublishedStatement",
            fields=[
                ("document", models.TextField(null=True, verbose_name="document")),
                ("updated_at", models.DateTimeField(verbose_name="updated at")),
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                (
                    "sources",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=100), default=list
                    ),
                ),
                (
                    "publishers",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=100), default=list
                    ),
                ),
                (
                    "quotes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=120), default=list
                    ),
                ),
                (
                    "also_about",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=100), default=list
                    ),
                ),
                ("partner", models.CharField(blank=True, max_length=100)),
                (
                    "lineage",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=100), default=list
                    ),
                ),
                ("type", models.CharField(blank=True, max_length=40)),
                ("is_market_remark", models.BooleanField(default=False)),
                ("date_earliest", models.DateField(null=True)),
                ("date_latest", models.DateField(null=True)),
                ("search", django.contrib.postgres.search.SearchVectorField(null=True)),
                (
                    "initiative",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="statements",
                        to="initiatives.publishedinitiative",
                    ),
                ),
            ],
            options={
                "verbose_name": "published statement",
                "verbose_name_plural": "published statements",
                "ordering": [
                    models.OrderBy(models.F("date_latest"), descending=True, nulls_last=True),
                    "pk",
                ],
                "indexes": [
                    models.Index(
                        models.OrderBy(models.F("date_latest"), descending=True, nulls_last=True),
                        models.OrderBy(models.F("id"), descending=True),
                        name="pubstatement_date",
                    ),
                    models.Index(fields=["updated_at", "id"], name="pubstatement_updated"),
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["also_about"], name="pubstatement_also_about"
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["lineage"], name="pubstatement_lineage"
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["quotes"], name="pubstatement_quotes"
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["search"], name="pubstatement_search"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PublishedParticipation",
            fields=[
                ("document", models.TextField(null=True, verbose_name="document")),
                ("updated_at", models.DateTimeField(verbose_name="updated at")),
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                (
                    "sources",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=100), default=list
                    ),
                ),
                (
                    "publishers",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=100), default=list
                    ),
                ),
                ("partner", models.CharField(max_length=100)),
                (
                    "lineage",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=100), default=list
                    ),
                ),
                ("role", models.CharField(max_length=40)),
                ("position", models.PositiveSmallIntegerField(default=0)),
                (
                    "initiative",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="participations",
                        to="initiatives.publishedinitiative",
                    ),
                ),
            ],
            options={
                "verbose_name": "published participation",
                "verbose_name_plural": "published participations",
                "ordering": ["initiative", "position", "pk"],
                "indexes": [
                    models.Index(fields=["partner", "role"], name="pubparticipation_partner"),
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["lineage"], name="pubparticipation_lineage"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PublishedMilestone",
            fields=[
                ("document", models.TextField(null=True, verbose_name="document")),
                ("updated_at", models.DateTimeField(verbose_name="updated at")),
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                (
                    "sources",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=100), default=list
                    ),
                ),
                (
                    "publishers",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=100), default=list
                    ),
                ),
                ("kind", models.CharField(max_length=40)),
                ("state", models.CharField(max_length=40)),
                ("date_earliest", models.DateField(null=True)),
                ("date_latest", models.DateField(null=True)),
                (
                    "initiative",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="milestones",
                        to="initiatives.publishedinitiative",
                    ),
                ),
            ],
            options={
                "verbose_name": "published milestone",
                "verbose_name_plural": "published milestones",
                "ordering": [
                    models.OrderBy(models.F("date_latest"), descending=True, nulls_last=True),
                    "pk",
                ],
                "indexes": [
                    models.Index(
                        models.OrderBy(models.F("date_latest"), descending=True, nulls_last=True),
                        models.OrderBy(models.F("id"), descending=True),
                        name="pubmilestone_date",
                    ),
                    models.Index(fields=["updated_at", "id"], name="pubmilestone_updated"),
                ],
            },
        ),
        migrations.CreateModel(
            name="PublishedInvestment",
            fields=[
                ("document", models.TextField(null=True, verbose_name="document")),
                ("updated_at", models.DateTimeField(verbose_name="updated at")),
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                (
                    "sources",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=100), default=list
                    ),
                ),
                (
                    "publishers",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=100), default=list
                    ),
                ),
                (
                    "partners",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=100), default=list
                    ),
                ),
                (
                    "lineage",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=100), default=list
                    ),
                ),
                ("kind", models.CharField(max_length=40)),
                ("stage", models.CharField(blank=True, max_length=40)),
                ("disclosure", models.CharField(max_length=40)),
                ("currency", models.CharField(blank=True, max_length=3)),
                ("amount_min", models.DecimalField(decimal_places=2, max_digits=18, null=True)),
                ("amount_max", models.DecimalField(decimal_places=2, max_digits=18, null=True)),
                ("part_of", models.UUIDField(null=True)),
                ("date_earliest", models.DateField(null=True)),
                ("date_latest", models.DateField(null=True)),
                ("has_conflict", models.BooleanField(default=False)),
                (
                    "initiative",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="investments",
                        to="initiatives.publishedinitiative",
                    ),
                ),
            ],
            options={
                "verbose_name": "published investment",
                "verbose_name_plural": "published investments",
                "ordering": [
                    models.OrderBy(models.F("date_latest"), descending=True, nulls_last=True),
                    "pk",
                ],
                "indexes": [
                    models.Index(
                        models.OrderBy(models.F("date_latest"), descending=True, nulls_last=True),
                        models.OrderBy(models.F("id"), descending=True),
                        name="pubinvestment_date",
                    ),
                    models.Index(fields=["currency", "amount_max"], name="pubinvestment_amount"),
                    models.Index(fields=["updated_at", "id"], name="pubinvestment_updated"),
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["lineage"], name="pubinvestment_lineage"
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="evidence",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("participation", None), ("investment", None), _connector="OR"),
                    models.Q(("participation", None), ("milestone", None), _connector="OR"),
                    models.Q(("participation", None), ("metric", None), _connector="OR"),
                    models.Q(("participation", None), ("lifecycle_status", None), _connector="OR"),
                    models.Q(("investment", None), ("milestone", None), _connector="OR"),
                    models.Q(("investment", None), ("metric", None), _connector="OR"),
                    models.Q(("investment", None), ("lifecycle_status", None), _connector="OR"),
                    models.Q(("milestone", None), ("metric", None), _connector="OR"),
                    models.Q(("milestone", None), ("lifecycle_status", None), _connector="OR"),
                    models.Q(("metric", None), ("lifecycle_status", None), _connector="OR"),
                ),
                name="evidence_one_claim",
                violation_error_message="A passage supports one claim at a time: choose one, or none for the entry.",
            ),
        ),
        migrations.AddConstraint(
            model_name="evidence",
            constraint=models.UniqueConstraint(
                fields=(
                    "initiative",
                    "participation",
                    "investment",
                    "milestone",
                    "metric",
                    "lifecycle_status",
                    "citation",
                    "field",
                ),
                name="evidence_once",
                nulls_distinct=False,
                violation_error_message="This passage is already linked to this claim.",
            ),
        ),
        migrations.AddConstraint(
            model_name="aliascitation",
            constraint=models.UniqueConstraint(
                fields=("alias", "citation", "field"),
                name="aliascitation_once",
                violation_error_message="This passage is already linked to this alias.",
            ),
        ),
        migrations.AddConstraint(
            model_name="milestone",
            constraint=models.CheckConstraint(
                condition=models.Q(("actor", None), ("person", None), _connector="OR"),
                name="milestone_one_actor",
                violation_error_message="Name the organisation or the person who acted, not both.",
            ),
        ),
    ]
