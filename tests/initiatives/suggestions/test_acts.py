"""What the desk does with a suggestion, and how long it knows who sent it."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.utils import timezone

from initiatives.models import SuggestionSender
from initiatives.revisions.workflow import Refused
from initiatives.suggestions import acts
from tests.factories import make_published_initiative, make_suggestion, make_user
from tests.initiatives.revisions.proposing import proposed, retitled

pytestmark = pytest.mark.django_db


def events(suggestion):
    model = apps.get_model("initiatives.SuggestionEvent")
    return model.objects.filter(id=suggestion.pk).order_by("pgh_id")


def recorded(suggestion, column: str) -> list:
    return list(events(suggestion).values_list(column, flat=True))


def test_who_takes_it_up_works_on_it(analyst):
    suggestion = make_suggestion()

    acts.take_up(suggestion, by=analyst)

    suggestion.refresh_from_db()
    assert (suggestion.state, suggestion.assigned_to) == ("taken-up", analyst)
    assert suggestion.decided_by == analyst


def test_the_proposal_that_came_of_it_is_kept_with_it(analyst):
    entry = make_published_initiative()
    suggestion = make_suggestion(entry)
    revision = proposed(entry, analyst, retitled("Renamed"))

    acts.take_up(suggestion, by=analyst, revision=revision)

    assert revision.suggestions.get() == suggestion


def test_a_proposal_for_another_entry_did_not_come_of_it(analyst):
    revision = proposed(make_published_initiative(), analyst, retitled("Renamed"))

    with pytest.raises(Refused, match="another entry"):
        acts.take_up(make_suggestion(), by=analyst, revision=revision)


def test_declining_needs_its_reason(analyst):
    with pytest.raises(Refused, match="why"):
        acts.decline(make_suggestion(), by=analyst, reason=" ")


def test_what_was_decided_can_be_answered_again(analyst):
    suggestion = make_suggestion()
    acts.decline(suggestion, by=analyst, reason="No source says so.")

    acts.reopen(suggestion, by=analyst)

    suggestion.refresh_from_db()
    assert (suggestion.state, suggestion.decision, suggestion.decided_at) == ("new", "", None)


@pytest.mark.parametrize("act", [acts.take_up, acts.mark_as_spam, acts.reopen])
def test_only_people_of_the_desk_answer(act):
    with pytest.raises(PermissionDenied):
        act(make_suggestion(), by=make_user())


def test_it_is_given_to_people_of_the_desk(analyst, editor):
    suggestion = make_suggestion()

    acts.assign(suggestion, by=analyst, to=editor)

    with pytest.raises(Refused, match="choose somebody else"):
        acts.assign(suggestion, by=analyst, to=make_user())
    suggestion.refresh_from_db()
    assert suggestion.assigned_to == editor


def test_each_act_is_recorded_with_who_did_it(analyst):
    suggestion = make_suggestion()

    acts.decline(suggestion, by=analyst, reason="No source says so.")

    assert recorded(suggestion, "state") == ["new", "declined"]
    why = recorded(suggestion, "pgh_context")[-1]
    assert (why["act"], why["user"]) == ("decline a suggestion", analyst.pk)


# ── Who sent it ──────────────────────────────────────────────────────────────────────────────────


def test_an_editor_erases_the_sender_in_one_recorded_act(editor):
    suggestion = make_suggestion()

    acts.erase_sender(suggestion, by=editor)

    assert not SuggestionSender.objects.exists()
    assert recorded(suggestion, "pgh_context")[-1]["act"] == "erase the sender of a suggestion"
    suggestion.refresh_from_db()
    assert suggestion.sender_erased_at is not None
    assert suggestion.body == "The lab is in Gentilly."


def test_an_analyst_does_not(analyst):
    with pytest.raises(PermissionDenied):
        acts.erase_sender(make_suggestion(), by=analyst)


def test_the_audit_never_knew_the_sender(editor):
    suggestion = make_suggestion(name="kanarienvogel", email="kanarienvogel@example.org")
    acts.mark_as_spam(suggestion, by=editor)

    assert "kanarienvogel" not in str(list(events(suggestion).values()))


def test_old_senders_are_forgotten_by_the_command_and_recent_ones_kept(capsys):
    old = make_suggestion(sent_at=timezone.now() - timedelta(days=181))
    recent = make_suggestion(sent_at=timezone.now() - timedelta(days=179))

    call_command("purge_suggestions")
    call_command("purge_suggestions")

    assert capsys.readouterr().out == "Senders erased: 1.\nSenders erased: 0.\n"
    assert list(SuggestionSender.objects.values_list("pk", flat=True)) == [recent.pk]
    old.refresh_from_db()
    assert old.sender_erased_at is not None
