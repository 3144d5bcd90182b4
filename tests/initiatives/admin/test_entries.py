"""Rows of an entry on pages of their own: the entry's rule holds there too."""

import pytest
from django.contrib.admin.models import LogEntry
from django.db import connection, transaction

from initiatives.models import (
    Evidence,
    Investment,
    MetricClaimant,
    Participation,
    Revision,
    Statement,
    Translation,
)
from initiatives.revisions import workflow
from sources.admin.refusals import Refusal, database_refusals

from ...factories import (
    make_citation,
    make_initiative,
    make_investment,
    make_metric,
    make_milestone,
    make_partner,
    make_published_initiative,
    make_statement,
    make_translation,
)
from ..revisions.proposing import own, publish_proposal
from .desk import address, errors, said, save


@pytest.fixture
def published(db):
    return make_published_initiative(title="39BIS")


def version(entry) -> int:
    entry.refresh_from_db()
    return entry.version


@pytest.mark.parametrize("kind", ["participations", "investments", "milestones", "metrics"])
def test_a_row_saved_on_its_own_page_is_a_proposal_and_stays_as_it_is(
    client, analyst, published, kind
):
    client.force_login(analyst)
    row = getattr(published, kind).get()

    save(client, row, position="7")

    row.refresh_from_db()
    name = row._meta.model_name
    assert (row.position, own(published, analyst).document[name][str(row.pk)]["position"]) == (0, 7)


def test_a_link_saved_on_its_own_page_is_a_proposal(client, analyst, published):
    client.force_login(analyst)
    link = published.evidence.get(investment__isnull=False)

    save(client, link, stated_value="un demi-million")

    link.refresh_from_db()
    [row] = [
        row for row in own(published, analyst).document["evidence"].values() if row["stated_value"]
    ]
    assert (link.stated_value, row["investment_id"]) == ("", str(link.investment_id))


def test_a_row_added_to_a_published_entry_is_a_proposal(client, analyst, published):
    client.force_login(analyst)

    save(client, Participation, initiative=published.pk, partner=make_partner().pk, role="lead")

    assert len(own(published, analyst).document["participation"]) == 2
    assert published.participations.count() == 1


def test_a_row_is_not_moved_into_a_published_entry(client, analyst, published):
    client.force_login(analyst)
    row = make_investment()

    response = save(client, row, initiative=published.pk, scope_en="a laboratory")

    assert "A row of a published entry stays with it" in errors(response)
    assert response.context["adminform"].form["scope_en"].value() == "a laboratory"
    assert published.investments.count() == 1
    assert not Revision.objects.exists()


def test_deleting_a_row_of_a_published_entry_is_a_proposal(client, analyst, published):
    client.force_login(analyst)
    row = published.investments.get()

    response = client.post(address(row, "delete"), {"post": "yes"}, follow=True)

    assert "The removal is kept as your proposal for “39BIS”" in said(response)
    assert own(published, analyst).document["investment"] == {}
    assert published.investments.get() == row
    assert not LogEntry.objects.exists()


def test_deleting_rows_of_drafts_and_published_entries_removes_the_drafts_alone(
    client, analyst, published
):
    client.force_login(analyst)
    public, drafted = published.investments.get(), make_investment()
    chosen = {
        "action": "delete_selected",
        "post": "yes",
        "_selected_action": [public.pk, drafted.pk],
    }

    response = client.post(address(Investment, "changelist"), chosen, follow=True)

    assert list(Investment.objects.all()) == [public]
    assert own(published, analyst).document["investment"] == {}
    assert "1 row of an entry that is not public is deleted." in said(response)
    assert "kept as your proposal for “39BIS”" in said(response)


def test_an_analyst_changes_the_rows_of_a_draft(client, analyst):
    client.force_login(analyst)
    row = make_investment()

    save(client, row, scope_en="a laboratory")

    row.refresh_from_db()
    assert row.scope_en == "a laboratory"


def test_an_editors_row_is_public_once_somebody_else_approves_it(client, editor, published):
    client.force_login(editor)

    save(client, published.metrics.get(), name_en="surface area", reason="Clearer.")

    assert version(published) == 1
    made = publish_proposal(published, editor)
    assert (version(published), made.reason) == (2, "Clearer.")
    assert "surface area" in made.document


def test_a_row_saved_without_its_passages_never_becomes_public(client, editor, published):
    client.force_login(editor)
    row = published.investments.get()

    save(client, row, passages=[], scope_en="a laboratory")

    with pytest.raises(workflow.Refused, match="Investment of EUR 500,000 has no citation."):
        publish_proposal(published, editor)
    assert (row.citations.count(), version(published)) == (1, 1)
    assert own(published, editor).document["investment"][str(row.pk)]["scope_en"] == "a laboratory"


def test_a_claim_never_loses_its_last_passage_in_public(client, editor, published):
    client.force_login(editor)
    link = published.evidence.get(investment__isnull=False)

    client.post(address(link, "delete"), {"post": "yes"})

    with pytest.raises(workflow.Refused, match="Investment of EUR 500,000 has no citation."):
        publish_proposal(published, editor)
    assert Evidence.objects.filter(pk=link.pk).exists()


