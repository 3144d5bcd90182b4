"""Documents compared, merged and taken in part: pure functions."""

import copy

import pytest

from initiatives.revisions.diff import ADDED, CHANGED, REMOVED, diff, merge, take


def document(**rows):
    """Rows by model; a title stands for the entry's own row."""
    base = {"initiative": {"1": {"title": "39BIS", "summary": "A lab.", "themes": [1, 2]}}}
    return {**base, **copy.deepcopy(rows)}


MONEY = {
    "kind": "grant",
    "amount_min": "5.00",
    "amount_max": "5.00",
    "currency": "EUR",
    "qualifier": "exact",
    "disclosure": "disclosed",
    "part_of_id": None,
    "scope_en": "",
}
LINK = {"investment_id": "a", "citation_id": 7, "stance": "supports"}


def edited(base, model, pk, **values):
    changed = copy.deepcopy(base)
    changed[model][pk].update(values)
    return changed


def test_an_amount_and_its_currency_are_one_change():
    base = document(investment={"a": MONEY})

    [change] = diff(base, edited(base, "investment", "a", amount_min="6.00", currency="USD"))

    assert (change.kind, change.fact) == (CHANGED, "amount")
    assert change.after["currency"] == "USD"


def test_a_date_and_its_bounds_are_one_change():
    row = {"date": "2017", "date_not_after": None, "date_inferred": False, "what_en": "x"}
    base = document(milestone={"a": row})

    [change] = diff(base, edited(base, "milestone", "a", date="2018", date_not_after="2018-03-01"))

    assert change.key == "milestone:a:date"


def test_a_new_claim_and_its_passages_are_one_change():
    base = document()
    after = document(investment={"a": MONEY}, evidence={"e": LINK})

    [change] = diff(base, after)

    assert (change.kind, change.hanging) == (ADDED, (("evidence", "e"),))


def test_a_passage_added_to_a_claim_that_stays_is_a_change_of_its_own():
    base = document(investment={"a": MONEY}, evidence={})

    [change] = diff(base, document(investment={"a": MONEY}, evidence={"e": LINK}))

    assert (change.model, change.kind) == ("evidence", ADDED)


def test_a_column_only_one_side_knows_is_no_change():
    base = document()

    assert diff(base, edited(base, "initiative", "1", brand_new="x")) == []


def test_taking_one_change_leaves_the_other():
    base = document(investment={"a": MONEY})
    after = edited(edited(base, "initiative", "1", title="New"), "investment", "a", kind="prize")

    taken = take(base, after, ["initiative:1:title"])

    assert taken["initiative"]["1"]["title"] == "New"
    assert taken["investment"]["a"]["kind"] == "grant"


def test_taking_a_part_takes_the_new_whole_it_names():
    base = document()
    after = document(investment={"a": MONEY, "b": {**MONEY, "part_of_id": "a"}})

    assert take(base, after, ["investment:b:"]) == after


def test_taking_a_new_passage_takes_the_new_claim_it_is_under():
    base = document(evidence={})
    after = document(investment={"a": MONEY}, evidence={"e": LINK})

    assert take(base, after, ["investment:a:"]) == after


def test_taking_a_removal_takes_those_of_the_rows_that_name_it():
    base = document(investment={"a": MONEY, "b": {**MONEY, "part_of_id": "a"}}, evidence={})
    after = edited(base, "investment", "b", part_of_id=None)
    del after["investment"]["a"]

    taken = take(base, after, ["investment:a:"])

    assert taken["investment"] == {"b": {**MONEY, "part_of_id": None}}


def test_what_two_people_changed_apart_is_merged():
    base = document(investment={"a": MONEY})
    mine = edited(base, "initiative", "1", title="Mine")
    theirs = edited(base, "initiative", "1", summary="Theirs.")

    merged = merge(base, mine, theirs)

    assert merged.conflicts == []
    assert merged.document["initiative"]["1"]["title"] == "Mine"
    assert merged.document["initiative"]["1"]["summary"] == "Theirs."


def test_the_same_fact_changed_differently_is_a_conflict():
    base = document(investment={"a": MONEY})
    mine = edited(base, "investment", "a", amount_max="9.00")
    theirs = edited(base, "investment", "a", currency="USD")

    [conflict] = merge(base, mine, theirs).conflicts

    assert conflict.key == "investment:a:amount"
    assert (conflict.mine["amount_max"], conflict.theirs["currency"]) == ("9.00", "USD")


@pytest.mark.parametrize(("choice", "title"), [("mine", "Mine"), ("theirs", "Theirs")])
def test_a_conflict_is_resolved_by_a_choice(choice, title):
    base = document()
    mine = edited(base, "initiative", "1", title="Mine")
    theirs = edited(base, "initiative", "1", title="Theirs")

    merged = merge(base, mine, theirs, {"initiative:1:title": choice})

    assert merged.conflicts == []
    assert merged.document["initiative"]["1"]["title"] == title


def test_the_same_change_on_both_sides_is_no_conflict():
    base = document()
    same = edited(base, "initiative", "1", title="Same")

    assert merge(base, same, copy.deepcopy(same)).conflicts == []


def test_links_are_merged_as_sets():
    base = document()
    mine = edited(base, "initiative", "1", themes=[2, 3])
    theirs = edited(base, "initiative", "1", themes=[1, 2, 4])

    merged = merge(base, mine, theirs)

    assert merged.document["initiative"]["1"]["themes"] == [2, 3, 4]


def test_a_row_one_removed_and_the_other_changed_is_a_conflict():
    base = document(investment={"a": MONEY})
    mine = document(investment={})
    theirs = edited(base, "investment", "a", kind="prize")

    [conflict] = merge(base, mine, theirs).conflicts

    assert (conflict.key, conflict.mine) == ("investment:a:", None)


def test_a_passage_of_mine_goes_with_the_claim_they_removed():
    base = document(investment={"a": MONEY}, evidence={})
    mine = document(investment={"a": MONEY}, evidence={"e": LINK})
    theirs = document(investment={}, evidence={})

    merged = merge(base, mine, theirs)

    assert merged.conflicts == []
    assert merged.document["evidence"] == {}


def test_what_i_did_not_touch_is_theirs():
    base = document(investment={"a": MONEY})
    theirs = document(investment={})

    assert REMOVED in {each.kind for each in diff(base, theirs)}
    assert merge(base, copy.deepcopy(base), theirs).document == theirs
