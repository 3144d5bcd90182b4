"""``manage.py check_publication [--fix]``: is what the world reads what the desk agreed on?"""

from django.core.management.base import BaseCommand, CommandError

from initiatives.publication.drift import drift
from initiatives.publication.publish import refresh_everything


class Command(BaseCommand):
    help = "Compares everything published with everything rebuilt. Exit code 1 on a difference."

    def add_arguments(self, parser):
        parser.add_argument("--fix", action="store_true", help="rebuild what differs")

    def handle(self, *, fix, **options):
        differences = drift()
        for difference in differences:
            self.stdout.write(str(difference))
        if not differences:
            self.stdout.write(
                self.style.SUCCESS("Everything published is what the desk agreed on.")
            )
        elif fix:
            refresh_everything()
            if remaining := drift():
                raise CommandError(f"{len(remaining)} rows still differ after the rebuild.")
            self.stdout.write(self.style.SUCCESS(f"Rebuilt: {len(differences)} rows differed."))
        else:
            raise CommandError(f"{len(differences)} rows differ; --fix rebuilds them.")
