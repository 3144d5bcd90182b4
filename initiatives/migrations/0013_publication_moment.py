"""The content counter says when it moved last: what ``Last-Modified`` is made of."""

import django.db.models.functions.datetime
from django.db import migrations, models

FUNCTION = """
CREATE OR REPLACE FUNCTION move_publication_counter() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO initiatives_publicationcounter (id, value{column})
    VALUES (1, (extract(epoch FROM clock_timestamp()) * 1000)::bigint{value})
    ON CONFLICT (id) DO UPDATE SET value = initiatives_publicationcounter.value + 1{update};
    RETURN NULL;
END $$;
"""
WITH_MOMENT = FUNCTION.format(
    column=", moved_at", value=", clock_timestamp()", update=", moved_at = clock_timestamp()"
)
WITHOUT = FUNCTION.format(column="", value="", update="")


class Migration(migrations.Migration):
    dependencies = [("initiatives", "0012_published_lines")]

    operations = [
        migrations.AddField(
            "publicationcounter",
            "moved_at",
            models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
        ),
        migrations.RunSQL(WITH_MOMENT, WITHOUT),
    ]
