"""Six journeys of readers in Chromium, each from its first page to its end."""

import csv
import io
import re

import pytest

from initiatives.api.throttles import ClientThrottle
from initiatives.models import Suggestion
from initiatives.publication import publish
from initiatives.revisions import workflow
from tests.factories import (
    make_analyst,
    make_disagreement,
    make_editor,
    make_initiative,
    make_investment,
    make_participation,
    make_partner,
)
from tests.initiatives.feeds.reading import ATOM, ElementTree, faults_of, link_of

pytest.importorskip("pytest_playwright")
# pytest-base-url, which pytest-playwright brings, defines a fixture in a way pytest 10 will drop.
pytestmark = pytest.mark.filterwarnings("ignore:Session-scoped fixtures defined as instance")

UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def published(*, claims=(), **fields):
    """A published entry; ``claims`` are called with it first."""
    entry = make_initiative(**fields)
    for claim in claims:
        claim(entry)
    workflow.publish(entry, by=None)
    return entry


@pytest.mark.parametrize("width", [320, 1280])
def test_39bis_is_found_from_a_misspelt_word_and_its_citation_leads_back_to_it(
    transactional_db, live_server, page, complaints, width
):
    published(slug="39bis", title="39BIS")
    published(slug="robot", title="Robot d’hôpital")
    page.set_viewport_size({"width": width, "height": 900})
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])

    page.goto(f"{live_server.url}/en/")
    page.get_by_role("combobox", name="Search the record").fill("39BSI")
    page.keyboard.press("Enter")
    page.get_by_text("Did you mean").get_by_role("link", name="39BIS").click()
    page.get_by_role("heading", level=3).get_by_role("link", name="39BIS").click()
    page.wait_for_url("**/en/initiatives/39bis/")
    page.locator('[data-copy="cite-en"]').click()
    page.get_by_role("button", name="Copied").wait_for()

    copied = page.evaluate("navigator.clipboard.readText()")
    address = re.search(r"http://\S+/en/initiatives/39bis/v/1/", copied)[0]
    assert copied == page.locator("#cite-en").inner_text()
    assert copied.startswith("Veille, “39BIS”, version 1, published on ")
    page.goto(address)
    assert page.get_by_role("heading", level=1).inner_text() == "39BIS"
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
    assert complaints == []


def test_two_organisations_are_compared_from_the_page_of_one(
    transactional_db, live_server, page, complaints
):
    one, other = make_partner(slug="one", name="One"), make_partner(slug="other", name="Other")
    lab = make_initiative(slug="lab", title="Common lab")
    make_participation(initiative=lab, partner=one)
    make_participation(initiative=lab, partner=other, role="member")
    for investor, amount in ((one, 300_000), (other, 200_000)):
        make_investment(
            initiative=lab, investors=[investor], amount_min=amount, investors_complete=True
        )
    own = make_initiative(slug="app", title="Own application")
    make_participation(initiative=own, partner=one)
    workflow.publish_many([lab, own], by=None)
    publish.refresh([f"partner:{each.pk}" for each in (one, other)])

    page.goto(f"{live_server.url}/en/partners/")
    page.get_by_role("link", name="One", exact=True).click()
    page.get_by_role("link", name="Side by side with another organisation").click()
    page.get_by_role("link", name="Other", exact=True).click()

    assert page.get_by_role("heading", level=1).inner_text() == "One and Other, side by side"
    numbers = page.get_by_role("row", name="Initiatives").get_by_role("cell").all_inner_texts()
    assert numbers == ["2", "1"]
    first, second = page.locator(".side-columns > div").all()
    assert "€300,000" in first.inner_text()
    assert "€200,000" in second.inner_text()
    together = page.locator("#together")
    assert together.get_by_role("link", name="Common lab").count() == 1
    assert page.locator("#apart-one").get_by_role("link", name="Own application").count() == 1
    together.get_by_text("1 passage").first.click()
    assert together.locator(".note").first.is_visible()
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
    assert complaints == []


def test_investments_are_filtered_to_euro_funds_of_2017_and_that_view_is_downloaded(
    transactional_db, live_server, page, complaints
):
    wanted = [
        published_fund("one", date="2017"),
        published_fund(
            "two", date="2017-11~", qualifier="range", amount_min=2_000_000, amount_max=3_000_000
        ),
    ]
    published_fund("earlier", date="2016-12-31")
    published_fund("dollars", date="2017", currency="USD")
    published_fund("works", date="2017", kind="capital-expenditure")
    published_fund("undated")

    page.goto(f"{live_server.url}/en/")
    page.get_by_role("link", name="Investments").first.click()
    page.locator("#filter-currency-eur").check()
    page.wait_for_url("**currency=EUR**")
    page.locator("#filter-investment_kind-fund").check()
    page.wait_for_url("**investment_kind=fund**")
    for name in ("dated_after", "dated_before"):
        page.locator(f"#filter-{name}").fill("2017")
        page.keyboard.press("Tab")
        page.wait_for_url(f"**{name}=2017**")
    page.locator(".results-count", has_text="2 results").wait_for()
    shown = [
        UUID.search(link.get_attribute("href"))[0]
        for link in page.get_by_role("list", name="Published investments").locator("h3 a").all()
    ]
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV", exact=True).first.click()

    with open(download.value.path(), encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(io.StringIO(file.read())))
    assert sorted(shown) == sorted(str(each.pk) for each in wanted)
    assert [row["Identifier"] for row in rows] == shown
    assert {row["Amount, to"] for row in rows} == {"500000.00", "3000000.00"}
    assert {(row["Currency"], row["Kind"]) for row in rows} == {("EUR", "fund")}
    assert (
        "From: 2017-01-01; To: 2017-12-31; Kind of investment: fund; Currency: EUR"
        in rows[0]["This file"]
    )
    assert complaints == []


