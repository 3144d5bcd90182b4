"""Tables: which columns a file has, and its rows as text or as typed values."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from . import claims
from .columns import Column
from .tables import TABLES

ENTRIES, CLAIMS = "entries", "claims"


@dataclass(frozen=True)
class Table:
    """``rows`` gives what the columns read from one document."""

    columns: list[Column]
    rows: Callable[[dict], Iterable[dict]]

    @property
    def headings(self) -> list[str]:
        return [str(column.heading) for column in self.columns]

    @property
    def names(self) -> list[str]:
        return [column.name for column in self.columns]


def table_of(collection: str, rows: str = ENTRIES) -> Table:
    """Raises ``KeyError`` for claims of what has none."""
    if rows == CLAIMS:
        return Table(claims.COLUMNS, claims.ROWS_OF[collection])
    return Table(TABLES[collection], lambda document: (document,))


# ── As text ──────────────────────────────────────────────────────────────────────────────────────

# A cell that begins so is a formula to a spreadsheet, which would run it
# (https://owasp.org/www-community/attacks/CSV_Injection). The apostrophe makes it text.
_FORMULA = tuple("=+-@\t\r\n＝＋－＠")


def harmless(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text


def _text(value) -> str:
    return harmless(value) if value else ""


def _figure(value) -> str:
    return "" if value is None else str(value)


_AS_IT_IS = ("number", "integer", "day", "moment")


def text_cells(table: Table, *, site: str, language: str) -> Callable[[dict], list[str]]:
    """Makes the cells of one row, in the active language; paths become addresses."""
    yes_or_no = {None: "", True: _("yes"), False: _("no")}

    def page(path):
        return absolute(path, site, language) or ""

    said = {
        **dict.fromkeys(_AS_IT_IS, _figure),
        "boolean": yes_or_no.__getitem__,
        "page": page,
    }
    made = [(column.value, said.get(column.type, _text)) for column in table.columns]
    return lambda row: [say(value(row)) for value, say in made]


def program_cells(table: Table, *, site: str) -> Callable[[dict, str], list[str]]:
    """Makes the cells of one row for programs: ``true`` and ``false``, all else as for people."""
    true_or_false = {None: "", True: "true", False: "false"}

    def cells(row: dict, language: str) -> list[str]:
        made = []
        for column in table.columns:
            value = column.value(row)
            if column.type == "boolean":
                made.append(true_or_false[value])
            elif column.type == "page":
                made.append(absolute(value, site, language) or "")
            elif column.type in _AS_IT_IS:
                made.append(_figure(value))
            else:
                made.append(_text(value))
        return made

    return cells


def absolute(path: str | None, site: str, language: str) -> str | None:
    """The address of a page; of the API, which has no language, its own."""
    if path is None:
        return None
    return f"{site}{path}" if path.startswith("/api/") else f"{site}/{language}{path}"


def all_rows(table: Table, documents: Iterable[dict]) -> Iterator[dict]:
    for document in documents:
        yield from table.rows(document)
