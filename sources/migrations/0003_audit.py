"""Events of every change of a source row, and the chain they are sealed into at commit."""

import django.contrib.postgres.fields
import pghistory.utils
import pgtrigger.compiler
from django.db import migrations, models

from sources.audit import operations

CHAIN_LOCK = 0x5345414C  # sources.audit.chain

# Only pytest may empty the tables, between tests that commit: in a database with the name Django
# gives test databases *and* with the setting that tests/conftest.py makes for that one statement.
# Either alone would do by accident; a setting anybody may make would be no rule at all.
REFUSE = r"""
CREATE FUNCTION audit_refuse(change text, audited_table text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF change = 'TRUNCATE' AND current_database() LIKE 'test\_%'
        AND current_setting('veille.flush', true) = 'on'
    THEN
        RETURN;
    END IF;
    RAISE EXCEPTION 'The audit record is only added to: % of % is refused.', change, audited_table
        USING ERRCODE = 'check_violation', CONSTRAINT = 'audit_append_only';
END $$;
"""

# A column that is NULL leaves no trace in the text, so that a column added later (events get it
# empty: settings.PGHISTORY_FIELD) changes no digest of before. UTC: JSON writes a moment in the
# session's own zone.
DIGEST = """
CREATE FUNCTION audit_digest(event record) RETURNS text LANGUAGE plpgsql STABLE
SET timezone TO 'UTC' AS $$
BEGIN
    RETURN encode(sha256(convert_to((
        SELECT jsonb_object_agg(key, value)::text FROM jsonb_each(to_jsonb(event)) WHERE value <> 'null'
    ), 'UTF8')), 'hex');
END $$;
CREATE FUNCTION audit_hash(
    previous text, seq bigint, sealed_at timestamptz, event_table text, event_id bigint, digest text
) RETURNS text LANGUAGE sql STABLE
RETURN encode(sha256(convert_to(
    concat_ws('|', previous, seq, to_char(sealed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'),
              event_table, event_id, digest),
    'UTF8')), 'hex');
"""

# The head is read after the lock is had: what another transaction sealed is there by then. At
# REPEATABLE READ it would not be, and the number already taken refuses the commit.
SEAL = f"""
CREATE FUNCTION audit_seal(event_table text, event_id bigint, digest text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    head record;
    now timestamptz;
BEGIN
    PERFORM pg_advisory_xact_lock({CHAIN_LOCK});
    SELECT seal.seq, seal.hash INTO head FROM sources_auditseal seal ORDER BY seal.seq DESC LIMIT 1;
    now := clock_timestamp();
    INSERT INTO sources_auditseal (seq, sealed_at, event_table, event_id, digest, hash)
    VALUES (
        coalesce(head.seq, 0) + 1, now, event_table, event_id, digest,
        audit_hash(coalesce(head.hash, ''), coalesce(head.seq, 0) + 1, now, event_table, event_id, digest)
    );
END $$;
"""

DROP = """
DROP FUNCTION audit_seal(text, bigint, text);
DROP FUNCTION audit_hash(text, bigint, timestamptz, text, bigint, text);
DROP FUNCTION audit_digest(record);
DROP FUNCTION audit_refuse(text, text);
"""


