"""What makes a rewritten row cheaper: documents of entries are not packed, which took longer than to
write them; a participation keeps room on its page, so that no index is written where no column of
one changed. And entries may wait for the words that a new name gives them.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("initiatives", "0018_words_of_many")]

    operations = [
        migrations.CreateModel(
            name="PublishedWordsDue",
            fields=[
                (
                    "id",
                    models.BigIntegerField(primary_key=True, serialize=False, verbose_name="entry"),
                ),
            ],
            options={
                "verbose_name": "entry found by a former name",
                "verbose_name_plural": "entries found by a former name",
                "ordering": ["pk"],
            },
        ),
        # From the next time that a row is written; what is packed stays readable.
        migrations.RunSQL(
            "ALTER TABLE initiatives_publishedinitiative ALTER document SET STORAGE EXTERNAL",
            "ALTER TABLE initiatives_publishedinitiative ALTER document SET STORAGE EXTENDED",
        ),
        migrations.RunSQL(
            "ALTER TABLE initiatives_publishedparticipation SET (fillfactor = 85)",
            "ALTER TABLE initiatives_publishedparticipation RESET (fillfactor)",
        ),
    ]
