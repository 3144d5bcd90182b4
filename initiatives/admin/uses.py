"""What of the published record rests on a row: the answer to ``sources.admin.uses``."""

from django.dispatch import receiver

from sources.admin.desk import PUBLIC_PAGES
from sources.admin.uses import OWNERS, PARTS, uses_asked
from sources.models import Citation, Publisher, SourceArticle

from ..affected import resting_on
from ..models import Initiative, Partner, Person, PublishedStatement, Statement, Theme
from ..publication.quotes import key

OWNERS |= {
    "initiatives.disagreementsubject": "disagreement",
    "initiatives.evidence": "initiative",
    "initiatives.initiativealias": "initiative",
    "initiatives.initiativeparent": "child",
    "initiatives.investment": "initiative",
    "initiatives.metricclaimant": "metric__initiative",
    "initiatives.milestone": "initiative",
    "initiatives.participation": "initiative",
    "initiatives.partnercitation": "partner",
    "initiatives.aliascitation": "alias",
    "initiatives.personrole": "person",
    "initiatives.personrolecitation": "role__person",
    "initiatives.positioncitation": "stand__disagreement",
    "initiatives.statementcitation": "statement",
}
PARTS |= {
    ("initiatives.editorialhint", "article"),
    ("initiatives.partneralias", "partner"),
    ("initiatives.partnercitation", "partner"),
    ("initiatives.personrole", "person"),
    ("initiatives.publishedpartner", "partner"),
    ("initiatives.publishedpublisher", "publisher"),
    ("initiatives.publishedsource", "article"),
    ("initiatives.publishedtheme", "theme"),
}

PUBLIC_PAGES |= {
    Partner: "initiatives:partner_detail",
    SourceArticle: "initiatives:source_detail",
    Theme: "initiatives:theme_detail",
}

_KINDS = {
    Partner: "partner",
    Person: "person",
    Theme: "theme",
    SourceArticle: "source",
    Publisher: "publisher",
}


def entries_quoting(row) -> list[str]:
    """The titles of the published entries that name ``row``. One query; none for a disagreement,
    which is shown beside an entry and hidden without it.
    """
    if type(row) not in _KINDS:
        return []
    entries = Initiative.objects.published().filter(
        published_row__quotes__contains=[key(_KINDS[type(row)], row.pk)]
    )
    return list(entries.values_list("title", flat=True))


@receiver(uses_asked, dispatch_uid="initiatives-uses")
def answer(sender, instance, **kwargs) -> list[str]:
    if isinstance(instance, Citation):
        return _resting_on_passage(instance)
    if type(instance) not in _KINDS:
        return []
    statements = PublishedStatement.objects.filter(
        initiative=None, quotes__contains=[key(_KINDS[type(instance)], instance.pk)]
    )
    said = Statement.objects.filter(pk__in=statements.values("pk"))
    return [*entries_quoting(instance), *(str(statement) for statement in said)]


def _resting_on_passage(citation: Citation) -> list[str]:
    """Entries, public statements, disagreements and partners; four queries."""
    return [str(row) for rows in resting_on(citation) for row in rows.distinct()]
