"""What the real dataset says, as a program reads it."""

import json
from decimal import Decimal
from pathlib import Path

import pytest

from .asking import ask, slugs

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("dataset")]
FILES = Path(__file__).resolve().parents[3] / "initiatives" / "dataset"
PUBLISHED = json.loads((FILES / "meta.json").read_text(encoding="utf-8"))["counts"]["published"]


def drafts(file) -> list[str]:
    rows = json.loads((FILES / file).read_text(encoding="utf-8"))
    return [row["id"] for row in rows if row.get("editorial") == "draft"]


@pytest.mark.parametrize("collection", ["initiatives", "investments", "milestones"])
def test_the_api_counts_what_the_dataset_publishes(client, collection):
    assert ask(client, f"{collection}/")["count"] == PUBLISHED[collection]


def test_the_claims_without_a_collection_are_counted_in_the_entries(client):
    entries = ask(client, "initiatives/", page_size=200)["results"]

    for claims in ("participations", "metrics"):
        assert sum(len(entry[claims]) for entry in entries) == PUBLISHED[claims]
    partners = {claim["partner"]["slug"] for entry in entries for claim in entry["participations"]}
    assert len(partners) == PUBLISHED["partners_taking_part"]
    assert len(slugs(client, "partners", page_size=200)) == 46


def test_39bis_cost_500_000_euros_on_170_square_metres(client):
    entry = ask(client, "initiatives/39bis/")
    [investment] = entry["investments"]

    assert investment["money"]["min"] == investment["money"]["max"] == "500000.00"
    assert investment["money"]["currency"] == "EUR"
    assert "170" in [metric["value_min"] for metric in entry["metrics"] if metric["unit"] == "m2"]


def test_every_claim_of_39bis_has_its_passages_in_both_languages(client):
    entry = ask(client, "initiatives/39bis/")

    for collection in ("participations", "investments", "milestones", "metrics", "statements"):
        for claim in entry[collection]:
            assert claim["citations"]
            for citation in claim["citations"]:
                assert citation["paraphrase"]["fr"]
                assert citation["paraphrase"]["en"]


def test_the_withheld_budget_is_another_record_of_another_entry(client):
    withheld = ask(client, "investments/", disclosure="explicitly-withheld")["results"]

    assert all(row["money"]["min"] is row["money"]["max"] is None for row in withheld)
    assert "39bis" not in {row["initiative"]["slug"] for row in withheld}


@pytest.mark.parametrize("currency", ["EUR", "USD"])
def test_the_amounts_of_a_currency_add_up(client, currency):
    rows = ask(client, "investments/", currency=currency)["results"]

    total = sum(Decimal(row["money"]["max"]) for row in rows)
    assert total == PUBLISHED["disclosed_totals"][currency]


def test_orange_and_its_health_subsidiary_are_two(client):
    orange, health = slugs(client, partner="orange"), slugs(client, partner="orange-healthcare")

    assert orange
    assert health
    assert set(orange).isdisjoint(health)
    assert set(slugs(client, partner="orange", include_subsidiaries="true")) == {*orange, *health}


def test_december_2017_finds_what_is_only_known_as_2017(client):
    window = {"dated_after": "2017-12-01", "dated_before": "2017-12-31"}
    found = ask(client, "initiatives/", page_size=200, **window)["results"]

    assert "2017" in {entry["first_known"]["edtf"] for entry in found}


def test_no_draft_of_the_dataset_has_an_address(client):
    entries, partners = drafts("initiatives.json"), drafts("partners.json")

    assert (len(entries), len(partners)) == (16, 14)
    for slug in entries:
        assert client.get(f"/api/v1/initiatives/{slug}/").status_code == 404
    for slug in partners:
        assert client.get(f"/api/v1/partners/{slug}/").status_code == 404


def test_no_document_names_a_draft_of_the_dataset(client):
    collections = ("initiatives", "partners", "investments", "milestones", "statements", "sources")
    everything = " ".join(
        client.get(f"/api/v1/{name}/?page_size=200").content.decode() for name in collections
    )
    public = {*slugs(client, "publishers"), *slugs(client, "themes", page_size=200)}
    public |= {*slugs(client, page_size=200), *slugs(client, "partners", page_size=200)}
    hidden = {*drafts("initiatives.json"), *drafts("partners.json")} - public

    assert [slug for slug in hidden if f'"{slug}"' in everything] == []
