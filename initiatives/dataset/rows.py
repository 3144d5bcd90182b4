"""What is to be written: rows under the dataset's identifiers, before primary keys are known."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from django.db import models

from .read import Record


class Ref(NamedTuple):
    """A row of the plan, as another row names it."""

    model: type[models.Model]
    id: str

    def __str__(self):
        return f"{self.model._meta.verbose_name} {self.id}"


@dataclass
class Row:
    """One row: plain values, ``Ref`` for foreign keys, ``sets`` for many-to-many fields."""

    model: type[models.Model]
    id: str
    values: dict
    record: Record
    sets: dict[str, list[Ref]] = field(default_factory=dict)

    def __str__(self):
        return str(self.ref)

    @property
    def ref(self) -> Ref:
        return Ref(self.model, self.id)

    @property
    def needs(self) -> list[Ref]:
        """The rows that must exist before this one."""
        named = [value for value in self.values.values() if isinstance(value, Ref)]
        return named + [ref for refs in self.sets.values() for ref in refs]


class Plan:
    """The rows of a dataset, by model and identifier."""

    def __init__(self):
        self._rows: dict[type[models.Model], dict[str, Row]] = {}

    def add(self, row: Row) -> bool:
        """False when the plan has a row of this model and identifier already."""
        rows = self._rows.setdefault(row.model, {})
        return rows.setdefault(row.id, row) is row

    def get(self, model: type[models.Model], id: str) -> Row | None:
        return self._rows.get(model, {}).get(id)

    def rows(self, model: type[models.Model]) -> list[Row]:
        return list(self._rows.get(model, {}).values())

    def __iter__(self) -> Iterator[Row]:
        for rows in self._rows.values():
            yield from rows.values()

    def __len__(self) -> int:
        return sum(map(len, self._rows.values()))


def uuid_of(dataset_id: str) -> uuid.UUID:
    """The key of a child row. Public and promised: addresses of investments rest on it."""
    return uuid.uuid5(uuid.NAMESPACE_URL, f"veille:{dataset_id}")
