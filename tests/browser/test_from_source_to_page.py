"""One article's way to the public page, in French: an analyst cites, the gate refuses, an editor
publishes, a reader checks the figure.
"""

import re

import pytest

from tests.factories import make_analyst, make_article, make_citation, make_editor, make_initiative

pytest.importorskip("pytest_playwright")
# pytest-base-url, which pytest-playwright brings, defines a fixture in a way pytest 10 will drop.
pytestmark = pytest.mark.filterwarnings("ignore:Session-scoped fixtures defined as instance")

UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-", re.IGNORECASE)
# Words of the English desk that a French analyst must never meet.
ENGLISH = re.compile(
    r"\b(amount|close|current|delete|draft|evidence|investment|passage here|publish|save|source of"
    r"|summary|title|with)\b",
    re.IGNORECASE,
)


@pytest.fixture
def entry(transactional_db):
    article = make_article(title="Un labo à Bordeaux", title_typeset="")
    about = make_citation(
        article=article, paraphrase_fr="Le labo ouvre.", paraphrase_en="It opens."
    )
    return make_initiative(title="Labo de Bordeaux", language="fr", citations=[about])


def test_a_figure_goes_from_an_article_to_the_page_of_the_public(live_server, as_user, entry):
    form = f"{live_server.url}/admin/initiatives/initiative/{entry.pk}/change/"
    analyst = as_user(make_analyst(), "fr-FR")
    analyst.goto(form)
    work_from(analyst, "bordeaux", "Un labo à Bordeaux")
    add_investment(analyst, 0, "500 000 €")
    cite_new_passage(analyst, 0, "Le labo a coûté un demi-million.", "It cost half a million.")
    add_investment(analyst, 1, "2,2 à 3 milliards d’euros")
    save(analyst)

    points = analyst.locator("[data-points]").inner_text()
    amount = "2\u202f200\u202f000\u202f000 – 3\u202f000\u202f000\u202f000\xa0EUR"
    assert points == f"L’investissement de {amount} n’a pas de passage."
    assert_french(analyst)

    editor = as_user(make_editor(), "fr-FR")
    editor.goto(form)
    editor.get_by_role("button", name="Enregistrer et publier").click()
    editor.wait_for_selector(".messagelist .warning, .messagelist .error")
    assert amount in editor.locator(".messagelist").inner_text()
    assert_french(editor)

    cite_new_passage(analyst, 1, "Le marché pèse des milliards.", "The market weighs billions.")
    save(analyst)
    analyst.wait_for_selector(".readiness.is-ready")
    editor.goto(form)
    editor.get_by_role("button", name="Enregistrer et publier").click()
    editor.get_by_text("est publique, en version 1").wait_for()
    assert_french(editor)

    reader = as_user(make_analyst(), "fr-FR")
    reader.goto(f"{live_server.url}/fr/initiatives/{entry.slug}/")
    figures = reader.locator("#figures").inner_text()
    assert re.search(r"500\s000\s€", figures)
    assert "Le labo a coûté un demi-million." in figures
    assert "Un labo à Bordeaux" in figures


def work_from(page, words, title):
    page.click("[data-source-change] summary")
    page.click("[data-source-change] .select2-selection")
    page.keyboard.type(words)
    page.click(f".select2-results__option >> text={title}")
    page.click("[data-source-form] button >> nth=0")
    page.wait_for_selector(f"[data-source-name] >> text={title}")


def add_investment(page, number, amount):
    if not page.locator("#section-money[open]").count():
        page.click("#section-money > summary")
    page.click("#investments-group .add-row a")
    row = page.locator(f"#investments-{number}")
    row.locator(f"[name=investments-{number}-kind]").select_option("capital-expenditure")
    row.locator(f"[name=investments-{number}-amount]").fill(amount)
    row.locator(".read-back--yes").first.wait_for()


def cite_new_passage(page, number, french, english):
    row = page.locator(f"#investments-{number}")
    if not row.locator("[data-new-passage]").is_visible():
        row.locator("summary").first.click()
    row.locator("[data-new-passage]").click()
    page.fill("#new-passage-paragraph", str(number + 3))
    page.fill("#new-passage-paraphrase_fr", french)
    page.fill("#new-passage-paraphrase_en", english)
    page.click("[data-new-passage-dialog] button[type=submit]")
    row.locator(".select2-selection__choice").wait_for()


def save(page):
    with page.expect_navigation():
        page.keyboard.press("Control+s")
    page.wait_for_selector(".messagelist .success")


def assert_french(page):
    shown = page.locator("body").inner_text()
    assert UUID.search(shown) is None
    assert ENGLISH.findall(shown) == []
