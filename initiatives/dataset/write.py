"""Rows into the database: creates what is missing, updates what nobody touched, leaves the rest.

What the dataset wrote is remembered in ``LoadedRow`` with a digest. A row that differs from its
digest was touched at the desk; a remembered row that is gone was deleted at the desk: both stand as
the desk left them. A row that needs one of those deleted is not written either.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import connection, models
from django.utils import timezone

from initiatives import models as claims
from initiatives.affected import resting_on
from initiatives.models import DatasetLoad, Initiative, LoadedRow
from sources import models as evidence
from sources.models import Citation

from .digest import digest, set_fields, watched_fields
from .rows import Plan, Ref, Row, uuid_of

ORDER: tuple[type[models.Model], ...] = (
    evidence.Publisher,
    evidence.SourceArticle,
    evidence.Citation,
    evidence.ExcludedMention,
    evidence.PublisherCitation,
    evidence.ArticleCitation,
    claims.Theme,
    claims.Partner,
    claims.PartnerAlias,
    claims.AliasCitation,
    claims.Person,
    claims.PersonRole,
    claims.PersonRoleCitation,
    claims.Initiative,
    claims.Translation,
    claims.InitiativeAlias,
    claims.InitiativeDate,
    claims.InitiativeParent,
    claims.LifecycleStatus,
    claims.EditorialHint,
    claims.Participation,
    claims.Investment,
    claims.Milestone,
    claims.Metric,
    claims.MetricClaimant,
    claims.Evidence,
    claims.Statement,
    claims.StatementCitation,
    claims.Disagreement,
    claims.DisagreementSubject,
    claims.DisagreementPosition,
    claims.PositionCitation,
)
CLOSED = ("withdrawn", "merged")
# What a passage says: fixed once something public rests on it (a trigger refuses the change).
FIXED_IN_USE = ("article_id", "locator", "paraphrase_fr", "paraphrase_en", "quote")


@dataclass
class Outcome:
    """What a load did. ``changed`` are the rows written, as the database has them now."""

    created: Counter = field(default_factory=Counter)
    updated: Counter = field(default_factory=Counter)
    unchanged: int = 0
    left_alone: list[str] = field(default_factory=list)
    changed: list[models.Model] = field(default_factory=list)

    def leave(self, row: Row | Ref, why: str):
        self.left_alone.append(f"{row} was left alone: {why}.")


class Writer:
    def __init__(self, plan: Plan, load: DatasetLoad):
        self.plan = plan
        self.load = load
        self.outcome = Outcome()
        self.known = {(row.model, row.row_id): row for row in load.rows.all()}
        self.keys: dict[Ref, object] = {}  # of the rows that are there, or about to be
        self.gone: set[Ref] = set()
        self.touched: set[Ref] = set()
        self.closed: set = set()  # entries withdrawn or merged at the desk

    def write(self) -> Outcome:
        for model in ORDER:
            if rows := self.plan.rows(model):
                self._write_model(model, rows)
            if model is Initiative:
                closed = Initiative.objects.filter(state__in=CLOSED)
                self.closed = set(closed.values_list("pk", flat=True))
        self._tell_dropped()
        return self.outcome

    def _write_model(self, model: type[models.Model], rows: list[Row]):
        there, new = self._sort_out(model, rows)
        self._give_keys(model, new)
        new = self._without_missing(new)
        sets = _sets_of(model, [instance.pk for _row, instance in there])
        for row, instance in there:
            self._reconcile(
                row, instance, {name: of.get(instance.pk, []) for name, of in sets.items()}
            )
        self._create(model, new)

    # ── What is there already

    def _sort_out(self, model, rows: list[Row]):
        """The rows that this dataset wrote and that still stand, and those to create."""
        label = model._meta.label_lower
        stored = self._stored(model, rows)
        there, new = [], []
        for row in rows:
            remembered = self.known.get((label, row.id))
            found = stored.get(remembered.key if remembered else self._natural_key(row))
            if found is not None:
                self.keys[row.ref] = found.pk
            if remembered and found is not None:
                there.append((row, found))
            elif remembered:
                self.gone.add(row.ref)
                self.outcome.leave(row, "it was deleted since it was loaded")
            elif found is not None:
                self.touched.add(row.ref)
                self.outcome.leave(row, "it was there before, and not from this dataset")
            else:
                new.append(row)
        return there, new

    def _stored(self, model, rows: list[Row]) -> dict[str, models.Model]:
        """Rows of the table by primary key and, where there is one, by slug (as ``slug:``…)."""
        label = model._meta.label_lower
        remembered = [self.known.get((label, row.id)) for row in rows]
        wanted = models.Q(pk__in=[row.key for row in remembered if row])
        if _has_slug_key(model):
            slugs = [row.values["slug"] for row in rows]
            wanted |= models.Q(slug__in=slugs)
        elif _has_uuid_key(model):
            wanted |= models.Q(pk__in=[uuid_of(row.id) for row in rows])
        found = {}
        for instance in model._default_manager.filter(wanted):
            found[str(instance.pk)] = instance
            if _has_slug_key(model):
                found[f"slug:{instance.slug}"] = instance
        return found

    @staticmethod
    def _natural_key(row: Row) -> str:
        return f"slug:{row.values['slug']}" if _has_slug_key(row.model) else str(uuid_of(row.id))

    def _give_keys(self, model, new: list[Row]):
        """Keys before rows, so that rows of one table may name each other in one insert."""
        if _has_uuid_key(model):
            self.keys |= {row.ref: uuid_of(row.id) for row in new}
        elif new:
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
                    [model._meta.db_table, model._meta.pk.column, len(new)],
                )
                numbers = [number for (number,) in cursor.fetchall()]
            self.keys |= dict(zip((row.ref for row in new), numbers, strict=True))

    def _without_missing(self, new: list[Row]) -> list[Row]:
        """The rows whose every reference stands; rows of one table may lose each other in turn."""
        while True:
            kept = [row for row in new if not self._missing(row)]
            if len(kept) == len(new):
                return kept
            for row in new:
                if row not in kept:
                    self._lose(row)
            new = kept

    def _missing(self, row: Row) -> Ref | None:
        return next((ref for ref in row.needs if ref not in self.keys), None)

    def _lose(self, row: Row):
        self.outcome.leave(row, f"it needs {self._missing(row)}, which is not there")
        self.keys.pop(row.ref, None)
        self.gone.add(row.ref)

    # ── Writing

    def _instance(self, row: Row) -> models.Model:
        values = {name: value for name, value in row.values.items() if not isinstance(value, Ref)}
        for name, value in row.values.items():
            if isinstance(value, Ref):
                values[row.model._meta.get_field(name).attname] = self.keys[value]
        return row.model(pk=self.keys[row.ref], **values)

    def _create(self, model, rows: list[Row]):
        rows = [row for row in rows if not self._is_closed(row)]
        instances = [self._instance(row) for row in rows]
        # Somebody may have recorded the same by hand: a row that breaks a uniqueness is theirs.
        model._default_manager.bulk_create(instances, ignore_conflicts=True)
        written = set(
            model._default_manager.filter(
                pk__in=[instance.pk for instance in instances]
            ).values_list("pk", flat=True)
        )
        remembered = []
        sets: dict = {}
        for row, instance in zip(rows, instances, strict=True):
            if instance.pk not in written:
                self.keys.pop(row.ref)
                self.gone.add(row.ref)
                self.outcome.leave(row, "the desk has recorded the same already")
                continue
            row_sets = self._set_keys(row)
            sets[instance.pk] = row_sets
            remembered.append(self._remembered(row, instance, row_sets))
            self.outcome.created[model] += 1
            self.outcome.changed.append(instance)
        _write_sets(model, sets)
        LoadedRow.objects.bulk_create(remembered)

    def _remembered(self, row: Row, instance, sets: dict[str, list]) -> LoadedRow:
        return LoadedRow(
            load=self.load,
            model=row.model._meta.label_lower,
            row_id=row.id,
            key=str(instance.pk),
            digest=digest(instance, sets),
        )

    def _set_keys(self, row: Row) -> dict[str, list]:
        return {name: [self.keys[ref] for ref in refs] for name, refs in row.sets.items()}

    def _reconcile(self, row: Row, stored, stored_sets: dict[str, list]):
        """Update one row if the dataset says something new and nobody touched it."""
        remembered = self.known[row.model._meta.label_lower, row.id]
        now = digest(stored, stored_sets)
        if missing := self._missing(row):
            self.outcome.leave(row, f"it needs {missing}, which is not there")
            return
        instance, sets = self._instance(row), self._set_keys(row)
        wanted = digest(instance, sets)
        if now == wanted:
            self.outcome.unchanged += 1
            if remembered.digest != wanted:
                LoadedRow.objects.filter(pk=remembered.pk).update(digest=wanted)
        elif now != remembered.digest:
            self.touched.add(row.ref)
            self.outcome.leave(row, "somebody changed it since it was loaded")
        elif self._is_closed(row):
            self.outcome.leave(row, "its entry was withdrawn or merged")
        else:
            self._update(row, stored, instance, sets)
            LoadedRow.objects.filter(pk=remembered.pk).update(
                digest=wanted, key=str(self.keys[row.ref])
            )

    def _update(self, row: Row, stored, instance, sets: dict[str, list]):
        if row.model is Citation and _is_fixed(stored, instance):
            instance = self._succeed(row, instance)
        else:
            values = {
                each.attname: getattr(instance, each.attname) for each in watched_fields(row.model)
            }
            if row.model is Initiative:
                values["updated_at"] = timezone.now()
            row.model._default_manager.filter(pk=stored.pk).update(**values)
            _write_sets(row.model, {stored.pk: sets})
        self.outcome.updated[row.model] += 1
        self.outcome.changed.append(instance)

    def _succeed(self, row: Row, instance: Citation) -> Citation:
        """A passage in public use keeps its words: the new ones make a new passage."""
        instance.pk = uuid_of(f"{row.id}/{digest(instance, {})}")
        Citation.objects.bulk_create([instance])
        self.keys[row.ref] = instance.pk
        return instance

    def _is_closed(self, row: Row) -> bool:
        """The row belongs to an entry that the desk took off the public side."""
        owner = (
            row.ref
            if row.model is Initiative
            else row.values.get("initiative") or row.values.get("child")
        )
        return owner is not None and self.keys.get(owner) in self.closed

    def _tell_dropped(self):
        """Rows that the files no longer have: written once, for the desk to decide now."""
        planned = {(row.model._meta.label_lower, row.id) for row in self.plan}
        for (label, row_id), _remembered in self.known.items():
            if (label, row_id) not in planned:
                name = label.partition(".")[2]
                self.outcome.left_alone.append(
                    f"{name} {row_id} was left alone: the files no longer have it."
                )


def _has_uuid_key(model) -> bool:
    return isinstance(model._meta.pk, models.UUIDField)


def _has_slug_key(model) -> bool:
    return not _has_uuid_key(model) and any(each.name == "slug" for each in model._meta.fields)


def _is_fixed(stored: Citation, instance: Citation) -> bool:
    changed = any(getattr(stored, name) != getattr(instance, name) for name in FIXED_IN_USE)
    return changed and any(rows.exists() for rows in resting_on(stored))


def _sets_of(model, keys: Iterable) -> dict[str, dict]:
    """For each many-to-many field, the keys by row; one query for each field."""
    found = {}
    for each in set_fields(model):
        own, other = each.m2m_column_name(), each.m2m_reverse_name()
        of_row: dict = {}
        through = each.remote_field.through._default_manager
        for key, value in through.filter(**{f"{own}__in": list(keys)}).values_list(own, other):
            of_row.setdefault(key, []).append(value)
        found[each.name] = of_row
    return found


def _write_sets(model, sets: dict[object, dict[str, list]]):
    """Make the many-to-many sets of some rows (by key) exactly these. No signal is sent."""
    for each in set_fields(model):
        own, other = each.m2m_column_name(), each.m2m_reverse_name()
        through = each.remote_field.through
        links = through._default_manager
        links.filter(**{f"{own}__in": list(sets)}).delete()
        links.bulk_create(
            through(**{own: pk, other: value})
            for pk, named in sets.items()
            for value in named.get(each.name, ())
        )
