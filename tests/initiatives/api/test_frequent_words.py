"""Words that many entries have: the order of their list, its pages, and what is remembered."""

import pytest

from initiatives.models import Initiative
from initiatives.publication import search
from initiatives.publication.models import PublishedInitiative

from .asking import ask, make_rows, reads, slugs, walk

pytestmark = pytest.mark.django_db

TITLE, PROSE = "'robot':1A 'fund':2C", "'robot':1C"


@pytest.fixture
def robots(monkeypatch):
    """Nine entries, each newer than the last; three have the word in their titles."""
    monkeypatch.setattr(search, "RANKED", 3)
    make_rows(*({"search": TITLE if number % 3 == 0 else PROSE} for number in range(9)))
    return [f"row-{number}" for number in (6, 3, 0, 8, 7, 5, 4, 2, 1)]


def test_of_too_many_matches_those_in_titles_come_first_then_the_newest(client, robots):
    assert slugs(client, q="robot") == robots


def test_few_enough_matches_are_ranked_however_old(client, robots, monkeypatch):
    monkeypatch.setattr(search, "RANKED", 9)

    ranked = slugs(client, q="robot")

    assert ranked[:3] == ["row-6", "row-3", "row-0"]  # of equal rank, the last one first


@pytest.mark.parametrize("size", [1, 2, 3, 4])
def test_its_pages_hold_each_entry_once_in_both_directions(client, robots, size):
    url = f"/api/v1/initiatives/?q=robot&page_size={size}"

    forth, last = walk(client, url)
    back, _first = walk(client, last, "previous")

    assert [entry["slug"] for entry in forth] == [entry["slug"] for entry in back] == robots


def test_a_list_keeps_its_order_when_matches_become_fewer_on_the_way(client, robots, monkeypatch):
    first = ask(client, "initiatives/", q="robot", page_size=4)
    monkeypatch.setattr(search, "RANKED", 100)

    rest, _last = walk(client, first["next"])

    assert [entry["slug"] for entry in [*first["results"], *rest]] == robots


@pytest.mark.parametrize("words", ["robot", "fund", "robot fund", "robot -fund", "-fund", "fund x"])
@pytest.mark.parametrize("kind", [None, "lab"])
def test_rows_and_count_are_those_of_the_plain_condition(client, robots, words, kind):
    chosen = {"q": words} | ({"kind": kind} if kind else {})
    has_fund = {"row-0", "row-3", "row-6"}
    right = {"fund": has_fund, "robot fund": has_fund, "fund x": set(), "robot": set(robots)}

    answer = ask(client, "initiatives/", **chosen)

    expected = set() if kind else right.get(words, set(robots) - has_fund)
    assert {entry["slug"] for entry in answer["results"]} == expected
    assert answer["count"] == len(expected)


def test_an_unfiltered_list_is_counted_once_until_something_is_published(client):
    make_rows({})
    path = "/api/v1/initiatives/"
    first = reads(client, path)

    assert len(reads(client, path)) == len(first) - 1
    make_rows_again(3)
    assert ask(client, "initiatives/")["count"] == 3


def test_the_facets_of_everything_are_counted_once_until_something_is_published(client):
    make_rows({"kind": "lab"})
    path = "/api/v1/facets/?fields=kind"
    reads(client, path)

    assert len(reads(client, path)) == 1
    make_rows_again(2, kind="fund")
    counted = ask(client, "facets/", fields="kind")["kind"]
    assert {each["value"]: each["count"] for each in counted} == {"fund": 2}


def make_rows_again(count, **columns):
    """Other rows instead of those there are."""
    PublishedInitiative.objects.all().delete()
    Initiative.objects.all().delete()
    make_rows(*[columns] * count)
