"""Rows of desk models as lines of COPY: what is not given is the model's default."""

import datetime
import hashlib
from decimal import Decimal

from django.db import connection, models

BATCH = 20_000
MADE_AT = "2026-01-02 03:04:05+00"


class Table:
    """Collects lines for one table, sends them in batches, and knows the digest of them all."""

    def __init__(self, model: type[models.Model], *given: str):
        meta = model._meta
        fields = {field.attname: field for field in meta.concrete_fields if not field.generated}
        rest = [field for name, field in fields.items() if name not in given]
        rest = [field for field in rest if not isinstance(field, models.AutoField)]
        columns = [fields[name].column for name in given] + [field.column for field in rest]
        quoted = ", ".join(map(connection.ops.quote_name, columns))
        self.copy = f"COPY {connection.ops.quote_name(meta.db_table)} ({quoted}) FROM STDIN"
        self.tail = "".join(f"\t{_default(field)}" for field in rest) + "\n"
        self.name = meta.db_table
        self.count = 0
        self.digest = hashlib.sha256()
        self.lines: list[str] = []

    def add(self, *values) -> None:
        self.lines.append("\t".join(map(_text, values)) + self.tail)
        if len(self.lines) >= BATCH:
            self.flush()

    def flush(self) -> None:
        data = "".join(self.lines).encode()
        self.digest.update(data)
        self.count += len(self.lines)
        self.lines.clear()
        with connection.cursor() as cursor, cursor.copy(self.copy) as copy:
            copy.write(data)


def _default(field) -> str:
    if getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False):
        return MADE_AT
    return _text(field.get_default())


def _text(value) -> str:
    if value is None:
        return "\\N"
    if value is True or value is False:
        return "t" if value else "f"
    if isinstance(value, list):
        return "{" + ",".join(value) + "}"
    if isinstance(value, str | int | Decimal | datetime.date):
        return str(value)
    raise TypeError(value)
