"""What one column of a file is: a name for programs, a heading for people, how its value is found
in a document, and of which type it is.

Values are said in the active language. Groups that come back (a date, an amount, a code) are made
here, so that they are called the same in every file.
"""

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from ..templatetags import tracker_format as say

Value = Callable[[dict], Any]


class Column(NamedTuple):
    """``type``: text, code, day, moment, number, integer, boolean, page (a path) or url."""

    name: str
    heading: Promise
    type: str
    value: Value


def text(name: str, heading: Promise, value: Value) -> Column:
    return Column(name, heading, "text", value)


def words(name: str, heading: Promise) -> Column:
    """A text in two languages."""
    return Column(name, heading, "text", lambda row: say.plain_words(row[name]))


def plain(name: str, heading: Promise, type: str = "text") -> Column:
    """A key of the document as it is."""
    return Column(name, heading, type, lambda row: row[name])


def inside(of: Value, columns: Iterable[Column], prefix: str = "") -> list[Column]:
    """Columns of a piece of the document, empty where it is ``None``."""

    def within(column: Column) -> Value:
        def value(row):
            piece = of(row)
            return None if piece is None else column.value(piece)

        return value

    return [
        column._replace(name=f"{prefix}{column.name}", value=within(column)) for column in columns
    ]


def coded(name: str, heading: Promise, vocabulary: str, value: Value | None = None) -> list[Column]:
    """A code, and beside it what it is called."""
    get = value or (lambda row: row[name])
    return [
        Column(f"{name}_label", heading, "text", lambda row: say.label(get(row), vocabulary)),
        Column(name, format_lazy("{} ({})", heading, _("code")), "code", get),
    ]


def country() -> list[Column]:
    heading = _("Country")
    return [
        text("country_label", heading, lambda row: say.country(row["country"])),
        Column(
            "country", format_lazy("{} ({})", heading, _("code")), "code", lambda r: r["country"]
        ),
    ]


def dated(name: str, heading: Promise, value: Value | None = None) -> list[Column]:
    """A date as the source has it (EDTF), its first and last possible day, whether inferred."""
    get = value or (lambda row: row[name])

    def part(key: str) -> Value:
        def value(row):
            date = get(row)
            return date[key] if date else None

        return value

    def heading_of(what):
        return format_lazy("{} ({})", heading, what)

    return [
        Column(name, heading_of("EDTF"), "text", part("edtf")),
        Column(f"{name}_earliest", heading_of(_("first possible day")), "day", part("earliest")),
        Column(f"{name}_latest", heading_of(_("last possible day")), "day", part("latest")),
        Column(f"{name}_inferred", heading_of(_("inferred")), "boolean", part("inferred")),
    ]


def _of_money(key: str) -> Value:
    return lambda row: row["money"][key]


def _in_euros(key: str) -> Value:
    return lambda row: row["money"]["eur"][key] if row["money"]["eur"] else None


MONEY = [
    Column("amount_min", _("Amount, from"), "number", _of_money("min")),
    Column("amount_max", _("Amount, to"), "number", _of_money("max")),
    Column("currency", _("Currency"), "code", _of_money("currency")),
    *coded("qualifier", _("Precision of the amount"), "money_qualifiers", _of_money("qualifier")),
    *coded("disclosure", _("Disclosure"), "disclosure", _of_money("disclosure")),
    Column("eur_min", _("In euros, from"), "number", _in_euros("min")),
    Column("eur_max", _("In euros, to"), "number", _in_euros("max")),
    Column("eur_rate_date", _("Day of the rate"), "day", _in_euros("rate_date")),
]


def joined(values: Iterable[str | None]) -> str:
    """Several values in one cell."""
    return "; ".join(value for value in values if value)


def sources_of(citations: list[dict]) -> str:
    """The articles behind some passages, each once."""
    return joined(dict.fromkeys(each["article"]["title"] for each in citations))
