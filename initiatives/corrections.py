"""Corrections of what published documents quote: what a save changed, in words; kept for ever.

A reference row (a partner, a theme, a person, a source, a publisher, a statement of no entry, a
disagreement) has no versions. ``Correcting`` notes the words of such a row before it is written,
compares them with those after, and records the difference with its public reason.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from django.contrib.auth.models import User
from django.db import models
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _
from django.utils.translation import override

from sources.fields import FuzzyDateField
from sources.languages import reads_french
from sources.models import Citation, Publisher, SourceArticle
from sources.written.wording import date_in_words

from .models import (
    AliasCitation,
    Disagreement,
    DisagreementPosition,
    DisagreementSubject,
    Initiative,
    Partner,
    PartnerAlias,
    PartnerCitation,
    Person,
    PersonRole,
    PersonRoleCitation,
    PositionCitation,
    PublishedCorrection,
    PublishedInitiative,
    Statement,
    StatementCitation,
    Theme,
)
from .models.disagreement import SUBJECTS
from .publication.publish import tell_of_corrections
from .publication.quotes import key
from .publication.syncing import Written

LANGUAGES = ("fr", "en")

KINDS = {
    Partner: "partner",
    Theme: "theme",
    Person: "person",
    SourceArticle: "source",
    Publisher: "publisher",
    Statement: "statement",
    Disagreement: "disagreement",
}

_LINK = ["citation", "stance", "field", "stated_value", "note_fr", "note_en"]
# What may be told of each kind of row: the columns that documents show. Never a note of the desk.
_TOLD = {
    Partner: [
        "name",
        "name_fr",
        "name_en",
        "slug",
        "kind",
        "public",
        "country",
        "country_basis",
        "home_page",
        "parent",
        "parent_relation",
        "parent_basis",
        "shareholders",
        "wikidata",
        "lei",
        "siren",
        "founded",
        "ended",
    ],
    PartnerAlias: ["surface"],
    PartnerCitation: _LINK,
    AliasCitation: ["alias", *_LINK],
    Theme: ["name_fr", "name_en", "slug", "definition_fr", "definition_en", "parent"],
    Person: ["name", "public"],
    PersonRole: ["title_as_stated", "title_fr", "title_en", "partner", "partner_inferred", "as_of"],
    PersonRoleCitation: ["role", *_LINK],
    SourceArticle: [
        "title",
        "title_typeset",
        "description_fr",
        "description_en",
        "slug",
        "kind",
        "language",
        "authors",
        "publisher",
        "agency",
        "agency_form",
        "same_dispatch_as",
        "published",
        "updated",
        "url",
        "archive_url",
        "access",
        "body_status",
    ],
    Publisher: ["name", "slug", "kind", "country", "country_basis", "home_page", "parent"],
    Statement: [
        "type",
        "topic_fr",
        "topic_en",
        "paraphrase_fr",
        "paraphrase_en",
        "speaker",
        "speaker_description_fr",
        "speaker_description_en",
        "also_said_by",
        "partner",
        "also_about",
        "date",
        "value_min",
        "value_max",
        "unit",
        "qualifier",
        "scope_fr",
        "scope_en",
    ],
    StatementCitation: _LINK,
    Disagreement: [
        "topic_fr",
        "topic_en",
        "nature",
        "public",
        "resolution_fr",
        "resolution_en",
        "resolution_basis",
    ],
    DisagreementSubject: list(SUBJECTS),
    DisagreementPosition: ["words_fr", "words_en"],
    PositionCitation: ["stand", *_LINK],
}
# Rows that are told with the one they belong to, by the path that leads there.
_WITHIN = {
    PartnerAlias: "partner",
    PartnerCitation: "partner",
    AliasCitation: "alias__partner",
    PersonRole: "person",
    PersonRoleCitation: "role__person",
    StatementCitation: "statement",
    DisagreementSubject: "disagreement",
    DisagreementPosition: "disagreement",
    PositionCitation: "stand__disagreement",
}

Words = dict[str, str | None]  # language -> text


def root_of(row: models.Model) -> models.Model | None:
    """The reference row that ``row`` is or belongs to; ``None`` for what is none.

    A statement of an entry is told by the versions of that entry.
    """
    for name in filter(None, _WITHIN.get(type(row), "").split("__")):
        row = getattr(row, name, None)
    if row is None or type(row) not in KINDS:
        return None
    return None if isinstance(row, Statement) and row.initiative_id else row


def is_public(root: models.Model) -> bool:
    """Whether published documents may quote ``root``. At most one query."""
    match root:
        case Partner() | Person() | Disagreement():
            return root.public
        case Statement():
            return bool(root.topic_en) or (root.partner is not None and root.partner.public)
    return hasattr(root, "published_row")


# ── In words ─────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Told:
    """A reference row with what belongs to it, in words: ``{what: (its label, its value)}``."""

    name: Words
    public: bool
    facts: dict[str, tuple[Words, Words]]


def tell(root: models.Model) -> Told:
    """``root`` as the database has it, in both languages."""
    rows = [root, *_rows_within(root)]
    facts: dict[str, tuple[Words, Words]] = {}
    name: Words = {}
    for language in LANGUAGES:
        with override(language):
            name[language] = _name(root)
            for what, label, value in _facts(rows):
                labels, values = facts.setdefault(what, ({}, {}))
                labels[language], values[language] = label, value
    return Told(name, is_public(root), facts)


def _rows_within(root: models.Model) -> Iterator[models.Model]:
    for model, path in _WITHIN.items():
        owner = model
        for name in path.split("__"):
            owner = owner._meta.get_field(name).related_model
        if owner is type(root):
            related = [each for each in _TOLD[model] if model._meta.get_field(each).many_to_one]
            yield from model._base_manager.filter(**{path: root.pk}).select_related(
                *related or [None]
            )


def _name(root: models.Model) -> str:
    if isinstance(root, Statement):
        words = root.paraphrase_fr if reads_french() else root.paraphrase_en
        return Truncator(words).chars(120)
    return root.label if isinstance(root, SourceArticle) else str(root)


def _facts(rows: list[models.Model]) -> Iterator[tuple[str, str, str | None]]:
    root, *within = rows
    for name in _TOLD[type(root)]:
        yield name, capfirst(str(root._meta.get_field(name).verbose_name)), _value(root, name)
    for row in within:
        words = [_value(row, name) for name in _TOLD[type(row)]]
        line = ", ".join(word for word in words if word)
        yield (
            f"{row._meta.model_name}:{row.pk}",
            capfirst(str(row._meta.verbose_name)),
            line or None,
        )


def _value(row: models.Model, name: str) -> str | None:
    """One column in the words of the active language; ``None`` where there is nothing to tell."""
    column = row._meta.get_field(name)
    if column.many_to_many:
        named = [_named(each) for each in getattr(row, name).all()]
        return "; ".join(sorted(each for each in named if each)) or None
    value = getattr(row, name)
    if value in (None, "", []):
        return None
    if column.is_relation:
        return _named(value)
    match value:
        case bool():
            return _("yes") if value else _("no")
        case Decimal():
            return number_format(value.normalize(), use_l10n=True)
        case list():
            return ", ".join(value)
    if isinstance(column, FuzzyDateField):
        return date_in_words(str(value))
    if hasattr(row, f"get_{name}_display"):
        return str(getattr(row, f"get_{name}_display")())
    return str(value)


def _named(row: models.Model) -> str | None:
    """The name of a row that another names, if the world may know it."""
    match row:
        case Partner() | Person():
            return str(row) if row.public else _("not public")
        case Initiative():
            return str(row) if row.is_published else None
        case Citation() | PartnerAlias() | PersonRole() | DisagreementPosition():
            return str(row)
        case SourceArticle():
            return row.label
    entry = getattr(row, "initiative", None)  # a claim that a disagreement is about
    if entry is None:
        return str(row)
    return f"{capfirst(str(row._meta.verbose_name))} ({entry})" if entry.is_published else None


# ── One save ─────────────────────────────────────────────────────────────────────────────────────


@dataclass
class Correcting:
    """The reference rows that one save of the desk writes, as they were told before it."""

    begun: dict[str, tuple[type[models.Model], object, Told | None]] = field(default_factory=dict)

    def begin(self, row: models.Model) -> None:
        """Call it before ``row``, as stored or as it shall be, is written or deleted."""
        root = root_of(row)
        if root is None:
            return
        name = key(KINDS[type(root)], root.pk)
        if root.pk is not None and name not in self.begun:
            stored = type(root)._base_manager.filter(pk=root.pk).first()
            self.begun[name] = (type(root), root.pk, stored and tell(stored))

    def record(self, written: Written, *, reason: str, by: User) -> list[PublishedCorrection]:
        """Keep what ``written`` changed in public, row by row. In the caller's transaction."""
        entries = sum(1 for model, _pk in written.altered if model is PublishedInitiative)
        found = [
            (correction, changed)
            for name, (model, pk, before) in self.begun.items()
            for correction, changed in [_correction(name, model, pk, before)]
        ]
        # Where only an order changed, no words did: the row is told alone.
        worth = [each for each, changed in found if changed] or [each for each, _ in found][:1]
        now = timezone.now()
        for correction in worth:
            correction.at, correction.reason, correction.corrected_by = now, reason, by
            correction.entry_count = entries
        tell_of_corrections(worth)
        return PublishedCorrection.objects.bulk_create(worth)

    def show_or_withhold(self) -> None:
        """Earlier corrections of what left the public side are not shown, until it is back."""
        for name, (model, pk, before) in self.begun.items():
            stored = model._base_manager.filter(pk=pk).first()
            shown = stored is not None and is_public(stored)
            if before is not None and before.public != shown and model in (Partner, Person):
                PublishedCorrection.objects.filter(key=name).update(withheld=not shown)


