"""The page of an entry: every claim with its passages, and nothing passed off as sourced."""

import gzip
import json
import re
from pathlib import Path

import pytest
import time_machine
from django.contrib.staticfiles import finders

from initiatives.publication.models import PublishedInitiative
from initiatives.revisions import workflow
from tests.factories import (
    make_citation,
    make_disagreement,
    make_initiative,
    make_investment,
    make_milestone,
    make_parent,
    make_participation,
    make_partner,
    make_published_initiative,
    make_rate,
    make_statement,
    make_status,
    make_translation,
)
from tests.pages import claim_text_of, links_of, markup_of, text_of


def document(slug):
    return json.loads(PublishedInitiative.objects.get(slug=slug).document)


def published(**fields):
    initiative = make_initiative(**fields)
    workflow.publish(initiative, by=None)
    return initiative


def page(client, slug, language="en"):
    return client.get(f"/{language}/initiatives/{slug}/")


# ── On the real dataset ──────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_claim_of_39bis_stands_with_each_of_its_passages(client, dataset, language):
    response = page(client, "39bis", language)

    entry = document("39bis")
    kinds = {"investment": "investments", "milestone": "milestones", "metric": "metrics"}
    kinds |= {"participation": "participations", "statement": "statements"}
    for name, collection in kinds.items():
        for claim in entry[collection]:
            shown = claim_text_of(response, f"{name}-{claim['id']}")
            for citation in claim["citations"]:
                assert citation["paraphrase"][language] in shown
                assert citation["article"]["title"] in shown


def test_a_passage_is_named_by_article_publisher_date_and_place(client, dataset):
    investment = document("39bis")["investments"][0]

    shown = text_of(page(client, "39bis"), f"investment-{investment['id']}")

    assert "€500,000" in shown
    assert "Alliancy , Avec le 39BIS, Sanofi mise sur la e-santé , December 2017" in shown
    assert "paragraph 8" in shown


def test_a_passage_stands_in_full_beside_the_first_claim_and_opens_in_place_beside_others(
    client, dataset
):
    response = page(client, "39bis")

    words = document("39bis")["investments"][0]["citations"][0]["paraphrase"]["en"]
    again = markup_of(response, "conflict-conflict-39bis-budget")
    assert text_of(response, "passage-1").startswith(f"Passage 1 {words}")
    assert "Passage 1 Alliancy , December 2017, paragraph 8 " + words in text_of(
        response, "conflict-conflict-39bis-budget"
    )
    assert "<details><summary>" in again


def test_how_a_passage_bears_on_a_claim_is_never_folded(client, dataset):
    again = markup_of(page(client, "39bis"), "conflict-conflict-39bis-budget")

    folded = "".join(re.findall(r"<details>.*?</details>", again, re.DOTALL))
    assert "This passage only touches on it." in again
    assert "This passage only touches on it." not in folded


@pytest.mark.parametrize("slug", ["39bis", "onduo", "sanofi-ehealth-fr"])
def test_every_mark_leads_to_one_passage_in_full(client, dataset, slug):
    markup = markup_of(page(client, slug))

    unfolded = re.sub(r"<details>.*?</details>", "", markup, flags=re.DOTALL)
    marks = set(re.findall(r'href="#(passage-\d+)"', markup))
    assert marks
    assert all(unfolded.count(f'id="{mark}"') == 1 for mark in marks)


def test_on_paper_each_passage_is_printed_once(client, dataset):
    markup = markup_of(page(client, "39bis"))

    notes = re.findall(r'<ol class="passages.*?</ol>', markup, re.DOTALL)
    assert len(notes) == 1
    assert notes[0].count('class="note-number"') == len(set(re.findall(r'"passage-(\d+)"', markup)))


def test_partners_named_by_the_same_passage_stand_beside_it_once(client, dataset):
    shown = text_of(page(client, "39bis"), "partners")

    assert shown.count("counts more than 1,800 contacts") == 1
    assert shown.index("Altran") < shown.index("Umanlife") < shown.index("counts more than 1,800")


