"""Every kind of public page under axe-core: both languages, both themes, a phone and a desk, text
twice as large; and by the Tab key alone.
"""

import pytest
from django.core.management import call_command
from django.db import OperationalError

from initiatives.revisions import workflow
from initiatives.views.home import HomeView
from tests.factories import (
    make_citation,
    make_disagreement,
    make_initiative,
    make_investment,
    make_metric,
    make_milestone,
    make_parent,
    make_participation,
    make_partner,
    make_published_initiative,
    make_statement,
    make_status,
    make_theme,
)

pytest.importorskip("pytest_playwright")
axe = pytest.importorskip("axe_playwright_python.base")
# pytest-base-url, which pytest-playwright brings, defines a fixture in a way pytest 10 will drop.
pytestmark = pytest.mark.filterwarnings("ignore:Session-scoped fixtures defined as instance")

LONG = "Plateforme anticonstitutionnellement interopérable d’accompagnement thérapeutique "


@pytest.fixture
def addresses(transactional_db, settings, tmp_path) -> list[str]:
    """A page of each kind, full and empty, after its language."""
    settings.EXPORTS_DIR = tmp_path / "exports"
    theme = make_theme(slug="e-health")
    parent = make_published_initiative(slug="parent", title=(LONG * 3)[:180])
    entry = make_initiative(
        slug="full", description="Un *lieu* et [un lien](https://example.org/)."
    )
    entry.themes.add(theme)
    partner = make_partner(slug="sanofi", country="FR", country_basis="common-knowledge")
    make_participation(initiative=entry, partner=make_partner(slug="other"), role="member")
    part = make_partner(
        slug="part", parent=partner, parent_relation="subsidiary-of", parent_basis="text"
    )
    quoted = make_citation(quote="Un demi-million")
    make_parent(entry, parent, basis_fr="même équipe", basis_en="same team")
    make_participation(initiative=entry, partner=partner, role="lead")
    make_participation(initiative=entry, partner=part)
    money = make_investment(initiative=entry, citations=[quoted])
    money.investors.add(partner)
    make_investment(
        initiative=entry, disclosure="explicitly-withheld", amount_min=None, currency=""
    )
    make_milestone(initiative=entry)
    make_metric(initiative=entry)
    make_statement(initiative=entry, date="2017-12")
    make_status(initiative=entry, status="announced", as_of="2016-05")
    make_status(initiative=entry, status="active", as_of="2018-02")
    make_disagreement(entry)
    make_published_initiative(slug="bare")
    gone = make_published_initiative(slug="gone")
    workflow.publish(entry, by=None)
    money.amount_min = money.amount_max = 550_000
    money.save()
    entry.milestones.all().delete()
    entry.summary = "Un grand laboratoire."
    entry.save()
    workflow.publish(entry, by=None, reason="The budget was misread.")
    workflow.withdraw(gone, by=None, reason="Published by mistake.")
    call_command("snapshot", verbosity=0)
    return [
        "",
        *(f"{name}/" for name in ("initiatives", "partners", "investments", "sources", "themes")),
        "initiatives/full/",
        "initiatives/bare/",
        "initiatives/full/history/",
        "initiatives/full/v/1/",
        "initiatives/full/compare/",
        "initiatives/full/compare/?from=9",
        "initiatives/gone/",
        "initiatives/gone/history/",
        "initiatives/nobody/",
        "initiatives/?kind=lab&q=zzz",
        "initiatives/?q=sanoffi",
        "search/",
        "search/?q=laboratoire+sanofi+or+lab",
        "search/?q=sanoffi",
        "initiatives/?kind=nonsense",
        "initiatives/full/suggest/",
        "partners/sanofi/",
        "partners/compare/?partner=sanofi",
        "partners/compare/?partner=sanofi&partner=other",
        "partners/sanofi/?include_subsidiaries=true",
        "partners/sanofi/?include_subsidiaries=perhaps",
        f"investments/{money.pk}/",
        f"sources/{quoted.article.slug}/",
        "themes/e-health/",
        "timeline/",
        "timeline/?kind=lab&group=theme",
        "network/",
        "figures/timeline/embed/",
        "figures/network/embed/",
        "figures/investments/embed/",
        "figures/themes/embed/?q=zzz",
        "follow/",
        "exports/",
        "audit/",
        "corrections/",
        "about/",
        "methodology/",
        "preview/nothing/",
    ]


