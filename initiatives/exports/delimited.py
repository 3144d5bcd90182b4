"""CSV as RFC 4180 has it and as spreadsheets open it: UTF-8 with its mark, CRLF, no formulas."""

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator

from django.utils.translation import gettext as _
from django.utils.translation import override

from .about import About
from .lines import ABOUT, END, SITE, writer_of
from .rows import Table
from .stream import PIECE

Buffer = bytes | memoryview
_BRACE = ord("{")
BYTE_ORDER_MARK = "\ufeff"  # without it, Excel reads UTF-8 as something else


def pieces(table: Table, lines: Iterable[Buffer], about: About) -> Iterator[bytes]:
    """The file in pieces, of ``stream.lines_or_documents`` or of documents alone.

    The last column of each row says what the file is a part of. The language is the file's while a
    piece is made, and nobody's between two.
    """
    with override(about.language):
        head = _written([*table.headings, _("This file")])
        told = {SITE.encode(): about.site.encode(), ABOUT.encode(): _written([about.line])}
        row = writer_of(table, about.language)
    yield BYTE_ORDER_MARK.encode() + head + END.encode()
    rest = iter(lines)
    while True:
        with override(about.language):
            piece, finished = _next_piece(rest, table, row)
        for mark, text in told.items():
            piece = piece.replace(mark, text)
        if piece:
            yield piece
        if finished:
            return


def _next_piece(
    rest: Iterator[Buffer], table: Table, row: Callable[[dict], str]
) -> tuple[bytes, bool]:
    """Rows until the piece is full; whether there are no more."""
    made: list[Buffer] = []
    size = 0
    for line in rest:
        if line[0] == _BRACE:
            document = json.loads(bytes(line))
            line = "".join(map(row, table.rows(document))).encode()
        made.append(line)
        size += len(line)
        if size >= PIECE:
            return b"".join(made), False
    return b"".join(made), True


def _written(cells: list[str]) -> bytes:
    buffer = io.StringIO(newline="")
    csv.writer(buffer, lineterminator=END).writerow(cells)
    return buffer.getvalue().removesuffix(END).encode()
