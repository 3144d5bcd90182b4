"""What every part of the plan shares: the rows so far, the names known, the passages cited."""

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from initiatives.choices import VOCABULARIES
from initiatives.models import (
    Disagreement,
    Initiative,
    Investment,
    Metric,
    Milestone,
    Participation,
    Partner,
    Person,
    Statement,
    Theme,
)
from sources.choices import STANCES
from sources.models import Citation, Publisher, SourceArticle

from .entry import CLAIM_LISTS, Entry, Names, entries
from .read import Items, Problems, Record
from .rows import Plan, Ref, Row

EDITORIAL = VOCABULARIES["editorial"]
MODELS = {
    "publishers": Publisher,
    "articles": SourceArticle,
    "related_articles": SourceArticle,
    "passages": Citation,
    "themes": Theme,
    "partners": Partner,
    "people": Person,
    "initiatives": Initiative,
    "statements": Statement,
    "market_facts": Statement,
    "conflicts": Disagreement,
}
CLAIM_MODELS = dict(zip(CLAIM_LISTS, (Participation, Investment, Milestone, Metric), strict=True))
PASSAGES_A_CITATION = 10


class Planner:
    def __init__(self, files: dict[str, Any], problems: Problems):
        self.files = files
        self.problems = problems
        self.plan = Plan()
        self.names = Names()
        self.theme_by_name: dict[str, Ref] = {}
        self.published: set[str] = set()  # entries the dataset calls public
        self.remarks: dict[str, list[Ref]] = {}  # market remark -> entries that point at it
        self._declare_all()

    # ── Names, before anything refers to them

    def _declare_all(self):
        for name, model in MODELS.items():
            for record in self.files[name]:
                self._declare(name, model, record)
        for record in self.files["initiatives"]:
            for claims, model in CLAIM_MODELS.items():
                listed = record.get(claims) if isinstance(record, Record) else None
                for claim in listed if isinstance(listed, Items) else ():
                    self._declare(claims, model, claim)
        for record in self.files["themes"]:
            if isinstance(record, Record) and isinstance(record.get("name_en"), str):
                ref = self.names.find(str(record.get("id")), "themes")
                if ref and self.theme_by_name.setdefault(record["name_en"], ref) != ref:
                    self.problems.add(
                        record, "name_en", "another theme has this name.", subject=ref.id
                    )

    def _declare(self, name: str, model: type[models.Model], record):
        if not isinstance(record, Record):
            return  # reported where the list is read
        id = record.get("id")
        if not isinstance(id, str) or not id:
            self.problems.add(record, "id", "missing.")
            return
        taken = self.names.declare(name, model, id, record)
        if taken is not None:
            place = f"{taken.file}, line {taken.line}"
            self.problems.add(record, "id", f"this id stands already in {place}.", subject=id)

    def entries(self, name: str):
        """The records of one file, each checked for keys nobody read when the next is asked for."""
        return entries(self.files[name], self.names, self.problems, f"{name}.json")

    # ── Rows

    def add(
        self,
        model: type[models.Model],
        id: str,
        entry: Entry,
        values: dict,
        sets: dict[str, list[Ref]] | None = None,
    ) -> Ref:
        """Plan one row. What the model's own fields refuse is a problem of its record."""
        row = Row(model, id, values, entry.record, sets or {})
        plain = {name: value for name, value in values.items() if not isinstance(value, Ref)}
        self._check_fields(model, entry, plain)
        if not self.plan.add(row) and self.plan.get(model, id).record is not entry.record:
            entry.problem("", f"{model._meta.verbose_name} “{id}” stands twice.")
        return row.ref

    @staticmethod
    def _check_fields(model: type[models.Model], entry: Entry, plain: dict):
        others = {
            field.name
            for field in model._meta.get_fields()
            if field.is_relation or field.name not in plain
        }
        try:
            model(**plain).clean_fields(exclude=others)
        except ValidationError as error:
            for name, errors in error.error_dict.items():
                label = model._meta.get_field(name).verbose_name
                for each in errors:
                    if each.code != "blank":  # what may be empty is for the reading to say
                        entry.problem("", f"{label}: {' '.join(each.messages)}")

    # ── Passages

    def cite_all(
        self, entry: Entry, link, owner: dict, fact: str, field: str = "", *, required: bool = True
    ):
        """One link for each passage of each citation of ``entry``."""
        for position, citation in enumerate(entry.each("citations", required=required)):
            self.cite(citation, link, owner, fact, field, position)

    def cite(
        self, citation: Entry, link, owner: dict, fact: str, field: str = "", position: int = 0
    ):
        """The links of one citation, one for each passage.

        ``position`` is ten times the place of the citation, plus that of the passage in it, so that
        the groups and the order of the file can be found back.
        """
        stance = citation.code("support", STANCES)
        note = citation.pair("note", "note")
        for place, passage in enumerate(self._passages(citation)):
            values = {
                **owner,
                "citation": passage,
                "stance": stance,
                "field": field,
                **note,
                "position": PASSAGES_A_CITATION * position + place,
            }
            link_id = "/".join(part for part in (fact, field, passage.id) if part)
            if self.plan.get(link, link_id):
                citation.problem("passages", f"“{passage.id}” is cited twice for the same fact.")
            self.add(link, link_id, citation, values)

    def _passages(self, citation: Entry) -> list[Ref]:
        article = citation.ref("article", "articles", required=True)
        locator = citation.text("locator")
        lines = citation.wholes("lines")
        passages = citation.refs("passages", "passages")
        if not passages:
            citation.problem("passages", "a citation needs its passages.")
        if len(passages) > PASSAGES_A_CITATION:
            citation.problem("passages", f"{PASSAGES_A_CITATION} passages at most in one citation.")
        numbers = re.findall(r"\d+", locator)
        named = [passage.id for passage in passages]
        if article and passages and named != [f"{article.id}-p{number}" for number in numbers]:
            citation.problem("passages", f"these are not the passages of {article.id}, {locator}.")
        elif passages and len(lines) != len(passages):
            citation.problem("lines", "one line for each passage is expected.")
        else:
            self._note_lines(citation, passages, lines)
        return passages

    def _note_lines(self, citation: Entry, passages: list[Ref], lines: list[int]):
        for passage, line in zip(passages, lines, strict=False):
            row = self.plan.get(*passage)
            if row is not None and row.values.setdefault("line", line) != line:
                stated = row.values["line"]
                citation.problem("lines", f"“{passage.id}” stands on line {stated} elsewhere.")

    def passage_at(self, entry: Entry) -> Ref | None:
        """The passage that ``article`` and ``locator`` of ``entry`` point at."""
        article = entry.ref("article", "articles", required=True)
        numbers = re.findall(r"\d+", entry.text("locator"))
        if article is None or not numbers:
            return None
        return entry.known("locator", f"{article.id}-p{numbers[0]}", "passages")
