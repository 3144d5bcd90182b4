"""The filter sets of initiatives and of their claims."""

from functools import cache

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from ..choices import DISCLOSURES, INVESTMENT_KINDS, INVESTMENT_STAGES
from ..publication.models import (
    PublishedInitiative,
    PublishedInvestment,
    PublishedMilestone,
    PublishedParticipation,
    PublishedPartner,
    PublishedStatement,
)
from ..publication.reading import by_amount, by_day
from . import shared
from .base import PublishedFilterSet
from .parameters import Amount, Codes, Currencies, Order, Slugs


def _of_partner(values: dict, column: str, lookup: str = "in") -> Q:
    """The partners asked for are in ``column``; where subsidiaries count, in the lineage."""
    if "partner" not in values:
        return Q()
    if values.get("include_subsidiaries"):
        return Q(lineage__overlap=values["partner"])
    return Q(**{f"{column}__{lookup}": values["partner"]})


def participation_condition(values: dict) -> Q:
    """What ``partner`` and ``role`` ask of one participation; empty when they ask nothing."""
    roles = Q(role__in=values["role"]) if "role" in values else Q()
    return _of_partner(values, "partner") & roles


def investment_condition(values: dict) -> Q:
    """What the parameters about money ask of one investment; empty when they ask nothing."""
    condition = Q()
    for name, column in _MONEY.items():
        if name in values:
            condition &= Q(**{column: values[name]})
    return condition


_MONEY = {
    "investment_kind": "kind__in",
    "stage": "stage__in",
    "disclosure": "disclosure__in",
    "currency": "currency__in",
    "amount_min": "amount_max__gte",
    "amount_max": "amount_min__lte",
}


class MoneyParameters(PublishedFilterSet):
    """What an investment is asked for: by itself, or any one investment of an initiative."""

    investment_kind = Codes(
        INVESTMENT_KINDS, _("Kind of investment"), "The kind of the investment."
    )
    stage = Codes(INVESTMENT_STAGES, _("Stage"), "How far the money has come.")
    disclosure = Codes(
        DISCLOSURES, _("Disclosure"), "Whether the amount is disclosed, withheld or not mentioned."
    )
    currency = Currencies(_("Currency"), "The currency of the disclosed amount.")
    amount_min = Amount(
        _("Amount from"), "The amount, or its upper bound, is at least this. Needs `currency`."
    )
    amount_max = Amount(
        _("Amount to"), "The amount, or its lower bound, is at most this. Needs `currency`."
    )


class InitiativeFilterSet(MoneyParameters):
    """Published entries. ``partner`` and ``role`` are one participation's, ``investment_kind`` to
    ``amount_max`` one investment's.
    """

    dates = "first_known"
    newest = "published_at"

    q = shared.words("titles, summaries, descriptions, names and claims")
    kind = shared.entry_kind()
    lifecycle = shared.lifecycle()
    theme = shared.theme()
    partner = Slugs(
        PublishedPartner, _("Partner"), "A partner takes part; with `role`, in that role."
    )
    role = shared.role("A partner takes part in this role; with `partner`, that one.")
    include_subsidiaries = shared.include_subsidiaries()
    country = shared.entry_country()
    dated_after = shared.dated_after("The initiative was first known of, which")
    dated_before = shared.dated_before("The initiative was first known of, which")
    source = shared.source("the initiative or a claim of it")
    publisher = shared.publisher("the initiative or a claim of it")
    parent = shared.parent()
    has_conflict = shared.has_conflict("the initiative, a claim of it, a partner or a person in it")
    updated_since = shared.updated_since()
    ordering = Order(
        "-published_at",
        {
            **shared.PUBLISHED_AT,
            **shared.TITLE,
            "first_known": (by_day("first_known_earliest"), _("oldest first"), _("newest first")),
            **shared.UPDATED_AT,
        },
        by_relevance=True,
    )

    class Meta(PublishedFilterSet.Meta):
        model = PublishedInitiative
        fields = ()

    @classmethod
    @cache
    def public_rows(cls):
        return PublishedInitiative.objects.filter(state="published")

    def joined(self, queryset, values):
        own = {"initiative": OuterRef("pk")}
        if condition := participation_condition(values):
            queryset = queryset.filter(
                Exists(PublishedParticipation.objects.filter(condition, **own))
            )
        if condition := investment_condition(values):
            queryset = queryset.filter(Exists(PublishedInvestment.objects.filter(condition, **own)))
        return queryset


