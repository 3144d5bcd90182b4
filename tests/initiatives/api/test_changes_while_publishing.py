"""A copy that follows the change feed while several people publish misses nothing."""

import threading

import pytest
from django.db import connections
from django.test import Client

from initiatives.models import PublishedChange
from initiatives.revisions import workflow
from tests.factories import make_initiative, make_participation

from .asking import publish

PUBLISHERS, ACTS = 4, 6


class Copy:
    """A replica of the entries, kept by following the feed."""

    def __init__(self):
        self.client = Client()
        self.seen: list[int] = []
        self.documents: dict[str, dict] = {}

    def follow(self) -> int:
        """Read one page of what came since the last change; how many there were."""
        last = self.seen[-1] if self.seen else 0
        changes = self.client.get(f"/api/v1/changes/?since={last}&page_size=7").json()["results"]
        for change in changes:
            self.seen.append(change["seq"])
            if change["type"] == "initiative":
                self.fetch(change["slug"])
        return len(changes)

    def fetch(self, slug: str) -> None:
        answer = self.client.get(f"/api/v1/initiatives/{slug}/")
        if answer.status_code == 200:
            self.documents[slug] = answer.json()
        else:
            self.documents.pop(slug, None)


def act(entries):
    """Publish, correct and withdraw, each in a transaction of its own."""
    try:
        for entry in entries:
            publish(entry)
            publish(entry)
            if entry.pk % 3 == 0:
                workflow.withdraw(entry, by=None, reason="It never existed.")
    finally:
        connections.close_all()


@pytest.mark.django_db(transaction=True)
def test_every_change_is_seen_once_and_the_copy_is_the_record(settings):
    settings.API_RATE = ""
    shared = make_participation().partner
    work = [[make_initiative() for _ in range(ACTS)] for _ in range(PUBLISHERS)]
    for entries in work:
        for entry in entries:
            make_participation(initiative=entry, partner=shared)  # so that they touch one row
    copy = Copy()
    threads = [threading.Thread(target=act, args=[entries]) for entries in work]

    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        copy.follow()
    while copy.follow():
        pass

    listed = copy.client.get("/api/v1/initiatives/?page_size=200").json()["results"]
    assert copy.seen == list(PublishedChange.objects.order_by("seq").values_list("seq", flat=True))
    assert copy.documents == {document["slug"]: document for document in listed}
    assert len(listed) > PUBLISHERS
