"""A new name of an organisation that very many documents quote: put in the place of the old one.

To build each of 10,000 documents anew takes a minute, in which nobody else can publish. A document
quotes an organisation by its slug and names, in the very words of the organisation's own document
(``expressions.partner``), so where nothing but names has changed, the old words are replaced by the
new ones. What comes out is what would be built, to the letter: ``drift`` finds nothing.
"""

import json
from dataclasses import dataclass
from typing import NamedTuple

from django.db import connection
from django.db.models import Count
from django.utils import timezone

from ..models import Evidence
from . import projections, words_due
from .models import (
    PublishedChange,
    PublishedInitiative,
    PublishedInvestment,
    PublishedMilestone,
    PublishedParticipation,
    PublishedPartner,
    PublishedPublisher,
    PublishedSource,
    PublishedStatement,
)
from .quotes import key
from .sql import fetch_by_index
from .syncing import Sync, path_of, select_states

# JSON has no control character in it, so this one can stand for what is to be left alone.
_ASIDE = "\x01"
_KIND = "partner"
# Rows written by one statement: what the triggers of more than that may ask for does not fit into
# memory, and PostgreSQL writes it to a file.
_STEP = 500


class _Named(NamedTuple):
    """How documents call an organisation, as JSON: ``name``, ``names``, and the ``label`` of a fact
    that it takes part.
    """

    name: str
    names: str
    label: str


@dataclass(frozen=True)
class Renaming:
    """New names of the partner ``pk``, and how its documents had them."""

    pk: int
    slug: str  # as JSON
    before: _Named
    after: _Named
    in_step: set[str]  # keys of partners: this one, and those whose row it concerned
    is_publisher: bool  # a publisher has the slug as well

    @property
    def key(self) -> str:
        return key(_KIND, self.pk)

    @property
    def in_entries(self) -> list[tuple[str, str]]:
        """What is to be replaced by what, in this order.

        With all names it is an organisation (``expressions.partner``, ``claims.recipient``), with
        one it is who did or claims something; or a publisher of the same slug, which has not been
        renamed. None of these can stand inside a text: quotes are escaped there.
        """
        old, new = self.before, self.after
        was, is_now = (f'"name": {each.name}, "slug": {self.slug}' for each in (old, new))
        whole = (f'{was}, "names": {old.names}', f'{is_now}, "names": {new.names}')
        if old.name == new.name:
            return [whole]
        alone = (f"{{{was}}}", f"{{{is_now}}}")
        if not self.is_publisher:
            return [whole, alone]
        publisher = f'"publisher": {{{was}}}'
        return [whole, (publisher, _ASIDE), alone, (_ASIDE, publisher)]

    @property
    def in_sources(self) -> list[tuple[str, str]]:
        return [(f'"label": {self.before.label}', f'"label": {self.after.label}')]


_PARTNERS, _SOURCES = (
    next(each for each in projections.PROJECTIONS if each.model is model)
    for model in (PublishedPartner, PublishedSource)
)
_ENTRIES_AND_CLAIMS = [
    each
    for each in projections.PROJECTIONS
    if each.model
    in (
        PublishedInitiative,
        PublishedParticipation,
        PublishedInvestment,
        PublishedMilestone,
        PublishedStatement,
    )
]


def renamed(keys: set[str]) -> Renaming | None:
    """Bring the rows of the partners among ``keys`` in step: what is new of the one of which names
    are new, ``None`` where more than that is, of any of them.
    """
    partners = {int(pk) for kind, _, pk in (each.partition(":") for each in keys) if kind == _KIND}
    before = _stored(partners)
    if partners:
        Sync(_PARTNERS, partners).run()
    after = _stored(partners)
    if before.keys() != after.keys():
        return None
    differing = [pk for pk in before if before[pk] != after[pk]]
    if len(differing) != 1:
        return None
    pk = differing[0]
    (slug, was, rest), (slug_now, is_now, rest_now) = before[pk], after[pk]
    if (slug, rest) != (slug_now, rest_now):
        return None
    return Renaming(
        pk=pk,
        slug=slug,
        before=was,
        after=is_now,
        in_step={key(_KIND, pk) for pk in after},
        is_publisher=PublishedPublisher.objects.filter(slug=json.loads(slug)).exists(),
    )


def _stored(partners: set[int]) -> dict[int, tuple[str, _Named, str]]:
    """Of each the slug and names as they stand in its document, and the rest of the row, but for
    the children: who quotes a parent does not name them.
    """
    of_names = {"document", "sort_title", "search"}
    rest = [each.column for each in _PARTNERS.fields if each.attname not in of_names]
    with connection.cursor() as cursor:
        cursor.execute(
            f"""SELECT id, (document->'slug')::text, (document->'name')::text, names::text,
                jsonb_build_object(
                    'fr', coalesce(names->>'fr', document->>'name'),
                    'en', coalesce(names->>'en', document->>'name')
                )::text,
                jsonb_build_array(document - '{{name,names,children}}'::text[], {", ".join(rest)})
            FROM (
                SELECT {", ".join(rest)}, document::jsonb, document::jsonb->'names' AS names
                FROM {_PARTNERS.model._meta.db_table} WHERE id = ANY(%s)
            ) stored""",
            [list(partners)],
        )
        return {row[0]: (row[1], _Named(*row[2:5]), row[5]) for row in cursor.fetchall()}


