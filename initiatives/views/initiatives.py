"""Entries: the list, and the page on which every claim stands with its passages."""

from collections.abc import Iterator

from ..choices import ROLES
from ..filters import InitiativeFilterSet
from ..publication.models import PublishedInitiative
from . import errors
from .lists import PublishedList
from .pages import PublishedDetail, grouped


class InitiativeListView(PublishedList):
    filterset_class = InitiativeFilterSet
    template_name = "initiatives/initiative_list.html"

    def row(self, document):
        return entry_row(document)


def entry_row(entry: dict) -> dict:
    """What one line of a list says of an entry: the partner that leads, and how many others."""
    partners = {each["partner"]["slug"]: each["partner"] for each in entry["participations"]}
    leads = [each["partner"] for each in entry["participations"] if each["role"] == "lead"]
    lead = leads[0] if leads else next(iter(partners.values()), None)
    return {"entry": entry, "lead": lead, "others": len(partners) - 1 if lead else 0}


def by_role(participations: list[dict]) -> list[tuple]:
    """``(role, participations)`` in the order of the closed list."""
    return sorted(grouped(participations, "role"), key=lambda each: ROLES.codes.index(each[0]))


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
        return {
            "entry": entry,
            "roles": by_role(entry["participations"]),
            "milestones": _milestones(entry),
            "about": _about(entry),
            "cited": _cited(entry),
        }


def _milestones(entry: dict) -> list[dict]:
    """The timeline, each event with the forecast it realises and each forecast with its events."""
    by_id = {each["id"]: each for each in entry["milestones"]}
    return [
        {
            **each,
            "realises": by_id.get(each["fulfils"]),
            "realised_by": [by_id[event] for event in each["fulfilled_by"] if event in by_id],
        }
        for each in entry["milestones"]
    ]


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


def _cited(entry: dict) -> list[dict]:
    """One passage of each article that the page cites, by title."""
    found = {}
    for citation in _citations(entry):
        found.setdefault(citation["article"]["slug"], citation)
    return sorted(found.values(), key=lambda citation: citation["article"]["title"] or "")


def _citations(part) -> Iterator[dict]:
    """Every passage in a piece of a document, at any depth."""
    if isinstance(part, list):
        for each in part:
            yield from _citations(each)
    elif isinstance(part, dict):
        for key, value in part.items():
            if key == "citations":
                yield from value
            else:
                yield from _citations(value)
