"""Every public path has a French and an English address; the one without leads to the reader's."""

import pytest

from tests.factories import make_published_initiative
from tests.pages import markup_of, text_of


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("fr", "fr"),
        ("fr-CA,fr;q=0.9,en;q=0.5", "fr"),
        ("en-GB,en;q=0.9,fr;q=0.5", "en"),
        ("de,ja;q=0.9", "en"),
        ("", "en"),
        ("not a language;;;", "en"),
    ],
)
def test_a_path_without_language_leads_to_that_of_the_reader(client, db, accepted, language):
    response = client.get("/initiatives/39bis/?a=1&b=%C3%A9", headers={"Accept-Language": accepted})

    assert response.status_code == 302
    assert response["Location"] == f"/{language}/initiatives/39bis/?a=1&b=%C3%A9"
    assert "Accept-Language" in response["Vary"]


@pytest.mark.parametrize("path", ["/", "/initiatives/", "/partners/x/", "/themes/x/", "/sources/x"])
def test_every_public_path_can_be_asked_for_without_a_language(client, db, path):
    response = client.get(path, headers={"Accept-Language": "fr"})

    assert response.status_code == 302
    assert response["Location"].startswith("/fr/")


def test_the_address_of_a_document_is_such_a_path(client, db):
    make_published_initiative(slug="lab")

    response = client.get("/initiatives/lab/", follow=True, headers={"Accept-Language": "fr"})

    assert response.status_code == 200
    assert response.request["PATH_INFO"] == "/fr/initiatives/lab/"


def test_a_page_is_in_the_language_of_its_address_whatever_the_reader_prefers(client, db):
    response = client.get("/fr/", headers={"Accept-Language": "en"})

    assert '<html lang="fr">' in markup_of(response)
    assert response["Content-Language"] == "fr"
    assert response["Vary"] == "Accept-Encoding"


@pytest.mark.parametrize("path", ["/{}/", "/{}/initiatives/?kind=lab", "/{}/themes/"])
def test_a_page_links_to_itself_in_the_other_language(client, db, path):
    markup = markup_of(client.get(path.format("en")))

    assert f'<a href="{path.format("fr")}" lang="fr" hreflang="fr">Français</a>' in markup
    for code in ("fr", "en"):
        address = f"http://testserver{path.format(code)}"
        assert f'<link rel="alternate" hreflang="{code}" href="{address}">' in markup


def test_an_error_page_offers_the_other_language_and_no_address_to_index(client, db):
    markup = markup_of(client.get("/fr/rien/"))

    assert 'href="/en/rien/"' in markup
    assert "canonical" not in markup


@pytest.mark.parametrize("path", ["/nothing/", "/fr-ish/", "/de/initiatives/"])
def test_a_path_that_is_no_page_is_a_404_in_the_language_of_the_reader(client, db, path):
    response = client.get(path, headers={"Accept-Language": "fr"})

    assert response.status_code == 404
    assert "Il n’y a rien ici" in text_of(response)


def test_no_english_sentence_of_ours_stands_on_a_french_page(client, dataset):
    shown = text_of(client.get("/fr/initiatives/39bis/")) + text_of(client.get("/fr/initiatives/"))

    for word in ("inferred", "as of", "paragraph ", "Passages cited", "no later", "according"):
        assert word not in shown
