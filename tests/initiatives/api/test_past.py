"""``as_of``: the record as it was public at a moment, as far as it may be shown today."""

from datetime import UTC, datetime, timedelta

import pytest

from initiatives.publication.models import PublishedVersion
from initiatives.revisions import workflow
from tests.factories import make_published_initiative

from .asking import ask, make_public, publish, reads, slugs, walk
from .test_schema import description, faults

__all__ = ["description"]
pytestmark = pytest.mark.django_db


def now() -> str:
    return datetime.now(UTC).isoformat().replace("+00:00", "Z")


def edited(entry, title):
    entry.title = title
    entry.save()
    return publish(entry)


def test_the_list_and_the_detail_say_what_they_said_then(client):
    entry = make_public(slug="entry", title="Avant")
    then = now()
    edited(entry, "Après")

    [listed] = ask(client, "initiatives/", as_of=then)["results"]

    assert (listed["version"], listed["title"]["fr"]) == (1, "Avant")
    assert ask(client, "initiatives/entry/", as_of=then) == listed
    assert ask(client, "initiatives/entry/", as_of=now())["title"]["fr"] == "Après"


def test_what_was_not_public_yet_is_neither_listed_nor_found(client):
    before = now()
    make_public(slug="entry")

    assert slugs(client, as_of=before) == []
    problem = ask(client, "initiatives/entry/", status=404, as_of=before)
    assert problem["detail"] == "The initiative “entry” was not public at that moment."


def test_what_was_withdrawn_since_stays_closed(client):
    entry = make_public(slug="entry")
    then = now()
    workflow.withdraw(entry, by=None, reason="It never existed.")

    assert slugs(client, as_of=then) == []
    assert ask(client, "initiatives/entry/", status=410, as_of=then)["reason"]


def test_what_a_withdrawal_closed_stays_closed_when_the_entry_is_back(client):
    entry = make_public(slug="entry")
    then = now()
    workflow.withdraw(entry, by=None, reason="A wrong name.")
    between = now()
    publish(entry)

    assert [slugs(client, as_of=moment) for moment in (then, between, now())] == [[], [], ["entry"]]
    for moment in (then, between):
        problem = ask(client, "initiatives/entry/", status=410, as_of=moment)
        assert problem["reason"] == "A wrong name."
    assert ask(client, "initiatives/entry/", as_of=now())["version"] == 3


def test_what_left_the_public_side_since_is_left_out_of_the_past(client):
    entry = make_published_initiative(slug="entry")
    then = now()
    partner = entry.participations.get().partner
    named = ask(client, "initiatives/entry/", as_of=then)["participations"]
    entry.participations.all().delete()
    publish(entry)
    partner.public = False
    partner.save()

    assert [claim["partner"]["slug"] for claim in named] == [partner.slug]
    assert partner.slug not in str(ask(client, "initiatives/entry/", as_of=then)["participations"])


def test_a_day_is_the_end_of_it(client):
    make_public(slug="entry")
    today = datetime.now(UTC).date()

    page = ask(client, "initiatives/", as_of=today.isoformat())

    assert page["as_of"] == f"{today}T23:59:59.999999+00:00"
    assert len(page["results"]) == 1
    assert slugs(client, as_of=(today - timedelta(days=1)).isoformat()) == []


def test_a_past_entry_is_as_described(client, dataset, description):
    page = ask(client, "initiatives/", as_of=now(), page_size=200)

    assert len(page["results"]) == 53
    assert faults(description, "InitiativeList", page) == []


def test_the_past_has_pages_both_ways(client):
    for number in range(3):
        make_public(slug=f"entry-{number}")
    first = f"/api/v1/initiatives/?page_size=1&fields=slug&as_of={now()}"

    forth, last = walk(client, first)
    back, _first = walk(client, last, towards="previous")

    assert [each["slug"] for each in forth] == ["entry-2", "entry-1", "entry-0"]
    assert back == forth


@pytest.mark.parametrize("parameter", ["kind", "q", "theme", "updated_since", "expand"])
def test_what_reads_the_record_as_it_is_now_is_refused(client, parameter):
    problem = ask(client, "initiatives/", status=400, as_of="2026-01-01", **{parameter: "x"})

    assert problem["parameter"] == parameter
    assert problem["detail"] == (
        f"“{parameter}” reads the record as it is now, and cannot be asked with “as_of”."
    )


@pytest.mark.parametrize("moment", ["soon", "2999-01-01", "2026-02-30", "0001-01-01"])
@pytest.mark.parametrize("path", ["initiatives/", "initiatives/entry/"])
def test_a_moment_that_has_not_been_is_refused(client, path, moment):
    assert ask(client, path, status=400, as_of=moment)["parameter"] == "as_of"


@pytest.mark.parametrize("path", ["partners/", "investments/", "facets/", "partners/x/"])
def test_only_entries_have_a_past(client, path):
    assert ask(client, path, status=400, as_of="2026-01-01")["parameter"] == "as_of"


def test_an_unchanged_past_is_not_sent_again(client):
    entry = make_public(slug="entry")
    path = f"/api/v1/initiatives/entry/?as_of={now()}"
    tag = client.get(path)["ETag"]

    assert client.get(path, headers={"if-none-match": tag}).status_code == 304
    publish(entry)
    assert client.get(path, headers={"if-none-match": tag}).status_code == 200


@pytest.mark.parametrize("rows", [1, 50])
def test_a_list_of_the_past_runs_five_queries_whatever_its_length(client, dataset, rows):
    assert PublishedVersion.objects.count() >= 50
    assert len(reads(client, f"/api/v1/initiatives/?as_of={now()}&page_size={rows}")) == 5
