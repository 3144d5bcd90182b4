"""What is due: by the command of the timer, and in passing when a page of the desk is opened."""

from datetime import timedelta

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from initiatives.models import DueRun, Investment
from initiatives.revisions import due, workflow
from tests.factories import make_published_initiative

from .proposing import approve, proposed, retitled


@pytest.fixture
def entry(db):
    return make_published_initiative(title="39BIS")


@pytest.fixture
def at_noon(entry, analyst, editor):
    with time_machine.travel("2026-12-04 10:00Z"):
        revision = proposed(entry, analyst, retitled("Later"))
        approve(revision, editor, publish_at=timezone.now() + timedelta(hours=2))
    return revision


@pytest.fixture
def in_passing(settings, monkeypatch):
    settings.PUBLISH_DUE_EVERY = 60
    monkeypatch.setattr(due, "_next_look", 0.0)  # another test may have looked just now


def title(entry) -> str:
    entry.refresh_from_db()
    return entry.title


def say(capsys) -> str:
    call_command("publish_due")
    return capsys.readouterr().out


# ── The command ──────────────────────────────────────────────────────────────────────────────────


def test_the_command_publishes_what_is_due_and_counts_it(entry, at_noon, capsys):
    with time_machine.travel("2026-12-04 12:01Z"):
        assert say(capsys) == "1 published, 0 kept back.\n"

    assert title(entry) == "Later"


def test_the_command_publishes_nothing_before_its_hour(entry, at_noon, capsys):
    with time_machine.travel("2026-12-04 11:59Z"):
        assert say(capsys) == "0 published, 0 kept back.\n"

    assert title(entry) == "39BIS"


def test_the_command_names_what_is_kept_back_with_its_reason(entry, at_noon, capsys):
    Investment.objects.filter(initiative=entry).update(scope_en="by hand")

    with time_machine.travel("2026-12-04 12:01Z"):
        words = say(capsys)

    assert words.startswith("0 published, 1 kept back.\n  “39BIS”, by ")
    assert "due 2026-12-04T12:00+00:00: The entry has changed since this was approved" in words


def test_the_command_refuses_a_loop_without_a_pause(db):
    with pytest.raises(CommandError, match="at least 1"):
        call_command("publish_due", loop=0)


# ── In passing ───────────────────────────────────────────────────────────────────────────────────


def open_the_desk(client, user, at):
    with time_machine.travel(at):
        client.force_login(user)
        return client.get(reverse("admin:index"))


def test_opening_the_desk_publishes_what_is_due_before_the_page_is_drawn(
    client, analyst, entry, at_noon, in_passing
):
    page = open_the_desk(client, analyst, "2026-12-04 12:05Z")

    assert title(entry) == "Later"
    assert page.context["timer"].sentence == "Nothing is due. Last run a moment ago."


def test_opening_the_desk_publishes_nothing_before_its_hour(
    client, analyst, entry, at_noon, in_passing
):
    open_the_desk(client, analyst, "2026-12-04 11:55Z")

    assert (title(entry), DueRun.objects.count()) == ("39BIS", 0)


def test_a_process_looks_once_a_minute(entry, at_noon, in_passing, db):
    with time_machine.travel("2026-12-04 11:55Z"), CaptureQueriesContext(connection) as queries:
        due.publish_in_passing()
        due.publish_in_passing()

    assert len(queries) == 1


def test_whoever_is_not_logged_in_publishes_nothing(client, entry, at_noon, in_passing):
    with time_machine.travel("2026-12-04 12:05Z"):
        client.get(reverse("admin:index"))

    assert title(entry) == "39BIS"


def test_zero_seconds_leave_it_to_the_timer(client, analyst, entry, at_noon, settings):
    settings.PUBLISH_DUE_EVERY = 0

    open_the_desk(client, analyst, "2026-12-04 12:05Z")

    assert title(entry) == "39BIS"


def test_the_page_comes_whatever_goes_wrong(
    client, analyst, entry, at_noon, in_passing, monkeypatch, caplog
):
    def broken():
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(workflow, "publish_due", broken)

    page = open_the_desk(client, analyst, "2026-12-04 12:05Z")

    assert page.status_code == 200
    assert "What is due could not be published." in caplog.text