def test_money_that_is_only_implied_says_who_is_only_implied(client, dataset):
    investment = document("39bis")["investments"][0]

    shown = text_of(page(client, "39bis"), f"investment-{investment['id']}")

    assert "Sanofi (implied by the source)" in shown
    assert "no later than 4 December 2017 (inferred: no spending date in the text" in shown


def test_other_investors_and_an_undisclosed_share_are_said(client, dataset):
    shown = text_of(page(client, "livmeds-round"))

    assert "Sanofi (others possible) (their own share is not disclosed)" in shown


def test_a_withheld_amount_is_said_in_words(client, dataset):
    shown = text_of(page(client, "sanofi-ehealth-fr"))

    assert "amount explicitly withheld" in shown
    assert "€0" not in shown


def test_sources_that_differ_stand_side_by_side_with_the_resolution(client, dataset):
    shown = text_of(page(client, "39bis"), "conflict-conflict-39bis-budget")

    assert "EUR 500,000 invested in the lab" in shown
    assert "Management refuses to state the e-health amount" in shown
    assert "How we read it: Apparent only" in shown


def test_a_status_stands_with_its_date_and_what_it_is_inferred_from(client, dataset):
    shown = text_of(page(client, "39bis"))

    assert "launched , as of December 2017 (inferred: inherits the inferred date" in shown


def test_a_milestone_names_the_forecast_it_realises(client, dataset):
    shown = text_of(page(client, "39bis", "fr"))

    assert "réalise\xa0: Ouverture prévue d’ici la fin de l’année" in shown


def test_a_french_page_follows_french_typography(client, dataset):
    markup = markup_of(page(client, "39bis", "fr"))

    assert "500\u202f000\xa0€" in markup
    assert "4 décembre 2017" in markup


def test_the_fullest_page_and_all_it_needs_but_fonts_weigh_less_than_60_kb(client, dataset):
    response = page(client, "39bis", "fr")

    needed = re.findall(r'(?:href|src)="/static/([^"]+\.(?:css|js|svg))"', markup_of(response))
    files = [Path(finders.find(name)).read_bytes() for name in needed]
    assert len(files) >= 7
    assert sum(len(gzip.compress(part)) for part in (response.content, *files)) <= 60_000


# ── One thing at a time ──────────────────────────────────────────────────────────────────────────


def test_a_quote_stands_between_guillemets_and_a_paraphrase_does_not(client, db):
    quoted = make_citation(quote="Un demi-million", paraphrase_en="It cost half a million.")
    initiative = published(citations=[quoted])

    shown = text_of(page(client, initiative.slug))

    assert "«\xa0Un demi-million\xa0»" in shown
    assert "«\xa0It cost" not in shown


def test_a_country_from_common_knowledge_is_never_shown_as_sourced(client, db):
    initiative = make_initiative()
    partner = make_partner(country="US", country_basis="common-knowledge")
    make_participation(initiative=initiative, partner=partner)
    workflow.publish(initiative, by=None)

    shown = text_of(page(client, initiative.slug))

    assert "United States, that of the lead partner (common knowledge, not from a source)" in shown


def test_a_summary_in_the_other_language_alone_is_marked_and_said(client, db):
    initiative = published(language="fr", summary="Un laboratoire ouvert.")

    response = page(client, initiative.slug)

    assert '<span lang="fr">Un laboratoire ouvert.</span>' in markup_of(response)
    assert "The summary exists in the other language only." in text_of(response)


def test_a_translation_is_shown_to_those_who_read_it(client, db):
    initiative = make_initiative(title="Le labo")
    make_translation(initiative=initiative, title="The lab", summary="An open lab.")
    workflow.publish(initiative, by=None)

    assert "<h1>The lab</h1>" in markup_of(page(client, initiative.slug, "en"))
    assert "<h1>Le labo</h1>" in markup_of(page(client, initiative.slug, "fr"))


def test_a_description_is_markdown_without_html(client, db):
    initiative = published(description="Un *lieu* <img src=x onerror=alert(1)>")

    markup = markup_of(page(client, initiative.slug, "fr"))

    assert "<em>lieu</em>" in markup
    assert "<img" not in markup


