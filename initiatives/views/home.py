"""The first page: what this is, what is on record, what came last, where sources disagree."""

from dataclasses import dataclass

from django.db.models import Count, Q

from ..publication.models import (
    PublishedInitiative,
    PublishedInvestment,
    PublishedParticipation,
    PublishedPartner,
    PublishedSource,
)
from ..publication.totals import Total, totals
from .charts import Point, by_year, span_of
from .initiatives import entry_row
from .pages import PublishedPage, documents

LATEST = 6
CHARTS = 6
DISAGREEMENTS = 4
LOOKED_AT = 20  # of the entries with a disagreement, the latest published


class HomeView(PublishedPage):
    template_name = "initiatives/home.html"

    def get_context(self):
        entries = PublishedInitiative.objects.filter(state="published")
        money = totals(PublishedInvestment.objects.all())
        return {
            "counts": _counts(),
            "money": money,
            "charts": _charts(money.totals),
            "more_charts": max(0, len(money.totals) - CHARTS),
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


@dataclass
class Chart:
    """The years of one total."""

    total: Total
    years: dict


def _charts(found: list[Total]) -> list[Chart]:
    """One for each of the totals with most amounts, over the same years; none without a year."""
    shown = sorted(found, key=lambda total: -total.count)[:CHARTS]
    span = span_of(year.year for total in shown for year in total.years)
    if not span:
        return []
    kept = [total for total in found if total in shown]
    return [Chart(total, by_year(_points(total), span)) for total in kept]


def _points(total: Total) -> list[Point]:
    return [
        Point(each.year, each.low if each.is_sure else 0, each.high, each.count)
        for each in total.years
    ]


def _disagreements(entries: list[dict]) -> list[dict]:
    """``{conflict, entry}``, each conflict once: first those that nobody could resolve."""
    found: dict[str, dict] = {}
    for entry in entries:
        for conflict in entry["conflicts"]:
            found.setdefault(conflict["slug"], {"conflict": conflict, "entry": entry})
    is_open = [not any(each["conflict"]["resolution"].values()) for each in found.values()]
    order = sorted(zip(is_open, found.values(), strict=True), key=lambda pair: not pair[0])
    return [{**each, "is_open": still} for still, each in order][:DISAGREEMENTS]
