"""Examples for the description of the API: one document of each collection, of the real dataset.

``examples.json`` is written by ``manage.py write_api_examples``. Moments of loading are those of
one fixed day; a test compares everything else with what the API answers.
"""

import json
from functools import cache
from pathlib import Path

FILE = Path(__file__).parent / "examples.json"
CHOSEN = {
    "initiatives": "sanofi-digital-accelerator",
    "partners": "sanofi",
    "investments": "974ec3fd-e366-5453-a117-e226814a2f1b",  # of 39BIS, as what follows
    "milestones": "57fdee9f-4e63-5420-8866-d582e8a638bd",
    "statements": "930e37c4-39f4-568f-854c-d023547e090b",
    "sources": "sanofi-google-lab",
    "publishers": "alliancy",
    "themes": "co-design",
}
_MOMENT = "2026-01-05T09:00:00+00:00"
_MOMENTS = {"updated_at", "published_at", "first_published_at"}
_CHANGE = {
    "seq": 1,
    "action": "published",
    "type": "initiative",
    "slug": CHOSEN["initiatives"],
    "version": 1,
    "at": _MOMENT,
    "location": f"/initiatives/{CHOSEN['initiatives']}/",
}


def as_example(document: dict) -> dict:
    """``document`` as if everything had been loaded at one fixed moment."""
    return {key: _MOMENT if key in _MOMENTS else value for key, value in document.items()}


@cache
def examples() -> dict[str, dict]:
    """Collection -> document."""
    return {**json.loads(FILE.read_text(encoding="utf-8")), "changes": _CHANGE}
