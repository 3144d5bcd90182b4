"""The pages of an entry and of an organisation in Chromium: what opens in place."""

import pytest

from initiatives.publication import publish
from initiatives.revisions import workflow
from tests.factories import (
    make_citation,
    make_disagreement,
    make_initiative,
    make_investment,
    make_metric,
    make_participation,
    make_partner,
)

pytest.importorskip("pytest_playwright")
# pytest-base-url, which pytest-playwright brings, defines a fixture in a way pytest 10 will drop.
pytestmark = pytest.mark.filterwarnings("ignore:Session-scoped fixtures defined as instance")

LONG = "Plateforme anticonstitutionnellement interopérable d’accompagnement thérapeutique "


@pytest.fixture
def lab(transactional_db):
    """Two claims on one passage."""
    entry = make_initiative(slug="lab", title="Labo")
    passage = make_citation(paraphrase_en="Half a million for a lab of 170 m².")
    make_investment(initiative=entry, citations=[passage])
    make_metric(initiative=entry, citations=[passage])
    workflow.publish(entry, by=None)
    return entry


def test_a_passage_is_read_in_the_margin_and_opened_in_place_beside_the_next_claim(
    lab, live_server, page, complaints
):
    page.goto(f"{live_server.url}/en/initiatives/lab/")
    full = page.locator("#passage-1")
    again = page.locator("[id^=metric-] .note--again")

    page.locator("[id^=metric-] .ref a").first.click()
    assert page.url.endswith("#passage-1")
    assert "Half a million" in full.inner_text()
    assert not again.get_by_text("Half a million").is_visible()

    again.locator("summary").click()
    assert again.get_by_text("Half a million").is_visible()
    assert complaints == []


def test_on_a_phone_a_passage_is_folded_under_its_claim_and_opens_by_its_number(
    lab, live_server, page, complaints
):
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(f"{live_server.url}/en/initiatives/lab/")
    passage = page.locator("#passage-1")
    assert not passage.is_visible()

    page.locator(".key-fact .ref a").first.click()

    assert passage.is_visible()
    assert complaints == []


def test_a_folded_passage_opens_for_who_follows_its_number(
    transactional_db, live_server, page, complaints
):
    partner = make_partner(slug="one")
    make_disagreement(partner)
    entry = make_initiative()
    make_participation(initiative=entry, partner=partner)
    workflow.publish(entry, by=None)
    publish.refresh([f"partner:{partner.pk}"])

    page.goto(f"{live_server.url}/en/partners/one/#passage-3")

    assert page.locator("#passage-3").is_visible()
    assert complaints == []


def test_a_citation_stands_there_without_a_script(lab, live_server, browser):
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(f"{live_server.url}/en/initiatives/lab/")

    assert page.locator("#cite-en").is_visible()
    assert not page.locator('[data-copy="cite-en"]').is_visible()
    page.context.close()


def test_on_paper_the_passages_are_footnotes(lab, live_server, page):
    page.goto(f"{live_server.url}/en/initiatives/lab/")
    footnotes = page.locator(".print-only .passages > li")
    assert not footnotes.first.is_visible()

    page.emulate_media(media="print")

    assert footnotes.count() == 2
    assert footnotes.first.is_visible()
    assert not page.locator(".claim .notes").first.is_visible()


@pytest.mark.parametrize(("width", "text"), [(320, "100%"), (390, "200%"), (2560, "100%")])
def test_an_overfull_entry_and_its_partner_stay_within_the_window(
    transactional_db, live_server, page, width, text
):
    entry = make_initiative(slug="full", title=(LONG * 3)[:180])
    partner = make_partner(slug="long", name=LONG.strip())
    make_participation(initiative=entry, partner=partner)
    make_investment(initiative=entry, investors=[partner], amount_min=999_999_999_999)
    make_disagreement(entry)
    for _ in range(39):
        make_participation(initiative=entry, role="member")
    workflow.publish(entry, by=None)
    page.set_viewport_size({"width": width, "height": 900})

    for path in ("initiatives/full", "partners/long"):
        page.goto(f"{live_server.url}/en/{path}/")
        page.evaluate(f"document.documentElement.style.fontSize = '{text}'")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
