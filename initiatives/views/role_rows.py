"""The initiatives an organisation takes part in: one row each, with its roles there."""

import json

from django.db.models import F, Func, QuerySet, TextField

from .initiatives import INVESTMENTS_IN_A_ROW
from .pages import LONGEST_LIST


class _Pieces(Func):
    """What a row says of an entry, out of its document, as JSON; opened once for a row."""

    output_field = TextField()
    template = (
        "(SELECT json_build_object("
        "'slug', said -> 'slug', 'title', said -> 'title', 'kind', said -> 'kind', "
        "'lifecycle', said -> 'lifecycle', 'first_known', said -> 'first_known', "
        "'investments', said -> 'investments')::text FROM (SELECT %(expressions)s::json) d(said))"
    )


def role_rows(taken: QuerySet) -> list[dict]:
    """``{entry, money, more_money, participations}`` of each initiative in ``taken``, newest first.

    Of the first ``LONGEST_LIST`` participations. One query.
    """
    order = (
        F("initiative__first_known_latest").desc(nulls_last=True),
        "initiative__sort_title",
        "initiative",
        "position",
        "pk",
    )
    columns = ("document", _Pieces("initiative__document"))
    rows: dict[str, dict] = {}
    for document, pieces in taken.order_by(*order).values_list(*columns)[:LONGEST_LIST]:
        entry = json.loads(pieces)
        row = rows.setdefault(entry["slug"], _row(entry))
        row["participations"].append(json.loads(document))
    return list(rows.values())


def _row(entry: dict) -> dict:
    money = entry["investments"]
    return {
        "entry": entry,
        "money": money[:INVESTMENTS_IN_A_ROW],
        "more_money": len(money[INVESTMENTS_IN_A_ROW:]),
        "participations": [],
    }
