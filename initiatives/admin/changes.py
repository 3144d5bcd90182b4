"""The changes of a revision in words: what a reviewer reads, ticks and resolves.

Rows of documents are made objects again, never saved, so that they are named as the form names
them. A handful of queries for any number of changes: what they refer to is loaded at once.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.contrib import admin
from django.contrib.admin.utils import flatten_fieldsets
from django.db.models import BooleanField, Model
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sources.fields import FuzzyDateField
from sources.models import Citation
from sources.vocabulary import CodeField
from sources.written.wording import place_in_words

from ..models import Initiative, Revision
from ..publication.word_changes import word_changes
from ..revisions import aggregate
from ..revisions.aggregate import BY_NAME, ROOT, Document
from ..revisions.diff import ADDED, CHANGED, REMOVED, Change, Conflict, diff, owner_of
from ..templatetags import tracker_format
from .lines import in_words
from .sections import SECTIONS

_FACTS = {
    "amount": gettext_lazy("amount"),
    "figure": gettext_lazy("figure"),
    "recipient": gettext_lazy("recipient"),
    "inference": gettext_lazy("inferred, and from what"),
}
# Kinds of rows whose facts a reader takes for facts: a change of one wants a passage.
CLAIMS = ("participation", "investment", "milestone", "metric", "lifecyclestatus", "statement")
_LINKS = {"evidence", "statementcitation"}
_PASSAGES = 4  # shown at once: those that came or went first
_AS_PROSE = 60  # characters from which two texts are compared word by word


@dataclass(frozen=True)
class PassageShown:
    """A passage under what changed; ``state`` is ``added``, ``removed`` or empty."""

    place: str
    publisher: str
    date: str
    words: str
    quote: str
    stance: str
    state: str
    address: str


@dataclass
class Told:
    """One change, or one conflict, in words. ``before`` and ``after`` are empty for none."""

    key: str
    kind: str
    section: str
    subject: str
    label: str
    before: str = ""
    after: str = ""
    theirs: str | None = None
    chosen: str = ""  # of a conflict: mine or theirs
    words: tuple = ()
    passages: list[PassageShown] = field(default_factory=list)
    more_passages: list[PassageShown] = field(default_factory=list)
    is_uncited: bool = False
    notes: list = field(default_factory=list)


@dataclass
class ToldSection:
    title: object
    changes: list[Told]


class Teller:
    """Names the rows and values of two documents of one entry (before, after)."""

    def __init__(self, entry: Initiative, *documents: Document):
        self.entry = entry
        self.documents = documents
        self.related = _related(documents)

    # ── Changes ──────────────────────────────────────────────────────────────────────────────────
    def changes(self) -> list[Told]:
        before, after = self.documents[:2]
        found = diff(before, after)
        newly = {owner for each in found for owner in self._newly_cited(each)}
        return [self._told(change, newly) for change in found]

    def _newly_cited(self, change: Change):
        """The claims to which the change adds a passage."""
        if change.model in _LINKS and change.kind == ADDED:
            yield owner_of(change.model, change.after)
        if change.kind == ADDED:
            yield (change.model, change.pk)

    def _told(self, change: Change, newly: set) -> Told:
        whole = self._row(change.model, change.pk)
        told = Told(
            key=change.key,
            kind=change.kind,
            section=_section_of(change.model, change.fact),
            subject=self._subject(change.model, change.pk, whole),
            label=self._label(change.model, change.fact),
        )
        passages = self._passages(change.model, change.pk)
        told.passages, told.more_passages = passages[:_PASSAGES], passages[_PASSAGES:]
        if change.kind == CHANGED:
            told.before = self.value(change.model, change.fact, change.before)
            told.after = self.value(change.model, change.fact, change.after)
            if max(len(told.before), len(told.after)) >= _AS_PROSE:
                told.words = word_changes(told.before, told.after)
            told.is_uncited = change.model in CLAIMS and (change.model, change.pk) not in newly
        elif change.kind == ADDED:
            told.after = self.in_words(change.model, change.pk, change.after)
            told.is_uncited = change.model in CLAIMS and not told.passages
        else:
            told.before = self.in_words(change.model, change.pk, change.before)
        return told

    def conflict(self, conflict: Conflict) -> Told:
        """``before`` is what both started from, ``after`` mine, ``theirs`` what is public."""
        whole = conflict.mine or conflict.theirs
        if conflict.fact:
            whole = self._row(conflict.model, conflict.pk)
        return Told(
            key=conflict.key,
            kind=CHANGED,
            section=_section_of(conflict.model, conflict.fact),
            subject=self._subject(conflict.model, conflict.pk, whole),
            label=self._label(conflict.model, conflict.fact),
            before=self._side(conflict, conflict.base),
            after=self._side(conflict, conflict.mine),
            theirs=self._side(conflict, conflict.theirs),
        )

    def _side(self, conflict: Conflict, row: dict | None) -> str:
        if conflict.fact or row is None:
            return self.value(conflict.model, conflict.fact, row)
        return self.in_words(conflict.model, conflict.pk, row)

    # ── Names ────────────────────────────────────────────────────────────────────────────────────
    def _row(self, model: str, pk: str) -> dict | None:
        for document in reversed(self.documents):
            if (row := document.get(model, {}).get(pk)) is not None:
                return row
        return None

    def _subject(self, model: str, pk: str, row: dict | None) -> str:
        if model == ROOT.name or row is None:
            return ""
        owner = owner_of(model, row)
        if owner is not None and (named := self._row(*owner)) is not None:
            return self.in_words(*owner, named)
        if model in _LINKS:
            return _("the entry itself")
        return self.in_words(model, pk, row)

    def in_words(self, model: str, pk: str, row: dict) -> str:
        if model == "evidence":
            return self._passage_in_words(row)
        if model == "statementcitation":
            return self._passage_in_words(row)
        part = BY_NAME[model]
        instance = aggregate.unsaved(model, pk, row, self.entry)
        for column, each in part.columns.items():
            if each.is_relation and row.get(column):
                related = self._object(each.related_model, row[column])
                if related is None:
                    setattr(instance, column, None)
                else:
                    setattr(instance, each.name, related)
        if model == "metricclaimant":
            return str(instance.partner or instance.person or "")
        return in_words(instance)

    def _passage_in_words(self, link: dict) -> str:
        citation = self._object(Citation, link["citation_id"])
        if citation is None:
            return _("a passage that is gone")
        return f"{citation.article.label}, {citation.place}"

    def _label(self, model: str, fact: str) -> str:
        part = BY_NAME[model]
        if not fact:
            return capfirst(part.model._meta.verbose_name)
        if fact in _FACTS and fact not in part.columns:
            return capfirst(_FACTS[fact])
        each = part.links.get(fact) or part.columns[fact]
        return capfirst(each.verbose_name)

    # ── Values ───────────────────────────────────────────────────────────────────────────────────
    def value(self, model: str, fact: str, row: dict | None) -> str:
        """A fact in words; empty where it says nothing."""
        if row is None:
            return ""
        part = BY_NAME[model]
        if fact == "amount":
            money = {name: row[name] for name in ("currency", "qualifier", "disclosure")}
            return tracker_format.money(
                {"min": row["amount_min"], "max": row["amount_max"], **money}
            )
        if fact == "figure":
            return tracker_format.figure(row) if row["value_min"] or row["display"] else ""
        if fact == "recipient":
            return self._joined(part, row, "recipient_kind", "recipient_id")
        if fact == "inference":
            return self._joined(part, row, "inferred", f"basis_{tracker_format.language()}")
        if fact in part.links:
            names = [self._name(part.links[fact].related_model, pk) for pk in row[fact]]
            return ", ".join(names)
        if isinstance(part.columns[fact], FuzzyDateField):
            return self._date(fact, row)
        return self._plain(part.columns[fact], row[fact])

    def _joined(self, part, row: dict, *columns: str) -> str:
        words = (self._plain(part.columns[name], row[name]) for name in columns)
        return ", ".join(each for each in words if each)

    def _date(self, name: str, row: dict) -> str:
        if not row[name]:
            return ""
        bounds = {
            "earliest": row.get(f"{name}_not_before"),
            "latest": row.get(f"{name}_not_after"),
        }
        words = tracker_format.fuzzy_date({"edtf": row[name], **bounds})
        if row.get(f"{name}_inferred"):
            basis = row.get(f"{name}_basis_{tracker_format.language()}") or ""
            words = f"{words} ({_('inferred')}{': ' if basis else ''}{basis})"
        return words

    def _plain(self, each, value) -> str:
        if value in (None, "", []):
            return ""
        if each.is_relation:
            return self._name(each.related_model, value)
        if isinstance(each, BooleanField):
            return _("yes") if value else _("no")
        if isinstance(each, CodeField) and each.vocabulary and value in each.vocabulary:
            return each.vocabulary[value].label()
        if each.choices:
            return str(dict(each.choices).get(value, value))
        if each.name == "country":
            return tracker_format.country(value)
        if isinstance(value, list):
            return ", ".join(map(str, value))
        return str(value)

    def _object(self, model: type[Model], pk) -> Model | None:
        if model._meta.model_name in BY_NAME and model is not Initiative:
            row = self._row(model._meta.model_name, str(pk))
            return row and aggregate.unsaved(model._meta.model_name, str(pk), row, self.entry)
        return self.related.get(model, {}).get(str(pk))

    def _name(self, model: type[Model], pk) -> str:
        if model._meta.model_name in BY_NAME and model is not Initiative:
            row = self._row(model._meta.model_name, str(pk))
            return self.in_words(model._meta.model_name, str(pk), row) if row else _("gone")
        found = self._object(model, pk)
        return str(found) if found is not None else _("gone")

    # ── Passages ─────────────────────────────────────────────────────────────────────────────────
    def _passages(self, model: str, pk: str) -> list[PassageShown]:
        before, after = (self._links(document, model, pk) for document in self.documents[:2])
        shown = {}
        for key in [*after, *before]:
            link = after.get(key) or before[key]
            passage = self._passage(link, _came_or_went(key, before, after))
            if passage is not None:
                shown.setdefault((link["citation_id"], passage.state), passage)
        return sorted(shown.values(), key=lambda passage: not passage.state)

    def _links(self, document: Document, model: str, pk: str) -> dict[str, dict]:
        links: dict[str, dict] = {}
        for kind in _LINKS:
            for key, link in document.get(kind, {}).items():
                owner = owner_of(kind, link)
                own = owner == (model, pk) or (kind, key) == (model, pk)
                if own or (model == ROOT.name and kind == "evidence" and owner is None):
                    links[key] = link
        return links

    def _passage(self, link: dict, state: str) -> PassageShown | None:
        citation = self._object(Citation, link["citation_id"])
        if citation is None:
            return None
        article = citation.article
        date = {"edtf": article.published, "earliest": None, "latest": None}
        page = f"{admin.site.name}:sources_citation_change"
        return PassageShown(
            place=f"{article.label}, {place_in_words(citation.locator)}",
            publisher=str(article.publisher or ""),
            date=tracker_format.fuzzy_date(date) if article.published else "",
            words=citation.paraphrase,
            quote=citation.quote,
            stance="" if link.get("stance") == "supports" else str(link.get("stance", "")),
            state=state,
            address=_page(page, citation.pk),
        )


def _came_or_went(key: str, before: dict, after: dict) -> str:
    if key in before and key in after:
        return ""
    return REMOVED if key in before else ADDED


def told(revision: Revision, base: Document | None = None) -> list[ToldSection]:
    """The changes of ``revision`` under the headings of the form, each with its notes.

    A first publication is told as what it adds to nothing.
    """
    before = revision.base if base is None else base
    if before is None:
        before = {part.name: {} for part in aggregate.PARTS}
        before[ROOT.name] = {str(revision.initiative_id): _blank()}
    teller = Teller(revision.initiative, before, revision.document)
    changes = teller.changes()
    notes = defaultdict(list)
    for note in revision.notes.all():
        notes[note.anchor].append(note)
    for change in changes:
        change.notes = notes.get(change.key, [])
    return in_sections(changes)


def in_sections(changes: Iterable[Told]) -> list[ToldSection]:
    by_key = defaultdict(list)
    for change in changes:
        by_key[change.section].append(change)
    return [
        ToldSection(section.title, by_key[section.key])
        for section in SECTIONS
        if by_key[section.key]
    ]


def _blank() -> dict:
    """The row of an entry nobody has typed anything into."""
    new = Initiative()
    row = {name: getattr(new, name) for name in ROOT.columns}
    return {**row, **{name: [] for name in ROOT.links}}


def _section_of(model: str, fact: str) -> str:
    """The section of the form where the row, or the fact of the entry, stands."""
    for section in SECTIONS:
        if any(inline.model._meta.model_name == model for inline in section.inlines):
            return section.key
        if model == ROOT.name and fact in _typed_in(section):
            return section.key
    return {"metricclaimant": "figures", "statementcitation": "statements"}.get(model, "identity")


def _typed_in(section) -> set[str]:
    return set(flatten_fieldsets(section.fieldsets))


def _related(documents: Iterable[Document]) -> dict[type[Model], dict[str, Model]]:
    """Everything outside the entry that the documents name; one query for each model."""
    wanted: dict[type[Model], set] = defaultdict(set)
    for document in documents:
        for name, rows in document.items():
            part = BY_NAME.get(name)
            if part is None:
                continue
            fields = [
                (column, each)
                for column, each in [*part.columns.items(), *part.links.items()]
                if each.is_relation
                and (
                    each.related_model is Initiative
                    or each.related_model._meta.model_name not in BY_NAME
                )
            ]
            for row in rows.values():
                for column, each in fields:
                    value = row.get(column)
                    wanted[each.related_model].update(
                        value if isinstance(value, list) else [] if value is None else [value]
                    )
    found = {}
    for model, keys in wanted.items():
        rows = model._base_manager.filter(pk__in=keys)
        if model is Citation:
            rows = rows.select_related("article__publisher")
        found[model] = {str(row.pk): row for row in rows}
    return found


def _page(route: str, key) -> str:
    return reverse(route, args=[key])
