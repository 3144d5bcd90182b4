"""One filter set for each public collection, shared by pages, API, exports and feeds: the same
names mean the same everywhere. A repeated parameter is OR, different ones are AND.
"""

from .base import LARGEST_PAGE, PAGE_SIZE, PAGING, PublishedFilterSet
from .claims import (
    InitiativeFilterSet,
    InvestmentFilterSet,
    MilestoneFilterSet,
    StatementFilterSet,
    investment_condition,
    participation_condition,
)
from .past import PastInitiativeFilterSet, as_of, public_at
from .references import (
    ChangeFilterSet,
    PartnerFilterSet,
    PublisherFilterSet,
    SourceFilterSet,
    ThemeFilterSet,
    activity_condition,
)

__all__ = [
    "LARGEST_PAGE",
    "PAGE_SIZE",
    "PAGING",
    "ChangeFilterSet",
    "InitiativeFilterSet",
    "InvestmentFilterSet",
    "MilestoneFilterSet",
    "PartnerFilterSet",
    "PastInitiativeFilterSet",
    "PublishedFilterSet",
    "PublisherFilterSet",
    "SourceFilterSet",
    "StatementFilterSet",
    "ThemeFilterSet",
    "activity_condition",
    "as_of",
    "investment_condition",
    "participation_condition",
    "public_at",
]