class Migration(migrations.Migration):
    dependencies = [
        ("sources", "0002_fold_for_lookup"),
    ]

    operations = [
        migrations.RunSQL(REFUSE + DIGEST + SEAL, DROP),
        migrations.CreateModel(
            name="ArticleCitationEvent",
            fields=[
                ("citation", models.UUIDField(db_column="citation_id", null=True)),
                ("article", models.BigIntegerField(db_column="article_id", null=True)),
                ("id", models.UUIDField(db_column="id", db_index=True, null=True)),
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("stance", models.CharField(max_length=40, null=True)),
                ("field", models.CharField(blank=True, max_length=60, null=True)),
                ("stated_value", models.CharField(blank=True, max_length=200, null=True)),
                ("note_fr", models.CharField(blank=True, max_length=500, null=True)),
                ("note_en", models.CharField(blank=True, max_length=500, null=True)),
                ("position", models.PositiveSmallIntegerField(null=True)),
            ],
            options={
                "abstract": False,
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="AuditSeal",
            fields=[
                (
                    "seq",
                    models.BigIntegerField(
                        primary_key=True, serialize=False, verbose_name="number"
                    ),
                ),
                ("sealed_at", models.DateTimeField(verbose_name="sealed at")),
                ("event_table", models.CharField(max_length=63, verbose_name="table of the event")),
                ("event_id", models.BigIntegerField(verbose_name="number of the event")),
                ("digest", models.CharField(max_length=64, verbose_name="digest of the event")),
                ("hash", models.CharField(max_length=64, verbose_name="hash")),
            ],
            options={
                "verbose_name": "audit seal",
                "verbose_name_plural": "audit seals",
                "ordering": ["-seq"],
            },
        ),
        migrations.CreateModel(
            name="CitationEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("article", models.BigIntegerField(db_column="article_id", null=True)),
                ("text_version", models.UUIDField(db_column="text_version_id", null=True)),
                ("id", models.UUIDField(db_column="id", db_index=True, null=True)),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("locator", models.CharField(max_length=100, null=True)),
                ("paragraph", models.PositiveIntegerField(blank=True, null=True)),
                ("line", models.PositiveIntegerField(blank=True, null=True)),
                ("paraphrase_fr", models.CharField(max_length=240, null=True)),
                ("paraphrase_en", models.CharField(max_length=240, null=True)),
                ("quote", models.CharField(blank=True, max_length=300, null=True)),
                ("selectors", models.JSONField(blank=True, null=True)),
                ("created_at", models.DateTimeField(null=True)),
            ],
            options={
                "abstract": False,
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="ExcludedMentionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("article", models.BigIntegerField(db_column="article_id", null=True)),
                ("id", models.BigIntegerField(db_column="id", db_index=True, null=True)),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("surface", models.CharField(max_length=200, null=True)),
                ("locator", models.CharField(blank=True, max_length=100, null=True)),
                ("reason", models.CharField(max_length=300, null=True)),
            ],
            options={
                "abstract": False,
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="PublisherCitationEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("citation", models.UUIDField(db_column="citation_id", null=True)),
                ("publisher", models.BigIntegerField(db_column="publisher_id", null=True)),
                ("id", models.UUIDField(db_column="id", db_index=True, null=True)),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("stance", models.CharField(max_length=40, null=True)),
                ("field", models.CharField(blank=True, max_length=60, null=True)),
                ("stated_value", models.CharField(blank=True, max_length=200, null=True)),
                ("note_fr", models.CharField(blank=True, max_length=500, null=True)),
                ("note_en", models.CharField(blank=True, max_length=500, null=True)),
                ("position", models.PositiveSmallIntegerField(null=True)),
            ],
            options={
                "abstract": False,
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="PublisherEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("parent", models.BigIntegerField(db_column="parent_id", null=True)),
                ("id", models.BigIntegerField(db_column="id", db_index=True, null=True)),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("slug", models.SlugField(blank=True, db_index=False, max_length=100, null=True)),
                ("name", models.CharField(max_length=200, null=True)),
                (
                    "aliases",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=200),
                        blank=True,
                        null=True,
                        size=None,
                    ),
                ),
                ("kind", models.CharField(max_length=40, null=True)),
                ("home_page", models.URLField(blank=True, max_length=500, null=True)),
                ("country", models.CharField(blank=True, max_length=2, null=True)),
                ("country_basis", models.CharField(blank=True, max_length=40, null=True)),
                ("identified_by", models.TextField(blank=True, null=True)),
            ],
            options={
                "abstract": False,
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="SourceArticleEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("publisher", models.BigIntegerField(db_column="publisher_id", null=True)),
                ("agency", models.BigIntegerField(db_column="agency_id", null=True)),
                (
                    "same_dispatch_as",
                    models.BigIntegerField(db_column="same_dispatch_as_id", null=True),
                ),
                ("assigned_to", models.IntegerField(db_column="assigned_to_id", null=True)),
                ("id", models.BigIntegerField(db_column="id", db_index=True, null=True)),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("slug", models.SlugField(blank=True, db_index=False, max_length=100, null=True)),
                ("title", models.CharField(blank=True, max_length=500, null=True)),
                ("title_typeset", models.CharField(blank=True, max_length=500, null=True)),
                ("description_fr", models.CharField(blank=True, max_length=500, null=True)),
                ("description_en", models.CharField(blank=True, max_length=500, null=True)),
                ("publisher_inferred", models.BooleanField(null=True)),
                ("agency_form", models.CharField(blank=True, max_length=200, null=True)),
                (
                    "authors",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=200),
                        blank=True,
                        null=True,
                        size=None,
                    ),
                ),
                ("kind", models.CharField(max_length=40, null=True)),
                ("language", models.CharField(max_length=5, null=True)),
                ("url", models.URLField(blank=True, max_length=2000, null=True)),
                ("canonical_url", models.URLField(blank=True, max_length=2000, null=True)),
                ("archive_url", models.URLField(blank=True, max_length=2000, null=True)),
                ("published", models.CharField(blank=True, max_length=60, null=True)),
                ("published_not_before", models.DateField(blank=True, null=True)),
                ("published_not_after", models.DateField(blank=True, null=True)),
                ("published_inferred", models.BooleanField(null=True)),
                ("published_basis_fr", models.TextField(blank=True, null=True)),
                ("published_basis_en", models.TextField(blank=True, null=True)),
                ("updated", models.CharField(blank=True, max_length=60, null=True)),
                ("updated_not_before", models.DateField(blank=True, null=True)),
                ("updated_not_after", models.DateField(blank=True, null=True)),
                ("updated_inferred", models.BooleanField(null=True)),
                ("updated_basis_fr", models.TextField(blank=True, null=True)),
                ("updated_basis_en", models.TextField(blank=True, null=True)),
                ("retrieved_at", models.DateTimeField(blank=True, null=True)),
                ("access", models.CharField(blank=True, max_length=40, null=True)),
                ("access_basis", models.TextField(blank=True, null=True)),
                ("access_inferred", models.BooleanField(null=True)),
                ("body_status", models.CharField(max_length=40, null=True)),
                ("paragraph_count", models.PositiveIntegerField(blank=True, null=True)),
                ("received_file", models.CharField(blank=True, max_length=200, null=True)),
                ("received_sha256", models.CharField(blank=True, max_length=64, null=True)),
                ("triage_status", models.CharField(max_length=40, null=True)),
                ("desk_note", models.TextField(blank=True, null=True)),
            ],
            options={
                "abstract": False,
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="TextVersionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("article", models.BigIntegerField(db_column="article_id", null=True)),
                ("id", models.UUIDField(db_column="id", db_index=True, null=True)),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("sha256", models.CharField(max_length=64, null=True)),
                ("extractor", models.CharField(max_length=60, null=True)),
                ("extractor_version", models.CharField(max_length=40, null=True)),
                ("text", models.TextField(null=True)),
                ("created_at", models.DateTimeField(null=True)),
            ],
            options={
                "abstract": False,
                "default_permissions": (),
            },
        ),
        operations.AddTrigger(
            model_name="articlecitation",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "sources_articlecitationevent" ("article_id", "citation_id", "field", "id", "note_en", "note_fr", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "position", "stance", "stated_value") VALUES (NEW."article_id", NEW."citation_id", NEW."field", NEW."id", NEW."note_en", NEW."note_fr", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."position", NEW."stance", NEW."stated_value"); RETURN NULL;',
                    hash="4e1357107ee2e6554729d42d80b310057ce19f9e",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_5532d",
                    table="sources_articlecitation",
                    when="AFTER",
                ),
            ),
        ),
        operations.AddTrigger(
            model_name="articlecitation",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "sources_articlecitationevent" ("article_id", "citation_id", "field", "id", "note_en", "note_fr", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "position", "stance", "stated_value") VALUES (NEW."article_id", NEW."citation_id", NEW."field", NEW."id", NEW."note_en", NEW."note_fr", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."position", NEW."stance", NEW."stated_value"); RETURN NULL;',
                    hash="cf3da2235cfef4179d7de25405efc177bfd90bb1",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_6eba9",
                    table="sources_articlecitation",
                    when="AFTER",
                ),
            ),
        ),
        operations.AddTrigger(
            model_name="articlecitation",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "sources_articlecitationevent" ("article_id", "citation_id", "field", "id", "note_en", "note_fr", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "position", "stance", "stated_value") VALUES (OLD."article_id", OLD."citation_id", OLD."field", OLD."id", OLD."note_en", OLD."note_fr", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."position", OLD."stance", OLD."stated_value"); RETURN NULL;',
                    hash="369c99a6ed491f289a6c306687ade560ca618422",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_19ae0",
                    table="sources_articlecitation",
                    when="AFTER",
                ),
            ),
        ),
        operations.AddTrigger(
            model_name="citation",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "sources_citationevent" ("article_id", "created_at", "id", "line", "locator", "paragraph", "paraphrase_en", "paraphrase_fr", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "quote", "selectors", "text_version_id") VALUES (NEW."article_id", NEW."created_at", NEW."id", NEW."line", NEW."locator", NEW."paragraph", NEW."paraphrase_en", NEW."paraphrase_fr", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."quote", NEW."selectors", NEW."text_version_id"); RETURN NULL;',
                    hash="d8862f485d4d344159c0159fe4509714342230ee",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_a56d3",
                    table="sources_citation",
                    when="AFTER",
                ),
            ),
        ),
        operations.AddTrigger(
            model_name="citation",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "sources_citationevent" ("article_id", "created_at", "id", "line", "locator", "paragraph", "paraphrase_en", "paraphrase_fr", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "quote", "selectors", "text_version_id") VALUES (NEW."article_id", NEW."created_at", NEW."id", NEW."line", NEW."locator", NEW."paragraph", NEW."paraphrase_en", NEW."paraphrase_fr", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."quote", NEW."selectors", NEW."text_version_id"); RETURN NULL;',
                    hash="5782508ac161509e18e977736ee2f1092ebe78cf",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_f1b25",
                    table="sources_citation",
                    when="AFTER",
                ),
            ),
        ),
        operations.AddTrigger(
            model_name="citation",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "sources_citationevent" ("article_id", "created_at", "id", "line", "locator", "paragraph", "paraphrase_en", "paraphrase_fr", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "quote", "selectors", "text_version_id") VALUES (OLD."article_id", OLD."created_at", OLD."id", OLD."line", OLD."locator", OLD."paragraph", OLD."paraphrase_en", OLD."paraphrase_fr", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."quote", OLD."selectors", OLD."text_version_id"); RETURN NULL;',
                    hash="768def186592dfe347424db97f2bfcb31ba5718b",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_00c85",
                    table="sources_citation",
                    when="AFTER",
                ),
            ),
        ),
        operations.AddTrigger(
            model_name="excludedmention",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "sources_excludedmentionevent" ("article_id", "id", "locator", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "reason", "surface") VALUES (NEW."article_id", NEW."id", NEW."locator", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."reason", NEW."surface"); RETURN NULL;',
                    hash="1f14f9f869d330f633d9f34bb3110e87d47845b9",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_e8c63",
                    table="sources_excludedmention",
                    when="AFTER",
                ),
            ),
        ),
        operations.AddTrigger(
            model_name="excludedmention",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "sources_excludedmentionevent" ("article_id", "id", "locator", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "reason", "surface") VALUES (NEW."article_id", NEW."id", NEW."locator", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."reason", NEW."surface"); RETURN NULL;',
                    hash="34be3859ef36a6681be7e5b7b98154fa2ad896bd",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_0b208",
                    table="sources_excludedmention",
                    when="AFTER",
                ),
            ),
        ),
        operations.AddTrigger(
            model_name="excludedmention",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "sources_excludedmentionevent" ("article_id", "id", "locator", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "reason", "surface") VALUES (OLD."article_id", OLD."id", OLD."locator", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."reason", OLD."surface"); RETURN NULL;',
                    hash="dad3aa21e3db0ef417ba0c1e0f37a1b762c7871c",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_ca07f",
                    table="sources_excludedmention",
                    when="AFTER",
                ),
            ),
        ),
        operations.AddTrigger(
            model_name="publisher",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "sources_publisherevent" ("aliases", "country", "country_basis", "home_page", "id", "identified_by", "kind", "name", "parent_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "slug") VALUES (NEW."aliases", NEW."country", NEW."country_basis", NEW."home_page", NEW."id", NEW."identified_by", NEW."kind", NEW."name", NEW."parent_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."slug"); RETURN NULL;',
                    hash="299cda8a2ce66094d23e9ca2fdf13f403f32c99e",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_30d8f",
                    table="sources_publisher",
                    when="AFTER",
                ),
            ),
        ),
        operations.AddTrigger(
            model_name="publisher",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "sources_publisherevent" ("aliases", "country", "country_basis", "home_page", "id", "identified_by", "kind", "name", "parent_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "slug") VALUES (NEW."aliases", NEW."country", NEW."country_basis", NEW."home_page", NEW."id", NEW."identified_by", NEW."kind", NEW."name", NEW."parent_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."slug"); RETURN NULL;',
                    hash="a4f75b8de6c468732f9123c05e564117b03dc196",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_7ed41",
                    table="sources_publisher",
                    when="AFTER",
                ),
            ),
        ),
        operations.AddTrigger(
            model_name="publisher",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "sources_publisherevent" ("aliases", "country", "country_basis", "home_page", "id", "identified_by", "kind", "name", "parent_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "slug") VALUES (OLD."aliases", OLD."country", OLD."country_basis", OLD."home_page", OLD."id", OLD."identified_by", OLD."kind", OLD."name", OLD."parent_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."slug"); RETURN NULL;',
                    hash="bb19c2938e0dd2c9c77b18b1966096a32d369259",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_0df59",
                    table="sources_publisher",
                    when="AFTER",
                ),
            ),
        ),
        operations.AddTrigger(
            model_name="publishercitation",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "sources_publishercitationevent" ("citation_id", "field", "id", "note_en", "note_fr", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "position", "publisher_id", "stance", "stated_value") VALUES (NEW."citation_id", NEW."field", NEW."id", NEW."note_en", NEW."note_fr", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."position", NEW."publisher_id", NEW."stance", NEW."stated_value"); RETURN NULL;',
                    hash="65d40df9c42e34ad3b34ab9db7705f454dd038c2",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_2cce3",
                    table="sources_publishercitation",
                    when="AFTER",
                ),
            ),
        ),
        operations.AddTrigger(
            model_name="publishercitation",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "sources_publishercitationevent" ("citation_id", "field", "id", "note_en", "note_fr", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "position", "publisher_id", "stance", "stated_value") VALUES (NEW."citation_id", NEW."field", NEW."id", NEW."note_en", NEW."note_fr", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."position", NEW."publisher_id", NEW."stance", NEW."stated_value"); RETURN NULL;',
                    hash="50c1fbafcb604dc7878eac7034d6484af2b90997",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_57b3d",
                    table="sources_publishercitation",
                    when="AFTER",
                ),
            ),
        ),
        operations.AddTrigger(
            model_name="publishercitation",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "sources_publishercitationevent" ("citation_id", "field", "id", "note_en", "note_fr", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "position", "publisher_id", "stance", "stated_value") VALUES (OLD."citation_id", OLD."field", OLD."id", OLD."note_en", OLD."note_fr", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."position", OLD."publisher_id", OLD."stance", OLD."stated_value"); RETURN NULL;',
                    hash="692387edc21481063f4f4cc8cd23ea7ccd76d22d",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_9d8a8",
                    table="sources_publishercitation",
                    when="AFTER",
                ),
            ),
        ),
        operations.AddTrigger(
            model_name="sourcearticle",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "sources_sourcearticleevent" ("access", "access_basis", "access_inferred", "agency_form", "agency_id", "archive_url", "assigned_to_id", "authors", "body_status", "canonical_url", "description_en", "description_fr", "desk_note", "id", "kind", "language", "paragraph_count", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "published", "published_basis_en", "published_basis_fr", "published_inferred", "published_not_after", "published_not_before", "publisher_id", "publisher_inferred", "received_file", "received_sha256", "retrieved_at", "same_dispatch_as_id", "slug", "title", "title_typeset", "triage_status", "updated", "updated_basis_en", "updated_basis_fr", "updated_inferred", "updated_not_after", "updated_not_before", "url") VALUES (NEW."access", NEW."access_basis", NEW."access_inferred", NEW."agency_form", NEW."agency_id", NEW."archive_url", NEW."assigned_to_id", NEW."authors", NEW."body_status", NEW."canonical_url", NEW."description_en", NEW."description_fr", NEW."desk_note", NEW."id", NEW."kind", NEW."language", NEW."paragraph_count", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."published", NEW."published_basis_en", NEW."published_basis_fr", NEW."published_inferred", NEW."published_not_after", NEW."published_not_before", NEW."publisher_id", NEW."publisher_inferred", NEW."received_file", NEW."received_sha256", NEW."retrieved_at", NEW."same_dispatch_as_id", NEW."slug", NEW."title", NEW."title_typeset", NEW."triage_status", NEW."updated", NEW."updated_basis_en", NEW."updated_basis_fr", NEW."updated_inferred", NEW."updated_not_after", NEW."updated_not_before", NEW."url"); RETURN NULL;',
                    hash="02b6e7f99639bb9a7538c8353ef44c3b97aef3c2",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_7e6a3",
                    table="sources_sourcearticle",
                    when="AFTER",
                ),
            ),
        ),
        operations.AddTrigger(
            model_name="sourcearticle",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."access" IS DISTINCT FROM (NEW."access") OR OLD."access_basis" IS DISTINCT FROM (NEW."access_basis") OR OLD."access_inferred" IS DISTINCT FROM (NEW."access_inferred") OR OLD."agency_id" IS DISTINCT FROM (NEW."agency_id") OR OLD."agency_form" IS DISTINCT FROM (NEW."agency_form") OR OLD."archive_url" IS DISTINCT FROM (NEW."archive_url") OR OLD."assigned_to_id" IS DISTINCT FROM (NEW."assigned_to_id") OR OLD."authors" IS DISTINCT FROM (NEW."authors") OR OLD."body_status" IS DISTINCT FROM (NEW."body_status") OR OLD."canonical_url" IS DISTINCT FROM (NEW."canonical_url") OR OLD."description_en" IS DISTINCT FROM (NEW."description_en") OR OLD."description_fr" IS DISTINCT FROM (NEW."description_fr") OR OLD."desk_note" IS DISTINCT FROM (NEW."desk_note") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."language" IS DISTINCT FROM (NEW."language") OR OLD."paragraph_count" IS DISTINCT FROM (NEW."paragraph_count") OR OLD."published" IS DISTINCT FROM (NEW."published") OR OLD."published_basis_en" IS DISTINCT FROM (NEW."published_basis_en") OR OLD."published_basis_fr" IS DISTINCT FROM (NEW."published_basis_fr") OR OLD."published_inferred" IS DISTINCT FROM (NEW."published_inferred") OR OLD."published_not_after" IS DISTINCT FROM (NEW."published_not_after") OR OLD."published_not_before" IS DISTINCT FROM (NEW."published_not_before") OR OLD."publisher_id" IS DISTINCT FROM (NEW."publisher_id") OR OLD."publisher_inferred" IS DISTINCT FROM (NEW."publisher_inferred") OR OLD."received_file" IS DISTINCT FROM (NEW."received_file") OR OLD."received_sha256" IS DISTINCT FROM (NEW."received_sha256") OR OLD."retrieved_at" IS DISTINCT FROM (NEW."retrieved_at") OR OLD."same_dispatch_as_id" IS DISTINCT FROM (NEW."same_dispatch_as_id") OR OLD."slug" IS DISTINCT FROM (NEW."slug") OR OLD."title" IS DISTINCT FROM (NEW."title") OR OLD."title_typeset" IS DISTINCT FROM (NEW."title_typeset") OR OLD."triage_status" IS DISTINCT FROM (NEW."triage_status") OR OLD."updated" IS DISTINCT FROM (NEW."updated") OR OLD."updated_basis_en" IS DISTINCT FROM (NEW."updated_basis_en") OR OLD."updated_basis_fr" IS DISTINCT FROM (NEW."updated_basis_fr") OR OLD."updated_inferred" IS DISTINCT FROM (NEW."updated_inferred") OR OLD."updated_not_after" IS DISTINCT FROM (NEW."updated_not_after") OR OLD."updated_not_before" IS DISTINCT FROM (NEW."updated_not_before") OR OLD."url" IS DISTINCT FROM (NEW."url"))',
                    func='INSERT INTO "sources_sourcearticleevent" ("access", "access_basis", "access_inferred", "agency_form", "agency_id", "archive_url", "assigned_to_id", "authors", "body_status", "canonical_url", "description_en", "description_fr", "desk_note", "id", "kind", "language", "paragraph_count", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "published", "published_basis_en", "published_basis_fr", "published_inferred", "published_not_after", "published_not_before", "publisher_id", "publisher_inferred", "received_file", "received_sha256", "retrieved_at", "same_dispatch_as_id", "slug", "title", "title_typeset", "triage_status", "updated", "updated_basis_en", "updated_basis_fr", "updated_inferred", "updated_not_after", "updated_not_before", "url") VALUES (NEW."access", NEW."access_basis", NEW."access_inferred", NEW."agency_form", NEW."agency_id", NEW."archive_url", NEW."assigned_to_id", NEW."authors", NEW."body_status", NEW."canonical_url", NEW."description_en", NEW."description_fr", NEW."desk_note", NEW."id", NEW."kind", NEW."language", NEW."paragraph_count", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."published", NEW."published_basis_en", NEW."published_basis_fr", NEW."published_inferred", NEW."published_not_after", NEW."published_not_before", NEW."publisher_id", NEW."publisher_inferred", NEW."received_file", NEW."received_sha256", NEW."retrieved_at", NEW."same_dispatch_as_id", NEW."slug", NEW."title", NEW."title_typeset", NEW."triage_status", NEW."updated", NEW."updated_basis_en", NEW."updated_basis_fr", NEW."updated_inferred", NEW."updated_not_after", NEW."updated_not_before", NEW."url"); RETURN NULL;',
                    hash="8a9a8785d27271a5fd0c8c59988ad8d4db4ef175",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_493bc",
                    table="sources_sourcearticle",
                    when="AFTER",
                ),
            ),
        ),
        operations.AddTrigger(
            model_name="sourcearticle",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "sources_sourcearticleevent" ("access", "access_basis", "access_inferred", "agency_form", "agency_id", "archive_url", "assigned_to_id", "authors", "body_status", "canonical_url", "description_en", "description_fr", "desk_note", "id", "kind", "language", "paragraph_count", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "published", "published_basis_en", "published_basis_fr", "published_inferred", "published_not_after", "published_not_before", "publisher_id", "publisher_inferred", "received_file", "received_sha256", "retrieved_at", "same_dispatch_as_id", "slug", "title", "title_typeset", "triage_status", "updated", "updated_basis_en", "updated_basis_fr", "updated_inferred", "updated_not_after", "updated_not_before", "url") VALUES (OLD."access", OLD."access_basis", OLD."access_inferred", OLD."agency_form", OLD."agency_id", OLD."archive_url", OLD."assigned_to_id", OLD."authors", OLD."body_status", OLD."canonical_url", OLD."description_en", OLD."description_fr", OLD."desk_note", OLD."id", OLD."kind", OLD."language", OLD."paragraph_count", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."published", OLD."published_basis_en", OLD."published_basis_fr", OLD."published_inferred", OLD."published_not_after", OLD."published_not_before", OLD."publisher_id", OLD."publisher_inferred", OLD."received_file", OLD."received_sha256", OLD."retrieved_at", OLD."same_dispatch_as_id", OLD."slug", OLD."title", OLD."title_typeset", OLD."triage_status", OLD."updated", OLD."updated_basis_en", OLD."updated_basis_fr", OLD."updated_inferred", OLD."updated_not_after", OLD."updated_not_before", OLD."url"); RETURN NULL;',
                    hash="8177849c9d5d4e50c4c2e9b2fe875e88f156f8ff",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_b117a",
                    table="sources_sourcearticle",
                    when="AFTER",
                ),
            ),
        ),
        operations.AddTrigger(
            model_name="textversion",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "sources_textversionevent" ("article_id", "created_at", "extractor", "extractor_version", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "sha256", "text") VALUES (NEW."article_id", NEW."created_at", NEW."extractor", NEW."extractor_version", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."sha256", NEW."text"); RETURN NULL;',
                    hash="14b496cb42dc891454616de94c65ecf6b38bacfa",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_9e94f",
                    table="sources_textversion",
                    when="AFTER",
                ),
            ),
        ),
        operations.AddTrigger(
            model_name="textversion",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "sources_textversionevent" ("article_id", "created_at", "extractor", "extractor_version", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "sha256", "text") VALUES (NEW."article_id", NEW."created_at", NEW."extractor", NEW."extractor_version", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."sha256", NEW."text"); RETURN NULL;',
                    hash="d948dcc246efa51767af756b3f1cbcfb9a6ec747",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_bb4cc",
                    table="sources_textversion",
                    when="AFTER",
                ),
            ),
        ),
        operations.AddTrigger(
            model_name="textversion",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "sources_textversionevent" ("article_id", "created_at", "extractor", "extractor_version", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "sha256", "text") VALUES (OLD."article_id", OLD."created_at", OLD."extractor", OLD."extractor_version", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."sha256", OLD."text"); RETURN NULL;',
                    hash="df46f3fb1b0f92072371879d8c3e3f760cb6dedb",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_8c2dd",
                    table="sources_textversion",
                    when="AFTER",
                ),
            ),
        ),
        operations.AddTrigger(
            model_name="articlecitationevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="PERFORM audit_refuse(TG_OP, TG_TABLE_NAME); RETURN NULL;",
                    hash="551b361213a7a06c3a3d3c4e2cb7d7bddda900fc",
                    level="STATEMENT",
                    operation="UPDATE OR DELETE OR TRUNCATE",
                    pgid="pgtrigger_append_only_cd0a8",
                    table="sources_articlecitationevent",
                    when="BEFORE",
                ),
            ),
        ),
        operations.AddTrigger(
            model_name="articlecitationevent",
            trigger=pgtrigger.compiler.Trigger(
                name="seal",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    func="PERFORM audit_seal(TG_TABLE_NAME, NEW.pgh_id, audit_digest(NEW)); RETURN NULL;",
                    hash="45a221d7b96d7343b978276d72f55f3dfa777905",
                    operation="INSERT",
                    pgid="pgtrigger_seal_ded06",
                    table="sources_articlecitationevent",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="auditseal",
            constraint=models.UniqueConstraint(
                fields=("event_table", "event_id"), name="auditseal_once"
            ),
        ),
        operations.AddTrigger(
            model_name="auditseal",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="PERFORM audit_refuse(TG_OP, TG_TABLE_NAME); RETURN NULL;",
                    hash="4157bc9525a25c8f46a15268b4373c8cde01b49d",
                    level="STATEMENT",
                    operation="UPDATE OR DELETE OR TRUNCATE",
                    pgid="pgtrigger_append_only_9c9d9",
                    table="sources_auditseal",
                    when="BEFORE",
                ),
            ),
        ),
        operations.AddTrigger(
            model_name="citationevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="PERFORM audit_refuse(TG_OP, TG_TABLE_NAME); RETURN NULL;",
                    hash="fc2b5905bb7397617b44bfc34c430083b699bd30",
                    level="STATEMENT",
                    operation="UPDATE OR DELETE OR TRUNCATE",
                    pgid="pgtrigger_append_only_66bf6",
                    table="sources_citationevent",
                    when="BEFORE",
                ),
            ),
        ),
        operations.AddTrigger(
            model_name="citationevent",
            trigger=pgtrigger.compiler.Trigger(
                name="seal",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    func="PERFORM audit_seal(TG_TABLE_NAME, NEW.pgh_id, audit_digest(NEW)); RETURN NULL;",
                    hash="d8e488fc5836052955343c02710f2d25c14263e4",
                    operation="INSERT",
                    pgid="pgtrigger_seal_8904e",
                    table="sources_citationevent",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        operations.AddTrigger(
            model_name="excludedmentionevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="PERFORM audit_refuse(TG_OP, TG_TABLE_NAME); RETURN NULL;",
                    hash="99005e95e955e2d6e19debea2806c813ae1a59a7",
                    level="STATEMENT",
                    operation="UPDATE OR DELETE OR TRUNCATE",
                    pgid="pgtrigger_append_only_8001f",
                    table="sources_excludedmentionevent",
                    when="BEFORE",
                ),
            ),
        ),
        operations.AddTrigger(
            model_name="excludedmentionevent",
            trigger=pgtrigger.compiler.Trigger(
                name="seal",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    func="PERFORM audit_seal(TG_TABLE_NAME, NEW.pgh_id, audit_digest(NEW)); RETURN NULL;",
                    hash="100ad12b6e780bdf674461d2f411ad19e9f15603",
                    operation="INSERT",
                    pgid="pgtrigger_seal_76138",
                    table="sources_excludedmentionevent",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        operations.AddTrigger(
            model_name="publishercitationevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="PERFORM audit_refuse(TG_OP, TG_TABLE_NAME); RETURN NULL;",
                    hash="c8c1ef7ddaa7efb38e2c09aecd5cc37bfb20777c",
                    level="STATEMENT",
                    operation="UPDATE OR DELETE OR TRUNCATE",
                    pgid="pgtrigger_append_only_af2c7",
                    table="sources_publishercitationevent",
                    when="BEFORE",
                ),
            ),
        ),
        operations.AddTrigger(
            model_name="publishercitationevent",
            trigger=pgtrigger.compiler.Trigger(
                name="seal",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    func="PERFORM audit_seal(TG_TABLE_NAME, NEW.pgh_id, audit_digest(NEW)); RETURN NULL;",
                    hash="fb74c2c1b6d200890db18d2d01d3e66a22ca9d8f",
                    operation="INSERT",
                    pgid="pgtrigger_seal_a9c91",
                    table="sources_publishercitationevent",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        operations.AddTrigger(
            model_name="publisherevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="PERFORM audit_refuse(TG_OP, TG_TABLE_NAME); RETURN NULL;",
                    hash="5d63cd2aa703eb72f4fd4d3abb66cbbd2464ff09",
                    level="STATEMENT",
                    operation="UPDATE OR DELETE OR TRUNCATE",
                    pgid="pgtrigger_append_only_954c6",
                    table="sources_publisherevent",
                    when="BEFORE",
                ),
            ),
        ),
        operations.AddTrigger(
            model_name="publisherevent",
            trigger=pgtrigger.compiler.Trigger(
                name="seal",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    func="PERFORM audit_seal(TG_TABLE_NAME, NEW.pgh_id, audit_digest(NEW)); RETURN NULL;",
                    hash="2e61a572aa13683ed33dfd5d4e548848e69b9509",
                    operation="INSERT",
                    pgid="pgtrigger_seal_86139",
                    table="sources_publisherevent",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        operations.AddTrigger(
            model_name="sourcearticleevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="PERFORM audit_refuse(TG_OP, TG_TABLE_NAME); RETURN NULL;",
                    hash="4bfef32ef3ef3e16ebb29f64856cb332563f0140",
                    level="STATEMENT",
                    operation="UPDATE OR DELETE OR TRUNCATE",
                    pgid="pgtrigger_append_only_eb354",
                    table="sources_sourcearticleevent",
                    when="BEFORE",
                ),
            ),
        ),
        operations.AddTrigger(
            model_name="sourcearticleevent",
            trigger=pgtrigger.compiler.Trigger(
                name="seal",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    func="PERFORM audit_seal(TG_TABLE_NAME, NEW.pgh_id, audit_digest(NEW)); RETURN NULL;",
                    hash="a6118e986c7e479bdb5188d63dcf2a835458b8ab",
                    operation="INSERT",
                    pgid="pgtrigger_seal_981c8",
                    table="sources_sourcearticleevent",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        operations.AddTrigger(
            model_name="textversionevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="PERFORM audit_refuse(TG_OP, TG_TABLE_NAME); RETURN NULL;",
                    hash="db48ab9e188c44d22a2405e6bcc995692c24981f",
                    level="STATEMENT",
                    operation="UPDATE OR DELETE OR TRUNCATE",
                    pgid="pgtrigger_append_only_b849a",
                    table="sources_textversionevent",
                    when="BEFORE",
                ),
            ),
        ),
        operations.AddTrigger(
            model_name="textversionevent",
            trigger=pgtrigger.compiler.Trigger(
                name="seal",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    func="PERFORM audit_seal(TG_TABLE_NAME, NEW.pgh_id, audit_digest(NEW)); RETURN NULL;",
                    hash="fb92580b34864a159dabd09d1bd0fdf4283e2263",
                    operation="INSERT",
                    pgid="pgtrigger_seal_27a1e",
                    table="sources_textversionevent",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
    ]
