"""What published entries name, and when it is public: partners, themes, sources, statements."""

import json

import pytest

from initiatives.models import (
    PublishedInitiative,
    PublishedPartner,
    PublishedRedirect,
    PublishedSource,
    PublishedStatement,
    PublishedTheme,
)
from initiatives.publication.publish import refresh_everything
from tests.factories import (
    make_article,
    make_citation,
    make_disagreement,
    make_initiative,
    make_investment,
    make_market_remark,
    make_participation,
    make_partner,
    make_person,
    make_publisher,
    make_statement,
    make_theme,
)

from .publishing import document_of, published

pytestmark = pytest.mark.django_db


def test_a_renamed_publisher_reaches_the_passages_of_every_claim():
    publisher = make_publisher(name="Alliancy")
    citation = make_citation(article=make_article(publisher=publisher))
    initiative = make_initiative(citations=[citation])
    published(initiative)
    publisher.name = "Alliancy, le mag"

    publisher.save()

    assert document_of(initiative)["citations"][0]["publisher"]["name"] == "Alliancy, le mag"


def test_a_partner_that_becomes_public_gets_its_page():
    partner = make_partner(public=False)
    partner.public = True

    partner.save()

    assert PublishedPartner.objects.filter(slug=partner.slug).exists()


def test_a_partner_that_is_no_longer_public_loses_its_page():
    partner = make_partner()
    partner.public = False

    partner.save()

    assert not PublishedPartner.objects.filter(slug=partner.slug).exists()


def test_a_renamed_address_leads_to_the_new_one():
    partner = make_partner(slug="bpi")
    partner.slug = "bpifrance"

    partner.save()

    redirect = PublishedRedirect.objects.get(type="partner", slug="bpi")
    assert redirect.target == "bpifrance"


def test_a_partner_with_its_ancestors_is_the_lineage_of_its_participation():
    orange = make_partner(slug="orange")
    health = make_partner(
        slug="orange-healthcare",
        parent=orange,
        parent_relation="health-division-of",
        parent_basis="text",
    )
    participation = make_participation(partner=health)
    published(participation.initiative)

    [row] = PublishedInitiative.objects.get(pk=participation.initiative_id).participations.all()

    assert row.lineage == ["orange", "orange-healthcare"]


def test_themes_hold_their_ancestors():
    parent = make_theme(slug="ai")
    initiative = make_initiative()
    initiative.themes.add(make_theme(slug="ai-ethics", parent=parent))
    published(initiative)

    assert PublishedInitiative.objects.get(pk=initiative.pk).themes == ["ai", "ai-ethics"]
    assert set(PublishedTheme.objects.values_list("slug", flat=True)) == {"ai", "ai-ethics"}


def test_a_theme_that_only_drafts_use_is_not_public():
    make_initiative().themes.add(make_theme())

    refresh_everything()

    assert not PublishedTheme.objects.exists()


def test_a_source_is_public_once_a_published_entry_cites_it():
    citation = make_citation()
    initiative = make_initiative(citations=[citation])
    assert not PublishedSource.objects.exists()

    published(initiative)

    assert PublishedSource.objects.get().slug == citation.article.slug


def test_a_source_shows_no_passage_that_only_a_draft_uses():
    article = make_article()
    published(make_initiative(citations=[make_citation(article=article, locator="paragraph 1")]))
    make_initiative(citations=[make_citation(article=article, locator="paragraph 2")])
    refresh_everything()

    source = json.loads(PublishedSource.objects.get(slug=article.slug).document)

    assert [passage["locator"] for passage in source["passages"]] == ["paragraph 1"]


def test_a_source_tells_every_fact_it_supports():
    citation = make_citation()
    investment = make_investment(citations=[citation])
    published(investment.initiative)

    source = json.loads(PublishedSource.objects.get(slug=citation.article.slug).document)

    [fact] = source["passages"][0]["facts"]
    assert (fact["type"], fact["id"]) == ("investment", str(investment.pk))


def test_a_market_remark_is_public_without_an_entry():
    remark = make_market_remark()

    assert PublishedStatement.objects.filter(pk=remark.pk, is_market_remark=True).exists()


def test_a_statement_about_a_draft_is_not_public():
    make_statement(initiative=make_initiative())

    refresh_everything()

    assert not PublishedStatement.objects.exists()


@pytest.mark.parametrize(
    "concerns", ["entry", "claim", "partner", "person"], ids=lambda what: f"about the {what}"
)
def test_a_public_disagreement_is_shown_with_the_entry(concerns):
    initiative = make_initiative()
    person, investment = make_person(), make_investment(initiative=initiative)
    participation = make_participation(initiative=initiative)
    make_statement(initiative=initiative, speaker=person)
    published(initiative)
    subjects = {
        "entry": initiative,
        "claim": investment,
        "partner": participation.partner,
        "person": person,
    }

    make_disagreement(subjects[concerns])

    assert len(document_of(initiative)["conflicts"]) == 1
    assert PublishedInitiative.objects.get(pk=initiative.pk).has_conflict


def test_a_disagreement_of_the_desk_is_not_shown():
    initiative = make_initiative()
    published(initiative)

    make_disagreement(initiative, public=False)

    assert document_of(initiative)["conflicts"] == []
