"""Words open their definition in place: Chromium."""

import pytest

from initiatives.revisions import workflow
from tests.factories import make_initiative, make_investment

pytest.importorskip("pytest_playwright")
# pytest-base-url, which pytest-playwright brings, defines a fixture in a way pytest 10 will drop.
pytestmark = pytest.mark.filterwarnings("ignore:Session-scoped fixtures defined as instance")


@pytest.fixture
def investment(transactional_db):
    entry = make_initiative(slug="lab", title="39BIS")
    investment = make_investment(initiative=entry, kind="fund", stage="announced")
    workflow.publish_many([entry], by=None)
    return investment


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
