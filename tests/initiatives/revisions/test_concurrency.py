"""Many people at once on one PostgreSQL: nothing lost, nothing twice, nobody stuck."""

import json
import random
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from itertools import count

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.test import Client

from initiatives.models import Initiative, KeptRows, PublishedVersion, Revision
from initiatives.publication.drift import drift
from initiatives.revisions import aggregate, workflow
from initiatives.revisions.sandbox import sandbox
from sources.audit.chain import verify
from tests.factories import make_analyst, make_editor, make_published_initiative, make_statement

from ..admin.desk import address, errors, typed
from .proposing import approve, own, proposed, public_document, retitled

pytestmark = pytest.mark.django_db(transaction=True)

THREADS, OPERATIONS, ENTRIES = 8, 200, 5
REFUSED = (workflow.Refused, PermissionDenied)


def at_once(*acts):
    """Run ``acts`` in threads that start together: what each returned or refused, in order."""
    start = threading.Barrier(len(acts))

    def run(act):
        try:
            start.wait(timeout=10)
            return act()
        except REFUSED as refused:
            return refused
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


# ── Two hundred acts ─────────────────────────────────────────────────────────────────────────────


class Desk:
    """Analysts and editors who do at random what a desk does; ``approved`` holds what was promised:
    the word that each approval put on the entry, by entry and version.
    """

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.entries = [make_published_initiative() for _ in range(ENTRIES)]
        self.analysts = [make_analyst() for _ in range(4)]
        self.editors = [make_editor() for _ in range(3)]
        self.words = (f"word-{number}-" for number in count())
        self.approved: dict[tuple[int, int], str] = {}
        self.done: Counter[str] = Counter()
        self.lock = threading.Lock()

    def plan(self):
        """What will be done, in which order it is begun: the same for the same seed."""
        acts = [
            self.save,
            self.save,
            self.save,
            self.submit,
            self.submit,
            self.submit,
            self.approve,
            self.approve,
            self.approve,
            self.rebase,
            self.reject,
            self.recall,
            self.publish_again,
            self.withdraw,
        ]
        for _ in range(OPERATIONS):
            act = self.random.choice(acts)
            entry = self.random.choice(self.entries)
            analyst = self.random.choice(self.analysts)
            editor = self.random.choice(self.editors)
            yield act, entry, analyst, editor, next(self.words)

    def run(self, step):
        act, entry, *others = step
        try:
            what = act(Initiative.objects.get(pk=entry.pk), *others) or "nothing to do"
        except workflow.Stale:
            what = "stale"
        except REFUSED:
            what = "refused"
        finally:
            connection.close()
        with self.lock:
            self.done[f"{act.__name__}: {what}"] += 1

    def save(self, entry, analyst, editor, word):
        def write(e):
            Initiative.objects.filter(pk=e.pk).update(summary=word)

        return workflow.propose(entry, by=analyst, write=write) and "kept"

    def submit(self, entry, analyst, editor, word):
        revision = self.one(entry, state="draft")
        return revision and workflow.submit(revision, by=revision.author) and "done"

    def approve(self, entry, analyst, editor, word):
        revision = self.one(entry, state="submitted")
        if revision is None:
            return None
        [row] = revision.document["initiative"].values()
        version = workflow.approve(revision, by=editor, lock=revision.lock)
        with self.lock:
            assert (entry.pk, version.number) not in self.approved, "published twice"
            self.approved[entry.pk, version.number] = row["summary"]
        return "done"

    def reject(self, entry, analyst, editor, word):
        revision = self.one(entry, state="submitted")
        if revision is None:
            return None
        workflow.reject(revision, by=editor, lock=revision.lock, reason="No.")
        return "done"

    def recall(self, entry, analyst, editor, word):
        revision = self.one(entry, state="submitted")
        return revision and workflow.recall(revision, by=revision.author) and "done"

    def rebase(self, entry, analyst, editor, word):
        revision = self.one(entry)
        if revision is None:
            return None
        choices = {f"initiative:{entry.pk}:summary": "mine"}
        return "done" if not workflow.rebase(revision, by=editor, choices=choices) else "conflict"

    def withdraw(self, entry, analyst, editor, word):
        return workflow.withdraw(entry, by=editor, reason="Asked to.") and "done"

    def publish_again(self, entry, analyst, editor, word):
        return workflow.publish(entry, by=editor) and "done"

    @staticmethod
    def one(entry, **which):
        return entry.revisions.open().filter(base__isnull=False, **which).order_by("?").first()


