"""A published entry edited on the desk: a save is a proposal; rows and public page stay."""

import pytest
from django.contrib.admin.models import LogEntry
from django.db import transaction

from initiatives.models import (
    Evidence,
    Initiative,
    Investment,
    Milestone,
    PublicationCounter,
    PublishedChange,
    PublishedInitiative,
    PublishedStatement,
    Revision,
)
from sources.admin.refusals import Refusal

from ...factories import (
    make_analyst,
    make_citation,
    make_editor,
    make_initiative,
    make_investment,
    make_participation,
    make_partner,
    make_published_initiative,
    make_theme,
)
from ..revisions.proposing import (
    approve,
    own,
    proposed,
    publish_proposal,
    retitled,
)
from .desk import address, errors, said, save, typed

INVESTMENT = {
    "kind": "capital-expenditure",
    "disclosure": "disclosed",
    "amount": "7",
    "currency": "EUR",
    "qualifier": "exact",
    "period": "once",
    "recipient_kind": "self",
    "investor_share_disclosed": "unknown",
    "position": "0",
}
MEMBER = {"role": "member", "stated": "explicit", "position": "5"}


@pytest.fixture
def published(db):
    return make_published_initiative(title="39BIS")


def proposed_title(entry, author) -> str:
    [row] = own(entry, author).document["initiative"].values()
    return row["title"]


def new_row(entry, author, name) -> str:
    """The key of the one row that lies in the author's revision alone."""
    revision = own(entry, author)
    [key] = revision.document[name].keys() - revision.base[name].keys()
    return key


def number_of(data, prefix, key) -> int:
    """Where the row ``key`` stands among the inline rows of a form."""
    total = int(data[f"{prefix}-TOTAL_FORMS"])
    return next(n for n in range(total) if str(data[f"{prefix}-{n}-id"]) == str(key))


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


# ── Rows of every kind ───────────────────────────────────────────────────────────────────────────


def test_a_row_changed_on_the_entrys_page_stays_as_it_is(client, analyst, published):
    client.force_login(analyst)

    save(client, published, **{"investments-0-scope_en": "a laboratory"})

    [row] = own(published, analyst).document["investment"].values()
    assert (row["scope_en"], published.investments.get().scope_en) == ("a laboratory", "")


def test_a_row_removed_on_the_entrys_page_stays_and_its_passages_too(client, analyst, published):
    client.force_login(analyst)
    links = published.evidence.count()

    save(client, published, **{"milestones-0-DELETE": "on"})

    revision = own(published, analyst)
    assert revision.document["milestone"] == {}
    assert len(revision.document["evidence"]) == links - 1
    assert (published.milestones.count(), published.evidence.count()) == (1, links)


def test_a_row_removed_in_the_proposal_is_gone_from_its_form(client, analyst, published):
    client.force_login(analyst)
    save(client, published, **{"milestones-0-DELETE": "on"})

    data = typed(client.get(address(published, "change")))

    assert data["milestones-TOTAL_FORMS"] == 0


def test_rows_put_in_another_order_are_a_proposal(client, analyst, published):
    second = make_participation(initiative=published, position=1)
    first = published.participations.exclude(pk=second.pk).get()
    publish_again(published)
    client.force_login(analyst)

    save(client, published, **{"participations-0-position": "1", "participations-1-position": "0"})

    rows = own(published, analyst).document["participation"]
    assert [rows[str(row.pk)]["position"] for row in (first, second)] == [1, 0]
    second.refresh_from_db()
    assert second.position == 1


def publish_again(entry):
    from initiatives.revisions import workflow

    workflow.publish(entry, by=None)


def test_themes_and_investors_are_part_of_the_proposal(client, analyst, published):
    theme, investor = make_theme(), make_partner()
    client.force_login(analyst)

    save(client, published, themes=[theme.pk], **{"investments-0-investors": [investor.pk]})

    document = own(published, analyst).document
    [root], [money] = document["initiative"].values(), document["investment"].values()
    assert (root["themes"], money["investors"]) == ([theme.pk], [investor.pk])
    assert not published.themes.exists()
    assert not published.investments.get().investors.exists()


def test_the_passages_chosen_in_a_row_are_links_of_the_proposal(client, analyst, published):
    citation, claim = make_citation(), published.investments.get()
    chosen = [str(claim.citations.get().pk), str(citation.pk)]
    client.force_login(analyst)

    save(client, published, **{"investments-0-passages": chosen})

    links = own(published, analyst).document["evidence"].values()
    cited = [row["citation_id"] for row in links if row["investment_id"] == str(claim.pk)]
    assert sorted(map(str, cited)) == sorted(chosen)
    assert claim.citations.count() == 1