def test_a_removal_is_public_once_it_is_approved(client, editor, published):
    client.force_login(editor)

    client.post(address(published.milestones.get(), "delete"), {"post": "yes"})

    assert "Opening" in published.versions.first().document
    assert "Opening" not in publish_proposal(published, editor).document


def test_deleting_several_rows_is_one_proposal(client, editor, published):
    client.force_login(editor)
    extra = make_investment(initiative=published)
    workflow.publish(published, by=None)
    chosen = list(published.investments.values_list("pk", flat=True))

    client.post(
        address(Investment, "changelist"),
        {"action": "delete_selected", "post": "yes", "_selected_action": chosen},
    )

    assert own(published, editor).document["investment"] == {}
    assert extra in published.investments.all()
    publish_proposal(published, editor)
    assert version(published) == 3


@pytest.mark.parametrize("make_other", [make_published_initiative, make_initiative])
def test_a_claim_is_not_moved_out_of_a_published_entry(client, editor, published, make_other):
    client.force_login(editor)
    other, row = make_other(), published.milestones.get()
    before = version(other)

    response = save(client, row, initiative=other.pk)

    assert "A row of a published entry stays with it" in errors(response)
    row.refresh_from_db()
    assert (row.initiative, row.evidence.get().initiative) == (published, published)
    assert (version(published), version(other)) == (1, before)


def test_a_claimant_belongs_to_the_entry_of_its_figure(client, editor, published):
    client.force_login(editor)

    save(
        client,
        MetricClaimant,
        metric=published.metrics.get().pk,
        partner=make_partner(name="Orange").pk,
    )

    assert not MetricClaimant.objects.exists()
    assert "Orange" in publish_proposal(published, editor).document


def test_claimants_are_typed_on_the_page_of_the_figure(client, analyst):
    client.force_login(analyst)
    metric, partner = make_metric(), make_partner()

    save(client, metric, add_row={"claimants": {"partner": partner.pk, "position": 0}})

    assert metric.claimants.get().partner == partner


def test_a_translation_of_a_published_entry_is_a_proposal(client, editor, published):
    client.force_login(editor)

    save(client, Translation, initiative=published.pk, language="en", title="The lab")

    assert not published.translations.exists()
    assert "The lab" in publish_proposal(published, editor).document


def test_a_translation_into_the_language_of_the_entry_is_refused(client, analyst):
    client.force_login(analyst)

    response = save(client, Translation, initiative=make_initiative().pk, language="fr")

    assert "This is the language of the entry itself." in errors(response)


def test_a_statement_of_a_published_entry_needs_its_passage(client, editor, published):
    client.force_login(editor)
    words = {
        "type": "opinion",
        "paraphrase_fr": "Oui.",
        "paraphrase_en": "Yes.",
        "speaker_description_en": "Management",
    }

    save(client, Statement, initiative=published.pk, **words)

    assert not Statement.objects.exists()
    with pytest.raises(workflow.Refused, match="Statement “Yes.” has no citation."):
        publish_proposal(published, editor)


def test_evidence_for_a_claim_of_another_entry_is_refused(client, analyst):
    client.force_login(analyst)
    claim = make_investment()

    response = save(
        client,
        Evidence,
        initiative=make_initiative().pk,
        investment=claim.pk,
        citation=make_citation().pk,
        stance="supports",
    )

    assert "The claim belongs to another entry." in errors(response)


@database_refusals()
@transaction.atomic
def past_every_form(link, **changes):
    Evidence.objects.filter(pk=link.pk).update(**changes)
    connection.check_constraints()


@pytest.mark.django_db
def test_what_only_the_database_refuses_is_a_sentence_too():
    link, stranger = make_investment().evidence.get(), make_initiative()

    with pytest.raises(Refusal) as refusal:
        past_every_form(link, initiative=stranger)

    assert refusal.value.reasons == ["The claim belongs to another entry."]


def test_evidence_supports_one_claim_at_a_time(client, analyst):
    client.force_login(analyst)
    entry = make_initiative()

    response = save(
        client,
        Evidence,
        initiative=entry.pk,
        investment=make_investment(initiative=entry).pk,
        milestone=make_milestone(initiative=entry).pk,
        citation=make_citation().pk,
    )

    assert "A passage supports one claim at a time" in errors(response)


def test_a_claim_others_are_part_of_is_kept_with_a_sentence(client, analyst):
    client.force_login(analyst)
    whole = make_investment()
    make_investment(initiative=whole.initiative, part_of=whole)

    response = client.post(address(whole, "delete"), {"post": "yes"})

    assert response.status_code == 200
    assert response.context["protected"]


def test_a_statement_of_a_draft_is_an_analysts_to_type(client, analyst):
    client.force_login(analyst)
    statement = make_statement(initiative=make_initiative())

    save(client, statement, paraphrase_en="No.")

    statement.refresh_from_db()
    assert statement.paraphrase_en == "No."


def test_a_row_gone_in_the_meantime_leads_back_to_the_desk(client, editor):
    client.force_login(editor)
    row = make_translation(initiative=make_initiative())
    url = address(row, "change")
    row.delete()

    assert client.post(url, {"title": "x"}).status_code == 302
