"""The entry's page: drafts are typed freely, changes of published entries are proposals."""

import pytest

from initiatives.models import (
    Initiative,
    Investment,
    PublishedInitiative,
    PublishedRedirect,
    Revision,
)
from initiatives.revisions import workflow

from ...factories import (
    make_analyst,
    make_citation,
    make_editor,
    make_initiative,
    make_investment,
    make_milestone,
    make_parent,
    make_partner,
    make_published_initiative,
    make_translation,
)
from ..revisions.proposing import publish_proposal
from .desk import HALF_A_MILLION, address, errors, said, save


@pytest.fixture
def at_desk(client):
    """The client of somebody who works at the desk."""

    def log_in(user):
        client.force_login(user)
        return client

    return log_in


# ── Drafts ───────────────────────────────────────────────────────────────────────────────────────


def test_a_draft_needs_no_more_than_a_title(at_desk, analyst):
    save(at_desk(analyst), Initiative, title="39BIS")

    entry = Initiative.objects.get(title="39BIS")
    assert (entry.state, entry.slug, entry.created_by) == ("draft", "39bis", analyst)


def test_an_analyst_types_a_new_claim_with_its_passages(at_desk, analyst):
    entry, citation = make_initiative(), make_citation()
    row = {**HALF_A_MILLION, "passages": [str(citation.pk)]}

    save(at_desk(analyst), entry, add_row={"investments": row})

    assert list(entry.investments.get().citations.all()) == [citation]


def test_a_claim_typed_with_a_new_entry_has_its_passages_too(at_desk, analyst):
    citation = make_citation()
    row = {**HALF_A_MILLION, "passages": [str(citation.pk)]}

    save(at_desk(analyst), Initiative, title="39BIS", add_row={"investments": row})

    assert Investment.objects.get().evidence.get().initiative.title == "39BIS"


def test_a_broken_rule_is_said_at_the_row(at_desk, analyst):
    row = {**HALF_A_MILLION, "currency": "eur"}

    response = save(at_desk(analyst), make_initiative(), add_row={"investments": row})

    assert "A currency is three capital letters, such as EUR or USD." in errors(response)


def test_bounds_of_a_date_that_contradict_each_other_are_said_at_the_row(at_desk, analyst):
    row = {**HALF_A_MILLION, "date": "2017", "date_not_before": "2019-01-01"}

    response = save(at_desk(analyst), make_initiative(), add_row={"investments": row})

    assert "The earliest day of a date cannot come after its latest day." in errors(response)


def test_the_same_date_kind_twice_is_said(at_desk, analyst):
    entry = make_initiative()
    row = {"kind": "announced", "date": "2017"}
    save(at_desk(analyst), entry, add_row={"dates": row})

    response = save(at_desk(analyst), entry, add_row={"dates": row})

    assert response.status_code == 200
    assert entry.dates.count() == 1


def test_a_translation_is_stale_when_the_original_changes_after_it(at_desk, analyst):
    entry = make_initiative()
    translation = make_translation(initiative=entry)

    save(at_desk(analyst), entry, summary="Autre chose.")

    translation.refresh_from_db()
    assert translation.is_stale


def test_a_milestone_may_realise_a_forecast_of_its_own_entry_only(at_desk, analyst):
    entry = make_initiative()
    make_milestone(initiative=entry)
    own = make_milestone(initiative=entry, state="forecast", what_en="Second site")
    make_milestone(state="forecast", what_en="Somebody else's")

    page = at_desk(analyst).get(address(entry, "change"))
    [formset] = [
        inline.formset
        for inline in page.context["inline_admin_formsets"]
        if inline.formset.prefix == "milestones"
    ]
    [form] = [form for form in formset.forms if form.instance != own]
    assert [label for _key, label in form.fields["fulfils"].widget.choices] == [
        "---------",
        "4 December 2017, Second site, forecast",
    ]


def test_a_draft_can_be_deleted(at_desk, analyst):
    entry = make_initiative()

    at_desk(analyst).post(address(entry, "delete"), {"post": "yes"})

    assert not Initiative.objects.filter(pk=entry.pk).exists()


# ── Published entries ────────────────────────────────────────────────────────────────────────────


def test_an_analyst_is_told_that_a_save_is_a_proposal(at_desk, analyst):
    entry = make_published_initiative()

    page = at_desk(analyst).get(address(entry, "change"))

    assert page.context["has_change_permission"]
    assert f"“{entry}” is public. A save is your proposal" in page.text


@pytest.mark.django_db
@pytest.mark.parametrize("make_user", [make_analyst, make_editor])
def test_a_save_is_public_once_somebody_else_approves_it(at_desk, make_user):
    entry, author = make_published_initiative(), make_user()

    save(at_desk(author), entry, summary="Corrigé.", reason="The figure was wrong.")

    entry.refresh_from_db()
    assert (entry.version, entry.summary) == (1, "Un laboratoire.")
    assert "Corrigé." not in PublishedInitiative.objects.get(pk=entry.pk).document
    version = publish_proposal(entry, author)
    assert (version.number, version.reason) == (2, "The figure was wrong.")
    assert version.published_by != author
    assert "Corrigé." in PublishedInitiative.objects.get(pk=entry.pk).document


def test_saving_nothing_makes_no_version_and_no_proposal(at_desk, editor):
    entry = make_published_initiative()

    response = save(at_desk(editor), entry)

    entry.refresh_from_db()
    assert (response.status_code, entry.version) == (302, 1)
    assert not Revision.objects.exists()


