"""The page of an organisation: alone or with all that is part of it, dense, its evidence folded."""

import re

import pytest
import time_machine

from initiatives.publication import publish
from initiatives.revisions import workflow
from tests.factories import (
    make_initiative,
    make_investment,
    make_participation,
    make_partner,
    make_status,
)
from tests.pages import links_of, markup_of, text_of

ROLLED_UP = "include_subsidiaries=true"
# One more for what is part of it; the rest as for one organisation (test_references.py).
ROLLED_UP_QUERIES = 16


def part_of(partner):
    return {"parent": partner, "parent_relation": "subsidiary-of", "parent_basis": "text"}


@pytest.fixture
def group(db):
    """A parent, its subsidiary and the subsidiary's own."""
    top = make_partner(slug="top", name="Top")
    middle = make_partner(slug="middle", name="Middle", **part_of(top))
    make_partner(slug="low", name="Low", **part_of(middle))
    return {each.slug: each for each in type(top).objects.all()}


def invest(*, investors, recipient=None, **fields):
    initiative = make_initiative()
    to = {"recipient_kind": "partner", "recipient": recipient} if recipient else {}
    make_investment(initiative=initiative, investors=investors, **to, **fields)
    workflow.publish(initiative, by=None)


def refresh(group):
    publish.refresh([f"partner:{each.pk}" for each in group.values()])


def page(client, slug, query=""):
    return client.get(f"/en/partners/{slug}/?{query}")


def test_a_parent_alone_does_not_count_what_its_subsidiaries_paid(client, group):
    invest(investors=[group["low"]], amount_min=300_000)
    invest(investors=[group["top"]], amount_min=200_000)
    refresh(group)

    money = text_of(page(client, "top"), "money")

    assert "€200,000" in money
    assert "300,000" not in money
    assert "What the organisations that are part of this one put up" in money


def test_rolled_up_each_amount_of_the_lineage_counts_once_and_it_says_so(client, group):
    invest(investors=[group["low"], group["top"]], amount_min=300_000)
    invest(investors=[group["middle"]], amount_min=200_000)
    refresh(group)

    shown = text_of(page(client, "top", ROLLED_UP))

    assert (
        "are of Top and of 2 organisations that are part of it, each amount counted once" in shown
    )
    assert "Capital expenditure stage not stated · EUR 2 €500,000 Nothing is left out." in shown


def test_rolled_up_what_outsiders_put_up_as_well_is_still_left_out(client, group):
    invest(investors=[group["low"], make_partner()])
    refresh(group)

    money = text_of(page(client, "top", ROLLED_UP), "money")

    assert "No total: none of these amounts can be added." in money
    assert "1 amount put up with others, or perhaps with others" in money


def test_money_from_one_part_to_another_stands_on_both_sides_and_is_said(client, group):
    invest(investors=[group["top"]], recipient=group["low"])
    refresh(group)

    shown = page(client, "top", ROLLED_UP)

    sentence = "1 investment goes from one of them to another and stands on both sides."
    assert sentence in text_of(shown)
    assert markup_of(shown).count('id="investment-') == 1


def test_rolled_up_an_initiative_of_two_of_them_is_one_and_neither_is_a_companion(client, group):
    initiative, other = make_initiative(title="Labo"), make_partner(name="Outsider")
    for partner in (group["top"], group["low"], other):
        make_participation(initiative=initiative, partner=partner)
    workflow.publish(initiative, by=None)
    refresh(group)

    response = page(client, "top", ROLLED_UP)

    roles = text_of(response, "roles")
    assert text_of(response).count("1 role ") == 1
    assert "Lead ( Top )" in roles
    assert "Lead ( Low )" in roles
    assert "Outsider 1" in text_of(response, "beside")
    assert "Low 1" not in text_of(response, "beside")


def test_the_other_language_and_the_filtered_lists_keep_the_roll_up(client, group):
    make_participation(initiative=(entry := make_initiative()), partner=group["low"])
    workflow.publish(entry, by=None)
    refresh(group)

    links = links_of(page(client, "top", ROLLED_UP))

    assert f"/fr/partners/top/?{ROLLED_UP}" in links
    assert f"/en/initiatives/?partner=top&{ROLLED_UP}" in links


def test_an_organisation_without_parts_has_nothing_to_roll_up(client, db):
    partner = make_partner(slug="alone")
    publish.refresh([f"partner:{partner.pk}"])

    response = page(client, "alone", ROLLED_UP)

    assert response.status_code == 200
    assert 'class="roll-up"' not in markup_of(response)


def test_a_wish_that_is_neither_yes_nor_no_is_refused(client, group):
    refresh(group)

    assert page(client, "top", "include_subsidiaries=perhaps").status_code == 400


def test_an_initiative_is_a_row_with_role_status_money_and_date(client, db):
    partner = make_partner(slug="one")
    initiative = make_initiative(title="Labo", kind="lab", start="2018-02")
    make_participation(initiative=initiative, partner=partner, how_fr="hôte", how_en="host")
    make_status(initiative=initiative, status="active", as_of="2018-03")
    make_investment(initiative=initiative)
    workflow.publish(initiative, by=None)

    with time_machine.travel("2019-01-01T12:00:00Z"):
        shown = text_of(page(client, "one"), "roles")

    assert (
        "Labo Lead : host Lab · active, as of March 2018 €500,000 capital expenditure "
        "February 2018 Passage" in shown
    )


def test_the_passages_of_a_row_are_folded_under_their_numbers(client, dataset):
    markup = markup_of(page(client, "sanofi"), "roles")

    unfolded = re.sub(r"<details class=\"evidence\">.*?</details>", "", markup, flags=re.DOTALL)
    assert 'class="notes"' in markup
    assert "<blockquote" not in unfolded
    assert markup.count('class="row row--claim"') >= 30


@pytest.mark.parametrize("children", [1, 15])
def test_a_rolled_up_page_runs_the_same_queries_however_many_parts_there_are(
    client, db, django_assert_num_queries, children
):
    top = make_partner(slug="top")
    for _ in range(children):
        invest(investors=[make_partner(**part_of(top))])
    publish.refresh([f"partner:{top.pk}"])

    with django_assert_num_queries(ROLLED_UP_QUERIES):
        page(client, "top", ROLLED_UP)