class InvestmentFilterSet(MoneyParameters):
    """Investments of published entries. What is asked of the entry is said in each description."""

    searched = ("initiative", PublishedInitiative)

    q = shared.words("the investment's initiative")
    partner = Slugs(PublishedPartner, _("Partner"), "An investor or the recipient.")
    include_subsidiaries = shared.include_subsidiaries()
    dated_after = shared.dated_after("The investment's date")
    dated_before = shared.dated_before("The investment's date")
    source = shared.source("the investment")
    publisher = shared.publisher("the investment")
    has_conflict = shared.has_conflict("the investment")
    kind = shared.entry_kind("initiative__")
    lifecycle = shared.lifecycle("initiative__")
    theme = shared.theme("initiative__")
    country = shared.entry_country("initiative__")
    parent = shared.parent("initiative__")
    updated_since = shared.updated_since()
    ordering = Order(
        "-date",
        {
            **shared.DATE,
            "amount": (
                by_amount("amount_max"),
                _("smallest amount first"),
                _("largest amount first"),
            ),
            **shared.UPDATED_AT,
        },
    )

    class Meta(PublishedFilterSet.Meta):
        model = PublishedInvestment
        fields = ()

    def joined(self, queryset, values):
        return queryset.filter(
            _of_partner(values, "partners", "overlap") & investment_condition(values)
        )


class MilestoneFilterSet(PublishedFilterSet):
    """Milestones of published entries."""

    searched = ("initiative", PublishedInitiative)

    q = shared.words("the milestone's initiative")
    kind = shared.entry_kind("initiative__")
    lifecycle = shared.lifecycle("initiative__")
    theme = shared.theme("initiative__")
    partner = Slugs(
        PublishedPartner,
        _("Partner"),
        "A partner takes part in the initiative; with `role`, in that role.",
    )
    role = shared.role(
        "A partner takes part in the initiative in this role; with `partner`, that one."
    )
    include_subsidiaries = shared.include_subsidiaries()
    country = shared.entry_country("initiative__")
    dated_after = shared.dated_after("The milestone's date")
    dated_before = shared.dated_before("The milestone's date")
    source = shared.source("the milestone")
    publisher = shared.publisher("the milestone")
    parent = shared.parent("initiative__")
    has_conflict = shared.has_conflict(
        "its initiative, a claim of it, a partner or a person in it", "initiative__"
    )
    updated_since = shared.updated_since()
    ordering = Order("-date", {**shared.DATE, **shared.UPDATED_AT})

    class Meta(PublishedFilterSet.Meta):
        model = PublishedMilestone
        fields = ()

    def joined(self, queryset, values):
        if condition := participation_condition(values):
            own = {"initiative": OuterRef("initiative")}
            queryset = queryset.filter(
                Exists(PublishedParticipation.objects.filter(condition, **own))
            )
        return queryset


class StatementFilterSet(PublishedFilterSet):
    """Statements. A market remark has no initiative, so whatever is asked of one leaves it out."""

    q = shared.words("the statement")
    partner = Slugs(PublishedPartner, _("Partner"), "The organisation whose statement it is.")
    include_subsidiaries = shared.include_subsidiaries()
    kind = shared.entry_kind("initiative__")
    lifecycle = shared.lifecycle("initiative__")
    theme = shared.theme("initiative__")
    country = shared.entry_country("initiative__")
    dated_after = shared.dated_after("The statement's date")
    dated_before = shared.dated_before("The statement's date")
    source = shared.source("the statement")
    publisher = shared.publisher("the statement")
    parent = shared.parent("initiative__")
    has_conflict = shared.has_conflict(
        "its initiative, a claim of it, a partner or a person in it", "initiative__"
    )
    updated_since = shared.updated_since()
    ordering = Order("-date", {**shared.DATE, **shared.UPDATED_AT}, by_relevance=True)

    class Meta(PublishedFilterSet.Meta):
        model = PublishedStatement
        fields = ()

    def joined(self, queryset, values):
        return queryset.filter(_of_partner(values, "partner"))
