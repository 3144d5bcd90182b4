"""What was corrected of what entries name, kept for ever; passages in use beyond entries."""

from importlib import import_module

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

# What a correction said stands for ever; only whether it is still shown may change.
IMMUTABLE_CORRECTIONS = """
CREATE FUNCTION refuse_correction_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        OLD.withheld := NEW.withheld;
        IF OLD IS NOT DISTINCT FROM NEW THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'A published correction is kept as it was: it cannot be changed or deleted.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'publishedcorrection_immutable';
END $$;
CREATE TRIGGER publishedcorrection_immutable BEFORE UPDATE OR DELETE
ON initiatives_publishedcorrection FOR EACH ROW EXECUTE FUNCTION refuse_correction_change();
CREATE TRIGGER publishedcorrection_counted
AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON initiatives_publishedcorrection
FOR EACH STATEMENT EXECUTE FUNCTION move_publication_counter();
"""

# As 0002, for everything public that rests on a passage, not for the claims of entries alone.
PASSAGES_IN_USE = """
CREATE OR REPLACE FUNCTION refuse_passage_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM initiatives_evidence link JOIN initiatives_initiative entry ON entry.id = link.initiative_id
        WHERE link.citation_id = OLD.id AND entry.state = 'published'
    ) OR EXISTS (
        SELECT FROM initiatives_initiativealias name JOIN initiatives_initiative entry ON entry.id = name.initiative_id
        WHERE name.citation_id = OLD.id AND entry.state = 'published'
    ) OR EXISTS (
        SELECT FROM initiatives_statementcitation link JOIN initiatives_statement said ON said.id = link.statement_id
        LEFT JOIN initiatives_initiative entry ON entry.id = said.initiative_id
        LEFT JOIN initiatives_partner partner ON partner.id = said.partner_id
        WHERE link.citation_id = OLD.id AND (
            entry.state = 'published' OR (entry.id IS NULL AND (partner.public OR said.topic_en <> ''))
        )
    ) OR EXISTS (
        SELECT FROM initiatives_positioncitation link JOIN initiatives_disagreementposition stand ON stand.id = link.stand_id
        JOIN initiatives_disagreement disagreement ON disagreement.id = stand.disagreement_id
        WHERE link.citation_id = OLD.id AND disagreement.public
    ) OR EXISTS (
        SELECT FROM initiatives_partnercitation link JOIN initiatives_partner partner ON partner.id = link.partner_id
        WHERE link.citation_id = OLD.id AND partner.public
    ) OR EXISTS (
        SELECT FROM initiatives_aliascitation link JOIN initiatives_partneralias name ON name.id = link.alias_id
        JOIN initiatives_partner partner ON partner.id = name.partner_id
        WHERE link.citation_id = OLD.id AND partner.public
    ) THEN
        RAISE EXCEPTION 'Something public rests on this passage: add a new passage and link that one instead.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'citation_in_use_immutable';
    END IF;
    RETURN NEW;
END $$;
"""
# The function as 0002 made it.
PASSAGES_OF_ENTRIES = import_module("initiatives.migrations.0002_database_rules").IMMUTABLE_PASSAGES
PASSAGES_OF_ENTRIES = PASSAGES_OF_ENTRIES.partition("CREATE TRIGGER")[0].replace(
    "CREATE F", "CREATE OR REPLACE F"
)


class Migration(migrations.Migration):
    dependencies = [
        ("initiatives", "0006_guests_and_presence"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="PublishedCorrection",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=120, verbose_name="row")),
                ("withheld", models.BooleanField(default=False, verbose_name="withheld")),
                ("at", models.DateTimeField(verbose_name="date")),
                ("type", models.CharField(max_length=40, verbose_name="type")),
                ("slug", models.CharField(max_length=100, null=True, verbose_name="slug")),
                ("label", models.JSONField(verbose_name="name")),
                ("changes", models.JSONField(verbose_name="changes")),
                ("reason", models.TextField(verbose_name="public reason")),
                ("entry_count", models.PositiveIntegerField(verbose_name="entries concerned")),
                (
                    "corrected_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrections",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="corrected by",
                    ),
                ),
            ],
            options={
                "verbose_name": "published correction",
                "verbose_name_plural": "published corrections",
                "ordering": ["-at", "-pk"],
                "indexes": [
                    models.Index(fields=["-at", "-id"], name="pubcorrection_at"),
                    models.Index(fields=["key"], name="pubcorrection_key"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="publishedcorrection_with_reason",
                        violation_error_message="A correction needs its public reason.",
                    )
                ],
            },
        ),
        migrations.RunSQL(
            IMMUTABLE_CORRECTIONS,
            "DROP TRIGGER publishedcorrection_counted ON initiatives_publishedcorrection;"
            "DROP TRIGGER publishedcorrection_immutable ON initiatives_publishedcorrection;"
            "DROP FUNCTION refuse_correction_change()",
        ),
        migrations.RunSQL(PASSAGES_IN_USE, PASSAGES_OF_ENTRIES),
    ]
