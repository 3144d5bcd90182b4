"""What a cache, a browser of another origin and a cautious client rely on."""

import time
from datetime import UTC, datetime, timedelta

import pytest
from django.utils.http import http_date

from initiatives.api import conditions
from initiatives.publication.models import PublicationCounter, PublishedInitiative
from initiatives.revisions import workflow

from .asking import make_public, make_rows, publish

pytestmark = pytest.mark.django_db
LIST = "/api/v1/initiatives/"


def test_an_unchanged_list_is_not_sent_again(client):
    make_rows({})
    first = client.get(LIST)

    again = client.get(LIST, headers={"if-none-match": first["ETag"]})

    assert (again.status_code, again.content) == (304, b"")
    assert again["ETag"] == first["ETag"]
    assert again["Cache-Control"] == first["Cache-Control"] == conditions.CACHE_CONTROL


def test_a_shared_cache_forgets_a_withdrawal_within_a_minute():
    ages = dict(each.split("=") for each in conditions.CACHE_CONTROL.split(", ")[1:])

    assert int(ages["s-maxage"]) + int(ages["stale-while-revalidate"]) <= 60
    assert int(ages["max-age"]) <= 60
    assert int(ages["stale-if-error"]) <= 300


@pytest.mark.parametrize("tags", ["W/{}", '"other", {}', '{}, W/"other"', "*", " * "])
def test_any_form_of_the_tag_is_recognised_and_any_copy_will_do(client, tags):
    tag = client.get(LIST)["ETag"]

    assert client.get(LIST, headers={"if-none-match": tags.format(tag)}).status_code == 304


@pytest.mark.parametrize("path", [LIST, "/api/v1/initiatives/entry/", "/api/v1/facets/"])
def test_any_publication_makes_a_new_tag(client, path):
    entry = make_public(slug="entry")
    tag = client.get(path)["ETag"]

    publish(entry)

    assert client.get(path, headers={"if-none-match": tag}).status_code == 200


@pytest.mark.parametrize("path", ["/api/v1/initiatives/nobody/", f"{LIST}?kind=x"])
def test_what_is_not_there_is_never_unchanged(client, path):
    status = client.get(path).status_code

    for held in ("*", '"anything"'):
        assert client.get(path, headers={"if-none-match": held}).status_code == status
    assert client.get(path, headers={"if-modified-since": http_date()}).status_code == status


def test_a_withdrawn_entry_has_nothing_to_be_held(client):
    workflow.withdraw(make_public(slug="entry"), by=None, reason="It never existed.")

    response = client.get(f"{LIST}entry/", headers={"if-none-match": "*"})

    assert response.status_code == 410
    assert "ETag" not in response
    assert response["Cache-Control"] == conditions.CACHE_CONTROL


def test_each_host_has_a_tag_of_its_own(client, settings):
    settings.ALLOWED_HOSTS = ["*"]
    tags = {client.get(LIST, headers={"host": host})["ETag"] for host in ("a.test", "b.test")}

    assert len(tags) == 2


# ── Dates ────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def changed_at():
    """The moment of the last change, a while ago."""
    make_rows({})
    moment = datetime.now(UTC).replace(microsecond=700_000) - timedelta(hours=1)
    PublishedInitiative.objects.update(updated_at=moment)
    PublicationCounter.objects.update(moved_at=moment)
    return moment


PATHS = [LIST, f"{LIST}row-0/", f"{LIST}row-0/?fields=slug", f"{LIST}row-0/?expand=themes"]


@pytest.mark.parametrize("path", [*PATHS, "/api/v1/facets/", "/api/v1/changes/"])
def test_the_date_is_that_of_the_content(client, changed_at, path):
    first = client.get(path)
    again = client.get(path, headers={"if-modified-since": first["Last-Modified"]})

    assert first["Last-Modified"] == http_date(int(changed_at.timestamp()))
    assert (again.status_code, again.content) == (304, b"")
    assert (again["ETag"], again["Last-Modified"]) == (first["ETag"], first["Last-Modified"])


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize(
    ("since", "status"),
    [
        (timedelta(seconds=-1), 200),
        (timedelta(0), 304),
        # The copy may be older than a change that was being committed when it was fetched.
        (timedelta(seconds=2), 200),
        (timedelta(minutes=1), 304),
    ],
)
def test_an_older_copy_is_replaced_and_a_newer_one_kept(client, changed_at, path, since, status):
    held = http_date(int((changed_at + since).timestamp()))

    assert client.get(path, headers={"if-modified-since": held}).status_code == status


def test_what_has_just_changed_has_no_date_yet(client):
    make_public(slug="entry")

    for path in (LIST, f"{LIST}entry/"):
        response = client.get(path, headers={"if-modified-since": http_date()})
        assert response.status_code == 200
        assert "Last-Modified" not in response
        assert "ETag" in response


@pytest.mark.parametrize("path", PATHS)
def test_the_date_is_not_asked_where_a_tag_is_given(client, changed_at, path):
    headers = {"if-none-match": '"other"', "if-modified-since": http_date()}

    assert client.get(path, headers=headers).status_code == 200


@pytest.mark.parametrize("held", ["yesterday", "", "Thu, 99 Nov 2026 00:00:00 GMT"])
def test_a_date_that_is_none_is_not_read(client, changed_at, held):
    assert client.get(LIST, headers={"if-modified-since": held}).status_code == 200


def test_every_publication_moves_the_date(client):
    entry = make_public(slug="entry")
    PublicationCounter.objects.update(moved_at="2020-01-01T00:00:00Z")

    publish(entry)

    assert datetime.now(UTC) - PublicationCounter.objects.get().moved_at < timedelta(minutes=1)


# ── What else is said ────────────────────────────────────────────────────────────────────────────


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
    "path", ["", "initiatives/", "initiatives/x/", "facets/", "changes/", "schema/", "nothing/"]
)
def test_options_say_what_is_possible_everywhere(client, path):
    response = client.options(f"/api/v1/{path}")

    assert (response.status_code, response["Allow"]) == (204, "GET, HEAD, OPTIONS")
    assert response["Access-Control-Allow-Origin"] == "*"


def test_links_lead_to_the_list_itself_and_to_its_other_pages(client):
    make_rows({}, {}, {})
    first = f"http://testserver{LIST}?page_size=1"
    page = client.get(client.get(first).json()["next"])
    links = {
        link.partition('rel="')[2].rstrip('"'): link.partition(">")[0].lstrip("<")
        for link in page["Link"].split(", ")
    }

    assert list(links) == ["next", "prev", "first", "self", "license"]
    assert (links["next"], links["prev"]) == (page.json()["next"], page.json()["previous"])
    assert links["first"] == first
    assert client.get(links["self"]).json() == page.json()


@pytest.mark.parametrize(
    "path",
    [
        LIST,
        "/api/v1/initiatives/entry/",
        "/api/v1/initiatives/entry/?fields=slug&expand=themes",
        "/api/v1/facets/",
        "/api/v1/changes/",
        "/api/v1/schema/",
        "/api/v1/",
    ],
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


@pytest.mark.parametrize("query", ["", "?expand=partners", "?as_of=2026-01-01"])
def test_no_copy_is_as_new_as_what_never_was(client, query):
    """A date alone says nothing of an address where there is nothing."""
    long_ago = datetime(2026, 1, 2, tzinfo=UTC)
    PublicationCounter.objects.update_or_create(pk=1, defaults={"value": 1, "moved_at": long_ago})

    response = client.get(
        f"/api/v1/initiatives/nobody/{query}",
        headers={"if-modified-since": http_date(time.time() + 86_400)},
    )

    assert response.status_code == 404
