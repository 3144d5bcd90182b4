"""Entries: the list, and the page on which every claim stands with its passages."""

import datetime
from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from ..choices import ROLES
from ..filters import InitiativeFilterSet
from ..publication.family import Relative, family_of
from ..publication.models import PublishedInitiative
from ..publication.nearby import Nearby, nearby
from ..publication.silence import Silence, silences
from . import errors
from .addresses import site_url
from .citing import citation_of
from .lists import PublishedList
from .pages import PublishedDetail, grouped, today
from .passages import cited_articles, number_passages
from .relatives import family_tree, relatives_of
from .timeline import timeline

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
    more_columns = ("state", "reason", "merged_into", "themes")
    changes_with_the_day = True

    def elsewhere(self, row):
        if row["state"] == "withdrawn":
            return errors.gone(self.request, row["reason"])
        return self.redirect_to(row["merged_into"]) if row["state"] == "merged" else None

    def get_context(self, row, entry):
        slug, on = entry["slug"], today()
        kin = {each["slug"] for name in _KIN for each in entry[name]}
        partners = {each["partner"]["slug"]: each["partner"] for each in entry["participations"]}
        return {
            **entry_context(
                entry,
                on=on,
                silence=silences([slug], on=on).get(slug),
                relatives=family_of(slug) if entry["parents"] or entry["children"] else None,
                near=nearby(
                    slug,
                    partners=partners,
                    themes=row["themes"],
                    without=kin,
                    opening=self.opening,
                ),
            ),
            "cite": citation_of(entry, site_url(self.request)),
        }


_KIN = ("parents", "children", "related")


def entry_context(
    entry: dict,
    *,
    on: datetime.date | None = None,
    silence: Silence | None = None,
    relatives: list[Relative] | None = None,
    near: Sequence[Nearby] = (),
) -> dict:
    """What ``initiative_detail.html`` prints of a document; ``versions``: how many there are.

    ``on``: the day on which the page holds, today unless told. ``silence``, ``relatives`` and
    ``near`` are read from other published rows, where there are any: not for a preview.
    """
    on = on or today()
    about, roles, milestones = (
        _about(entry),
        by_role(entry["participations"]),
        timeline(entry, on=on),
    )
    # Copies: the same participations stand further down, where their passages are repeats.
    leads = [
        {**each, "citations": [{**citation} for citation in each["citations"]]}
        for each in entry["participations"]
        if each["role"] == "lead"
    ]
    lifecycle = entry["lifecycle"] or {"citations": [], "history": []}
    passages = number_passages(
        entry["investments"],
        entry["metrics"],
        {"citations": lifecycle["citations"]},
        leads,
        entry["place"],
        entry["conflicts"],
        {"citations": about["entry"]},
        {"citations": about["audience"]},
        *({"citations": citations} for _field, citations in about["fields"]),
        [participations for _role, participations in roles],
        milestones,
        lifecycle["history"],
        entry["statements"],
        {"citations": about["parent"]},
    )
    return {
        "entry": entry,
        "on": on,
        "silence": silence,
        "leads": _on_same_passages(leads),
        "roles": [(role, _on_same_passages(rows)) for role, rows in roles],
        "milestones": milestones,
        "about": about,
        "open_conflicts": _unresolved(entry["conflicts"]),
        "family": family_tree(entry, relatives or relatives_of(entry)),
        "near": near,
        "passages": passages,
        "articles": cited_articles(passages),
        "versions": entry["version"],
        "cite": None,
    }


def _unresolved(conflicts: list[dict]) -> int:
    return sum(not any((each["resolution"] or {}).values()) for each in conflicts)


def _on_same_passages(claims: list[dict]) -> list[list[dict]]:
    """Neighbours that rest on the very same passages, said the same way, stand beside them once."""
    groups: list[list[dict]] = []
    for claim in claims:
        if groups and claim["citations"] == groups[-1][0]["citations"]:
            groups[-1].append(claim)
        else:
            groups.append([claim])
    return groups


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
