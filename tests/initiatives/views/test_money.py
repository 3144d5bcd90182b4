"""Money on the pages of partners, investments and themes: totals with all that they leave out."""

import pytest

from initiatives.publication.models import PublishedInvestment
from initiatives.revisions import workflow
from tests.factories import (
    make_initiative,
    make_investment,
    make_participation,
    make_partner,
    make_theme,
)
from tests.pages import links_of, markup_of, text_of

# Savepoint and its rollback, time limit, role, counter, document.
OPENING = 6
INVESTMENT_QUERIES = OPENING + 2  # parts, their sums
THEME_QUERIES = OPENING + 3  # sums, count, entries


def make_published_round(*, investors=(), parts=0, **fields):
    initiative = make_initiative()
    whole = make_investment(
        initiative=initiative,
        **{"kind": "funding-round", "amount_min": 10_000_000, "investors": investors, **fields},
    )
    for _ in range(parts):
        make_investment(initiative=initiative, kind="ticket-in-a-round", part_of=whole)
    workflow.publish(initiative, by=None)
    return whole


def test_a_partner_is_not_given_what_others_may_have_paid(client, dataset):
    money = text_of(client.get("/en/partners/sanofi/"), "money")

    assert "Capital expenditure stage not stated · EUR 1 €500,000" in money
    assert "1 amount put up with others, or perhaps with others" in money
    assert "1 amount explicitly withheld 1 amount not mentioned by the sources" in money
    assert "5,500,000" not in money


def test_what_a_partner_receives_is_counted_whole(client, dataset):
    money = text_of(client.get("/en/partners/livmeds/"), "money")

    assert "Money this organisation received" in money
    assert "€5,000,000 Nothing is left out." in money
    assert "Investments made" not in money


def test_totals_of_one_page_keep_currencies_stages_periods_and_kinds_apart(client, db):
    partner = make_partner()
    initiative = make_initiative()
    for fields in (
        {"currency": "USD"},
        {"stage": "announced"},
        {"period": "per-year"},
        {"kind": "grant"},
        {},
    ):
        make_investment(initiative=initiative, investors=[partner], **fields)
    workflow.publish(initiative, by=None)

    markup = markup_of(client.get(f"/en/partners/{partner.slug}/"), "money")

    assert markup.count('<td class="total-sum">') == 5
    assert "1,000,000" not in markup


NEVER_ADDED = (
    "Different kinds, stages and currencies are never added up, nor what is paid each year"
)


@pytest.mark.parametrize(
    ("investments", "sums", "sentence"),
    [
        pytest.param(
            [{}, {"currency": "USD"}],
            ["· EUR 1 €500,000", "· USD 1 US$500,000"],
            NEVER_ADDED,
            id="two currencies",
        ),
        pytest.param(
            [{"kind": "fund", "amount_min": 50_000_000}, {"kind": "fund", "is_part": True}],
            ["Fund stage not stated · EUR 1 €50,000,000"],
            "Left out of every total: 1 amount that is part of a larger one, counted there",
            id="a fund and its tranche",
        ),
        pytest.param(
            [{}, {"disclosure": "explicitly-withheld"}, {"disclosure": "not-mentioned"}],
            ["EUR 1 €500,000"],
            "1 amount explicitly withheld 1 amount not mentioned by the sources",
            id="undisclosed",
        ),
        pytest.param(
            [{}, {"amount_min": 2_000_000, "amount_max": 3_000_000, "qualifier": "range"}],
            ["EUR 2 €2,500,000 to €3,500,000 1 a range"],
            "Nothing is left out.",
            id="a range",
        ),
        pytest.param(
            [{}, {"period": "per-year"}],
            ["stated · EUR 1 €500,000", "per year · EUR 1 €500,000 per year"],
            NEVER_ADDED,
            id="once and per year",
        ),
    ],
)
@pytest.mark.parametrize("page", ["partner", "theme"])
def test_each_trap_shows_its_sums_and_what_they_leave_out(
    client, db, investments, sums, sentence, page
):
    partner, theme, initiative = make_partner(), make_theme(), make_initiative()
    initiative.themes.add(theme)
    first = None
    for fields in investments:
        is_part = fields.get("is_part", False)
        said = {name: value for name, value in fields.items() if name != "is_part"}
        made = make_investment(
            initiative=initiative,
            investors=[partner],
            part_of=first if is_part else None,
            **said,
        )
        first = first or made
    workflow.publish(initiative, by=None)

    address = f"/en/{page}s/{(partner if page == 'partner' else theme).slug}/"
    shown = text_of(client.get(address))

    assert [each for each in sums if each not in shown] == []
    assert sentence in shown


