"""Facets: the count beside a value is what choosing that value alone would list."""

import pytest

from initiatives import facets
from initiatives.filters import InitiativeFilterSet
from tests.factories import (
    make_initiative,
    make_investment,
    make_participation,
    make_partner,
    make_theme,
)

from .asking import ask, publish, reads

FILTERS = [
    {},
    {"kind": "programme"},
    {"kind": ["lab", "fund"], "lifecycle": "active"},
    {"role": "lead"},
    {"partner": "orange", "include_subsidiaries": "true"},
    {"partner": "sanofi", "role": "lead", "theme": "ai"},
    {"currency": "EUR", "amount_min": "1000000"},
    {"investment_kind": "funding-round", "disclosure": "disclosed"},
    {"q": "sanofi -google", "has_conflict": "false"},
    {"dated_after": "2017-12", "dated_before": "2017-12", "publisher": "ticpharma"},
]


@pytest.mark.parametrize("chosen", FILTERS, ids=str)
def test_a_count_is_what_choosing_the_value_would_list(client, settings, dataset, db, chosen):
    settings.API_RATE = ""
    counted = ask(client, "facets/", **chosen)

    for name, values in counted.items():
        for value in values:
            asked = {**chosen, name: value["value"], "page_size": 1}
            assert ask(client, "initiatives/", **asked)["count"] == value["count"], (name, value)


@pytest.mark.parametrize("chosen", FILTERS, ids=str)
def test_no_value_that_would_list_something_is_missing(client, settings, dataset, db, chosen):
    settings.API_RATE = ""
    counted = ask(client, "facets/", **chosen)

    for name in ("kind", "lifecycle", "role", "investment_kind", "stage", "disclosure"):
        shown = {value["value"] for value in counted[name]}
        for code in set(InitiativeFilterSet.base_filters[name].allowed) - shown:
            assert ask(client, "initiatives/", **{**chosen, name: code})["count"] == 0


def test_a_value_is_labelled_in_both_languages(client, dataset, db):
    counted = ask(client, "facets/")

    labels = {
        name: {value["value"]: value["label"] for value in values}
        for name, values in counted.items()
    }
    assert labels["kind"]["joint-venture"] == {"fr": "coentreprise", "en": "joint venture"}
    assert labels["country"]["ES"] == {"fr": "Espagne", "en": "Spain"}
    assert labels["currency"]["EUR"] == {"fr": "euro", "en": "Euro"}
    assert labels["has_conflict"]["true"] == {"fr": "oui", "en": "yes"}
    assert labels["publisher"]["ticpharma"] == {"fr": "TICpharma", "en": "TICpharma"}


def test_the_most_frequent_value_comes_first(client, dataset, db):
    for values in ask(client, "facets/").values():
        counts = [value["count"] for value in values]
        assert counts == sorted(counts, reverse=True)


@pytest.mark.parametrize(
    ("query", "queries"),
    [("", 3), ("?kind=lab", 4), ("?q=lab&partner=sanofi&currency=EUR", 3)],
)
def test_facets_run_few_queries_whatever_is_asked(client, dataset, db, query, queries):
    """One more the first time that a facet alone is filtered: it is counted over everything."""
    assert len(reads(client, f"/api/v1/facets/{query}")) == queries


@pytest.mark.django_db
def test_an_entry_counts_once_for_each_value(client):
    entry = make_initiative()
    theme = make_theme(slug="health")
    entry.themes.add(make_theme(slug="a", parent=theme), make_theme(slug="b", parent=theme))
    partner = make_partner(slug="orange")
    for role in ("lead", "client"):
        make_participation(initiative=entry, partner=partner, role=role)
    for amount in (1, 2):
        make_investment(initiative=entry, amount_min=amount)
    publish(entry)

    counted = ask(client, "facets/")

    assert {value["count"] for values in counted.values() for value in values} == {1}


@pytest.mark.django_db
def test_a_parent_organisation_that_is_not_public_is_no_value(client):
    hidden = make_partner(slug="hidden", public=False)
    child = make_partner(
        slug="child", parent=hidden, parent_relation="subsidiary-of", parent_basis="text"
    )
    publish(make_participation(partner=child).initiative)

    counted = ask(client, "facets/", include_subsidiaries="true")

    assert [value["value"] for value in counted["partner"]] == ["child"]


@pytest.mark.django_db
def test_a_facet_shows_its_most_frequent_values_only(client, monkeypatch):
    monkeypatch.setattr(facets, "MOST_VALUES", 1)
    for kind in ("fund", "lab", "lab"):
        publish(make_initiative(kind=kind))

    assert [value["value"] for value in ask(client, "facets/")["kind"]] == ["lab"]


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["ordering", "page_size", "cursor"])
def test_facets_have_no_pages(client, name):
    assert ask(client, "facets/", status=400, **{name: "1"})["parameter"] == name


def test_fields_chooses_the_facets_that_are_counted(client, dataset, db):
    everything = ask(client, "facets/", kind="lab")

    chosen = ask(client, "facets/", kind="lab", fields=["theme,kind", "role"])

    assert chosen == {name: everything[name] for name in ("kind", "theme", "role")}


def test_a_facet_that_does_not_exist_is_a_400_with_those_that_do(client, db):
    answer = client.get("/api/v1/facets/?fields=kind,colour")

    assert answer.status_code == 400
    assert answer.json()["parameter"] == "fields"
    assert answer.json()["allowed"] == facets.FACETS
