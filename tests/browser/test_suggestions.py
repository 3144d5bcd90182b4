"""A reader suggests a correction and the desk answers it; words open their definition: Chromium."""

import pytest

from initiatives.api.throttles import ClientThrottle
from initiatives.models import Suggestion
from initiatives.revisions import workflow
from tests.factories import make_analyst, make_initiative, make_investment

pytest.importorskip("pytest_playwright")
# pytest-base-url, which pytest-playwright brings, defines a fixture in a way pytest 10 will drop.
pytestmark = pytest.mark.filterwarnings("ignore:Session-scoped fixtures defined as instance")


@pytest.fixture
def investment(transactional_db):
    ClientThrottle.forget_everybody()
    entry = make_initiative(slug="lab", title="39BIS")
    investment = make_investment(initiative=entry, kind="fund", stage="announced")
    workflow.publish_many([entry], by=None)
    return investment


@pytest.mark.parametrize("scripts", [True, False], ids=["with-scripts", "without"])
def test_a_suggestion_goes_from_the_page_to_the_desk(
    live_server, browser, as_user, investment, scripts
):
    reader = browser.new_context(java_script_enabled=scripts).new_page()
    reader.goto(f"{live_server.url}/en/initiatives/lab/suggest/?about=investment-{investment.pk}")
    reader.get_by_label("Your e-mail address").fill("marie")
    reader.get_by_role("button", name="Send the suggestion").click()
    assert "Say first what is wrong." in reader.inner_text("[role=alert]")

    reader.get_by_label("What is wrong, and what should it say?").fill("It is EUR 600,000.")
    reader.get_by_label("Your e-mail address").fill("marie@example.org")
    reader.get_by_role("button", name="Send the suggestion").click()
    reference = reader.inner_text(".reference")
    reader.context.close()

    desk = as_user(make_analyst())
    desk.goto(f"{live_server.url}/admin/")
    desk.get_by_role("link", name="39BIS").first.click()
    assert reference in desk.inner_text(".review-state")
    assert "It is EUR 600,000." in desk.inner_text(".prose")
    desk.get_by_role("button", name="Take it up").click()

    assert "Taken up." in desk.inner_text(".messagelist")
    assert Suggestion.objects.get().state == "taken-up"


def test_a_word_opens_its_definition_by_keyboard_and_escape_closes_it(
    live_server, page, complaints, investment
):
    page.goto(f"{live_server.url}/en/investments/{investment.pk}/")
    word = page.get_by_role("button", name="fund").first
    definition = page.locator("#term-investment_kinds-fund")
    assert not definition.is_visible()

    word.focus()
    page.keyboard.press("Enter")
    assert definition.is_visible()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Methodology"
    page.keyboard.press("Escape")

    assert not definition.is_visible()
    assert complaints == []


def test_a_definition_stays_in_the_window_of_a_phone(live_server, page, investment):
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(f"{live_server.url}/en/investments/{investment.pk}/")
    page.get_by_role("button", name="fund").first.click()

    box = page.locator("#term-investment_kinds-fund").bounding_box()

    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 320
    assert box["y"] + box["height"] <= 640