def published_fund(title, **fields):
    entry = make_initiative(slug=title, title=title.capitalize())
    investment = make_investment(initiative=entry, **{"kind": "fund", **fields})
    workflow.publish(entry, by=None)
    return investment


def test_a_disagreement_is_found_by_its_filter_and_read_with_both_passages_and_its_outcome(
    transactional_db, live_server, page, complaints
):
    published(slug="calm", title="Calm")
    entry = make_initiative(slug="lab", title="Labo")
    conflict = make_disagreement(
        entry,
        topic_en="Budget of the lab",
        resolution_en="The second amount is of the whole campus.",
        resolution_fr="Le second montant est celui du campus.",
        resolution_basis="text",
    )
    first, second = (stand.citations.get() for stand in conflict.positions.all())
    workflow.publish(entry, by=None)

    page.goto(f"{live_server.url}/en/initiatives/")
    page.get_by_text("More filters").click()
    page.locator("#filter-has_conflict-true").check()
    page.locator(".results-count", has_text="1 result").wait_for()
    page.get_by_role("link", name="Labo").click()
    page.get_by_role("link", name="1 disagreement").click()
    box = page.locator(f"#conflict-{conflict.slug}")

    assert page.evaluate("location.hash") == "#disagreements"
    assert box.get_by_role("heading").inner_text() == "Budget of the lab"
    positions = box.locator(".position")
    for stand, citation, words in zip(
        positions.all(), (first, second), ("Position 0", "Position 1"), strict=True
    ):
        assert words in stand.inner_text()
        assert citation.paraphrase_en in stand.inner_text()
        assert citation.article.title in stand.inner_text()
        stand.locator(".ref a").click()
        assert page.locator(":target").is_visible()
    assert "How we read it: The second amount is of the whole campus." in box.inner_text()
    assert complaints == []


def test_the_feed_of_a_filtered_list_has_what_the_desk_publishes_next_and_is_304_otherwise(
    transactional_db, live_server, page, as_user, complaints
):
    published(slug="first", title="First lab", kind="lab")
    published(slug="app", title="Some application", kind="application")
    draft = make_initiative(slug="second", title="Second lab", kind="lab")

    page.goto(f"{live_server.url}/en/initiatives/")
    page.locator("#filter-kind-lab").check()
    page.locator(".results-count", has_text="1 result").wait_for()
    feed = page.get_by_role("link", name="Feed (Atom)").get_attribute("href")

    def ask(seen=None):
        headers = {"If-None-Match": seen} if seen else {}
        return page.request.get(f"{live_server.url}{feed}", headers=headers)

    first = ask()
    assert titles_in(first) == ["First lab"]
    assert ask(first.headers["etag"]).status == 304
    desk = as_user(make_editor())
    desk.goto(f"{live_server.url}/admin/initiatives/initiative/{draft.pk}/change/")
    desk.get_by_role("button", name="Save and publish").click()
    desk.get_by_text("is public as version 1").wait_for()
    then = ask(first.headers["etag"])

    root = ElementTree.fromstring(then.text())
    assert titles_in(then) == ["Second lab", "First lab"]
    assert faults_of(root) == []
    assert ask(then.headers["etag"]).status == 304
    page.goto(link_of(root.find(f"{ATOM}entry"), "alternate"))
    assert page.get_by_role("heading", level=1).inner_text() == "Second lab"
    assert complaints == []


def titles_in(answer):
    assert answer.status == 200
    entries = ElementTree.fromstring(answer.text()).findall(f"{ATOM}entry")
    return [entry.findtext(f"{ATOM}title") for entry in entries]


@pytest.mark.parametrize("scripts", [True, False], ids=["with-scripts", "without"])
def test_a_correction_goes_from_the_page_to_the_desks_queue(
    transactional_db, live_server, browser, as_user, scripts
):
    ClientThrottle.forget_everybody()
    published(slug="lab", title="39BIS", claims=[lambda entry: make_investment(initiative=entry)])
    reader = browser.new_context(java_script_enabled=scripts, locale="en-GB").new_page()

    reader.goto(f"{live_server.url}/en/initiatives/lab/")
    reader.get_by_role("link", name="Suggest a correction").first.click()
    reader.get_by_label("Your e-mail address").fill("marie")
    reader.get_by_role("button", name="Send the suggestion").click()
    assert "Say first what is wrong." in reader.inner_text("[role=alert]")
    reader.get_by_label("What is wrong, and what should it say?").fill("It is EUR 600,000.")
    reader.get_by_label("Your e-mail address").fill("marie@example.org")
    reader.get_by_role("button", name="Send the suggestion").click()
    reference = reader.inner_text(".reference")
    reader.get_by_role("link", name="Back to the page").click()
    assert reader.url == f"{live_server.url}/en/initiatives/lab/"
    assert "600,000" not in reader.inner_text("main")
    reader.context.close()

    desk = as_user(make_analyst())
    desk.goto(f"{live_server.url}/admin/")
    desk.get_by_role("link", name="39BIS").first.click()
    assert reference in desk.inner_text(".review-state")
    assert "It is EUR 600,000." in desk.inner_text(".prose")
    desk.get_by_role("button", name="Take it up").click()

    assert "Taken up." in desk.inner_text(".messagelist")
    assert Suggestion.objects.get().state == "taken-up"
