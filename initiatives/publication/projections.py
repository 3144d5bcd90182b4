"""Which desk rows make which published rows: one ``Projection`` for each published table.

``select`` gives exactly the columns of the published table, bar ``updated_at``; ``publish``
compares it with what is stored, in SQL, and writes the difference.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from django.db.models import (
    BooleanField,
    F,
    Func,
    QuerySet,
    Value,
)

from ..models import (
    Initiative,
    Investment,
    Milestone,
)
from . import claims, columns, references
from .columns import PREFIX
from .models import (
    PublishedEntryWords,
    PublishedInitiative,
    PublishedInvestment,
    PublishedMilestone,
    PublishedParticipation,
    PublishedPartner,
    PublishedPublisher,
    PublishedRow,
    PublishedSource,
    PublishedStatement,
    PublishedTheme,
)
from .sql import OWNERS


@dataclass(frozen=True)
class Projection:
    """``kind`` names the desk row that owns a published row (``key(kind, pk)``); ``by`` is the desk
    query's path to it, ``stored_by`` the published table's.
    """

    model: type[PublishedRow] | type[PublishedEntryWords]
    kind: str
    public: Callable[[], QuerySet]  # the desk rows that are public
    columns: Callable[[], dict]  # what each becomes
    by: str = "pk"
    stored_by: str = "pk"
    type: str | None = None  # the change feed's word for its rows; None: told by their entry

    def select(self, owners: set | None = None) -> tuple[str, list]:
        """SQL and parameters of what should be published for ``owners`` (their primary keys), or at
        all: columns named ``p_<column>``.
        """
        sql, params = self.statement(scoped=owners is not None)
        return sql, [list(owners) if param is OWNERS else param for param in params]

    def statement(self, *, scoped: bool, keys_only=False) -> tuple[str, list]:
        """As ``select``, or its primary keys alone, with ``OWNERS`` among the parameters."""
        sql, params = _compiled(self, scoped=scoped, keys_only=keys_only)
        return sql, [*params]

    def stored(self, owners: set | None = None) -> QuerySet:
        rows = self.model._default_manager.all()
        return rows if owners is None else rows.filter(**{f"{self.stored_by}__in": owners})

    @property
    def fields(self) -> list:
        return [
            field
            for field in self.model._meta.concrete_fields
            if field.attname != "updated_at" and not field.generated
        ]

    @property
    def stored_column(self) -> str:
        meta = self.model._meta
        return (meta.pk if self.stored_by == "pk" else meta.get_field(self.stored_by)).column

    @property
    def quoting(self) -> bool:
        return any(field.attname == "quotes" for field in self.fields)


class _AnyOf(Func):
    """``column = ANY(array)``: one parameter, however many owners."""

    template = "%(expressions)s)"
    arg_joiner = " = ANY("
    output_field = BooleanField()


@lru_cache
def _compiled(projection: Projection, *, scoped: bool, keys_only=False) -> tuple[str, tuple]:
    """The statement of a projection. Django takes half a second to compile them all, and the result
    never changes, so each is compiled once in a process.
    """
    rows = projection.public()
    columns = ["pk"]
    if not keys_only:
        rows = rows.annotate(**projection.columns())
        columns = [f"{PREFIX}{field.attname}" for field in projection.fields]
    if scoped:
        rows = rows.filter(_AnyOf(F(projection.by), Value(OWNERS)))
    sql, params = rows.order_by().values(*columns).query.sql_with_params()
    return sql, tuple(params)


def _once_public() -> QuerySet:
    return Initiative.objects.exclude(state="draft")


def _of_published(rows: QuerySet) -> Callable[[], QuerySet]:
    return lambda: rows.filter(initiative__state="published")


ENTRIES = Projection(
    PublishedInitiative, "initiative", _once_public, columns.entry, type="initiative"
)
# In the order in which they are written: entries before the claims that point at them.
PROJECTIONS = [
    ENTRIES,
    Projection(
        PublishedEntryWords, "initiative", Initiative.objects.published, columns.entry_words
    ),
    Projection(
        PublishedParticipation,
        "initiative",
        _of_published(claims.public_participations()),
        columns.participation,
        by="initiative",
        stored_by="initiative",
    ),
    Projection(
        PublishedInvestment,
        "initiative",
        _of_published(Investment.objects.all()),
        columns.investment,
        by="initiative",
        stored_by="initiative",
    ),
    Projection(
        PublishedMilestone,
        "initiative",
        _of_published(Milestone.objects.all()),
        columns.milestone,
        by="initiative",
        stored_by="initiative",
    ),
    Projection(
        PublishedStatement,
        "initiative",
        claims.public_statements,
        columns.statement,
        by="initiative",
        stored_by="initiative",
    ),
    Projection(
        PublishedStatement,
        "statement",
        claims.public_statements,
        columns.statement,
        type="statement",
    ),
    Projection(
        PublishedPartner, "partner", references.public_partners, columns.partner, type="partner"
    ),
    Projection(PublishedSource, "source", references.public_sources, columns.source, type="source"),
    Projection(
        PublishedPublisher,
        "publisher",
        references.public_publishers,
        columns.publisher,
        type="publisher",
    ),
    Projection(PublishedTheme, "theme", references.public_themes, columns.theme, type="theme"),
]
