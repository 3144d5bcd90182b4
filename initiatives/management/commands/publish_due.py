"""``manage.py publish_due [--loop SECONDS]``: what was approved with an hour that has come."""

import time

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, close_old_connections

from initiatives.exports import lines
from initiatives.models import Revision
from initiatives.publication import words_due
from initiatives.revisions import workflow

MOST_ROWS = 20_000  # of files in a run: some ten seconds


class Command(BaseCommand):
    help = (
        "Publish each approved revision whose hour has come. One that no longer fits is kept back "
        "and named, with the reason, until somebody has looked at it. Exit code 0 either way."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--loop", type=int, metavar="SECONDS", help="look again and again, for ever"
        )

    def handle(self, *, loop, **options):
        if loop is not None and loop < 1:
            raise CommandError("--loop takes a number of seconds, at least 1.")
        while loop:
            try:
                self._run()
            except DatabaseError as error:  # the database restarts: the next time, then
                self.stderr.write(str(error))
            close_old_connections()
            time.sleep(loop)
        self._run()

    def _run(self):
        run = workflow.publish_due()
        self.stdout.write(f"{run.published} published, {run.kept_back} kept back.")
        waiting = Revision.objects.kept_back().defer("base", "document")
        for revision in waiting.select_related("initiative", "author").order_by("publish_at", "pk"):
            hour = revision.publish_at.isoformat(timespec="minutes")
            self.stdout.write(f"  {revision}, due {hour}: {revision.problem}")
        words_due.catch_up()
        words_due.tidy_indexes()
        # Those that one publication had too many of, and after a release all, run by run.
        lines.refresh(most=MOST_ROWS)
