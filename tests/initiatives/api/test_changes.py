"""The change feed: what a copy of the record needs to stay in step."""

import pytest

from initiatives.publication.publish import refresh
from initiatives.publication.quotes import key
from initiatives.revisions import workflow
from tests.factories import make_market_remark

from .asking import ask, make_public, publish, walk

pytestmark = pytest.mark.django_db


def lines(client, slug, **parameters):
    results = ask(client, "changes/", page_size=200, **parameters)["results"]
    return [line for line in results if (line["type"], line["slug"]) == ("initiative", slug)]


def test_each_step_of_an_entry_is_a_line(client):
    entry = publish(make_public(slug="entry"))
    workflow.withdraw(entry, by=None, reason="It never existed.")

    steps = [(line["action"], line["version"], line["location"]) for line in lines(client, "entry")]

    assert steps == [
        ("published", 1, "/initiatives/entry/"),
        ("corrected", 2, "/initiatives/entry/"),
        ("withdrawn", 3, None),
    ]


def test_since_gives_what_came_after(client):
    make_public(slug="first")
    last = ask(client, "changes/", page_size=200)["results"][-1]["seq"]
    make_public(slug="second")

    assert lines(client, "first", since=last) == []
    assert len(lines(client, "second", since=last)) == 1


def test_the_oldest_comes_first_and_nothing_is_missed(client):
    for number in range(3):
        make_public(slug=f"entry-{number}")

    changes, _last = walk(client, "/api/v1/changes/?page_size=2")

    numbers = [change["seq"] for change in changes]
    assert numbers == sorted(set(numbers))
    assert len(numbers) == ask(client, "changes/")["count"]


@pytest.mark.parametrize("since", ["-1", "x", str(2**63), "1.5"])
def test_since_is_a_number_of_the_feed(client, since):
    assert ask(client, "changes/", status=400, since=since)["parameter"] == "since"


def test_a_single_change_has_no_address(client):
    make_public()

    assert client.get("/api/v1/changes/1/").status_code == 404


def test_a_statement_of_no_entry_is_told_by_itself(client):
    remark = make_market_remark()
    refresh([key("statement", remark.pk)])

    told = [each for each in ask(client, "changes/")["results"] if each["type"] == "statement"]

    assert (told[0]["action"], told[0]["slug"]) == ("published", str(remark.pk))
    assert client.get(told[0]["location"]).status_code == 200
