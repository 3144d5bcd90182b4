"""What published rows say of an organisation, alone or with all that is part of it."""

from collections.abc import Sequence
from functools import reduce
from operator import or_

from django.db.models import JSONField, Q, QuerySet
from django.db.models.functions import Cast

from .models import (
    PublishedInvestment,
    PublishedParticipation,
    PublishedPartner,
    PublishedStatement,
)
from .reading import connection


def with_subsidiaries(slug: str) -> list[str]:
    """The organisation and everything that is part of it, at any depth. One query."""
    with connection().cursor() as cursor:
        cursor.execute(_BELOW, [slug])
        return [below for (below,) in cursor.fetchall()]


_BELOW = f"""
WITH RECURSIVE below(slug) AS (
    SELECT %s::text
    UNION
    SELECT part.slug
    FROM below JOIN {PublishedPartner._meta.db_table} whole USING (slug)
    CROSS JOIN LATERAL json_to_recordset(whole.document::json -> 'children') AS part(slug text)
)
SELECT slug FROM below
"""


def money_of(slugs: Sequence[str]) -> tuple[QuerySet, QuerySet]:
    """The investments that the partners put money in, and those whose recipient is one of them."""
    rows = PublishedInvestment.objects.filter(lineage__overlap=slugs, partners__overlap=slugs)
    rows = rows.annotate(said=Cast("document", JSONField()))
    invests = (Q(said__investors__contains=[{"slug": slug}]) for slug in slugs)
    return rows.filter(reduce(or_, invests)), rows.filter(said__recipient__slug__in=slugs)


def roles_of(slugs: Sequence[str]) -> QuerySet:
    return PublishedParticipation.objects.filter(partner__in=slugs)


def statements_of(slugs: Sequence[str]) -> QuerySet:
    return PublishedStatement.objects.filter(lineage__overlap=slugs, partner__in=slugs)
