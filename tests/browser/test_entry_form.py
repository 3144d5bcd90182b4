"""The entry form in Chromium, as an analyst works with it all day."""

import pytest

from initiatives.models import Initiative
from sources.models import Citation
from tests.factories import (
    make_analyst,
    make_article,
    make_citation,
    make_initiative,
    make_investment,
    make_milestone,
    make_participation,
    make_published_initiative,
    make_statement,
)

pytest.importorskip("pytest_playwright")
# pytest-base-url, which pytest-playwright brings, defines a fixture in a way pytest 10 will drop.
pytestmark = pytest.mark.filterwarnings("ignore:Session-scoped fixtures defined as instance")

ADD_INVESTMENT = "#investments-group .add-row a"


@pytest.fixture
def desk(live_server, page, client, complaints):
    """``desk(entry)`` opens the entry's form as an analyst; without one the form of a new entry."""
    client.force_login(make_analyst())
    cookie = client.cookies["sessionid"]
    page.context.add_cookies([{"name": "sessionid", "value": cookie.value, "url": live_server.url}])

    def open_form(entry=None):
        name = f"{entry.pk}/change" if entry else "add"
        page.goto(f"{live_server.url}/admin/initiatives/initiative/{name}/")
        return page

    return open_form


def test_the_current_source_is_set_without_losing_what_is_typed(desk, complaints):
    make_article(title="Bordeaux ouvre un laboratoire")
    page = desk(make_initiative())
    page.fill("#id_summary", "Typed and not saved.")

    page.click("[data-source-change] summary")
    page.click("[data-source-change] .select2-selection")
    page.keyboard.type("bordeaux")
    page.click(".select2-results__option >> text=Bordeaux ouvre un laboratoire")
    page.click("text=Work from this source")

    page.wait_for_selector("[data-source-name] >> text=Bordeaux ouvre un laboratoire")
    assert page.input_value("#id_summary") == "Typed and not saved."
    assert complaints == []


def test_an_entry_is_said_to_be_still_true_without_losing_what_is_typed(desk, complaints):
    entry = make_published_initiative(title="39BIS")
    page = desk(entry)
    page.fill("#id_summary", "Typed and not saved.")

    page.click("text=Checked, still true")

    page.wait_for_selector("output >> text=“39BIS” was verified on")
    assert page.input_value("#id_summary") == "Typed and not saved."
    assert complaints == []


def test_an_investment_is_added_with_a_new_passage_of_the_current_source(desk, client, complaints):
    entry, article = make_initiative(), make_article(title="Bordeaux")
    page = desk(entry)
    client.post("/admin/sources/citation/current-source/", {"article": article.pk})
    page.reload()

    page.click("#section-money > summary")
    page.click(ADD_INVESTMENT)
    row = page.locator("#investments-0")
    row.locator("[name=investments-0-kind]").select_option("capital-expenditure")
    row.locator("[data-new-passage]").click()
    page.fill("#new-passage-paragraph", "6")
    page.fill("#new-passage-paraphrase_fr", "Le lab a coûté un demi-million.")
    page.click("text=Save the passage")  # the other language is missing: the typing stays
    page.wait_for_selector("#new-passage-paraphrase_en_errors li")
    page.fill("#new-passage-paraphrase_en", "The lab cost half a million.")
    page.click("text=Save the passage")
    row.locator(".select2-selection__choice").wait_for()
    assert page.evaluate("document.activeElement.matches('[data-new-passage]')")
    page.keyboard.press("Control+s")
    page.wait_for_selector(".messagelist .success")

    assert entry.investments.get().citations.get() == Citation.objects.get(article=article)
    assert [text for text in complaints if "400 (Bad Request)" not in text] == []


