"""A row of an entry in one line, as the closed row of the form shows it."""

from collections.abc import Callable

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sources.admin.current_source import passage_place
from sources.admin.passages import passages_of
from sources.languages import reads_french

from ..models import (
    EditorialHint,
    Evidence,
    InitiativeAlias,
    InitiativeDate,
    InitiativeParent,
    Investment,
    LifecycleStatus,
    Metric,
    Milestone,
    Participation,
    Statement,
    Translation,
)
from ..templatetags import tracker_format


def line_of(row) -> str:
    """``Capital expenditure, €500,000, 4 December 2017, 2 passages``. No query for a row that its
    inline has loaded.
    """
    words = in_words(row)
    return f"{words}, {_passages(row)}" if hasattr(type(row), "evidence") else words


def in_words(row) -> str:
    """The same without its passages."""
    return ", ".join(part for part in _PARTS[type(row)](row) if part) or _("empty row")


def _passages(row) -> str:
    count = len(passages_of(row))
    if not count:
        return _("no passage")
    return ngettext("%(count)d passage", "%(count)d passages", count) % {"count": count}


def _short(text: str) -> str:
    return Truncator(text).chars(90)


def _either(row, name: str) -> str:
    """The text of ``name_fr`` or ``name_en``: the reader's, or the one there is."""
    first, second = ("fr", "en") if reads_french() else ("en", "fr")
    return getattr(row, f"{name}_{first}") or getattr(row, f"{name}_{second}")


def _date(text: str | None) -> str:
    if not text:
        return ""
    return tracker_format.fuzzy_date({"edtf": str(text), "earliest": None, "latest": None})


def _participation(row) -> list[str]:
    return [str(row.partner) if row.partner_id else "", row.get_role_display(), _either(row, "how")]


def _investment(row) -> list[str]:
    amount = {
        "min": row.amount_min if row.amount_min is None else str(row.amount_min),
        "max": row.amount_max if row.amount_max is None else str(row.amount_max),
        "currency": row.currency,
        "qualifier": row.qualifier,
        "disclosure": row.disclosure,
    }
    return [
        row.get_kind_display(),
        tracker_format.money(amount),
        _short(_either(row, "scope")),
        _date(row.date),
    ]


def _milestone(row) -> list[str]:
    return [_date(row.date), _short(_either(row, "what")), row.get_state_display()]


def _metric(row) -> list[str]:
    figure = {
        "qualifier": row.qualifier,
        "value_min": row.value_min,
        "value_max": row.value_max,
        "display": row.display,
        "unit": row.unit,
    }
    return [_either(row, "name"), tracker_format.figure(figure), _date(row.date)]


def _status(row) -> list[str]:
    inferred = _("inferred") if row.inferred else ""
    return [row.get_status_display(), _date(row.as_of), inferred]


def _statement(row) -> list[str]:
    who = row.speaker or row.partner or _either(row, "speaker_description")
    return [str(who), _short(_either(row, "paraphrase")), _date(row.date)]


def _evidence(row) -> list[str]:
    claim = row.claim
    field = tracker_format.field_name(row.field) if row.field else ""
    stance = "" if row.stance == "supports" else row.get_stance_display()
    subject = _("the entry itself") if claim is None else in_words(claim)
    return [Truncator(subject).chars(70), field, stance, passage_place(row.citation)]


_PARTS: dict[type, Callable] = {
    Participation: _participation,
    Investment: _investment,
    Milestone: _milestone,
    Metric: _metric,
    LifecycleStatus: _status,
    Statement: _statement,
    Evidence: _evidence,
    Translation: lambda row: [row.get_language_display(), row.title],
    InitiativeParent: lambda row: [str(row.parent) if row.parent_id else ""],
    InitiativeAlias: lambda row: [row.surface, passage_place(row.citation) if row.citation else ""],
    InitiativeDate: lambda row: [row.get_kind_display(), _date(row.date)],
    EditorialHint: lambda row: [_short(row.hint)],
}
