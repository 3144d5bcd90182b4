"""What changed between two documents: in the reader's words, nothing technical, nothing lost."""

import json
import re
import time
from dataclasses import asdict

import pytest
from django.utils.translation import override

from initiatives.publication.comparison import compare, sections
from initiatives.publication.word_changes import word_changes

CLAIM = "5549051e-c9f7-516b-a5e3-507f2b882caf"
OTHER = "26a77963-d3cd-5de1-b265-6f1a83644d77"


def both(fr, en=None):
    return {"fr": fr, "en": en or fr}


def day(edtf, **more):
    return {"edtf": edtf, "earliest": None, "latest": None, "inferred": False, **more}


def passage(id="p1", **more):
    return {
        "id": id,
        "article": {"slug": "39bis", "title": "Un lab ouvre", "language": "fr"},
        "publisher": {"slug": "alliancy", "name": "Alliancy"},
        "locator": "paragraph 8",
        "paraphrase": both("Le lab coûte 500 000 €.", "The lab costs €500,000."),
        **more,
    }


def partner(name):
    return {"slug": name.lower(), "name": name, "names": {"fr": None, "en": None}}


def euros(low, high=None, **more):
    high = high or low
    return {"min": low, "max": high, "currency": "EUR", "disclosure": "disclosed", **more}


def investment(id=CLAIM, **more):
    return {"id": id, "kind": "capital-expenditure", "money": euros("500000.00"), **more}


def changes(before, after, language="en"):
    with override(language):
        return compare(before, after)


def one(before, after, language="en"):
    [change] = changes(before, after, language)
    return change


# ── The entry itself ─────────────────────────────────────────────────────────────────────────────


def test_a_document_is_no_different_from_itself():
    entry = {"title": both("Lab"), "investments": [investment(citations=[passage()])]}

    assert changes(entry, entry) == []


def test_what_is_technical_is_no_change():
    before = {"version": 1, "published_at": "2026-01-01T00:00:00Z", "evidence": {"origins": 1}}
    after = {"version": 2, "published_at": "2026-02-01T00:00:00Z", "evidence": {"origins": 2}}

    assert changes(before, after) == []


def test_a_key_that_an_older_document_lacks_is_no_change():
    assert changes({}, {"subkind": None, "themes": [], "conflicts": [], "end": None}) == []


@pytest.mark.parametrize(("language", "said"), [("en", "fund"), ("fr", "fonds")])
def test_a_code_is_said_by_its_label_in_the_readers_language(language, said):
    change = one({"kind": "lab"}, {"kind": "fund"}, language)

    assert change.after == said
    assert (change.section, change.kind) == ("entry", "changed")


def test_prose_is_compared_word_by_word():
    change = one(
        {"summary": both("Un lab", "A lab in Paris")},
        {"summary": both("Un lab", "A lab in Lyon")},
    )

    assert [(run.kind, run.text.strip()) for run in change.words] == [
        ("same", "A lab in"),
        ("removed", "Paris"),
        ("added", "Lyon"),
    ]


def test_words_of_the_other_language_are_a_change_that_says_so():
    change = one({"summary": both("Un lab", "A lab")}, {"summary": both("Le lab", "A lab")})

    assert change.field == "Summary, in French"
    assert change.language == "fr"


def test_words_that_came_or_went_have_no_other_side():
    added = one({}, {"audience": {"fr": None, "en": "Everybody"}})
    removed = one({"audience": {"fr": "Tous", "en": None}}, {}, "fr")

    assert (added.kind, added.before, added.after) == ("added", "", "Everybody")
    assert (removed.kind, removed.before, removed.after) == ("removed", "Tous", "")


def test_a_status_is_said_with_its_date_and_what_it_is_inferred_from():
    status = {"status": "active", "as_of": day("2018-02"), "inferred": True, "basis": both("vu")}

    change = one({}, {"lifecycle": status})

    assert change.after == "active, as of February 2018 (inferred: vu)"


def test_the_status_just_replaced_is_not_told_again_as_an_earlier_one():
    before = {"status": "announced"}
    after = {"status": "active", "history": [{"status": "announced"}]}

    assert one({"lifecycle": before}, {"lifecycle": after}).field == "Status"


def test_a_list_is_compared_as_a_set_whatever_its_order():
    themes = [{"slug": "a", "name": both("santé", "health")}, {"slug": "b", "name": both("IA")}]

    assert changes({"themes": themes}, {"themes": themes[::-1]}) == []
    assert one({"themes": themes}, {"themes": themes[:1]}).before == "IA"