# What axe leaves out unless it is asked: targets of 24 px (WCAG 2.2).
RULES = {"rules": {"target-size": {"enabled": True}}}
CONTRAST = {"runOnly": ["color-contrast"]}
LANGUAGES = pytest.mark.parametrize("language", ["fr", "en"])
# Neither the width of a page nor its words depend on the theme: two of the four pairs are enough,
# and the colours of the other theme. A page is loaded with the first pair and turned to the second,
# which is another for each language, so that it is loaded with both.
PHONE, DESK = ("dark", 320), ("light", 1280)
LOOKS = {"fr": (PHONE, DESK), "en": (DESK, PHONE)}


@LANGUAGES
def test_no_page_has_a_violation_a_complaint_or_a_sideways_scroll(
    live_server, page, addresses, language
):
    assert faults(live_server, page, addresses, language) == []


@LANGUAGES
@pytest.mark.parametrize(("error", "status"), [(OperationalError, 503), (ValueError, 500)])
def test_nor_has_the_page_of_a_failure(live_server, page, monkeypatch, language, error, status):
    def fail(*arguments):
        raise error

    monkeypatch.setattr(HomeView, "answer", fail)

    assert faults(live_server, page, [""], language) == []
    assert page.reload().status == status


def faults(live_server, page, addresses, language) -> list[str]:
    """What axe and the console find on the pages, and which of them overflow."""
    found = []
    page.on("pageerror", lambda error: found.append(str(error)))
    page.on("console", lambda said: found.append(said.text))
    first, second = LOOKS[language]
    for address in addresses:
        turn(page, *first)
        page.goto(f"{live_server.url}/{language}/{address}")
        found += faults_of_look(page, address, *first)
        turn(page, *second)
        found += faults_of_look(page, address, *second)
    # Chromium says of each answer that is no success that it is none.
    return [each for each in found if "the server responded with a status of" not in each]


def turn(page, scheme, width):
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.set_viewport_size({"width": width, "height": 900})


def faults_of_look(page, address, scheme, width) -> list[str]:
    """What axe finds on the page that is open, in this theme and the other, and its overflows."""
    where = f"{address} at {width} px, {scheme}"
    found = [f"{where}: {each}" for each in violations(page, RULES)]
    page.emulate_media(color_scheme="light" if scheme == "dark" else "dark")
    found += [f"{where}, the other theme: {each}" for each in violations(page, CONTRAST)]
    page.emulate_media(color_scheme=scheme)
    for size in ("200%", "100%"):
        page.evaluate(f"document.documentElement.style.fontSize = '{size}'")
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found.append(f"{where} scrolls sideways at {size}")
    return found


def violations(page, options) -> list[str]:
    """What axe, which is put into a page once, finds on it."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(axe.AXE_SCRIPT)
    run = "options => axe.run(options).then(results => results.violations)"
    found = page.evaluate(run, {"resultTypes": ["violations"], **options})
    return [f"{each['id']}, {each['nodes'][0]['html']}" for each in found]


@LANGUAGES
def test_a_suggestion_can_be_sent_by_everybody(live_server, page, addresses, language):
    page.goto(f"{live_server.url}/{language}/initiatives/full/suggest/")

    page.locator("form.suggest button").click()
    refused = violations(page, RULES)
    page.locator("textarea").fill("It opened in 2018.")
    page.locator("form.suggest button").click()

    assert page.locator(".reference").is_visible()
    assert (refused, violations(page, RULES)) == ([], [])


# Every element one can act on, in the order of the page; which of them Tab reached, and whether
# each showed that it has the focus.
WALK = """() => {
  const acting = "a[href], button, input, select, textarea, summary, [tabindex]";
  const stops = [...document.querySelectorAll(acting)].filter(
    (each) => each.tabIndex >= 0 && each.type !== "hidden" && each.checkVisibility()
  );
  window.reached = [];
  document.addEventListener("focusin", ({ target }) => {
    const isMarked = getComputedStyle(target).outlineStyle !== "none";
    reached.push(isMarked ? stops.indexOf(target) : target.outerHTML);
  });
  return stops.length;
}"""


def test_the_tab_key_reaches_everything_in_order_and_shows_where_it_is(
    live_server, page, addresses
):
    for address in ("", "initiatives/", "initiatives/full/", "search/?q=sanofi", "timeline/"):
        page.goto(f"{live_server.url}/en/{address}")
        stops = page.evaluate(WALK)
        for _ in range(stops):
            page.keyboard.press("Tab")
        assert page.evaluate("reached") == list(range(stops)), address
