"""Cursors: made by the API, refused from anybody else."""

import base64
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from initiatives.publication.models import PublishedInitiative, PublishedInvestment
from initiatives.publication.reading import NotACursor, by_day, by_moment, by_text, read_cursor

from .asking import ask, make_rows

AT = "2026-01-01 00:00:00+00"


def encoded(value) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "cursor",
    [
        "zzz",
        "é",
        "%00",
        "a" * 3000,
        encoded("text"),
        encoded([]),
        encoded(["-published_at", 0, AT]),
        encoded(["-published_at", 2, AT, "1"]),
        encoded(["-published_at", 0, "yesterday", "1"]),
        encoded(["-published_at", 0, "2026-01-01 00:00:00", "1"]),
        encoded(["-published_at", 0, None, "1"]),
        encoded(["-published_at", 0, AT, "-1"]),
        encoded(["-published_at", 0, AT, str(2**63)]),
        encoded(["-published_at", 0, AT, 1]),
        encoded(["-published_at", [], AT, "1"]),
        encoded(["title", 0, "a", "1"]),
    ],
)
def test_what_is_not_a_cursor_of_this_list_is_refused(client, cursor):
    problem = ask(client, "initiatives/", status=400, cursor=cursor)

    assert problem["parameter"] == "cursor"


@pytest.mark.django_db
@pytest.mark.parametrize("title", ["\0", "\ud800", "a" * 1001])
def test_a_cursor_with_text_no_title_can_be_is_refused(client, title):
    cursor = encoded(["title", 0, title, "1"])

    assert ask(client, "initiatives/", status=400, ordering="title", cursor=cursor)


@pytest.mark.django_db
def test_a_cursor_of_another_order_is_refused(client):
    make_rows({}, {})
    cursor = ask(client, "initiatives/", page_size=1)["next"].partition("cursor=")[2]

    assert ask(client, "initiatives/", status=400, ordering="title", cursor=cursor)


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), st.lists, max_leaves=6))
def test_a_made_up_cursor_never_gets_further_than_being_refused(value):
    for model, order in [
        (PublishedInitiative, by_moment("published_at")),
        (PublishedInvestment, by_day("date_latest")),
        (PublishedInitiative, by_text("sort_title")),
    ]:
        for cursor in (encoded(value), encoded(["o", 0, value, "1"]), encoded(["o", 0, AT, value])):
            try:
                position = read_cursor(cursor, model, "o", order)
            except NotACursor:
                continue
            assert position.pk is not None
