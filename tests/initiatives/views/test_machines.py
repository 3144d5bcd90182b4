"""The map of the site, what robots may read, whether the server is well."""

import re

import pytest
from django.db import DatabaseError

from initiatives.publication.models import PublicationCounter
from initiatives.revisions import workflow
from initiatives.views import machines
from tests.factories import make_initiative, make_published_initiative


def addresses(response):
    return re.findall(r"<loc>http://testserver([^<]+)</loc>", response.content.decode())


def test_the_sitemap_has_every_public_page_in_both_languages(client, dataset):
    listed = addresses(client.get("/sitemap.xml"))

    entries = [path for path in listed if re.fullmatch(r"/en/initiatives/[^/]+/", path)]
    assert len(entries) == 53
    assert {path.replace("/en/", "/fr/", 1) for path in listed if path.startswith("/en/")} == {
        path for path in listed if path.startswith("/fr/")
    }


def test_the_sitemap_says_when_a_page_changed_and_what_it_is_in_the_other_language(client, db):
    make_published_initiative(slug="lab")

    sitemap = client.get("/sitemap.xml").content.decode()

    entry = next(line for line in sitemap.splitlines() if "/en/initiatives/lab/</loc>" in line)
    assert re.search(r"<lastmod>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00</lastmod>", entry)
    assert 'hreflang="fr" href="http://testserver/fr/initiatives/lab/"' in entry
    assert 'hreflang="x-default" href="http://testserver/initiatives/lab/"' in entry


def test_what_is_withdrawn_or_a_draft_is_not_on_the_map(client, db, editor):
    make_initiative(slug="draft")
    workflow.withdraw(make_published_initiative(slug="gone"), by=editor, reason="Wrong.")

    listed = addresses(client.get("/sitemap.xml"))

    assert not [path for path in listed if "draft" in path or "gone" in path]


def test_a_map_too_long_for_one_file_becomes_an_index(client, db, monkeypatch):
    monkeypatch.setattr(machines, "PAGES_IN_A_SITEMAP", 3)
    make_published_initiative()

    index = addresses(client.get("/sitemap.xml"))
    assert client.get("/sitemap.xml").content.count(b"<lastmod>") == len(index)
    parts = [addresses(client.get(part)) for part in index]

    assert "/sitemap.xml?page=2" in index
    assert len({path for part in parts for path in part}) == sum(map(len, parts))


@pytest.mark.parametrize("page", ["0", "x", "-1", "1e3", ""])
def test_a_part_of_the_map_that_cannot_be_is_a_404(client, db, page):
    assert client.get(f"/sitemap.xml?page={page}").status_code == 404


def test_addresses_are_those_of_the_site_where_it_has_one(client, db, settings):
    settings.SITE_URL = "https://veille.example"

    assert b"<loc>https://veille.example/en/</loc>" in client.get("/sitemap.xml").content
    assert b"Sitemap: https://veille.example/sitemap.xml" in client.get("/robots.txt").content
    assert b'href="https://veille.example/en/"' in client.get("/en/").content


def test_robots_may_read_the_public_pages_and_not_the_desk(client, db):
    lines = client.get("/robots.txt").content.decode().splitlines()

    assert "Disallow: /admin/" in lines
    assert "Sitemap: http://testserver/sitemap.xml" in lines


def test_the_process_says_it_is_well_without_a_database(client):
    response = client.get("/healthz")

    assert response.status_code == 200
    assert response["Cache-Control"] == "no-store"


def test_the_server_is_ready_when_the_record_can_be_read(client, db):
    assert client.get("/readyz").status_code == 200


def test_the_server_is_not_ready_when_the_record_cannot_be_read(client, db, monkeypatch):
    def broken(*args, **kwargs):
        raise DatabaseError

    monkeypatch.setattr(PublicationCounter.objects, "values_list", broken)

    assert client.get("/readyz").status_code == 503
