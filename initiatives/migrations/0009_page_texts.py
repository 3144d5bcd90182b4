"""The prose of the site's own pages, its public versions, and the events of the former."""

import pghistory.utils
import pgtrigger.compiler
from django.db import migrations, models

from sources.audit import operations

COUNTED = """
CREATE TRIGGER publishedpagetext_counted
AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON initiatives_publishedpagetext
FOR EACH STATEMENT EXECUTE FUNCTION move_publication_counter()"""


class Migration(migrations.Migration):
    dependencies = [
        ("initiatives", "0008_suggestions"),
    ]

    operations = [
        migrations.CreateModel(
            name="PageText",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "page",
                    models.CharField(
                        choices=[("about", "About"), ("methodology", "Methodology")],
                        max_length=20,
                        unique=True,
                        verbose_name="page",
                    ),
                ),
                (
                    "text_fr",
                    models.TextField(blank=True, max_length=40000, verbose_name="text in French"),
                ),
                (
                    "text_en",
                    models.TextField(blank=True, max_length=40000, verbose_name="text in English"),
                ),
            ],
            options={
                "verbose_name": "page text",
                "verbose_name_plural": "page texts",
                "ordering": ["page"],
            },
        ),
        migrations.CreateModel(
            name="PageTextEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField(db_column="id", db_index=True, null=True)),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("page", models.CharField(max_length=20, null=True)),
                ("text_fr", models.TextField(blank=True, max_length=40000, null=True)),
                ("text_en", models.TextField(blank=True, max_length=40000, null=True)),
            ],
            options={
                "abstract": False,
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="PublishedPageText",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("page", models.CharField(max_length=20, verbose_name="page")),
                ("number", models.PositiveIntegerField(verbose_name="number")),
                ("text_fr", models.TextField(verbose_name="text in French")),
                ("text_en", models.TextField(verbose_name="text in English")),
                ("changed_at", models.DateTimeField(verbose_name="changed at")),
                ("reason", models.TextField(verbose_name="public reason")),
            ],
            options={
                "verbose_name": "published page text",
                "verbose_name_plural": "published page texts",
                "ordering": ["page", "-number"],
            },
        ),
        operations.AddTrigger(
            model_name="pagetext",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "initiatives_pagetextevent" ("id", "page", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "text_en", "text_fr") VALUES (NEW."id", NEW."page", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."text_en", NEW."text_fr"); RETURN NULL;',
                    hash="80c23cc43328e36d10b0066c726c3f4603e3ca0c",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_dd104",
                    table="initiatives_pagetext",
                    when="AFTER",
                ),
            ),
        ),
        operations.AddTrigger(
            model_name="pagetext",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "initiatives_pagetextevent" ("id", "page", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "text_en", "text_fr") VALUES (NEW."id", NEW."page", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."text_en", NEW."text_fr"); RETURN NULL;',
                    hash="b72b2523c1fc40dc6d6ef0dcdb08e1625ee30779",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_a3fd7",
                    table="initiatives_pagetext",
                    when="AFTER",
                ),
            ),
        ),
        operations.AddTrigger(
            model_name="pagetext",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "initiatives_pagetextevent" ("id", "page", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "text_en", "text_fr") VALUES (OLD."id", OLD."page", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."text_en", OLD."text_fr"); RETURN NULL;',
                    hash="bd2e66eac4b1ff6cd7aa55a308ee547790dd0425",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_fcb4f",
                    table="initiatives_pagetext",
                    when="AFTER",
                ),
            ),
        ),
        operations.AddTrigger(
            model_name="pagetextevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="PERFORM audit_refuse(TG_OP, TG_TABLE_NAME); RETURN NULL;",
                    hash="eeaf6987e23679086871c9668cd387c65b77c0e0",
                    level="STATEMENT",
                    operation="UPDATE OR DELETE OR TRUNCATE",
                    pgid="pgtrigger_append_only_a40e6",
                    table="initiatives_pagetextevent",
                    when="BEFORE",
                ),
            ),
        ),
        operations.AddTrigger(
            model_name="pagetextevent",
            trigger=pgtrigger.compiler.Trigger(
                name="seal",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    func="PERFORM audit_seal(TG_TABLE_NAME, NEW.pgh_id, audit_digest(NEW)); RETURN NULL;",
                    hash="fd26f6f4854d022f8e39af763fe9412289169e29",
                    operation="INSERT",
                    pgid="pgtrigger_seal_dfedb",
                    table="initiatives_pagetextevent",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="publishedpagetext",
            constraint=models.UniqueConstraint(
                fields=("page", "number"), name="publishedpagetext_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="publishedpagetext",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True),
                name="publishedpagetext_with_reason",
                violation_error_message="Say why the page changes.",
            ),
        ),
        operations.AddTrigger(
            model_name="publishedpagetext",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="PERFORM audit_refuse(TG_OP, TG_TABLE_NAME); RETURN NULL;",
                    hash="5902c7eda6bfea2a0926e898e4945b7c3c65e443",
                    level="STATEMENT",
                    operation="UPDATE OR DELETE OR TRUNCATE",
                    pgid="pgtrigger_append_only_6cf87",
                    table="initiatives_publishedpagetext",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.RunSQL(
            COUNTED,
            "DROP TRIGGER publishedpagetext_counted ON initiatives_publishedpagetext",
        ),
    ]
