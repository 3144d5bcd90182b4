"""XLSX: cells that are numbers, days and links; the rows on the first sheet, on the second what the
file is. Written to a temporary file row by row, because a workbook cannot be sent before its end.
"""

import datetime
from collections.abc import Iterable
from decimal import Decimal

import xlsxwriter
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from .about import COLLECTIONS, About
from .columns import Column
from .rows import Table, absolute, all_rows

# A workbook takes a hundred times the work of a CSV: beyond this, somebody waits for minutes.
MOST_ROWS = 20_000
_LONGEST_TEXT = 32_767  # characters in a cell
_LONGEST_LINK = 2_079  # characters in an address
_MOST_LINKS = 65_530  # in a sheet
_WIDTHS = {"text": 32, "number": 14, "day": 12, "moment": 18, "page": 32, "url": 32}
_FIRST_DAY = datetime.date(1900, 3, 1)  # Excel believes in a 29 February 1900


class TooManyRows(Exception):
    """More than ``MOST_ROWS``."""


def write(file, table: Table, documents: Iterable[dict], about: About) -> None:
    """The workbook, into a binary ``file``. Raises ``TooManyRows``."""
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_date_format": "yyyy-mm-dd",
        "remove_timezone": True,
    }
    with override(about.language):
        book = xlsxwriter.Workbook(file, options)
        # A day and no hour: the same state of the record is the same file all day.
        book.set_properties(
            {
                "title": f"{settings.SITE_NAME}: {COLLECTIONS[about.collection]}",
                "company": settings.SITE_NAME,
                "comments": about.line[:255],
                "created": datetime.datetime.combine(about.day, datetime.time()),
            }
        )
        sheet = book.add_worksheet(str(COLLECTIONS[about.collection])[:31])
        try:
            count = _Sheet(book, sheet, table, about).fill(documents)
            _about(book, about, count)
        finally:
            book.close()  # which also removes the files it made on the way


class _Sheet:
    """The sheet of rows."""

    def __init__(self, book, sheet, table: Table, about: About):
        self.sheet = sheet
        self.table = table
        self.about = about
        self.head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        plain = {"valign": "top"}
        self.formats = {
            "number": book.add_format({**plain, "num_format": "#,##0.##"}),
            "integer": book.add_format({**plain, "num_format": "#,##0"}),
            "day": book.add_format({**plain, "num_format": "yyyy-mm-dd"}),
            "moment": book.add_format({**plain, "num_format": "yyyy-mm-dd hh:mm"}),
        }
        self.link = book.get_default_url_format()
        self.text = book.add_format(plain)
        self.links = 0

    def fill(self, documents: Iterable[dict]) -> int:
        """Write head and rows; how many rows."""
        columns = self.table.columns
        for number, column in enumerate(columns):
            self.sheet.set_column(number, number, _WIDTHS.get(column.type, 16))
        self.sheet.set_row(0, 32)
        for number, heading in enumerate(self.table.headings):
            self.sheet.write_string(0, number, heading, self.head)
        count = 0
        for count, row in enumerate(all_rows(self.table, documents), start=1):
            if count > MOST_ROWS:
                raise TooManyRows
            for number, column in enumerate(columns):
                self.cell(count, number, column, column.value(row))
        self.sheet.freeze_panes(1, 2)
        self.sheet.autofilter(0, 0, count, len(columns) - 1)
        self.sheet.repeat_rows(0)
        return count

    def cell(self, row: int, number: int, column: Column, value) -> None:
        if value is None or value == "":
            return
        match column.type:
            case "number" | "integer":
                self.sheet.write_number(row, number, Decimal(value), self.formats[column.type])
            case "boolean":
                self.sheet.write_boolean(row, number, value, self.text)
            case "day" | "moment":
                self.moment(row, number, column.type, value)
            case "page" | "url":
                self.address(row, number, column.type, value)
            case _:
                self.sheet.write_string(row, number, value[:_LONGEST_TEXT], self.text)

    def moment(self, row: int, number: int, type: str, value: str) -> None:
        """A real date, but for days before spreadsheets know any."""
        if type == "day":
            day = datetime.date.fromisoformat(value)
        else:
            day = datetime.datetime.fromisoformat(value).astimezone(datetime.UTC)
        on = day if type == "day" else day.date()
        if on < _FIRST_DAY:
            self.sheet.write_string(row, number, value, self.text)
        else:
            self.sheet.write_datetime(row, number, day, self.formats[type])

    def address(self, row: int, number: int, type: str, value: str) -> None:
        if type == "page":
            value = absolute(value, self.about.site, self.about.language)
        linkable = value.startswith(("http://", "https://")) and len(value) <= _LONGEST_LINK
        if linkable and self.links < _MOST_LINKS:
            self.links += 1
            self.sheet.write_url(row, number, value, self.link)
        else:
            self.sheet.write_string(row, number, value[:_LONGEST_TEXT], self.text)


def _about(book, about: About, count: int) -> None:
    """The sheet that says what the file is."""
    sheet = book.add_worksheet(_("About this file"))
    name = book.add_format({"bold": True, "valign": "top"})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    number = book.add_format({"num_format": "#,##0", "align": "left"})
    moment = book.add_format({"num_format": "yyyy-mm-dd", "align": "left"})
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, 1, 90)
    lines = [
        (
            _("What"),
            f"{settings.SITE_NAME}{pgettext('colon', ': ')}{COLLECTIONS[about.collection]}",
        ),
        (_("Filter"), about.filter or _("everything, without a filter")),
        (_("Rows"), count),
        (_("State of the record"), about.counter),
        (_("Made on (UTC)"), about.day),
        (_("The same rows on the site"), about.view),
        (_("Licence of the data"), settings.DATA_LICENCE),
        (_("Terms of the licence"), settings.DATA_LICENCE_URL),
        (
            _("How to read it"),
            _(
                "A date has the text of the source (EDTF) and its first and last possible day. An "
                "amount that is not disclosed is empty, never zero. An investment that is part of "
                "another must not be added to it, nor amounts in different currencies."
            ),
        ),
    ]
    for row, (label, value) in enumerate(lines):
        sheet.write_string(row, 0, label, name)
        if isinstance(value, int):
            sheet.write_number(row, 1, value, number)
        elif isinstance(value, datetime.date):
            sheet.write_datetime(row, 1, value, moment)
        elif value.startswith(("http://", "https://")):
            sheet.write_url(row, 1, value)
        else:
            sheet.write_string(row, 1, value, wrapped)
