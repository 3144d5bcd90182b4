"""Open revisions that no longer start from what there is."""

import pytest

from initiatives.models import Initiative, Investment, Revision
from initiatives.revisions import workflow
from initiatives.revisions.staleness import stale
from tests.factories import make_initiative, make_published_initiative

from .proposing import approve, proposed, retitled

pytestmark = pytest.mark.django_db


def found() -> list:
    return stale(Revision.objects.all())


def test_a_revision_is_stale_when_its_entry_has_another_version(analyst):
    entry = make_published_initiative()
    revision = proposed(entry, analyst, retitled("New"))

    workflow.publish(entry, by=None)

    assert found() == [revision.pk]


def test_a_decided_revision_is_not_stale(analyst, editor):
    approve(proposed(make_published_initiative(), analyst, retitled("New")), editor)

    assert found() == []


def test_an_entry_saved_since_with_other_rows_makes_it_stale(analyst):
    entry = make_published_initiative()
    revision = proposed(entry, analyst, retitled("New"))

    Investment.objects.filter(initiative=entry).update(scope_en="by hand")
    Initiative.objects.get(pk=entry.pk).save()

    assert found() == [revision.pk]


def test_an_entry_saved_since_as_it_was_does_not(analyst, editor):
    entry = make_published_initiative()
    proposed(entry, analyst, retitled("New"))

    workflow.verify(entry, by=editor)

    assert found() == []


def test_a_draft_changed_after_it_was_submitted_is_stale(analyst):
    draft = make_initiative()
    revision = workflow.submit_draft(draft, by=analyst)

    draft.title = "Another"
    draft.save()

    assert found() == [revision.pk]


def test_a_draft_as_it_was_submitted_is_not(analyst):
    workflow.submit_draft(make_initiative(), by=analyst)

    assert found() == []


def test_any_number_takes_three_queries(analyst, django_assert_num_queries):
    for _ in range(5):
        draft = make_initiative()
        workflow.submit_draft(draft, by=analyst)
        draft.save()

    with django_assert_num_queries(3):
        found()


def test_submitting_a_draft_again_replaces_what_was_submitted(analyst):
    draft = make_initiative()
    first = workflow.submit_draft(draft, by=analyst)

    assert workflow.submit_draft(draft, by=analyst).pk == first.pk
