"""The head of a page: its feed, what it is about for programs, what whoever shares it shows."""

import html
import json
import re

import pytest

from initiatives.revisions import workflow
from tests.factories import make_published_initiative
from tests.pages import markup_of

PAGES = [
    *("", "initiatives/", "initiatives/39bis/", "initiatives/39bis/history/", "partners/"),
    *("partners/sanofi/", "investments/", "sources/", "sources/39bis-inauguration/", "themes/"),
    *("themes/ai/", "corrections/", "about/", "methodology/", "audit/", "follow/"),
]


def head_of(response) -> str:
    return markup_of(response).partition("</head>")[0]


def blocks_of(response) -> dict[str, dict]:
    """The data blocks of a page by their type."""
    blocks = re.findall(
        r'<script type="application/ld\+json">(.*?)</script>', head_of(response), re.DOTALL
    )
    read = [json.loads(each) for each in blocks]
    assert all(each["@context"] == "https://schema.org" for each in read)
    return {each["@type"]: each for each in read}


def meta_of(response) -> dict[str, str]:
    found = re.findall(r'<meta (?:property|name)="([^"]+)" content="([^"]*)">', head_of(response))
    return {name: html.unescape(content) for name, content in found}


def feeds_of(response) -> list[str]:
    links = re.findall(
        r'<link rel="alternate" type="application/atom\+xml" title="[^"]+" href="([^"]+)">',
        head_of(response),
    )
    return [html.unescape(each) for each in links]


def addresses_in(value) -> list[str]:
    if isinstance(value, dict):
        return [each for part in value.values() for each in addresses_in(part)]
    if isinstance(value, list):
        return [each for part in value for each in addresses_in(part)]
    return [value] if isinstance(value, str) and value.startswith(("/", "http")) else []


# ── Feeds ────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_each_page_leads_to_a_feed_in_its_language_and_can_be_shared(
    client, dataset, language, path
):
    response = client.get(f"/{language}/{path}")

    assert response.status_code == 200
    for feed in feeds_of(response):
        assert f"lang={language}" in feed
        assert client.get(feed).status_code == 200
    assert feeds_of(response)
    shown = meta_of(response)
    assert shown["og:url"] == f"http://testserver/{language}/{path}"
    assert shown["og:title"]
    assert shown["og:description"]
    assert shown["twitter:card"] == "summary_large_image"
    assert client.get(shown["og:image"].removeprefix("http://testserver")).status_code == 200


def test_a_filtered_list_leads_to_the_feed_of_the_same_filters(client, dataset):
    page = client.get("/en/initiatives/?theme=ai&kind=lab&ordering=title&page_size=3&utm_source=x")

    assert feeds_of(page) == ["/feeds/initiatives.atom?kind=lab&theme=ai&lang=en"]


def test_a_list_with_a_wrong_filter_leads_to_the_feed_of_the_whole(client, dataset):
    page = client.get("/en/initiatives/?kind=castle")

    assert feeds_of(page) == ["/feeds/initiatives.atom?lang=en"]


# ── Linked data ──────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("path", "kinds"),
    [
        ("", {"WebSite", "DataCatalog"}),
        ("initiatives/39bis/", {"Article", "BreadcrumbList"}),
        ("partners/sanofi/", {"Organization", "BreadcrumbList"}),
        ("sources/39bis-inauguration/", {"NewsArticle", "BreadcrumbList"}),
        ("themes/ai/", {"DefinedTerm", "BreadcrumbList"}),
    ],
)
def test_a_page_says_what_it_is_about_in_whole_addresses(client, dataset, settings, path, kinds):
    settings.SITE_URL = "https://veille.example"
    blocks = blocks_of(client.get(f"/fr/{path}"))

    assert set(blocks) == kinds
    assert addresses_in(blocks)
    ours = [each for each in addresses_in(blocks) if "veille.example" in each]
    assert all(each.startswith("https://veille.example/") for each in ours)
    assert not [each for each in addresses_in(blocks) if each.startswith(("/", "http://test"))]


