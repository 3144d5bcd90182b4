"""Figures as people use them: by keyboard, on a phone, in another page, copied from."""

import pytest

from initiatives.revisions import workflow
from tests.factories import (
    make_initiative,
    make_investment,
    make_milestone,
    make_participation,
    make_partner,
    make_status,
    make_theme,
)

pytest.importorskip("pytest_playwright")
# pytest-base-url, which pytest-playwright brings, defines a fixture in a way pytest 10 will drop.
pytestmark = pytest.mark.filterwarnings("ignore:Session-scoped fixtures defined as instance")

FIGURES = ["timeline", "network", "investments", "themes"]

FOCUS_WHAT_COMES_BEFORE_THE_DRAWING = """() => {
  const reached = "a[href], button, input:not([type=hidden]), select, summary, [tabindex='0']";
  const all = [...document.querySelectorAll(reached)].filter((each) => each.checkVisibility());
  all[all.indexOf(document.querySelector(".drawing a")) - 1].focus();
}"""


@pytest.fixture
def record(transactional_db):
    """Two entries that share a partner, with something in every figure."""
    sanofi, theme = make_partner(name="Sanofi", slug="sanofi"), make_theme(name_en="Cloud")
    for slug, year, other in (("lab", "2017", "Google"), ("app", "2019", "Verily")):
        entry = make_initiative(slug=slug, title=slug.upper(), kind="lab", start=year)
        entry.themes.add(theme)
        make_participation(initiative=entry, partner=sanofi)
        make_participation(initiative=entry, partner=make_partner(name=other))
        make_milestone(initiative=entry, date=year, state="happened")
        make_status(initiative=entry, status="active", as_of="2020")
        make_investment(initiative=entry, date=year)
        workflow.publish(entry, by=None)


def test_the_keyboard_reaches_a_mark_shows_where_it_is_and_follows_it(
    live_server, page, complaints, record
):
    for name in FIGURES:
        page.goto(f"{live_server.url}/en/{name}/")
        mark = page.locator(".drawing a").first
        address = mark.get_attribute("href")
        page.evaluate(FOCUS_WHAT_COMES_BEFORE_THE_DRAWING)

        page.keyboard.press("Tab")

        assert page.evaluate("document.activeElement.closest('.drawing a') !== null"), name
        assert mark.evaluate("each => getComputedStyle(each).outlineStyle") == "solid"
        page.keyboard.press("Enter")
        page.wait_for_url(f"{live_server.url}{address}")
    assert complaints == []


def test_no_page_of_a_figure_is_wider_than_the_screen(live_server, page, record):
    for width in (320, 2560):
        page.set_viewport_size({"width": width, "height": 800})
        for name in FIGURES:
            for address in (f"/fr/{name}/", f"/fr/figures/{name}/embed/"):
                page.goto(live_server.url + address)
                assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address


def test_a_phone_shows_the_short_name_and_a_desk_the_long_one(live_server, page, transactional_db):
    title = "Plateforme interopérable d’accompagnement thérapeutique des patients diabétiques"
    workflow.publish(make_initiative(title=title, start="2017"), by=None)
    page.goto(f"{live_server.url}/fr/timeline/")
    assert page.get_by_text(title, exact=True).first.is_visible()

    page.set_viewport_size({"width": 360, "height": 800})

    assert page.locator(".at-narrow", has_text="Plateforme interopérable").is_visible()
    assert not page.locator(".at-wide", has_text=title).is_visible()


def test_the_lines_to_embed_are_copied_and_work_in_another_page(live_server, page, context, record):
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=live_server.url)
    page.goto(f"{live_server.url}/en/timeline/?kind=lab")
    page.get_by_text("Embed", exact=True).click()
    page.get_by_role("button", name="Copy").click()
    page.get_by_role("button", name="Copied").wait_for()

    lines = page.evaluate("navigator.clipboard.readText()")

    page.route("**/blog/", lambda route: route.fulfill(body=lines, content_type="text/html"))
    page.goto(f"{live_server.url}/blog/")
    frame = page.frame_locator("iframe")
    frame.get_by_role("link", name="This view on").wait_for()
    assert frame.locator(".drawing a").first.get_attribute("target") == "_blank"


def test_the_file_of_a_figure_opens_by_itself_with_its_style(live_server, page, record):
    page.goto(f"{live_server.url}/en/figures/timeline.svg")

    title = page.locator("text.drawing-title")
    assert title.evaluate("each => getComputedStyle(each).fontSize") == "24px"
