"""What was said, where sources differ, and hints that no source supports."""

from collections import Counter

from initiatives.choices import CONFLICT_NATURES, STATEMENT_TYPES
from initiatives.models import (
    Disagreement,
    DisagreementPosition,
    DisagreementSubject,
    EditorialHint,
    Initiative,
    PositionCitation,
    Statement,
    StatementCitation,
)
from initiatives.models.disagreement import SUBJECTS
from sources.choices import BASES

from .entry import CLAIM_LISTS, Entry
from .plan_claims import figure_of
from .planner import Planner
from .rows import Ref


def plan_words(planner: Planner):
    for entry in planner.entries("statements"):
        _statement(planner, entry)
    for entry in planner.entries("market_facts"):
        _market_remark(planner, entry)
    for entry in planner.entries("conflicts"):
        _disagreement(planner, entry)
    hints: Counter[str] = Counter()
    for entry in planner.entries("external_hints"):
        _hint(planner, entry, hints)


def _statement(planner: Planner, entry: Entry):
    entry.text("id")
    about = entry.refs("about", "initiatives")
    speaker = entry.ref("speaker", "people")
    partner = entry.ref("organisation", "partners")
    description = entry.pair("speaker_description", "speaker_description")
    if not (speaker or partner or description["speaker_description_en"]):
        entry.problem("speaker", "say who speaks: a person, an organisation or a description.")
    statement = planner.add(
        Statement,
        entry.id,
        entry,
        {
            "initiative": about[0] if about else None,
            "speaker": speaker,
            **description,
            "partner": partner,
            "type": entry.code("type", STATEMENT_TYPES),
            **entry.date("date", "date"),
            **entry.both("paraphrase_fr", "paraphrase_en", "paraphrase"),
        },
        sets={"also_about": about[1:], "also_said_by": entry.refs("also_said_by", "people")},
    )
    planner.cite_all(entry, StatementCitation, {"statement": statement}, entry.id)


def _market_remark(planner: Planner, entry: Entry):
    entry.text("id")
    has_figure = any(key in entry.record for key in ("unit", "value_min", "value_max"))
    figure = figure_of(entry) if has_figure else {}
    if figure and figure["value_min"] is None:
        entry.problem("value_min", "a figure needs its value.")
    statement = planner.add(
        Statement,
        entry.id,
        entry,
        {
            **entry.pair("about", "topic", required=True),
            "partner": entry.ref("claimed_by", "partners"),
            **entry.date("date", "date"),
            **entry.both("statement_fr", "statement_en", "paraphrase"),
            **figure,
            "formerly": entry.text("formerly", required=False),
        },
        sets={"also_about": planner.remarks.get(entry.id, [])},
    )
    planner.cite_all(entry, StatementCitation, {"statement": statement}, entry.id)


def _disagreement(planner: Planner, entry: Entry):
    entry.text("id")
    resolution = entry.pair("resolution", "resolution")
    basis = entry.code("resolution_basis", BASES, default="")
    if resolution["resolution_en"] and not basis:
        entry.problem("resolution_basis", "missing: a resolution needs its basis.")
    disagreement = planner.add(
        Disagreement,
        entry.id,
        entry,
        {
            "slug": entry.id,
            **entry.pair("topic", "topic", required=True),
            "working_type": entry.text("type", required=False),
            "nature": entry.code("nature", CONFLICT_NATURES),
            "public": entry.flag("public", required=True),
            **resolution,
            "resolution_basis": basis,
        },
    )
    _subjects(planner, entry, disagreement)
    _positions(planner, entry, disagreement)


def _subjects(planner: Planner, entry: Entry, disagreement: Ref):
    for position, subject in enumerate(
        entry.refs("subjects", "initiatives", *CLAIM_LISTS, "partners", "people")
    ):
        kind = subject.model._meta.model_name
        values = {
            "disagreement": disagreement,
            **dict.fromkeys(SUBJECTS),
            kind: subject,
            "position": position,
        }
        planner.add(DisagreementSubject, f"{entry.id}/subject/{subject.id}", entry, values)


def _positions(planner: Planner, entry: Entry, disagreement: Ref):
    count = 0
    for count, position in enumerate(entry.each("positions"), start=1):
        id = f"{entry.id}/position-{count}"
        values = {**position.pair("statement", "words", required=True), "position": count - 1}
        row = planner.add(
            DisagreementPosition, id, position, {"disagreement": disagreement, **values}
        )
        planner.cite_all(position, PositionCitation, {"stand": row}, id)
    if count < 2:
        entry.problem("positions", "sources that differ take at least two positions.")


def _hint(planner: Planner, entry: Entry, hints: Counter[str]):
    """``hints`` counts those about each thing so far: a hint has no identifier of its own."""
    about = entry.ref("about", "initiatives", "articles", required=True)
    if entry.flag("usable_as_fact"):
        entry.problem("usable_as_fact", "a hint is never a fact: find a source and cite it.")
    hint = entry.text("hint")
    if about is None:
        return
    hints[about.id] += 1
    kind = "initiative" if about.model is Initiative else "article"
    planner.add(
        EditorialHint,
        f"{about.id}/hint-{hints[about.id]}",
        entry,
        {"initiative": None, "article": None, kind: about, "hint": hint},
    )