def test_a_date_of_the_entry_is_compared_with_the_one_of_its_kind():
    before = {"dates": [{"kind": "inaugurated", "date": day("2017-12")}]}
    after = {"dates": [{"kind": "inaugurated", "date": day("2017-12-04")}]}

    assert one(before, after).after == "Inaugurated, 4 December 2017"


def test_family_is_named_by_title():
    change = one({}, {"parents": [{"slug": "x", "title": both("Programme"), "basis": both("")}]})

    assert (change.section, change.field, change.after) == ("family", "Part of", "Programme")


def test_a_new_check_is_said_with_its_day():
    change = one({}, {"last_verified_on": "2026-03-01"}, "fr")

    assert (change.section, change.after) == ("evidence", "1er mars 2026")


# ── Claims ───────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("language", "before", "after"),
    [("en", "€500,000", "about €550,000"), ("fr", "500 000 €", "environ 550 000 €")],
)
def test_money_is_said_as_a_reader_of_the_language_expects_it(language, before, after):
    corrected = investment(money=euros("550000.00", qualifier="about"))

    change = one({"investments": [investment()]}, {"investments": [corrected]}, language)

    said = (re.sub(r"\s", " ", change.before), re.sub(r"\s", " ", change.after))
    assert said == (before, after)


def test_an_amount_that_is_withheld_from_now_on_is_said_in_words():
    withheld = investment(money={"disclosure": "explicitly-withheld"})

    change = one({"investments": [investment()]}, {"investments": [withheld]})

    assert change.after == "amount explicitly withheld"


def test_a_claim_is_matched_by_its_id_and_compared_field_by_field():
    before = [investment(), investment(OTHER, stage="announced")]
    after = [investment(OTHER, stage="committed"), investment()]

    change = one({"investments": before}, {"investments": after})

    assert (change.field, change.before, change.after) == ("Stage", "announced", "committed")
    assert change.claim == f"investment-{OTHER}"


def test_a_claim_that_came_says_what_it_says_and_on_which_passages():
    change = one({}, {"investments": [investment(citations=[passage()])]})

    assert (change.kind, change.subject) == ("added", "Capital expenditure")
    assert ("Amount", "€500,000") in [(fact.label, fact.text) for fact in change.facts]
    assert change.citations_added[0].locator == "paragraph 8"


def test_a_claim_that_went_takes_its_passages_along():
    change = one({"investments": [investment(citations=[passage()])]}, {})

    assert change.kind == "removed"
    assert change.citations_removed[0].publisher == "Alliancy"


def test_a_partner_is_named_in_the_readers_language():
    org = {"slug": "g", "name": "GGS", "names": {"fr": "Gestion", "en": "Management"}}

    change = one({}, {"participations": [{"id": CLAIM, "partner": org, "role": "lead"}]}, "fr")

    assert change.subject == "Gestion, pilote"


def test_investors_are_named_with_what_is_not_known_of_them():
    before = investment(investors=[partner("Sanofi")])
    after = investment(investors=[partner("Sanofi"), partner("Orange")], investors_complete=False)

    change = one({"investments": [before]}, {"investments": [after]})

    assert (change.before, change.after) == ("Sanofi", "Sanofi and Orange (others possible)")


def test_a_figure_is_said_with_its_unit():
    def metric(value):
        return {"id": CLAIM, "name": both("surface"), "unit": "m2"} | {
            "value_min": value,
            "value_max": value,
        }

    change = one({"metrics": [metric("170")]}, {"metrics": [metric("180")]})

    assert (change.subject, change.field, change.after) == ("Surface", "Value", "180\xa0m²")


def test_a_milestone_names_the_forecast_it_realises_from_now_on():
    forecast = {"id": OTHER, "what": both("Ouverture prévue", "Opening expected")}
    event = {"id": CLAIM, "what": both("Ouverture", "Opening")}

    change = one(
        {"milestones": [forecast, event]}, {"milestones": [forecast, {**event, "fulfils": OTHER}]}
    )

    assert (change.field, change.after) == ("Realises", "Opening expected")


def test_a_statement_is_known_by_who_speaks():
    said = {"id": CLAIM, "speaker": "G. Leroy", "capacity": both("président", "president")}

    change = one(
        {"statements": [{**said, "paraphrase": both("Oui.", "Yes.")}]},
        {"statements": [{**said, "paraphrase": both("Oui.", "No.")}]},
    )

    assert (change.subject, change.field) == ("G. Leroy, president", "What is said")


def test_a_disagreement_is_compared_position_by_position():
    def conflict(*positions):
        stands = [{"words": both(words), "citations": []} for words in positions]
        return {"slug": "budget", "topic": both("Budget"), "nature": "real", "positions": stands}

    found = changes(
        {"conflicts": [conflict("500", "600")]}, {"conflicts": [conflict("500", "700")]}
    )

    assert [(each.kind, each.before or each.after) for each in found] == [
        ("removed", "600"),
        ("added", "700"),
    ]


