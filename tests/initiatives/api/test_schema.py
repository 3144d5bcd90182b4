"""The OpenAPI description is valid, complete and true of every stored document."""

import re

import pytest
from django.core.management import call_command
from jsonschema import Draft202012Validator, FormatChecker

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


def faults(description, name, answer) -> list[str]:
    """What in ``answer`` is not as the component ``name`` says; an unknown key is a fault."""
    components = closed(description["components"])
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

    assert names == [*InitiativeFilterSet.base_filters, "format", "lang", "rows"]


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
