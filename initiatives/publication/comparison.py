"""What changed from one document of an entry to another, in the reader's words.

Pure: two documents in, a list of ``Change`` out, whoever holds them (the versions of a published
entry, a pending edit and what it would replace). What no reader sees is left out: numbers and times
of versions, keys, codes, counts that follow from the passages.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from ..templatetags import tracker_format as say
from . import fields as spoken
from .shape import completed
from .word_changes import Words, word_changes

ADDED, REMOVED, CHANGED = "added", "removed", "changed"


@dataclass(frozen=True)
class Passage:
    """A passage that came or went under a claim. ``slug``: its article's, empty where that has no
    page any more.
    """

    paraphrase: str
    language: str  # of the paraphrase, as in ``Change``
    article: str
    article_language: str
    slug: str
    publisher: str
    locator: str
    stance: str  # a sentence; empty for one that supports
    about: str  # the field it is about; empty for the whole


@dataclass(frozen=True)
class Fact:
    """What a claim that came or went says under one label."""

    label: str
    text: str
    language: str = ""  # as in ``Change``


@dataclass(frozen=True)
class Change:
    """One difference.

    ``claim`` is the id of the claim's element on the entry's page, ``name`` the field's key in the
    document: for programs, not for readers. ``subject`` is empty for the entry itself; ``field``
    for a claim as a whole, which then has ``facts``. ``language`` is set where the texts are not in
    the reader's own.
    """

    section: str
    kind: str
    claim: str = ""
    subject: str = ""
    name: str = ""
    field: str = ""
    before: str = ""
    after: str = ""
    language: str = ""
    words: tuple[Words, ...] = ()
    facts: tuple[Fact, ...] = ()
    citations_added: tuple[Passage, ...] = ()
    citations_removed: tuple[Passage, ...] = ()


@dataclass
class Subject:
    """The changes of one claim, or of the entry itself (no words)."""

    words: str
    claim: str
    changes: list[Change] = field(default_factory=list)


@dataclass
class Section:
    """The changes under one heading of the entry's page."""

    name: str
    title: str | Promise
    subjects: list[Subject] = field(default_factory=list)

    @property
    def count(self) -> int:
        return sum(len(subject.changes) for subject in self.subjects)


def compare(before: dict, after: dict) -> list[Change]:
    """Every difference from ``before`` to ``after``, in the order of the entry's page.

    Either may be of an older shape, or empty for an entry that did not exist.
    """
    old, new = _read(before), _read(after)
    found = [
        *_fields(spoken.ENTRY, old, new, section="entry"),
        *_statuses(old, new),
        *(change for items in spoken.ITEMS for change in _items(items, old, new)),
        *(change for kind in spoken.CLAIMS for change in _claims(kind, old, new)),
        *_fields(spoken.EVIDENCE, old, new, section="evidence"),
        *_passages(old["citations"], new["citations"], section="evidence"),
    ]
    order = list(spoken.SECTIONS)
    return sorted(found, key=lambda change: order.index(change.section))


def sections(changes: Iterable[Change]) -> list[Section]:
    """``changes`` under the headings of the page, those of one claim together."""
    found: dict[str, Section] = {}
    subjects: dict[tuple[str, str], Subject] = {}
    for change in changes:
        section = found.setdefault(
            change.section, Section(change.section, spoken.SECTIONS[change.section])
        )
        key = (change.section, change.claim)
        if key not in subjects:
            subjects[key] = Subject(change.subject, change.claim)
            section.subjects.append(subjects[key])
        subjects[key].changes.append(change)
    return list(found.values())


def _read(document: dict) -> dict:
    """A document of today's shape, each milestone with the words of the forecast it realises."""
    entry = completed(document)
    what = {each["id"]: each["what"] for each in entry["milestones"]}
    milestones = [{**each, "forecast": what.get(each["fulfils"])} for each in entry["milestones"]]
    return {**entry, "milestones": milestones}


# ── Fields ───────────────────────────────────────────────────────────────────────────────────────


def _fields(fields: Iterable[spoken.Field], old: dict, new: dict, **where: Any) -> Iterator[Change]:
    for each in fields:
        if each.said is None:
            yield from _prose(each, old[each.name], new[each.name], **where)
        elif (before := each.said(old)) != (after := each.said(new)):
            yield Change(
                kind=_kind(before, after),
                name=each.name,
                field=str(each.label),
                before=before,
                after=after,
                **where,
            )


def _kind(before, after) -> str:
    return CHANGED if before and after else ADDED if after else REMOVED


def _prose(each: spoken.Field, old: dict, new: dict, **where: Any) -> Iterator[Change]:
    """A change of the words in each language, the reader's first."""
    mine = say.language()
    for code in (mine, "en" if mine == "fr" else "fr"):
        before, after = old[code] or "", new[code] or ""
        if before == after:
            continue
        label = str(each.label)
        if code != mine:
            label = _("%(field)s, in %(language)s") % {
                "field": label,
                "language": say.language_name(code),
            }
        yield Change(
            kind=_kind(before, after),
            name=each.name,
            field=label,
            before=before,
            after=after,
            language="" if code == mine else code,
            words=word_changes(before, after) if before and after else (),
            **where,
        )


def _in_a_language(translated: dict) -> tuple[str, str]:
    """The words for the reader, and their language where it is not the reader's."""
    other = "en" if say.language() == "fr" else "fr"
    return say.plain_words(translated), other if say.is_foreign(translated) else ""


