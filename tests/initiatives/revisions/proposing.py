"""A published entry, and proposals for it made as programs make them."""

import json

from initiatives.models import PublishedInitiative, Revision
from initiatives.revisions import workflow
from tests.factories import make_editor


def retitled(title):
    """What changes the title of an entry."""

    def write(entry):
        type(entry).objects.filter(pk=entry.pk).update(title=title)

    return write


def proposed(entry, by, write, *, submitted=True) -> Revision:
    revision = workflow.propose(entry, by=by, write=write)
    return workflow.submit(revision, by=by) if submitted else revision


def approve(revision, by, **kwargs):
    revision.refresh_from_db()
    return workflow.approve(revision, by=by, lock=revision.lock, **kwargs)


def public_document(entry) -> str:
    return PublishedInitiative.objects.get(pk=entry.pk).document


def own(entry, author) -> Revision:
    """The author's open revision of a published entry."""
    return Revision.objects.open().get(initiative=entry, author=author)


def rows(revision, name) -> dict:
    """The proposed rows of one kind, by primary key."""
    return revision.document[name]


def publish_proposal(entry, author):
    """What ``author`` saved on the desk is submitted, and an editor takes all of it."""
    return approve(workflow.submit(own(entry, author), by=author), make_editor())


def titles(entry):
    """That of the row, and the one the world reads."""
    entry.refresh_from_db()
    return entry.title, json.loads(public_document(entry))["title"]["fr"]
