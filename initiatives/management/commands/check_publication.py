"""``manage.py check_publication [--fix]``: is what the world reads what the desk agreed on?"""

from django.core.management.base import BaseCommand, CommandError

from initiatives.exports import lines
from initiatives.models import PublishedWordsDue
from initiatives.publication.drift import drift
from initiatives.publication.publish import refresh_everything
from initiatives.revisions.drift import without_kept_rows, written_past_the_workflow


class Command(BaseCommand):
    help = (
        "Compares everything published with everything rebuilt, and the rows of published entries "
        "with those of their versions. Exit code 1 on a difference."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--fix", action="store_true", help="rebuild what is published; rows are never touched"
        )

    def handle(self, *, fix, **options):
        past = list(written_past_the_workflow())
        for sentence in past:
            self.stdout.write(self.style.WARNING(sentence))
        if unknown := without_kept_rows():
            titles = ", ".join(f"“{title}”" for title in unknown)
            self.stdout.write(
                f"Published before versions kept their rows, so not compared: {titles}."
            )
        self._compare(fix=fix)
        if past:
            raise CommandError(
                f"{len(past)} facts were written past the workflow; no rebuild mends that. See "
                "docs/operations.md."
            )

    def _compare(self, *, fix):
        differences = drift()
        if due := PublishedWordsDue.objects.count():
            self.stdout.write(
                f"{due} entries are still found by the former name of an organisation: their words"
                " are being made again, or publish_due goes on with them."
            )
        for difference in differences:
            self.stdout.write(str(difference))
        if not differences:
            self.stdout.write(
                self.style.SUCCESS("Everything published is what the desk agreed on.")
            )
        elif fix:
            refresh_everything()
            lines.refresh()
            if remaining := drift():
                raise CommandError(f"{len(remaining)} rows still differ after the rebuild.")
            self.stdout.write(self.style.SUCCESS(f"Rebuilt: {len(differences)} rows differed."))
        else:
            raise CommandError(f"{len(differences)} rows differ; --fix rebuilds them.")
