"""What one edit costs: texts are indexed with fewer calls, words counted where they changed. What
sums cost: what they ask of an investment's document has columns of its own.
"""

from importlib import import_module

from django.contrib.postgres.fields import ArrayField
from django.db import migrations, models

before = import_module("initiatives.migrations.0010_published_words")

# The same vectors as those of migration 0002; nothing is done for no words, and words are folded
# once. A call of one function by another costs more than what most of them do.
INDEX = """
CREATE FUNCTION index_folded(words text, weight "char") RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
RETURN setweight(
    ts_delete('''|'':5'::tsvector || to_tsvector('french'::regconfig, words), '|')
        || ts_delete('''|'':5'::tsvector || to_tsvector('english'::regconfig, words), '|'),
    weight);
CREATE FUNCTION index_folded_name(words text, weight "char") RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
RETURN setweight(
    ts_delete('''|'':5'::tsvector || to_tsvector('french'::regconfig, words), '|')
        || ts_delete('''|'':5'::tsvector || to_tsvector('english'::regconfig, words), '|')
        || ts_delete('''|'':5'::tsvector || to_tsvector('simple'::regconfig, words), '|'),
    weight);
CREATE OR REPLACE FUNCTION index_words(words text, weight "char") RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
RETURN CASE WHEN words = '' THEN ''::tsvector ELSE index_folded(fold_text(words), weight) END;
CREATE OR REPLACE FUNCTION index_name(words text, weight "char") RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
RETURN CASE WHEN words = '' THEN ''::tsvector ELSE index_folded_name(fold_text(words), weight) END;
"""
INDEX_BEFORE = """
CREATE OR REPLACE FUNCTION index_words(words text, weight "char") RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
RETURN setweight(
    after_gap(to_tsvector('french'::regconfig, fold_text(words)))
        || after_gap(to_tsvector('english'::regconfig, fold_text(words))),
    weight);
CREATE OR REPLACE FUNCTION index_name(words text, weight "char") RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
RETURN index_words(words, weight)
    || setweight(after_gap(to_tsvector('simple'::regconfig, fold_text(words))), weight);
DROP FUNCTION index_folded_name(text, "char");
DROP FUNCTION index_folded(text, "char");
"""

FOR_SUMS = """
CREATE FUNCTION investment_period(document text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN document::json->>'period';
CREATE FUNCTION investment_qualifier(document text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN document::json#>>'{money,qualifier}';
CREATE FUNCTION investment_date_inferred(document text) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN document::json#>>'{date,inferred}' = 'true';
CREATE FUNCTION investment_investors_inferred(document text) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN document::json->>'investors_inferred' = 'true';
CREATE FUNCTION investment_investors(document text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN document::json->>'investors_complete' = 'true' THEN ARRAY(
    SELECT investor->>'slug' FROM json_array_elements(document::json->'investors') investor) END;
"""
NOT_FOR_SUMS = """
DROP FUNCTION investment_investors(text);
DROP FUNCTION investment_investors_inferred(text);
DROP FUNCTION investment_date_inferred(text);
DROP FUNCTION investment_qualifier(text);
DROP FUNCTION investment_period(text);
"""

COLUMNS = [
    ("period", "investment_period", models.TextField()),
    ("qualifier", "investment_qualifier", models.TextField()),
    ("is_date_inferred", "investment_date_inferred", models.BooleanField()),
    ("are_investors_inferred", "investment_investors_inferred", models.BooleanField()),
    ("all_investors", "investment_investors", ArrayField(models.TextField())),
]

# A function for each table, so that its statements are planned once in a session; an UPDATE that
# leaves the words as they are counts nothing.
COUNT = """
CREATE FUNCTION count_{table}_words() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    {none} THEN RETURN NULL; END IF;
    WITH change AS MATERIALIZED (
        SELECT word, sum(n) AS n FROM ({changed}) changed GROUP BY word HAVING sum(n) <> 0
    ), lost AS (
        UPDATE initiatives_publishedword known SET use_count = known.use_count + change.n
        FROM change WHERE known.word = change.word AND change.n < 0
    )
    INSERT INTO initiatives_publishedword AS known (word, use_count)
    SELECT word, n FROM change WHERE n > 0 ORDER BY word
    ON CONFLICT (word) DO UPDATE SET use_count = known.use_count + EXCLUDED.use_count;
    DELETE FROM initiatives_publishedword WHERE use_count = 0;
    RETURN NULL;
END $$;
"""


def _counting(table: str, words: str):
    """A trigger function for each event of a table, in the place of the one for all."""
    columns = words.split(" || ")
    of_former, of_fresh = (
        " || ".join(f"{row}.{column}" for column in columns) for row in ("former", "fresh")
    )
    differs = f"({of_former}) IS DISTINCT FROM ({of_fresh})"
    both = f"FROM former JOIN fresh USING (id) WHERE {differs}"
    counted = {
        "insert": ("fresh", f"SELECT unnest({of_fresh}) AS word, 1 AS n FROM fresh"),
        "delete": ("former", f"SELECT unnest({of_former}) AS word, -1 AS n FROM former"),
        "update": (
            "",
            f"SELECT unnest({of_fresh}) AS word, 1 AS n {both}"
            f" UNION ALL SELECT unnest({of_former}) AS word, -1 AS n {both}",
        ),
    }
    for event, (rows, changed) in counted.items():
        found = f"SELECT FROM {rows}" if rows else f"SELECT {both}"
        name = f"{table}_{event}"
        trigger = f"published{table}_words_{event}"
        on = f"initiatives_published{table}"
        after = (
            f"CREATE TRIGGER {trigger} AFTER {event.upper()} ON {on}"
            f" REFERENCING {before.TRANSITIONS[event.upper()]} FOR EACH STATEMENT"
        )
        function = COUNT.format(
            table=name, none=f"IF NOT EXISTS ({found})", changed=changed
        ).replace("count_", "count_published_", 1)
        yield migrations.RunSQL(
            [
                function,
                f"DROP TRIGGER {trigger} ON {on}",
                f"{after} EXECUTE FUNCTION count_published_{name}_words()",
            ],
            [
                f"DROP TRIGGER {trigger} ON {on}",
                f"{after} EXECUTE FUNCTION count_published_words('{words}')",
                f"DROP FUNCTION count_published_{name}_words()",
            ],
        )


class Migration(migrations.Migration):
    dependencies = [("initiatives", "0014_search_at_scale")]

    operations = [
        migrations.RunSQL(INDEX, INDEX_BEFORE),
        migrations.RunSQL(FOR_SUMS, NOT_FOR_SUMS),
        *[
            migrations.AddField(
                "publishedinvestment",
                name,
                models.GeneratedField(
                    db_persist=True,
                    expression=models.Func("document", function=function),
                    null=True,
                    output_field=output_field,
                ),
            )
            for name, function, output_field in COLUMNS
        ],
        *[
            operation
            for table, words in before.WORDS_IN.items()
            for operation in _counting(table, words)
        ],
    ]