def put_in_place(change: Renaming, owners: dict[str, set]) -> set[str]:
    """Write the new names where ``owners`` (primary keys by kind) quote the old ones; the keys of
    what is in step now.
    """
    done = {kind: owners[kind] for kind in ("initiative", "statement", "source")}
    for projection in _ENTRIES_AND_CLAIMS:
        if owners[projection.kind]:
            _Replacing(projection, owners[projection.kind], change, change.in_entries).run()
    words_due.leave(owners["initiative"])
    if owners["source"] and change.before.label != change.after.label:
        done["source"] = _Relabelling(_SOURCES, owners["source"], change).run()
    return {key(kind, pk) for kind, keys in done.items() for pk in keys}


class _Replacing(Sync):
    """Some words of the rows' documents replaced by others: ``(old, new)``, one after the other."""

    def __init__(
        self, projection, owners: set, change: Renaming, replacements: list[tuple[str, str]]
    ):
        super().__init__(projection, owners)
        self.change = change
        self.replacements = replacements

    def _write_and_tell(self) -> tuple[set, set]:
        changed = self._replace()
        if self.is_told_of:
            self._tell(changed)
        return set(), changed

    def _tell(self, changed: set) -> None:
        """Tell the change feed, in one statement: no row has come, gone or moved."""
        states, _none = select_states(self.projection, scoped=False)
        with connection.cursor() as cursor:
            cursor.execute(
                f"""INSERT INTO {PublishedChange._meta.db_table}
                    (action, type, slug, version, at, location)
                SELECT 'refreshed', %s, slug, version, %s, replace(%s, %s, slug)
                FROM ({states}) told(pk, slug, version) WHERE pk = ANY(%s) ORDER BY pk""",
                [
                    *(self.projection.type, timezone.now()),
                    *(path_of(self.projection.type, _ASIDE), _ASIDE),
                    list(changed),
                ],
            )

    def _replace(self) -> set:
        """Write the documents that have the words; the keys of their rows."""
        owners = sorted(self.owners)
        steps = (owners[start : start + _STEP] for start in range(0, len(owners), _STEP))
        return {pk for step in steps for pk in self._replace_in(step)}

    def _replace_in(self, owners: list) -> list:
        table, pk = self.model._meta.db_table, self.model._meta.pk.column
        replaced = "quoting.document"
        params: list[str] = []
        for pair in self.replacements:
            replaced = f"replace({replaced}, %s, %s)"
            params += pair
        chosen, more = self._chosen(owners)
        # In a query of its own, which is not merged: each document is unpacked and read once.
        rows = fetch_by_index(
            f"""UPDATE {table} stored SET document = fresh.document, updated_at = clock_timestamp()
            FROM (
                SELECT quoting.{pk}, quoting.document AS former, {replaced} AS document
                FROM {table} quoting {chosen} OFFSET 0
            ) fresh
            WHERE fresh.{pk} = stored.{pk} AND fresh.document <> fresh.former
            RETURNING stored.{pk}""",
            [*params, *more],
        )
        return [row[0] for row in rows]

    def _chosen(self, owners: list) -> tuple[str, list]:
        """Which of their rows are to be read."""
        chosen, params = f"WHERE quoting.{self.projection.stored_column} = ANY(%s)", [owners]
        if self.model is PublishedInvestment:  # names its investors and its recipient, nobody else
            chosen += " AND quoting.partners @> ARRAY[%s]::varchar[]"
            params.append(json.loads(self.change.slug))
        return chosen, params


class _Relabelling(_Replacing):
    """The same for sources, where a fact has a label and no slug: what takes part may be called
    like something else. So only those are written that have the label as often as the partner takes
    part according to them.
    """

    def __init__(self, projection, owners: set, change: Renaming):
        super().__init__(projection, owners, change, change.in_sources)
        facts = Evidence.objects.filter(
            participation__partner=change.pk, initiative__state="published"
        )
        counted = facts.order_by().values("citation__article").annotate(n=Count("pk"))
        # By itself: in a statement that writes, this would be read from one end to the other.
        sql, params = counted.values_list("citation__article", "n").query.sql_with_params()
        self.facts = dict(fetch_by_index(sql, params))

    def _chosen(self, owners: list) -> tuple[str, list]:
        articles = [article for article in owners if article in self.facts]
        [(old, _new)] = self.replacements
        return (
            """JOIN unnest(%s::bigint[], %s::bigint[]) facts(article, n)
                ON facts.article = quoting.id
            WHERE octet_length(quoting.document)
                    - octet_length(replace(quoting.document, %s, ''))
                = facts.n * octet_length(%s)""",
            [articles, [self.facts[article] for article in articles], old, old],
        )
