"""Totals that cannot be misadded: one test for each way to add money that does not add up."""

from decimal import Decimal

import pytest

from initiatives.publication.models import PublishedInvestment
from initiatives.publication.totals import NOT_MENTIONED, PART, SHARE, WITHHELD, totals
from initiatives.revisions import workflow
from tests.factories import (
    make_disagreement,
    make_initiative,
    make_investment,
    make_partner,
)

MILLION = Decimal(1_000_000)


def publish(initiative):
    workflow.publish(initiative, by=None)
    return PublishedInvestment.objects.filter(initiative__slug=initiative.slug)


def published(*investments):
    """One published entry with an investment for each dictionary of fields."""
    initiative = make_initiative()
    for fields in investments:
        make_investment(initiative=initiative, **fields)
    return publish(initiative)


def sums(rows, **options):
    """``(kind, stage, period, currency, low, high)`` of each total."""
    return [
        (each.kind, each.stage, each.period, each.currency, each.low, each.high)
        for each in totals(rows, **options).totals
    ]


def test_amounts_of_one_kind_stage_period_and_currency_are_added(db):
    found = totals(published({"amount_min": MILLION}, {"amount_min": 2 * MILLION}))

    assert [(each.low, each.high, each.count) for each in found.totals] == [
        (3 * MILLION, 3 * MILLION, 2)
    ]
    assert found.left_out == {}


def test_an_undisclosed_amount_is_no_zero_and_says_why_it_is_not_there(db):
    found = totals(
        published(
            {"amount_min": MILLION},
            {"disclosure": "explicitly-withheld"},
            {"disclosure": "not-mentioned"},
            {"disclosure": "not-mentioned"},
        )
    )

    assert (found.count, found.counted) == (4, 1)
    assert found.left_out == {WITHHELD: 1, NOT_MENTIONED: 2}


def test_a_range_makes_the_total_a_range(db):
    rows = published(
        {"amount_min": 2 * MILLION, "amount_max": 3 * MILLION, "qualifier": "range"},
        {"amount_min": MILLION},
    )

    total = totals(rows).totals[0]

    assert (total.low, total.high, total.qualifier) == (3 * MILLION, 4 * MILLION, "range")


@pytest.mark.parametrize(
    ("qualifiers", "of_the_sum"),
    [
        (["exact", "exact"], "exact"),
        (["exact", "about"], "about"),
        (["exact", "at-least"], "at-least"),
        (["exact", "at-most"], "at-most"),
        (["at-least", "at-most"], "about"),
        (["at-least", "about"], "about"),
    ],
)
def test_a_sum_is_no_surer_than_its_parts(db, qualifiers, of_the_sum):
    rows = published(*({"qualifier": each} for each in qualifiers))

    assert totals(rows).totals[0].qualifier == of_the_sum


def test_a_sum_with_a_lower_limit_claims_no_upper_one(db):
    rows = published(
        {"amount_min": 2 * MILLION, "amount_max": 3 * MILLION, "qualifier": "range"},
        {"amount_min": MILLION, "qualifier": "at-least"},
    )

    money = totals(rows).totals[0].money

    assert (money["qualifier"], money["min"], money["max"]) == (
        "at-least",
        "3000000.00",
        "3000000.00",
    )


def test_dollars_and_euros_stand_apart(db):
    rows = published({"amount_min": MILLION}, {"amount_min": MILLION, "currency": "USD"})

    assert [row[3] for row in sums(rows)] == ["EUR", "USD"]


def test_what_comes_each_year_is_not_added_to_what_comes_once(db):
    rows = published({"amount_min": MILLION}, {"amount_min": MILLION, "period": "per-year"})

    assert [(row[2], row[4]) for row in sums(rows)] == [("once", MILLION), ("per-year", MILLION)]


def test_kinds_stand_apart(db):
    rows = published({"kind": "fund"}, {"kind": "capital-expenditure"})

    assert [row[0] for row in sums(rows)] == ["capital-expenditure", "fund"]


def test_stages_stand_apart_and_an_unknown_one_is_no_stage(db):
    rows = published({"stage": "disbursed"}, {"stage": ""}, {"stage": "announced"})

    assert [row[1] for row in sums(rows)] == ["announced", "disbursed", ""]


def test_a_tranche_is_counted_in_its_fund(db):
    initiative = make_initiative()
    fund = make_investment(initiative=initiative, kind="fund", amount_min=50 * MILLION)
    make_investment(initiative=initiative, kind="fund", amount_min=MILLION, part_of=fund)

    found = totals(publish(initiative))

    assert [total.low for total in found.totals] == [50 * MILLION]
    assert found.left_out == {PART: 1}


def test_a_part_of_another_kind_and_currency_is_still_counted_in_its_whole(db):
    initiative = make_initiative()
    whole = make_investment(initiative=initiative, kind="funding-round", currency="USD")
    make_investment(initiative=initiative, kind="ticket-in-a-round", part_of=whole)

    found = totals(publish(initiative))

    assert [total.kind for total in found.totals] == ["funding-round"]
    assert found.left_out == {PART: 1}


def test_a_part_of_a_part_is_counted_in_the_whole_though_what_is_between_is_not_chosen(db):
    initiative = make_initiative()
    fund = make_investment(initiative=initiative, amount_min=50 * MILLION)
    tranche = make_investment(initiative=initiative, amount_min=5 * MILLION, part_of=fund)
    make_investment(initiative=initiative, amount_min=MILLION, part_of=tranche)
    rows = publish(initiative)

    assert totals(rows).left_out == {PART: 2}
    assert sums(rows.exclude(pk=tranche.pk)) == sums(rows.filter(pk=fund.pk))


