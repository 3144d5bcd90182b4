"""Milestones as a calendar, read back by the library that calendar programs are tested with."""

import datetime

import icalendar
import pytest

from initiatives.publication.models import PublishedMilestone
from initiatives.revisions import workflow
from tests.factories import make_initiative, make_milestone, make_participation


def published_milestone(date="2027-03", **fields):
    entry = make_initiative(title="Laboratoire", slug=fields.pop("slug", "lab"))
    make_participation(initiative=entry)
    milestone = make_milestone(initiative=entry, date=date, **{"state": "forecast", **fields})
    workflow.publish(entry, by=None)
    return milestone


def events_of(response):
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    return icalendar.Calendar.from_ical(response.content).walk("VEVENT")


def days_of(event):
    return event["DTSTART"].dt.isoformat(), event["DTEND"].dt.isoformat()


@pytest.mark.parametrize(
    ("date", "days"),
    [
        ("2027-03-04", ("2027-03-04", "2027-03-05")),
        ("2027-03", ("2027-03-01", "2027-04-01")),
        ("2027", ("2027-01-01", "2028-01-01")),
        ("../2027-06-30", ("2027-06-30", "2027-07-01")),
        ("2027-01/..", ("2027-01-01", "2027-01-02")),
        ("2027/2030", ("2030-12-31", "2031-01-01")),
    ],
)
def test_an_event_lasts_as_long_as_its_date_is_vague(client, db, date, days):
    published_milestone(date)

    [event] = events_of(client.get("/feeds/milestones.ics?lang=en"))

    assert days_of(event) == days


def test_an_event_says_what_where_it_is_and_when_that_was_recorded(client, db):
    milestone = published_milestone(what_fr="Ouverture, enfin ; oui", what_en="Opening")

    [event] = events_of(client.get("/feeds/milestones.ics?lang=fr"))

    stored = PublishedMilestone.objects.get(pk=milestone.pk)
    assert event["SUMMARY"] == "Ouverture, enfin ; oui · Laboratoire"
    assert event["URL"] == f"http://testserver/fr/initiatives/lab/#milestone-{milestone.pk}"
    assert event["UID"] == f"{milestone.pk}@testserver"
    assert event["STATUS"] == "TENTATIVE"
    assert event["DTSTAMP"].dt == stored.updated_at.replace(microsecond=0)
    assert "mars 2027" in event["DESCRIPTION"]


@pytest.mark.parametrize(
    ("query", "name"),
    [("lang=fr", "Veille · Jalons prévus"), ("lang=en&state=happened", "Veille · Milestones")],
    ids=["forecast", "happened"],
)
def test_a_calendar_is_called_after_what_is_in_it(client, db, query, name):
    response = client.get(f"/feeds/milestones.ics?{query}")

    assert icalendar.Calendar.from_ical(response.content)["NAME"] == name


def test_the_same_record_is_the_same_calendar_at_any_hour(client, db):
    published_milestone()

    one, other = (client.get("/feeds/milestones.ics?lang=fr").content for _time in range(2))

    assert one == other
    assert max(len(line) for line in one.split(b"\r\n")) <= 75


def test_what_happened_is_there_when_it_is_asked_for(client, db):
    published_milestone(state="happened", date="2017-12-04")

    assert events_of(client.get("/feeds/milestones.ics")) == []
    [event] = events_of(client.get("/feeds/milestones.ics?state=happened&state=forecast"))
    assert event["STATUS"] == "CONFIRMED"


def test_filters_are_those_of_milestones_and_a_wrong_one_is_a_400(client, db):
    published_milestone()

    assert events_of(client.get("/feeds/milestones.ics?kind=fund")) == []
    assert len(events_of(client.get("/feeds/milestones.ics?kind=lab"))) == 1
    assert client.get("/feeds/milestones.ics?kind=castle").status_code == 400
    assert client.get("/feeds/milestones.ics?state=soon").json()["parameter"] == "state"


def test_what_has_no_date_is_not_in_the_calendar(client, db):
    milestone = published_milestone()
    PublishedMilestone.objects.filter(pk=milestone.pk).update(date_earliest=None, date_latest=None)

    assert events_of(client.get("/feeds/milestones.ics")) == []


def test_a_calendar_costs_the_same_for_many_events(client, db, django_assert_max_num_queries):
    published_milestone()
    with django_assert_max_num_queries(7) as few:
        client.get("/feeds/milestones.ics?lang=fr")
    for number in range(4):
        published_milestone(slug=f"lab-{number}")

    with django_assert_max_num_queries(7) as many:
        events = events_of(client.get("/feeds/milestones.ics?lang=fr"))

    assert len(events) == 5
    assert len(many) == len(few)


def test_the_dataset_has_forecasts_to_follow(client, dataset):
    events = events_of(client.get("/feeds/milestones.ics?lang=fr"))

    assert len(events) == PublishedMilestone.objects.filter(state="forecast").count()
    assert all(event["DTSTART"].dt < event["DTEND"].dt for event in events)
    assert all(isinstance(event["DTSTART"].dt, datetime.date) for event in events)
