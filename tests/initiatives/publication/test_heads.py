"""The audit's head of each day: published once the day is over, and what verifying makes of it."""

import datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from initiatives.models import PublishedAuditHead
from initiatives.publication.heads import publish_heads
from initiatives.revisions import workflow
from sources.models import AuditSeal
from tests.factories import make_editor, make_initiative, make_publisher
from tests.sources.audit.sealing import seal, tamper

pytestmark = pytest.mark.django_db

NOON = datetime.datetime(2026, 3, 12, 12, tzinfo=datetime.UTC)


def sealed_on(*days: int):
    """An event sealed at noon of each day of March 2026."""
    for day in days:
        make_publisher()
        seal()
        tamper(
            "UPDATE sources_auditseal SET sealed_at = %s"
            " WHERE seq = (SELECT max(seq) FROM sources_auditseal)",
            NOON.replace(day=day),
        )


def verified(*arguments) -> str:
    out = StringIO()
    call_command("verify_audit", *arguments, stdout=out)
    return out.getvalue().strip()


def noted_head() -> PublishedAuditHead:
    """The chain's head as it is now, as if it had been published yesterday."""
    last = AuditSeal.objects.latest("seq")
    return PublishedAuditHead.objects.create(
        day=NOON.date(), seq=last.seq, hash=last.hash, events=last.seq
    )


def test_each_day_that_is_over_gets_its_last_hash_and_its_number_of_events():
    sealed_on(10, 10, 12)

    assert publish_heads() == 2

    heads = PublishedAuditHead.objects.order_by("day").values_list("day", "seq", "events", "hash")
    assert list(heads) == [
        (datetime.date(2026, 3, 10), 2, 2, AuditSeal.objects.get(seq=2).hash),
        (datetime.date(2026, 3, 12), 3, 1, AuditSeal.objects.get(seq=3).hash),
    ]


def test_today_has_no_head_yet():
    make_publisher()
    seal()

    assert publish_heads() == 0


def test_a_day_is_published_once(django_assert_num_queries):
    sealed_on(10)
    publish_heads()

    with django_assert_num_queries(1):
        assert publish_heads() == 0


def test_days_go_on_from_the_last_that_was_published():
    sealed_on(10)
    publish_heads()
    sealed_on(11, 11)

    call_command("publish_audit_head", stdout=StringIO())

    assert PublishedAuditHead.objects.get(day="2026-03-11").events == 2


def test_a_publication_publishes_the_heads_that_are_due(django_capture_on_commit_callbacks):
    sealed_on(10)

    with django_capture_on_commit_callbacks(execute=True):
        workflow.publish(make_initiative(), by=make_editor())

    assert PublishedAuditHead.objects.filter(day="2026-03-10").exists()


# ── manage.py verify_audit


def test_the_command_says_how_many_events_there_are_and_the_head():
    make_publisher()
    seal()

    assert verified() == f"OK: 1 events, head 1:{AuditSeal.objects.get().hash}"


def test_the_command_is_content_with_nothing():
    assert verified() == "OK: nothing has been recorded yet."


def test_the_command_fails_with_the_broken_row():
    make_publisher()
    seal()
    tamper("UPDATE sources_publisherevent SET name = 'x'")

    with pytest.raises(CommandError, match="in sources_publisherevent was changed"):
        verified()


def test_the_command_finds_a_tail_cut_off_after_its_head_was_published():
    make_publisher()
    make_publisher()
    seal()
    noted_head()
    tamper("DELETE FROM sources_publisherevent")
    tamper("DELETE FROM sources_auditseal")

    with pytest.raises(CommandError, match="lacks the published hash of seal 2"):
        verified()


def test_the_command_takes_heads_that_were_noted_elsewhere():
    make_publisher()
    seal()
    known = AuditSeal.objects.get().hash

    assert verified("--head", f"1:{known}").startswith("OK")
    with pytest.raises(CommandError, match="lacks the published hash"):
        verified("--head", f"1:{known[::-1]}")
    with pytest.raises(CommandError, match="number:hash"):
        verified("--head", known)
