"""Whose note came by which link, since when a form is open; the events of both."""

import django.db.models.deletion
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

from sources.audit import operations


class Migration(migrations.Migration):
    dependencies = [("initiatives", "0005_audited_revisions")]

    operations = [
        migrations.AddField(
            model_name="reviewnote",
            name="link",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="notes",
                to="initiatives.previewlink",
                verbose_name="preview link",
            ),
        ),
        migrations.AddField(
            model_name="presence",
            name="opened_at",
            field=models.DateTimeField(default=django.utils.timezone.now, verbose_name="opened at"),
            preserve_default=False,
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="reviewnote",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="reviewnote",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="reviewnote",
            name="delete_delete",
        ),
        migrations.AddField(
            model_name="reviewnoteevent",
            name="link",
            field=models.UUIDField(db_column="link_id", null=True),
        ),
        operations.AddTrigger(
            model_name="reviewnote",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "initiatives_reviewnoteevent" ("anchor", "author_id", "body", "created_at", "guest_name", "id", "link_id", "parent_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "resolved_at", "resolved_by_id", "revision_id") VALUES (NEW."anchor", NEW."author_id", NEW."body", NEW."created_at", NEW."guest_name", NEW."id", NEW."link_id", NEW."parent_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."resolved_at", NEW."resolved_by_id", NEW."revision_id"); RETURN NULL;',
                    hash="342f1187a63ef8e2fb64b5a1e65e736e6d27b89b",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_601be",
                    table="initiatives_reviewnote",
                    when="AFTER",
                ),
            ),
        ),
        operations.AddTrigger(
            model_name="reviewnote",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "initiatives_reviewnoteevent" ("anchor", "author_id", "body", "created_at", "guest_name", "id", "link_id", "parent_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "resolved_at", "resolved_by_id", "revision_id") VALUES (NEW."anchor", NEW."author_id", NEW."body", NEW."created_at", NEW."guest_name", NEW."id", NEW."link_id", NEW."parent_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."resolved_at", NEW."resolved_by_id", NEW."revision_id"); RETURN NULL;',
                    hash="896f5ad578bddc94ba3527fbc8614fef22be17d6",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_4f6d1",
                    table="initiatives_reviewnote",
                    when="AFTER",
                ),
            ),
        ),
        operations.AddTrigger(
            model_name="reviewnote",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "initiatives_reviewnoteevent" ("anchor", "author_id", "body", "created_at", "guest_name", "id", "link_id", "parent_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "resolved_at", "resolved_by_id", "revision_id") VALUES (OLD."anchor", OLD."author_id", OLD."body", OLD."created_at", OLD."guest_name", OLD."id", OLD."link_id", OLD."parent_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."resolved_at", OLD."resolved_by_id", OLD."revision_id"); RETURN NULL;',
                    hash="defe1328075da78105f967b0aa4b7a1ea11cdecc",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_d0b8d",
                    table="initiatives_reviewnote",
                    when="AFTER",
                ),
            ),
        ),
    ]