def test_two_hundred_acts_of_eight_threads_lose_nothing_and_publish_nothing_twice():
    desk = Desk(seed=4)

    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(desk.run, desk.plan()))  # raises what is no refusal: a deadlock, a crash

    assert sum(desk.done.values()) == OPERATIONS
    happened = {name for name in desk.done if name.endswith((": done", ": kept"))}
    assert len(happened) == 8, desk.done  # every kind of act went through at least once
    for entry in desk.entries:
        entry.refresh_from_db()
        numbers = list(range(1, entry.version + 1))
        for kept in (PublishedVersion, KeptRows):
            rows = kept.objects.filter(initiative=entry).order_by("number")
            assert list(rows.values_list("number", flat=True)) == numbers
    documents = {
        (version.initiative_id, version.number): json.loads(version.document)
        for version in PublishedVersion.objects.filter(action="published")
    }
    for made, word in desk.approved.items():
        assert documents[made]["summary"]["fr"] == word
    recorded = Revision.objects.filter(state="published", base__isnull=False)
    assert set(recorded.values_list("initiative", "version")) == desk.approved.keys()
    assert drift() == []
    assert verify().broken is None


# ── Races of two ─────────────────────────────────────────────────────────────────────────────────


def test_of_two_approvals_at_once_one_wins_and_the_other_is_stale():
    entry = make_published_initiative()
    revisions = [proposed(entry, make_analyst(), retitled(name)) for name in ("Ana", "Bob")]

    results = at_once(*(lambda r=each: approve(r, make_editor()) for each in revisions))

    assert sorted(type(each).__name__ for each in results) == ["PublishedVersion", "Stale"]
    entry.refresh_from_db()
    assert (entry.version, entry.title in ("Ana", "Bob")) == (2, True)


def test_a_revision_approved_by_two_at_once_is_published_once():
    entry = make_published_initiative()
    revision = proposed(entry, make_analyst(), retitled("Ana"))

    def decide():
        return workflow.approve(revision, by=make_editor(), lock=revision.lock)

    results = at_once(decide, decide)

    assert sorted(type(each).__name__ for each in results) == ["PublishedVersion", "Stale"]
    assert entry.versions.count() == 2


@pytest.mark.parametrize("is_public", [True, False])
def test_of_two_saves_at_once_one_is_kept_and_the_other_comes_back(is_public):
    entry, analyst = make_published_initiative(title="39BIS"), make_analyst()
    if not is_public:
        workflow.withdraw(entry, by=None, reason="Asked to.")
    url, client = address(entry, "change"), Client()
    client.force_login(analyst)
    form = typed(client.get(url))

    def saving(title):
        own_client = Client()
        own_client.force_login(analyst)
        return lambda: own_client.post(url, {**form, "title": title})

    results = at_once(saving("One"), saving("Two"))

    assert sorted(each.status_code for each in results) == [200, 302]
    [refused] = [each for each in results if each.status_code == 200]
    assert "after you opened it" in errors(refused)
    if is_public:
        assert own(entry, analyst).lock == 1


def test_two_first_saves_by_one_author_make_one_revision():
    entry, analyst = make_published_initiative(), make_analyst()

    at_once(
        *(
            lambda name=each: workflow.propose(entry, by=analyst, write=retitled(name))
            for each in ("One", "Two")
        )
    )

    assert own(entry, analyst).lock == 2


def test_the_public_neither_waits_for_a_sandbox_nor_sees_it():
    entry = make_published_initiative(title="39BIS")
    revision = proposed(entry, make_analyst(), retitled("Secret"))
    url = f"/en/initiatives/{entry.slug}/"
    pages = []

    def read():
        pages.append(Client().get(url))
        connection.close()

    with transaction.atomic():
        workflow.acts.locked([entry])
        with sandbox():
            aggregate.apply(entry.pk, revision.document)
            reader = threading.Thread(target=read)
            reader.start()
            reader.join(timeout=10)

    assert pages, "the reader waits for the sandbox"
    assert pages[0].status_code == 200
    assert "39BIS" in pages[0].text
    assert "Secret" not in pages[0].text + public_document(entry)


def test_publications_do_not_wait_for_a_sandbox():
    entry, other = make_published_initiative(), make_published_initiative()
    versions = []

    def publish():
        versions.append(workflow.publish(other, by=None).number)
        connection.close()

    with sandbox():
        make_statement(initiative=entry)  # saved, it would refresh the published tables
        thread = threading.Thread(target=publish)
        thread.start()
        thread.join(timeout=5)
        in_time = list(versions)
    thread.join()

    assert in_time == [2]


def test_what_waits_for_a_commit_is_dropped_with_its_sandbox():
    made = []

    with transaction.atomic():
        with sandbox():
            transaction.on_commit(lambda: made.append("in the sandbox"))
        transaction.on_commit(lambda: made.append("outside"))

    assert made == ["outside"]