def test_what_the_gate_refuses_stays_a_proposal_with_all_that_was_typed(at_desk, editor):
    entry = make_published_initiative()

    save(
        at_desk(editor),
        entry,
        summary="Corrigé.",
        add_row={"investments": {**HALF_A_MILLION, "amount": "7"}},
    )

    with pytest.raises(workflow.Refused, match="Investment of EUR 7 has no citation."):
        publish_proposal(entry, editor)
    form = at_desk(editor).get(address(entry, "change")).context["adminform"].form
    assert form["summary"].value() == "Corrigé."
    entry.refresh_from_db()
    assert (entry.version, entry.summary) == (1, "Un laboratoire.")
    assert entry.investments.count() == 1


def test_a_rename_keeps_the_old_address_leading_to_the_new(at_desk, editor):
    entry = make_published_initiative()
    old = entry.slug

    save(at_desk(editor), entry, slug="new-name")

    assert PublishedInitiative.objects.get(pk=entry.pk).slug == old
    publish_proposal(entry, editor)
    assert PublishedInitiative.objects.get(pk=entry.pk).slug == "new-name"
    assert PublishedRedirect.objects.get(type="initiative", slug=old).target == "new-name"


def test_a_published_entry_is_not_deleted(at_desk, editor):
    entry = make_published_initiative()

    response = at_desk(editor).post(address(entry, "delete"), {"post": "yes"}, follow=True)

    assert "withdraw it instead of deleting it" in said(response)
    assert Initiative.objects.filter(pk=entry.pk).exists()


def test_a_withdrawn_entry_stays_withdrawn_when_it_is_corrected(at_desk, editor):
    entry = make_published_initiative()
    workflow.withdraw(entry, by=None, reason="Wrong company.")

    save(at_desk(editor), entry, summary="Corrigé.")

    entry.refresh_from_db()
    assert (entry.state, entry.summary) == ("withdrawn", "Corrigé.")


def test_two_entries_cannot_contain_each_other(at_desk, analyst):
    outer, inner = make_initiative(), make_initiative()
    make_parent(inner, outer)

    response = save(
        at_desk(analyst), outer, add_row={"parent_links": {"parent": inner.pk, "position": 0}}
    )

    assert "is already part of this entry" in errors(response)


def test_naming_a_partner_that_is_not_public_is_refused_once_published(at_desk, editor):
    entry, partner = make_published_initiative(), make_partner(name="Secret SA", public=False)
    row = {
        "partner": partner.pk,
        "role": "lead",
        "stated": "explicit",
        "position": 0,
        "passages": [str(make_citation().pk)],
    }

    save(at_desk(editor), entry, add_row={"participations": row})

    with pytest.raises(workflow.Refused, match="Secret SA is not public yet"):
        publish_proposal(entry, editor)
    assert "Secret SA" not in PublishedInitiative.objects.get(pk=entry.pk).document


def test_an_analyst_cannot_publish_by_an_action(at_desk, analyst):
    entry = make_initiative()

    response = at_desk(analyst).post(
        address(Initiative, "changelist"), {"action": "publish", "_selected_action": [entry.pk]}
    )

    entry.refresh_from_db()
    assert (response.status_code, entry.state) == (403, "draft")


def test_publishing_several_says_why_one_is_refused_and_takes_the_others(at_desk, editor):
    good, bad = make_initiative(), make_initiative(title="39BIS")
    make_investment(initiative=bad, citations=[])

    response = at_desk(editor).post(
        address(Initiative, "changelist"),
        {"action": "publish", "_selected_action": [good.pk, bad.pk]},
        follow=True,
    )

    assert "39BIS</a><ul><li>Investment of EUR 500,000 has no citation." in said(response)
    assert list(Initiative.objects.published()) == [good]


def test_publishing_fifty_lists_each_refused_entry_once_with_its_reasons(at_desk, editor):
    good = [make_initiative() for _ in range(6)]
    bad = [make_initiative(citations=[], summary="") for _ in range(4)]
    public = make_published_initiative()
    keys = [entry.pk for entry in (*good, *bad, public)]

    response = at_desk(editor).post(
        address(Initiative, "changelist"),
        {"action": "publish", "_selected_action": keys},
        follow=True,
    )

    done, refused = map(str, response.context["messages"])
    assert done == "6 entries are now public."
    assert refused.startswith("5 entries are not published:")
    assert all(refused.count(address(entry, "change")) == 1 for entry in (*bad, public))
    assert "It is public already" in refused


def test_withdrawing_asks_for_its_reason_first(at_desk, editor):
    entry = make_published_initiative()
    chosen = {"action": "withdraw", "_selected_action": [entry.pk]}

    question = at_desk(editor).post(address(Initiative, "changelist"), chosen)
    at_desk(editor).post(address(Initiative, "changelist"), {**chosen, "reason": "Wrong company."})

    assert question.templates[0].name == "admin/initiatives/initiative/withdraw.html"
    entry.refresh_from_db()
    assert (entry.state, entry.withdrawal_reason) == ("withdrawn", "Wrong company.")


def test_withdrawing_without_a_reason_asks_again(at_desk, editor):
    entry = make_published_initiative()

    response = at_desk(editor).post(
        address(Initiative, "changelist"),
        {"action": "withdraw", "_selected_action": [entry.pk], "reason": " "},
    )

    assert response.context["form"].errors["reason"]


def test_deleting_several_refuses_when_one_was_published(at_desk, editor):
    published, draft = make_published_initiative(), make_initiative()
    chosen = {
        "action": "delete_selected",
        "_selected_action": [published.pk, draft.pk],
        "post": "yes",
    }

    response = at_desk(editor).post(address(Initiative, "changelist"), chosen, follow=True)

    assert "withdraw it instead of deleting it" in said(response)
    assert Initiative.objects.count() == 2
