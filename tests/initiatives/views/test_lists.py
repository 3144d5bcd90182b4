"""Lists: the filters of the API, a form that keeps what was typed, pages by position."""

import re
from itertools import pairwise

import pytest

from initiatives import models as claims
from initiatives.publication import publish
from initiatives.revisions import workflow
from sources import models as evidence
from tests.factories import (
    make_parent,
    make_participation,
    make_partner,
    make_published_initiative,
    make_publisher,
)
from tests.pages import links_of, markup_of, text_of

COLLECTIONS = ["initiatives", "partners", "investments", "sources", "themes"]
# Savepoint and its rollback, time limit and role, then: counter, facets, names, count, rows.
LIST_QUERIES = 9
MORE_QUERIES = {"investments": 1, "themes": 2}  # totals; the numbers and the money of a theme


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("collection", COLLECTIONS)
def test_a_list_has_one_h1_and_no_level_of_heading_is_left_out(
    client, dataset, collection, language
):
    markup = markup_of(client.get(f"/{language}/{collection}/"))

    levels = [int(level) for level in re.findall(r"<h([1-6])", markup)]
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert f'href="/api/v1/{collection}/"' in markup


@pytest.mark.parametrize(
    ("address", "count"),
    [
        ("/en/initiatives/", 53),
        ("/en/partners/", 46),
        ("/en/investments/", 9),
        ("/en/investments/?currency=EUR", 3),
        ("/en/initiatives/?partner=orange&include_subsidiaries=true", None),
    ],
)
def test_a_list_counts_what_the_filters_choose(client, api_client, dataset, address, count):
    program = api_client.get(address.replace("/en/", "/api/v1/")).json()

    shown = text_of(client.get(address))

    assert program["count"] == (count or program["count"])
    assert f"{program['count']} result" in shown


def test_what_is_only_known_as_a_year_is_found_by_a_month_of_it(client, db):
    initiative = make_published_initiative(start="2017")

    response = client.get("/en/initiatives/?dated_after=2017-11-01&dated_before=2017-11-30")

    assert f"/en/initiatives/{initiative.slug}/" in links_of(response)


def test_the_pages_of_a_list_are_linked_both_ways_and_lose_no_row(client, db):
    for _ in range(5):
        make_published_initiative()
    seen, address = [], "/en/initiatives/?page_size=2&ordering=title&kind=lab"
    while address:
        response = client.get(address)
        seen += [link for link in links_of(response) if link.startswith("/en/initiatives/initia")]
        following = [link for link in links_of(response) if "cursor=" in link]
        address = f"/en/initiatives/{following[-1]}" if len(seen) < 5 else ""

    assert len(seen) == len(set(seen)) == 5
    assert "Previous page" in text_of(response)
    assert "Next page" not in text_of(response)


def test_the_files_of_a_list_are_in_the_language_of_the_page(client, db):
    links = links_of(client.get("/fr/investments/?currency=EUR"))

    assert "/api/v1/investments/?currency=EUR&format=csv&lang=fr" in links
    assert "/api/v1/investments/?currency=EUR&format=xlsx&lang=fr" in links
    assert "/api/v1/investments/?currency=EUR&format=ndjson" in links


def test_an_unknown_parameter_is_ignored_and_goes_no_further(client, db):
    response = client.get("/en/initiatives/?utm_source=letter&kind=lab")

    assert response.status_code == 200
    assert 'hreflang="fr" href="http://testserver/fr/initiatives/?kind=lab"' in markup_of(response)


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("kind=nonsense", "“nonsense” is not one of the values"),
        ("dated_after=yesterday", "“yesterday” is not a date."),
        ("amount_min=-3&currency=EUR", "“-3” is not an amount."),
        ("amount_min=3", "An amount needs its currency"),
        ("partner=nobody", "“nobody” is not a public slug"),
        ("cursor=made-by-hand", "This is not a cursor of this list"),
        ("q=" + "a" * 10_000, "A search is text of at most 200 characters"),
        ("q=%00", "A search is text of at most 200 characters"),
        ("page_size=0", "Results on a page"),
    ],
)
def test_a_wrong_value_is_a_400_with_the_form_and_its_message(client, db, query, message):
    response = client.get(f"/en/initiatives/?{query}")

    assert response.status_code == 400
    assert message in text_of(response)
    assert "<form" in markup_of(response)


