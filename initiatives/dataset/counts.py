"""What a dataset amounts to, counted from the plan in the shape of ``meta.counts``."""

from collections import Counter, defaultdict
from decimal import Decimal

from initiatives.models import (
    Disagreement,
    EditorialHint,
    Initiative,
    Investment,
    Metric,
    Milestone,
    Participation,
    Partner,
    PartnerAlias,
    Person,
    PersonRole,
    Statement,
    Theme,
)
from sources.choices import STANCES
from sources.models import Citation, ExcludedMention, Publisher, SourceArticle

from .planner import Planner
from .read import Items, Record
from .rows import Row

CLAIMS = {
    "participations": Participation,
    "milestones": Milestone,
    "investments": Investment,
    "metrics": Metric,
}


def counts_of(planner: Planner) -> dict:
    rows = planner.plan.rows
    initiatives, partners = rows(Initiative), rows(Partner)
    aliases, disagreements = rows(PartnerAlias), rows(Disagreement)
    remarks = [row for row in rows(Statement) if "topic_en" in row.values]
    received = [row for row in rows(SourceArticle) if row.values["body_status"] == "full-text"]
    support = Counter(_support(planner))
    states = Counter(_state(row.id in planner.published) for row in initiatives)
    partner_states = Counter(_state(row.values["public"]) for row in partners)
    return {
        "publishers": len(rows(Publisher)),
        "articles": len(received),
        "related_articles": len(rows(SourceArticle)) - len(received),
        "passages": len(rows(Citation)),
        "excluded_mentions": len(rows(ExcludedMention)),
        "external_hints": len(rows(EditorialHint)),
        "themes": len(rows(Theme)),
        "partners": len(partners),
        "partners_by_editorial": dict(partner_states),
        "aliases": len(aliases),
        "aliases_not_matched": sum(not row.values["match"] for row in aliases),
        "people": len(rows(Person)),
        "person_roles": len(rows(PersonRole)),
        "initiatives": len(initiatives),
        "initiatives_by_editorial": dict(states),
        "initiatives_by_kind": dict(Counter(row.record.get("kind") for row in initiatives)),
        "statements": len(rows(Statement)) - len(remarks),
        "market_facts": len(remarks),
        "conflicts": len(disagreements),
        "conflicts_public": sum(bool(row.values["public"]) for row in disagreements),
        "conflicts_by_nature": dict(Counter(row.record.get("nature") for row in disagreements)),
        "citations": support.total(),
        "citations_by_support": dict(support),
        **{name: len(rows(model)) for name, model in CLAIMS.items()},
        "investments_disclosed": len(_disclosed(rows(Investment))),
        "published": _published(planner),
    }


def _published(planner: Planner) -> dict:
    """The same over public entries."""
    claims = {name: _of_published(planner, model) for name, model in CLAIMS.items()}
    disclosed = _disclosed(claims["investments"])
    totals: defaultdict[str, Decimal] = defaultdict(Decimal)
    for row in disclosed:
        totals[row.values["currency"]] += row.values["amount_min"] or Decimal(0)
    entries = [row for row in planner.plan.rows(Initiative) if row.id in planner.published]
    return {
        "initiatives": len(entries),
        **{name: len(rows) for name, rows in claims.items()},
        "investments_disclosed": len(disclosed),
        "disclosed_totals": dict(totals),
        "partners_taking_part": len({row.values["partner"] for row in claims["participations"]}),
        "headline_only": sum(row.values["evidence_level"] == "headline-only" for row in entries),
    }


def _of_published(planner: Planner, model) -> list[Row]:
    return [
        row for row in planner.plan.rows(model) if row.values["initiative"].id in planner.published
    ]


def _disclosed(investments: list[Row]) -> list[Row]:
    return [row for row in investments if row.values["disclosure"] == "disclosed"]


def _state(public: bool) -> str:
    return "published" if public else "draft"


def _support(planner: Planner):
    """The stance of each citation of the files: a citation of three passages counts once."""
    values = {term.value for term in STANCES}
    waiting: list = list(planner.files.values())
    while waiting:
        item = waiting.pop()
        if isinstance(item, Record):
            if item.get("support") in values:
                yield item["support"]
            waiting += item.values()
        elif isinstance(item, Items):
            waiting += item
