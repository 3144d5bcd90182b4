"""What an address answers: page, not modified, moved, gone, nothing, not this way, not now."""

import pytest
from django.db import OperationalError
from django.test import Client

from initiatives.models import PublishedRedirect
from initiatives.publication import publish, reader, reading
from initiatives.revisions import workflow
from initiatives.views import errors
from tests.factories import make_initiative, make_partner, make_published_initiative
from tests.pages import links_of, markup_of, text_of

ADDRESSES = [
    "/en/",
    "/en/initiatives/",
    "/en/partners/",
    "/en/investments/",
    "/en/sources/",
    "/en/themes/",
]


# ── The same page again ──────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_that_did_not_change_is_a_304(client, db, address):
    first = client.get(address)

    again = client.get(address, headers={"If-None-Match": first["ETag"]})

    assert again.status_code == 304
    assert again.content == b""
    assert first["Cache-Control"] == again["Cache-Control"] == "public, no-cache"


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_publication_changes_the_tag_of_every_page(client, db, address):
    before = client.get(address)["ETag"]

    make_published_initiative()

    assert client.get(address, headers={"If-None-Match": before}).status_code == 200


def test_each_language_and_each_query_has_its_own_tag(client, db):
    addresses = ["/en/initiatives/", "/fr/initiatives/", "/en/initiatives/?kind=lab"]

    assert len({client.get(address)["ETag"] for address in addresses}) == 3


def test_a_site_that_changes_its_licence_changes_its_tags(client, db, settings):
    before = client.get("/en/")["ETag"]

    settings.DATA_LICENCE = "CC0"

    assert client.get("/en/")["ETag"] != before


@pytest.mark.parametrize("address", [*ADDRESSES, "/en/nothing/", "/robots.txt", "/healthz"])
def test_head_answers_as_get_without_a_body(client, db, address):
    whole, head = client.get(address), client.head(address)

    assert head.status_code == whole.status_code
    assert head.content == b""
    assert head["Content-Type"] == whole["Content-Type"]


# ── Elsewhere, nowhere, no longer ────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_withdrawn_entry_is_gone_with_its_reason(client, db, editor, language):
    initiative = make_published_initiative(slug="retired")
    workflow.withdraw(initiative, by=editor, reason="The company <asked> us to.")

    response = client.get(f"/{language}/initiatives/retired/")

    assert response.status_code == 410
    assert "The company <asked> us to." in text_of(response)
    assert initiative.title not in text_of(response)


def test_a_withdrawn_entry_says_where_programs_read_the_same(client, api_client, db, editor):
    initiative = make_published_initiative(slug="retired")
    workflow.withdraw(initiative, by=editor, reason="Wrong.")

    response = client.get("/en/initiatives/retired/")

    assert "/api/v1/initiatives/retired/" in links_of(response)
    assert api_client.get("/api/v1/initiatives/retired/").status_code == 410


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_merged_entry_leads_to_what_it_became_in_the_same_language(client, db, language):
    kept = make_published_initiative(slug="kept")
    merged = make_published_initiative(slug="merged")
    merged.state, merged.merged_into = "merged", kept
    merged.save()
    publish.refresh([f"initiative:{merged.pk}"])

    response = client.get(f"/{language}/initiatives/merged/")

    assert response.status_code == 308
    assert response["Location"] == f"/{language}/initiatives/kept/"


def test_a_renamed_partner_is_found_at_its_new_address(client, db):
    partner = make_partner(slug="old-name")
    publish.refresh([f"partner:{partner.pk}"])
    partner.slug = "new-name"
    partner.save()
    publish.refresh([f"partner:{partner.pk}"])

    response = client.get("/fr/partners/old-name/")

    assert PublishedRedirect.objects.filter(slug="old-name").exists()
    assert response.status_code == 308
    assert response["Location"] == "/fr/partners/new-name/"


