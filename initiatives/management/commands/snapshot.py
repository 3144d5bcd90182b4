"""``manage.py snapshot [--folder FOLDER] [--check]``: dated files of everything public."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from initiatives.exports import lines, snapshots, writing


class Command(BaseCommand):
    help = (
        "Writes everything that is public as dated files, and what changed since the last ones; "
        "nothing where nothing changed. With --check, verifies the files there are: exit code 1 "
        "if one is missing or altered."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--folder", type=Path, help=f"where to; by default EXPORTS_DIR ({settings.EXPORTS_DIR})"
        )
        parser.add_argument(
            "--check", action="store_true", help="compare every file with its checksum"
        )

    def handle(self, *, folder, check, **options):
        folder = (folder or settings.EXPORTS_DIR).resolve()
        if check:
            self._check(folder)
            return
        try:
            lines.refresh()
            writing.remove_leftovers(folder)
            made = writing.write(folder)
        except OSError as error:
            raise CommandError(f"The snapshot could not be written: {error}") from error
        if made.is_new:
            self.stdout.write(self.style.SUCCESS(f"Written: {folder / made.name}"))
        else:
            self.stdout.write(f"Nothing has changed since {made.name}: no new snapshot.")

    def _check(self, folder):
        found = snapshots.every(folder)
        wrong = [
            f"{snapshot.name}/{sentence}"
            for snapshot in found
            for sentence in writing.wrong_files(snapshot)
        ]
        for sentence in wrong:
            self.stdout.write(self.style.ERROR(sentence))
        if wrong:
            raise CommandError(f"{len(wrong)} files are not what they were.")
        count = len(found)
        self.stdout.write(self.style.SUCCESS(f"{count} snapshots, every file as it was written."))
