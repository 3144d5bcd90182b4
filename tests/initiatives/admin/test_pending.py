"""A published entry edited on the desk: a save is a proposal; rows and public page stay."""

import pytest

from initiatives.models import Revision

from ...factories import make_analyst, make_citation, make_partner, make_published_initiative
from .desk import address, errors, save, typed


@pytest.fixture
def published(db):
    return make_published_initiative(title="39BIS")


def own(entry, author) -> Revision:
    return Revision.objects.open().get(initiative=entry, author=author)


def test_a_save_is_a_proposal(client, analyst, published):
    client.force_login(analyst)

    save(client, published, title="Renamed", reason="Its new name.")

    published.refresh_from_db()
    [row] = own(published, analyst).document["initiative"].values()
    assert (published.title, row["title"]) == ("39BIS", "Renamed")
    assert own(published, analyst).reason == "Its new name."


def test_the_form_opens_on_ones_own_proposal(client, analyst, published):
    client.force_login(analyst)
    save(client, published, title="Renamed")

    page = client.get(address(published, "change"))

    assert page.context["adminform"].form["title"].value() == "Renamed"


def test_nobody_else_sees_it(client, analyst, published):
    client.force_login(analyst)
    save(client, published, title="Renamed")
    client.force_login(make_analyst())

    page = client.get(address(published, "change"))

    assert page.context["adminform"].form["title"].value() == "39BIS"


def test_a_new_row_can_be_changed_again_in_the_proposal(client, analyst, published):
    client.force_login(analyst)
    citation = make_citation()
    row = {"partner": make_partner().pk, "role": "member", "stated": "explicit", "position": "5"}
    save(client, published, add_row={"participations": {**row, "passages": [str(citation.pk)]}})

    data = typed(client.get(address(published, "change")))
    index = next(n for n in range(2) if data[f"participations-{n}-role"] == "member")
    save(client, published, **{f"participations-{index}-role": "operator"})

    rows = own(published, analyst).document["participation"].values()
    assert sorted(row["role"] for row in rows) == ["lead", "operator"]
    assert published.participations.count() == 1


def test_a_stale_form_is_refused_and_keeps_what_was_typed(client, analyst, published):
    client.force_login(analyst)
    url = address(published, "change")
    stale = typed(client.get(url)) | {"title": "Two"}
    save(client, published, title="One")

    response = client.post(url, stale)

    assert "after you opened it" in errors(response)
    assert response.context["adminform"].form["title"].value() == "Two"


def test_a_form_without_its_token_is_refused(client, analyst, published):
    client.force_login(analyst)

    response = save(client, published, title="Renamed", edit_token=None)

    assert "after you opened it" in errors(response)


def test_saving_again_after_the_warning_is_on_purpose(client, analyst, published):
    client.force_login(analyst)
    url = address(published, "change")
    stale = typed(client.get(url)) | {"title": "Two"}
    save(client, published, title="One")
    warned = client.post(url, stale)

    client.post(url, typed(warned))

    [row] = own(published, analyst).document["initiative"].values()
    assert row["title"] == "Two"
