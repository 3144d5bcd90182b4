"""JSON files as records that remember where they stand, so that an error can name file and line."""

import json
import re
from bisect import bisect_right
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

LISTS = (
    "publishers",
    "articles",
    "related_articles",
    "passages",
    "excluded_mentions",
    "themes",
    "partners",
    "people",
    "initiatives",
    "statements",
    "market_facts",
    "conflicts",
    "external_hints",
)
FILES = ("meta", *LISTS)

_SPACE = re.compile(r"[ \t\r\n]*")
MAX_DEPTH = 50


def _refuse_constant(name: str):
    raise ValueError(name)


_SCALAR = json.JSONDecoder(parse_constant=_refuse_constant)


class Record(dict):
    """One JSON object: ``line`` is where it opens, ``lines`` where the value of each key begins."""

    file = ""
    line = 0

    def __init__(self):
        super().__init__()
        self.lines: dict[str, int] = {}


class Items(list):
    """One JSON array: ``lines`` has the line of each item."""

    def __init__(self):
        super().__init__()
        self.lines: list[int] = []


@dataclass(frozen=True)
class Problem:
    """Why a dataset is refused: one sentence and where it stands."""

    file: str
    line: int
    subject: str
    message: str

    def __str__(self):
        subject = f"{self.subject}: " if self.subject else ""
        return f"{self.file}, line {self.line}: {subject}{self.message}"


@dataclass
class Problems:
    """Collects what is wrong; every problem is reported, not only the first."""

    found: list[Problem] = field(default_factory=list)

    def add(self, record: Record, key: str, message: str, *, subject: str = "", line: int = 0):
        line = line or record.lines.get(key, record.line)
        place = ", ".join(part for part in (subject, key) if part)
        self.found.append(Problem(record.file, line, place, message))

    def in_order(self) -> list[str]:
        order = {f"{name}.json": position for position, name in enumerate(FILES)}
        ranked = sorted(
            self.found, key=lambda p: (order.get(p.file, len(order)), p.line, p.subject)
        )
        return list(dict.fromkeys(str(problem) for problem in ranked))


def read_files(folder: Path, problems: Problems) -> dict[str, Any]:
    """Every file of a dataset by its name without ``.json``: a ``Record`` for ``meta``, ``Items``
    for every other. What cannot be read is a problem.
    """
    return {name: _read(folder / f"{name}.json", problems) for name in FILES}


def _read(path: Path, problems: Problems) -> Record | Items:
    wanted = Record if path.stem == "meta" else Items
    nothing = wanted()
    try:
        text = path.read_bytes().decode("utf-8")
    except FileNotFoundError:
        problems.found.append(Problem(path.name, 1, "", "the file is missing."))
        return nothing
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        problems.found.append(Problem(path.name, line, "", "the text is not UTF-8."))
        return nothing
    try:
        value = Reader(path.name, text, problems).value()
    except json.JSONDecodeError as error:
        problems.found.append(Problem(path.name, error.lineno, "", f"not JSON: {error.msg}."))
        return nothing
    if not isinstance(value, wanted):
        kind = "an object" if wanted is Record else "a list"
        problems.found.append(Problem(path.name, 1, "", f"the file holds {kind}."))
        return nothing
    return value


class Reader:
    """Decodes one text: scalars by ``json``, objects and arrays here, to know their lines."""

    def __init__(self, file: str, text: str, problems: Problems):
        self.file = file
        self.text = text
        self.problems = problems
        self.line_starts = [0, *(match.end() for match in re.finditer("\n", text))]
        self.at = 0
        self.depth = 0

    def value(self):
        """The whole text as one value. Raises ``json.JSONDecodeError``."""
        value = self._value()
        self._skip_space()
        if self.at < len(self.text):
            self._fail("Extra data")
        return value

    def _value(self):
        self._skip_space()
        if self.text.startswith(("{", "["), self.at):
            self.depth += 1
            if self.depth > MAX_DEPTH:
                self._fail("Nested too deeply")
            value = self._object() if self.text[self.at] == "{" else self._array()
            self.depth -= 1
            return value
        try:
            value, self.at = _SCALAR.raw_decode(self.text, self.at)
        except json.JSONDecodeError:
            raise
        except ValueError as error:  # NaN, or a number of more digits than Python reads
            raise json.JSONDecodeError("Not a number", self.text, self.at) from error
        return value

    def _object(self) -> Record:
        record = Record()
        record.file, record.line = self.file, self._line()
        self.at += 1
        while self._more("}", first=not record):
            if not self.text.startswith('"', self.at):
                self._fail("Expecting property name enclosed in double quotes")
            line = self._line()
            key, self.at = _SCALAR.raw_decode(self.text, self.at)
            self._skip_space()
            self._expect(":")
            if key in record:
                self.problems.add(
                    record, key, "the key stands twice in the same object.", line=line
                )
            record[key] = self._value()
            record.lines[key] = line
        return record

    def _array(self) -> Items:
        items = Items()
        self.at += 1
        while self._more("]", first=not items):
            items.lines.append(self._line())
            items.append(self._value())
        return items

    def _more(self, closing: str, *, first: bool) -> bool:
        """Move to the next member; false, and past ``closing``, when there is none."""
        self._skip_space()
        if self.text.startswith(closing, self.at):
            self.at += 1
            return False
        if not first:
            self._expect(",")
            self._skip_space()
        return True

    def _expect(self, character: str):
        if not self.text.startswith(character, self.at):
            self._fail(f"Expecting '{character}'")
        self.at += 1

    def _skip_space(self):
        self.at = _SPACE.match(self.text, self.at).end()

    def _line(self) -> int:
        return bisect_right(self.line_starts, self.at)

    def _fail(self, message: str):
        raise json.JSONDecodeError(message, self.text, self.at)
