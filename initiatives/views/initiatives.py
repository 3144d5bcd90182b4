"""Entries: the list, and the page on which every claim stands with its passages."""

from django.utils.translation import gettext_lazy as _

from ..choices import ROLES
from ..filters import InitiativeFilterSet
from ..publication.models import PublishedInitiative
from . import errors
from .lists import PublishedList
from .pages import PublishedDetail, grouped
from .passages import cited_articles, number_passages

INVESTMENTS_IN_A_ROW = 2


class InitiativeListView(PublishedList):
    filterset_class = InitiativeFilterSet
    template_name = "initiatives/initiative_list.html"
    collection = "initiatives"
    heading = _("Initiatives")
    dek = _(
        "What companies announce and what becomes of it, each fact with the passage that says so."
    )
    first_filters = (
        "kind",
        "lifecycle",
        "theme",
        "partner",
        "include_subsidiaries",
        "dated_after",
        "currency",
    )

    def row(self, document):
        return entry_row(document)


def entry_row(entry: dict) -> dict:
    """What one line of a list says of an entry: the partner that leads and how many others, the
    first of its investments and how many more.
    """
    partners = {each["partner"]["slug"]: each["partner"] for each in entry["participations"]}
    leads = [each["partner"] for each in entry["participations"] if each["role"] == "lead"]
    lead = leads[0] if leads else next(iter(partners.values()), None)
    return {
        "entry": entry,
        "lead": lead,
        "others": len(partners) - 1 if lead else 0,
        "money": entry["investments"][:INVESTMENTS_IN_A_ROW],
        "more_money": len(entry["investments"][INVESTMENTS_IN_A_ROW:]),
    }


def by_role(participations: list[dict]) -> list[tuple]:
    """``(role, participations)`` in the order of the closed list; a role not on it comes last."""
    order = {code: place for place, code in enumerate(ROLES.codes)}
    return sorted(grouped(participations, "role"), key=lambda each: order.get(each[0], len(order)))


class InitiativeDetailView(PublishedDetail):
    model = PublishedInitiative
    kind = "initiative"
    route = "initiatives:detail"
    template_name = "initiatives/initiative_detail.html"
    more_columns = ("state", "reason", "merged_into")

    def elsewhere(self, row):
        if row["state"] == "withdrawn":
            return errors.gone(self.request, row["reason"])
        return self.redirect_to(row["merged_into"]) if row["state"] == "merged" else None

    def get_context(self, row, entry):
        return entry_context(entry)


def entry_context(entry: dict) -> dict:
    """What ``initiative_detail.html`` prints of a document; ``versions``: how many there are."""
    about, roles, milestones = (
        _about(entry),
        by_role(entry["participations"]),
        _milestones(entry),
    )
    passages = number_passages(
        entry["investments"],
        entry["metrics"],
        entry["conflicts"],
        {"citations": about["entry"]},
        entry["lifecycle"],
        entry["place"],
        {"citations": about["audience"]},
        *({"citations": citations} for _field, citations in about["fields"]),
        [participations for _role, participations in roles],
        milestones,
        entry["statements"],
        {"citations": about["parent"]},
    )
    return {
        "entry": entry,
        "roles": [(role, _on_same_passages(rows)) for role, rows in roles],
        "milestones": milestones,
        "about": about,
        "passages": passages,
        "articles": cited_articles(passages),
        "versions": entry["version"],
    }


def _on_same_passages(claims: list[dict]) -> list[list[dict]]:
    """Neighbours that rest on the very same passages, said the same way, stand beside them once."""
    groups: list[list[dict]] = []
    for claim in claims:
        if groups and claim["citations"] == groups[-1][0]["citations"]:
            groups[-1].append(claim)
        else:
            groups.append([claim])
    return groups


def _milestones(entry: dict) -> list[dict]:
    """The timeline, each event with the forecast it realises and each forecast with its events."""
    by_id = {each["id"]: each for each in entry["milestones"]}
    return [
        {
            **each,
            "realises": _named(by_id.get(each["fulfils"])),
            "realised_by": [
                _named(by_id[event]) for event in each["fulfilled_by"] if event in by_id
            ],
        }
        for each in entry["milestones"]
    ]


def _named(milestone: dict | None) -> dict | None:
    """What another line of the timeline says of this one; its passages stand under itself."""
    return milestone and {"id": milestone["id"], "what": milestone["what"]}


def _about(entry: dict) -> dict:
    """The passages about the entry itself: those with a place on the page, the rest by field."""
    by_field = dict(grouped(entry["citations"], "field"))
    if entry["place"]:
        by_field.pop("place", None)  # they stand under the place
    return {
        "entry": by_field.pop(None, []),
        "audience": by_field.pop("audience", []),
        "parent": by_field.pop("parent", []),
        "fields": list(by_field.items()),
    }
