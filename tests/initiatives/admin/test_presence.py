"""Who else has the form of an entry open."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from initiatives.models import Initiative, Presence, Revision

from ...factories import make_analyst, make_initiative, make_published_initiative
from ...pages import text_of
from ..revisions.proposing import proposed, retitled
from .desk import address, errors, said, typed

OPEN_SINCE = "Marie Dupont has this entry open since"


@pytest.fixture
def marie(db):
    return make_analyst(first_name="Marie", last_name="Dupont")


@pytest.fixture
def draft(db):
    return make_initiative()


def opened(client, entry, user):
    client.force_login(user)
    return client.get(address(entry, "change"))


def test_somebody_who_has_it_open_is_named(client, draft, marie, analyst):
    opened(client, draft, marie)

    assert OPEN_SINCE in text_of(opened(client, draft, analyst))


def test_nobody_is_told_of_herself(client, draft, marie):
    opened(client, draft, marie)

    assert OPEN_SINCE not in text_of(opened(client, draft, marie))


def test_the_form_of_a_published_entry_tells_it_too(client, marie, analyst):
    entry = make_published_initiative()
    proposed(entry, marie, retitled("Renamed"))
    opened(client, entry, marie)  # drawn in a sandbox, which undoes what it writes

    assert OPEN_SINCE in text_of(opened(client, entry, analyst))


def test_after_two_minutes_without_a_sign_nobody_is_there(client, draft, marie, analyst):
    opened(client, draft, marie)

    with time_machine.travel(timezone.now() + timedelta(minutes=2, seconds=1)):
        assert OPEN_SINCE not in text_of(opened(client, draft, analyst))
        assert not Presence.objects.filter(user=marie).exists()


def test_a_sign_keeps_somebody_there_and_says_who_else_is(client, draft, marie, analyst):
    opened(client, draft, marie)
    opened(client, draft, analyst)
    start = Presence.objects.get(user=analyst).opened_at

    with time_machine.travel(timezone.now() + timedelta(minutes=1, seconds=30)):
        answer = client.post(address(draft, "presence"))
        row = Presence.objects.get(user=analyst)

    assert answer.json()["notice"].startswith(OPEN_SINCE)
    assert row.opened_at == start < row.seen_at


def test_several_are_named_in_one_sentence(client, draft, marie, analyst):
    opened(client, draft, marie)
    opened(client, draft, make_analyst(username="paul"))

    page = text_of(opened(client, draft, analyst))

    assert "Marie Dupont (since " in page
    assert "paul (since " in page


def test_looking_does_not_make_anybodys_form_stale(client, draft, marie, analyst):
    form = opened(client, draft, marie)
    opened(client, draft, analyst)
    client.force_login(marie)

    response = client.post(address(draft, "change"), typed(form) | {"title": "Renamed"})

    assert response.status_code == 302
    assert Initiative.objects.get(pk=draft.pk).title == "Renamed"


def test_a_refused_save_still_says_who_else_is_there(client, draft, marie, analyst):
    opened(client, draft, marie)
    form = opened(client, draft, analyst)

    response = client.post(address(draft, "change"), typed(form) | {"title": ""})

    assert errors(response)
    assert OPEN_SINCE in text_of(response)


def test_it_costs_the_form_one_query_and_the_lists_none(client, draft, analyst):
    opened(client, draft, analyst)

    with CaptureQueriesContext(connection) as of_form:
        client.get(address(draft, "change"))
    with CaptureQueriesContext(connection) as of_list:
        client.get(address(Initiative, "changelist"))

    asked = [[each["sql"] for each in queries] for queries in (of_form, of_list)]
    assert [sum("initiatives_presence" in sql for sql in every) for every in asked] == [1, 0]


def test_a_draft_somebody_looks_at_can_be_deleted(client, draft, marie, analyst):
    opened(client, draft, marie)
    client.force_login(analyst)

    response = client.post(address(draft, "delete"), {"post": "yes"}, follow=True)

    assert "deleted" in said(response)
    assert not Initiative.objects.filter(pk=draft.pk).exists()


@pytest.mark.parametrize("key", ["0", "99999999999999999999", "nonsense"])
def test_an_entry_that_is_not_there_leaves_no_trace(client, analyst, key):
    client.force_login(analyst)

    client.get(f"/admin/initiatives/initiative/{key}/change/")

    assert not Presence.objects.exists()
    assert not Revision.objects.exists()


def test_the_sign_of_an_impossible_key_is_no_error(client, analyst):
    client.force_login(analyst)

    answer = client.post("/admin/initiatives/initiative/99999999999999999999/presence/")

    assert answer.status_code == 404
