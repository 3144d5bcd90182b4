"""A published entry edited on the desk: a save is a proposal; rows and public page stay."""

import pytest
from django.contrib.admin.models import LogEntry
from django.db import transaction

from initiatives.models import (
    Evidence,
    Initiative,
    Investment,
    PublicationCounter,
    PublishedChange,
    PublishedInitiative,
    Revision,
)
from sources.admin.refusals import Refusal

from ...factories import (
    make_analyst,
    make_citation,
    make_editor,
    make_initiative,
    make_investment,
    make_partner,
    make_published_initiative,
)
from ..revisions.proposing import (
    approve,
    own,
    proposed,
    retitled,
)
from .desk import INVESTMENT, MEMBER, address, errors, said, save, typed


@pytest.fixture
def published(db):
    return make_published_initiative(title="39BIS")


def proposed_title(entry, author) -> str:
    [row] = own(entry, author).document["initiative"].values()
    return row["title"]


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
    row = {**MEMBER, "partner": make_partner().pk}
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


# ── No trace ─────────────────────────────────────────────────────────────────────────────────────


def test_a_proposal_leaves_no_trace_in_what_is_published_or_logged(client, analyst, published):
    def written():
        return [
            list(model.objects.values_list())
            for model in (
                LogEntry,
                Initiative,
                Investment,
                Evidence,
                PublishedInitiative,
                PublishedChange,
                PublicationCounter,
            )
        ]

    client.force_login(analyst)
    before = written()

    save(client, published, title="Renamed", add_row={"investments": INVESTMENT})
    client.get(address(published, "change"))

    assert proposed_title(published, analyst) == "Renamed"
    assert written() == before


def test_a_mistake_in_the_form_keeps_the_typing_and_no_proposal(client, analyst, published):
    client.force_login(analyst)

    response = save(client, published, title="", summary="Autre.")

    assert response.context["adminform"].form["summary"].value() == "Autre."
    assert response.context["adminform"].form.errors["title"]
    assert not Revision.objects.exists()


def test_a_mistake_on_top_of_a_proposal_keeps_both(client, analyst, published):
    client.force_login(analyst)
    save(client, published, title="Renamed")

    response = save(client, published, summary="Autre.", **{"investments-0-currency": "eur"})

    assert "A currency is three capital letters" in errors(response)
    form = response.context["adminform"].form
    assert (form["title"].value(), form["summary"].value()) == ("Renamed", "Autre.")
    assert proposed_title(published, analyst) == "Renamed"


def test_saving_what_was_proposed_again_makes_no_second_save(client, analyst, published):
    client.force_login(analyst)
    save(client, published, title="Renamed")
    saves = own(published, analyst).lock

    save(client, published)

    assert own(published, analyst).lock == saves


def test_the_page_of_a_row_shows_ones_own_proposal(client, analyst, published):
    client.force_login(analyst)
    save(client, published, **{"investments-0-scope_en": "a laboratory"})

    page = client.get(address(published.investments.get(), "change"))

    assert page.context["adminform"].form["scope_en"].value() == "a laboratory"


# ── Typed on top of something else ───────────────────────────────────────────────────────────────


@pytest.fixture
def draft(db):
    return make_initiative(title="Draft")


def test_a_stale_save_of_a_draft_is_refused_and_keeps_what_was_typed(client, analyst, draft):
    client.force_login(analyst)
    url = address(draft, "change")
    stale = typed(client.get(url)) | {"title": "Two"}
    save(client, draft, title="One")

    response = client.post(url, stale)

    assert f"{analyst.username} saved it on" in errors(response)
    assert response.context["adminform"].form["title"].value() == "Two"
    draft.refresh_from_db()
    assert draft.title == "One"


def test_a_draft_saved_without_its_token_is_refused(client, analyst, draft):
    client.force_login(analyst)

    response = save(client, draft, title="Renamed", edit_token=None)

    assert "after you opened it" in errors(response)
    draft.refresh_from_db()
    assert draft.title == "Draft"


def test_a_row_of_a_draft_saved_meanwhile_makes_the_entrys_form_stale(client, analyst, draft):
    row = make_investment(initiative=draft)
    client.force_login(analyst)
    stale = typed(client.get(address(draft, "change"))) | {"title": "Two"}
    save(client, row, scope_en="a laboratory")

    response = client.post(address(draft, "change"), stale)

    assert "after you opened it" in errors(response)


def test_what_was_approved_meanwhile_makes_a_form_stale(client, analyst, published):
    client.force_login(analyst)
    stale = typed(client.get(address(published, "change"))) | {"title": "Two"}
    approve(proposed(published, make_analyst(), retitled("One")), make_editor())

    response = client.post(address(published, "change"), stale)

    assert "after you opened it" in errors(response)
    assert not Revision.objects.open().exists()


# ── What a proposal names is gone ────────────────────────────────────────────────────────────────


def test_a_partner_gone_meanwhile_is_named_and_the_rest_can_be_saved(client, analyst, published):
    partner = make_partner(name="Orange")
    client.force_login(analyst)
    row = {**MEMBER, "partner": partner.pk}
    save(client, published, title="Renamed", add_row={"participations": row})
    partner.delete()

    page = client.get(address(published, "change"))
    response = save(client, published, summary="Autre.")

    assert "Left out of your proposal" in said(page)
    assert "Participation: member" in said(page)
    assert page.context["adminform"].form["title"].value() == "Renamed"
    assert response.status_code == 302
    assert len(own(published, analyst).document["participation"]) == 1


def test_a_whole_gone_meanwhile_is_named(client, analyst, published):
    whole = make_initiative(title="Programme")
    client.force_login(analyst)
    save(client, published, add_row={"parent_links": {"parent": whole.pk, "position": 0}})
    whole.delete()

    page = client.get(address(published, "change"))

    assert page.status_code == 200
    assert "Left out of your proposal" in said(page)


def test_an_address_taken_meanwhile_is_named_and_the_other_changes_are_kept(
    client, analyst, published
):
    client.force_login(analyst)
    save(client, published, slug="wanted", title="Renamed")
    make_initiative(slug="wanted")

    page = client.get(address(published, "change"))

    form = page.context["adminform"].form
    assert "taken by now: Slug: wanted." in said(page)
    assert (form["slug"].value(), form["title"].value()) == (published.slug, "Renamed")


# ── Every way round ──────────────────────────────────────────────────────────────────────────────


def test_a_save_that_did_not_come_through_the_sandbox_is_refused(rf, editor, published):
    from django.contrib import admin

    request = rf.post("/")
    request.user = editor
    page = admin.site.get_model_admin(Investment)
    form = page.get_form(request)()

    with transaction.atomic(), pytest.raises(Refusal, match="change it on its own page"):
        page.save_model(request, published.investments.get(), form, True)


def test_a_row_others_hang_from_in_the_proposal_is_not_removed_behind_it(
    client, analyst, published
):
    whole = published.investments.get()
    client.force_login(analyst)
    save(client, published, add_row={"investments": {**INVESTMENT, "part_of": str(whole.pk)}})

    response = client.post(address(whole, "delete"), {"post": "yes"}, follow=True)

    assert "Another row still needs this one" in said(response)
    assert str(whole.pk) in own(published, analyst).document["investment"]


def test_a_withdrawn_entry_is_changed_where_it_stands(client, editor, published):
    from initiatives.revisions import workflow

    workflow.withdraw(published, by=None, reason="Asked to.")
    client.force_login(editor)

    save(client, published.investments.get(), scope_en="a laboratory")

    assert published.investments.get().scope_en == "a laboratory"
    published.refresh_from_db()
    assert published.edited_by == editor
