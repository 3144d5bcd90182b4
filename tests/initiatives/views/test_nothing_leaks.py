"""The public side cannot see the desk, even by mistake: every address is asked for the canary."""

import re
from collections import Counter

import pytest
from django.http import QueryDict

from initiatives.models import EditorialHint, Initiative, Partner
from initiatives.publication import publish
from initiatives.publication.drift import drift
from initiatives.revisions import workflow
from tests.factories import (
    make_analyst,
    make_article,
    make_citation,
    make_disagreement,
    make_initiative,
    make_investment,
    make_metric,
    make_milestone,
    make_parent,
    make_participation,
    make_partner,
    make_person,
    make_published_initiative,
    make_publisher,
    make_statement,
    make_status,
    make_theme,
    make_translation,
)
from tests.pages import links_of, text_of

CANARY = "kanarienvogel"
# The SVG or CSV beside it is read.
DRAWN_OR_ZIPPED = re.compile(r".*(?:\.png(?:\?|$)|[?&]format=xlsx)")
MOST_OF_A_SHAPE = 3  # addresses of one page that differ only in the values of their parameters
COLLECTIONS = [
    "initiatives",
    "partners",
    "investments",
    "milestones",
    "statements",
    "sources",
    "publishers",
    "themes",
    "facets",
    "changes",
]


@pytest.fixture
def desk_with_canaries(db):
    """A published entry among drafts, and every free text of the desk holding the canary."""
    analyst = make_analyst(username=CANARY, first_name=CANARY, email=f"{CANARY}@example.org")
    secret = make_partner(slug=f"{CANARY}-partner", name=CANARY, public=False)
    person = make_person(slug=f"{CANARY}-person", name=CANARY, public=False)
    article = make_article(
        slug=f"{CANARY}-article", title=CANARY, publisher=make_publisher(name=CANARY)
    )
    draft = make_initiative(
        slug=f"{CANARY}-draft",
        title=CANARY,
        summary=CANARY,
        description=CANARY,
        created_by=analyst,
        citations=[make_citation(article=article, paraphrase_fr=CANARY, paraphrase_en=CANARY)],
    )
    draft.themes.add(make_theme(slug=f"{CANARY}-theme", name_fr=CANARY, definition_en=CANARY))
    make_translation(initiative=draft, title=CANARY, summary=CANARY)
    make_status(initiative=draft)
    make_investment(initiative=draft, scope_en=CANARY, investors=[secret])
    make_milestone(initiative=draft, what_en=CANARY)
    make_metric(initiative=draft, name_en=CANARY)
    make_statement(initiative=draft, paraphrase_en=CANARY)
    make_statement(partner=secret, paraphrase_en=CANARY)
    make_disagreement(draft, public=False, topic_en=CANARY, resolution_en="")
    EditorialHint.objects.create(initiative=draft, hint=CANARY)

    shown = make_published_initiative(desk_note_fr=CANARY, desk_note_en=CANARY, created_by=analyst)
    shown.related.add(draft)
    make_parent(draft, shown)
    make_participation(initiative=shown, partner=secret)
    make_investment(initiative=shown, investors=[secret, make_partner(desk_note=CANARY)])
    make_milestone(initiative=shown, person=person)
    make_statement(initiative=shown, speaker=person)
    make_disagreement(shown, public=False, topic_en=CANARY)
    EditorialHint.objects.create(initiative=shown, hint=CANARY)
    publish.refresh_everything()
    return shown


def everything_public(client) -> dict:
    """``address -> response`` of what can be reached from the public side: pages and API."""
    starts = ["/sitemap.xml", "/robots.txt", "/fr/", "/en/", "/api/v1/", "/api/v1/schema/"]
    starts += [f"/{code}/{name}/" for code in ("fr", "en") for name in COLLECTIONS[:3]]
    starts += [f"/api/v1/{name}/" for name in COLLECTIONS]
    found, waiting, asked = {}, starts, Counter()
    while waiting:
        address = waiting.pop().split("#")[0].replace("http://testserver", "")
        if address in found or not address.startswith("/") or address.startswith("/static/"):
            continue
        path, _mark, query = address.partition("?")
        shape = (path, *sorted(QueryDict(query)))
        asked[shape] += 1
        if DRAWN_OR_ZIPPED.match(address) or asked[shape] > MOST_OF_A_SHAPE:
            continue
        found[address] = client.get(address, follow=True)
        found[address].words = _words(found[address])
        waiting += [
            link if link[0] != "?" else address.split("?")[0] + link
            for link in _links(found[address])
        ]
    return found


