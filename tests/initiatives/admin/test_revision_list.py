"""The list of revisions: where each stands, and what is done to several at once."""

from datetime import timedelta

import pytest
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.utils import timezone

from initiatives.models import Initiative, Revision
from initiatives.revisions import workflow

from ...factories import make_analyst, make_initiative, make_investment, make_published_initiative
from ...pages import text_of
from ..revisions.proposing import approve, proposed, retitled
from .desk import address, said


@pytest.fixture
def entry(db):
    return make_published_initiative(title="39BIS")


def act(client, action, *rows, **data):
    model = type(rows[0])
    chosen = {"action": action, ACTION_CHECKBOX_NAME: [row.pk for row in rows]}
    return client.post(address(model, "changelist"), {**chosen, **data}, follow=True)


def confirmed(client, *rows):
    """Approve as a person does: from the page that shows what would become public."""
    shown = act(client, "approve", *rows).context["rows"]
    locks = {f"lock-{row.pk}": row.lock for row in shown}
    return lambda: act(client, "approve", *rows, confirmed="yes", **locks)


def state(row) -> str:
    row.refresh_from_db()
    return row.state


# ── What the list says ───────────────────────────────────────────────────────────────────────────


def listed(client, user) -> str:
    client.force_login(user)
    return text_of(client.get(address(Revision, "changelist")), "result_list")


def test_the_list_says_which_version_a_revision_starts_from(client, analyst, entry):
    proposed(entry, analyst, retitled("New"))

    assert "version 1" in listed(client, analyst)


def test_the_list_says_that_a_base_is_stale(client, analyst, entry):
    proposed(entry, analyst, retitled("New"))
    workflow.publish(entry, by=None)

    assert "stale: the entry is at version 2" in listed(client, analyst)


def test_the_list_says_that_a_draft_was_changed_after_it_was_submitted(client, analyst):
    draft = make_initiative()
    workflow.submit_draft(draft, by=analyst)
    draft.title = "Another"
    draft.save()

    assert "stale: its rows were changed since" in listed(client, analyst)


def test_the_list_gives_the_reason_of_a_rejection(client, analyst, editor, entry):
    revision = proposed(entry, analyst, retitled("New"))
    workflow.reject(revision, by=editor, lock=revision.lock, reason="No source says so.")

    assert "No source says so." in listed(client, analyst)


def test_the_list_gives_the_hour_of_what_is_approved(client, analyst, editor, entry):
    hour = timezone.now().replace(hour=14, minute=30) + timedelta(days=1)
    approve(proposed(entry, analyst, retitled("New")), editor, publish_at=hour)

    assert "at 14:30" in listed(client, analyst)


# ── Submitting ───────────────────────────────────────────────────────────────────────────────────


def test_own_proposals_are_submitted_and_the_others_refused_with_their_reason(
    client, analyst, entry
):
    own = proposed(entry, analyst, retitled("Mine"), submitted=False)
    other = proposed(entry, make_analyst(), retitled("Theirs"), submitted=False)
    client.force_login(analyst)

    response = act(client, "submit", own, other)

    assert (state(own), state(other)) == ("submitted", "draft")
    assert "Only its author may do that with a revision." in said(response)


def test_drafts_are_submitted_from_the_list_of_entries(client, analyst, entry):
    draft = make_initiative(created_by=analyst)
    client.force_login(analyst)

    response = act(client, "submit", draft, entry)

    assert Revision.objects.get(initiative=draft).state == "submitted"
    assert "Only an entry that is not public is submitted as a whole." in said(response)


# ── Assigning ────────────────────────────────────────────────────────────────────────────────────


def test_revisions_are_assigned_to_a_named_person_by_a_day(client, analyst, editor, entry):
    revision = proposed(entry, analyst, retitled("New"))
    client.force_login(editor)
    asked = act(client, "assign", revision)
    day = timezone.localdate() + timedelta(days=2)

    act(client, "assign", revision, to=editor.pk, due_on=day)

    revision.refresh_from_db()
    assert "Whom to ask" in text_of(asked)
    assert (revision.assigned_to, revision.due_on) == (editor, day)


def test_a_day_that_has_passed_is_refused_with_its_reason(client, analyst, editor, entry):
    revision = proposed(entry, analyst, retitled("New"))
    client.force_login(editor)

    response = act(client, "assign", revision, to=editor.pk, due_on="2020-01-01")

    revision.refresh_from_db()
    assert "The day has passed" in said(response)
    assert revision.assigned_to is None


# ── Approving ────────────────────────────────────────────────────────────────────────────────────


def test_revisions_are_approved_after_they_were_shown(client, analyst, editor, entry):
    revision = proposed(entry, analyst, retitled("New"))
    client.force_login(editor)

    press = confirmed(client, revision)
    before = state(revision)
    press()

    assert (before, state(revision)) == ("submitted", "published")


def test_what_cannot_be_approved_is_listed_with_its_reasons(client, analyst, editor, entry):
    good = proposed(entry, analyst, retitled("New"))
    own = proposed(make_published_initiative(), editor, retitled("Mine"))
    bare = proposed(
        make_published_initiative(),
        analyst,
        lambda e: make_investment(initiative=e, citations=[]),
    )
    client.force_login(editor)

    response = confirmed(client, good, own, bare)()

    assert [state(each) for each in (good, own, bare)] == ["published", "submitted", "submitted"]
    assert "It is your own work" in said(response)
    assert "Investment of EUR 500,000 has no citation." in said(response)


def test_what_was_saved_after_it_was_shown_is_not_approved(client, analyst, editor, entry):
    revision = proposed(entry, analyst, retitled("One"))
    client.force_login(editor)
    press = confirmed(client, revision)
    workflow.submit(proposed(entry, analyst, retitled("Two"), submitted=False), by=analyst)

    response = press()

    assert "It was changed after you opened it" in said(response)
    assert state(revision) == "submitted"


def test_what_waits_for_its_hour_is_not_published_before_it_by_the_action(
    client, analyst, editor, entry
):
    revision = proposed(entry, analyst, retitled("Later"))
    approve(revision, editor, publish_at=timezone.now() + timedelta(hours=2))
    client.force_login(editor)

    response = confirmed(client, revision)()

    assert "waits for its hour" in said(response)
    assert Initiative.objects.get(pk=entry.pk).title == "39BIS"


# ── Who may ──────────────────────────────────────────────────────────────────────────────────────


def test_an_analyst_is_offered_to_submit_alone(client, analyst, entry):
    proposed(entry, analyst, retitled("New"))
    client.force_login(analyst)

    page = client.get(address(Revision, "changelist"))

    offered = {value for value, _label in page.context["action_form"].fields["action"].choices}
    assert offered == {"", "submit"}


@pytest.mark.parametrize("action", ["assign", "approve"])
def test_an_analyst_does_not_do_what_editors_do(client, analyst, editor, entry, action):
    revision = proposed(entry, make_analyst(), retitled("New"))
    client.force_login(analyst)
    data = {"to": editor.pk, "confirmed": "yes", f"lock-{revision.pk}": revision.lock}

    act(client, action, revision, **data)

    revision.refresh_from_db()
    assert (revision.state, revision.assigned_to) == ("submitted", None)