# ── Passages ─────────────────────────────────────────────────────────────────────────────────────


def test_a_passage_that_came_is_named_by_article_publisher_and_place():
    change = one(
        {"investments": [investment()]}, {"investments": [investment(citations=[passage()])]}, "fr"
    )

    [added] = change.citations_added
    assert (added.article, added.publisher, added.locator) == (
        "Un lab ouvre",
        "Alliancy",
        "paragraphe 8",
    )
    assert added.paraphrase == "Le lab coûte 500 000 €."


def test_a_passage_that_turned_against_the_claim_went_and_came_with_its_new_stance():
    change = one(
        {"investments": [investment(citations=[passage()])]},
        {"investments": [investment(citations=[passage(stance="contradicts")])]},
    )

    assert change.citations_added[0].stance == "This passage says the opposite."
    assert change.citations_removed[0].stance == ""


def test_a_passage_about_a_field_of_the_entry_says_which():
    change = one({}, {"citations": [passage(field="place")]})

    assert (change.section, change.citations_added[0].about) == ("evidence", "place")


# ── As a whole ───────────────────────────────────────────────────────────────────────────────────


def test_changes_stand_under_the_headings_of_the_page_in_its_order():
    after = {
        "evidence_level": "brief-mention",
        "investments": [investment()],
        "title": both("Lab"),
        "participations": [{"id": OTHER, "partner": partner("Sanofi"), "role": "lead"}],
    }

    with override("en"):
        found = sections(compare({}, after))
        titles = [str(section.title) for section in found]

    assert titles == ["The entry itself", "Key facts", "Partners", "Evidence"]


def test_the_changes_of_one_claim_stand_together():
    after = investment(stage="committed", money=euros("1.00"))

    with override("en"):
        [section] = sections(compare({"investments": [investment()]}, {"investments": [after]}))

    assert [subject.words for subject in section.subjects] == ["Capital expenditure"]
    assert section.count == 2


@pytest.mark.parametrize("language", ["fr", "en"])
def test_no_word_of_a_change_is_a_key_a_code_or_an_identifier(db, dataset, language):
    from initiatives.publication.models import PublishedInitiative

    for (stored,) in PublishedInitiative.objects.values_list("document"):
        for change in changes({}, json.loads(stored), language):
            shown = asdict(change) | {"claim": "", "name": "", "section": "", "kind": ""}
            for each in shown["citations_added"]:
                each["slug"] = ""
            said = json.dumps(shown, ensure_ascii=False)
            assert not re.search(r"[0-9a-f]{8}-[0-9a-f]{4}", said), said
            assert not re.search(r"\b(explicitly-withheld|not-mentioned|joint-venture)\b", said)


# ── Word by word ─────────────────────────────────────────────────────────────────────────────────


def read(runs, *kinds):
    return "".join(run.text for run in runs if run.kind in kinds)


def test_both_texts_can_be_read_out_of_their_difference():
    before, after = "Le lab, ouvert en 2017, accueille 15 personnes.", "Le lab accueille 20 élèves."

    runs = word_changes(before, after)

    assert read(runs, "same", "removed").replace(" ", "") == before.replace(" ", "")
    assert read(runs, "same", "added").replace(" ", "") == after.replace(" ", "")


def test_a_text_that_did_not_change_is_one_run():
    assert [run.kind for run in word_changes("Un lab.", "Un lab.")] == ["same"]


def test_texts_with_little_in_common_stand_one_after_the_other():
    runs = word_changes("Un lab ouvert à Gentilly", "Ce fonds finance vingt jeunes pousses")

    assert [run.kind for run in runs] == ["removed", "added"]


def test_a_short_word_between_two_changes_belongs_to_them():
    runs = word_changes(
        "Le très grand budget du petit lab de Gentilly reste inconnu",
        "Le très grand budget de notre lab de Gentilly reste inconnu",
    )

    assert [run.kind for run in runs] == ["same", "removed", "added", "same"]


def test_markup_in_a_text_is_text():
    assert read(word_changes("a <b> c", "a <i> c"), "added") == "i"


def test_a_text_of_a_novels_length_takes_no_longer_than_a_page_may():
    before = " ".join(f"mot{number % 97}" for number in range(100_000))
    after = " ".join(f"mot{number % 89}" for number in range(100_000))
    began = time.monotonic()

    runs = word_changes(before, after)

    assert time.monotonic() - began < 2
    assert {run.kind for run in runs} >= {"removed", "added"}
