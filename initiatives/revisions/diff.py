"""Two aggregates compared, three merged, some changes taken: pure functions on documents.

The unit of a decision is a *change*: a row that came or went, or one *fact* of a row that stayed. A
fact is what makes sense only together: an amount with its currency, a date with its bounds.
"""

from collections.abc import Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass, field

from sources.fields import FuzzyDateField

from .aggregate import BY_NAME, PARTS, ROOT, Document, Part

ADDED, REMOVED, CHANGED = "added", "removed", "changed"

# Columns that are one fact together, by the name of the fact.
_FACTS = {
    "amount": {"amount_min", "amount_max", "currency", "qualifier", "disclosure"},
    "figure": {"value_min", "value_max", "display", "unit", "qualifier"},
    "recipient": {"recipient_kind", "recipient_id"},
    "inference": {"inferred", "basis_fr", "basis_en"},
}
# Rows that are decided with the row they hang from: model -> the columns that may name it.
_HANGING = {
    "evidence": [
        "participation_id",
        "investment_id",
        "milestone_id",
        "metric_id",
        "lifecycle_status_id",
    ],
    "statementcitation": ["statement_id"],
    "metricclaimant": ["metric_id"],
}


@dataclass(frozen=True)
class Change:
    """One decision. ``fact`` is empty for a row that came or went as a whole.

    ``before`` and ``after`` hold the columns of the fact, or the row, ``None`` where there is none.
    """

    model: str
    pk: str
    kind: str
    fact: str = ""
    before: dict | None = None
    after: dict | None = None
    hanging: tuple[tuple[str, str], ...] = ()  # rows that come and go with it

    @property
    def key(self) -> str:
        """Names the change in a form; the same as long as row and fact are the same."""
        return f"{self.model}:{self.pk}:{self.fact}"


@dataclass(frozen=True)
class Conflict:
    """A fact that both sides changed, differently; or a row that one changed and the other removed.

    ``base``, ``mine`` and ``theirs`` hold the fact's columns, or the row, ``None`` where removed.
    """

    model: str
    pk: str
    fact: str
    base: dict | None
    mine: dict | None
    theirs: dict | None

    @property
    def key(self) -> str:
        return f"{self.model}:{self.pk}:{self.fact}"


@dataclass
class Merge:
    """``document`` is complete when ``conflicts`` is empty; until then it has *theirs* there."""

    document: Document
    conflicts: list[Conflict] = field(default_factory=list)


# ── Comparing ────────────────────────────────────────────────────────────────────────────────────


def fact_of(part: Part, column: str) -> str:
    """The fact ``column`` belongs to."""
    for name, columns in _FACTS.items():
        if column in columns and columns <= part.columns.keys():
            return name
    for each in part.columns.values():
        if isinstance(each, FuzzyDateField) and column.startswith(each.name):
            return each.name
    return column


def facts(part: Part, row: dict) -> dict[str, set[str]]:
    """The columns of each fact of a row."""
    found: dict[str, set[str]] = {}
    for column in row:
        found.setdefault(fact_of(part, column), set()).add(column)
    return found


def diff(before: Document, after: Document) -> list[Change]:
    """What turns ``before`` into ``after``, in the order of the entry's form."""
    return [change for part in PARTS for change in _of_part(part, before, after)]


def _of_part(part: Part, before: Document, after: Document) -> Iterator[Change]:
    old, new = before.get(part.name, {}), after.get(part.name, {})
    for pk in [*old, *(pk for pk in new if pk not in old)]:
        had, has = old.get(pk), new.get(pk)
        if had is None or has is None:
            kind, whole = (ADDED, after) if had is None else (REMOVED, before)
            if not _goes_with_its_owner(part, had or has, kind, before, after):
                yield Change(
                    part.name, pk, kind, "", had, has, tuple(_hanging_from(part.name, pk, whole))
                )
            continue
        for fact, columns in facts(part, {**had, **has}).items():
            was, becomes = ({name: row.get(name) for name in columns} for row in (had, has))
            if columns <= had.keys() & has.keys() and was != becomes:
                yield Change(part.name, pk, CHANGED, fact, was, becomes)


def owner_of(name: str, row: dict) -> tuple[str, str] | None:
    """The row that a hanging row belongs to, ``None`` for the entry itself."""
    for column in _HANGING.get(name, ()):
        if row.get(column):
            owner = column.removesuffix("_id").replace("_", "")
            return owner, str(row[column])
    return None


def _goes_with_its_owner(part: Part, row: dict, kind: str, before, after) -> bool:
    owner = owner_of(part.name, row)
    if owner is None:
        return False
    name, pk = owner
    other = before if kind == ADDED else after
    return pk not in other.get(name, {})


