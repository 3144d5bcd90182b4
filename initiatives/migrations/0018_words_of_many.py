"""An UPDATE of many rows counts their words without joining what they were with what they are: such
a join is planned for a few rows, and 12,000 then meet 12,000.
"""

from importlib import import_module

from django.db import migrations

WORDS_IN = import_module("initiatives.migrations.0010_published_words").WORDS_IN
before = import_module("initiatives.migrations.0015_cheaper_writing")


def _counted(table: str, words: str):
    name, columns = f"count_published_{table}_update_words", words.split(" || ")
    rows = f"id, {', '.join(columns)}"
    all_words = " || ".join(columns)
    function = before.COUNT.format(
        table="of_table",
        none=f"IF NOT EXISTS (SELECT {rows} FROM former EXCEPT SELECT {rows} FROM fresh)",
        changed=f"SELECT unnest({all_words}) AS word, 1 AS n FROM fresh"
        f" UNION ALL SELECT unnest({all_words}) AS word, -1 AS n FROM former",
    )
    of_former, of_fresh = (
        " || ".join(f"{row}.{column}" for column in columns) for row in ("former", "fresh")
    )
    both = f"FROM former JOIN fresh USING (id) WHERE ({of_former}) IS DISTINCT FROM ({of_fresh})"
    joined = before.COUNT.format(
        table="of_table",
        none=f"IF NOT EXISTS (SELECT {both})",
        changed=f"SELECT unnest({of_fresh}) AS word, 1 AS n {both}"
        f" UNION ALL SELECT unnest({of_former}) AS word, -1 AS n {both}",
    )
    return migrations.RunSQL(*(_replaced(name, each) for each in (function, joined)))


def _replaced(name: str, function: str) -> str:
    return function.replace(
        "CREATE FUNCTION count_of_table_words", f"CREATE OR REPLACE FUNCTION {name}"
    )


class Migration(migrations.Migration):
    dependencies = [("initiatives", "0017_lines_in_place")]

    operations = [_counted(table, words) for table, words in WORDS_IN.items()]
