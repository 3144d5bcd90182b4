"""One document at its address: found, moved, gone, or never there."""

import pytest

from initiatives.publication import publish as publication
from initiatives.revisions import workflow
from tests.factories import make_initiative, make_partner, make_published_initiative

from .asking import ask, make_public, make_rows, publish, reads

pytestmark = pytest.mark.django_db


def test_a_detail_is_what_the_list_holds(client):
    entry = make_published_initiative()

    assert ask(client, f"initiatives/{entry.slug}/") == ask(client, "initiatives/")["results"][0]


@pytest.mark.parametrize("collection", ["investments", "milestones"])
def test_a_claim_is_found_by_its_id(client, collection):
    make_published_initiative()
    [claim] = ask(client, f"{collection}/")["results"]

    assert ask(client, f"{collection}/{claim['id']}/") == claim


@pytest.mark.parametrize("path", ["initiatives/row-0/", "initiatives/row-0/?format=json"])
def test_a_detail_runs_two_queries(client, path):
    make_rows({})

    assert len(reads(client, f"/api/v1/{path}")) == 2


@pytest.mark.parametrize("slug", ["nobody", "a%00b", "%FF", "é", "a" * 300, "a.b", "%2e%2e"])
def test_an_unknown_slug_is_not_found(client, slug):
    for collection in ("initiatives", "partners", "sources", "publishers", "themes"):
        problem = ask(client, f"{collection}/{slug}/", status=404)
        assert problem["detail"].startswith("There is no public ")


@pytest.mark.parametrize("key", ["00000000-0000-4000-8000-000000000000", "12", "%00", "é"])
def test_an_unknown_id_is_not_found(client, key):
    for collection in ("investments", "milestones", "statements"):
        ask(client, f"{collection}/{key}/", status=404)


def test_a_draft_is_as_unknown_as_nobody(client):
    draft = make_initiative(slug="draft-1")

    hidden = ask(client, f"initiatives/{draft.slug}/", status=404)
    nobody = ask(client, "initiatives/nobody1/", status=404)

    assert hidden["detail"].replace("draft-1", "nobody1") == nobody["detail"]


def test_what_was_withdrawn_is_gone_with_its_reason(client):
    entry = make_public(slug="mistake")
    workflow.withdraw(entry, by=None, reason="It never existed.")

    problem = ask(client, "initiatives/mistake/", status=410)

    assert problem["reason"] == "It never existed."
    assert problem["detail"] == "This initiative was withdrawn. It never existed."


def test_a_merged_entry_leads_to_the_other_one(client):
    make_rows({"state": "merged", "document": None, "merged_into": "row-1"}, {})

    response = client.get("/api/v1/initiatives/row-0/?format=json")

    assert response.status_code == 308
    assert response["Location"] == "http://testserver/api/v1/initiatives/row-1/?format=json"
    assert client.get(response["Location"]).status_code == 200


def test_a_renamed_partner_leads_to_its_new_address(client):
    partner = make_partner(slug="old-name")
    publication.refresh_everything()
    partner.slug = "new-name"
    partner.save()
    publication.refresh_everything()

    response = client.get("/api/v1/partners/old-name/")

    assert (response.status_code, response["Location"]) == (
        308,
        "http://testserver/api/v1/partners/new-name/",
    )


def test_a_claim_goes_with_its_entry(client):
    entry = make_published_initiative()
    [claim] = ask(client, "investments/")["results"]

    workflow.withdraw(entry, by=None, reason="It never existed.")

    ask(client, f"investments/{claim['id']}/", status=404)


def test_publishing_again_is_seen_at_the_next_request(client):
    entry = make_public(slug="entry")
    assert ask(client, "initiatives/entry/")["version"] == 1

    entry.title = "Un autre titre"
    entry.save()
    publish(entry)

    assert ask(client, "initiatives/entry/")["version"] == 2
