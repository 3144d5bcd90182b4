"""The OpenAPI description is valid, complete and true of every stored document."""

import re

import pytest
from django.core.management import call_command
from jsonschema import Draft202012Validator, FormatChecker

from initiatives.api.examples import CHOSEN, as_example, examples
from initiatives.api.selection import expandable
from initiatives.filters import InitiativeFilterSet
from initiatives.publication.models import (
    PublishedInitiative,
    PublishedInvestment,
    PublishedMilestone,
    PublishedPartner,
    PublishedPublisher,
    PublishedSource,
    PublishedStatement,
    PublishedTheme,
)
from tracker.api import router

from .asking import ask

COLLECTIONS = {
    "initiatives": (PublishedInitiative, "Initiative"),
    "partners": (PublishedPartner, "Partner"),
    "investments": (PublishedInvestment, "Investment"),
    "milestones": (PublishedMilestone, "Milestone"),
    "statements": (PublishedStatement, "Statement"),
    "sources": (PublishedSource, "Source"),
    "publishers": (PublishedPublisher, "Publisher"),
    "themes": (PublishedTheme, "Theme"),
}


@pytest.fixture
def description(client, db):
    return ask(client, "schema/")


def faults(description, name, answer, *, shut=True) -> list[str]:
    """What in ``answer`` is not as the component ``name`` says; an unknown key is a fault, unless
    it is not ``shut``.
    """
    components = closed(description["components"]) if shut else description["components"]
    validator = Draft202012Validator(
        {**components["schemas"][name], "components": components}, format_checker=FormatChecker()
    )
    return [f"{error.json_path}: {error.message[:200]}" for error in validator.iter_errors(answer)]


