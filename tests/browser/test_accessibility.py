"""Every kind of public page under axe-core: both languages, both themes, a phone and a desk."""

import pytest
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
axe = pytest.importorskip("axe_playwright_python.sync_playwright")
# pytest-base-url, which pytest-playwright brings, defines a fixture in a way pytest 10 will drop.
pytestmark = pytest.mark.filterwarnings("ignore:Session-scoped fixtures defined as instance")

LONG = "Plateforme anticonstitutionnellement interopérable d’accompagnement thérapeutique "


@pytest.fixture
def addresses(transactional_db) -> list[str]:
    """A page of each kind, full and empty, after its language."""
    theme = make_theme(slug="e-health")
    parent = make_published_initiative(slug="parent", title=(LONG * 3)[:180])
    entry = make_initiative(
        slug="full", description="Un *lieu* et [un lien](https://example.org/)."
    )
    entry.themes.add(theme)
    partner = make_partner(slug="sanofi", country="FR", country_basis="common-knowledge")
    make_participation(initiative=entry, partner=make_partner(slug="other"), role="member")
    quoted = make_citation(quote="Un demi-million")
    make_parent(entry, parent, basis_fr="même équipe", basis_en="same team")
    make_participation(initiative=entry, partner=partner, role="lead")
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
        "partners/sanofi/",
        "partners/compare/?partner=sanofi",
        "partners/compare/?partner=sanofi&partner=other",
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
        "corrections/",
        "about/",
        "methodology/",
    ]


# Neither the width of a page nor its words depend on the theme: two of the four pairs are enough.
LOOKS = pytest.mark.parametrize(("scheme", "width"), [("dark", 320), ("light", 1280)])
LANGUAGES = pytest.mark.parametrize("language", ["fr", "en"])


@LOOKS
@LANGUAGES
def test_no_page_has_a_violation_a_complaint_or_a_sideways_scroll(
    live_server, page, addresses, language, scheme, width
):
    assert faults(live_server, page, addresses, language, scheme, width) == []


@LOOKS
@LANGUAGES
@pytest.mark.parametrize(("error", "status"), [(OperationalError, 503), (ValueError, 500)])
def test_nor_has_the_page_of_a_failure(
    live_server, page, monkeypatch, language, scheme, width, error, status
):
    def fail(*arguments):
        raise error

    monkeypatch.setattr(HomeView, "answer", fail)

    assert faults(live_server, page, [""], language, scheme, width) == []
    assert page.reload().status == status


def faults(live_server, page, addresses, language, scheme, width) -> list[str]:
    """What axe and the console find on the pages, and which of them overflow."""
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.set_viewport_size({"width": width, "height": 900})
    found = []
    page.on("pageerror", lambda error: found.append(str(error)))
    page.on("console", lambda said: found.append(said.text))
    for address in addresses:
        page.goto(f"{live_server.url}/{language}/{address}")
        for violation in axe.Axe().run(page).response["violations"]:
            found.append(f"{address}: {violation['id']}, {violation['nodes'][0]['html']}")
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found.append(f"{address} scrolls sideways")
    # Chromium says of each answer that is no success that it is none.
    return [each for each in found if "the server responded with a status of" not in each]