def test_a_mistake_opens_its_section_and_is_marked_in_the_index(desk, complaints):
    entry = make_initiative()
    make_milestone(initiative=entry)
    page = desk(entry)
    page.evaluate("localStorage.setItem('desk-open-sections', '[]')")

    page.click(".section-index >> text=Timeline")
    page.click("#milestones-0 summary")
    page.fill("[name=milestones-0-what_fr]", "")
    page.keyboard.press("Control+s")
    page.wait_for_selector(".errornote")

    assert page.is_visible("[name=milestones-0-what_fr]")
    assert page.locator(".section-index .error-badge").inner_text() == "1 error"
    assert complaints == []


def test_the_list_follows_what_is_typed(desk, complaints):
    page = desk(make_initiative())
    headline = page.locator("[data-headline]")
    assert headline.inner_text() == "Ready: an Editor can publish it."

    page.fill("#id_summary", "")

    page.wait_for_selector("[data-points] >> text=Write a summary.")
    page.click("[data-points] a")
    assert page.evaluate("document.activeElement.id") == "id_summary"
    assert Initiative.objects.get().summary == "Un laboratoire."
    assert complaints == []


def test_what_a_value_means_follows_the_choice(desk):
    page = desk(make_initiative(kind="lab"))
    meaning = page.locator("#id_kind_definition span")
    first = meaning.inner_text()

    page.select_option("#id_kind", "fund")

    assert first
    assert meaning.inner_text() not in ("", first)
    page.click("#id_kind_definition button")
    assert page.locator(".vocabulary-dialog dt").count() > 5


def test_a_row_that_is_opened_offers_the_others_it_may_be_part_of(desk):
    entry = make_initiative()
    whole, ticket = make_investment(initiative=entry), make_investment(initiative=entry, position=1)
    page = desk(entry)

    page.click("#section-money > summary")
    page.click("#investments-1 summary")
    page.click("#investments-1 >> text=More")
    offered = page.locator("[name=investments-1-part_of] option")
    assert [each.get_attribute("value") for each in offered.all()] == ["", str(whole.pk)]
    page.select_option("[name=investments-1-part_of]", str(whole.pk))
    page.keyboard.press("Control+s")
    page.wait_for_selector(".messagelist .success")

    ticket.refresh_from_db()
    assert ticket.part_of == whole


def test_open_sections_are_remembered(desk):
    entry = make_initiative()
    page = desk(entry)

    page.click("#section-money > summary")
    page.wait_for_function("localStorage.getItem('desk-open-sections')?.includes('money')")
    desk(entry)

    assert page.locator("#section-money[open]").count() == 1


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("language", "width"), [("fr", 1280), ("en", 390)])
def test_axe_finds_nothing_to_say(desk, page, scheme, language, width, complaints):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    entry, citation = make_initiative(), make_citation()
    make_participation(initiative=entry, citations=[citation])
    make_investment(initiative=entry, citations=[])
    make_milestone(initiative=entry)
    make_statement(initiative=entry)
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})
    page.set_extra_http_headers({"Accept-Language": language})

    desk(entry)
    page.evaluate("document.querySelectorAll('details').forEach((each) => (each.open = true))")
    page.wait_for_timeout(300)
    assert complaints == []  # axe itself tries inline styles
    found = axe.Axe().run(page)

    assert found.violations_count == 0, found.generate_report()
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")


def test_text_twice_as_large_leaves_the_fields_their_room(desk, page):
    page.set_viewport_size({"width": 1280, "height": 900})
    desk(make_initiative())

    page.evaluate("document.documentElement.style.fontSize = '200%'")

    assert page.locator("#id_title").bounding_box()["width"] > 400
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")


def test_the_words_of_a_button_differ_from_it_under_the_pointer(desk):
    page = desk(make_initiative())

    page.locator("[data-new-passage]").first.click()
    for button in page.locator("[data-new-passage-dialog] .dialog-buttons button").all():
        button.hover()
        style = (
            "button => [getComputedStyle(button).color, getComputedStyle(button).backgroundColor]"
        )
        colour, background = button.evaluate(style)
        assert colour != background
