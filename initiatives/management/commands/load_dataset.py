"""``manage.py load_dataset``: the first real dataset, or another folder of the same files."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from initiatives.dataset.load import OWN_DATASET, Rejected, check_dataset, load_dataset
from initiatives.exports import lines
from sources.audit import recorded


class Command(BaseCommand):
    help = (
        "Create what is missing of a dataset and update only the rows nobody has touched since it "
        "loaded them; publish the entries it calls public. All of it or nothing."
    )

    def add_arguments(self, parser):
        parser.add_argument("--path", type=Path, default=OWN_DATASET, help="Folder of the files.")
        parser.add_argument(
            "--check", action="store_true", help="Check the files and write nothing."
        )

    def handle(self, *, path, check, **options):
        try:
            if check:
                planner = check_dataset(path)
                self.stdout.write(f"The dataset is in order: {len(planner.plan)} rows.")
                return
            with recorded(command="load_dataset"):
                report = load_dataset(path, self.stdout.write)
        except Rejected as rejection:
            raise CommandError(
                "\n".join([*rejection.problems, "The dataset was refused: nothing was written."])
            ) from rejection
        lines.refresh()
        self._tell(report)

    def _tell(self, report):
        for kind, counter in (("created", report.rows.created), ("updated", report.rows.updated)):
            for model, count in counter.items():
                self.stdout.write(f"  {kind} {count} {model._meta.verbose_name_plural}")
        for sentence in report.left_alone:
            self.stdout.write(f"  {sentence}")