def test_an_inferred_parent_gives_its_basis(client, db):
    parent = published(title="Programme")
    child = make_initiative()
    make_parent(child, parent, basis_fr="même équipe", basis_en="same team")
    workflow.publish(child, by=None)

    assert "Programme (inferred: same team)" in text_of(page(client, child.slug))


def test_a_statement_is_a_position_that_somebody_takes(client, db):
    initiative = make_initiative()
    statement = make_statement(initiative=initiative, date="2017-12")
    workflow.publish(initiative, by=None)

    shown = text_of(page(client, initiative.slug), f"statement-{statement.pk}")

    assert "Management Digital tools will change care." in shown
    assert "Opinion, December 2017" in shown


def test_an_amount_in_dollars_has_its_equivalent_with_the_day_of_the_rate(client, db):
    make_rate(currency="USD", date="2023-01-17", rate="1.1")
    initiative = make_initiative()
    make_investment(initiative=initiative, amount_min=55_000_000, currency="USD", date="2023-01-17")
    workflow.publish(initiative, by=None)

    shown = text_of(page(client, initiative.slug))

    assert "US$55,000,000" in shown
    assert "about €50,000,000 at the ECB reference rate of 17 January 2023" in shown


def test_a_passage_that_does_not_support_says_what_it_does(client, db):
    initiative = make_initiative()
    initiative.evidence.update(stance="contradicts")
    make_milestone(initiative=initiative)
    workflow.publish(initiative, by=None)

    assert "This passage says the opposite." in text_of(page(client, initiative.slug))


def test_earlier_statuses_are_the_history_of_the_latest(client, db):
    initiative = make_initiative()
    make_status(initiative=initiative, status="announced", as_of="2016-05")
    make_status(initiative=initiative, status="active", as_of="2018-02")
    workflow.publish(initiative, by=None)

    shown = text_of(page(client, initiative.slug))

    assert "active , as of February 2018" in shown
    assert "Earlier statuses announced , as of May 2016" in shown


def test_an_unresolved_disagreement_says_so(client, db):
    initiative = make_initiative()
    make_disagreement(initiative)
    workflow.publish(initiative, by=None)

    assert "Not resolved." in text_of(page(client, initiative.slug))


def test_an_entry_with_nothing_but_a_passage_still_reads_well(client, db):
    initiative = published()

    shown = text_of(page(client, initiative.slug))

    assert "No investment is on record" in shown
    assert "No partner is on record" in shown
    assert "Last verified not yet verified again" in shown


# Savepoint and its rollback, role and time limit, counter, document; then silence, entries of its
# partners. The newest of all and the names of themes are in memory until something is published.
DETAIL_QUERIES = 8


@pytest.mark.parametrize("claims", [1, 40])
def test_a_page_runs_the_same_queries_whatever_it_holds(
    client, db, django_assert_num_queries, claims
):
    initiative = make_initiative()
    for _ in range(claims):
        make_participation(initiative=initiative)
    workflow.publish(initiative, by=None)
    page(client, initiative.slug)

    with django_assert_num_queries(DETAIL_QUERIES):
        page(client, initiative.slug)


@pytest.mark.parametrize("children", [1, 20])
def test_a_family_takes_one_query_more_whatever_its_size(
    client, db, django_assert_num_queries, children
):
    parent = make_initiative()
    make_participation(initiative=parent)
    workflow.publish(parent, by=None)
    for _ in range(children):
        child = make_initiative()
        make_parent(child, parent)
        workflow.publish(child, by=None)
    page(client, parent.slug)

    with django_assert_num_queries(DETAIL_QUERIES + 1):
        page(client, parent.slug)


# ── What depends on the day ──────────────────────────────────────────────────────────────────────


def test_a_forecast_nothing_realised_is_overdue_on_the_day_of_reading(client, db):
    initiative = make_initiative()
    forecast = make_milestone(initiative=initiative, state="forecast", date="2018-06-30")
    workflow.publish(initiative, by=None)

    with time_machine.travel("2026-07-01T12:00:00Z"):
        shown = text_of(page(client, initiative.slug), f"milestone-{forecast.pk}")

    assert "No news since : on 1 July 2026, 8 years after it was due" in shown


