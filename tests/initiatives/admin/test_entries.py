"""Rows of an entry on pages of their own: the entry's rule holds there too."""

import pytest
from django.db import connection, transaction

from initiatives.models import (
    Evidence,
    Investment,
    MetricClaimant,
    Participation,
    Statement,
    Translation,
)
from sources.admin.refusals import Refusal, database_refusals

from ...factories import (
    make_citation,
    make_initiative,
    make_investment,
    make_metric,
    make_milestone,
    make_participation,
    make_partner,
    make_published_initiative,
    make_statement,
    make_translation,
)
from .desk import address, errors, said, save


@pytest.fixture
def published(db):
    return make_published_initiative(title="39BIS")


def version(entry) -> int:
    entry.refresh_from_db()
    return entry.version


def test_an_analyst_reads_the_rows_of_a_published_entry(client, analyst, published):
    client.force_login(analyst)
    for row in (
        published.participations.get(),
        published.investments.get(),
        published.evidence.first(),
    ):
        response = client.post(address(row, "change"), {})

        assert response.status_code == 403
        assert client.get(address(row, "change")).status_code == 200


def test_an_analyst_cannot_add_a_row_to_a_published_entry(client, analyst, published):
    client.force_login(analyst)

    response = save(
        client, Participation, initiative=published.pk, partner=make_partner().pk, role="lead"
    )

    assert "“39BIS” has been published: only an Editor may change it." in errors(response)
    assert published.participations.count() == 1


def test_an_analyst_cannot_move_a_row_into_a_published_entry(client, analyst, published):
    client.force_login(analyst)
    row = make_investment()

    response = save(client, row, initiative=published.pk)

    assert "only an Editor may change it" in errors(response)


def test_an_analyst_cannot_delete_a_row_of_a_published_entry(client, analyst, published):
    client.force_login(analyst)

    response = client.post(address(published.investments.get(), "delete"), {"post": "yes"})

    assert response.status_code == 403


def test_an_analyst_cannot_delete_rows_of_a_published_entry_by_the_action(
    client, analyst, published
):
    client.force_login(analyst)
    chosen = {
        "action": "delete_selected",
        "post": "yes",
        "_selected_action": [published.investments.get().pk],
    }

    response = client.post(address(Investment, "changelist"), chosen)

    assert response.status_code == 403
    assert published.investments.count() == 1


def test_an_analyst_changes_the_rows_of_a_draft(client, analyst):
    client.force_login(analyst)
    row = make_investment()

    save(client, row, scope_en="a laboratory")

    row.refresh_from_db()
    assert row.scope_en == "a laboratory"


def test_an_editor_publishes_the_next_version_by_saving_a_row(client, editor, published):
    client.force_login(editor)

    save(client, published.investments.get(), scope_en="a laboratory", reason="Clearer.")

    assert version(published) == 2
    assert published.versions.first().reason == "Clearer."


def test_the_next_version_holds_the_row_as_saved(client, editor, published):
    client.force_login(editor)

    save(client, published.metrics.get(), name_en="surface area")

    assert "surface area" in published.versions.first().document


def test_a_row_saved_without_its_passages_is_refused(client, editor, published):
    client.force_login(editor)
    row = published.investments.get()

    response = save(client, row, passages=[], scope_en="a laboratory")

    assert "Investment of EUR 500,000 has no citation." in errors(response)
    assert row.citations.count() == 1
    assert response.context["adminform"].form["scope_en"].value() == "a laboratory"


def test_deleting_the_last_passage_of_a_claim_is_refused(client, editor, published):
    client.force_login(editor)
    link = published.evidence.get(investment__isnull=False)

    response = client.post(address(link, "delete"), {"post": "yes"}, follow=True)

    assert "Investment of EUR 500,000 has no citation." in said(response)
    assert Evidence.objects.filter(pk=link.pk).exists()


def test_deleting_a_row_publishes_the_entry_without_it(client, editor, published):
    client.force_login(editor)

    client.post(address(published.milestones.get(), "delete"), {"post": "yes"})

    assert version(published) == 2
    assert "Opening" not in published.versions.first().document


def test_deleting_several_rows_publishes_the_entry_once(client, editor, published):
    client.force_login(editor)
    extra = make_participation(initiative=published)
    chosen = [published.participations.exclude(pk=extra.pk).get().pk, extra.pk]

    client.post(
        address(Participation, "changelist"),
        {"action": "delete_selected", "post": "yes", "_selected_action": chosen},
    )

    assert version(published) == 2


def test_a_moved_claim_takes_its_passages_and_both_entries_are_published(client, editor, published):
    client.force_login(editor)
    other = make_published_initiative()
    row = published.milestones.get()

    save(client, row, initiative=other.pk)

    assert row.evidence.get().initiative == other
    assert (version(published), version(other)) == (2, 2)


def test_moving_a_claim_to_a_draft_publishes_the_entry_it_left(client, editor, published):
    client.force_login(editor)
    draft = make_initiative()

    save(client, published.milestones.get(), initiative=draft.pk)

    assert (version(published), version(draft)) == (2, 0)


def test_a_claimant_belongs_to_the_entry_of_its_figure(client, editor, published):
    client.force_login(editor)

    save(
        client,
        MetricClaimant,
        metric=published.metrics.get().pk,
        partner=make_partner(name="Orange").pk,
    )

    assert version(published) == 2
    assert "Orange" in published.versions.first().document


def test_claimants_are_typed_on_the_page_of_the_figure(client, analyst):
    client.force_login(analyst)
    metric, partner = make_metric(), make_partner()

    save(client, metric, add_row={"claimants": {"partner": partner.pk, "position": 0}})

    assert metric.claimants.get().partner == partner


def test_a_translation_of_a_published_entry_makes_its_next_version(client, editor, published):
    client.force_login(editor)

    save(client, Translation, initiative=published.pk, language="en", title="The lab")

    assert version(published) == 2


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

    response = save(client, Statement, initiative=published.pk, **words)

    assert "Statement “Yes.” has no citation." in errors(response)


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
