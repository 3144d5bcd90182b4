"""The envelope of a list, its pages both ways, its orders, and what each costs."""

import pytest

from initiatives.publication import reading
from tests.factories import make_investment

from .asking import ask, make_public, make_rows, publish, reads, slugs, walk

ORDERINGS = ["published_at", "title", "first_known", "updated_at"]


@pytest.mark.django_db
def test_an_empty_list_has_the_whole_envelope(client):
    assert ask(client, "initiatives/") == {
        "next": None,
        "previous": None,
        "count": 0,
        "count_is_exact": True,
        "results": [],
    }


@pytest.mark.django_db
def test_a_result_is_the_stored_document_with_its_updated_at(client):
    make_rows({"document": '{"slug" : "row-0", "title" : {"fr" : "é \\" \\\\"}}'})

    [result] = ask(client, "initiatives/")["results"]

    assert result == {
        "updated_at": "2026-01-01T00:00:00+00:00",
        "slug": "row-0",
        "title": {"fr": 'é " \\'},
    }


@pytest.mark.django_db
def test_the_latest_published_comes_first(client):
    make_rows({}, {}, {})

    assert slugs(client) == ["row-2", "row-1", "row-0"]


@pytest.mark.django_db
@pytest.mark.parametrize("ordering", [*ORDERINGS, *(f"-{name}" for name in ORDERINGS)])
def test_pages_hold_every_row_once_both_ways(client, ordering):
    days = ["2017-01-01", None, "2016-01-01", "2017-01-01", None, "2018-01-01", "2017-01-01"]
    make_rows(*({"first_known_earliest": day, "sort_title": "même titre"} for day in days))
    first = f"/api/v1/initiatives/?page_size=2&ordering={ordering}"

    forth, last = walk(client, first)
    back, _first = walk(client, last, towards="previous")

    assert len({result["slug"] for result in forth}) == len(forth) == len(days)
    assert back == forth


@pytest.mark.django_db
@pytest.mark.parametrize("ordering", ["first_known", "-first_known"])
def test_a_row_without_the_value_comes_last_in_either_direction(client, ordering):
    make_rows({"first_known_earliest": None}, {"first_known_earliest": "2017-01-01"})

    assert slugs(client, ordering=ordering) == ["row-1", "row-0"]


@pytest.mark.django_db
def test_the_first_page_has_no_previous_and_the_last_no_next(client):
    make_rows({}, {}, {})

    first = ask(client, "initiatives/", page_size=2)
    last = client.get(first["next"]).json()

    assert first["previous"] is None
    assert last["next"] is None
    assert client.get(last["previous"]).json()["results"] == first["results"]


@pytest.mark.django_db
def test_the_next_page_keeps_the_filters(client):
    make_rows(*[{"kind": "lab"}, {"kind": "fund"}] * 3)

    labs, _last = walk(client, "/api/v1/initiatives/?kind=lab&page_size=1")

    assert [lab["slug"] for lab in labs] == ["row-4", "row-2", "row-0"]


@pytest.mark.django_db
def test_the_same_links_are_in_the_link_header(client):
    make_rows({}, {})

    response = client.get("/api/v1/initiatives/?page_size=1")

    assert f'<{response.json()["next"]}>; rel="next"' in response["Link"]


@pytest.mark.django_db
def test_links_start_with_the_site_address_where_it_is_set(client, settings):
    settings.SITE_URL = "https://veille.example"
    make_rows({}, {})

    assert ask(client, "initiatives/", page_size=1)["next"].startswith(
        "https://veille.example/api/v1/initiatives/?"
    )


@pytest.mark.django_db
def test_a_row_published_meanwhile_shifts_no_page(client):
    make_rows({}, {}, {})
    first = ask(client, "initiatives/", page_size=2)

    make_public(slug="newcomer")

    assert [row["slug"] for row in client.get(first["next"]).json()["results"]] == ["row-0"]


@pytest.mark.django_db
def test_counting_stops_at_the_cap(client, monkeypatch):
    monkeypatch.setattr(reading, "COUNT_CAP", 3)
    make_rows({}, {}, {}, {})

    page = ask(client, "initiatives/", page_size=1)

    assert (page["count"], page["count_is_exact"]) == (3, False)


def test_the_cap_is_the_promised_one():
    assert reading.COUNT_CAP == 10_001


@pytest.mark.django_db
def test_amounts_have_an_order_in_one_currency(client):
    small = make_investment(amount_min=5)
    large = make_investment(amount_min=6_000_000, initiative=small.initiative)
    publish(small.initiative)

    assert slugs(client, "investments", currency="EUR", ordering="-amount") == [
        str(large.pk),
        str(small.pk),
    ]


@pytest.mark.django_db
def test_amounts_of_different_currencies_have_no_order(client):
    problem = ask(client, "investments/", status=400, ordering="amount")

    assert problem["parameter"] == "ordering"


@pytest.mark.parametrize(
    "path", ["initiatives/", "initiatives/?kind=programme&theme=ai&partner=sanofi"]
)
@pytest.mark.parametrize("rows", [1, 50])
def test_a_list_of_initiatives_runs_three_queries_whatever_its_length(
    client, dataset, db, path, rows
):
    separator = "&" if "?" in path else "?"

    assert len(reads(client, f"/api/v1/{path}{separator}page_size={rows}")) == 3


@pytest.mark.parametrize(
    "collection",
    [
        "partners",
        "investments",
        "milestones",
        "statements",
        "sources",
        "publishers",
        "themes",
        "changes",
    ],
)
@pytest.mark.parametrize("rows", [1, 50])
def test_every_list_runs_three_queries_whatever_its_length(client, dataset, db, collection, rows):
    assert len(reads(client, f"/api/v1/{collection}/?page_size={rows}")) == 3
