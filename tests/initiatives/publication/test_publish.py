"""The published tables follow the desk: what is written, refreshed, left out, and told."""

import pytest

from initiatives.models import (
    Initiative,
    Partner,
    PublicationCounter,
    PublishedChange,
    PublishedInitiative,
    PublishedInvestment,
)
from initiatives.publication.drift import drift
from initiatives.publication.publish import refresh, refresh_everything
from initiatives.revisions import workflow
from tests.factories import (
    make_article,
    make_citation,
    make_initiative,
    make_investment,
    make_metric,
    make_milestone,
    make_parent,
    make_participation,
    make_partner,
    make_person,
    make_rate,
    make_statement,
    make_status,
    make_translation,
)

from .publishing import document_of, published

pytestmark = pytest.mark.django_db


def test_an_undisclosed_amount_is_null_and_never_zero():
    investment = make_investment(disclosure="explicitly-withheld", kind="undisclosed")

    money = published(investment.initiative)["investments"][0]["money"]

    assert (money["min"], money["currency"], money["eur"], money["disclosure"]) == (
        None,
        None,
        None,
        "explicitly-withheld",
    )


def test_an_amount_in_euros_is_its_own_equivalent():
    investment = make_investment(amount_min=500_000)

    money = published(investment.initiative)["investments"][0]["money"]

    assert money["eur"] == {"min": "500000.00", "max": "500000.00", "rate_date": None}


def test_another_currency_is_converted_at_the_last_rate_before_the_dates_last_day():
    make_rate(date="2023-01-13", rate="1.1000")
    make_rate(date="2023-01-18", rate="9.9999")
    investment = make_investment(amount_min=55_000_000, currency="USD", date="../2023-01-17")

    money = published(investment.initiative)["investments"][0]["money"]

    assert money["eur"] == {"min": "50000000.00", "max": "50000000.00", "rate_date": "2023-01-13"}


@pytest.mark.parametrize("date", ["", "2023-03", "2016-01/.."])
def test_no_rate_of_the_day_means_no_equivalent(date):
    make_rate(date="2023-01-17")
    investment = make_investment(amount_min=55_000_000, currency="USD", date=date)

    assert published(investment.initiative)["investments"][0]["money"]["eur"] is None


def test_a_new_rate_refreshes_the_documents_that_need_it():
    investment = make_investment(currency="USD", date="2023-01-17")
    published(investment.initiative)
    make_rate()

    refresh({"rate:USD"})

    assert (
        document_of(investment.initiative)["investments"][0]["money"]["eur"]["rate_date"]
        == "2023-01-17"
    )


def test_each_claim_carries_its_own_passages():
    citation = make_citation(locator="paragraph 8")
    metric = make_metric(citations=[citation])

    shown = published(metric.initiative)["metrics"][0]["citations"]

    assert [(each["locator"], each["paraphrase"]["en"]) for each in shown] == [
        ("paragraph 8", "The lab cost half a million.")
    ]


def test_the_latest_status_is_current_and_the_others_are_its_history():
    initiative = make_initiative()
    make_status(initiative=initiative, status="active", as_of="2025")
    make_status(initiative=initiative, status="planned", as_of="2019-06")

    lifecycle = published(initiative)["lifecycle"]

    assert (lifecycle["status"], [each["status"] for each in lifecycle["history"]]) == (
        "active",
        ["planned"],
    )


@pytest.mark.parametrize(
    ("start", "milestone", "known"),
    [
        ("2017-11", "2016-06~", "2016-06~"),
        ("2016", "2016-06", "2016"),
        ("2017-01", "../2016-09-27", "../2016-09-27"),
        ("2016-10", "../2017-01-01", "2016-10"),
        ("", "2018", "2018"),
    ],
)
def test_first_known_is_the_earliest_date_by_first_day(start, milestone, known):
    initiative = make_initiative(start=start)
    make_milestone(initiative=initiative, date=milestone)

    assert published(initiative)["first_known"]["edtf"] == known


def test_a_forecast_is_not_a_first_sign():
    initiative = make_initiative(start="2018")
    make_milestone(initiative=initiative, date="2017", state="forecast")

    assert published(initiative)["first_known"]["edtf"] == "2018"


def test_an_interval_open_to_the_past_counts_by_its_last_day_in_filters():
    initiative = make_initiative(start="../2016-09-27")
    published(initiative)

    row = PublishedInitiative.objects.get(pk=initiative.pk)

    assert str(row.first_known_earliest) == str(row.first_known_latest) == "2016-09-27"


def test_a_partner_that_is_not_public_is_left_out_even_of_a_published_entry():
    participation = make_participation()
    published(participation.initiative)
    Partner.objects.filter(pk=participation.partner_id).update(public=False)

    refresh({f"partner:{participation.partner_id}"})

    assert document_of(participation.initiative)["participations"] == []


