"""Publishing and withdrawing: allowed once, refused for each reason, recorded for ever."""

import json

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction

from initiatives.models import PublishedChange, PublishedInitiative, PublishedVersion
from initiatives.revisions import workflow
from tests.factories import (
    make_analyst,
    make_citation,
    make_editor,
    make_initiative,
    make_investment,
    make_metric,
    make_milestone,
    make_parent,
    make_participation,
    make_partner,
    make_published_initiative,
    make_statement,
)

from .proposing import approve, proposed, retitled

pytestmark = pytest.mark.django_db


def test_publish_makes_the_entry_public_as_version_one():
    initiative = make_initiative(title="39BIS")

    workflow.publish(initiative, by=make_editor())

    row = PublishedInitiative.objects.get(slug="39bis")
    assert (row.state, row.version, json.loads(row.document)["title"]["fr"]) == (
        "published",
        1,
        "39BIS",
    )


def test_publish_is_refused_while_an_investment_has_no_citation():
    initiative = make_initiative()
    make_investment(initiative=initiative, citations=[])

    with pytest.raises(workflow.Refused) as refusal:
        workflow.publish(initiative, by=make_editor())

    assert refusal.value.reasons == ["Investment of EUR 500,000 has no citation."]


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (make_participation, "Participation of"),
        (make_milestone, "Milestone “Opening” has no citation."),
        (make_metric, "Figure “floor area” has no citation."),
        (make_statement, "Statement “Digital tools will change care.” has no citation."),
    ],
)
def test_publish_is_refused_while_a_claim_has_no_citation(make, sentence):
    initiative = make_initiative()
    make(initiative=initiative, citations=[])

    with pytest.raises(workflow.Refused, match=sentence):
        workflow.publish(initiative, by=None)


def test_a_passage_that_only_contradicts_still_counts_as_a_citation():
    initiative = make_initiative()
    investment = make_investment(initiative=initiative)
    investment.evidence.update(stance="contradicts")

    workflow.publish(initiative, by=None)

    assert initiative.state == "published"


def test_publish_is_refused_without_kind_summary_and_citation_of_the_entry():
    initiative = make_initiative(kind="", summary=" ", citations=[])

    assert workflow.gate(initiative) == [
        "Choose the kind of initiative.",
        "Write a summary.",
        "The entry itself has no citation: link at least one passage.",
    ]


def test_publish_is_refused_while_a_partner_is_not_public():
    initiative = make_initiative()
    make_participation(initiative=initiative, partner=make_partner(name="Altran", public=False))

    assert workflow.gate(initiative) == [
        "Altran is not public yet: an Editor must make this partner public first."
    ]


def test_publish_is_refused_under_a_draft_parent():
    initiative = make_initiative()
    make_parent(initiative, make_initiative(title="Programme"))

    assert workflow.gate(initiative) == ["It is part of “Programme”, which is not published."]


def test_an_entry_and_its_parent_are_published_together():
    parent, child = make_initiative(), make_initiative()
    make_parent(child, parent)

    versions = workflow.publish_many([child, parent], by=None)

    assert len(versions) == 2


def test_a_refusal_changes_nothing():
    good, bad = make_initiative(), make_initiative(citations=[])

    with pytest.raises(workflow.Refused):
        workflow.publish_many([good, bad], by=None)

    good.refresh_from_db()
    assert (good.state, PublishedInitiative.objects.count()) == ("draft", 0)


def test_an_analyst_may_not_publish():
    with pytest.raises(PermissionDenied):
        workflow.publish(make_initiative(), by=make_analyst())


def test_publishing_again_is_the_next_version_and_a_correction():
    initiative = make_published_initiative()
    initiative.summary = "Corrigé."
    initiative.save()

    workflow.publish(initiative, by=None, reason="Faute de frappe.")

    change = PublishedChange.objects.filter(slug=initiative.slug).last()
    assert (initiative.version, change.action, change.version) == (2, "corrected", 2)


