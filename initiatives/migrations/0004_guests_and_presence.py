import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("initiatives", "0003_revisions")]

    operations = [
        migrations.AddField(
            model_name="reviewnote",
            name="link",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="notes",
                to="initiatives.previewlink",
                verbose_name="preview link",
            ),
        ),
        migrations.AddField(
            model_name="presence",
            name="opened_at",
            field=models.DateTimeField(default=django.utils.timezone.now, verbose_name="opened at"),
            preserve_default=False,
        ),
    ]
