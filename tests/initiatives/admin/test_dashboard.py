"""The first page of the desk: each number is the list behind it, and every list is somewhere."""

from datetime import date, timedelta

import pytest
import time_machine
from django.contrib.admin import site
from django.urls import reverse
from django.utils import timezone

from initiatives.admin.dashboard import GROUPS, QUEUES
from initiatives.models import Initiative, Revision
from initiatives.revisions import workflow

from ...factories import (
    make_analyst,
    make_article,
    make_disagreement,
    make_editor,
    make_initiative,
    make_investment,
    make_published_initiative,
    make_suggestion,
    make_translation,
)
from ...pages import text_of
from ..revisions.proposing import approve, proposed, retitled
from .desk import address


@pytest.fixture
def waiting(editor):
    """One row or more in each queue of the editor, and one beside it."""
    make_article(triage_status="to-read")
    make_article(triage_status="done")
    mine = make_initiative(title="Mine", created_by=editor)
    make_translation(initiative=mine)
    make_initiative(title="Somebody’s", created_by=make_analyst())
    make_investment(initiative=make_initiative(title="Not ready"), citations=[])
    make_initiative(title="Uncited", citations=[])
    make_disagreement(make_published_initiative(title="Public"))
    author, other = make_analyst(), make_editor()
    proposed(make_published_initiative(title="Asked"), author, retitled("New"))
    proposed(make_published_initiative(title="Own"), editor, retitled("Own!"), submitted=False)
    for title, problem in (("At its hour", ""), ("Kept back", "Merge it first.")):
        revision = proposed(make_published_initiative(title=title), author, retitled("Later"))
        approve(revision, other, publish_at=timezone.now() + timedelta(hours=2))
        Revision.objects.filter(pk=revision.pk).update(problem=problem)
    late = make_published_initiative(title="Overtaken")
    make_suggestion(late, assigned_to=editor)
    proposed(late, author, retitled("Late"), submitted=False)
    workflow.publish(late, by=None)


def dashboard(client):
    return client.get(reverse("admin:index"))


@pytest.mark.parametrize("queue", QUEUES, ids=lambda queue: queue.code)
def test_the_number_of_a_queue_is_the_list_behind_it(client, editor, waiting, queue):
    client.force_login(editor)
    shown = next(each for each in dashboard(client).context["queues"] if each["code"] == queue.code)

    listed = client.get(shown["address"]).context["cl"]

    assert shown["count"] > 0
    assert listed.result_count == shown["count"]
    assert {line.address for line in shown["lines"]} <= {
        address(row, "change") for row in listed.result_list
    }


def test_a_queue_holds_what_its_name_says(client, editor, waiting):
    client.force_login(editor)

    queues = {each["code"]: each for each in dashboard(client).context["queues"]}

    titles = {code: {line.title for line in each["lines"]} for code, each in queues.items()}
    assert titles["mine"] == {"Mine"}
    assert titles["without-source"] == {"Uncited"}
    assert queues["recent"]["count"] == 6
    assert titles["ready"] == {"Mine", "Somebody’s"}
    assert titles["waiting"] == {"Asked"}
    assert titles["my-revisions"] == {"Own"}
    assert titles["scheduled"] == {"At its hour"}
    assert titles["kept-back"] == {"Kept back"}
    assert titles["stale"] == {"Overtaken"}


def test_an_empty_desk_says_so_in_words(client, analyst):
    client.force_login(analyst)

    shown = text_of(dashboard(client))

    assert "You have no draft." in shown
    assert "Every article has been read." in shown


def test_the_first_rows_are_shown_and_the_others_counted(client, analyst):
    for _ in range(7):
        make_initiative(created_by=analyst)
    client.force_login(analyst)

    mine = next(each for each in dashboard(client).context["queues"] if each["code"] == "mine")

    assert (mine["count"], len(mine["lines"])) == (7, 5)


@pytest.mark.parametrize("rows", [1, 30])
def test_the_dashboard_runs_the_same_queries_whatever_waits(
    client, analyst, django_assert_max_num_queries, rows
):
    for _ in range(rows):
        make_investment(initiative=make_initiative(created_by=analyst))
        proposed(make_published_initiative(), analyst, retitled("New"))
    client.force_login(analyst)

    with django_assert_max_num_queries(52):
        dashboard(client)


def queue_of(client, code) -> dict:
    return next(each for each in dashboard(client).context["queues"] if each["code"] == code)


# ── Revisions ────────────────────────────────────────────────────────────────────────────────────


