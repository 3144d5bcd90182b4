import django.contrib.postgres.indexes
from django.db import migrations, models

import initiatives.publication.search


class Migration(migrations.Migration):
    dependencies = [
        ("initiatives", "0013_publication_moment"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="publishedinitiative",
            index=django.contrib.postgres.indexes.GinIndex(
                initiatives.publication.search.TitleWords("search"),
                name="pubinitiative_title_words",
            ),
        ),
        migrations.AddIndex(
            model_name="publishedparticipation",
            index=models.Index(
                fields=["initiative", "partner", "role"], name="pubparticipation_entry"
            ),
        ),
    ]
