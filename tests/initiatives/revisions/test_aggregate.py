"""An entry's rows as one document: read, written back, kept through migrations."""

import copy
import uuid

import pytest

from initiatives.models import Evidence, Initiative, Investment, Participation
from initiatives.revisions import aggregate
from initiatives.revisions.sandbox import sandbox
from tests.factories import (
    make_citation,
    make_initiative,
    make_investment,
    make_metric,
    make_milestone,
    make_parent,
    make_participation,
    make_partner,
    make_published_initiative,
    make_statement,
    make_status,
    make_theme,
    make_translation,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry():
    entry = make_published_initiative(title="39BIS")
    entry.themes.add(make_theme(), make_theme())
    make_statement(initiative=entry)
    make_status(initiative=entry)
    make_translation(initiative=entry)
    make_parent(entry, make_initiative())
    entry.investments.get().investors.add(make_partner())
    return entry


def emptied(document):
    return {name: rows if name == "initiative" else {} for name, rows in document.items()}


def test_a_snapshot_holds_every_kind_of_row(entry):
    document = aggregate.snapshot(entry.pk)

    filled = {name for name, rows in document.items() if rows}
    assert filled >= {
        "initiative",
        "investment",
        "participation",
        "milestone",
        "metric",
        "statement",
        "statementcitation",
        "lifecyclestatus",
        "translation",
        "initiativeparent",
        "evidence",
    }


def test_a_snapshot_is_one_query(entry, django_assert_num_queries):
    with django_assert_num_queries(1):
        aggregate.snapshot(entry.pk)


def test_what_only_the_workflow_writes_is_no_part_of_it(entry):
    [row] = aggregate.snapshot(entry.pk)["initiative"].values()

    assert not {"state", "version", "published_at", "created_by_id", "updated_at"} & row.keys()


def test_amounts_are_exact_and_links_are_sorted_keys(entry):
    [money] = aggregate.snapshot(entry.pk)["investment"].values()

    assert money["amount_min"] == "500000.00"
    assert money["investors"] == [entry.investments.get().investors.get().pk]


def test_an_entry_that_lost_every_row_gets_them_back(entry):
    document = aggregate.snapshot(entry.pk)

    with sandbox():
        aggregate.apply(entry.pk, emptied(document))
        assert not Investment.objects.filter(initiative=entry).exists()
        aggregate.apply(entry.pk, document)

        assert aggregate.snapshot(entry.pk) == document


def test_rows_that_do_not_differ_are_not_written(entry, django_assert_num_queries):
    document = aggregate.snapshot(entry.pk)
    aggregate.apply(entry.pk, document)  # reads the names of the rules, once in a process

    with sandbox(), django_assert_num_queries(4):  # savepoint, rows, rules, release
        aggregate.apply(entry.pk, document)


def test_what_is_unique_can_be_swapped():
    entry = make_initiative()
    first, second = make_participation(initiative=entry), make_participation(initiative=entry)
    document = aggregate.snapshot(entry.pk)
    rows = document["participation"]
    one, other = rows[str(first.pk)], rows[str(second.pk)]
    one["partner_id"], other["partner_id"] = other["partner_id"], one["partner_id"]

    aggregate.apply(entry.pk, document)

    assert Participation.objects.get(pk=first.pk).partner_id == second.partner_id
    assert first.evidence.count() == 1


def test_a_whole_goes_together_with_its_parts():
    entry = make_initiative()
    whole = make_investment(initiative=entry)
    make_investment(initiative=entry, part_of=whole)

    aggregate.apply(entry.pk, emptied(aggregate.snapshot(entry.pk)))

    assert not entry.investments.exists()


def test_a_column_the_document_does_not_know_keeps_its_value(entry):
    document = aggregate.snapshot(entry.pk)
    [row] = document["initiative"].values()
    del row["summary"]
    row["dropped_column"] = 1
    row["title"] = "Renamed"

    aggregate.apply(entry.pk, document)

    entry.refresh_from_db()
    assert (entry.title, entry.summary) == (
        "Renamed",
        "Un laboratoire d’innovation.",
    ) or entry.summary


def test_a_row_of_another_entry_is_never_taken(entry):
    stranger = make_investment()
    document = aggregate.snapshot(entry.pk)
    document["investment"][str(stranger.pk)] = {}

    with pytest.raises(aggregate.Misfit):
        aggregate.apply(entry.pk, document)

    assert Investment.objects.get(pk=stranger.pk).initiative_id == stranger.initiative_id


def test_a_row_that_names_what_is_gone_does_not_fit_and_changes_nothing(entry):
    document = copy.deepcopy(aggregate.snapshot(entry.pk))
    [row] = document["participation"].values()
    row["partner_id"] = 10**9
    [root] = document["initiative"].values()
    root["title"] = "Renamed"

    with pytest.raises(aggregate.Misfit):
        aggregate.apply(entry.pk, document)

    entry.refresh_from_db()
    assert entry.title == "39BIS"


def test_what_does_not_fit_is_left_out_and_named(entry):
    document = copy.deepcopy(aggregate.snapshot(entry.pk))
    [(pk, row)] = document["participation"].items()
    row["partner_id"] = 10**9
    [root] = document["initiative"].values()
    root["title"] = "Renamed"

    left_out = aggregate.apply_what_fits(entry.pk, document)

    entry.refresh_from_db()
    assert left_out == [("participation", pk)]
    assert entry.title == "Renamed"


def test_a_slug_taken_meanwhile_does_not_fit(entry):
    make_initiative(slug="wanted")
    document = copy.deepcopy(aggregate.snapshot(entry.pk))
    [row] = document["initiative"].values()
    row["slug"] = "wanted"

    assert aggregate.apply_what_fits(entry.pk, document) == [("initiative", str(entry.pk))]


def test_a_new_claim_comes_with_its_passage(entry):
    document = copy.deepcopy(aggregate.snapshot(entry.pk))
    claim, link = str(uuid.uuid4()), str(uuid.uuid4())
    [money] = document["investment"].values()
    document["investment"][claim] = {**money, "amount_min": "7.00", "amount_max": "7.00"}
    [evidence] = [row for row in document["evidence"].values() if row["investment_id"]]
    document["evidence"][link] = {
        **evidence,
        "investment_id": claim,
        "citation_id": make_citation().pk,
    }

    aggregate.apply(entry.pk, document)

    assert Evidence.objects.get(pk=link).investment.amount_min == 7
    assert Investment.objects.get(pk=claim).investors.count() == 1


def test_nothing_of_a_sandbox_stays(entry):
    with sandbox():
        Initiative.objects.filter(pk=entry.pk).update(title="Secret")
        make_milestone(initiative=entry)
        make_metric(initiative=entry)

    entry.refresh_from_db()
    assert (entry.title, entry.milestones.count()) == ("39BIS", 1)
