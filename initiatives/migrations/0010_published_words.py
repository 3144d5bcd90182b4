"""The words of published names: a column of each row, and a table of them all in step with it."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import migrations, models

# What of each table is in the one table of words.
WORDS_IN = {
    "initiative": "words || prose",
    "partner": "words",
    "publisher": "words",
    "source": "words",
    "theme": "words || prose",
}

# Made of what is published, and of nothing else: of the columns and the document of the same row.
# Their bodies are parsed here, so that a restored dump finds the functions they call.
WORDS = r"""
CREATE FUNCTION words_of(names text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN ARRAY(
    SELECT DISTINCT word FROM regexp_split_to_table(lower(fold_text(names)), '[\s!-/:-@\[-`{-~]+') word
    WHERE length(word) BETWEEN 1 AND 60 ORDER BY word);
CREATE FUNCTION words_of(name text, other text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN words_of(concat_ws(' ', name, other));
CREATE FUNCTION words_of_partner(document text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN words_of(concat_ws(' ', document::json->>'name', document::json#>>'{names,fr}', document::json#>>'{names,en}',
    (SELECT string_agg(alias->>'name', ' ') FROM json_array_elements(document::json->'aliases') alias)));
CREATE FUNCTION words_of_theme(document text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN words_of(document::json#>>'{name,fr}', document::json#>>'{name,en}');
CREATE FUNCTION words_of_summary(document text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN words_of(document::json#>>'{summary,fr}', document::json#>>'{summary,en}');
CREATE FUNCTION words_of_definition(document text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN words_of(document::json#>>'{definition,fr}', document::json#>>'{definition,en}');
"""
NO_WORDS = """
DROP FUNCTION words_of_definition(text);
DROP FUNCTION words_of_summary(text);
DROP FUNCTION words_of_theme(text);
DROP FUNCTION words_of_partner(text);
DROP FUNCTION words_of(text, text);
DROP FUNCTION words_of(text);
"""

# One statement for each statement, whatever the number of rows; in the order of the words, so that
# no two of them wait for each other. The argument says which of a row's columns are counted.
COUNT = """
CREATE FUNCTION count_published_words() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE changed text := concat_ws(' UNION ALL ',
    CASE WHEN TG_OP <> 'DELETE' THEN format('SELECT unnest(%s) AS word, 1 AS n FROM fresh', TG_ARGV[0]) END,
    CASE WHEN TG_OP <> 'INSERT' THEN format('SELECT unnest(%s) AS word, -1 AS n FROM former', TG_ARGV[0]) END);
BEGIN
    EXECUTE format('
        WITH change AS MATERIALIZED (
            SELECT word, sum(n) AS n FROM (%s) changed GROUP BY word HAVING sum(n) <> 0
        ), lost AS (
            UPDATE initiatives_publishedword known SET use_count = known.use_count + change.n
            FROM change WHERE known.word = change.word AND change.n < 0
        )
        INSERT INTO initiatives_publishedword AS known (word, use_count)
        SELECT word, n FROM change WHERE n > 0 ORDER BY word
        ON CONFLICT (word) DO UPDATE SET use_count = known.use_count + EXCLUDED.use_count', changed);
    DELETE FROM initiatives_publishedword WHERE use_count = 0;
    RETURN NULL;
END $$;
"""

_EVERYWHERE = " UNION ALL ".join(
    f"SELECT {words} AS words FROM initiatives_published{table}"
    for table, words in WORDS_IN.items()
)
RECOUNT = f"""
CREATE FUNCTION recount_published_words() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM initiatives_publishedword;
    INSERT INTO initiatives_publishedword (word, use_count)
    SELECT word, count(*) FROM ({_EVERYWHERE}) named, unnest(words) word GROUP BY word;
    RETURN NULL;
END $$;
INSERT INTO initiatives_publishedword (word, use_count)
SELECT word, count(*) FROM ({_EVERYWHERE}) named, unnest(words) word GROUP BY word;
"""
TRANSITIONS = {
    "INSERT": "NEW TABLE AS fresh",
    "UPDATE": "OLD TABLE AS former NEW TABLE AS fresh",
    "DELETE": "OLD TABLE AS former",
}


def counted(table):
    triggers = [
        f"""CREATE TRIGGER published{table}_words_{event.lower()} AFTER {event}
            ON initiatives_published{table} REFERENCING {tables}
            FOR EACH STATEMENT EXECUTE FUNCTION count_published_words('{WORDS_IN[table]}')"""
        for event, tables in TRANSITIONS.items()
    ]
    triggers.append(
        f"""CREATE TRIGGER published{table}_words_truncate AFTER TRUNCATE
            ON initiatives_published{table}
            FOR EACH STATEMENT EXECUTE FUNCTION recount_published_words()"""
    )
    dropped = [
        f"DROP TRIGGER published{table}_words_{event} ON initiatives_published{table}"
        for event in ("insert", "update", "delete", "truncate")
    ]
    return migrations.RunSQL(triggers, dropped)


class Migration(migrations.Migration):
    dependencies = [("initiatives", "0009_page_texts")]

    operations = [
        migrations.RunSQL(WORDS, NO_WORDS),
        migrations.CreateModel(
            name="PublishedWord",
            fields=[
                (
                    "word",
                    models.CharField(
                        db_collation="C",
                        max_length=60,
                        primary_key=True,
                        serialize=False,
                        verbose_name="word",
                    ),
                ),
                ("use_count", models.PositiveIntegerField(verbose_name="uses")),
            ],
            options={
                "verbose_name": "published word",
                "verbose_name_plural": "published words",
                "ordering": ["word"],
            },
        ),
        migrations.AddField(
            model_name="publishedinitiative",
            name="words",
            field=models.GeneratedField(
                db_persist=True,
                expression=models.Func("title_fr", "title_en", function="words_of"),
                output_field=ArrayField(base_field=models.TextField(), size=None),
            ),
        ),
        migrations.AddField(
            model_name="publishedpartner",
            name="words",
            field=models.GeneratedField(
                db_persist=True,
                expression=models.Func("document", function="words_of_partner"),
                output_field=ArrayField(base_field=models.TextField(), size=None),
            ),
        ),
        migrations.AddField(
            model_name="publishedpublisher",
            name="words",
            field=models.GeneratedField(
                db_persist=True,
                expression=models.Func("sort_title", function="words_of"),
                output_field=ArrayField(base_field=models.TextField(), size=None),
            ),
        ),
        migrations.AddField(
            model_name="publishedsource",
            name="words",
            field=models.GeneratedField(
                db_persist=True,
                expression=models.Func("sort_title", function="words_of"),
                output_field=ArrayField(base_field=models.TextField(), size=None),
            ),
        ),
        migrations.AddField(
            model_name="publishedtheme",
            name="words",
            field=models.GeneratedField(
                db_persist=True,
                expression=models.Func("document", function="words_of_theme"),
                output_field=ArrayField(base_field=models.TextField(), size=None),
            ),
        ),
        migrations.AddField(
            model_name="publishedinitiative",
            name="prose",
            field=models.GeneratedField(
                db_persist=True,
                expression=models.Func("document", function="words_of_summary"),
                output_field=ArrayField(base_field=models.TextField(), size=None),
            ),
        ),
        migrations.AddField(
            model_name="publishedtheme",
            name="prose",
            field=models.GeneratedField(
                db_persist=True,
                expression=models.Func("document", function="words_of_definition"),
                output_field=ArrayField(base_field=models.TextField(), size=None),
            ),
        ),
        migrations.AddIndex(
            model_name="publishedinitiative",
            index=GinIndex(fields=["words"], name="pubinitiative_words"),
        ),
        migrations.AddIndex(
            model_name="publishedpartner",
            index=GinIndex(fields=["words"], name="pubpartner_words"),
        ),
        migrations.AddIndex(
            model_name="publishedsource",
            index=GinIndex(fields=["words"], name="pubsource_words"),
        ),
        migrations.AddIndex(
            model_name="publishedword",
            index=models.Index(
                condition=models.Q(("use_count", 0)), fields=["word"], name="pubword_of_nothing"
            ),
        ),
        migrations.RunSQL(COUNT, "DROP FUNCTION count_published_words()"),
        migrations.RunSQL(RECOUNT, "DROP FUNCTION recount_published_words()"),
        *[counted(table) for table in WORDS_IN],
    ]