def test_a_proposal_with_rows_of_every_kind_becomes_public(client, analyst, published):
    partner, citation = make_partner(name="Orange"), make_citation()
    row = {**MEMBER, "partner": partner.pk}
    client.force_login(analyst)

    save(
        client,
        published,
        title="Renamed",
        add_row={
            "participations": {**row, "passages": [str(citation.pk)]},
            "investments": {**INVESTMENT, "passages": [str(citation.pk)]},
        },
        **{"milestones-0-DELETE": "on"},
    )
    document = publish_proposal(published, analyst).document

    assert all(words in document for words in ("Renamed", "Orange", '"7.00"'))
    assert not published.milestones.exists()
    assert published.investments.get(amount_min=7).citations.get() == citation


# ── Rows that refer to rows of the same proposal ─────────────────────────────────────────────────


def test_a_part_of_an_investment_that_is_new_itself(client, analyst, published):
    client.force_login(analyst)
    passages = {"passages": [str(make_citation().pk)]}
    save(client, published, add_row={"investments": {**INVESTMENT, **passages}})
    whole = new_row(published, analyst, "investment")

    part = {**INVESTMENT, **passages, "amount": "3", "part_of": whole}
    response = save(client, published, add_row={"investments": part})

    assert response.status_code == 302
    publish_proposal(published, analyst)
    assert str(Investment.objects.get(amount_min=3).part_of_id) == whole


def test_a_milestone_that_fulfils_a_forecast_that_is_new_itself(client, analyst, published):
    client.force_login(analyst)
    row = {
        "kind": "opening",
        "what_fr": "Ouverture",
        "what_en": "Opening",
        "position": "0",
        "passages": [str(make_citation().pk)],
    }
    save(client, published, add_row={"milestones": {**row, "state": "forecast"}})
    forecast = new_row(published, analyst, "milestone")

    row |= {"state": "happened", "fulfils": forecast}
    response = save(client, published, add_row={"milestones": row})

    assert response.status_code == 302
    publish_proposal(published, analyst)
    assert Milestone.objects.filter(fulfils=forecast).count() == 1


def test_a_passage_for_a_claim_that_is_new_itself(client, analyst, published):
    client.force_login(analyst)
    save(client, published, add_row={"investments": INVESTMENT})
    claim, citation = new_row(published, analyst, "investment"), make_citation()
    page = client.get(address(published, "change"))
    assert f'value="investment:{claim}"' in page.text

    link = {"claim": f"investment:{claim}", "citation": citation.pk, "stance": "supports"}
    response = save(client, published, add_row={"evidence": {**link, "position": "0"}})

    assert response.status_code == 302
    publish_proposal(published, analyst)
    assert Evidence.objects.get(investment=claim).citation == citation


def test_the_page_of_a_row_that_lies_in_ones_own_proposal_opens_and_saves(
    client, analyst, published
):
    client.force_login(analyst)
    save(client, published, add_row={"investments": INVESTMENT})
    row = Investment(pk=new_row(published, analyst, "investment"))
    assert client.get(address(row, "change")).status_code == 200

    save(client, row, scope_en="a laboratory")

    assert own(published, analyst).document["investment"][row.pk]["scope_en"] == "a laboratory"
    assert published.investments.count() == 1


def test_nobody_else_opens_the_page_of_that_row(client, analyst, published):
    client.force_login(analyst)
    save(client, published, add_row={"investments": INVESTMENT})
    row = Investment(pk=new_row(published, analyst, "investment"))
    client.force_login(make_editor())

    response = client.get(address(row, "change"), follow=True)

    assert "doesn’t exist" in said(response)


def test_what_a_row_names_is_drawn_as_it_is_in_the_proposal(client, analyst, published):
    live = published.milestones.get()
    row = {"kind": "opening", "what_fr": "Site", "what_en": "Site", "position": "9"}
    client.force_login(analyst)
    save(client, published, add_row={"milestones": {**row, "state": "forecast"}})
    forecast = new_row(published, analyst, "milestone")
    data = typed(client.get(address(published, "change")))
    save(
        client,
        published,
        **{f"milestones-{number_of(data, 'milestones', live.pk)}-fulfils": forecast},
    )

    page = client.get(address(live, "change"))

    assert f'<option value="{forecast}" selected' in page.text


def test_a_statement_is_an_analysts_to_propose(client, analyst, published):
    words = {"type": "opinion", "paraphrase_fr": "Oui.", "paraphrase_en": "Yes."}
    words |= {"speaker_description_en": "Management", "passages": [str(make_citation().pk)]}
    client.force_login(analyst)

    response = save(client, published, add_row={"statements": words})

    assert response.status_code == 302
    assert not PublishedStatement.objects.exists()
    publish_proposal(published, analyst)
    assert PublishedStatement.objects.get().initiative_id == published.pk


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
