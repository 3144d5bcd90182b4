"""Suggestions of readers, who sent them, and the events of the former."""

import uuid

import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models

from sources.audit import operations


class Migration(migrations.Migration):
    dependencies = [
        ("initiatives", "0007_corrections"),
        ("sources", "0003_audit"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Suggestion",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "reference",
                    models.CharField(max_length=9, unique=True, verbose_name="reference"),
                ),
                (
                    "version",
                    models.PositiveIntegerField(null=True, verbose_name="version that was read"),
                ),
                ("language", models.CharField(max_length=2, verbose_name="language")),
                (
                    "about",
                    models.CharField(blank=True, max_length=100, verbose_name="part of the page"),
                ),
                ("about_words", models.CharField(blank=True, max_length=300, verbose_name="about")),
                ("body", models.TextField(max_length=4000, verbose_name="suggestion")),
                ("source_url", models.URLField(blank=True, max_length=500, verbose_name="source")),
                ("sent_at", models.DateTimeField(verbose_name="sent at")),
                (
                    "state",
                    models.CharField(
                        db_default="new", default="new", max_length=40, verbose_name="state"
                    ),
                ),
                ("decided_at", models.DateTimeField(null=True, verbose_name="decided at")),
                (
                    "decision",
                    models.TextField(
                        blank=True, db_default="", default="", verbose_name="reason of the decision"
                    ),
                ),
                (
                    "sender_erased_at",
                    models.DateTimeField(null=True, verbose_name="name and address erased at"),
                ),
                (
                    "article",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="suggestions",
                        to="sources.sourcearticle",
                        verbose_name="article",
                    ),
                ),
                (
                    "assigned_to",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="suggestions_assigned",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="assigned to",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="suggestions_decided",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="decided by",
                    ),
                ),
                (
                    "initiative",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="suggestions",
                        to="initiatives.initiative",
                        verbose_name="initiative",
                    ),
                ),
                (
                    "partner",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="suggestions",
                        to="initiatives.partner",
                        verbose_name="partner",
                    ),
                ),
                (
                    "revision",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="suggestions",
                        to="initiatives.revision",
                        verbose_name="revision",
                    ),
                ),
            ],
            options={
                "verbose_name": "suggestion",
                "verbose_name_plural": "suggestions",
                "ordering": ["-sent_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="SuggestionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("initiative", models.BigIntegerField(db_column="initiative_id", null=True)),
                ("partner", models.BigIntegerField(db_column="partner_id", null=True)),
                ("article", models.BigIntegerField(db_column="article_id", null=True)),
                ("assigned_to", models.IntegerField(db_column="assigned_to_id", null=True)),
                ("decided_by", models.IntegerField(db_column="decided_by_id", null=True)),
                ("revision", models.UUIDField(db_column="revision_id", null=True)),
                ("id", models.UUIDField(db_column="id", db_index=True, null=True)),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("reference", models.CharField(max_length=9, null=True)),
                ("version", models.PositiveIntegerField(null=True)),
                ("language", models.CharField(max_length=2, null=True)),
                ("about", models.CharField(blank=True, max_length=100, null=True)),
                ("about_words", models.CharField(blank=True, max_length=300, null=True)),
                ("body", models.TextField(max_length=4000, null=True)),
                ("source_url", models.URLField(blank=True, max_length=500, null=True)),
                ("sent_at", models.DateTimeField(null=True)),
                ("state", models.CharField(max_length=40, null=True)),
                ("decided_at", models.DateTimeField(null=True)),
                ("decision", models.TextField(blank=True, null=True)),
                ("sender_erased_at", models.DateTimeField(null=True)),
            ],
            options={
                "abstract": False,
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="SuggestionSender",
            fields=[
                (
                    "suggestion",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="sender",
                        serialize=False,
                        to="initiatives.suggestion",
                        verbose_name="suggestion",
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=100, verbose_name="name")),
                (
                    "email",
                    models.EmailField(blank=True, max_length=254, verbose_name="e-mail address"),
                ),
            ],
            options={
                "verbose_name": "sender of a suggestion",
                "verbose_name_plural": "senders of suggestions",
                "ordering": ["suggestion"],
            },
        ),
        operations.AddTrigger(
            model_name="suggestionevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="PERFORM audit_refuse(TG_OP, TG_TABLE_NAME); RETURN NULL;",
                    hash="b7efbeb3fc7d53d52248ad8db7aa1c6308723fb4",
                    level="STATEMENT",
                    operation="UPDATE OR DELETE OR TRUNCATE",
                    pgid="pgtrigger_append_only_34720",
                    table="initiatives_suggestionevent",
                    when="BEFORE",
                ),
            ),
        ),
        operations.AddTrigger(
            model_name="suggestionevent",
            trigger=pgtrigger.compiler.Trigger(
                name="seal",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    func="PERFORM audit_seal(TG_TABLE_NAME, NEW.pgh_id, audit_digest(NEW)); RETURN NULL;",
                    hash="af6f099f433c513f5a6e6d3935717dfbee89d2e9",
                    operation="INSERT",
                    pgid="pgtrigger_seal_edfc9",
                    table="initiatives_suggestionevent",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="suggestion",
            index=models.Index(fields=["state", "sent_at"], name="suggestion_state"),
        ),
        migrations.AddIndex(
            model_name="suggestion",
            index=models.Index(fields=["sent_at"], name="suggestion_sent"),
        ),
        migrations.AddConstraint(
            model_name="suggestion",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["new", "taken-up", "declined", "spam"])),
                name="suggestion_state_known",
                violation_error_message="Choose a state from the list.",
            ),
        ),
        migrations.AddConstraint(
            model_name="suggestion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("article", None), ("initiative__isnull", False), ("partner", None)),
                    models.Q(("article", None), ("initiative", None), ("partner__isnull", False)),
                    models.Q(("article__isnull", False), ("initiative", None), ("partner", None)),
                    _connector="OR",
                ),
                name="suggestion_about_one_page",
                violation_error_message="A suggestion is about one page.",
            ),
        ),
        migrations.AddConstraint(
            model_name="suggestion",
            constraint=models.CheckConstraint(
                condition=models.Q(("body", ""), _negated=True),
                name="suggestion_says_something",
                violation_error_message="Say first what is wrong.",
            ),
        ),
        migrations.AddConstraint(
            model_name="suggestion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "declined"), _negated=True),
                    models.Q(("decision", ""), _negated=True),
                    _connector="OR",
                ),
                name="suggestion_declined_with_reason",
                violation_error_message="Say why it is declined.",
            ),
        ),
        migrations.AddConstraint(
            model_name="suggestion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decided_at", None), ("state", "new")),
                    models.Q(
                        models.Q(("state", "new"), _negated=True), ("decided_at__isnull", False)
                    ),
                    _connector="OR",
                ),
                name="suggestion_decided_at_a_time",
                violation_error_message="A decision has its time.",
            ),
        ),
        operations.AddTrigger(
            model_name="suggestion",
            trigger=pgtrigger.compiler.Trigger(
                name="not_too_many",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    PERFORM pg_advisory_xact_lock(hashtextextended(concat_ws(\n        ':', 'suggestion', NEW.initiative_id, NEW.partner_id, NEW.article_id), 0));\n    IF (SELECT count(*) FROM initiatives_suggestion earlier\n        WHERE earlier.sent_at > NEW.sent_at - interval '1 day'\n            AND earlier.initiative_id IS NOT DISTINCT FROM NEW.initiative_id\n            AND earlier.partner_id IS NOT DISTINCT FROM NEW.partner_id\n            AND earlier.article_id IS NOT DISTINCT FROM NEW.article_id) >= 20\n    THEN\n        RAISE EXCEPTION 'This page has had its suggestions of the day.'\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'suggestion_not_too_many';\n    END IF;\n    RETURN NEW;\n",
                    hash="3d8185d7014b4abe19e757bdb6827580b4aef37b",
                    operation="INSERT",
                    pgid="pgtrigger_not_too_many_6c30b",
                    table="initiatives_suggestion",
                    when="BEFORE",
                ),
            ),
        ),
        operations.AddTrigger(
            model_name="suggestion",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "initiatives_suggestionevent" ("about", "about_words", "article_id", "assigned_to_id", "body", "decided_at", "decided_by_id", "decision", "id", "initiative_id", "language", "partner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "reference", "revision_id", "sender_erased_at", "sent_at", "source_url", "state", "version") VALUES (NEW."about", NEW."about_words", NEW."article_id", NEW."assigned_to_id", NEW."body", NEW."decided_at", NEW."decided_by_id", NEW."decision", NEW."id", NEW."initiative_id", NEW."language", NEW."partner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."reference", NEW."revision_id", NEW."sender_erased_at", NEW."sent_at", NEW."source_url", NEW."state", NEW."version"); RETURN NULL;',
                    hash="f7847fa2546d18cc7220107303a55e9a8c6a55f4",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_46595",
                    table="initiatives_suggestion",
                    when="AFTER",
                ),
            ),
        ),
        operations.AddTrigger(
            model_name="suggestion",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "initiatives_suggestionevent" ("about", "about_words", "article_id", "assigned_to_id", "body", "decided_at", "decided_by_id", "decision", "id", "initiative_id", "language", "partner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "reference", "revision_id", "sender_erased_at", "sent_at", "source_url", "state", "version") VALUES (NEW."about", NEW."about_words", NEW."article_id", NEW."assigned_to_id", NEW."body", NEW."decided_at", NEW."decided_by_id", NEW."decision", NEW."id", NEW."initiative_id", NEW."language", NEW."partner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."reference", NEW."revision_id", NEW."sender_erased_at", NEW."sent_at", NEW."source_url", NEW."state", NEW."version"); RETURN NULL;',
                    hash="1b21aa625127478e0a86e2b2fb0d59bccaba2aff",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_8156e",
                    table="initiatives_suggestion",
                    when="AFTER",
                ),
            ),
        ),
        operations.AddTrigger(
            model_name="suggestion",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "initiatives_suggestionevent" ("about", "about_words", "article_id", "assigned_to_id", "body", "decided_at", "decided_by_id", "decision", "id", "initiative_id", "language", "partner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "reference", "revision_id", "sender_erased_at", "sent_at", "source_url", "state", "version") VALUES (OLD."about", OLD."about_words", OLD."article_id", OLD."assigned_to_id", OLD."body", OLD."decided_at", OLD."decided_by_id", OLD."decision", OLD."id", OLD."initiative_id", OLD."language", OLD."partner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."reference", OLD."revision_id", OLD."sender_erased_at", OLD."sent_at", OLD."source_url", OLD."state", OLD."version"); RETURN NULL;',
                    hash="dfe2634058c226abbc3883f50a04b721541da351",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_27d70",
                    table="initiatives_suggestion",
                    when="AFTER",
                ),
            ),
        ),
    ]
