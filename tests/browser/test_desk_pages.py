"""The desk under axe-core: dashboard, lists, forms, and the pages of who is not logged in."""

import pytest

from tests.factories import (
    make_citation,
    make_disagreement,
    make_editor,
    make_initiative,
    make_investment,
    make_participation,
    make_partner,
    make_published_initiative,
    make_statement,
)

pytest.importorskip("pytest_playwright")
axe = pytest.importorskip("axe_playwright_python.sync_playwright")
# pytest-base-url, which pytest-playwright brings, defines a fixture in a way pytest 10 will drop.
pytestmark = pytest.mark.filterwarnings("ignore:Session-scoped fixtures defined as instance")

LISTS = [
    "initiatives/initiative",
    "initiatives/partner",
    "initiatives/investment",
    "initiatives/statement",
    "initiatives/disagreement",
    "sources/sourcearticle",
    "sources/citation",
]
OUTSIDE = ["login/", "password_reset/", "password_reset/done/", "reset/done/", "reset/x/y/"]
# Neither the width of a page nor its words depend on the theme: two of the four pairs are enough.
LOOKS = pytest.mark.parametrize(
    ("language", "scheme", "width"), [("fr", "dark", 390), ("en", "light", 1280)]
)


@pytest.fixture
def inspect(live_server, page):
    """``inspect(addresses, …)``: what axe and the console find on them, and what overflows."""

    def found(addresses, language, scheme, width):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        page.set_viewport_size({"width": width, "height": 900})
        page.set_extra_http_headers({"Accept-Language": language})
        said, faults = [], []
        page.on("pageerror", lambda error: said.append(str(error)))
        # Chromium's hints on how a form might be better are no complaints.
        page.on("console", lambda each: "[DOM]" not in each.text and said.append(each.text))
        for address in addresses:
            page.goto(f"{live_server.url}/admin/{address}")
            faults += [f"{address}: {each}" for each in said]
            for violation in axe.Axe().run(page).response["violations"]:
                faults.append(f"{address}: {violation['id']}, {violation['nodes'][0]['html']}")
            said.clear()  # axe itself tries inline styles, and to read every style sheet
            if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                faults.append(f"{address} scrolls sideways")
        return faults

    return found


@pytest.fixture
def addresses(transactional_db, live_server, page, client) -> list[str]:
    """Dashboard, lists and forms, with a row in each, as an editor sees them."""
    passage = make_citation(quote="Un demi-million")
    partner = make_partner(slug="sanofi")
    entry = make_initiative(citations=[passage])
    make_participation(initiative=entry, partner=partner, citations=[passage])
    make_investment(initiative=entry, citations=[passage])
    make_statement(initiative=entry)
    make_disagreement(entry)
    make_published_initiative(title="Laboratoire ouvert")
    client.force_login(make_editor())
    cookie = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
    return [
        "",
        *(f"{name}/" for name in LISTS),
        "initiatives/initiative/?q=nothing",
        "initiatives/partner/add/",
        f"initiatives/partner/{partner.pk}/change/",
        "sources/sourcearticle/add/",
        f"sources/sourcearticle/{passage.article.pk}/change/",
        f"sources/citation/{passage.pk}/change/",
        f"sources/sourcearticle/{passage.article.pk}/delete/",
        "password_change/",
        "no/such/page/",
    ]


@LOOKS
def test_no_page_of_the_desk_has_a_violation_or_a_complaint(
    inspect, addresses, language, scheme, width
):
    found = inspect(addresses, language, scheme, width)

    # Chromium says of each answer that is no success that it is none.
    assert [each for each in found if "the server responded with a status of 4" not in each] == []


@LOOKS
def test_no_page_before_the_desk_has_one_either(inspect, db, language, scheme, width):
    assert inspect(OUTSIDE, language, scheme, width) == []
