"""The pages of what entries name: partners, investments, sources, themes."""

import json

import pytest

from initiatives.publication import publish
from initiatives.publication.models import (
    PublishedInvestment,
    PublishedPartner,
    PublishedSource,
)
from initiatives.revisions import workflow
from tests.factories import (
    make_alias,
    make_article,
    make_citation,
    make_disagreement,
    make_initiative,
    make_investment,
    make_market_remark,
    make_partner,
    make_published_initiative,
    make_theme,
)
from tests.pages import links_of, text_of

# Savepoint and its rollback, time limit, role, counter, document; then roles and their years,
# silences, money out and in with their sums, statements, who takes part beside.
PARTNER_QUERIES = 15


def test_a_partner_has_its_roles_with_their_passages(client, dataset):
    shown = text_of(client.get("/en/partners/schoolab/"))

    assert "39BIS e-health lab Member : innovation-sector launch partner" in shown
    assert "Alliancy , Avec le 39BIS, Sanofi mise sur la e-santé , December 2017" in shown


def test_what_a_partner_is_known_for_says_on_what_it_rests(client, dataset):
    shown = text_of(client.get("/en/partners/sanofi/"))

    assert "France (from the sources)" in shown
    assert "national subsidiary of Sanofi (common knowledge, not from a source)" in shown


def test_a_spelling_stands_once_with_everywhere_it_occurs(client, db):
    partner = make_partner()
    articles = [make_article(), make_article()]
    initiative = make_initiative(citations=[make_citation(article=each) for each in articles])
    for article in articles:
        make_alias(partner=partner, surface="Dupont", citations=[make_citation(article=article)])
    workflow.publish(initiative, by=None)

    response = client.get(f"/en/partners/{partner.slug}/")

    assert text_of(response).count("Dupont") == 1
    assert all(article.title in text_of(response) for article in articles)


def test_money_goes_out_of_one_partner_and_into_another(client, db):
    giver, taker = make_partner(), make_partner()
    initiative = make_initiative()
    make_investment(
        initiative=initiative, investors=[giver], recipient_kind="partner", recipient=taker
    )
    workflow.publish(initiative, by=None)

    assert "Investments made" in text_of(client.get(f"/en/partners/{giver.slug}/"))
    assert "Investments received" in text_of(client.get(f"/en/partners/{taker.slug}/"))


def test_what_a_partner_says_of_a_market_is_on_its_page(client, db):
    partner = make_partner()
    remark = make_market_remark(partner=partner, value_min=4, value_max=4, unit="countries")
    publish.refresh([f"statement:{remark.pk}"])

    shown = text_of(client.get(f"/en/partners/{partner.slug}/"))

    assert "Digital tools will change care." in shown
    assert "On the market: Market: 4\xa0countries" in shown


def test_a_disagreement_about_a_partner_is_on_its_page(client, db):
    partner = make_partner()
    make_disagreement(partner)
    publish.refresh([f"partner:{partner.pk}"])

    shown = text_of(client.get(f"/en/partners/{partner.slug}/"), "disagreements")

    assert "Where sources disagree Budget" in shown


@pytest.mark.parametrize("claims", [1, 20])
def test_a_partner_runs_the_same_queries_whatever_it_does(
    client, db, django_assert_num_queries, claims
):
    partner = make_partner()
    for _ in range(claims):
        initiative = make_initiative()
        make_investment(initiative=initiative, investors=[partner])
        workflow.publish(initiative, by=None)

    with django_assert_num_queries(PARTNER_QUERIES):
        client.get(f"/en/partners/{partner.slug}/")


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_investment_has_a_page_with_its_passages(client, dataset, language):
    for pk, document in PublishedInvestment.objects.values_list("pk", "document"):
        shown = text_of(client.get(f"/{language}/investments/{pk}/"))

        for citation in json.loads(document)["citations"]:
            assert citation["paraphrase"][language] in shown


def test_a_part_is_never_added_to_its_whole(client, db):
    initiative = make_initiative()
    whole = make_investment(initiative=initiative, amount_min=50_000_000)
    part = make_investment(initiative=initiative, part_of=whole)
    workflow.publish(initiative, by=None)

    assert "Never added to the whole." in text_of(client.get(f"/en/investments/{whole.pk}/"))
    assert "a larger investment , never added to it" in text_of(
        client.get(f"/en/investments/{part.pk}/")
    )


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_source_shows_every_fact_it_supports(client, dataset, language):
    for slug, document in PublishedSource.objects.values_list("slug", "document"):
        response = client.get(f"/{language}/sources/{slug}/")

        for passage in json.loads(document)["passages"]:
            shown = text_of(response, f"p-{passage['id']}")
            assert passage["paraphrase"][language] in shown
            for fact in passage["facts"]:
                assert (fact["label"][language] or "") in shown


def test_a_fact_leads_to_its_place_on_the_page_of_its_entry(client, db):
    initiative = make_published_initiative()
    metric = initiative.metrics.get()
    source = metric.citations.get().article

    links = links_of(client.get(f"/en/sources/{source.slug}/"))

    assert f"/en/initiatives/{initiative.slug}/#metric-{metric.pk}" in links


def test_a_theme_lists_the_entries_of_the_themes_below_it(client, db):
    above = make_theme()
    initiative = make_initiative()
    initiative.themes.add(make_theme(parent=above))
    workflow.publish(initiative, by=None)

    response = client.get(f"/en/themes/{above.slug}/")

    assert f"/en/initiatives/{initiative.slug}/" in links_of(response)
    assert "1 result" in text_of(response)


def test_a_partner_is_named_in_the_language_of_the_page(client, dataset):
    partner = PublishedPartner.objects.filter(document__contains='"names"').get(slug="has")
    names = json.loads(partner.document)["names"]

    for language in ("fr", "en"):
        shown = text_of(client.get(f"/{language}/partners/has/"))
        assert (names[language] or json.loads(partner.document)["name"]) in shown
