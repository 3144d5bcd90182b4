"""The addresses under /feeds/: the language is a parameter, as a feed reader keeps one address."""

from django.urls import path

from .calendars import MilestoneCalendar
from .views import CollectionFeed, CorrectionsFeed, EntryFeed

app_name = "feeds"
urlpatterns = [
    path("corrections.atom", CorrectionsFeed.as_view(), name="corrections"),
    path("milestones.ics", MilestoneCalendar.as_view(), name="calendar"),
    path("<slug:collection>.atom", CollectionFeed.as_view(), name="collection"),
    path("initiatives/<slug:slug>.atom", EntryFeed.as_view(), name="entry"),
]
