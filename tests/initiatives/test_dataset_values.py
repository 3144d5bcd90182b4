"""Every value of every file of the dataset is found back in the database, key by key."""

import json

import pytest

from initiatives.dataset.load import OWN_DATASET
from initiatives.dataset.read import LISTS

from .initiative_readback import FullReadback

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("dataset")]

# Sets in the database: the file's order means nothing.
UNORDERED = ("about", "investors", "market_facts", "related", "shareholders", "themes")


@pytest.fixture(scope="module")
def readback(dataset, django_db_blocker):
    with django_db_blocker.unblock():
        return FullReadback()


@pytest.mark.parametrize("name", LISTS)
def test_every_value_of_the_file_is_in_the_database(name, readback):
    records = json.loads((OWN_DATASET / f"{name}.json").read_text(encoding="utf-8"))

    lost = [
        loss
        for record in records
        for loss in losses(record, readback.record(name, record), record.get("id", name))
    ]

    assert lost == []


def losses(given, stored, path):
    """Sentences on what ``given`` says and ``stored`` does not."""
    if isinstance(given, dict):
        if not isinstance(stored, dict):
            return [f"{path}: {given!r} is not stored"]
        unread = [f"{path}.{key}: no reader" for key in given.keys() - stored.keys()]
        known = given.keys() & stored.keys()
        return unread + [
            loss for key in known for loss in losses(given[key], stored[key], f"{path}.{key}")
        ]
    if isinstance(given, list):
        if path.endswith(UNORDERED):
            given, stored = sorted(given), sorted(stored)
        if len(given) != len(stored):
            return [f"{path}: {given!r} is stored as {stored!r}"]
        pairs = enumerate(zip(given, stored, strict=True))
        return [loss for n, pair in pairs for loss in losses(*pair, f"{path}[{n}]")]
    if isinstance(stored, set):
        return [] if given in stored else [f"{path}: {given!r} is none of {stored!r}"]
    same = given == stored and type(given) is type(stored)
    return [] if same or (given is None and stored == "") else [f"{path}: {given!r} ≠ {stored!r}"]


def test_a_lost_value_would_be_told():
    given = {"a": 1, "b": ["x"], "c": None, "d": True}

    told = losses(given, {"a": 2, "b": [], "c": ""}, "row")

    assert sorted(told) == ["row.a: 1 ≠ 2", "row.b: ['x'] is stored as []", "row.d: no reader"]
