"""``manage.py publish_audit_head``: a timer's, once a day, soon after midnight UTC."""

from django.core.management.base import BaseCommand

from initiatives.publication.heads import publish_heads


class Command(BaseCommand):
    help = "Publish the audit's head of every day that is over. A publication does so as well."

    def handle(self, **options):
        self.stdout.write(f"{publish_heads()} heads published.")
