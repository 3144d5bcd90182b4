"""What a cache, a browser of another origin and a cautious client rely on."""

import pytest

from .asking import make_public, make_rows, publish

pytestmark = pytest.mark.django_db
LIST = "/api/v1/initiatives/"


def test_an_unchanged_list_is_not_sent_again(client):
    make_rows({})
    first = client.get(LIST)

    again = client.get(LIST, headers={"if-none-match": first["ETag"]})

    assert (again.status_code, again.content) == (304, b"")
    assert again["ETag"] == first["ETag"]
    assert again["Cache-Control"] == first["Cache-Control"] == "public, max-age=60"


@pytest.mark.parametrize("tags", ["W/{}", '"other", {}'])
def test_any_form_of_the_tag_is_recognised(client, tags):
    tag = client.get(LIST)["ETag"]

    assert client.get(LIST, headers={"if-none-match": tags.format(tag)}).status_code == 304


@pytest.mark.parametrize("path", [LIST, "/api/v1/initiatives/entry/", "/api/v1/facets/"])
def test_any_publication_makes_a_new_tag(client, path):
    entry = make_public(slug="entry")
    tag = client.get(path)["ETag"]

    publish(entry)

    assert client.get(path, headers={"if-none-match": tag}).status_code == 200


def test_each_query_has_a_tag_of_its_own(client):
    tags = {client.get(f"{LIST}{query}")["ETag"] for query in ("", "?kind=lab", "?page_size=3")}

    assert len(tags) == 3


def test_a_wrong_request_is_refused_and_not_kept(client):
    response = client.get(f"{LIST}?kind=x")

    assert (response.status_code, response["Cache-Control"]) == (400, "no-store")


@pytest.mark.parametrize("language", ["fr", "en", "de"])
def test_an_answer_varies_with_nothing_but_its_compression(client, language):
    make_public(slug="entry")
    response = client.get(LIST, headers={"accept-language": language, "accept": "text/html"})

    assert response["Content-Type"] == "application/json"
    assert response["Vary"] == "Accept-Encoding"
    assert "Content-Language" not in response
    assert not response.cookies


@pytest.mark.parametrize("path", [LIST, "/api/v1/", "/api/v1/initiatives/none/", "/api/v1/schema/"])
def test_any_origin_may_read(client, path):
    assert client.get(path)["Access-Control-Allow-Origin"] == "*"


def test_a_preflight_is_answered(client):
    response = client.options(LIST, headers={"access-control-request-method": "GET"})

    assert (response.status_code, response.content) == (204, b"")
    assert response["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert "If-None-Match" in response["Access-Control-Allow-Headers"]


@pytest.mark.parametrize(
    "path", [LIST, "/api/v1/initiatives/entry/", "/api/v1/facets/", "/api/v1/"]
)
def test_head_is_get_without_a_body(client, path):
    make_public(slug="entry")

    head, get = client.head(path), client.get(path)

    assert (head.status_code, head.content) == (200, b"")
    assert head.headers == get.headers


@pytest.mark.parametrize("path", [LIST, "/api/v1/", "/api/v1/initiatives/none/"])
def test_every_answer_says_the_licence(client, path):
    licence = '<https://creativecommons.org/licenses/by/4.0/>; rel="license"'

    assert licence in client.get(path)["Link"]


def test_the_index_leads_everywhere(client):
    index = client.get("/api/v1/").json()
    licence = index.pop("licence")

    assert licence == {
        "name": "CC BY 4.0",
        "url": "https://creativecommons.org/licenses/by/4.0/",
    }
    for url in [*index["collections"].values(), index["facets"], index["changes"], index["schema"]]:
        assert client.get(url).status_code == 200