def closed(schema):
    """``schema`` with no room for keys it does not name."""
    if isinstance(schema, list):
        return [closed(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    shut = {"additionalProperties": False} if "properties" in schema else {}
    return {**{key: closed(value) for key, value in schema.items()}, **shut}


def test_the_description_is_valid_and_made_without_a_warning(capsys):
    call_command("spectacular", "--validate", "--fail-on-warn")

    assert capsys.readouterr().out.startswith("openapi: 3.1.0")


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_every_document_is_as_described(client, dataset, description, collection):
    model, component = COLLECTIONS[collection]
    answer = ask(client, f"{collection}/", page_size=200)

    assert len(answer["results"]) == model.objects.count() > 0
    assert faults(description, f"{component}List", answer) == []


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_every_detail_is_as_described(client, dataset, description, collection):
    model, component = COLLECTIONS[collection]
    key = model.objects.values_list("slug" if hasattr(model, "slug") else "pk", flat=True).first()

    assert faults(description, component, ask(client, f"{collection}/{key}/")) == []


@pytest.mark.parametrize(
    ("path", "component"), [("", "Index"), ("facets/", "Facets"), ("changes/", "ChangeList")]
)
def test_the_other_answers_are_as_described(client, dataset, description, path, component):
    assert faults(description, component, ask(client, path)) == []


@pytest.mark.parametrize(
    ("path", "status", "component"),
    [("initiatives/?kind=x&y=z", 400, "BadParameter"), ("initiatives/none/", 404, "Problem")],
)
def test_problems_are_as_described(client, description, path, status, component):
    assert faults(description, component, ask(client, path, status=status)) == []


def test_a_document_that_differs_is_noticed(client, dataset, description):
    [theme] = ask(client, "themes/", page_size=1)["results"]

    assert faults(description, "Theme", {**theme, "extra": 1}) != []
    assert faults(description, "Theme", {**theme, "url": None}) != []
    assert faults(description, "Theme", {key: theme[key] for key in theme if key != "url"}) != []


def test_every_parameter_is_described_and_none_else(description):
    operation = description["paths"]["/api/v1/initiatives/"]["get"]

    names = [parameter["name"] for parameter in operation["parameters"]]

    assert names == [
        *InitiativeFilterSet.base_filters,
        "fields",
        "expand",
        "as_of",
        "format",
        "lang",
        "rows",
        "If-None-Match",
        "If-Modified-Since",
    ]


def test_a_closed_list_is_described_with_its_labels(description):
    operation = description["paths"]["/api/v1/initiatives/"]["get"]
    [kind] = [each for each in operation["parameters"] if each["name"] == "kind"]

    assert "* `joint-venture`: joint venture / coentreprise" in kind["description"]
    assert "joint-venture" in kind["schema"]["items"]["enum"]


def test_no_operation_asks_for_a_login(description):
    operations = [
        operation for path in description["paths"].values() for operation in path.values()
    ]

    assert not any(operation.get("security") for operation in operations)


def test_the_licence_of_the_data_is_in_the_description(description):
    assert description["info"]["license"]["name"] == "CC BY 4.0"


@pytest.mark.django_db
def test_an_unchanged_description_is_not_sent_again(client):
    tag = client.get("/api/v1/schema/")["ETag"]

    assert client.get("/api/v1/schema/", headers={"if-none-match": tag}).status_code == 304


@pytest.mark.django_db
def test_the_docs_come_from_here_and_run_no_inline_script(client):
    response = client.get("/api/docs/")
    page, policy = response.content.decode(), response["Content-Security-Policy"]

    assert not re.search(r"(src|href)=[\"']?(https?:)?//", page)
    assert not re.search(r"<script(?![^>]*\bsrc=)", page)
    assert "style-src 'self' 'unsafe-inline'" in policy
    assert "script-src 'self';" in f"{policy};"


@pytest.mark.django_db
def test_the_other_addresses_keep_the_strict_policy(client):
    assert "unsafe-inline" not in client.get("/api/v1/")["Content-Security-Policy"]


@pytest.mark.parametrize("collection", [*COLLECTIONS, "changes"])
def test_the_example_of_each_collection_is_as_described(description, collection):
    [shown] = _answer(description, f"{collection}/")["examples"].values()
    component = "Change" if collection == "changes" else COLLECTIONS[collection][1]

    assert faults(description, f"{component}List", shown["value"]) == []
    assert faults(description, component, shown["value"]["results"][0]) == []


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_the_example_is_what_the_real_dataset_answers(client, dataset, collection):
    example = examples()[collection]

    assert as_example(ask(client, f"{collection}/{CHOSEN[collection]}/")) == example, (
        "Run `manage.py write_api_examples` on a fresh database."
    )


def test_a_part_of_a_document_is_never_taken_for_the_whole(client, dataset, description):
    whole = ask(client, "initiatives/39bis/")
    part = ask(client, "initiatives/39bis/", fields="title.en,investments.money,version")

    assert faults(description, "InitiativePart", part, shut=False) == []
    assert faults(description, "Initiative", part, shut=False) != []
    assert faults(description, "InitiativePart", whole, shut=False) != []


@pytest.mark.parametrize("inside", ["title.en", "investments.money.min", "place.city"])
def test_every_key_with_one_in_part_is_a_part_as_well(client, dataset, description, inside):
    """Whatever the depth; so a whole document is held to the description of the whole."""
    whole = ask(client, "initiatives/39bis/")
    names = [inside if inside.startswith(f"{name}.") else name for name in whole]

    part = ask(client, "initiatives/39bis/", fields=",".join(names))

    assert part.keys() == whole.keys()
    assert part != whole
    assert faults(description, "InitiativePart", part, shut=False) == []
    assert faults(description, "Initiative", part, shut=False) != []


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_what_stands_beside_is_as_described(client, dataset, description, collection):
    component = COLLECTIONS[collection][1]
    names = expandable(views_of(collection).document)
    page = ask(client, f"{collection}/", expand=",".join(names), page_size=20)

    assert set(page.get("included", {})) == set(names)
    assert faults(description, f"{component}List", page) == []


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_the_fields_described_are_those_there_are(client, dataset, description, collection):
    schema = description["components"]["schemas"][f"{COLLECTIONS[collection][1]}Field"]
    [whole] = ask(client, f"{collection}/", page_size=1)["results"]

    for name in whole:
        assert re.search(schema["pattern"], name)
    assert not re.search(schema["pattern"], "colour")


@pytest.mark.parametrize(
    ("parameter", "right", "wrong"),
    [
        ("dated_after", ["2017", "2017-02", "2024-02-29"], ["2017-02-29", "2017-13", "0000", "17"]),
        (
            "updated_since",
            ["2026-11-24", "2026-11-24T08:30Z", "2024-02-29 23:59:59.5+01:00"],
            ["2026-11", "2026-02-29", "2026-11-24T24:00Z", "0999-01-01"],
        ),
        ("country", ["FR", "EU"], ["XX", "France"]),
        ("currency", ["EUR"], ["ABC", "euro"]),
    ],
)
def test_a_value_fits_its_description_where_the_api_takes_it(
    client, description, parameter, right, wrong
):
    operation = description["paths"]["/api/v1/initiatives/"]["get"]
    [schema] = [each["schema"] for each in operation["parameters"] if each["name"] == parameter]
    pattern = schema.get("items", schema)["pattern"]

    for value in right:
        assert re.search(pattern, value)
        ask(client, "initiatives/", **{parameter: value})
    for value in wrong:
        assert not re.search(pattern, value)
        ask(client, "initiatives/", status=400, **{parameter: value})


def test_every_answer_is_described_with_its_headers(description):
    for path, operations in description["paths"].items():
        headers = operations["get"]["responses"]["200"]["headers"]
        assert {"ETag", "Cache-Control", "Last-Modified", "Link"} <= headers.keys(), path


def _answer(description, path):
    responses = description["paths"][f"/api/v1/{path}"]["get"]["responses"]
    return responses["200"]["content"]["application/json"]


def views_of(collection):
    [(_prefix, view, _name)] = [each for each in router.registry if each[0] == collection]
    return view
