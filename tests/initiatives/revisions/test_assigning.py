"""Asking a named person for a decision by a day."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from initiatives.revisions import workflow
from tests.factories import make_analyst, make_editor, make_published_initiative, make_user

from .proposing import approve, proposed, retitled

pytestmark = pytest.mark.django_db


@pytest.fixture
def revision(analyst):
    return proposed(make_published_initiative(), analyst, retitled("New"))


def test_anybody_who_may_change_entries_asks_a_reviewer(revision, editor):
    workflow.assign(revision, by=make_analyst(), to=editor, due_on=timezone.localdate())

    revision.refresh_from_db()
    assert (revision.assigned_to, revision.due_on) == (editor, timezone.localdate())


def test_asking_changes_nothing_of_what_is_decided_on(revision, editor):
    seen = revision.lock
    workflow.assign(revision, by=editor, to=editor)

    assert workflow.approve(revision, by=editor, lock=seen).number == 2


def test_nobody_may_be_asked_any_more(revision, editor):
    workflow.assign(revision, by=editor, to=editor, due_on=timezone.localdate())
    workflow.assign(revision, by=editor, to=None)

    revision.refresh_from_db()
    assert (revision.assigned_to, revision.due_on) == (None, None)


@pytest.mark.parametrize(
    "who",
    [
        lambda: make_analyst(),
        lambda: make_editor(is_active=False),
    ],
    ids=["an analyst", "somebody who left"],
)
def test_who_may_not_decide_is_not_asked(revision, editor, who):
    with pytest.raises(workflow.Refused, match="may not decide on revisions"):
        workflow.assign(revision, by=editor, to=who())


def test_the_author_is_not_asked(editor):
    revision = proposed(make_published_initiative(), editor, retitled("New"))

    with pytest.raises(workflow.Refused, match="own work: ask somebody else"):
        workflow.assign(revision, by=editor, to=editor)


def test_a_day_that_has_passed_is_refused(revision, editor):
    with pytest.raises(workflow.Refused, match="The day has passed"):
        workflow.assign(
            revision, by=editor, to=editor, due_on=timezone.localdate() - timedelta(days=1)
        )


def test_a_decided_revision_is_not_assigned(revision, editor):
    approve(revision, editor)

    with pytest.raises(workflow.Stale, match="decided already"):
        workflow.assign(revision, by=editor, to=editor)


def test_what_waits_for_its_hour_is_decided(revision, editor):
    approve(revision, editor, publish_at=timezone.now() + timedelta(hours=1))

    with pytest.raises(workflow.Stale, match="decided already"):
        workflow.assign(revision, by=editor, to=editor)


def test_somebody_without_permission_does_not_assign(revision, editor):
    with pytest.raises(PermissionDenied):
        workflow.assign(revision, by=make_user(), to=editor)