def addresses_with(found: dict, word: str) -> list[str]:
    return [address for address, answer in found.items() if word in answer.words]


def _words(response) -> str:
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return body.decode()


def _links(response) -> list[str]:
    """What an answer leads to: the links of a page, the addresses of a map or of an API list."""
    if "html" in response["Content-Type"]:
        return [link for link in links_of(response) if link]
    body = response.words
    paths = re.findall(r'"(?:url|location)": ?"(/[^"]+)"', body)
    return re.findall(r"<loc>([^<]+)</loc>", body) + [
        address for path in paths for address in (f"/en{path}", f"/api/v1{path}")
    ]


def test_the_crawl_reaches_the_pages_and_the_answers_of_what_is_public(client, desk_with_canaries):
    found = everything_public(client)

    slug = desk_with_canaries.slug
    assert desk_with_canaries.title in text_of(found[f"/fr/initiatives/{slug}/"])
    assert desk_with_canaries.title in text_of(found[f"/api/v1/initiatives/{slug}/"])
    assert len(found) > 60


def test_no_address_says_what_only_the_desk_knows(client, desk_with_canaries):
    found = everything_public(client)

    assert addresses_with(found, CANARY) == []


@pytest.mark.parametrize("where", ["/fr/{}/{}/", "/en/{}/{}/", "/api/v1/{}/{}/"])
def test_the_address_of_a_hidden_row_says_what_the_address_of_nobody_says(
    client, desk_with_canaries, where
):
    for collection, slug in {
        "initiatives": f"{CANARY}-draft",
        "partners": f"{CANARY}-partner",
        "sources": f"{CANARY}-article",
        "themes": f"{CANARY}-theme",
    }.items():
        hidden = client.get(where.format(collection, slug))
        nobody = client.get(where.format(collection, "nobody"))

        assert hidden.status_code == nobody.status_code == 404
        assert hidden.content.decode().replace(slug, "nobody") == nobody.content.decode()


def test_a_search_for_it_finds_nothing(client, desk_with_canaries):
    for collection in COLLECTIONS[:-2]:
        assert client.get(f"/api/v1/{collection}/?q={CANARY}").json()["results"] == []


@pytest.mark.parametrize("typed", ["kanarienvogl", "kanarien", "kanarienvogel-partner"])
@pytest.mark.parametrize("where", ["search", "search/names", "initiatives", "partners", "sources"])
def test_nor_is_it_what_somebody_may_have_meant(client, desk_with_canaries, where, typed):
    page = client.get(f"/en/{where}/?q={typed}")

    assert CANARY not in page.content.decode().replace(typed, "")
    assert "Did you mean" not in page.content.decode()


def test_what_is_withdrawn_leaves_every_page(client, desk_with_canaries, editor):
    shown = make_published_initiative(slug="asked-to-go", title=CANARY)
    assert CANARY in client.get(f"/fr/initiatives/{shown.slug}/").content.decode()

    workflow.withdraw(shown, by=editor, reason="Asked to.")
    found = everything_public(client)

    assert addresses_with(found, CANARY) == []


def test_the_stored_record_is_the_one_that_would_be_built(desk_with_canaries):
    assert drift() == []  # check_publication also names the canaries, written past the workflow


def test_no_link_of_the_public_side_is_broken_and_none_leads_to_a_draft(client, dataset):
    found = everything_public(client)

    broken = [address for address, answer in found.items() if answer.status_code != 200]
    assert broken == []
    hidden = [f"/initiatives/{row.slug}/" for row in Initiative.objects.filter(state="draft")]
    hidden += [f"/partners/{row.slug}/" for row in Partner.objects.filter(public=False)]
    assert len(hidden) == 16 + 14
    assert [path for path in hidden if addresses_with(found, path)] == []