def test_an_entry_that_is_not_published_is_left_out_of_the_family():
    initiative = make_initiative()
    make_parent(make_initiative(), initiative)
    initiative.related.add(make_initiative())

    document = published(initiative)

    assert (document["children"], document["related"]) == ([], [])


def test_a_person_who_is_not_public_is_not_named():
    initiative = make_initiative()
    make_statement(initiative=initiative, speaker=make_person(name="Jeanne Inconnue", public=False))

    assert published(initiative)["statements"][0]["speaker"] is None


def test_publishing_a_child_refreshes_its_parent():
    parent, child = make_initiative(), make_initiative(title="Salle")
    published(parent)
    make_parent(child, parent)

    published(child)

    assert [each["slug"] for each in document_of(parent)["children"]] == ["salle"]


def test_withdrawing_an_entry_takes_it_off_its_relatives():
    first, second = make_initiative(), make_initiative()
    first.related.add(second)
    workflow.publish_many([first, second], by=None)

    workflow.withdraw(second, by=None, reason="Doublon.")

    assert document_of(first)["related"] == []


def test_renaming_a_partner_refreshes_what_names_it_in_the_same_transaction():
    participation = make_participation(partner=make_partner(name="Altran"))
    published(participation.initiative)
    participation.partner.name = "Capgemini Engineering"

    participation.partner.save()

    shown = document_of(participation.initiative)
    assert shown["participations"][0]["partner"]["name"] == "Capgemini Engineering"
    assert shown["version"] == 1


def test_a_refresh_moves_the_change_feed_but_not_the_version():
    participation = make_participation()
    published(participation.initiative)
    participation.partner.name = "Autre"

    participation.partner.save()

    change = PublishedChange.objects.filter(type="initiative").last()
    assert (change.action, change.version) == ("refreshed", 1)


def test_syndicated_copies_are_one_origin():
    original = make_article()
    copy = make_article(same_dispatch_as=original)
    passages = [make_citation(article=original), make_citation(article=copy)]
    initiative = make_initiative(citations=passages)

    evidence = published(initiative)["evidence"]

    assert (evidence["origins"], evidence["articles"]) == (1, 2)


def test_a_company_speaking_of_itself_is_counted_apart():
    release = make_citation(article=make_article(kind="press-release"))
    initiative = make_initiative(citations=[release, make_citation()])

    evidence = published(initiative)["evidence"]

    assert (evidence["independent"], evidence["company"]) == (1, 1)


def test_the_other_language_stands_beside_the_original():
    initiative = make_initiative(title="Fonds santé", summary="Un fonds.")
    make_translation(initiative=initiative, title="Health fund", summary="A fund.")

    document = published(initiative)

    assert document["title"] == {"fr": "Fonds santé", "en": "Health fund"}
    assert document["summary"] == {"fr": "Un fonds.", "en": "A fund."}


def test_what_was_not_translated_is_null():
    assert published(make_initiative(title="Fonds santé"))["title"] == {
        "fr": "Fonds santé",
        "en": None,
    }


def test_a_document_holds_no_desk_note():
    initiative = make_initiative(desk_note_en="CANARY", desk_note_fr="CANARY")

    published(initiative)

    assert "CANARY" not in PublishedInitiative.objects.get(pk=initiative.pk).document


def test_every_write_moves_the_counter():
    before = PublicationCounter.objects.get().value

    make_partner()

    assert PublicationCounter.objects.get().value > before


def test_a_refresh_that_changes_nothing_writes_no_row():
    initiative = make_initiative()
    published(initiative)
    before = list(PublishedInitiative.objects.values_list("pk", "updated_at"))
    changes = PublishedChange.objects.count()

    refresh_everything()

    assert list(PublishedInitiative.objects.values_list("pk", "updated_at")) == before
    assert PublishedChange.objects.count() == changes


def test_what_was_published_row_by_row_is_what_would_be_built_at_once():
    initiative = make_initiative()
    make_statement(initiative=initiative)
    make_investment(initiative=initiative, investors=[make_partner()])
    published(initiative)

    assert drift() == []


@pytest.mark.parametrize(
    ("tamper", "problem"),
    [
        (lambda rows: rows.update(document="{}"), "stale"),
        (lambda rows: rows._raw_delete("default"), "missing"),
    ],
    ids=["stale", "missing"],
)
def test_drift_names_what_differs_and_a_rebuild_mends_it(tamper, problem):
    investment = make_investment()
    published(investment.initiative)
    tamper(PublishedInvestment.objects.all())

    found = drift()
    refresh_everything()

    assert [str(each) for each in found] == [f"publishedinvestment {investment.pk}: {problem}"]
    assert drift() == []


def test_a_row_of_a_published_entry_written_behind_the_desks_back_is_found():
    initiative = make_initiative()
    published(initiative)

    Initiative.objects.filter(pk=initiative.pk).update(summary="Autre.")

    assert [(each.table, each.problem) for each in drift()] == [
        ("publishedinitiative", "stale"),
        ("publishedentrywords", "stale"),
    ]
