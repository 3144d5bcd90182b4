"""Milestones as a calendar (RFC 5545): by default what is forecast.

A date is as precise as its source, and so is the event: a month or a year is an all-day event from
its first day to its last. Where one end is open, or the span is longer than a year, the event is
the one day that is known, or the last day by which it was to be: a bar across ten years of
somebody's calendar says less than its end.
"""

import datetime
import json

from django.conf import settings
from django.db.models import F, Q
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from ..choices import MILESTONE_STATES
from ..filters import MilestoneFilterSet
from ..templatetags import tracker_format as say
from .addresses import feed_path
from .base import BadRequest, FeedPage

MEDIA_TYPE = "text/calendar"
MOST_EVENTS = 500
LONGEST_SPAN = datetime.timedelta(days=366)
REFRESH = datetime.timedelta(hours=12)
STATUSES = {"forecast": "TENTATIVE"}  # any other state has come true


class MilestoneCalendar(FeedPage):
    """What the parameters choose among milestones that have a date; ``state`` as well."""

    filterset_class = MilestoneFilterSet
    parameters = ("state",)

    def check(self):
        language = super().check()
        self.states = [each for each in self.request.GET.getlist("state") if each] or ["forecast"]
        wrong = [each for each in self.states if each not in MILESTONE_STATES]
        if wrong:
            detail = f"“{wrong[0][:100]}” is not a state of milestones."
            allowed = MILESTONE_STATES.codes
            raise BadRequest([{"parameter": "state", "detail": detail, "allowed": allowed}])
        return language

    def answer(self):
        calendar = self._frame()
        for document, moment in self._rows():
            calendar.add_component(self._event(json.loads(document), moment))
        return HttpResponse(calendar.to_ical(), content_type=f"{MEDIA_TYPE}; charset=utf-8")

    def _rows(self):
        """The latest by date, ``MOST_EVENTS`` at most. One query."""
        dated = Q(date_earliest__isnull=False) | Q(date_latest__isnull=False)
        rows = self.filterset.qs.filter(dated, state__in=self.states)
        order = (F("date_latest").desc(nulls_last=True), "-date_earliest", "pk")
        return rows.order_by(*order).values_list("document", "updated_at")[:MOST_EVENTS]

    def _frame(self) -> Calendar:
        what = _("Forecast milestones") if self.states == ["forecast"] else _("Milestones")
        title = f"{settings.SITE_NAME} · {what}"
        calendar = Calendar()
        calendar.add("prodid", f"-//{settings.SITE_NAME}//veille//{self.at.language.upper()}")
        calendar.add("version", "2.0")
        calendar.add("calscale", "GREGORIAN")
        calendar.add("method", "PUBLISH")
        calendar.add("name", title)
        calendar.add("x-wr-calname", title)
        described = _("A date is as precise as its source: a month or a year is shown whole.")
        calendar.add("description", described)
        calendar.add("x-wr-caldesc", described)
        calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
        calendar.add("x-published-ttl", "PT12H")
        path = feed_path("milestones", self.request.GET, suffix="ics")
        calendar.add("source", f"{self.at.site}{path}", parameters={"VALUE": "URI"})
        return calendar

    def _event(self, claim: dict, moment: datetime.datetime) -> Event:
        first, last = span(claim["date"])
        entry = say.plain_words(claim["initiative"]["title"])
        link = self.at.page(
            "detail", claim["initiative"]["slug"], anchor=f"milestone-{claim['id']}"
        )
        event = Event()
        event.add("uid", f"{claim['id']}@{self.at.host}")
        event.add("dtstamp", moment)
        event.add("last-modified", moment)
        event.add("dtstart", first)
        event.add("dtend", last + datetime.timedelta(days=1))  # the first day that is not in it
        event.add("summary", f"{say.plain_words(claim['what'])} · {entry}")
        event.add("description", _description(claim, link))
        event.add("url", link)
        event.add("categories", [_label(claim, "kind"), _label(claim, "state")])
        event.add("status", STATUSES.get(claim["state"], "CONFIRMED"))
        event.add("transp", "TRANSPARENT")
        return event


def span(date: dict) -> tuple[datetime.date, datetime.date]:
    """The first and the last day of the event for a date of which one bound is known at least."""
    first, last = (
        datetime.date.fromisoformat(date[bound]) if date[bound] else None
        for bound in ("earliest", "latest")
    )
    if first is None or (last is not None and last - first > LONGEST_SPAN):
        first = last
    return first, last or first


def _label(claim: dict, name: str) -> str:
    return say.label(claim[name], f"milestone_{name}s")


def _description(claim: dict, link: str) -> str:
    text = render_to_string("feeds/milestone.txt", {"claim": claim, "link": link})
    return "\n".join(line.strip() for line in text.splitlines() if line.strip())