def test_a_realised_forecast_says_how_late_it_was_and_leads_to_what_happened(client, db):
    initiative = make_initiative()
    forecast = make_milestone(initiative=initiative, state="forecast-realised", date="2017")
    event = make_milestone(initiative=initiative, fulfils=forecast, date="2018-03")
    workflow.publish(initiative, by=None)

    response = page(client, initiative.slug)

    shown = text_of(response, f"milestone-{forecast.pk}")
    assert "Late by at least 60 days, at most 3 months" in shown
    assert f"#milestone-{event.pk}" in links_of(response)


def test_an_old_version_is_judged_on_the_day_it_was_published(client, db):
    initiative = make_initiative()
    make_milestone(initiative=initiative, state="forecast", date="2018-06-30")
    with time_machine.travel("2018-01-01T12:00:00Z"):
        workflow.publish(initiative, by=None)

    shown = text_of(client.get(f"/en/initiatives/{initiative.slug}/v/1/"))

    assert "Still to come" in shown
    assert "No news since" not in shown


def test_silence_stands_beside_the_stated_status_as_inferred(client, db):
    initiative = make_initiative(kind="lab")
    make_status(initiative=initiative, status="active", as_of="2018-02")
    workflow.publish(initiative, by=None)

    with time_machine.travel("2025-06-01T12:00:00Z"):
        shown = text_of(page(client, initiative.slug))

    assert "active , as of February 2018" in shown
    assert "no public sign since February 2018 (7 years) ( inferred from silence )" in shown


def test_a_page_kept_from_yesterday_is_asked_for_again(client, db):
    initiative = published()
    with time_machine.travel("2026-07-01T23:59:00Z"):
        tag = page(client, initiative.slug)["ETag"]
        assert page_if_changed(client, initiative.slug, tag) == 304

    with time_machine.travel("2026-07-02T00:01:00Z"):
        assert page_if_changed(client, initiative.slug, tag) == 200


def page_if_changed(client, slug, tag):
    return client.get(f"/en/initiatives/{slug}/", headers={"if-none-match": tag}).status_code


# ── Empty and overfull ───────────────────────────────────────────────────────────────────────────


def test_what_the_strip_says_of_disagreements_counts_the_open_ones(client, db):
    initiative = make_initiative()
    make_disagreement(initiative)
    settled = {"resolution_fr": "Le second.", "resolution_en": "The second."}
    make_disagreement(initiative, **settled, resolution_basis="text")
    workflow.publish(initiative, by=None)

    assert "2 disagreements, 1 open" in text_of(page(client, initiative.slug))


def test_forty_partners_and_a_title_of_180_characters_stay_within_the_weight(client, db):
    initiative = make_initiative(title="Plateforme nationale d’expérimentation " * 4 + "x" * 20)
    for _ in range(40):
        make_participation(initiative=initiative, role="member")
    workflow.publish(initiative, by=None)

    response = page(client, initiative.slug)

    assert text_of(response, "partners").count("Partner") >= 40
    assert len(gzip.compress(response.content)) <= 40_000


def test_entries_that_share_partners_say_which(client, db):
    partners = [make_partner(), make_partner()]
    entries = [make_initiative(), make_initiative()]
    for entry in entries:
        for partner in partners:
            make_participation(initiative=entry, partner=partner)
        workflow.publish(entry, by=None)

    shown = text_of(page(client, entries[0].slug), "family")

    names = ", ".join(partner.name for partner in partners)
    assert f"{entries[1].title} lab same partners: {names}" in shown


def test_the_page_of_a_published_initiative_has_one_h1_and_links_to_its_data(client, db):
    initiative = make_published_initiative()

    markup = markup_of(page(client, initiative.slug))

    assert markup.count("<h1") == 1
    assert f'href="/api/v1/initiatives/{initiative.slug}/"' in markup
