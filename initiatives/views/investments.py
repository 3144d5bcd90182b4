"""Investments: the list, and one sum with its parts."""

from ..filters import InvestmentFilterSet
from ..publication.models import PublishedInvestment
from .lists import PublishedList
from .pages import PublishedDetail, documents


class InvestmentListView(PublishedList):
    filterset_class = InvestmentFilterSet
    template_name = "initiatives/investment_list.html"


class InvestmentDetailView(PublishedDetail):
    model = PublishedInvestment
    key_field = "pk"
    template_name = "initiatives/investment_detail.html"

    def get_context(self, row, investment):
        return {
            "investment": investment,
            "parts": documents(PublishedInvestment.objects.filter(part_of=row["pk"])),
        }
