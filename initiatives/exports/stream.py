"""Rows out of the database while they are written: one COPY, its rows as they come, in pieces.

``COPY`` sends a row as soon as it is found and holds none, so that a file of everything begins at
once and needs no memory. It is one statement, so all of its rows are of one moment.
"""

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from itertools import chain

from django.db.models import F, Func, OuterRef, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Cast, Coalesce, Concat, Substr
from psycopg import Copy

from ..publication import reading
from ..publication.models import PublishedLine

PIECE = 64 * 1024  # bytes, about, that go to the client at once
# Between ``updated_at`` and the document, and (never used) round them: what JSON text never holds.
_DELIMITER = b"\x02"
_IN_LINES = "FORMAT csv, DELIMITER E'\\x02', QUOTE E'\\x01'"
# Half the work for the server, which then looks for nothing to quote. Before the first row there is
# a header, before a value the number of columns and its length; a last row has no value.
_AS_STORED, _HEADER, _LENGTHS = "FORMAT binary", 19, 6
_UPDATED_AT = Cast(Func(F("updated_at"), function="to_json"), TextField())


def documents(queryset: QuerySet) -> Iterator[bytes]:
    """Each document of ``queryset`` as the API serves it, one line without its end. One query.

    The connection answers nothing else until the iterator is exhausted or closed.
    """
    for row in _copied(queryset.values_list(_UPDATED_AT, "document")):
        yield b'{"updated_at" : ' + row[:-1].replace(_DELIMITER + b"{", b", ", 1)


def lines_or_documents(queryset: QuerySet, language: str, layout: str) -> Iterator[memoryview]:
    """Of each entry its row of a CSV, with its end, where one is ready, else its document, which
    begins with a brace as no row does. One query.
    """
    ready = PublishedLine.objects.filter(
        pk=OuterRef("pk"), updated_at=OuterRef("updated_at"), layout=layout
    )
    document = Concat(
        Value('{"updated_at" : '),
        _UPDATED_AT,
        Value(", "),
        Substr("document", 2),
        output_field=TextField(),
    )
    either = queryset.values_list(Coalesce(Subquery(ready.values(language)), document))
    with _copy(either, _AS_STORED) as copy:
        start = _HEADER + _LENGTHS
        for row in copy:
            if len(row) > start:
                yield row[start:]
            start = _LENGTHS


def changes(queryset: QuerySet, columns: Iterable[str]) -> Iterator[bytes]:
    """Each row of ``queryset`` as an object of its ``columns``, one line without its end."""
    pairs = [part for name in columns for part in (f"'{name}'", name)]
    row = Func(template=f"json_build_object({', '.join(pairs)})::text", output_field=TextField())
    for line in _copied(queryset.values_list(row)):
        change = json.loads(line)
        change["slug"] = change["slug"] or None
        change["at"] = datetime.fromisoformat(change["at"]).isoformat()  # as the list writes it
        yield json.dumps(change).encode()


def decoded(lines: Iterable[bytes]) -> Iterator[dict]:
    return map(json.loads, lines)


def _copied(rows: QuerySet) -> Iterator[bytes]:
    with _copy(rows, _IN_LINES) as copy:
        for row in copy:
            yield bytes(row)


@contextmanager
def _copy(rows: QuerySet, how: str) -> Iterator[Copy]:
    sql, params = rows.query.sql_with_params()
    with (
        reading.connection().cursor() as cursor,
        cursor.copy(f"COPY ({sql}) TO STDOUT WITH ({how})", params) as copy,
    ):
        yield copy


def in_pieces(lines: Iterable[bytes], end: bytes = b"\n") -> Iterator[bytes]:
    """The lines, each with its ``end``, joined to pieces of about ``PIECE`` bytes."""
    piece: list[bytes] = []
    size = 0
    for line in lines:
        piece.append(line)
        size += len(line) + len(end)
        if size >= PIECE:
            yield end.join(piece) + end
            piece, size = [], 0
    if piece:
        yield end.join(piece) + end


def begun(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """``pieces``, of which the first is made now: what cannot be read is said before it begins."""
    first = next(pieces, b"")
    return chain((first,), pieces)
