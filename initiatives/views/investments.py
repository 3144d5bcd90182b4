"""Investments: the list, and one sum with its parts."""

from django.utils.translation import gettext_lazy as _

from ..filters import InvestmentFilterSet
from ..publication.models import PublishedInvestment
from ..publication.totals import totals
from .figures import Investments
from .lists import PublishedList
from .pages import LONGEST_LIST, PublishedDetail, documents
from .passages import number_passages


class InvestmentListView(PublishedList):
    filterset_class = InvestmentFilterSet
    template_name = "initiatives/investment_list.html"
    collection = "investments"
    heading = _("Investments")
    dek = _(
        "Who puts money into what: each sum as its sources state it, or in words why there is none."
    )
    first_filters = (
        "investment_kind",
        "disclosure",
        "partner",
        "include_subsidiaries",
        "dated_after",
        "currency",
    )

    def found(self):
        found = super().found()
        figure = Investments(self.filterset, self.given)
        return found and {**found, "figure": figure, "totals": figure.money}


class InvestmentDetailView(PublishedDetail):
    model = PublishedInvestment
    key_field = "id"
    template_name = "initiatives/investment_detail.html"

    def get_context(self, row, investment):
        parts = PublishedInvestment.objects.filter(part_of=row["id"])
        shown = documents(parts)
        return {
            "investment": investment,
            "parts": shown,
            "most_shown": LONGEST_LIST,
            "parts_add_up_to": totals(parts),
            "passages": number_passages(investment, shown),
        }
