"""Events of every change of a revision, of the notes on it and of the links to it."""

import pghistory.utils
import pgtrigger.compiler
from django.db import migrations, models

from sources.audit import operations


class Migration(migrations.Migration):
    dependencies = [
        ("initiatives", "0004_audit"),
    ]

    operations = [
        migrations.CreateModel(
            name="PreviewLinkEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("revision", models.UUIDField(db_column="revision_id", null=True)),
                ("created_by", models.IntegerField(db_column="created_by_id", null=True)),
                ("id", models.UUIDField(db_column="id", db_index=True, null=True)),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("label", models.CharField(max_length=120, null=True)),
                ("may_comment", models.BooleanField(null=True)),
                ("document", models.TextField(null=True)),
                ("created_at", models.DateTimeField(null=True)),
                ("expires_at", models.DateTimeField(null=True)),
                ("revoked_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "abstract": False,
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="ReviewNoteEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("revision", models.UUIDField(db_column="revision_id", null=True)),
                ("parent", models.UUIDField(db_column="parent_id", null=True)),
                ("author", models.IntegerField(db_column="author_id", null=True)),
                ("resolved_by", models.IntegerField(db_column="resolved_by_id", null=True)),
                ("id", models.UUIDField(db_column="id", db_index=True, null=True)),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("anchor", models.CharField(blank=True, max_length=200, null=True)),
                ("guest_name", models.CharField(blank=True, max_length=80, null=True)),
                ("body", models.TextField(max_length=4000, null=True)),
                ("created_at", models.DateTimeField(null=True)),
                ("resolved_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "abstract": False,
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="RevisionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("initiative", models.BigIntegerField(db_column="initiative_id", null=True)),
                ("author", models.IntegerField(db_column="author_id", null=True)),
                ("assigned_to", models.IntegerField(db_column="assigned_to_id", null=True)),
                ("reviewer", models.IntegerField(db_column="reviewer_id", null=True)),
                ("id", models.UUIDField(db_column="id", db_index=True, null=True)),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("state", models.CharField(max_length=40, null=True)),
                ("base_version", models.PositiveIntegerField(null=True)),
                ("base", models.JSONField(null=True)),
                ("document", models.JSONField(null=True)),
                ("lock", models.PositiveIntegerField(null=True)),
                ("reason", models.TextField(blank=True, null=True)),
                ("created_at", models.DateTimeField(null=True)),
                ("updated_at", models.DateTimeField(null=True)),
                ("submitted_at", models.DateTimeField(null=True)),
                ("due_on", models.DateField(blank=True, null=True)),
                ("self_approved", models.BooleanField(null=True)),
                ("decided_at", models.DateTimeField(null=True)),
                ("decision", models.TextField(blank=True, null=True)),
                ("publish_at", models.DateTimeField(null=True)),
                ("problem", models.TextField(blank=True, null=True)),
                ("version", models.PositiveIntegerField(null=True)),
            ],
            options={
                "abstract": False,
                "default_permissions": (),
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="initiative",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="initiative",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="initiative",
            name="delete_delete",
        ),
        migrations.AddField(
            model_name="initiativeevent",
            name="edited_by",
            field=models.IntegerField(db_column="edited_by_id", null=True),
        ),
        operations.AddTrigger(
            model_name="initiative",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "initiatives_initiativeevent" ("also_partner_id", "audience_en", "audience_fr", "city_en", "city_fr", "country", "created_at", "created_by_id", "department", "description", "desk_note_en", "desk_note_fr", "edited_by_id", "end", "end_basis_en", "end_basis_fr", "end_inferred", "end_not_after", "end_not_before", "evidence_level", "first_published_at", "id", "kind", "language", "last_verified_on", "merged_into_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "place_inferred", "place_name_en", "place_name_fr", "published_at", "scope", "slug", "start", "start_basis_en", "start_basis_fr", "start_inferred", "start_not_after", "start_not_before", "state", "subkind", "summary", "title", "title_as_stated", "title_coined", "updated_at", "version", "withdrawal_reason") VALUES (NEW."also_partner_id", NEW."audience_en", NEW."audience_fr", NEW."city_en", NEW."city_fr", NEW."country", NEW."created_at", NEW."created_by_id", NEW."department", NEW."description", NEW."desk_note_en", NEW."desk_note_fr", NEW."edited_by_id", NEW."end", NEW."end_basis_en", NEW."end_basis_fr", NEW."end_inferred", NEW."end_not_after", NEW."end_not_before", NEW."evidence_level", NEW."first_published_at", NEW."id", NEW."kind", NEW."language", NEW."last_verified_on", NEW."merged_into_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."place_inferred", NEW."place_name_en", NEW."place_name_fr", NEW."published_at", NEW."scope", NEW."slug", NEW."start", NEW."start_basis_en", NEW."start_basis_fr", NEW."start_inferred", NEW."start_not_after", NEW."start_not_before", NEW."state", NEW."subkind", NEW."summary", NEW."title", NEW."title_as_stated", NEW."title_coined", NEW."updated_at", NEW."version", NEW."withdrawal_reason"); RETURN NULL;',
                    hash="a2450c8ab07110772d624c8ba115af14c7927115",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_649fe",
                    table="initiatives_initiative",
                    when="AFTER",
                ),
            ),
        ),
        operations.AddTrigger(
            model_name="initiative",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."also_partner_id" IS DISTINCT FROM (NEW."also_partner_id") OR OLD."audience_en" IS DISTINCT FROM (NEW."audience_en") OR OLD."audience_fr" IS DISTINCT FROM (NEW."audience_fr") OR OLD."city_en" IS DISTINCT FROM (NEW."city_en") OR OLD."city_fr" IS DISTINCT FROM (NEW."city_fr") OR OLD."country" IS DISTINCT FROM (NEW."country") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."created_by_id" IS DISTINCT FROM (NEW."created_by_id") OR OLD."department" IS DISTINCT FROM (NEW."department") OR OLD."description" IS DISTINCT FROM (NEW."description") OR OLD."desk_note_en" IS DISTINCT FROM (NEW."desk_note_en") OR OLD."desk_note_fr" IS DISTINCT FROM (NEW."desk_note_fr") OR OLD."edited_by_id" IS DISTINCT FROM (NEW."edited_by_id") OR OLD."end" IS DISTINCT FROM (NEW."end") OR OLD."end_basis_en" IS DISTINCT FROM (NEW."end_basis_en") OR OLD."end_basis_fr" IS DISTINCT FROM (NEW."end_basis_fr") OR OLD."end_inferred" IS DISTINCT FROM (NEW."end_inferred") OR OLD."end_not_after" IS DISTINCT FROM (NEW."end_not_after") OR OLD."end_not_before" IS DISTINCT FROM (NEW."end_not_before") OR OLD."evidence_level" IS DISTINCT FROM (NEW."evidence_level") OR OLD."first_published_at" IS DISTINCT FROM (NEW."first_published_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."language" IS DISTINCT FROM (NEW."language") OR OLD."last_verified_on" IS DISTINCT FROM (NEW."last_verified_on") OR OLD."merged_into_id" IS DISTINCT FROM (NEW."merged_into_id") OR OLD."place_inferred" IS DISTINCT FROM (NEW."place_inferred") OR OLD."place_name_en" IS DISTINCT FROM (NEW."place_name_en") OR OLD."place_name_fr" IS DISTINCT FROM (NEW."place_name_fr") OR OLD."published_at" IS DISTINCT FROM (NEW."published_at") OR OLD."scope" IS DISTINCT FROM (NEW."scope") OR OLD."slug" IS DISTINCT FROM (NEW."slug") OR OLD."start" IS DISTINCT FROM (NEW."start") OR OLD."start_basis_en" IS DISTINCT FROM (NEW."start_basis_en") OR OLD."start_basis_fr" IS DISTINCT FROM (NEW."start_basis_fr") OR OLD."start_inferred" IS DISTINCT FROM (NEW."start_inferred") OR OLD."start_not_after" IS DISTINCT FROM (NEW."start_not_after") OR OLD."start_not_before" IS DISTINCT FROM (NEW."start_not_before") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."subkind" IS DISTINCT FROM (NEW."subkind") OR OLD."summary" IS DISTINCT FROM (NEW."summary") OR OLD."title" IS DISTINCT FROM (NEW."title") OR OLD."title_as_stated" IS DISTINCT FROM (NEW."title_as_stated") OR OLD."title_coined" IS DISTINCT FROM (NEW."title_coined") OR OLD."updated_at" IS DISTINCT FROM (NEW."updated_at") OR OLD."version" IS DISTINCT FROM (NEW."version") OR OLD."withdrawal_reason" IS DISTINCT FROM (NEW."withdrawal_reason"))',
                    func='INSERT INTO "initiatives_initiativeevent" ("also_partner_id", "audience_en", "audience_fr", "city_en", "city_fr", "country", "created_at", "created_by_id", "department", "description", "desk_note_en", "desk_note_fr", "edited_by_id", "end", "end_basis_en", "end_basis_fr", "end_inferred", "end_not_after", "end_not_before", "evidence_level", "first_published_at", "id", "kind", "language", "last_verified_on", "merged_into_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "place_inferred", "place_name_en", "place_name_fr", "published_at", "scope", "slug", "start", "start_basis_en", "start_basis_fr", "start_inferred", "start_not_after", "start_not_before", "state", "subkind", "summary", "title", "title_as_stated", "title_coined", "updated_at", "version", "withdrawal_reason") VALUES (NEW."also_partner_id", NEW."audience_en", NEW."audience_fr", NEW."city_en", NEW."city_fr", NEW."country", NEW."created_at", NEW."created_by_id", NEW."department", NEW."description", NEW."desk_note_en", NEW."desk_note_fr", NEW."edited_by_id", NEW."end", NEW."end_basis_en", NEW."end_basis_fr", NEW."end_inferred", NEW."end_not_after", NEW."end_not_before", NEW."evidence_level", NEW."first_published_at", NEW."id", NEW."kind", NEW."language", NEW."last_verified_on", NEW."merged_into_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."place_inferred", NEW."place_name_en", NEW."place_name_fr", NEW."published_at", NEW."scope", NEW."slug", NEW."start", NEW."start_basis_en", NEW."start_basis_fr", NEW."start_inferred", NEW."start_not_after", NEW."start_not_before", NEW."state", NEW."subkind", NEW."summary", NEW."title", NEW."title_as_stated", NEW."title_coined", NEW."updated_at", NEW."version", NEW."withdrawal_reason"); RETURN NULL;',
                    hash="c8893172720df793be1872b76a808e319b79ebe2",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_b6c3b",
                    table="initiatives_initiative",
                    when="AFTER",
                ),
            ),
        ),
        operations.AddTrigger(
            model_name="initiative",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "initiatives_initiativeevent" ("also_partner_id", "audience_en", "audience_fr", "city_en", "city_fr", "country", "created_at", "created_by_id", "department", "description", "desk_note_en", "desk_note_fr", "edited_by_id", "end", "end_basis_en", "end_basis_fr", "end_inferred", "end_not_after", "end_not_before", "evidence_level", "first_published_at", "id", "kind", "language", "last_verified_on", "merged_into_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "place_inferred", "place_name_en", "place_name_fr", "published_at", "scope", "slug", "start", "start_basis_en", "start_basis_fr", "start_inferred", "start_not_after", "start_not_before", "state", "subkind", "summary", "title", "title_as_stated", "title_coined", "updated_at", "version", "withdrawal_reason") VALUES (OLD."also_partner_id", OLD."audience_en", OLD."audience_fr", OLD."city_en", OLD."city_fr", OLD."country", OLD."created_at", OLD."created_by_id", OLD."department", OLD."description", OLD."desk_note_en", OLD."desk_note_fr", OLD."edited_by_id", OLD."end", OLD."end_basis_en", OLD."end_basis_fr", OLD."end_inferred", OLD."end_not_after", OLD."end_not_before", OLD."evidence_level", OLD."first_published_at", OLD."id", OLD."kind", OLD."language", OLD."last_verified_on", OLD."merged_into_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."place_inferred", OLD."place_name_en", OLD."place_name_fr", OLD."published_at", OLD."scope", OLD."slug", OLD."start", OLD."start_basis_en", OLD."start_basis_fr", OLD."start_inferred", OLD."start_not_after", OLD."start_not_before", OLD."state", OLD."subkind", OLD."summary", OLD."title", OLD."title_as_stated", OLD."title_coined", OLD."updated_at", OLD."version", OLD."withdrawal_reason"); RETURN NULL;',
                    hash="744908a2308966d60ccf4c3ef22a3c22708db991",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_bf9bd",
                    table="initiatives_initiative",
                    when="AFTER",
                ),
            ),
        ),
        operations.AddTrigger(
            model_name="previewlink",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "initiatives_previewlinkevent" ("created_at", "created_by_id", "document", "expires_at", "id", "label", "may_comment", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "revision_id", "revoked_at") VALUES (NEW."created_at", NEW."created_by_id", NEW."document", NEW."expires_at", NEW."id", NEW."label", NEW."may_comment", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."revision_id", NEW."revoked_at"); RETURN NULL;',
                    hash="f78229fcc2dd74ab69057156f6b98ee3fab55abb",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_fa575",
                    table="initiatives_previewlink",
                    when="AFTER",
                ),
            ),
        ),
        operations.AddTrigger(
            model_name="previewlink",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "initiatives_previewlinkevent" ("created_at", "created_by_id", "document", "expires_at", "id", "label", "may_comment", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "revision_id", "revoked_at") VALUES (NEW."created_at", NEW."created_by_id", NEW."document", NEW."expires_at", NEW."id", NEW."label", NEW."may_comment", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."revision_id", NEW."revoked_at"); RETURN NULL;',
                    hash="33140487f92bf6eb8e1c1d36ddf4d94881ec3e6b",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_b5870",
                    table="initiatives_previewlink",
                    when="AFTER",
                ),
            ),
        ),
        operations.AddTrigger(
            model_name="previewlink",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "initiatives_previewlinkevent" ("created_at", "created_by_id", "document", "expires_at", "id", "label", "may_comment", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "revision_id", "revoked_at") VALUES (OLD."created_at", OLD."created_by_id", OLD."document", OLD."expires_at", OLD."id", OLD."label", OLD."may_comment", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."revision_id", OLD."revoked_at"); RETURN NULL;',
                    hash="ed107bb6155b0410efe2b711676c52801dc1b1ac",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_a43d1",
                    table="initiatives_previewlink",
                    when="AFTER",
                ),
            ),
        ),
        operations.AddTrigger(
            model_name="reviewnote",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "initiatives_reviewnoteevent" ("anchor", "author_id", "body", "created_at", "guest_name", "id", "parent_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "resolved_at", "resolved_by_id", "revision_id") VALUES (NEW."anchor", NEW."author_id", NEW."body", NEW."created_at", NEW."guest_name", NEW."id", NEW."parent_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."resolved_at", NEW."resolved_by_id", NEW."revision_id"); RETURN NULL;',
                    hash="3a076cded7197a0efb221d18a03f7e63a7cec412",
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
                    func='INSERT INTO "initiatives_reviewnoteevent" ("anchor", "author_id", "body", "created_at", "guest_name", "id", "parent_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "resolved_at", "resolved_by_id", "revision_id") VALUES (NEW."anchor", NEW."author_id", NEW."body", NEW."created_at", NEW."guest_name", NEW."id", NEW."parent_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."resolved_at", NEW."resolved_by_id", NEW."revision_id"); RETURN NULL;',
                    hash="e7dc33cccdc33c30b24517a16a29c46e4e679243",
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
                    func='INSERT INTO "initiatives_reviewnoteevent" ("anchor", "author_id", "body", "created_at", "guest_name", "id", "parent_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "resolved_at", "resolved_by_id", "revision_id") VALUES (OLD."anchor", OLD."author_id", OLD."body", OLD."created_at", OLD."guest_name", OLD."id", OLD."parent_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."resolved_at", OLD."resolved_by_id", OLD."revision_id"); RETURN NULL;',
                    hash="8b35ed2687537b3ab7506fa0fe87ed6d3cd33cdb",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_d0b8d",
                    table="initiatives_reviewnote",
                    when="AFTER",
                ),
            ),
        ),
        operations.AddTrigger(
            model_name="revision",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "initiatives_revisionevent" ("assigned_to_id", "author_id", "base", "base_version", "created_at", "decided_at", "decision", "document", "due_on", "id", "initiative_id", "lock", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "problem", "publish_at", "reason", "reviewer_id", "self_approved", "state", "submitted_at", "updated_at", "version") VALUES (NEW."assigned_to_id", NEW."author_id", NEW."base", NEW."base_version", NEW."created_at", NEW."decided_at", NEW."decision", NEW."document", NEW."due_on", NEW."id", NEW."initiative_id", NEW."lock", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."problem", NEW."publish_at", NEW."reason", NEW."reviewer_id", NEW."self_approved", NEW."state", NEW."submitted_at", NEW."updated_at", NEW."version"); RETURN NULL;',
                    hash="b03c20983755d1ddac8b4746ccdc32faa9b0753f",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_e6d16",
                    table="initiatives_revision",
                    when="AFTER",
                ),
            ),
        ),
        operations.AddTrigger(
            model_name="revision",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "initiatives_revisionevent" ("assigned_to_id", "author_id", "base", "base_version", "created_at", "decided_at", "decision", "document", "due_on", "id", "initiative_id", "lock", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "problem", "publish_at", "reason", "reviewer_id", "self_approved", "state", "submitted_at", "updated_at", "version") VALUES (NEW."assigned_to_id", NEW."author_id", NEW."base", NEW."base_version", NEW."created_at", NEW."decided_at", NEW."decision", NEW."document", NEW."due_on", NEW."id", NEW."initiative_id", NEW."lock", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."problem", NEW."publish_at", NEW."reason", NEW."reviewer_id", NEW."self_approved", NEW."state", NEW."submitted_at", NEW."updated_at", NEW."version"); RETURN NULL;',
                    hash="afc8ca140bc67809d37fd21494ccbd59caf33a00",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_9b385",
                    table="initiatives_revision",
                    when="AFTER",
                ),
            ),
        ),
        operations.AddTrigger(
            model_name="revision",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "initiatives_revisionevent" ("assigned_to_id", "author_id", "base", "base_version", "created_at", "decided_at", "decision", "document", "due_on", "id", "initiative_id", "lock", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "problem", "publish_at", "reason", "reviewer_id", "self_approved", "state", "submitted_at", "updated_at", "version") VALUES (OLD."assigned_to_id", OLD."author_id", OLD."base", OLD."base_version", OLD."created_at", OLD."decided_at", OLD."decision", OLD."document", OLD."due_on", OLD."id", OLD."initiative_id", OLD."lock", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."problem", OLD."publish_at", OLD."reason", OLD."reviewer_id", OLD."self_approved", OLD."state", OLD."submitted_at", OLD."updated_at", OLD."version"); RETURN NULL;',
                    hash="51d07077628be51068c793b1d7b0199831449913",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_de995",
                    table="initiatives_revision",
                    when="AFTER",
                ),
            ),
        ),
        operations.AddTrigger(
            model_name="previewlinkevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="PERFORM audit_refuse(TG_OP, TG_TABLE_NAME); RETURN NULL;",
                    hash="b59cef3dab06cbd2402a6c074cba4b9e201ba481",
                    level="STATEMENT",
                    operation="UPDATE OR DELETE OR TRUNCATE",
                    pgid="pgtrigger_append_only_fbba6",
                    table="initiatives_previewlinkevent",
                    when="BEFORE",
                ),
            ),
        ),
        operations.AddTrigger(
            model_name="previewlinkevent",
            trigger=pgtrigger.compiler.Trigger(
                name="seal",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    func="PERFORM audit_seal(TG_TABLE_NAME, NEW.pgh_id, audit_digest(NEW)); RETURN NULL;",
                    hash="0b7e6c647c70410089bd79cb813ecb0f61780de4",
                    operation="INSERT",
                    pgid="pgtrigger_seal_0879d",
                    table="initiatives_previewlinkevent",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        operations.AddTrigger(
            model_name="reviewnoteevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="PERFORM audit_refuse(TG_OP, TG_TABLE_NAME); RETURN NULL;",
                    hash="070416155dce53d062dd1f56e633be858581e250",
                    level="STATEMENT",
                    operation="UPDATE OR DELETE OR TRUNCATE",
                    pgid="pgtrigger_append_only_0b058",
                    table="initiatives_reviewnoteevent",
                    when="BEFORE",
                ),
            ),
        ),
        operations.AddTrigger(
            model_name="reviewnoteevent",
            trigger=pgtrigger.compiler.Trigger(
                name="seal",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    func="PERFORM audit_seal(TG_TABLE_NAME, NEW.pgh_id, audit_digest(NEW)); RETURN NULL;",
                    hash="9608c745afea0870da34d466bdf5c8906f9b2035",
                    operation="INSERT",
                    pgid="pgtrigger_seal_8df84",
                    table="initiatives_reviewnoteevent",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        operations.AddTrigger(
            model_name="revisionevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="PERFORM audit_refuse(TG_OP, TG_TABLE_NAME); RETURN NULL;",
                    hash="37a6586f6b221af27bdadfd057ed2d732ad7693a",
                    level="STATEMENT",
                    operation="UPDATE OR DELETE OR TRUNCATE",
                    pgid="pgtrigger_append_only_0fcd0",
                    table="initiatives_revisionevent",
                    when="BEFORE",
                ),
            ),
        ),
        operations.AddTrigger(
            model_name="revisionevent",
            trigger=pgtrigger.compiler.Trigger(
                name="seal",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    func="PERFORM audit_seal(TG_TABLE_NAME, NEW.pgh_id, audit_digest(NEW)); RETURN NULL;",
                    hash="9409b206c036f3daaa953cb321d3d40fd36428dc",
                    operation="INSERT",
                    pgid="pgtrigger_seal_8ed2a",
                    table="initiatives_revisionevent",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
    ]