@pytest.mark.parametrize(
    "address",
    [
        "/en/initiatives/nobody/",
        "/en/partners/nobody/",
        "/en/investments/00000000-0000-0000-0000-000000000000/",
        "/en/investments/not-an-id/",
        "/en/sources/nobody/",
        "/en/themes/nobody/",
        "/en/nothing/at/all/",
    ],
)
def test_what_is_not_there_is_a_404_in_words(client, db, address):
    response = client.get(address)

    assert response.status_code == 404
    assert "There is nothing here" in text_of(response)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_what_is_not_there_offers_a_search_and_the_first_page(client, db, language):
    response = client.get(f"/{language}/initiatives/nobody/")

    assert f'action="/{language}/search/"' in markup_of(response, "content")
    assert f"/{language}/" in links_of(response)


def test_a_page_that_stands_alone_stands_without_its_style_sheets(client, db, monkeypatch):
    client.raise_request_exception = False

    def broken(*args):
        raise ValueError("not in the manifest")

    monkeypatch.setattr(errors, "static", broken)
    monkeypatch.setattr(reading, "open_reading", broken)
    response = client.get("/en/initiatives/")

    assert response.status_code == 500
    assert "Something went wrong" in text_of(response)
    assert "stylesheet" not in markup_of(response)


def test_a_draft_is_as_absent_as_nothing(client, db):
    draft = make_initiative()

    assert client.get(f"/fr/initiatives/{draft.slug}/").status_code == 404
    assert "Il n’y a rien ici" in text_of(client.get(f"/fr/initiatives/{draft.slug}/"))


# ── Not this way, not now ────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_a_page_can_only_be_read(client, db, method):
    response = getattr(client, method)("/en/initiatives/")

    assert response.status_code == 405
    assert response["Allow"] == "GET, HEAD, OPTIONS"
    assert response.content


def test_a_database_that_is_too_slow_is_a_503(client, db, monkeypatch):
    def too_slow(*args):
        raise OperationalError("canceling statement due to statement timeout")

    monkeypatch.setattr(reading, "capped_count", too_slow)
    response = client.get("/fr/initiatives/")

    assert response.status_code == 503
    assert response["Retry-After"]
    assert "Le registre ne peut être lu en ce moment" in text_of(response)


@pytest.mark.parametrize(
    ("language", "words"), [("fr", "Une erreur est survenue"), ("en", "Something went wrong")]
)
def test_a_defect_is_a_500_in_words_that_asks_nothing_of_the_database(
    client, db, monkeypatch, django_assert_num_queries, language, words
):
    client.raise_request_exception = False

    def broken(*args):
        raise RuntimeError

    monkeypatch.setattr(reading, "open_reading", broken)
    with django_assert_num_queries(READER_QUERIES):
        response = client.get(f"/{language}/initiatives/")

    assert response.status_code == 500
    assert words in markup_of(response)


# Savepoint and its rollback, time limit, role: what the reader costs before any page is made.
READER_QUERIES = 4


def test_a_malformed_request_is_a_400_in_words(client, db):
    response = client.get("/en/", headers={"Host": "elsewhere.example"})

    assert response.status_code == 400
    assert "This request cannot be answered" in text_of(response)


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/fr/", "Le registre ne peut être lu en ce moment"),
        ("/en/initiatives/", "The record cannot be read right now"),
        ("/readyz", "The record cannot be read right now"),
    ],
)
def test_without_its_reader_the_site_is_a_503_and_never_the_owner(
    client, db, monkeypatch, path, words
):
    def no_such_role(connection):
        raise OperationalError("role does not exist")

    monkeypatch.setattr(reader, "enter", no_such_role)
    response = client.get(path)

    assert response.status_code == 503
    assert words in text_of(response)
    assert response["Cache-Control"] == "no-store"


def test_a_form_without_its_token_is_refused_in_words(db):
    response = Client(enforce_csrf_checks=True).post("/admin/login/", {"username": "x"})

    assert response.status_code == 403
    assert "This form could not be accepted" in text_of(response)


# ── What was typed ───────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("address", ["search/?q=a%00b", "initiatives/?kind=a%00b", "a%00b/"])
def test_no_page_repeats_a_character_that_html_has_no_way_to_write(client, db, address):
    shown = client.get(f"/en/{address}", follow=True)

    assert shown.status_code in (400, 404)
    assert b"\0" not in shown.content
    assert shown["Content-Length"] == str(len(shown.content))
