"""Readers' suggestions on the desk: the queue, the page of one, and its answers."""

import pytest

from initiatives.suggestions import acts
from tests.factories import (
    make_article,
    make_partner,
    make_published_initiative,
    make_suggestion,
)
from tests.initiatives.admin.desk import address, said
from tests.pages import text_of

pytestmark = pytest.mark.django_db


def test_the_dashboard_counts_those_without_an_answer(client, analyst):
    entry = make_published_initiative(title="39BIS")
    make_suggestion(entry, about_words="Budget")
    acts.mark_as_spam(make_suggestion(entry), by=analyst)
    client.force_login(analyst)

    page = client.get("/admin/")

    queue = next(each for each in page.context["queues"] if each["code"] == "suggested")
    assert queue["count"] == 1
    assert [(line.title, line.who) for line in queue["lines"]] == [("39BIS", "Budget")]


def test_its_page_shows_what_was_said_and_leads_to_the_work(client, analyst):
    entry = make_published_initiative(slug="lab")
    suggestion = make_suggestion(
        entry, about="glance", about_words="At a glance", source_url="https://example.org/a"
    )
    client.force_login(analyst)

    response = client.get(address(suggestion, "change"))
    page = response.content.decode()

    assert "About: At a glance" in text_of(response)
    assert "marie@example.org" in page
    assert f'href="{address(entry, "change")}"' in page
    assert 'href="/en/initiatives/lab/#glance"' in page
    assert 'href="https://example.org/a" rel="noopener noreferrer nofollow"' in page


@pytest.mark.parametrize(
    "make", [lambda: make_partner(public=False), make_article], ids=["partner", "article"]
)
def test_one_about_something_else_than_an_entry_has_its_page(client, analyst, make):
    subject = make()
    client.force_login(analyst)

    response = client.get(address(make_suggestion(subject), "change"))

    assert f'href="{address(subject, "change")}"' in response.content.decode()
    assert "not public at present" in text_of(response)


def test_what_a_reader_typed_is_shown_as_text(client, analyst):
    hostile = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"
    suggestion = make_suggestion(
        name=hostile[:100], email="a@b.example", about_words=hostile, body=hostile
    )
    client.force_login(analyst)

    for url in (address(suggestion, "change"), address(suggestion, "changelist"), "/admin/"):
        page = client.get(url).content.decode()
        assert "<script>alert" not in page
        assert "<img src=x" not in page


@pytest.mark.parametrize(
    ("act", "data", "state"),
    [
        ("take_up", {}, "taken-up"),
        ("decline", {"reason": "No source."}, "declined"),
        ("spam", {}, "spam"),
    ],
)
def test_it_is_answered_on_its_page(client, analyst, act, data, state):
    suggestion = make_suggestion()
    client.force_login(analyst)

    response = client.post(address(suggestion, act), data, follow=True)

    suggestion.refresh_from_db()
    assert suggestion.state == state
    assert said(response)


def test_declining_without_a_reason_says_so(client, analyst):
    suggestion = make_suggestion()
    client.force_login(analyst)

    response = client.post(address(suggestion, "decline"), {"reason": ""})

    assert response.status_code == 400
    assert "Say why it is declined." in text_of(response)


def test_the_list_costs_the_same_for_one_and_for_twenty(
    client, analyst, django_assert_max_num_queries
):
    for _number in range(20):
        make_suggestion()
    client.force_login(analyst)

    with django_assert_max_num_queries(18):
        client.get("/admin/initiatives/suggestion/")
