"""``fields`` and ``expand``: which keys are answered, and what the answer names beside it."""

import pytest

from initiatives.api import selection
from initiatives.revisions import workflow
from tests.factories import make_published_initiative

from .asking import ask, make_public, reads

pytestmark = pytest.mark.django_db
ENTRY = "initiatives/39bis/"


@pytest.mark.parametrize(
    "query",
    [
        {"fields": "title.en,investments.money.min"},
        {"fields": ["title.en", "investments.money.min"]},
        {"fields": " investments.money.min , title.en"},
    ],
)
def test_fields_keep_the_keys_they_name_and_the_slug(client, dataset, query):
    assert ask(client, ENTRY, **query) == {
        "slug": "39bis",
        "title": {"en": "39BIS e-health lab"},
        "investments": [{"money": {"min": "500000.00"}}],
    }


def test_fields_leave_the_envelope_as_it_is(client, dataset):
    page = ask(client, "milestones/", fields="date.edtf", page_size=1)

    assert list(page) == ["next", "previous", "count", "count_is_exact", "results"]
    assert list(page["results"][0]) == ["id", "date"]
    assert "fields=date.edtf" in page["next"]


def test_a_key_named_whole_and_in_part_is_whole(client, dataset):
    for fields in ("title,title.en", "title.en,title"):
        assert set(ask(client, ENTRY, fields=fields)["title"]) == {"fr", "en"}


def test_every_key_is_the_whole_document(client, dataset):
    whole = ask(client, "themes/ai/")

    assert ask(client, "themes/ai/", fields=",".join(whole)) == whole
    assert ask(client, "themes/ai/", fields="name.fr," + ",".join(whole)) == whole


def test_every_key_with_one_in_part_is_not(client, dataset):
    whole = ask(client, "themes/ai/")
    for names in ([*whole], [name for name in whole if name != "slug"]):
        fields = ",".join("name.fr" if name == "name" else name for name in names)

        part = ask(client, "themes/ai/", fields=fields)

        assert part == {**whole, "name": {"fr": whole["name"]["fr"]}}


@pytest.mark.parametrize("given", [",", "themes,", "themes,,themes", ", ,"])
@pytest.mark.parametrize("parameter", ["fields", "expand"])
def test_a_comma_with_no_name_beside_it_is_refused(client, parameter, given):
    problem = ask(client, "initiatives/", status=400, **{parameter: given})

    assert problem["parameter"] == parameter
    assert problem["detail"] == "There is a comma with no name beside it."
    assert {"fields": "title", "expand": "partners"}[parameter] in problem["allowed"]


def test_fields_of_the_change_feed_keep_its_numbers(client, dataset):
    assert set(ask(client, "changes/", fields="slug")["results"][0]) == {"seq", "slug"}


@pytest.mark.parametrize(
    ("fields", "allowed"),
    [
        ("colour", "first_known"),
        ("title.de", "title.fr"),
        ("slug.length", "slug"),
        ("investments.money.min.cents", "investments.money.min"),
        ("colour.red", "title"),
    ],
)
def test_an_unknown_field_is_refused_with_those_there_are(client, fields, allowed):
    problem = ask(client, "initiatives/", status=400, fields=f"slug,{fields}")

    assert (problem["parameter"], problem["detail"]) == (
        "fields",
        f"There is no field “{fields}” here.",
    )
    assert allowed in problem["allowed"]


def test_expand_puts_what_the_document_names_beside_it(client, dataset):
    entry = ask(client, ENTRY, expand="partners,themes")
    named = {claim["partner"]["slug"] for claim in entry["participations"]}

    assert set(entry["included"]) == {"partners", "themes"}
    assert named <= entry["included"]["partners"].keys()
    assert entry["included"]["partners"]["sanofi"] == ask(client, "partners/sanofi/")
    assert entry["not_included"] == 0


def test_expand_of_a_list_stands_beside_its_results(client, dataset):
    page = ask(client, "investments/", expand="initiatives", page_size=3)
    named = {result["initiative"]["slug"] for result in page["results"]}

    assert page["included"]["initiatives"].keys() == named


def test_only_what_the_answer_names_is_included(client, dataset):
    entry = ask(client, ENTRY, expand="sources,themes", fields="themes")

    assert entry["included"]["sources"] == {}
    assert entry["included"]["themes"].keys() == {each["slug"] for each in entry["themes"]}


def test_no_more_is_included_than_there_is_room_for(client, dataset, monkeypatch):
    monkeypatch.setattr(selection, "MOST_INCLUDED", 2)
    entry = ask(client, ENTRY, expand="partners")

    assert len(entry["included"]["partners"]) == 2
    assert entry["not_included"] > 0


def test_what_was_withdrawn_is_not_included(client):
    child = make_published_initiative(slug="child")
    make_public(slug="other")
    workflow.withdraw(child, by=None, reason="It never existed.")

    page = ask(client, "initiatives/", expand="initiatives")

    assert page["included"] == {"initiatives": {}}


@pytest.mark.parametrize(
    ("collection", "wrong", "allowed"),
    [
        ("initiatives", "changes", ["initiatives", "partners", "sources", "publishers", "themes"]),
        ("themes", "partners", ["themes"]),
    ],
)
def test_what_cannot_be_expanded_is_refused_with_what_can(client, collection, wrong, allowed):
    problem = ask(client, f"{collection}/", status=400, expand=wrong)

    assert (problem["parameter"], problem["allowed"]) == ("expand", allowed)


def test_the_change_feed_expands_nothing(client):
    assert "expand" not in ask(client, "changes/", status=400, expand="x")["allowed"]


@pytest.mark.parametrize("rows", [1, 50])
def test_each_expanded_collection_is_one_query(client, dataset, rows):
    path = f"/api/v1/initiatives/?page_size={rows}&fields=title,participations,citations"
    client.get(path)  # how many entries there are is remembered from here on

    assert len(reads(client, path)) == 2
    assert len(reads(client, f"{path}&expand=partners,sources")) == 4
