"""``manage.py prepare_files``: makes the rows of a CSV of all entries beforehand."""

from django.core.management.base import BaseCommand

from initiatives.exports import lines


class Command(BaseCommand):
    help = (
        "Makes the CSV rows of entries that are missing, so that a file of many is quick. Only a "
        "matter of speed, and `publish_due` does it as well."
    )

    def handle(self, **options):
        self.stdout.write(self.style.SUCCESS(f"Made: {lines.refresh()} rows."))
