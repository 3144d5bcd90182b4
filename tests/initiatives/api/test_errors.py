"""Whatever is asked, the answer is a problem document with a sentence, never a 500."""

import pytest
from django.db import OperationalError

from initiatives.api import views
from tests.factories import make_initiative, make_partner

from .asking import ask

COLLECTIONS = [
    "initiatives",
    "partners",
    "investments",
    "milestones",
    "statements",
    "sources",
    "publishers",
    "themes",
    "changes",
    "facets",
]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("kind=castle", "kind"),
        ("kind=lab&kind=castle", "kind"),
        ("lifecycle=%00", "lifecycle"),
        ("theme=nobody", "theme"),
        ("theme=%00", "theme"),
        ("partner=nobody", "partner"),
        ("partner=%FF", "partner"),
        ("role=king", "role"),
        ("country=XX", "country"),
        ("country=France", "country"),
        ("dated_after=yesterday", "dated_after"),
        ("dated_after=2017-02-30", "dated_after"),
        ("dated_after=2017-13", "dated_after"),
        ("dated_after=0000", "dated_after"),
        ("dated_before=17", "dated_before"),
        ("dated_before=%D9%A2%D9%A0%D9%A1%D9%A7", "dated_before"),
        ("dated_after=2018&dated_before=2017", "dated_before"),
        ("amount_min=-1&currency=EUR", "amount_min"),
        ("amount_min=1e9&currency=EUR", "amount_min"),
        ("amount_min=NaN&currency=EUR", "amount_min"),
        ("amount_min=1.001&currency=EUR", "amount_min"),
        ("amount_max=99999999999999999&currency=EUR", "amount_max"),
        ("amount_min=2&amount_max=1&currency=EUR", "amount_max"),
        ("amount_min=2", "currency"),
        ("currency=BEADS", "currency"),
        ("investment_kind=gift", "investment_kind"),
        ("stage=late", "stage"),
        ("disclosure=maybe", "disclosure"),
        ("source=nobody", "source"),
        ("publisher=nobody", "publisher"),
        ("parent=nobody", "parent"),
        ("has_conflict=perhaps", "has_conflict"),
        ("updated_since=soon", "updated_since"),
        ("updated_since=2026-11-24T25:00:00Z", "updated_since"),
        ("updated_since=0001-01-01T00:00:00%2B14:00", "updated_since"),
        ("include_subsidiaries=1", "include_subsidiaries"),
        ("q=" + "a" * 10_000, "q"),
        ("q=%00", "q"),
        ("q=%FF", "q"),
        ("q=%ED%A0%80", "q"),
        ("ordering=size", "ordering"),
        ("page_size=0", "page_size"),
        ("page_size=201", "page_size"),
        ("page_size=ten", "page_size"),
        ("page_size=%C2%B2", "page_size"),
        ("page_size=1&page_size=2", "page_size"),
        ("format=api", "format"),
        ("utm_source=x", "utm_source"),
        ("%00=1", "\0"),
        ("%FF=1", "\ufffd"),
    ],
)
def test_a_bad_parameter_is_named_with_what_it_may_be(client, query, parameter):
    response = client.get(f"/api/v1/initiatives/?{query}")
    problem = response.json()

    assert response["Content-Type"] == "application/problem+json"
    assert (problem["status"], problem["parameter"]) == (400, parameter)
    assert problem["detail"].endswith(".")
    assert problem["allowed"]


