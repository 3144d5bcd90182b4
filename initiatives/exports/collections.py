"""The collections that snapshots hold, each with the filter set that says which rows are public."""

from .. import filters

FILTERSETS: dict[str, type[filters.PublishedFilterSet]] = {
    "initiatives": filters.InitiativeFilterSet,
    "partners": filters.PartnerFilterSet,
    "investments": filters.InvestmentFilterSet,
    "milestones": filters.MilestoneFilterSet,
    "statements": filters.StatementFilterSet,
    "sources": filters.SourceFilterSet,
    "publishers": filters.PublisherFilterSet,
    "themes": filters.ThemeFilterSet,
}


def key_of(document: dict) -> str:
    """The slug of a document, or its id."""
    return document["slug"] if "slug" in document else document["id"]
