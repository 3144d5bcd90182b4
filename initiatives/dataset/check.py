"""What no single record can tell: no family in a circle, nothing public on a draft, the counts."""

from collections.abc import Callable, Iterable

from django.core.validators import slug_re

from initiatives.models import (
    DatasetLoad,
    Disagreement,
    DisagreementSubject,
    Initiative,
    InitiativeParent,
    Investment,
    Metric,
    MetricClaimant,
    Milestone,
    Participation,
    Partner,
    Statement,
)
from sources.models import Citation, CitationLink, Publisher

from .counts import counts_of
from .planner import Planner
from .read import Record
from .rows import Ref, Row

NAME_LIMIT = DatasetLoad._meta.get_field("name").max_length
LISTS_IN_CODE = "counts.vocabularies"  # closed lists stand beside the code, not among these files


def check(planner: Planner):
    _named(planner)
    _no_circles(planner)
    _nothing_public_on_a_draft(planner)
    if not planner.problems.found:  # of a list with faults neither would say anything new
        _every_passage_cited(planner)
        _counts_hold(planner)


def _problem(planner: Planner, row: Row, key: str, message: str):
    planner.problems.add(row.record, key, message, subject=row.record.get("id", row.id))


def _named(planner: Planner):
    """A dataset needs a name: what was loaded before is looked up by it."""
    meta = planner.files["meta"]
    name = meta.get("name")
    if not (isinstance(name, str) and slug_re.fullmatch(name) and len(name) <= NAME_LIMIT):
        planner.problems.add(
            meta, "name", f"a name of {NAME_LIMIT} letters, digits and hyphens at most."
        )


# ── Families


def _no_circles(planner: Planner):
    up = {}
    for model in (Partner, Publisher):
        for row in planner.plan.rows(model):
            up[row.ref] = [row.values.get("parent")]
    for row in planner.plan.rows(Investment):
        up[row.ref] = [row.values.get("part_of")]
    for row in planner.plan.rows(InitiativeParent):
        up.setdefault(row.values["child"], []).append(row.values["parent"])
    for start in up:
        if start in _above(start, up):
            row = planner.plan.get(*start)
            key = "part_of" if start.model is Investment else "parent"
            _problem(planner, row, key, "it descends from itself.")


def _above(start: Ref, up: dict[Ref, list[Ref | None]]) -> set[Ref]:
    found: set[Ref] = set()
    waiting = list(up.get(start, []))
    while waiting:
        ref = waiting.pop()
        if ref is not None and ref not in found:
            found.add(ref)
            waiting += up.get(ref, [])
    return found


# ── Drafts


def _nothing_public_on_a_draft(planner: Planner):
    draft_partners = {row.ref for row in planner.plan.rows(Partner) if not row.values["public"]}
    drafts = {
        row.ref for row in planner.plan.rows(Initiative) if row.id not in planner.published
    } | draft_partners
    for row, key, ref in _named_in_public(planner):
        if ref in drafts:
            _problem(planner, row, key, f"a published entry names the draft “{ref.id}”.")
    for row in planner.plan.rows(DisagreementSubject):
        if _is_public(planner, row) and _root(planner, row) in drafts:
            root = _root(planner, row)
            _problem(
                planner, row, "subjects", f"a public disagreement about the draft “{root.id}”."
            )


def _named_in_public(planner: Planner) -> Iterable[tuple[Row, str, Ref | None]]:
    """Each partner or entry that a published entry names, with the row and key that do."""
    named: dict[type, Callable[[Row], list[tuple[str, Ref | None]]]] = {
        Initiative: lambda row: [("also_organisation", row.values["also_partner"])],
        InitiativeParent: lambda row: [("parent", row.values["parent"])],
        Participation: lambda row: [("partner", row.values["partner"])],
        Investment: lambda row: [
            ("recipient", row.values["recipient"]),
            *(("investors", investor) for investor in row.sets["investors"]),
        ],
        Milestone: lambda row: [("actor", row.values["actor"])],
        MetricClaimant: lambda row: [("claimed_by", row.values["partner"])],
        Statement: lambda row: [("organisation", row.values["partner"])],
    }
    for model, names in named.items():
        for row in planner.plan.rows(model):
            if _entry(planner, row) in planner.published:
                for key, ref in names(row):
                    yield row, key, ref


def _entry(planner: Planner, row: Row) -> str:
    """The id of the entry a row belongs to, empty when none."""
    if row.model is Initiative:
        return row.id
    if row.model is MetricClaimant:
        metric = planner.plan.get(Metric, row.values["metric"].id)
        return metric.values["initiative"].id if metric else ""
    owner = row.values.get("initiative") or row.values.get("child")
    return owner.id if owner else ""


def _is_public(planner: Planner, subject: Row) -> bool:
    disagreement = planner.plan.get(Disagreement, subject.values["disagreement"].id)
    return disagreement is not None and bool(disagreement.values["public"])


def _root(planner: Planner, subject: Row) -> Ref | None:
    """The entry, partner or person a subject is, or whose claim it is."""
    ref = next(
        value
        for name, value in subject.values.items()
        if isinstance(value, Ref) and name != "disagreement"
    )
    row = planner.plan.get(*ref)
    return row.values.get("initiative", ref) if row else ref


# ── Passages and counts


def _every_passage_cited(planner: Planner):
    cited = {row.values["citation"] for row in planner.plan if issubclass(row.model, CitationLink)}
    for row in planner.plan.rows(Citation):
        if row.ref not in cited:
            _problem(planner, row, "id", "no fact cites this passage.")


def _counts_hold(planner: Planner):
    meta = planner.files["meta"]
    stated = meta.get("counts")
    if not isinstance(stated, Record):
        planner.problems.add(meta, "counts", "missing.")
        return
    _compare(planner, stated, counts_of(planner), "counts")


def _compare(planner: Planner, stated: Record, found: dict, path: str):
    for key, count in stated.items():
        name = f"{path}.{key}"
        if name == LISTS_IN_CODE:
            continue
        if key not in found:
            planner.problems.add(stated, key, f"{name}: nothing of this kind is counted.")
        elif isinstance(count, Record) and isinstance(found[key], dict):
            _compare(planner, count, found[key], name)
        elif count != found[key]:
            planner.problems.add(stated, key, f"{name} is {count}, the files hold {found[key]}.")
