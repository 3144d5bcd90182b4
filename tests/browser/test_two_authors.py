"""Two analysts edit one entry; an editor approves the one and merges the other, in Chromium."""

import pytest

from initiatives.models import Revision
from tests.factories import make_analyst, make_editor, make_published_initiative

pytest.importorskip("pytest_playwright")
# pytest-base-url, which pytest-playwright brings, defines a fixture in a way pytest 10 will drop.
pytestmark = pytest.mark.filterwarnings("ignore:Session-scoped fixtures defined as instance")


@pytest.fixture
def entry(transactional_db):
    return make_published_initiative(title="39BIS", summary="Un laboratoire à Gentilly.")


def test_two_proposals_for_one_entry_become_two_versions(live_server, as_user, entry):
    ana, bob, editor = (as_user(each) for each in (make_analyst(), make_analyst(), make_editor()))
    form = f"{live_server.url}/admin/initiatives/initiative/{entry.pk}/change/"
    for page in (ana, bob):
        page.goto(form)
    propose(ana, title="39BIS, le lab", summary="Un laboratoire à Gentilly.")
    propose(bob, title="Le 39 bis", summary="Un laboratoire à Gentilly, ouvert en 2017.")

    public = editor.context.new_page()
    assert title_of(public, live_server, entry) == "39BIS"

    editor.goto(ana.url)
    editor.get_by_role("button", name="Approve all").click()
    editor.get_by_text("Approved: it is public.").wait_for()
    assert title_of(public, live_server, entry) == "39BIS, le lab"

    editor.goto(bob.url)
    assert editor.get_by_role("button", name="Approve all").count() == 0
    editor.get_by_role("link", name="Merge").click()
    editor.get_by_role("radio", name="Proposed").check()
    editor.get_by_role("button", name="Merge").click()
    editor.get_by_text("Merged with version 2.").wait_for()
    editor.get_by_role("button", name="Approve all").click()
    editor.get_by_text("Approved: it is public.").wait_for()

    assert title_of(public, live_server, entry) == "Le 39 bis"
    assert "ouvert en 2017" in public.locator("main").inner_text()


def test_what_is_not_ticked_goes_on_waiting(live_server, as_user, entry):
    ana, editor = as_user(make_analyst()), as_user(make_editor())
    ana.goto(f"{live_server.url}/admin/initiatives/initiative/{entry.pk}/change/")
    propose(ana, title="39BIS, le lab", summary="Un autre résumé.")

    editor.goto(ana.url)
    editor.get_by_role("checkbox", name="Take this change: Title").check()
    editor.get_by_role("button", name="Approve the ticked changes").click()
    editor.get_by_text("Approved: it is public.").wait_for()

    entry.refresh_from_db()
    assert (entry.title, entry.summary) == ("39BIS, le lab", "Un laboratoire à Gentilly.")
    assert Revision.objects.to_review().count() == 1


def test_a_form_that_somebody_else_overtook_keeps_every_word(live_server, as_user, entry):
    account = make_analyst()
    one, other = as_user(account), as_user(account)
    form = f"{live_server.url}/admin/initiatives/initiative/{entry.pk}/change/"
    for page in (one, other):
        page.goto(form)
    one.fill("#id_title", "One")
    with one.expect_navigation():
        one.keyboard.press("Control+s")

    other.fill("#id_title", "Other")
    other.fill("#id_summary", "Typed for an hour.")
    with other.expect_navigation():
        other.keyboard.press("Control+s")

    assert "after you opened it" in other.locator(".errornote, .errorlist").all_inner_texts()[-1]
    assert other.input_value("#id_summary") == "Typed for an hour."
    assert Revision.objects.get().document["initiative"][str(entry.pk)]["title"] == "One"


def propose(page, **fields):
    for name, value in fields.items():
        page.fill(f"#id_{name}", value)
    with page.expect_navigation():
        page.get_by_role("button", name="Save and submit for review").click()
    page.get_by_text("waits for somebody else’s decision").wait_for()


def title_of(page, live_server, entry) -> str:
    page.goto(f"{live_server.url}/fr/initiatives/{entry.slug}/")
    return page.locator("h1").inner_text()
