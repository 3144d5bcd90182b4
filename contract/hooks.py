"""What OpenAPI cannot say of valid requests: which slugs there are, and what goes with what.

A request that is to be accepted is given slugs of the real dataset, no made-up cursor, and no two
parameters that exclude each other. Everything else, and all that is to be refused, stays as made.
"""

import json
import re

import jsonschema_rs
import schemathesis
from schemathesis.core.parameters import ParameterLocation
from schemathesis.generation import GenerationMode

SLUGS = {
    "theme": ["ai", "co-design"],
    "partner": ["sanofi", "schoolab"],
    "source": ["39bis-inauguration", "sanofi-google-lab"],
    "publisher": ["alliancy"],
}
_PLAIN = {"true": True, "false": False}
PARENTS = {"partners": "sanofi", "themes": "ai"}


@schemathesis.hook
def before_call(context, case, kwargs):
    if case.meta is None or case.meta.generation.mode != GenerationMode.POSITIVE:
        return
    query = case.query
    collection = case.operation.path.split("/")[3]
    for name, known in SLUGS.items():
        if name in query:
            query[name] = known[: max(1, len(query[name]))]
    if "parent" in query:
        query["parent"] = [PARENTS.get(collection, "sanofi-ai")]
    query.pop("cursor", None)
    file = query.get("format", "json") != "json"
    for name in ("page_size", "fields", "expand", "as_of") if file else ("lang", "rows"):
        query.pop(name, None)
    if query.get("format") == "ndjson":
        query.pop("lang", None)
        query.pop("rows", None)
    if "as_of" in query:
        for name in [*query]:
            if name not in ("as_of", "fields", "format", "page_size"):
                del query[name]
        query["as_of"] = "2026-01-01"
    if {"amount_min", "amount_max"} & query.keys() or "amount" in str(query.get("ordering")):
        query["currency"] = ["EUR"]
    if "amount_max" in query:
        query.pop("amount_min", None)
    if "dated_before" in query:
        query.pop("dated_after", None)
    if query.get("ordering") == "relevance":
        query["q"] = "sanofi"


@schemathesis.hook
def filter_case(context, case):
    """Leave out what is wrong only until it is written into an address: there everything is text,
    one value looks like a list of it, and a list of nothing like nothing given.
    """
    if case.meta is None or case.meta.generation.mode == GenerationMode.POSITIVE:
        return True
    wrong = [
        place
        for place, info in case.meta.components.items()
        if info.mode != GenerationMode.POSITIVE
    ]
    return wrong != [ParameterLocation.QUERY] or not _is_right_once_written(case)


def _is_right_once_written(case) -> bool:
    known = {each.name: each.validation_schema for each in case.operation.query}
    for name, value in (case.query or {}).items():
        written = [_as_text(each) for each in _several(value)]
        if written in ([], [""]):
            continue
        if name not in known or not _is_valid(written, known[name]):
            return False
    return True


def _several(value) -> list:
    if value is None:
        return []
    return [*value] if isinstance(value, list | dict) else [value]


def _as_text(value) -> str:
    return str(value) if isinstance(value, str) else json.dumps(value)


def _is_valid(written: list[str], schema: dict) -> bool:
    """Whether these texts are what the schema describes, read as its type says."""
    read = jsonschema_rs.validator_for(schema).is_valid
    if schema.get("type") == "array":
        return read(written)
    if len(written) != 1:
        return False
    [text] = written
    return (
        read(text)
        or (text in _PLAIN and read(_PLAIN[text]))
        or (re.fullmatch(r"-?\d+", text, re.ASCII) is not None and read(int(text)))
    )
