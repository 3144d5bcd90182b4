"""Rows of a CSV stay in their table, not packed and put beside it: a file reads each of them."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("initiatives", "0016_entry_words")]

    operations = [
        migrations.RunSQL(
            "ALTER TABLE initiatives_publishedline SET (toast_tuple_target = 8160)",
            "ALTER TABLE initiatives_publishedline RESET (toast_tuple_target)",
        ),
    ]
