"""``manage.py write_api_examples``: the examples of the API's description, from what is public."""

import json

from django.core.management.base import BaseCommand, CommandError
from django.test import Client

from initiatives.api.examples import CHOSEN, FILE, as_example


class Command(BaseCommand):
    help = "Writes the examples of the API's description anew, from the real dataset."

    def handle(self, **options):
        client = Client(SERVER_NAME="localhost")
        found = {}
        for collection, key in CHOSEN.items():
            response = client.get(f"/api/v1/{collection}/{key}/")
            if response.status_code != 200:
                raise CommandError(f"The record has no {collection} “{key}”: load the dataset.")
            found[collection] = as_example(response.json())
        FILE.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        self.stdout.write(f"{len(found)} examples written.")
