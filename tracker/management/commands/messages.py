"""``manage.py messages``: bring the French catalogue up to date with the code, and compile it."""

from django.core.management.base import BaseCommand, CommandError

from tracker import catalogues


class Command(BaseCommand):
    help = "Collect every message, keep its French translation, compile; name what lacks one."
    requires_system_checks = []

    def handle(self, **options):
        catalogue = catalogues.brought_up_to_date()
        catalogues.PO_FILE.parent.mkdir(parents=True, exist_ok=True)
        catalogues.PO_FILE.write_bytes(catalogues.po_text(catalogue))
        catalogues.MO_FILE.write_bytes(catalogues.mo_bytes(catalogue))
        self.stdout.write(f"{len(catalogue)} messages in {catalogues.PO_FILE}.")
        if lacking := catalogues.untranslated(catalogue):
            raise CommandError("\n".join(["These have no French translation yet:", *lacking]))