def _correction(name, model, pk, before: Told | None) -> tuple[PublishedCorrection, bool]:
    """The record of one row, not saved, and whether any words changed."""
    stored = model._base_manager.filter(pk=pk).first()
    after = stored and tell(stored)
    seen_before, seen_after = bool(before and before.public), bool(after and after.public)
    if seen_before and seen_after:
        changes = _changes(before.facts, after.facts)
    else:  # what it said before it was public, or says since, is nobody's business
        changes = [_shown_or_not(seen_before, seen_after)] if seen_before != seen_after else []
    label = (after if seen_after else before or after).name
    if not seen_after and model is Person:
        label = {language: _anonymous(language) for language in LANGUAGES}
    has_page = seen_after and model in (Partner, Theme, SourceArticle, Publisher)
    record = PublishedCorrection(
        key=name,
        type=KINDS[model],
        slug=stored.slug if has_page else None,
        label=label,
        changes=changes,
    )
    return record, bool(changes)


def _anonymous(language: str) -> str:
    with override(language):
        return _("A person")


def _shown_or_not(before: bool, after: bool) -> dict:
    words = {}
    for language in LANGUAGES:
        with override(language):
            words[language] = (_("Public"), _("yes"), _("no"))
    return {
        "label": {language: each[0] for language, each in words.items()},
        "before": {language: each[1 if before else 2] for language, each in words.items()},
        "after": {language: each[1 if after else 2] for language, each in words.items()},
    }


def _changes(before: dict, after: dict) -> list[dict]:
    nothing: Words = dict.fromkeys(LANGUAGES)
    changes = []
    for what in [*before, *(each for each in after if each not in before)]:
        label, old = before.get(what, (None, nothing))
        new_label, new = after.get(what, (None, nothing))
        if old != new:
            changes.append({"label": label or new_label, "before": old, "after": new})
    return changes
