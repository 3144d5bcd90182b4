"""A proposal taken in part, and two for one entry: what is taken, what is merged, what is stale."""

import pytest
from django.core.exceptions import PermissionDenied

from initiatives.models import (
    Initiative,
    Investment,
    Revision,
)
from initiatives.revisions import workflow
from tests.factories import (
    make_analyst,
    make_published_initiative,
)

from .proposing import approve, proposed, retitled, titles

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry():
    return make_published_initiative(title="39BIS")


# ── Taking some ──────────────────────────────────────────────────────────────────────────────────


def two_changes(e):
    Initiative.objects.filter(pk=e.pk).update(title="New", summary="Autre.")


def test_one_change_is_taken_and_the_other_stays_pending(entry, analyst, editor):
    revision = proposed(entry, analyst, two_changes)

    approve(revision, editor, only=[f"initiative:{entry.pk}:title"])

    entry.refresh_from_db()
    revision.refresh_from_db()
    assert (entry.title, entry.summary != "Autre.") == ("New", True)
    assert revision.state == "submitted"


def test_the_rest_is_approved_later(entry, analyst, editor):
    revision = proposed(entry, analyst, two_changes)
    approve(revision, editor, only=[f"initiative:{entry.pk}:title"])

    version = approve(revision, editor)

    entry.refresh_from_db()
    assert (entry.summary, version.number) == ("Autre.", 3)


def test_what_was_taken_is_recorded_as_a_revision(entry, analyst, editor):
    revision = proposed(entry, analyst, two_changes)

    approve(revision, editor, only=[f"initiative:{entry.pk}:title"])

    taken = Revision.objects.get(initiative=entry, version=2)
    assert (taken.author, taken.reviewer) == (analyst, editor)


def test_ticking_nothing_is_refused(entry, analyst, editor):
    revision = proposed(entry, analyst, two_changes)

    with pytest.raises(workflow.Refused, match="Tick at least one change"):
        approve(revision, editor, only=[])


# ── Stale bases, merging ─────────────────────────────────────────────────────────────────────────


def test_the_second_of_two_authors_merges_and_nothing_is_lost(entry, editor):
    ana, bob = make_analyst(), make_analyst()
    one = proposed(entry, ana, retitled("Ana"))
    other = proposed(
        entry, bob, lambda e: Initiative.objects.filter(pk=e.pk).update(summary="Bob.")
    )
    approve(one, editor)

    with pytest.raises(workflow.Stale, match="starts from version 1, and version 2 is public"):
        approve(other, editor)
    assert workflow.rebase(other, by=editor) == []
    approve(other, editor)

    entry.refresh_from_db()
    assert (entry.title, entry.summary, entry.version) == ("Ana", "Bob.", 3)


def test_a_conflict_is_told_and_writes_nothing(entry, editor):
    one, other = (proposed(entry, make_analyst(), retitled(name)) for name in ("Ana", "Bob"))
    approve(one, editor)

    [conflict] = workflow.rebase(other, by=editor)

    other.refresh_from_db()
    assert (conflict.fact, other.base_version) == ("title", 1)


def test_a_resolved_conflict_is_approved(entry, editor):
    one, other = (proposed(entry, make_analyst(), retitled(name)) for name in ("Ana", "Bob"))
    approve(one, editor)

    workflow.rebase(other, by=editor, choices={f"initiative:{entry.pk}:title": "mine"})
    approve(other, editor)

    assert titles(entry) == ("Bob", "Bob")


def test_a_revision_with_nothing_left_to_change_is_superseded(entry, editor):
    one, other = (proposed(entry, make_analyst(), retitled("Same")) for _ in range(2))
    approve(one, editor)

    workflow.rebase(other, by=editor)

    other.refresh_from_db()
    assert other.state == "superseded"


def test_rows_changed_behind_the_workflow_make_a_base_stale(entry, analyst, editor):
    revision = proposed(entry, analyst, retitled("Mine"))
    Investment.objects.filter(initiative=entry).update(scope_en="by hand")

    with pytest.raises(workflow.Stale, match="changed outside the workflow"):
        approve(revision, editor)


def test_a_version_published_meanwhile_makes_a_base_stale_though_its_rows_are_the_same(
    entry, analyst, editor
):
    revision = proposed(entry, analyst, retitled("Mine"))
    workflow.publish(entry, by=None, reason="Again.")

    with pytest.raises(workflow.Stale, match="starts from version 1, and version 2 is public"):
        approve(revision, editor)


def test_merging_keeps_what_was_changed_behind_the_workflow(entry, analyst, editor):
    revision = proposed(entry, analyst, retitled("Mine"))
    Investment.objects.filter(initiative=entry).update(scope_en="by hand")

    workflow.rebase(revision, by=analyst)
    approve(revision, editor)

    assert entry.investments.get().scope_en == "by hand"


def test_another_analyst_does_not_merge(entry, analyst):
    revision = proposed(entry, analyst, retitled("Mine"))

    with pytest.raises(PermissionDenied):
        workflow.rebase(revision, by=make_analyst())
