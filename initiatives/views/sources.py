"""Articles: the list, and every published fact that one of them supports."""

from django.utils.translation import gettext_lazy as _

from ..filters import SourceFilterSet
from ..publication.models import (
    PublishedInitiative,
    PublishedParticipation,
    PublishedPartner,
    PublishedSource,
)
from .lists import PublishedList
from .pages import PublishedDetail, documents


class SourceListView(PublishedList):
    filterset_class = SourceFilterSet
    template_name = "sources/source_list.html"
    collection = "sources"
    heading = _("Sources")
    dek = _(
        "The articles on which published facts rest; each page lists every fact its article "
        "supports."
    )
    first_filters = ("kind", "publisher", "dated_after")


class SourceDetailView(PublishedDetail):
    """The facts are in the article's own document. What else its passages carry, the spelling of a
    name or a position where sources differ, is in those of the entries that cite it and of the
    partners in them.
    """

    model = PublishedSource
    kind = "source"
    route = "initiatives:source_detail"
    template_name = "sources/source_detail.html"

    def get_context(self, row, source):
        entries = PublishedInitiative.objects.filter(
            state="published", sources__contains=[row["slug"]]
        )
        taking_part = PublishedParticipation.objects.filter(initiative__in=entries)
        partners = PublishedPartner.objects.filter(slug__in=taking_part.values("partner"))
        passages = _Passages(source)
        for partner in documents(partners):
            passages.add_partner(partner)
        for entry in documents(entries.filter(has_conflict=True)):
            passages.add_disagreements(entry)
        return {
            "source": source,
            "passages": passages.in_order(),
            "entries": _entries(source["passages"]),
        }


class _Passages:
    """The passages of an article, each with all that stands on it."""

    def __init__(self, source: dict):
        self.slug = source["slug"]
        self.found = {each["id"]: _passage(each) for each in source["passages"]}

    def in_order(self) -> list[dict]:
        return list(self.found.values())

    def add_partner(self, partner: dict) -> None:
        """How the article writes a partner's name, and what it says of it."""
        for alias in partner["aliases"]:
            for citation in self._own(alias["citations"]):
                self._at(citation)["spellings"].append({"partner": partner, "name": alias["name"]})
        for citation in self._own(partner["citations"]):
            said = {"partner": partner, "field": citation["field"]}
            self._at(citation)["partner_facts"].append(said)

    def add_disagreements(self, entry: dict) -> None:
        """The positions that the article takes where sources differ, each once."""
        for conflict in entry["conflicts"]:
            for position in conflict["positions"]:
                for citation in self._own(position["citations"]):
                    known = self._at(citation)["disagreements"]
                    if conflict["slug"] not in [each["slug"] for each in known]:
                        said = {"slug": conflict["slug"], "topic": conflict["topic"]}
                        known.append({**said, "words": position["words"], "entry": entry})

    def _own(self, citations: list[dict]) -> list[dict]:
        return [each for each in citations if each["article"]["slug"] == self.slug]

    def _at(self, citation: dict) -> dict:
        """The passage on the page; one that stands under no other fact comes after the others."""
        return self.found.setdefault(citation["id"], _passage({**citation, "facts": []}))


def _passage(passage: dict) -> dict:
    """A passage with its facts grouped by entry; those outside any entry come last."""
    groups: dict = {}
    for fact in sorted(passage["facts"], key=lambda fact: fact["initiative"] is None):
        entry = fact["initiative"]
        group = groups.setdefault(entry and entry["slug"], {"entry": entry, "facts": []})
        if fact["type"] != "initiative" or not _is_said(fact, group["facts"]):
            group["facts"].append(fact)
    more: dict = {"spellings": [], "partner_facts": [], "disagreements": []}
    return {**passage, **more, "groups": list(groups.values())}


def _is_said(fact: dict, facts: list[dict]) -> bool:
    """Whether a passage already stands under the same field of the entry, with the same note."""
    said = ("type", "field", "stance", "note")
    return any(all(each[key] == fact[key] for key in said) for each in facts)


def _entries(passages: list[dict]) -> list[dict]:
    """The entries that the article speaks of, with how many facts of each it supports."""
    entries: dict[str, dict] = {}
    for fact in (fact for passage in passages for fact in passage["facts"]):
        if entry := fact["initiative"]:
            known = entries.setdefault(entry["slug"], {"entry": entry, "facts": set()})
            known["facts"].add((fact["type"], fact["id"]))
    return sorted(entries.values(), key=lambda each: -len(each["facts"]))