def test_a_part_counts_where_its_whole_is_not(db):
    initiative = make_initiative()
    fund = make_investment(initiative=initiative, amount_min=50 * MILLION)
    make_investment(initiative=initiative, amount_min=MILLION, part_of=fund)

    found = totals(publish(initiative).exclude(pk=fund.pk))

    assert [total.low for total in found.totals] == [MILLION]
    assert found.left_out == {}


def test_a_part_of_an_undisclosed_whole_counts(db):
    initiative = make_initiative()
    whole = make_investment(initiative=initiative, disclosure="not-mentioned")
    make_investment(initiative=initiative, amount_min=MILLION, part_of=whole)

    found = totals(publish(initiative))

    assert [total.low for total in found.totals] == [MILLION]
    assert found.left_out == {NOT_MENTIONED: 1}


def test_parts_in_a_loop_end(db):
    initiative = make_initiative()
    one = make_investment(initiative=initiative)
    one.part_of = make_investment(initiative=initiative, part_of=one)
    one.save()

    assert totals(publish(initiative)).left_out == {PART: 2}


def test_money_of_two_partners_of_one_page_is_counted_once(db):
    partners = [make_partner(), make_partner()]
    initiative = make_initiative()
    make_investment(initiative=initiative, amount_min=MILLION, investors=partners)
    publish(initiative)
    seen_twice = PublishedInvestment.objects.none()
    for partner in partners:
        seen_twice = seen_twice.union(
            PublishedInvestment.objects.filter(partners__contains=[partner.slug]), all=True
        )

    found = totals(seen_twice)

    assert (found.count, [total.low for total in found.totals]) == (1, [MILLION])


@pytest.mark.parametrize("company", [{"investors_complete": False}, {"others": 1}])
def test_money_put_up_with_others_is_not_one_partners_own(db, company):
    partner = make_partner()
    others = [make_partner() for _ in range(company.pop("others", 0))]
    rows = published({"investors": [partner, *others], **company})

    found = totals(rows, put_up_by=[partner.slug])

    assert (found.totals, found.left_out) == ([], {SHARE: 1})


def test_a_partners_own_ticket_counts_though_the_round_it_is_part_of_is_everybodys(db):
    partner = make_partner()
    initiative = make_initiative()
    whole = make_investment(
        initiative=initiative,
        kind="funding-round",
        amount_min=10 * MILLION,
        investors=[partner, make_partner()],
    )
    make_investment(
        initiative=initiative,
        kind="ticket-in-a-round",
        amount_min=MILLION,
        investors=[partner],
        part_of=whole,
    )

    found = totals(publish(initiative), put_up_by=[partner.slug])

    assert [(total.kind, total.low) for total in found.totals] == [("ticket-in-a-round", MILLION)]
    assert found.left_out == {SHARE: 1}


def test_a_disputed_amount_is_told(db):
    initiative = make_initiative()
    make_disagreement(make_investment(initiative=initiative))

    assert totals(publish(initiative)).totals[0].disputed == 1


def test_an_amount_whose_investor_is_only_implied_is_told_where_the_investor_matters(db):
    initiative, partner = make_initiative(), make_partner()
    make_investment(
        initiative=initiative, investors=[partner], investors_complete=True, investors_inferred=True
    )
    published = publish(initiative)

    assert totals(published, put_up_by=[partner.slug]).totals[0].implied == 1
    assert totals(published).totals[0].implied == 0


@pytest.mark.parametrize(
    ("date", "year"),
    [
        ({"date": "2019"}, (2019, True)),
        ({"date": "../2019-06"}, (2019, False)),
        ({"date": "2018/2019"}, (2019, False)),
        ({"date": "2019", "date_inferred": True, "date_basis_en": "The weekday."}, (2019, False)),
        ({}, (None, False)),
    ],
)
def test_a_year_is_sure_only_where_the_sources_leave_no_other(db, date, year):
    found = totals(published(date)).totals[0].years

    assert [(each.year, each.is_sure) for each in found] == [year]


def test_nothing_adds_up_to_no_total(db):
    found = totals(PublishedInvestment.objects.none())

    assert (found.count, found.totals, found.left_out) == (0, [], {})


@pytest.mark.parametrize("rows", [1, 30])
def test_totals_run_one_query(db, django_assert_num_queries, rows):
    chosen = published(*({} for _ in range(rows)))

    with django_assert_num_queries(1):
        assert totals(chosen).count == rows


def test_the_real_record_adds_up_as_by_hand(dataset):
    found = totals(PublishedInvestment.objects.all())

    assert sums(PublishedInvestment.objects.all()) == [
        ("capital-expenditure", "", "once", "EUR", MILLION / 2, MILLION / 2),
        ("fund", "", "once", "EUR", 50 * MILLION, 50 * MILLION),
        ("funding-round", "", "once", "EUR", 5 * MILLION, 5 * MILLION),
        ("funding-round", "", "once", "USD", 55 * MILLION, 55 * MILLION),
    ]
    assert found.left_out == {WITHHELD: 2, NOT_MENTIONED: 3}
    assert found.count == 9


def test_of_the_real_record_sanofi_alone_put_up_the_lab(dataset):
    rows = PublishedInvestment.objects.filter(partners__contains=["sanofi"])

    found = totals(rows, put_up_by=["sanofi"])

    assert [(total.kind, total.low) for total in found.totals] == [
        ("capital-expenditure", MILLION / 2)
    ]
    assert found.left_out == {WITHHELD: 1, NOT_MENTIONED: 1, SHARE: 1}
