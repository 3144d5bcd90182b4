"""Finding in Chromium: names by keyboard, filters and the way back."""

import pytest

from initiatives.publication import publish
from tests.factories import make_alias, make_partner, make_published_initiative

pytest.importorskip("pytest_playwright")
# pytest-base-url, which pytest-playwright brings, defines a fixture in a way pytest 10 will drop.
pytestmark = pytest.mark.filterwarnings("ignore:Session-scoped fixtures defined as instance")


@pytest.fixture
def record(transactional_db):
    make_published_initiative(slug="39bis", title="39BIS", kind="lab")
    make_published_initiative(slug="robot", title="Robot d’hôpital", kind="application")
    partner = make_partner(slug="bpifrance", name="Bpifrance")
    make_alias(partner=partner, surface="BPI")
    publish.refresh([f"partner:{partner.pk}"])


def test_a_name_is_chosen_with_the_keyboard_alone(live_server, record, page, complaints):
    page.goto(f"{live_server.url}/en/themes/")
    box = page.get_by_role("combobox", name="Search the record")

    box.press_sequentially("bpi")
    page.get_by_role("option").first.wait_for()
    assert "also known as BPI" in page.get_by_role("option").first.inner_text()
    assert box.get_attribute("aria-expanded") == "true"
    page.keyboard.press("ArrowDown")
    chosen = box.get_attribute("aria-activedescendant")
    assert page.locator(f"#{chosen}").get_attribute("aria-selected") == "true"
    page.keyboard.press("Escape")
    assert box.get_attribute("aria-expanded") == "false"
    assert box.input_value() == "bpi"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")

    page.wait_for_url("**/en/partners/bpifrance/")
    assert complaints == []


def test_filters_are_applied_at_once_and_the_way_back_leads_through_them(
    live_server, record, page, complaints
):
    page.goto(f"{live_server.url}/en/initiatives/")
    page.evaluate("window.stayed = true")
    page.locator("#filter-kind-lab").press("Space")
    page.get_by_text("1 result", exact=True).first.wait_for()

    assert page.url == f"{live_server.url}/en/initiatives/?kind=lab"
    assert page.evaluate("window.stayed && document.activeElement.id") == "filter-kind-lab"
    page.locator("#announced", has_text="1 result").wait_for()
    french = page.get_by_role("link", name="Français").get_attribute("href")
    assert french == "/fr/initiatives/?kind=lab"
    page.get_by_role("link", name="39BIS").click()
    page.wait_for_url("**/initiatives/39bis/")
    page.go_back()
    page.get_by_text("1 result", exact=True).first.wait_for()
    assert page.get_by_role("navigation", name="Main").count() == 1  # a page, and no part of one
    page.go_back()
    page.get_by_text("2 results").first.wait_for()

    assert page.url == f"{live_server.url}/en/initiatives/"
    assert not page.locator("#filter-kind-lab").is_checked()
    page.go_forward()
    page.get_by_text("1 result", exact=True).first.wait_for()
    assert complaints == []


def test_a_chip_that_is_removed_leaves_the_focus_to_the_results(
    live_server, record, page, complaints
):
    page.goto(f"{live_server.url}/en/initiatives/?kind=lab&q=39bis")

    page.get_by_role("link", name="Remove Kind").press("Enter")
    page.wait_for_url("**/en/initiatives/?q=39bis")
    page.wait_for_function("document.activeElement.className === 'results-count'")

    assert complaints == []


def test_on_a_phone_the_filters_are_a_sheet_that_closes_on_the_results(
    live_server, record, page, complaints
):
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(f"{live_server.url}/en/initiatives/")

    page.locator(".filters > summary").click()
    page.locator("#filter-kind-lab").check()
    page.get_by_text("1 result", exact=True).first.wait_for()
    page.get_by_role("button", name="Show results").click()

    page.locator(".filters:not([open])").wait_for()
    assert not page.locator("#filter-kind-lab").is_visible()
    assert page.url == f"{live_server.url}/en/initiatives/?kind=lab"
    assert complaints == []


def test_a_wrong_value_is_said_where_it_was_typed(live_server, record, page):
    page.goto(f"{live_server.url}/en/initiatives/")

    page.locator("#filter-dated_after").fill("yesterday")
    page.keyboard.press("Enter")
    page.get_by_role("alert").wait_for()

    assert page.locator("#filter-dated_after").input_value() == "yesterday"


def test_enter_in_a_text_filter_sends_one_request(live_server, record, page, complaints):
    page.goto(f"{live_server.url}/en/initiatives/")
    asked = []
    page.on("request", lambda request: asked.append(request.url))

    page.locator("#filter-dated_after").fill("2017")
    page.keyboard.press("Enter")
    page.wait_for_url("**dated_after=2017*")
    page.wait_for_timeout(100)

    assert len([address for address in asked if "dated_after=2017" in address]) == 1
    assert complaints == []


def test_everything_works_without_a_script(live_server, record, browser):
    context = browser.new_context(java_script_enabled=False, locale="en-GB")
    page = context.new_page()

    page.goto(f"{live_server.url}/en/")
    page.get_by_role("searchbox", name="Search the record").fill("bpifrnace")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Bpifrance").click()
    page.get_by_role("link", name="Bpifrance").click()
    assert page.url == f"{live_server.url}/en/partners/bpifrance/"
    page.goto(f"{live_server.url}/en/initiatives/")
    page.locator("#filter-kind-lab").check()
    page.get_by_role("button", name="Show results").click()

    assert "kind=lab" in page.url
    assert page.locator(".results-count").inner_text() == "1 result"
    context.close()