def test_an_uncertain_sum_says_so(client, db):
    partner = make_partner()
    initiative = make_initiative()
    make_investment(initiative=initiative, investors=[partner], qualifier="at-least")
    make_investment(initiative=initiative, investors=[partner])
    workflow.publish(initiative, by=None)

    money = text_of(client.get(f"/en/partners/{partner.slug}/"), "money")

    assert "at least €1,000,000 1 a lower limit" in money


def test_a_partner_without_money_says_that_this_is_not_none(client, db):
    partner = make_partner()
    initiative = make_initiative()
    make_participation(initiative=initiative, partner=partner)
    workflow.publish(initiative, by=None)

    money = text_of(client.get(f"/en/partners/{partner.slug}/"), "money")

    assert "That is not the same as none." in money
    assert "What it does is known all the same." in money


def test_who_takes_part_beside_a_partner_is_counted_and_named(client, db):
    partner, other = make_partner(), make_partner()
    initiatives = [make_initiative() for _ in range(4)]
    for initiative in initiatives:
        make_participation(initiative=initiative, partner=partner)
        make_participation(initiative=initiative, partner=other, role="member")
        workflow.publish(initiative, by=None)

    response = client.get(f"/en/partners/{partner.slug}/")

    assert f"{other.name} 4" in text_of(response, "beside")
    assert "and 1 other" in text_of(response, "beside")
    assert f"/en/initiatives/?partner={other.slug}" in links_of(response)


def test_a_list_that_stops_says_so_and_leads_to_all_of_it(client, db, monkeypatch):
    for module in ("pages", "partners"):
        monkeypatch.setattr(f"initiatives.views.{module}.LONGEST_LIST", 2)
    partner = make_partner()
    for _ in range(3):
        make_published_round(investors=[partner])

    response = client.get(f"/en/partners/{partner.slug}/")

    assert "Only the first 2 are shown here." in text_of(response, "money")
    assert "1 amount put up" not in text_of(response)
    assert "€30,000,000" in text_of(response, "money")
    assert f"/en/investments/?partner={partner.slug}" in links_of(response)


def test_every_mark_on_a_partners_page_leads_to_its_passage(client, dataset):
    response = client.get("/en/partners/sanofi/")

    marks = {link for link in links_of(response) if link.startswith("#passage-")}

    assert marks
    assert all(f'id="{mark[1:]}"' in markup_of(response) for mark in marks)


def test_an_investment_without_an_amount_says_what_is_known_instead(client, db):
    whole = make_published_round(disclosure="explicitly-withheld", amount_min=None)

    shown = text_of(client.get(f"/en/investments/{whole.pk}/"))

    assert "The amount is known to be withheld." in shown
    assert "It counts in no total." in shown


def test_the_parts_of_an_investment_are_added_apart_from_it(client, db):
    whole = make_published_round(parts=2)

    shown = text_of(client.get(f"/en/investments/{whole.pk}/"))

    assert "Never added to the whole." in shown
    assert "Ticket in a round stage not stated · EUR 2 €1,000,000" in shown


def test_a_theme_adds_the_money_of_its_entries_and_of_the_themes_below(client, db):
    above = make_theme()
    initiative = make_initiative()
    initiative.themes.add(make_theme(parent=above))
    make_investment(initiative=initiative)
    make_investment(initiative=initiative, disclosure="not-mentioned")
    workflow.publish(initiative, by=None)

    shown = text_of(client.get(f"/en/themes/{above.slug}/"))

    assert "1 €500,000 Left out of every total: 1 amount not mentioned by the sources" in shown


@pytest.mark.parametrize("rows", [1, 20])
def test_an_investment_runs_the_same_queries_whatever_its_parts(
    client, db, django_assert_num_queries, rows
):
    whole = make_published_round(parts=rows)

    with django_assert_num_queries(INVESTMENT_QUERIES):
        client.get(f"/en/investments/{whole.pk}/")


@pytest.mark.parametrize("rows", [1, 20])
def test_a_theme_runs_the_same_queries_whatever_its_entries(
    client, db, django_assert_num_queries, rows
):
    theme = make_theme()
    for _ in range(rows):
        initiative = make_initiative()
        initiative.themes.add(theme)
        make_investment(initiative=initiative)
        workflow.publish(initiative, by=None)

    with django_assert_num_queries(THEME_QUERIES):
        client.get(f"/en/themes/{theme.slug}/")


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_page_of_an_investment_stands(client, dataset, language):
    for pk in PublishedInvestment.objects.values_list("pk", flat=True):
        assert client.get(f"/{language}/investments/{pk}/").status_code == 200


def test_many_investors_unfold(client, db):
    whole = make_published_round(investors=[make_partner() for _ in range(11)])

    response = client.get(f"/en/investments/{whole.pk}/")

    assert "and 3 others" in text_of(response)
    assert len([link for link in links_of(response) if "/partners/partner" in link]) == 11
