"""Rows out of the database while they are written: one COPY, its rows as they come, in pieces.

``COPY`` sends a row as soon as it is found and holds none, so that a file of everything begins at
once and needs no memory. It is one statement, so all of its rows are of one moment.
"""

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import chain

from django.db.models import F, Func, OuterRef, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Cast, Coalesce, Concat, Substr

from ..publication import reading
from ..publication.models import PublishedLine

PIECE = 64 * 1024  # bytes, about, that go to the client at once
# Between ``updated_at`` and the document, and (never used) round them: what JSON text never holds.
_DELIMITER = b"\x02"
_COPY = "COPY ({rows}) TO STDOUT WITH (FORMAT csv, DELIMITER E'\\x02', QUOTE E'\\x01')"
_UPDATED_AT = Cast(Func(F("updated_at"), function="to_json"), TextField())


def documents(queryset: QuerySet) -> Iterator[bytes]:
    """Each document of ``queryset`` as the API serves it, one line without its end. One query.

    The connection answers nothing else until the iterator is exhausted or closed.
    """
    for row in _copied(queryset.values_list(_UPDATED_AT, "document")):
        yield b'{"updated_at" : ' + row[:-1].replace(_DELIMITER + b"{", b", ", 1)


def lines_or_documents(queryset: QuerySet, language: str, layout: str) -> Iterator[bytes]:
    """Of each entry its row of a CSV where one is ready, else its document, which begins with a
    brace as no row does. One query.
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
    either = Coalesce(Subquery(ready.values(language)), document)
    for row in _copied(queryset.values_list(either)):
        yield row[1:-2] if row.startswith(b"\x01") else row[:-1]  # quoted where it has line ends


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
    sql, params = rows.query.sql_with_params()
    with (
        reading.connection().cursor() as cursor,
        cursor.copy(_COPY.format(rows=sql), params) as copy,
    ):
        for row in copy:
            yield bytes(row)


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
