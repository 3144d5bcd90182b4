"""The first page: what this is, what is on record, what came last, where sources disagree."""

from django.db.models import Count, Q
from django.http import QueryDict

from ..filters import InvestmentFilterSet
from ..publication.models import (
    PublishedInitiative,
    PublishedParticipation,
    PublishedPartner,
    PublishedSource,
)
from ..publication.remembered import remembered
from .figures import Investments
from .initiatives import entry_row
from .pages import PublishedPage, documents

LATEST = 6
DISAGREEMENTS = 4
LOOKED_AT = 20  # of the entries with a disagreement, the latest published


class HomeView(PublishedPage):
    template_name = "initiatives/home.html"

    def open_reading(self):
        self.investments = InvestmentFilterSet(QueryDict())
        self.investments.check()
        return self.investments.counter

    def get_context(self):
        entries = PublishedInitiative.objects.filter(state="published")
        figure = Investments(self.investments, QueryDict())
        return {
            "counts": remembered(self.investments.opening, "counts of the first page", _counts),
            "money": figure.money,
            "figure": figure,
            "latest": [entry_row(entry) for entry in documents(_newest(entries)[:LATEST])],
            "disagreements": _disagreements(
                documents(_newest(entries.filter(has_conflict=True))[:LOOKED_AT])
            ),
        }


def _newest(entries):
    return entries.order_by("-published_at", "-pk")


def _counts() -> dict:
    """How many rows of each kind, and how many that the number leaves out. Four queries."""
    partners = PublishedPartner.objects.count()
    takes_part = PublishedParticipation.objects.aggregate(number=Count("partner", distinct=True))
    return {
        **PublishedInitiative.objects.aggregate(
            initiatives=Count("pk", filter=Q(state="published")),
            withdrawn=Count("pk", filter=Q(state="withdrawn")),
            disputed=Count("pk", filter=Q(state="published", has_conflict=True)),
        ),
        "participants": takes_part["number"],
        "bystanders": partners - takes_part["number"],
        "sources": PublishedSource.objects.count(),
    }


def _disagreements(entries: list[dict]) -> list[dict]:
    """``{conflict, entry}``, each conflict once: first those that nobody could resolve."""
    found: dict[str, dict] = {}
    for entry in entries:
        for conflict in entry["conflicts"]:
            found.setdefault(conflict["slug"], {"conflict": conflict, "entry": entry})
    is_open = [not any(each["conflict"]["resolution"].values()) for each in found.values()]
    order = sorted(zip(is_open, found.values(), strict=True), key=lambda pair: not pair[0])
    return [{**each, "is_open": still} for still, each in order][:DISAGREEMENTS]