def test_an_entry_says_its_version_its_dates_its_partners_and_what_it_rests_on(client, dataset):
    record = blocks_of(client.get("/en/initiatives/39bis/"))["Article"]
    entry = client.get("/api/v1/initiatives/39bis/").json()

    assert record["headline"] == entry["title"]["en"]
    assert record["version"] == "1"
    assert record["datePublished"] == entry["first_published_at"]
    assert record["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert record["about"]["location"]["address"]["addressLocality"] == "Gentilly"
    assert "Sanofi" in [each["name"] for each in record["about"]["member"]]
    assert len(record["citation"]) == entry["evidence"]["articles"]


def test_the_home_page_says_how_to_search_and_where_the_data_is(client, dataset):
    blocks = blocks_of(client.get("/en/"))

    action = blocks["WebSite"]["potentialAction"]
    assert "{search_term_string}" in action["target"]["urlTemplate"]
    dataset = blocks["DataCatalog"]["dataset"]
    assert {"name", "description", "license", "creator", "distribution"} <= set(dataset)
    for download in dataset["distribution"]:
        path = download["contentUrl"].removeprefix("http://testserver")
        response = client.get(path)
        if response.streaming:  # a file that nobody reads to its end keeps its transaction open
            assert b"".join(response.streaming_content)
        assert response["Content-Type"].startswith(download["encodingFormat"])


def test_what_is_inferred_is_not_told_as_a_fact(client, dataset):
    source = client.get("/api/v1/sources/39bis-inauguration/").json()
    article = blocks_of(client.get("/en/sources/39bis-inauguration/"))["NewsArticle"]

    assert source["published"]["inferred"]
    assert "datePublished" not in article


def test_a_sum_is_said_as_its_sources_say_it(client, dataset):
    [known] = client.get("/api/v1/investments/?source=39bis-inauguration").json()["results"][:1]

    page = blocks_of(client.get(f"/en/investments/{known['id']}/"))["WebPage"]

    assert page["mainEntity"] == {
        "@type": "MonetaryAmount",
        "currency": "EUR",
        "value": known["money"]["min"],
    }


def test_a_title_cannot_end_the_block_it_stands_in(client, db):
    make_published_initiative(title="</script><script>alert(1)</script> & <b>", slug="lab")

    response = client.get("/fr/initiatives/lab/")

    assert "<script>alert" not in markup_of(response)
    assert blocks_of(response)["Article"]["headline"].startswith("</script>")
    assert meta_of(response)["og:title"].startswith("</script>")


def test_an_old_version_describes_itself_to_nobody(client, db):
    make_published_initiative(slug="lab")

    assert blocks_of(client.get("/fr/initiatives/lab/v/1/")) == {}


# ── Pictures ─────────────────────────────────────────────────────────────────────────────────────


def size_of(picture: bytes) -> tuple[int, int]:
    return int.from_bytes(picture[16:20]), int.from_bytes(picture[20:24])


@pytest.mark.parametrize("path", ["card.png", "initiatives/lab/card.png"])
def test_a_card_is_a_picture_that_may_be_kept(client, db, path):
    make_published_initiative(slug="lab")

    response = client.get(f"/fr/{path}")

    assert response["Content-Type"] == "image/png"
    assert size_of(response.content) == (1200, 630)
    assert response["Cache-Control"] == "public, max-age=600"
    held = {"if-none-match": response["ETag"]}
    assert client.get(f"/fr/{path}", headers=held).status_code == 304


def test_a_card_keeps_its_tag_while_other_entries_change(client, db):
    make_published_initiative(slug="lab")
    tag = client.get("/fr/initiatives/lab/card.png")["ETag"]
    make_published_initiative()

    assert client.get("/fr/initiatives/lab/card.png")["ETag"] == tag


def test_only_a_published_entry_has_a_card(client, editor):
    entry = make_published_initiative(slug="gone")
    workflow.withdraw(entry, by=editor, reason="Wrong.")

    assert client.get("/fr/initiatives/gone/card.png").status_code == 410
    assert client.get("/fr/initiatives/nobody/card.png").status_code == 404
