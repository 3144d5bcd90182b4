"""A list in Chromium: tick, show, remove, with the keyboard, from 320 px up."""

import pytest

from tests.factories import make_published_initiative

pytest.importorskip("pytest_playwright")
# pytest-base-url, which pytest-playwright brings, defines a fixture in a way pytest 10 will drop.
pytestmark = pytest.mark.filterwarnings("ignore:Session-scoped fixtures defined as instance")


@pytest.mark.parametrize("width", [320, 1280])
def test_a_value_is_ticked_then_removed_by_its_chip(live_server, page, width):
    make_published_initiative(title="Laboratoire", kind="lab")
    make_published_initiative(title="Application", kind="application")
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{live_server.url}/en/initiatives/")
    if width == 320:
        page.get_by_text("Filters", exact=True).click()

    page.get_by_label("lab", exact=False).first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    page.locator(".results-count", has_text="1 result").wait_for()
    assert page.get_by_role("link", name="Application").count() == 0
    page.get_by_role("link", name="Remove Kind: lab").click()

    page.locator(".results-count", has_text="2 results").wait_for()
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
