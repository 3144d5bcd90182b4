"""The first page: numbers that say what they leave out, what came last, money that is not added."""

import pytest

from initiatives.revisions import workflow
from tests.factories import (
    make_disagreement,
    make_initiative,
    make_investment,
    make_participation,
    make_published_initiative,
)
from tests.pages import links_of, markup_of, text_of

# Savepoint and its rollback, time limit, role, counter; entries, organisations (2), sources; then
# sums, latest, disagreements.
HOME_QUERIES = 12


def test_each_number_says_what_it_leaves_out(client, dataset):
    shown = text_of(client.get("/en/"))

    assert "53 initiatives Published and sourced. Drafts are left out." in shown
    assert "39 organisations that take part Left out: 7 on record that take part in none" in shown
    assert "4 amounts of money made public Left out: 5 investments whose amount" in shown
    assert "All of it rests on 5 articles ." in shown


def test_money_by_year_adds_no_two_sorts_of_it(client, dataset):
    shown = text_of(client.get("/en/"))

    for amount in ("€500,000", "€50,000,000", "€5,000,000", "US$55,000,000"):
        assert f"{amount} 1 amount" in shown
    assert "2 amounts explicitly withheld 3 amounts not mentioned by the sources" in shown
    assert "55,500,000" not in shown


def test_a_chart_has_its_figures_as_a_table(client, db):
    initiative = make_initiative()
    make_investment(initiative=initiative, date="2019-03")
    make_investment(initiative=initiative, date="../2020")
    workflow.publish(initiative, by=None)

    shown = text_of(client.get("/en/"))

    assert "Year Amounts counted Sure At most 2019 1 €500,000 €500,000 2020 1 €0 €500,000" in shown


def test_an_amount_without_a_year_is_told_and_not_drawn(client, db):
    initiative = make_initiative()
    make_investment(initiative=initiative, date="2019")
    make_investment(initiative=initiative)
    workflow.publish(initiative, by=None)

    assert "1 without a year is not drawn." in text_of(client.get("/en/"))


def test_no_chart_is_drawn_where_no_amount_has_a_year(client, db):
    make_published_initiative()

    response = client.get("/en/")

    assert "No disclosed amount has a year" in text_of(response)
    assert "<svg class=" not in markup_of(response)


def test_what_changed_is_told_from_what_is_new(client, db):
    initiative = make_published_initiative()
    workflow.publish(initiative, by=None)
    make_published_initiative()

    shown = text_of(client.get("/en/"))

    assert "changed, version 2" in shown
    assert shown.count("new 2") == 1


def test_a_disagreement_that_nobody_settled_comes_first(client, db):
    settled, still_open = make_initiative(), make_initiative()
    make_disagreement(still_open, topic_en="Owner", topic_fr="Propriétaire")
    make_disagreement(
        settled, resolution_fr="Lu ainsi.", resolution_en="Read so.", resolution_basis="text"
    )
    workflow.publish(still_open, by=None)
    workflow.publish(settled, by=None)

    shown = text_of(client.get("/en/"))

    assert shown.index("Owner") < shown.index("not resolved") < shown.index("Budget")
    assert "with our reading" in shown


def test_the_first_page_stands_on_an_empty_record(client, db):
    response = client.get("/en/")

    assert "Nothing is published yet." in text_of(response)
    assert markup_of(response).count("<h1") == 1


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_first_page_leads_to_what_exists(client, dataset, language):
    for link in set(links_of(client.get(f"/{language}/"))):
        if link.startswith("/") and not link.startswith(("/api/docs/",)):
            assert client.get(link).status_code == 200, link


@pytest.mark.parametrize("entries", [1, 15])
def test_the_first_page_runs_the_same_queries_whatever_is_on_record(
    client, db, django_assert_num_queries, entries
):
    for _ in range(entries):
        initiative = make_initiative()
        make_participation(initiative=initiative)
        make_investment(initiative=initiative, date="2019")
        make_disagreement(initiative)
        workflow.publish(initiative, by=None)

    with django_assert_num_queries(HOME_QUERIES):
        client.get("/en/")
