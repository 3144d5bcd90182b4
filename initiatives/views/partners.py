"""Organisations: the list, and what one of them does, pays, receives and says."""

import json
from collections.abc import Sequence

from django.contrib.postgres.aggregates import ArrayAgg
from django.core.exceptions import BadRequest
from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import ExtractYear, JSONObject
from django.utils.translation import gettext_lazy as _

from ..choices import ROLES
from ..filters import PartnerFilterSet
from ..publication.models import PublishedParticipation, PublishedPartner
from ..publication.organisations import money_of, roles_of, statements_of, with_subsidiaries
from ..publication.silence import silences
from ..publication.totals import totals
from .charts import Point, by_year, span_of
from .lists import PublishedList
from .pages import LONGEST_LIST, PublishedDetail, documents, grouped, today
from .passages import number_passages
from .role_rows import role_rows

ROLL_UP = "include_subsidiaries"  # as the filters call it

LONGEST_BESIDE = 20  # partners that take part in the same initiatives
# What a document may say of the organisation itself.
_ABOUT = (
    *("kind", "country", "parent", "children", "shareholders", "also_initiative"),
    *("founded", "ended", "home_page", "citations"),
)
_ENTRIES_BESIDE = 3  # of those initiatives, named in the row


class PartnerListView(PublishedList):
    filterset_class = PartnerFilterSet
    template_name = "initiatives/partner_list.html"
    collection = "partners"
    heading = _("Partners")
    dek = _(
        "The organisations that take part in what is on record, as leaders, funders, members or "
        "clients."
    )
    first_filters = ("kind", "country", "role", "theme")


class PartnerDetailView(PublishedDetail):
    """Each list on the page has ``LONGEST_LIST`` rows at most; sums and counts are of them all.

    ``?include_subsidiaries=true`` rolls up: all of it is then of the organisation and everything
    that is part of it.
    """

    model = PublishedPartner
    kind = "partner"
    route = "initiatives:partner_detail"
    template_name = "initiatives/partner_detail.html"
    changes_with_the_day = True

    def query(self):
        return f"{ROLL_UP}=true" if self.rolls_up() else ""

    def rolls_up(self) -> bool:
        asked = self.request.GET.get(ROLL_UP, "false")
        if asked not in ("true", "false"):
            raise BadRequest(f"{ROLL_UP}={asked}")
        return asked == "true"

    def get_context(self, row, partner):
        slug = row["slug"]
        is_rolled_up = self.rolls_up() and bool(partner["children"])
        slugs = with_subsidiaries(slug) if is_rolled_up else [slug]
        taken = roles_of(slugs)
        paid, received = money_of(slugs)
        money = {"out": documents(paid), "in": documents(received)}
        statements = documents(statements_of(slugs))
        facts = grouped(partner["citations"], "field")
        rows = role_rows(taken)
        spellings = _spellings(partner)
        silent = silences([each["entry"]["slug"] for each in rows], on=today())
        return {
            "partner": partner,
            "facts": facts,
            "is_bare": not any(partner[name] for name in _ABOUT)
            and not any(partner["identifiers"].values()),
            "is_rolled_up": is_rolled_up,
            "filter": f"partner={slug}" + (f"&{ROLL_UP}=true" if is_rolled_up else ""),
            "parts": len(slugs) - 1,
            "rows": rows,
            "silences": silent,
            "role_years": _role_years(taken),
            "money": money,
            "money_out": totals(paid, put_up_by=slugs),
            "money_in": totals(received),
            "between": _between(money),
            "spellings": spellings,
            "statements": statements,
            "most_shown": LONGEST_LIST,
            "beside": companions_of(slugs),
            "passages": number_passages(
                [{"citations": citations} for _field, citations in facts],
                partner["conflicts"],
                money["out"],
                money["in"],
                [row["participations"] for row in rows],
                statements,
                [{"citations": citations} for _name, citations in spellings],
            ),
        }


def _between(money: dict) -> set[str]:
    """Those of the investments shown that go from one part of the organisation to another."""
    return {each["id"] for each in money["out"]} & {each["id"] for each in money["in"]}


def _role_years(taken: QuerySet) -> dict:
    """In how many initiatives, and a chart of each role in several of them, by the year in which
    the initiative is first known, at the latest. One query.
    """
    last, first = (
        ExtractYear(f"initiative__first_known_{bound}") for bound in ("latest", "earliest")
    )
    counted = (
        taken.order_by()
        .values_list("role", last, first)
        .annotate(number=Count("initiative", distinct=True))
    )
    roles: dict[str, list[Point]] = {}
    for role, year, earliest, number in counted:
        point = Point(year, number if year == earliest else 0, number, number)
        roles.setdefault(role, []).append(point)
    span = span_of(point.year for points in roles.values() for point in points)
    counts = {role: sum(point.count for point in points) for role, points in roles.items()}
    charts = [
        {"role": role, "count": counts[role], "years": by_year(roles[role], span)}
        for role in ROLES.codes
        if span and counts.get(role, 0) > 1
    ]
    return {
        "count": sum(counts.values()),
        "charts": charts,
        "is_sure": all(chart["years"]["is_sure"] for chart in charts),
    }


def companions_of(slugs: Sequence[str]) -> dict:
    """The partners that take part in the same initiatives, those of most initiatives first:
    ``{slug, name, names, number, entries}``, with a few of the entries. One query.
    """
    own = PublishedParticipation.objects.filter(
        partner__in=slugs, initiative=OuterRef("initiative")
    )
    name = PublishedPartner.objects.filter(slug=OuterRef("partner")).values("document")
    rows = (
        PublishedParticipation.objects.filter(Exists(own))
        .exclude(partner__in=slugs)
        .order_by()
        .values("partner")
        .annotate(
            number=Count("initiative", distinct=True),
            entries=ArrayAgg(
                JSONObject(
                    slug="initiative__slug",
                    title=JSONObject(fr="initiative__title_fr", en="initiative__title_en"),
                ),
                distinct=True,
            ),
            document=Subquery(name[:1]),
        )
        .order_by("-number", "partner")[: LONGEST_BESIDE + 1]
    )
    partners = [_companion(row) for row in rows]
    return {"partners": partners[:LONGEST_BESIDE], "is_cut": len(partners) > LONGEST_BESIDE}


def _companion(row: dict) -> dict:
    document = json.loads(row["document"])
    return {
        "partner": {name: document[name] for name in ("slug", "name", "names")},
        "number": row["number"],
        "entries": row["entries"][:_ENTRIES_BESIDE],
        "more": max(0, row["number"] - _ENTRIES_BESIDE),
    }


def _spellings(partner: dict) -> list[tuple]:
    """``(spelling, passages with it)``: each source has its own row, a reader wants one."""
    return [
        (name, [citation for alias in aliases for citation in alias["citations"]])
        for name, aliases in grouped(partner["aliases"], "name")
    ]
