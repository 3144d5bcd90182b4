"""Reads one record key by key: types, vocabularies, dates, pairs of languages, references.

What is wrong becomes a problem and a neutral value, so that one reading finds every problem. A key
that nothing has read when the entry closes is a problem too: no value is lost silently.
"""

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal

from django.db import models

from sources import fuzzy_dates
from sources.choices import DATE_PRECISIONS
from sources.vocabulary import Vocabulary

from .read import Items, Problems, Record
from .rows import Ref

_NAMES = {
    str: "a text",
    bool: "true or false",
    int: "a whole number",
    Items: "a list",
    Record: "an object",
}


class Names:
    """The identifiers each list of the dataset declares, and the model of the rows they become."""

    def __init__(self):
        self.lists: dict[str, dict[str, tuple[type[models.Model], Record]]] = {}

    def declare(
        self, name: str, model: type[models.Model], id: str, record: Record
    ) -> Record | None:
        """Note an identifier; the record that already has it, if any."""
        known = self.lists.setdefault(name, {})
        taken = known.get(id)
        if taken is None:
            known[id] = (model, record)
        return taken and taken[1]

    def find(self, id: str, *lists: str) -> Ref | None:
        for name in lists:
            if found := self.lists.get(name, {}).get(id):
                return Ref(found[0], id)
        return None

    def record(self, name: str, id: str) -> Record | None:
        found = self.lists.get(name, {}).get(id)
        return found and found[1]


