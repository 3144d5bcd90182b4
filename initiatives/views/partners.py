"""Organisations: the list, and what one of them does, pays, receives and says."""

from ..filters import PartnerFilterSet
from ..publication.models import (
    PublishedInvestment,
    PublishedParticipation,
    PublishedPartner,
    PublishedStatement,
)
from .initiatives import by_role
from .lists import PublishedList
from .pages import PublishedDetail, documents, grouped


class PartnerListView(PublishedList):
    filterset_class = PartnerFilterSet
    template_name = "initiatives/partner_list.html"


class PartnerDetailView(PublishedDetail):
    model = PublishedPartner
    kind = "partner"
    route = "initiatives:partner_detail"
    template_name = "initiatives/partner_detail.html"

    def get_context(self, row, partner):
        slug = row["slug"]
        roles = PublishedParticipation.objects.filter(partner=slug).order_by(
            "initiative__sort_title", "pk"
        )
        money = documents(PublishedInvestment.objects.filter(partners__contains=[slug]))
        said = PublishedStatement.objects.filter(lineage__contains=[slug], partner=slug)
        return {
            "partner": partner,
            "facts": grouped(partner["citations"], "field"),
            "roles": by_role(documents(roles)),
            "money_out": [each for each in money if slug in _slugs(each["investors"])],
            "money_in": [each for each in money if each["recipient"]["slug"] == slug],
            "spellings": _spellings(partner),
            "statements": documents(said),
        }


def _slugs(partners: list[dict]) -> list[str]:
    return [each["slug"] for each in partners]


def _spellings(partner: dict) -> list[tuple]:
    """``(spelling, passages with it)``: each source has its own row, a reader wants one."""
    return [
        (name, [citation for alias in aliases for citation in alias["citations"]])
        for name, aliases in grouped(partner["aliases"], "name")
    ]