@pytest.mark.django_db
def test_every_bad_parameter_is_reported(client):
    problem = ask(client, "initiatives/", status=400, kind="x", role="y", partner="z", colour="red")

    assert [fault["parameter"] for fault in problem["errors"]] == [
        "colour",
        "kind",
        "role",
        "partner",
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("collection", COLLECTIONS)
def test_an_unknown_parameter_is_refused_everywhere_with_those_there_are(client, collection):
    problem = ask(client, f"{collection}/", status=400, colour="red")

    assert problem["parameter"] == "colour"
    assert "format" in problem["allowed"]


@pytest.mark.django_db
def test_a_detail_takes_no_filter(client):
    problem = ask(client, "initiatives/anything/", status=400, kind="lab")

    assert problem["allowed"] == ["fields", "expand", "as_of", "format"]


@pytest.mark.django_db
@pytest.mark.parametrize("parameter", ["partner", "parent", "theme", "source", "publisher"])
def test_a_hidden_slug_is_refused_in_the_same_words_as_nobodys(client, parameter):
    make_partner(slug="hidden", public=False)
    make_initiative(slug="hidden")

    hidden = ask(client, "initiatives/", status=400, **{parameter: "hidden"})
    nobody = ask(client, "initiatives/", status=400, **{parameter: "nobody"})

    assert str(hidden).replace("hidden", "nobody") == str(nobody)


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "trace"])
@pytest.mark.parametrize("path", ["", "initiatives/", "initiatives/x/", "facets/", "schema/"])
def test_the_api_is_for_reading(client, method, path):
    response = getattr(client, method)(f"/api/v1/{path}")

    assert response.status_code == 405
    assert response["Allow"] == "GET, HEAD, OPTIONS"
    assert response["Content-Type"] == "application/problem+json"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path", ["/api/", "/api/v1/nothing/", "/api/v2/", "/api/v1/%00/", "/api/é/"]
)
def test_an_address_without_anything_is_a_problem_document(client, path):
    response = client.get(path)

    assert (response.status_code, response["Content-Type"]) == (404, "application/problem+json")


@pytest.mark.django_db
def test_a_missing_last_slash_is_made_good(client):
    response = client.get("/api/v1/initiatives?kind=lab")

    assert response.status_code == 308
    assert response["Location"] == "http://testserver/api/v1/initiatives/?kind=lab"
    assert response["Access-Control-Allow-Origin"] == "*"


@pytest.mark.django_db
@pytest.mark.parametrize("site", ["", "https://veille.example"])
@pytest.mark.parametrize(
    ("path", "location"),
    [("/api/%0Ax", "/api/%0Ax/"), ("/api/é", "/api/%C3%A9/"), ("/api/a%3Fb", "/api/a%3Fb/")],
)
def test_an_odd_address_stays_itself_with_its_slash(client, settings, site, path, location):
    settings.SITE_URL = site

    assert client.get(path)["Location"] == f"{site or 'http://testserver'}{location}"


@pytest.mark.django_db
def test_too_many_parameters_are_a_400(client, settings):
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 10
    response = client.get("/api/v1/initiatives/?" + "kind=lab&" * 11)

    assert (response.status_code, response["Content-Type"]) == (400, "application/problem+json")


@pytest.mark.django_db
def test_a_database_that_takes_too_long_is_a_503(client, monkeypatch):
    def too_long(*args):
        raise OperationalError("canceling statement due to statement timeout")

    monkeypatch.setattr(views, "count_facets", too_long)
    response = client.get("/api/v1/facets/")

    assert (response.status_code, response["Retry-After"]) == (503, "60")
    assert response["Content-Type"] == "application/problem+json"


@pytest.mark.django_db
def test_a_defect_is_logged_and_still_answered_with_a_sentence(client, monkeypatch, caplog):
    def broken(filterset):
        raise ZeroDivisionError

    monkeypatch.setattr(views, "count_facets", broken)
    client.raise_request_exception = False
    problem = ask(client, "facets/", status=500)

    assert problem["detail"] == "Something went wrong on our side. It has been logged."
    assert "Internal Server Error: /api/v1/facets/" in caplog.text


@pytest.mark.django_db
def test_sentences_are_english_whatever_the_reader_prefers(client):
    response = client.get("/api/v1/initiatives/?kind=x", headers={"accept-language": "fr"})

    assert response.json()["detail"] == "“x” is not one of the values this filter knows."
