"""The shape of an entry's document, so that one stored by older code can be read by today's.

A key that a stored document lacks reads as unknown: ``null``, an empty list, words in no language.
"""

from typing import Any, NamedTuple


class Always(NamedTuple):
    """A piece that is never ``null``: without it, one whose every key is unknown."""

    shape: dict


_PAIR = Always({"fr": None, "en": None})
_DATE = {
    "edtf": None,
    "earliest": None,
    "latest": None,
    "inferred": False,
    "basis": _PAIR,
}
_PARTNER = {"slug": None, "name": None, "names": _PAIR}
_WHO = {"slug": None, "name": None}
_NEIGHBOUR = {"slug": None, "title": _PAIR}
_ARTICLE = Always({"slug": None, "title": None, "language": None})
_PASSAGE = {
    "id": None,
    "article": _ARTICLE,
    "publisher": Always(_WHO),
    "published": _DATE,
    "source_url": None,
    "locator": "",
    "quote": None,
    "paraphrase": _PAIR,
    "stance": "supports",
    "field": None,
    "stated_value": None,
    "note": _PAIR,
}
_PASSAGES = [_PASSAGE]
_STATUS = {
    "status": None,
    "as_of": _DATE,
    "inferred": False,
    "basis": _PAIR,
    "citations": _PASSAGES,
}
_FIGURE = {
    "value_min": None,
    "value_max": None,
    "unit": None,
    "qualifier": None,
    "display": None,
    "scope": _PAIR,
}
_MONEY = {
    "min": None,
    "max": None,
    "currency": None,
    "qualifier": None,
    "disclosure": "not-mentioned",
    "eur": {"min": None, "max": None, "rate_date": None},
}
_PARTICIPATION = {
    "id": None,
    "partner": Always(_PARTNER),
    "role": None,
    "stated": None,
    "how": _PAIR,
    "from": _DATE,
    "until": _DATE,
    "citations": _PASSAGES,
}
_INVESTMENT = {
    "id": None,
    "kind": None,
    "stage": None,
    "scope": _PAIR,
    "money": Always(_MONEY),
    "date": _DATE,
    "period": None,
    "investors": [_PARTNER],
    "investors_complete": None,
    "investors_inferred": False,
    "investor_share_disclosed": None,
    "recipient": Always({"kind": "unknown", **_PARTNER}),
    "part_of": None,
    "note": _PAIR,
    "citations": _PASSAGES,
}
_MILESTONE = {
    "id": None,
    "what": _PAIR,
    "date": _DATE,
    "kind": None,
    "state": "happened",
    "fulfils": None,
    "fulfilled_by": [None],
    "who": _WHO,
    "note": _PAIR,
    "citations": _PASSAGES,
}
_METRIC = {
    "id": None,
    "name": _PAIR,
    **_FIGURE,
    "nature": None,
    "claimed_by": [_WHO],
    "date": _DATE,
    "citations": _PASSAGES,
}
_STATEMENT = {
    "id": None,
    "initiative": _NEIGHBOUR,
    "also_about": [_NEIGHBOUR],
    "speaker": None,
    "capacity": _PAIR,
    "also_said_by": [None],
    "partner": _PARTNER,
    "type": None,
    "date": _DATE,
    "paraphrase": _PAIR,
    "topic": _PAIR,
    "figure": _FIGURE,
    "citations": _PASSAGES,
}
_CONFLICT = {
    "slug": None,
    "topic": _PAIR,
    "nature": None,
    "positions": [{"words": _PAIR, "citations": _PASSAGES}],
    "resolution": _PAIR,
    "resolution_basis": None,
}
_ENTRY = {
    "slug": "",
    "version": None,
    "language": "fr",
    "title": _PAIR,
    "title_coined": False,
    "title_as_stated": None,
    "translation_stale": False,
    "kind": None,
    "subkind": None,
    "lifecycle": {**_STATUS, "history": [_STATUS]},
    "summary": _PAIR,
    "description": _PAIR,
    "audience": _PAIR,
    "aliases": [{"name": "", "citation": {"article": _ARTICLE, "locator": ""}}],
    "themes": [{"slug": None, "name": _PAIR}],
    "place": {
        "name": _PAIR,
        "city": None,
        "cities": _PAIR,
        "department": None,
        "country": None,
        "inferred": False,
        "citations": _PASSAGES,
    },
    "country": None,
    "country_basis": None,
    "end": _DATE,
    "first_known": _DATE,
    "dates": [{"kind": None, "date": _DATE}],
    "evidence_level": "full",
    "parents": [{**_NEIGHBOUR, "basis": _PAIR}],
    "children": [_NEIGHBOUR],
    "related": [_NEIGHBOUR],
    "also_partner": _PARTNER,
    "participations": [_PARTICIPATION],
    "investments": [_INVESTMENT],
    "milestones": [_MILESTONE],
    "metrics": [_METRIC],
    "statements": [_STATEMENT],
    "citations": _PASSAGES,
    "conflicts": [_CONFLICT],
    "evidence": {
        "origins": 0,
        "independent": 0,
        "company": 0,
        "publishers": 0,
        "articles": 0,
        "passages": 0,
        "archived": 0,
    },
    "first_published_at": None,
    "published_at": None,
    "last_verified_on": None,
}


def completed(document: dict) -> dict:
    """``document`` with every key that today's pages read; what it has more than that is kept."""
    return _completed(document, _ENTRY)


def _completed(value: Any, shape: Any) -> Any:
    if isinstance(shape, Always):
        return _completed(value or {}, shape.shape)
    if isinstance(shape, list):
        return [_completed(each, shape[0]) for each in value or []]
    if isinstance(shape, dict):
        if value is None:
            return None
        return {**value, **{key: _completed(value.get(key), each) for key, each in shape.items()}}
    return shape if value is None else value
