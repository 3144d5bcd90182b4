"""The synthetic database of ``make bench``: the same each time, and what publishing would make."""

from django.db import transaction

from benchmarks.generate import Sizes, generate
from benchmarks.words import RARE
from initiatives.publication import drift, publish
from initiatives.publication.models import PublishedInitiative
from tests.initiatives.api.asking import ask

TINY = Sizes(entries=60, partners=60, articles=180, publishers=10, themes=12)


def test_it_is_the_same_each_time(db):
    with transaction.atomic():
        first = generate(TINY)
        transaction.set_rollback(True)

    assert generate(TINY) == first


def test_its_entries_can_be_published_and_found(client, db):
    generate(TINY)
    publish.refresh_everything()

    assert drift.drift() == []
    assert PublishedInitiative.objects.count() == TINY.entries
    assert ask(client, "initiatives/", q="rarozink")["count"] == RARE
    assert ask(client, "initiatives/", q="cadwemol hulzarin")["count"] == 0
