"""The public pages in Chromium: nothing is refused by the policy, nothing overflows."""

import pytest

from tests.factories import make_published_initiative

pytest.importorskip("pytest_playwright")
# pytest-base-url, which pytest-playwright brings, defines a fixture in a way pytest 10 will drop.
pytestmark = pytest.mark.filterwarnings("ignore:Session-scoped fixtures defined as instance")


@pytest.mark.parametrize("width", [320, 1280])
def test_home_leads_to_an_entry_without_a_complaint_of_the_browser(
    live_server, page, complaints, width
):
    initiative = make_published_initiative(title="Laboratoire ouvert")
    page.set_viewport_size({"width": width, "height": 900})

    page.goto(f"{live_server.url}/fr/")
    page.get_by_role("link", name="Laboratoire ouvert").click()

    assert page.url == f"{live_server.url}/fr/initiatives/{initiative.slug}/"
    assert page.get_by_role("heading", level=1).inner_text() == "Laboratoire ouvert"
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
    assert complaints == []


def test_the_other_language_is_one_click_away(live_server, page, complaints):
    make_published_initiative(slug="lab")

    page.goto(f"{live_server.url}/fr/initiatives/lab/")
    page.get_by_role("link", name="English").click()

    assert page.url == f"{live_server.url}/en/initiatives/lab/"
    assert complaints == []


def test_the_home_page_leads_to_how_to_follow_and_to_a_feed(live_server, page, complaints):
    make_published_initiative(title="Laboratoire ouvert")

    page.goto(f"{live_server.url}/fr/")
    page.get_by_role("link", name="Toute liste, avec ses filtres, et comment la suivre").click()
    feed = page.locator("main").get_by_role("link", name="Initiatives").first.get_attribute("href")
    answer = page.request.get(f"{live_server.url}{feed}")

    assert answer.headers["content-type"] == "application/atom+xml; charset=utf-8"
    assert "Laboratoire ouvert" in answer.text()
    assert complaints == []
