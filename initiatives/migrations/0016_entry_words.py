"""What a search finds an entry by has a table of its own. The words are moved as they are;
``check_publication --fix`` gives the names of partners their new place in them. And the words of a
summary are no longer taken out of the document whenever that is written.
"""

from importlib import import_module

import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
from django.contrib.postgres.fields import ArrayField
from django.db import migrations, models

import initiatives.publication.search

counted = import_module("initiatives.migrations.0002_database_rules").counted

MOVE = """
INSERT INTO initiatives_publishedentrywords (id, published_at, search, updated_at)
SELECT id, published_at, search, updated_at FROM initiatives_publishedinitiative
WHERE state = 'published'
"""
MOVE_BACK = """
UPDATE initiatives_publishedinitiative entry SET search = words.search
FROM initiatives_publishedentrywords words WHERE words.id = entry.id
"""
GENERATED = """
ALTER TABLE initiatives_publishedinitiative DROP COLUMN prose,
    ADD COLUMN prose text[] NOT NULL GENERATED ALWAYS AS (words_of_summary(document)) STORED
"""


class Migration(migrations.Migration):
    dependencies = [("initiatives", "0015_cheaper_writing")]

    operations = [
        migrations.CreateModel(
            name="PublishedEntryWords",
            fields=[
                (
                    "initiative",
                    models.OneToOneField(
                        db_column="id",
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="words_row",
                        serialize=False,
                        to="initiatives.publishedinitiative",
                    ),
                ),
                ("published_at", models.DateTimeField()),
                ("search", django.contrib.postgres.search.SearchVectorField()),
                ("updated_at", models.DateTimeField(verbose_name="updated at")),
            ],
            options={
                "verbose_name": "words of a published entry",
                "verbose_name_plural": "words of published entries",
                "ordering": ["pk"],
            },
        ),
        # Rows without their words, which stand elsewhere: a count of matches reads few pages.
        migrations.RunSQL(
            "ALTER TABLE initiatives_publishedentrywords SET (toast_tuple_target = 128)",
            migrations.RunSQL.noop,
        ),
        migrations.RunSQL(MOVE, MOVE_BACK),
        migrations.AddIndex(
            model_name="publishedentrywords",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["search"], name="pubentrywords_search"
            ),
        ),
        migrations.AddIndex(
            model_name="publishedentrywords",
            index=django.contrib.postgres.indexes.GinIndex(
                initiatives.publication.search.TitleWords("search"), name="pubentrywords_title"
            ),
        ),
        migrations.RemoveIndex("publishedinitiative", "pubinitiative_search"),
        migrations.RemoveIndex("publishedinitiative", "pubinitiative_title_words"),
        migrations.RemoveField("publishedinitiative", "search"),
        counted("entrywords"),
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(
                    "ALTER TABLE initiatives_publishedinitiative"
                    " ALTER COLUMN prose DROP EXPRESSION",
                    GENERATED,
                ),
            ],
            state_operations=[
                migrations.RemoveField("publishedinitiative", "prose"),
                migrations.AddField(
                    "publishedinitiative",
                    "prose",
                    ArrayField(base_field=models.TextField(), default=list, size=None),
                ),
            ],
        ),
    ]