class Entry:
    """One record being read. ``subject`` is the nearest identifier, for messages."""

    def __init__(self, record: Record, names: Names, problems: Problems, subject: str = ""):
        self.record = record
        self.names = names
        self.problems = problems
        own = record.get("id")
        self.id: str = own if isinstance(own, str) else ""
        self.subject = self.id or subject
        self._read: set[str] = set()

    def problem(self, key: str, message: str, *, line: int = 0):
        self.problems.add(self.record, key, message, subject=self.subject, line=line)

    def close(self):
        for key in self.record.keys() - self._read:
            self.problem(
                key, "nothing reads this key: it is misspelt, or the loader must learn it."
            )

    # ── Plain values

    def _get(self, key: str, kind: type, *, required: bool):
        self._read.add(key)
        value = self.record.get(key)
        if value is None:
            if required:
                self.problem(key, "missing.")
            return None
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            self.problem(key, f"{_NAMES[kind]} is expected here.")
            return None
        return value

    def text(self, key: str, *, required: bool = True) -> str:
        value = self._get(key, str, required=required) or ""
        if required and not value.strip() and isinstance(self.record.get(key), str):
            self.problem(key, "empty.")
        return self._storable(key, value)

    def _storable(self, key: str, value: str, *, line: int = 0) -> str:
        """``value``, or nothing where PostgreSQL could not store it."""
        if "\x00" in value or any("\ud800" <= character <= "\udfff" for character in value):
            self.problem(key, "holds a character that no text may hold.", line=line)
            return ""
        return value

    def flag(
        self, key: str, default: bool | None = False, *, required: bool = False
    ) -> bool | None:
        value = self._get(key, bool, required=required)
        return default if value is None else value

    def whole(self, key: str, *, required: bool = True) -> int | None:
        return self._get(key, int, required=required)

    def number(self, key: str, *, required: bool = False) -> Decimal | None:
        self._read.add(key)
        value = self.record.get(key)
        if value is None:
            if required:
                self.problem(key, "missing.")
            return None
        if isinstance(value, bool) or not isinstance(value, int | float):
            self.problem(key, "a number is expected here.")
            return None
        number = Decimal(str(value))
        if not number.is_finite():
            self.problem(key, "too large.")
            return None
        return number

    def texts(self, key: str) -> list[str]:
        """A list of texts, empty when absent."""
        return [text for text, _line in self._texts(key)]

    def _texts(self, key: str) -> list[tuple[str, int]]:
        items = self._get(key, Items, required=False) or Items()
        kept = []
        for item, line in zip(items, items.lines, strict=True):
            if isinstance(item, str) and item.strip():
                kept.append((self._storable(key, item, line=line), line))
            else:
                self.problem(key, "a list of texts is expected here.", line=line)
        return kept

    def wholes(self, key: str) -> list[int]:
        items = self._get(key, Items, required=True) or Items()
        if any(isinstance(item, bool) or not isinstance(item, int) for item in items):
            self.problem(key, "a list of whole numbers is expected here.")
            return []
        return list(items)

    # ── Values with a rule

    def pair(self, key: str, into: str, *, required: bool = False) -> dict[str, str]:
        """``key`` in English with ``key_fr`` beside it, as the columns ``into_fr``, ``into_en``."""
        return self.both(f"{key}_fr", key, into, required=required)

    def both(
        self, french: str, english: str, into: str, *, required: bool = True
    ) -> dict[str, str]:
        """Two keys that say the same in both languages: both of them or neither."""
        fr = self.text(french, required=required)
        en = self.text(english, required=required)
        if bool(fr) != bool(en) and not required:
            given, missing = (french, english) if fr else (english, french)
            self.problem(
                given, f"“{missing}” is missing: a text stands in both languages or in neither."
            )
        return {f"{into}_fr": fr, f"{into}_en": en}

    def code(self, key: str, vocabulary: Vocabulary, *, default: str | None = None) -> str:
        """The stored code of a value; when absent ``default`` or, without one, a problem."""
        value = self.text(key, required=default is None)
        if not value:
            return default or ""
        try:
            return vocabulary.code_of(value)
        except KeyError:
            known = ", ".join(term.value for term in vocabulary)
            self.problem(key, f"“{value}” is not in the list {vocabulary.name} ({known}).")
            return default or ""

    def date(self, key: str, into: str, *, required: bool = False) -> dict:
        """A fuzzy date as the columns of a ``FuzzyDateField`` named ``into``; none when absent."""
        record = self._get(key, Record, required=required)
        if record is None:
            return {}
        with self._inside(record) as date:
            return date._date_columns(into)

    def _date_columns(self, into: str) -> dict:
        edtf = self.text("edtf")
        precision = self.code("precision", DATE_PRECISIONS)
        inferred = self.flag("inferred", required=True)
        basis = self.pair("basis", f"{into}_basis")
        if inferred and not basis[f"{into}_basis_en"]:
            self.problem("inferred", "an inferred date needs its basis.")
        bounds = {
            f"{into}_not_before": self._day("earliest"),
            f"{into}_not_after": self._day("latest"),
        }
        try:
            date = fuzzy_dates.parse(edtf)
        except fuzzy_dates.NotADate:
            if edtf:
                self.problem("edtf", f"“{edtf}” is not an EDTF level 1 date.")
            return {}
        if precision and precision != date.precision:
            stated = DATE_PRECISIONS[date.precision].value
            self.problem("precision", f"“{edtf}” has the precision “{stated}”.")
        earliest = bounds[f"{into}_not_before"] or date.earliest
        latest = bounds[f"{into}_not_after"] or date.latest
        if earliest and latest and earliest > latest:
            self.problem("edtf", "the earliest day comes after the latest day.")
            return {}
        return {into: edtf, f"{into}_inferred": inferred, **bounds, **basis}

    def _day(self, key: str) -> datetime.date | None:
        text = self.text(key, required=False)
        try:
            return datetime.date.fromisoformat(text) if text else None
        except ValueError:
            self.problem(key, f"“{text}” is not a day (2017-12-04).")
            return None

    # ── Other records

    def ref(self, key: str, *lists: str, required: bool = False) -> Ref | None:
        """The row that ``key`` names in one of ``lists``."""
        id = self.text(key, required=required)
        return self.known(key, id, *lists) if id else None

    def refs(self, key: str, *lists: str) -> list[Ref]:
        found = [self.known(key, id, *lists, line=line) for id, line in self._texts(key)]
        refs = [ref for ref in found if ref is not None]
        for repeated in {ref for ref in refs if refs.count(ref) > 1}:
            self.problem(key, f"“{repeated.id}” stands twice.")
        return list(dict.fromkeys(refs))

    def known(self, key: str, id: str, *lists: str, line: int = 0) -> Ref | None:
        """The row named ``id`` in one of ``lists``; unknown, it is a problem of ``key``."""
        found = self.names.find(id, *lists)
        if found is None:
            places = " or ".join(f"{name}.json" for name in lists if name not in CLAIM_LISTS)
            self.problem(
                key, f"“{id}” is unknown: no such id in {places or 'initiatives.json'}.", line=line
            )
        return found

    def nested(self, key: str) -> "Entry | None":
        """The object at ``key``, ``None`` when absent; the caller closes it."""
        record = self._get(key, Record, required=False)
        return None if record is None else Entry(record, self.names, self.problems, self.subject)

    @contextmanager
    def _inside(self, record: Record) -> Iterator["Entry"]:
        entry = Entry(record, self.names, self.problems, self.subject)
        yield entry
        entry.close()

    def each(self, key: str, *, required: bool = False) -> Iterator["Entry"]:
        """The objects of a list, each closed when the caller asks for the next one."""
        items = self._get(key, Items, required=required) or Items()
        if required and not items and key in self.record:
            self.problem(key, "empty.")
        yield from entries(items, self.names, self.problems, self.record.file, self.subject)


CLAIM_LISTS = ("participations", "investments", "milestones", "metrics")


def entries(
    items: Items, names: Names, problems: Problems, file: str, subject: str = ""
) -> Iterator[Entry]:
    """The records of a list, each closed when the next one is asked for."""
    for item, line in zip(items, items.lines, strict=True):
        if not isinstance(item, Record):
            stray = Record()
            stray.file, stray.line = file, line
            problems.add(stray, "", "an object is expected here.", subject=subject)
            continue
        entry = Entry(item, names, problems, subject)
        yield entry
        entry.close()
