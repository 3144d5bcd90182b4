"""The chain: made at commit and not before, one for all, and what tampering with it shows."""

from threading import Thread

import pytest
from django.db import IntegrityError, connection, transaction

from sources.audit import check_constraints_now
from sources.audit.chain import Head, verify
from sources.models import AuditSeal, Publisher
from tests.factories import make_publisher

from .sealing import can_seal, seal, somebody_else, tamper

COMMITS = 15


@pytest.fixture
def three_events(db):
    """Three publishers on record, sealed as 1, 2 and 3: the numbers of their events."""
    for name in ("Le Monde", "Les Échos", "Libération"):
        make_publisher(name=name)
    seal()
    return list(AuditSeal.objects.order_by("seq").values_list("event_id", flat=True))


# ── When seals are made


def test_a_sandbox_leaves_no_event_and_no_seal_and_holds_no_lock(db):
    with transaction.atomic():
        make_publisher()
        check_constraints_now()
        with somebody_else() as other:
            assert can_seal(other)
        transaction.set_rollback(True)
    seal()

    assert verify().events == 0
    with somebody_else() as other:
        assert can_seal(other)


def test_the_lock_is_held_from_the_first_seal(db):
    make_publisher()
    seal()

    with somebody_else() as other:
        assert not can_seal(other)


def test_rules_that_wait_for_commit_are_checked_before_it(db):
    make_publisher()
    Publisher.objects.update(parent_id=0)

    with pytest.raises(IntegrityError, match="violates foreign key"), transaction.atomic():
        check_constraints_now()

    Publisher.objects.update(parent_id=None)


def test_checking_before_commit_is_one_statement(db, django_assert_num_queries):
    check_constraints_now()

    with django_assert_num_queries(1):
        check_constraints_now()


def test_two_who_commit_at_once_make_one_chain(transactional_db):
    def commit():
        try:
            for _ in range(COMMITS):
                with transaction.atomic():
                    make_publisher()
                    make_publisher()
        finally:
            connection.close()

    threads = [Thread(target=commit) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    verdict = verify()
    assert verdict.broken is None
    assert verdict.head.seq == verdict.events == 2 * 2 * COMMITS


# ── What verifying finds


def test_an_untouched_chain_verifies(three_events):
    verdict = verify()

    assert (verdict.events, verdict.broken) == (3, None)
    assert verdict.head == Head(3, AuditSeal.objects.get(seq=3).hash)


def test_the_time_zone_of_the_session_makes_no_difference(three_events):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL timezone = 'Pacific/Auckland'")

    assert verify().broken is None


def test_a_column_added_to_an_event_table_makes_no_difference(three_events):
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE sources_publisherevent ADD COLUMN later varchar NULL")

    assert verify().broken is None


def test_a_changed_event_is_named(three_events):
    tamper("UPDATE sources_publisherevent SET name = 'x' WHERE pgh_id = %s", three_events[1])

    assert verify().broken == (
        f"Event {three_events[1]} in sources_publisherevent was changed after it was sealed as "
        "number 2."
    )


def test_a_changed_reason_is_named(three_events):
    tamper(
        "UPDATE sources_publisherevent SET pgh_context = '{\"user\": 1}' WHERE pgh_id = %s",
        three_events[2],
    )

    assert verify().broken.startswith(f"Event {three_events[2]} in sources_publisherevent was")


def test_a_deleted_event_is_named(three_events):
    tamper("DELETE FROM sources_publisherevent WHERE pgh_id = %s", three_events[1])

    assert verify().broken == (
        f"Event {three_events[1]} in sources_publisherevent is missing: seal 2 says it was there."
    )


def test_an_event_put_in_beside_the_chain_is_named(three_events):
    tamper(
        "INSERT INTO sources_publisherevent (pgh_created_at, pgh_label, id, name)"
        " VALUES (now(), 'insert', 99, 'x')"
    )

    assert "has no seal" in verify().broken


def test_an_event_deleted_with_its_seal_leaves_a_gap(three_events):
    tamper("DELETE FROM sources_publisherevent WHERE pgh_id = %s", three_events[1])
    tamper("DELETE FROM sources_auditseal WHERE seq = 2")

    assert verify().broken == (
        f"Seal 3 of event {three_events[2]} in sources_publisherevent does not follow the one "
        "before it: seals are missing."
    )


def test_a_seal_written_anew_for_a_changed_event_breaks_the_chain(three_events):
    tamper("UPDATE sources_publisherevent SET name = 'x' WHERE pgh_id = %s", three_events[0])
    tamper(
        "UPDATE sources_auditseal SET digest = audit_digest(event), hash = audit_hash("
        "'', seq, sealed_at, event_table, event_id, audit_digest(event))"
        " FROM sources_publisherevent event WHERE seq = 1 AND pgh_id = event_id"
    )

    assert verify().broken.startswith("Seal 2 of event")


def test_a_chain_without_its_tail_is_found_by_a_head_that_was_noted(three_events):
    noted = verify().head
    tamper("DELETE FROM sources_publisherevent WHERE pgh_id = %s", three_events[2])
    tamper("DELETE FROM sources_auditseal WHERE seq = 3")

    assert verify().broken is None
    assert "lacks the published hash of seal 3" in verify([noted]).broken


def test_a_trigger_that_was_switched_off_is_named(three_events):
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE sources_publisher DISABLE TRIGGER USER")

    assert "on sources_publisher is off" in verify().broken


def test_verifying_takes_as_many_queries_for_many_events_as_for_few(
    three_events, django_assert_num_queries
):
    for _ in range(20):
        make_publisher()
    seal()

    with django_assert_num_queries(3):
        verify()