def test_each_version_keeps_its_own_document():
    initiative = make_published_initiative(summary="Avant.")
    initiative.summary = "Après."
    initiative.save()
    workflow.publish(initiative, by=None)

    kept = [
        json.loads(version.document)["summary"]["fr"]
        for version in initiative.versions.order_by("number")
    ]

    assert kept == ["Avant.", "Après."]


@pytest.mark.parametrize("write", ["update", "delete"])
def test_the_database_refuses_to_rewrite_a_version(write):
    make_published_initiative()
    versions = PublishedVersion.objects.all()

    with pytest.raises(DatabaseError, match="kept as it was"), transaction.atomic():
        versions.update(reason="x") if write == "update" else versions._raw_delete("default")


def test_withdraw_empties_the_document_and_keeps_the_reason():
    initiative = make_published_initiative()

    workflow.withdraw(initiative, by=make_editor(), reason="Doublon.")

    row = PublishedInitiative.objects.get(pk=initiative.pk)
    assert (row.state, row.reason, row.document, row.title_fr) == (
        "withdrawn",
        "Doublon.",
        None,
        "",
    )


def test_withdraw_is_recorded_as_a_version_and_a_change():
    initiative = make_published_initiative()

    version = workflow.withdraw(initiative, by=make_editor(), reason="Doublon.")

    change = PublishedChange.objects.filter(type="initiative").last()
    assert (version.number, version.action) == (2, "withdrawn")
    assert (change.action, change.slug, change.location) == ("withdrawn", initiative.slug, None)


def test_withdraw_needs_a_reason():
    with pytest.raises(workflow.Refused, match="Say why"):
        workflow.withdraw(make_published_initiative(), by=make_editor(), reason="  ")


def test_withdraw_is_refused_for_a_draft():
    with pytest.raises(workflow.Refused, match="not public"):
        workflow.withdraw(make_initiative(), by=make_editor(), reason="Doublon.")


def test_withdraw_is_refused_while_a_published_entry_is_part_of_it():
    parent, child = make_initiative(), make_initiative(title="Salle")
    make_parent(child, parent)
    workflow.publish_many([parent, child], by=None)

    with pytest.raises(workflow.Refused, match="“Salle” is part of it"):
        workflow.withdraw(parent, by=make_editor(), reason="Doublon.")


def test_an_analyst_may_not_withdraw():
    with pytest.raises(PermissionDenied):
        workflow.withdraw(make_published_initiative(), by=make_analyst(), reason="Doublon.")


def test_a_passage_of_a_published_entry_cannot_be_reworded():
    citation = make_citation()
    workflow.publish(make_initiative(citations=[citation]), by=None)
    citation.paraphrase_en = "Something else."

    with pytest.raises(DatabaseError, match="add a new passage"), transaction.atomic():
        citation.save()


# ── What the audit says of an act


def events():
    return apps.get_model("initiatives", "InitiativeEvent").objects.order_by("pk")


def test_the_audit_says_that_an_entry_was_published_and_why():
    initiative, editor = make_initiative(), make_editor()

    workflow.publish(initiative, by=editor, reason="A wrong date.")

    assert events().last().pgh_context == {
        "act": "publish",
        "reason": "A wrong date.",
        "user": editor.pk,
    }


def test_the_audit_says_that_an_entry_was_withdrawn_and_why():
    initiative, editor = make_published_initiative(), make_editor()

    workflow.withdraw(initiative, by=editor, reason=" Recorded twice. ")

    assert events().last().pgh_context == {
        "act": "withdraw",
        "reason": "Recorded twice.",
        "user": editor.pk,
    }


def test_a_refused_publication_leaves_no_event():
    initiative = make_initiative(citations=[])
    before = events().count()

    with pytest.raises(workflow.Refused):
        workflow.publish(initiative, by=make_editor())

    assert events().count() == before


def test_the_audit_names_the_revision_that_a_row_was_changed_by():
    entry, analyst = make_published_initiative(), make_analyst()
    revision = proposed(entry, analyst, retitled("Renamed"))

    approve(revision, make_editor())

    titled = events().filter(title="Renamed").first()
    assert (titled.pgh_context["act"], titled.pgh_context["revision"]) == (
        "approve",
        str(revision.pk),
    )
