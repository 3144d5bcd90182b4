"""``manage.py verify_audit``: is everything that was recorded still there, and as it was?"""

import re

from django.core.management.base import BaseCommand, CommandError

from initiatives.publication.heads import published_heads
from sources.audit.chain import Head, verify


class Command(BaseCommand):
    help = (
        "Compute the audit's chain of hashes again, compare it with the events it seals and with "
        "the published heads. Names the first broken row; exit code 1."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--head",
            action="append",
            default=[],
            metavar="NUMBER:HASH",
            help="a head that was noted elsewhere; may be given several times",
        )

    def handle(self, *, head, **options):
        noted = [_head(each) for each in head]
        verdict = verify([*published_heads(), *noted])
        if verdict.broken:
            raise CommandError(verdict.broken)
        if verdict.head is None:
            self.stdout.write(self.style.SUCCESS("OK: nothing has been recorded yet."))
            return
        self.stdout.write(
            self.style.SUCCESS(
                f"OK: {verdict.events} events, head {verdict.head.seq}:{verdict.head.hash}"
            )
        )


def _head(text: str) -> Head:
    found = re.fullmatch(r"([0-9]{1,18}):([0-9a-f]{64})", text)
    if found is None:
        raise CommandError(f"A head is written number:hash, as on the audit page; not {text!r}.")
    return Head(int(found[1]), found[2])
