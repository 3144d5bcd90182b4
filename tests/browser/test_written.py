"""Amounts and dates typed in words, in Chromium: read back while typing, stored after the save."""

import pytest

from initiatives.models import Initiative
from tests.factories import make_analyst, make_initiative

pytest.importorskip("pytest_playwright")
expect = pytest.importorskip("playwright.sync_api").expect
# pytest-base-url, which pytest-playwright brings, defines a fixture in a way pytest 10 will drop.
pytestmark = pytest.mark.filterwarnings("ignore:Session-scoped fixtures defined as instance")


@pytest.fixture
def money(live_server, page, client):
    """A new investment row on the page of an entry, unfolded."""
    client.force_login(make_analyst())
    cookie = client.cookies["sessionid"]
    page.context.add_cookies([{"name": "sessionid", "value": cookie.value, "url": live_server.url}])
    entry = make_initiative()
    page.goto(f"{live_server.url}/admin/initiatives/initiative/{entry.pk}/change/")
    page.locator("#section-money").evaluate("section => { section.open = true }")
    page.locator("#investments-group .add-row a").click()
    row = page.locator("#investments-0")
    row.evaluate("row => row.querySelectorAll('details').forEach(part => { part.open = true })")
    return row


def echo_of(row, name):
    return row.locator(f".written:has([name$='-{name}']) output")


def test_words_are_read_back_while_typing_and_stored_by_the_save(money, page):
    money.locator("[name$=-kind]").select_option("fund")
    money.locator("[name$=-amount]").fill("2,2 à 3 milliards €")
    money.locator("[name$=-date]").fill("fin 2017")

    expect(echo_of(money, "amount")).to_have_text("€2,200,000,000 to €3,000,000,000")
    expect(echo_of(money, "date")).to_have_text("between October 2017 and December 2017")
    page.locator("[name=_continue]").click()

    expect(page.locator(".messagelist")).to_contain_text("“fin 2017” read as between October 2017")
    stored = page.locator("#investments-0")
    expect(stored.locator("[name$=-amount]")).to_have_value("2,200,000,000 to 3,000,000,000")
    expect(stored.locator("[name$=-currency]")).to_have_value("EUR")
    expect(stored.locator("[name$=-date]")).to_have_value("2017-10/2017-12")
    assert Initiative.objects.get().investments.get().qualifier == "range"


def test_the_echo_follows_the_fields_beside_the_text(money):
    money.locator("[name$=-amount]").fill("55 M")
    expect(echo_of(money, "amount")).to_contain_text("In which currency?")

    money.locator("[name$=-currency]").fill("USD")

    expect(echo_of(money, "amount")).to_have_text("US$55,000,000")