def _statuses(old: dict, new: dict) -> Iterator[Change]:
    """The status, the passages under it, and the earlier ones; the one just replaced is no news."""
    before, after = old["lifecycle"], new["lifecycle"]
    said_before, said_after = spoken.status(before), spoken.status(after)
    where: dict[str, Any] = {"section": "entry"}
    if said_before != said_after:
        yield Change(
            kind=_kind(said_before, said_after),
            name="lifecycle",
            field=_("Status"),
            before=said_before,
            after=said_after,
            **where,
        )
    known = {spoken.status(each) for each in before["history"]} if before else set()
    now = {spoken.status(each) for each in after["history"]} if after else set()
    for text in sorted((known ^ now) - {said_before, said_after}):
        is_new = text in now
        yield Change(
            kind=ADDED if is_new else REMOVED,
            name="lifecycle",
            field=_("Earlier status"),
            before="" if is_new else text,
            after=text if is_new else "",
            **where,
        )
    yield from _passages(
        _status_passages(before),
        _status_passages(after),
        field=_("Passages on the status"),
        **where,
    )


def _status_passages(status: dict | None) -> list[dict]:
    every = [status, *status["history"]] if status else []
    return [citation for each in every for citation in each["citations"]]


def _items(items: spoken.Items, old: dict, new: dict) -> Iterator[Change]:
    before, after = (
        {items.key(each): items.said(each) for each in entry[items.name]} for entry in (old, new)
    )
    for key in dict.fromkeys([*before, *after]):
        was, now = before.get(key, ""), after.get(key, "")
        if was != now:
            yield Change(
                section=items.section,
                kind=_kind(was, now),
                name=items.name,
                field=str(items.label),
                before=was,
                after=now,
            )


# ── Claims ───────────────────────────────────────────────────────────────────────────────────────


def _claims(kind: spoken.Kind, old: dict, new: dict) -> Iterator[Change]:
    """Claims by their id: those that stayed, field by field, then those that came and went."""
    before, after = (
        {each.get("id") or each.get("slug"): each for each in entry[kind.collection]}
        for entry in (old, new)
    )
    for key, claim in after.items():
        if key in before:
            yield from _changed(kind, key, before[key], claim)
        else:
            yield _whole(kind, key, claim, ADDED)
    for key, claim in before.items():
        if key not in after:
            yield _whole(kind, key, claim, REMOVED)


def _changed(kind: spoken.Kind, key: str, old: dict, new: dict) -> Iterator[Change]:
    where = _where(kind, key, new)
    yield from _fields(kind.fields, old, new, **where)
    before, after = _positions(old), _positions(new)
    for text in (each for each in before if each not in after):
        yield Change(kind=REMOVED, name="positions", field=_("Position"), before=text, **where)
    for text in (each for each in after if each not in before):
        yield Change(kind=ADDED, name="positions", field=_("Position"), after=text, **where)
    yield from _passages(_cited(old), _cited(new), **where)


def _whole(kind: spoken.Kind, key: str, claim: dict, how: str) -> Change:
    facts = [
        Fact(str(each.label), each.said(claim))
        if each.said
        else Fact(str(each.label), *_in_a_language(claim[each.name]))
        for each in kind.fields
    ]
    facts += [Fact(_("Position"), text) for text in _positions(claim)]
    passages = tuple(_passage(citation) for citation in _cited(claim))
    return Change(
        kind=how,
        facts=tuple(fact for fact in facts if fact.text),
        citations_added=passages if how == ADDED else (),
        citations_removed=passages if how == REMOVED else (),
        **_where(kind, key, claim),
    )


def _where(kind: spoken.Kind, key: str, claim: dict) -> dict[str, Any]:
    return {
        "section": kind.section,
        "claim": f"{kind.name}-{key}",
        "subject": kind.subject(claim),
    }


def _positions(claim: dict) -> list[str]:
    return [say.plain_words(each["words"]) for each in claim.get("positions", ())]


def _cited(claim: dict) -> list[dict]:
    """The passages under a claim, or under the positions of a disagreement."""
    if "positions" not in claim:
        return claim["citations"]
    return [citation for each in claim["positions"] for citation in each["citations"]]


# ── Passages ─────────────────────────────────────────────────────────────────────────────────────


def _passages(
    old: list[dict], new: list[dict], *, field: str = "", section: str, **where: Any
) -> Iterator[Change]:
    """One change for the passages that came and went; none where they are the same."""
    before, after = ({_same(each): each for each in each_side} for each_side in (old, new))
    added = [each for key, each in after.items() if key not in before]
    removed = [each for key, each in before.items() if key not in after]
    if added or removed:
        yield Change(
            section=section,
            kind=_kind(removed, added),
            name="citations",
            field=field or _("Passages"),
            citations_added=tuple(map(_passage, added)),
            citations_removed=tuple(map(_passage, removed)),
            **where,
        )


def _same(citation: dict) -> tuple:
    """What makes a passage under a claim the same one: also how it stands to the claim."""
    names = ("id", "stance", "field", "stated_value")
    return (*(citation[name] for name in names), *sorted(citation["note"].items()))


def _passage(citation: dict) -> Passage:
    article = citation["article"]
    paraphrase, language = _in_a_language(citation["paraphrase"])
    return Passage(
        paraphrase=paraphrase,
        language=language,
        article=article["title"] or "",
        article_language=article["language"] or "",
        slug="" if article.get("is_gone") else article["slug"] or "",
        publisher=citation["publisher"]["name"] or "",
        locator=say.locator(citation["locator"]),
        stance=say.stance(citation["stance"]),
        about=say.field_name(citation["field"]) if citation["field"] else "",
    )
