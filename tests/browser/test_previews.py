"""Previews and the presence notice in Chromium: two analysts, and an outsider with a link."""

import pytest
from django.test import Client

from initiatives.models import ReviewNote
from initiatives.revisions import sharing
from tests.factories import (
    make_analyst,
    make_investment,
    make_milestone,
    make_published_initiative,
)
from tests.initiatives.revisions.proposing import proposed, retitled

pytest.importorskip("pytest_playwright")
# pytest-base-url, which pytest-playwright brings, defines a fixture in a way pytest 10 will drop.
pytestmark = pytest.mark.filterwarnings("ignore:Session-scoped fixtures defined as instance")


@pytest.fixture
def link(transactional_db):
    entry, author = make_published_initiative(title="39BIS"), make_analyst()
    make_investment(initiative=entry)
    make_milestone(initiative=entry)
    return sharing.share(
        proposed(entry, author, retitled("Renamed")), by=author, label="Marie Curie"
    )


def address(live_server, link, language) -> str:
    return f"{live_server.url}/{language}/preview/{sharing.token_of(link)}/"


def enter(live_server, context, user):
    """A browser in which ``user`` is logged in, in a session of her own."""
    client = Client()
    client.force_login(user)
    cookie = client.cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
    return context.new_page()


def test_the_second_to_open_an_entry_is_told_and_the_first_a_little_later(
    live_server, browser, transactional_db
):
    entry = make_published_initiative()
    form = f"{live_server.url}/admin/initiatives/initiative/{entry.pk}/change/"
    with browser.new_context() as first, browser.new_context() as second:
        marie = enter(live_server, first, make_analyst(first_name="Marie"))
        marie.clock.install()
        marie.goto(form)
        assert not marie.is_visible("[data-presence] p")

        paul = enter(live_server, second, make_analyst(first_name="Paul"))
        paul.goto(form)
        marie.clock.run_for(46_000)
        marie.wait_for_selector("[data-presence] >> text=Paul has this entry open since")

        assert "Marie has this entry open" in paul.inner_text("[data-presence]")


def test_an_outsider_reads_and_leaves_a_note(live_server, page, link, complaints):
    page.goto(address(live_server, link, "en"))
    page.click("text=Leave a note for the editorial team >> nth=0")
    page.fill("#note-name", "Marie")
    page.click("text=Send the note")
    page.wait_for_selector("text=Write the note first.")
    assert page.input_value("#note-name") == "Marie"
    page.select_option("#note-about", "timeline")
    page.fill("#note-note", "It opened in May.")
    page.click("text=Send the note")
    page.wait_for_selector("text=Thank you")

    left = ReviewNote.objects.get()
    assert (left.guest_name, left.anchor) == ("Marie", "section:timeline")
    assert [text for text in complaints if "400 (Bad Request)" not in text] == []


@pytest.mark.parametrize(("scheme", "width"), [("dark", 390), ("light", 1280)])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_axe_finds_nothing_to_say_of_the_outsiders_pages(
    live_server, page, link, language, scheme, width
):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})
    url = address(live_server, link, language)

    for step in ("read", "wrong", "gone"):
        if step == "wrong":
            page.goto(url)
            page.click(".guest-note button")
            page.wait_for_selector(".guest-note-problem")
        else:
            if step == "gone":
                sharing.revoke(link, by=link.created_by)
            page.goto(url)
        found = axe.Axe().run(page)
        assert found.violations_count == 0, f"{step}: {found.generate_report()}"
        assert not page.evaluate("document.documentElement.scrollWidth > innerWidth"), step


@pytest.mark.parametrize(("scheme", "width"), [("dark", 1280), ("light", 390)])
def test_axe_finds_nothing_to_say_of_the_desks_preview(live_server, context, link, scheme, width):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    page = enter(live_server, context, link.created_by)
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})

    page.goto(f"{live_server.url}/admin/initiatives/revision/{link.revision_id}/preview/")

    found = axe.Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
