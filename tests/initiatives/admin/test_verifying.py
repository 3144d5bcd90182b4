"""“Checked, still true”: on the form of an entry, in the list of those that age."""

import pytest
from django.utils import timezone

from initiatives.models import Initiative, PublishedVersion

from ...factories import make_initiative, make_published_initiative
from ...pages import text_of
from .desk import address, said, typed
from .test_revision_list import act


@pytest.fixture
def entry(db):
    return make_published_initiative(title="39BIS")


def verified(entry):
    entry.refresh_from_db()
    return entry.last_verified_on


def test_an_analyst_says_that_an_entry_is_still_true(client, analyst, entry):
    client.force_login(analyst)

    response = client.post(address(entry, "verify"), follow=True)

    assert verified(entry) == timezone.localdate()
    assert "“39BIS” was verified on" in said(response)
    assert response.redirect_chain == [(address(entry, "change"), 302)]


def test_it_makes_no_version(client, analyst, entry):
    client.force_login(analyst)

    client.post(address(entry, "verify"))

    assert PublishedVersion.objects.filter(initiative=entry).count() == 1


def test_looking_at_the_address_verifies_nothing(client, analyst, entry):
    client.force_login(analyst)

    assert client.get(address(entry, "verify")).status_code == 405
    assert verified(entry) is None


def test_a_forged_request_is_refused(client, analyst, entry):
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    strict.force_login(analyst)

    assert strict.post(address(entry, "verify")).status_code == 403
    assert verified(entry) is None


def test_one_goes_back_to_the_list_one_came_from(client, analyst, entry):
    client.force_login(analyst)
    back = address(Initiative, "changelist") + "?queue=ageing"

    response = client.post(address(entry, "verify") + f"?next={back}")

    assert response.url == back


def test_one_is_not_sent_to_another_site(client, analyst, entry):
    client.force_login(analyst)

    response = client.post(address(entry, "verify") + "?next=https://elsewhere.example/")

    assert response.url == address(entry, "change")


def test_the_script_of_the_form_is_answered_without_leaving_the_page(client, analyst, entry):
    client.force_login(analyst)

    response = client.post(address(entry, "verify"), headers={"accept": "application/json"})

    assert "was verified on" in response.json()["text"]


def test_a_draft_is_not_verified_by_the_button(client, analyst):
    draft = make_initiative()
    client.force_login(analyst)

    response = client.post(address(draft, "verify"), follow=True)

    assert "It was never public" in said(response)
    assert verified(draft) is None


def test_the_date_of_a_published_entry_is_not_typed(client, analyst, entry):
    client.force_login(analyst)

    page = client.get(address(entry, "change"))

    assert "last_verified_on" not in typed(page)
    assert "Never verified since it was written." in text_of(page)


def test_the_date_of_a_draft_is_typed(client, analyst):
    client.force_login(analyst)

    assert "last_verified_on" in typed(client.get(address(make_initiative(), "change")))


def test_each_row_that_ages_has_its_button(client, analyst, entry):
    client.force_login(analyst)
    ageing = address(Initiative, "changelist") + "?queue=ageing"

    button = f'formaction="{address(entry, "verify")}?next='

    assert button in client.get(ageing).content.decode()
    assert button not in client.get(address(Initiative, "changelist")).content.decode()


def test_several_are_verified_by_the_action(client, analyst, entry):
    draft = make_initiative()
    client.force_login(analyst)

    response = act(client, "verify", entry, draft)

    assert (verified(entry), verified(draft)) == (timezone.localdate(), None)
    assert "1 entry is verified as of today." in said(response)