def test_what_was_typed_is_kept(client, db):
    markup = markup_of(client.get("/en/initiatives/?q=lab%20%22x%22&theme=a&theme=b&kind=odd"))

    assert 'value="lab &quot;x&quot;"' in markup
    assert 'name="theme" value="a" checked' in markup
    assert 'name="theme" value="b" checked' in markup
    assert 'name="kind" value="odd" checked' in markup


def test_messages_are_in_the_language_of_the_page(client, db):
    response = client.get("/fr/initiatives/?dated_after=hier")

    assert "n’est pas une date" in text_of(response)


def test_a_draft_and_nobody_are_refused_in_the_same_words(client, db):
    make_partner(slug="secret", public=False)

    secret = text_of(client.get("/en/initiatives/?partner=secret"))
    nobody = text_of(client.get("/en/initiatives/?partner=nobody"))

    assert secret == nobody.replace("nobody", "secret")


def test_a_search_that_finds_nothing_says_so(client, db):
    assert "Nothing matches." in text_of(client.get("/en/initiatives/?q=unheard-of"))


def publish_many(rows):
    """``rows`` of everything a list shows, written in bulk: the desk's own way takes its time."""
    publisher, numbers = make_publisher(), range(rows)
    articles = [
        evidence.SourceArticle(slug=f"article-{n}", title="Un laboratoire", publisher=publisher)
        for n in numbers
    ]
    partners = [claims.Partner(slug=f"partner-{n}", name="Firme", public=True) for n in numbers]
    themes = [
        claims.Theme(
            slug=f"theme-{n}",
            name_fr=f"thème {n}",
            name_en=f"theme {n}",
            definition_fr="Sujet.",
            definition_en="Subject.",
        )
        for n in numbers
    ]
    initiatives = [
        claims.Initiative(slug=f"lab-{n}", title="Labo", kind="lab", summary="Un labo.")
        for n in numbers
    ]
    for created in (articles, partners, themes, initiatives):
        type(created[0]).objects.bulk_create(created)
    each = list(zip(initiatives, articles, partners, themes, strict=True))
    passages = [
        evidence.Citation(article=article, locator="titre", paraphrase_fr="…", paraphrase_en="…")
        for article in articles
    ]
    roles = [claims.Participation(initiative=i, partner=p, role="lead") for i, _a, p, _t in each]
    money = [
        claims.Investment(initiative=i, kind="fund", disclosure="not-mentioned")
        for i in initiatives
    ]
    for created in (passages, roles, money):
        type(created[0]).objects.bulk_create(created)
    claims.Initiative.themes.through.objects.bulk_create(
        claims.Initiative.themes.through(initiative=i, theme=t) for i, _a, _p, t in each
    )
    claims.Evidence.objects.bulk_create(
        claims.Evidence(initiative=claim.initiative, citation=passage, **{field: claim})
        for field, found in (("participation", roles), ("investment", money))
        for claim, passage in zip(found, passages, strict=True)
    )
    claims.Evidence.objects.bulk_create(
        claims.Evidence(initiative=initiative, citation=passage)
        for initiative, passage in zip(initiatives, passages, strict=True)
    )
    workflow.publish_many(initiatives, by=None)
    publish.refresh_everything()


@pytest.mark.parametrize("rows", [1, 50])
def test_a_list_runs_the_same_queries_at_1_and_at_50_rows(
    client, db, django_assert_num_queries, rows
):
    publish_many(rows)

    for collection in COLLECTIONS:
        with django_assert_num_queries(LIST_QUERIES + MORE_QUERIES.get(collection, 0)):
            response = client.get(f"/en/{collection}/")
        assert markup_of(response).count('<li class="row') == rows


def test_a_list_names_the_lead_partner_and_how_many_others(client, db):
    initiative = make_published_initiative()
    make_participation(initiative=initiative, role="member")
    lead = initiative.participations.get(role="lead").partner
    publish.refresh([f"initiative:{initiative.pk}"])

    assert f"{lead.name} and 1 other" in text_of(client.get("/en/initiatives/"))


def test_a_child_is_found_by_its_parent(client, db):
    parent, child = make_published_initiative(), make_published_initiative()
    make_parent(child, parent)
    publish.refresh([f"initiative:{child.pk}"])

    links = links_of(client.get(f"/en/initiatives/?parent={parent.slug}"))

    assert f"/en/initiatives/{child.slug}/" in links
    assert f"/en/initiatives/{parent.slug}/" not in links
