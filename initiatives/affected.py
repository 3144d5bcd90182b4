"""Which published things a written reference row touches, as keys for ``publish.refresh``.

A document that already quotes the row is found by its ``quotes``; these keys add what does not
quote it yet: the entry that a partner becomes visible in, the entries of a new disagreement.
"""

from functools import singledispatch

from django.db.models import QuerySet

from sources.models import Citation, Publisher, SourceArticle

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
    Statement,
    StatementCitation,
    Theme,
)
from .publication.claims import is_public_statement
from .publication.quotes import key


@singledispatch
def keys_of(row) -> set[str]:
    """What to refresh after ``row`` was saved or deleted. ``TypeError`` where nothing quotes it."""
    raise TypeError(f"No published document quotes a {type(row).__name__}.")


@keys_of.register
def _(row: Publisher):
    return {key("publisher", row.pk)}


@keys_of.register
def _(row: SourceArticle):
    copies = SourceArticle.objects.filter(same_dispatch_as=row).values_list("pk", flat=True)
    return {key("source", row.pk), *(key("source", pk) for pk in copies)}


@keys_of.register
def _(row: Citation):
    return {key("source", row.article_id)}


@keys_of.register
def _(row: Theme):
    keys = {key("theme", row.pk)}
    if row.parent_id:
        keys.add(key("theme", row.parent_id))
    return keys


@keys_of.register
def _(row: Partner):
    """Its own statements too: those of no entry are public when it is."""
    own = row.statements.filter(initiative=None).values_list("pk", flat=True)
    keys = {key("partner", row.pk), *(key("statement", pk) for pk in own)}
    if row.parent_id:
        keys.add(key("partner", row.parent_id))
    return keys


@keys_of.register
def _(row: PartnerAlias | PartnerCitation):
    return {key("partner", row.partner_id)}


@keys_of.register
def _(row: AliasCitation):
    return {key("partner", row.alias.partner_id)}


@keys_of.register
def _(row: Person):
    return {key("person", row.pk)}


@keys_of.register
def _(row: PersonRole):
    return {key("person", row.person_id)}


@keys_of.register
def _(row: PersonRoleCitation):
    return {key("person", row.role.person_id)}


@keys_of.register
def _(row: Statement):
    """A statement about an entry becomes public with the entry; a free one by itself."""
    return set() if row.initiative_id else {key("statement", row.pk)}


@keys_of.register
def _(row: StatementCitation):
    return keys_of(row.statement) | {key("source", row.citation.article_id)}


@keys_of.register
def _(row: DisagreementSubject):
    return keys_of(row.disagreement)


@keys_of.register
def _(row: DisagreementPosition):
    return keys_of(row.disagreement)


@keys_of.register
def _(row: PositionCitation):
    return keys_of(row.stand.disagreement) | {key("source", row.citation.article_id)}


@keys_of.register
def _(row: Disagreement):
    """The disagreement, the partners it concerns, and the entries where it is shown."""
    keys = {key("disagreement", row.pk)}
    partners = set(row.subjects.exclude(partner=None).values_list("partner", flat=True))
    people = set(row.subjects.exclude(person=None).values_list("person", flat=True))
    entries = set()
    for column in ("initiative", "participation__initiative", "investment__initiative"):
        entries |= set(row.subjects.values_list(column, flat=True))
    for column in ("milestone__initiative", "metric__initiative"):
        entries |= set(row.subjects.values_list(column, flat=True))
    concerned = Initiative.objects.published()
    entries |= set(
        concerned.filter(participations__partner__in=partners).values_list("pk", flat=True)
    )
    for about in ("statements__speaker__in", "also_statements__speaker__in"):
        entries |= set(concerned.filter(**{about: people}).values_list("pk", flat=True))
    keys |= {key("initiative", pk) for pk in entries - {None}}
    return keys | {key("partner", pk) for pk in partners}


def resting_on(citation: Citation) -> list[QuerySet]:
    """What is public and rests on a passage: entries, statements, disagreements, partners.

    As the trigger of the database (migration 0005) sees it, which keeps such a passage as it is.
    """
    published, partners = Initiative.objects.published(), Partner.objects.filter(public=True)
    statements = Statement.objects.filter(is_public_statement(), evidence__citation=citation)
    return [
        published.filter(evidence__citation=citation)
        | published.filter(aliases__citation=citation),
        statements.select_related("initiative"),
        Disagreement.objects.filter(public=True, positions__evidence__citation=citation),
        partners.filter(aliases__evidence__citation=citation)
        | partners.filter(evidence__citation=citation),
    ]
