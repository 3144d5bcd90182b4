"""CSV as RFC 4180 has it and as spreadsheets open it: UTF-8 with its mark, CRLF, no formulas."""

import csv
import io
from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _
from django.utils.translation import override

from .about import About
from .rows import Table, all_rows, text_cells
from .stream import PIECE

BYTE_ORDER_MARK = "\ufeff"  # without it, Excel reads UTF-8 as something else


def pieces(table: Table, documents: Iterable[dict], about: About) -> Iterator[bytes]:
    """The file in pieces. The last column of each row says what the file is a part of.

    The language is the file's while a piece is made, and nobody's between two.
    """
    rows = all_rows(table, documents)
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    with override(about.language):
        cells = text_cells(table, site=about.site, language=about.language)
        line = about.line
        buffer.write(BYTE_ORDER_MARK)
        writer.writerow([*table.headings, _("This file")])
    while True:
        with override(about.language):
            finished = _fill(buffer, writer, rows, cells, line)
        piece = buffer.getvalue().encode()
        buffer.seek(0)
        buffer.truncate()
        if piece:
            yield piece
        if finished:
            return


def _fill(buffer, writer, rows: Iterator[dict], cells, line: str) -> bool:
    """Write rows until the piece is full; whether there are no more."""
    for row in rows:
        writer.writerow([*cells(row), line])
        if buffer.tell() >= PIECE:
            return False
    return True
