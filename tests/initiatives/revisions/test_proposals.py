"""Proposals and decisions: each act allowed once, refused for each reason, and what it records."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from initiatives.models import (
    DueRun,
    Evidence,
    Initiative,
    Investment,
    KeptRows,
    PublishedInitiative,
    Revision,
)
from initiatives.publication.drift import drift
from initiatives.revisions import workflow
from tests.factories import (
    make_analyst,
    make_citation,
    make_disagreement,
    make_editor,
    make_initiative,
    make_investment,
    make_participation,
    make_partner,
    make_published_initiative,
)

from .proposing import approve, proposed, public_document, retitled, titles

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry():
    return make_published_initiative(title="39BIS")


# ── Proposing ────────────────────────────────────────────────────────────────────────────────────


def test_a_proposal_touches_no_row_and_no_document(entry, analyst):
    proposed(entry, analyst, retitled("Mine"))

    assert titles(entry) == ("39BIS", "39BIS")


def test_a_proposal_that_changes_nothing_is_not_kept(entry, analyst):
    assert workflow.propose(entry, by=analyst, write=lambda _: None) is None
    assert not Revision.objects.filter(base__isnull=False).exists()


def test_an_author_has_one_open_revision_of_an_entry(entry, analyst):
    first = proposed(entry, analyst, retitled("One"), submitted=False)
    again = proposed(
        entry,
        analyst,
        lambda e: Initiative.objects.filter(pk=e.pk).update(summary="Two."),
        submitted=False,
    )

    [row] = again.document["initiative"].values()
    assert first.pk == again.pk
    assert (row["title"], row["summary"]) == ("One", "Two.")


def test_two_authors_propose_at_once(entry):
    one = proposed(entry, make_analyst(), retitled("One"))
    other = proposed(entry, make_analyst(), retitled("Other"))

    assert one.pk != other.pk


def test_a_draft_takes_no_proposal(analyst):
    with pytest.raises(workflow.Refused, match="is not public: change it directly"):
        workflow.propose(make_initiative(), by=analyst, write=retitled("x"))


def test_changing_what_was_submitted_takes_it_back(entry, analyst):
    proposed(entry, analyst, retitled("One"))

    again = proposed(entry, analyst, retitled("Two"), submitted=False)

    assert again.state == "draft"


def test_only_the_author_submits(entry, analyst):
    revision = proposed(entry, analyst, retitled("One"), submitted=False)

    with pytest.raises(PermissionDenied):
        workflow.submit(revision, by=make_analyst())


def test_what_was_given_up_is_taken_up_again(entry, analyst):
    revision = proposed(entry, analyst, retitled("One"))
    workflow.discard(revision, by=analyst)

    again = workflow.reopen(revision, by=analyst)

    assert (again.state, again.document) == ("draft", revision.document)


# ── Approving ────────────────────────────────────────────────────────────────────────────────────


def test_approving_makes_it_the_next_version(entry, analyst, editor):
    revision = proposed(entry, analyst, retitled("Mine"))

    version = approve(revision, editor, reason="A better name.")

    revision.refresh_from_db()
    assert titles(entry) == ("Mine", "Mine")
    assert (version.number, version.reason, revision.version) == (2, "A better name.", 2)
    assert (revision.state, revision.reviewer) == ("published", editor)


def test_a_published_version_keeps_its_rows_for_ever(entry, analyst, editor):
    approve(proposed(entry, analyst, retitled("Mine")), editor)

    kept = KeptRows.objects.get(initiative=entry, number=2)
    with pytest.raises(IntegrityError, match="kept as they were"), transaction.atomic():
        KeptRows.objects.filter(pk=kept.pk).update(number=3)


def test_a_new_claim_is_public_with_its_passage(entry, analyst, editor):
    citation = make_citation(paraphrase_en="Seven euros.")

    def write(e):
        make_investment(initiative=e, amount_min=7, amount_max=7, citations=[citation])

    approve(proposed(entry, analyst, write), editor)

    assert "Seven euros." in public_document(entry)
    assert drift() == []


def test_the_author_does_not_approve(entry, editor):
    revision = proposed(entry, editor, retitled("Mine"))

    with pytest.raises(workflow.Refused, match="It is your own work"):
        approve(revision, editor)


def test_the_database_refuses_an_approval_by_the_author(entry, editor):
    revision = proposed(entry, editor, retitled("Mine"))

    with pytest.raises(IntegrityError, match="approver_is_not_author"), transaction.atomic():
        Revision.objects.filter(pk=revision.pk).update(reviewer=editor)


def test_a_team_of_one_approves_its_own_work_and_it_is_recorded(entry, editor, settings):
    settings.SELF_APPROVAL = True
    revision = proposed(entry, editor, retitled("Mine"))

    approve(revision, editor)

    revision.refresh_from_db()
    assert revision.self_approved


def test_an_analyst_does_not_approve(entry, analyst):
    revision = proposed(entry, analyst, retitled("Mine"))

    with pytest.raises(PermissionDenied):
        approve(revision, make_analyst())


def test_what_was_edited_after_the_review_was_opened_is_not_approved(entry, analyst, editor):
    revision = proposed(entry, analyst, retitled("One"))
    seen = revision.lock
    workflow.submit(proposed(entry, analyst, retitled("Two"), submitted=False), by=analyst)

    with pytest.raises(workflow.Stale, match="changed after you opened it"):
        workflow.approve(revision, by=editor, lock=seen)


def test_a_revision_is_approved_once(entry, analyst, editor):
    revision = proposed(entry, analyst, retitled("One"))
    approve(revision, editor)

    with pytest.raises(workflow.Stale, match="not waiting for a decision"):
        approve(revision, editor)


def test_what_the_gate_refuses_changes_nothing(entry, analyst, editor):
    revision = proposed(entry, analyst, lambda e: make_investment(initiative=e, citations=[]))

    with pytest.raises(workflow.Refused, match="has no citation"):
        approve(revision, editor)

    revision.refresh_from_db()
    assert (revision.state, Investment.objects.filter(initiative=entry).count()) == ("submitted", 1)


def test_a_partner_deleted_meanwhile_refuses_the_approval_with_a_sentence(entry, analyst, editor):
    partner = make_partner()
    revision = proposed(entry, analyst, lambda e: make_participation(initiative=e, partner=partner))
    partner.delete()

    with pytest.raises(workflow.Refused, match="Something it needs is gone"):
        approve(revision, editor)


def test_a_disagreement_about_a_claim_that_goes_is_brought_in_step(entry, analyst, editor):
    claim = entry.investments.get()
    other = make_published_initiative()
    disagreement = make_disagreement(other)
    disagreement.subjects.create(investment=claim)
    workflow.publish(entry, by=None)

    approve(proposed(entry, analyst, lambda e: e.investments.all().delete()), editor)

    assert not disagreement.subjects.filter(investment=claim).exists()
    assert drift() == []


# ── Rejecting, reverting ─────────────────────────────────────────────────────────────────────────


def test_a_rejection_needs_its_reason(entry, analyst, editor):
    revision = proposed(entry, analyst, retitled("Mine"))

    with pytest.raises(workflow.Refused, match="Say why"):
        workflow.reject(revision, by=editor, lock=revision.lock, reason=" ")


def test_what_was_rejected_is_kept_and_taken_up_again(entry, analyst, editor):
    revision = proposed(entry, analyst, retitled("Mine"))
    workflow.reject(revision, by=editor, lock=revision.lock, reason="No source.")

    again = workflow.reopen(revision, by=analyst)

    assert again.document == revision.document


def test_a_revert_is_a_proposal(entry, analyst, editor):
    approve(proposed(entry, analyst, retitled("Mine")), editor)

    revision = workflow.revert(entry, to=1, by=analyst)
    approve(workflow.submit(revision, by=analyst), editor)

    assert titles(entry) == ("39BIS", "39BIS")
    assert entry.version == 3


def test_a_revert_to_what_is_public_is_refused(entry, analyst):
    with pytest.raises(workflow.Refused, match="is what is public now"):
        workflow.revert(entry, to=1, by=analyst)


# ── First publications ───────────────────────────────────────────────────────────────────────────


def draft_of(analyst):
    return make_initiative(title="Draft", created_by=analyst)


def test_a_draft_is_submitted_and_published_by_another(analyst, editor):
    entry = draft_of(analyst)

    version = approve(workflow.submit_draft(entry, by=analyst), editor)

    assert (version.number, titles(entry)) == (1, ("Draft", "Draft"))


def test_a_draft_changed_after_it_was_submitted_is_not_published(analyst, editor):
    entry = draft_of(analyst)
    revision = workflow.submit_draft(entry, by=analyst)
    Initiative.objects.filter(pk=entry.pk).update(title="Other")

    with pytest.raises(workflow.Stale, match="has to be submitted again"):
        approve(revision, editor)


def test_an_editor_does_not_publish_her_own_draft(editor):
    with pytest.raises(workflow.Refused, match="You wrote it"):
        workflow.publish(draft_of(editor), by=editor)


def test_who_changed_a_draft_last_answers_for_it(analyst, editor):
    entry = draft_of(analyst)
    entry.edited_by = editor
    entry.save()

    with pytest.raises(workflow.Refused, match="You wrote it"):
        workflow.publish(entry, by=editor)
    workflow.publish(entry, by=make_editor())

    assert Revision.objects.get(initiative=entry).author == editor


def test_the_datasets_own_publications_have_no_author(entry):
    assert not Revision.objects.filter(initiative=entry).exists()


# ── Withdrawn ────────────────────────────────────────────────────────────────────────────────────


def test_a_revision_of_a_withdrawn_entry_waits(entry, analyst, editor):
    revision = proposed(entry, analyst, retitled("Mine"))
    workflow.withdraw(entry, by=editor, reason="Asked to.")

    with pytest.raises(workflow.Stale, match="is not public at present"):
        approve(revision, editor)

    revision.refresh_from_db()
    assert revision.state == "submitted"


# ── At an hour ───────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def scheduled(entry, analyst, editor):
    revision = proposed(entry, analyst, retitled("Later"))
    approve(revision, editor, publish_at=timezone.now() + timedelta(hours=2))
    return revision


def in_three_hours():
    return timezone.now() + timedelta(hours=3)


def test_nothing_is_public_before_its_hour(entry, scheduled):
    workflow.publish_due()

    assert titles(entry) == ("39BIS", "39BIS")
    published = PublishedInitiative.objects.values_list("document", "words_row__search")
    assert "Later" not in str(published)


def test_what_is_due_is_published_and_the_run_is_told(entry, scheduled):
    run = workflow.publish_due(in_three_hours())

    assert titles(entry) == ("Later", "Later")
    assert (run.published, run.kept_back, DueRun.objects.count()) == (1, 0, 1)


def test_what_went_stale_before_its_hour_is_told_and_not_forced(entry, scheduled):
    Investment.objects.filter(initiative=entry).update(scope_en="by hand")

    run = workflow.publish_due(in_three_hours())

    scheduled.refresh_from_db()
    assert (run.kept_back, titles(entry)) == (1, ("39BIS", "39BIS"))
    assert "merge it first" in scheduled.problem


def test_the_gate_is_asked_again_at_the_hour(entry, scheduled):
    Evidence.objects.filter(initiative=entry, participation__isnull=True).delete()
    workflow.rebase(scheduled, by=scheduled.author)

    assert Revision.objects.due(in_three_hours()).count() == 0


def test_a_first_publication_waits_for_its_hour(analyst, editor):
    entry = draft_of(analyst)
    revision = workflow.submit_draft(entry, by=analyst)
    approve(revision, editor, publish_at=timezone.now() + timedelta(hours=2))
    assert not PublishedInitiative.objects.filter(pk=entry.pk).exists()

    workflow.publish_due(in_three_hours())

    assert PublishedInitiative.objects.filter(pk=entry.pk).exists()


def test_an_approval_with_an_hour_is_asked_of_the_gate_today(entry, analyst, editor):
    revision = proposed(entry, analyst, lambda e: make_investment(initiative=e, citations=[]))

    with pytest.raises(workflow.Refused, match="has no citation"):
        approve(revision, editor, publish_at=in_three_hours())


# ── Verifying ────────────────────────────────────────────────────────────────────────────────────


def test_verifying_moves_its_date_and_no_version(entry, analyst):
    workflow.verify(entry, by=analyst)

    entry.refresh_from_db()
    assert (entry.last_verified_on, entry.version) == (timezone.localdate(), 1)
    assert timezone.localdate().isoformat() in public_document(entry)


def test_verifying_makes_no_base_stale(entry, analyst, editor):
    revision = proposed(entry, analyst, retitled("Mine"))

    workflow.verify(entry, by=editor)
    approve(revision, editor)

    assert entry.versions.count() == 2
