"""Two organisations side by side: what they share, what each does alone, and how to choose them."""

import pytest

from initiatives.publication import publish
from initiatives.revisions import workflow
from tests.factories import (
    make_initiative,
    make_investment,
    make_participation,
    make_partner,
)
from tests.pages import links_of, text_of

PAGE = "/en/partners/compare/"
QUERIES = 21


@pytest.fixture
def two(db):
    """One and Other: one lab together, one application of One's alone."""
    one, other = make_partner(slug="one", name="One"), make_partner(slug="other", name="Other")
    lab, app = make_initiative(title="Common lab"), make_initiative(title="Own application")
    make_participation(initiative=lab, partner=one)
    make_participation(initiative=lab, partner=other, role="member")
    make_participation(initiative=app, partner=one)
    workflow.publish_many([lab, app], by=None)
    publish.refresh([f"partner:{each.pk}" for each in (one, other)])
    return one, other


def compare(client, *slugs):
    return client.get(PAGE, {"partner": slugs})


def test_what_they_do_together_stands_apart_from_what_each_does_alone(client, two):
    response = compare(client, "one", "other")

    together, apart = text_of(response, "together"), text_of(response, "apart-one")
    assert "Together in 1 initiative" in together
    assert "Common lab" in together
    assert "Lead ( One )" in together
    assert "Member ( Other )" in together
    assert "Own application" in apart
    assert "Common lab" not in apart
    assert 'id="apart-other"' not in response.content.decode()
    assert "Initiatives 2 1 as lead 2 0 as member 0 1" in text_of(response, "numbers")


def test_money_is_added_up_for_each_and_what_they_put_up_together_is_left_out(client, two):
    one, other = two
    entry = make_initiative(title="Fund")
    make_investment(initiative=entry, investors=[one], amount_min=300_000, investors_complete=True)
    make_investment(initiative=entry, investors=[one, other], amount_min=900_000)
    workflow.publish(entry, by=None)

    money = text_of(compare(client, "one", "other"), "money")

    assert "€300,000" in money
    assert "€1,200,000" not in money
    assert money.count("1 amount put up with others, or perhaps with others") == 2
    assert "Investments that name both Fund" in money
    assert money.count("€900,000") == 1


def test_one_that_is_part_of_the_other_is_said_to_be(client, db):
    whole = make_partner(slug="whole", name="Whole")
    part = make_partner(
        slug="part", name="Part", parent=whole, parent_relation="subsidiary-of", parent_basis="text"
    )
    make_participation(initiative=(entry := make_initiative()), partner=part)
    make_participation(initiative=entry, partner=whole)
    workflow.publish(entry, by=None)
    publish.refresh([f"partner:{each.pk}" for each in (whole, part)])

    assert "Part is part of Whole; each is taken alone here." in text_of(
        compare(client, "part", "whole")
    )


def test_the_second_is_chosen_among_those_in_the_same_initiatives_or_by_name(client, two):
    make_participation(
        initiative=(entry := make_initiative()), partner=make_partner(slug="far", name="Faraway")
    )
    workflow.publish(entry, by=None)

    beside = links_of(client.get(PAGE, {"partner": "one"}))
    named = links_of(client.get(PAGE, {"partner": "one", "q": "faraway"}))

    assert f"{PAGE}?partner=one&partner=other" in beside
    assert f"{PAGE}?partner=one&partner=far" not in beside
    assert f"{PAGE}?partner=one&partner=far" in named


@pytest.mark.parametrize(
    ("slugs", "sentence"),
    [
        (["one", "nobody"], "“nobody” is no organisation on record."),
        (["one", "a\0b"], "is no organisation on record."),
        (["one", "one"], "This is the same organisation twice"),
        (["one", "other", "third"], "Two organisations at a time"),
    ],
    ids=["unknown", "impossible", "twice", "three"],
)
def test_what_cannot_be_compared_is_said_and_the_choice_offered(client, two, slugs, sentence):
    make_participation(
        initiative=(entry := make_initiative()), partner=make_partner(slug="third", name="Third")
    )
    workflow.publish(entry, by=None)

    response = compare(client, *slugs)

    assert response.status_code == 400
    assert sentence in text_of(response)
    assert 'name="q"' in response.content.decode()


def test_a_draft_is_nowhere_on_the_page(client, two):
    make_participation(initiative=make_initiative(title="Secret"), partner=two[0])

    assert "Secret" not in text_of(compare(client, "one", "other"))


def test_the_page_of_an_organisation_leads_here(client, two):
    links = links_of(client.get("/en/partners/one/"))

    assert f"{PAGE}?partner=one" in links
    assert f"{PAGE}?partner=one&partner=other" in links


@pytest.mark.parametrize("rows", [1, 30])
def test_query_count_does_not_grow(client, two, django_assert_num_queries, rows):
    for _ in range(rows):
        entry = make_initiative()
        for partner in two:
            make_participation(initiative=entry, partner=partner)
            make_investment(initiative=entry, investors=[partner])
        workflow.publish(entry, by=None)

    with django_assert_num_queries(QUERIES):
        compare(client, "one", "other")