def _hanging_from(name: str, pk: str, document: Document) -> Iterator[tuple[str, str]]:
    for hanging in _HANGING:
        for key, row in document.get(hanging, {}).items():
            if owner_of(hanging, row) == (name, pk):
                yield hanging, key


# ── Taking some changes ──────────────────────────────────────────────────────────────────────────


def take(before: Document, after: Document, keys: Iterable[str]) -> Document:
    """``before`` with the changes ``keys`` of ``diff(before, after)``, and what those need.

    A row that is taken brings the rows it names; one that goes takes along those that name it.
    """
    changes = {change.key: change for change in diff(before, after)}
    wanted = closure(changes, set(keys) & changes.keys())
    result = deepcopy(before)
    for key in wanted:
        change = changes[key]
        rows = result.setdefault(change.model, {})
        if change.kind == CHANGED:
            rows[change.pk].update(change.after)
            continue
        for name, pk in [(change.model, change.pk), *change.hanging]:
            if change.kind == ADDED:
                result.setdefault(name, {})[pk] = after[name][pk]
            else:
                result[name].pop(pk, None)
    return result


def closure(changes: dict[str, Change], keys: set[str]) -> set[str]:
    """``keys`` and the keys of the changes without which they cannot be."""
    added = {(each.model, each.pk): key for key, each in changes.items() if each.kind == ADDED}
    wanted, left = set(), list(keys)
    while left:
        key = left.pop()
        if key in wanted:
            continue
        wanted.add(key)
        change = changes[key]
        if change.after:
            left += [added[row] for row in _named(change.model, change.after) if row in added]
        if change.kind == REMOVED:
            gone = (change.model, change.pk)
            for other_key, other in changes.items():
                if other.before and gone in _named(other.model, other.before):
                    left.append(other_key)
    return wanted


def _named(name: str, row: dict) -> Iterator[tuple[str, str]]:
    """The rows of the same entry that ``row`` names."""
    columns = BY_NAME[name].columns
    for column, value in row.items():
        target = columns[column].related_model if column in columns else None
        if value is not None and target is not None:
            model = target._meta.model_name
            if model in BY_NAME and model != ROOT.name:
                yield model, str(value)


# ── Merging ──────────────────────────────────────────────────────────────────────────────────────


def merge(base: Document, mine: Document, theirs: Document, choices=None) -> Merge:
    """What ``mine`` changes of ``base``, put on top of ``theirs``, fact by fact.

    ``choices`` resolves conflicts: ``{key: "mine" or "theirs"}``. Lists of links are merged as
    sets; everything else that both changed differently is a conflict.
    """
    choices = choices or {}
    result = Merge(deepcopy(theirs))
    for part in PARTS:
        old, own, live = (each.get(part.name, {}) for each in (base, mine, theirs))
        for pk in dict.fromkeys([*old, *own]):
            _merge_row(part, pk, old.get(pk), own.get(pk), live.get(pk), choices, result)
    _drop_orphans(result.document, theirs)
    return result


def _merge_row(part: Part, pk: str, base, mine, theirs, choices, result: Merge) -> None:
    rows = result.document.setdefault(part.name, {})
    if mine == base:
        return  # nothing of mine: theirs stands
    if base is None:  # a row of mine
        rows[pk] = deepcopy(mine)
        return
    if mine is None and (theirs is None or theirs == base):
        rows.pop(pk, None)
        return
    if mine is None or theirs is None:  # one side removed what the other changed
        conflict = Conflict(part.name, pk, "", base, mine, theirs)
        choice = choices.get(conflict.key)
        if choice == "mine":
            if mine is None:
                rows.pop(pk, None)
            else:
                rows[pk] = deepcopy(mine)
        elif choice != "theirs":
            result.conflicts.append(conflict)
        return
    for fact, columns in facts(part, mine).items():
        sides = [{name: row.get(name) for name in columns} for row in (base, mine, theirs)]
        was, own, live = sides
        if own in (was, live):
            continue
        if live == was:
            rows[pk].update(own)
        elif fact in part.links:
            kept = (set(live[fact]) - (set(was[fact]) - set(own[fact]))) | (
                set(own[fact]) - set(was[fact])
            )
            rows[pk][fact] = sorted(kept)
        else:
            conflict = Conflict(part.name, pk, fact, was, own, live)
            choice = choices.get(conflict.key)
            if choice == "mine":
                rows[pk].update(own)
            elif choice != "theirs":
                result.conflicts.append(conflict)


def _drop_orphans(document: Document, theirs: Document) -> None:
    """A row of mine that hangs from one they removed goes with it."""
    for name in _HANGING:
        for pk, row in list(document.get(name, {}).items()):
            owner = owner_of(name, row)
            if (
                owner
                and owner[1] not in document.get(owner[0], {})
                and pk not in theirs.get(name, {})
            ):
                del document[name][pk]
