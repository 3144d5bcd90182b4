"""``manage.py purge_suggestions``: forget who sent the suggestions that are old enough."""

from django.core.management.base import BaseCommand

from initiatives.suggestions import acts


class Command(BaseCommand):
    help = (
        "Erase the names and e-mail addresses that readers left with suggestions sent more than "
        f"{acts.KEPT.days} days ago. What they suggested stays. Run it every day."
    )

    def handle(self, **options):
        self.stdout.write(f"Senders erased: {acts.purge()}.")
