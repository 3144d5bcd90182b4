"""Which desk rows a document was built from, as keys such as ``partner:12``.

A change of such a row makes the documents that quote it out of date (``publish.refresh``). Every
list starts from the link's own table, so that the database reads a few rows by their index.
"""

from django.db.models import CharField, OuterRef, Q, Value
from django.db.models.functions import Cast, Concat

from sources.models import Publisher, SourceArticle

from ..models import (
    Evidence,
    Initiative,
    InitiativeAlias,
    InitiativeParent,
    Investment,
    MetricClaimant,
    Milestone,
    Participation,
    Partner,
    Statement,
    StatementCitation,
    Theme,
)
from . import claims
from .expressions import SortedSet, texts

_ARTICLE = "evidence__citation__article"  # from what is cited
_OF_CONFLICTS = f"disagreement_subjects__disagreement__positions__{_ARTICLE}"


def key(kind: str, pk) -> str:
    """The key of one row; ``kind`` is initiative, partner, person, source, publisher, theme…"""
    return f"{kind}:{pk}"


def _keys(kind: str, rows, column: str):
    """``kind:<column>`` of each row that has the column."""
    known = rows.filter(**{f"{column}__isnull": False})
    return texts(
        known, Concat(Value(f"{kind}:"), Cast(column, CharField()), output_field=CharField())
    )


def of_initiative() -> SortedSet:
    """What an entry's document quotes, partners not yet public included: they may become so."""
    own = OuterRef("pk")
    investments = Investment.objects.filter(initiative=own)
    milestones = Milestone.objects.filter(initiative=own)
    claimants = MetricClaimant.objects.filter(metric__initiative=own)
    said = Statement.objects.filter(initiative=own)
    also_said = Statement.objects.filter(also_about=own)
    passages = Evidence.objects.filter(initiative=own)
    words = StatementCitation.objects.filter(statement__initiative=own)
    also_words = StatementCitation.objects.filter(statement__also_about=own)
    related = Initiative.related.through.objects
    themes = Initiative.themes.through.objects.filter(initiative=own)
    return SortedSet(
        _keys("partner", Participation.objects.filter(initiative=own), "partner"),
        _keys("partner", investments, "investors"),
        _keys("partner", investments, "recipient"),
        _keys("partner", milestones, "actor"),
        _keys("person", milestones, "person"),
        _keys("partner", claimants, "partner"),
        _keys("person", claimants, "person"),
        *(_keys("partner", statements, "partner") for statements in (said, also_said)),
        *(_keys("person", statements, "speaker") for statements in (said, also_said)),
        *(_keys("person", statements, "also_said_by") for statements in (said, also_said)),
        _keys("initiative", said, "also_about"),
        _keys("initiative", also_said, "initiative"),
        _keys("partner", Initiative.objects.filter(pk=own), "also_partner"),
        _keys("initiative", InitiativeParent.objects.filter(child=own), "parent"),
        _keys("initiative", InitiativeParent.objects.filter(parent=own), "child"),
        _keys("initiative", related.filter(from_initiative=own), "to_initiative"),
        _keys("initiative", related.filter(to_initiative=own), "from_initiative"),
        _keys("theme", themes, "theme"),
        _keys("theme", themes, "theme__parent"),
        *(_keys("source", links, "citation__article") for links in (passages, words, also_words)),
        *(
            _keys("publisher", links, "citation__article__publisher")
            for links in (passages, words, also_words)
        ),
        _keys("disagreement", claims.conflicts_of_entry(), "pk"),
        _keys("source", claims.conflicts_of_entry(), f"positions__{_ARTICLE}"),
        _keys("publisher", claims.conflicts_of_entry(), f"positions__{_ARTICLE}__publisher"),
        _keys("source", InitiativeAlias.objects.filter(initiative=own), "citation__article"),
        _keys("rate", investments.exclude(currency__in=["", "EUR"]), "currency"),
    )


def of_statement() -> SortedSet:
    """What a statement's own document quotes."""
    own = OuterRef("pk")
    itself = Statement.objects.filter(pk=own)
    words = StatementCitation.objects.filter(statement=own)
    return SortedSet(
        _keys("partner", itself, "partner"),
        _keys("person", itself, "speaker"),
        _keys("person", itself, "also_said_by"),
        _keys("initiative", itself, "also_about"),
        _keys("source", words, "citation__article"),
        _keys("publisher", words, "citation__article__publisher"),
    )


def of_partner() -> SortedSet:
    own = OuterRef("pk")
    itself = Partner.objects.filter(pk=own)
    return SortedSet(
        _keys("partner", itself, "parent"),
        _keys("partner", itself, "subsidiaries"),
        _keys("partner", itself, "shareholders"),
        _keys("initiative", Initiative.objects.filter(also_partner=own), "pk"),
        _keys("source", itself, f"aliases__{_ARTICLE}"),
        _keys("publisher", itself, f"aliases__{_ARTICLE}__publisher"),
        _keys("source", itself, _ARTICLE),
        _keys("publisher", itself, f"{_ARTICLE}__publisher"),
        _keys("disagreement", itself, "disagreement_subjects__disagreement"),
        _keys("source", itself, _OF_CONFLICTS),
        _keys("publisher", itself, f"{_OF_CONFLICTS}__publisher"),
    )


def of_source() -> SortedSet:
    """The entries and statements whose facts stand on the source's page, and its publisher."""
    own = OuterRef("pk")
    passages = Evidence.objects.filter(citation__article=own)
    words = StatementCitation.objects.filter(citation__article=own)
    article = SourceArticle.objects.filter(pk=own)
    return SortedSet(
        _keys("initiative", passages, "initiative"),
        _keys("initiative", words, "statement__initiative"),
        _keys("statement", words, "statement"),
        _keys("partner", passages.filter(~Q(participation=None)), "participation__partner"),
        _keys("publisher", article, "publisher"),
        _keys("publisher", article, "agency"),
        _keys("source", article, "same_dispatch_as"),
    )


def of_publisher() -> SortedSet:
    return SortedSet(_keys("publisher", Publisher.objects.filter(pk=OuterRef("pk")), "parent"))


def of_theme() -> SortedSet:
    own = OuterRef("pk")
    return SortedSet(
        _keys("theme", Theme.objects.filter(pk=own), "parent"),
        _keys("theme", Theme.objects.filter(parent=own), "pk"),
    )