def test_a_rejected_revision_comes_back_to_its_author_with_the_reason(client, analyst, editor):
    revision = proposed(make_published_initiative(title="39BIS"), analyst, retitled("New"))
    workflow.reject(revision, by=editor, lock=revision.lock, reason="No source says so.")
    client.force_login(analyst)

    [line] = queue_of(client, "my-revisions")["lines"]

    assert (line.title, line.who) == ("39BIS", "rejected: No source says so.")


def test_a_rejected_revision_that_was_taken_up_again_is_in_progress_once(client, analyst, editor):
    revision = proposed(make_published_initiative(), analyst, retitled("New"))
    workflow.reject(revision, by=editor, lock=revision.lock, reason="No source says so.")
    workflow.reopen(revision, by=analyst)
    client.force_login(analyst)

    [line] = queue_of(client, "my-revisions")["lines"]

    assert line.who == "in progress"


def test_a_revision_kept_back_tells_its_author_why(client, analyst, editor):
    entry = make_published_initiative()
    revision = proposed(entry, analyst, retitled("Later"))
    approve(revision, editor, publish_at=timezone.now() + timedelta(hours=1))
    workflow.publish(entry, by=None)
    workflow.publish_due(timezone.now() + timedelta(hours=2))
    client.force_login(analyst)

    [line] = queue_of(client, "my-revisions")["lines"]

    assert line.who.startswith("kept back at its hour: The entry has changed since")


def test_nothing_waits_for_the_decision_of_an_analyst(client, analyst, waiting):
    client.force_login(analyst)

    assert queue_of(client, "waiting")["count"] == 0


def test_what_the_user_was_asked_by_name_comes_first(client, analyst, editor):
    proposed(make_published_initiative(title="Anybody’s"), analyst, retitled("New"))
    asked = proposed(make_published_initiative(title="Hers"), analyst, retitled("New"))
    workflow.assign(asked, by=analyst, to=editor, due_on=timezone.localdate())
    client.force_login(editor)

    queue = queue_of(client, "waiting")
    listed = client.get(queue["address"]).context["cl"].result_list

    assert [line.title for line in queue["lines"]] == ["Hers", "Anybody’s"]
    assert [str(row.initiative) for row in listed] == ["Hers", "Anybody’s"]


# ── Ageing entries ───────────────────────────────────────────────────────────────────────────────


def test_entries_age_by_the_day_they_were_verified_on_the_oldest_first(client, analyst, settings):
    settings.AGEING_MONTHS = 12
    for title, day in (("Fresh", date(2026, 2, 28)), ("Old", date(2026, 2, 27)), ("Never", None)):
        entry = make_published_initiative(title=title)
        Initiative.objects.filter(pk=entry.pk).update(last_verified_on=day)
    client.force_login(analyst)

    with time_machine.travel("2027-02-28 12:00Z", tick=False):
        client.force_login(analyst)
        queue = queue_of(client, "ageing")

    assert [(line.title, line.who) for line in queue["lines"]] == [
        ("Never", "never verified"),
        ("Old", "verified on 27 February 2026"),
    ]


# ── What is due ──────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def at_noon(analyst, editor):
    """A revision approved at ten for noon."""
    with time_machine.travel("2026-12-04 10:00Z"):
        revision = proposed(make_published_initiative(), analyst, retitled("Later"))
        approve(revision, editor, publish_at=timezone.now() + timedelta(hours=2))
        workflow.publish_due()
    return revision


def timer_at(client, user, hour):
    with time_machine.travel(f"2026-12-04 {hour}Z", tick=False):
        client.force_login(user)
        return dashboard(client).context["timer"]


def test_what_is_due_and_when_it_last_ran_is_told(client, analyst, at_noon):
    timer = timer_at(client, analyst, "12:05")

    assert timer.sentence == "1 revision is due. Last run 2\xa0hours ago."


def test_a_timer_that_does_not_run_is_a_warning(client, analyst, at_noon):
    assert timer_at(client, analyst, "12:05").is_late


def test_nothing_due_is_no_warning(client, analyst, at_noon):
    timer = timer_at(client, analyst, "11:30")

    assert (timer.is_late, timer.sentence[:15]) == (False, "Nothing is due.")


def test_what_is_due_and_looked_at_lately_is_no_warning(client, analyst, at_noon):
    with time_machine.travel("2026-12-04 11:58Z"):
        workflow.publish_due()

    assert not timer_at(client, analyst, "12:05").is_late


def test_every_list_of_the_desk_has_its_group():
    named = {name for group in GROUPS for name in group.models}

    assert {model.__name__ for model in site._registry} == named
