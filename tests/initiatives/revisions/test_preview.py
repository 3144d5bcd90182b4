"""A preview is what publishing then gives, and nothing of it is written."""

import json

import pytest
from django.contrib.admin.models import LogEntry

from initiatives.models import (
    Initiative,
    PublicationCounter,
    PublishedChange,
    PublishedInitiative,
    PublishedRedirect,
    Theme,
)
from initiatives.revisions import aggregate, workflow
from initiatives.revisions.preview import document_of, preview_of
from tests.factories import (
    make_analyst,
    make_citation,
    make_disagreement,
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
    make_status,
    make_theme,
)

from .proposing import approve, proposed, public_document

pytestmark = pytest.mark.django_db


def full_entry(**fields) -> Initiative:
    """A draft with a row of each kind, ready to be published."""
    entry, citation = make_initiative(**fields), make_citation()
    entry.themes.add(make_theme())
    make_participation(initiative=entry)
    make_investment(initiative=entry, investors=[make_partner()])
    make_milestone(initiative=entry)
    make_metric(initiative=entry)
    make_status(initiative=entry)
    make_statement(initiative=entry, citations=[citation])
    make_parent(entry, make_published_initiative())
    make_disagreement(entry)
    return entry


def rewriting():
    """What changes, adds and removes rows of an entry."""
    citation, theme = make_citation(), make_theme()

    def write(entry):
        type(entry).objects.filter(pk=entry.pk).update(title="Renamed", summary="Autrement.")
        entry.milestones.all().delete()
        make_investment(initiative=entry, amount_min=1, citations=[citation])
        entry.themes.add(theme)

    return write


def without_dates(document: str) -> dict:
    moments = ("published_at", "first_published_at")
    return {name: value for name, value in json.loads(document).items() if name not in moments}


def public_state() -> tuple:
    """What the world reads and what the desk remembers, to be compared."""
    return (
        list(PublishedInitiative.objects.order_by("pk").values_list()),
        PublishedChange.objects.count(),
        PublishedRedirect.objects.count(),
        list(PublicationCounter.objects.values_list("value", flat=True)),
        LogEntry.objects.count(),
        list(Initiative.objects.order_by("pk").values_list()),
    )


def test_the_preview_of_a_draft_is_what_publishing_gives():
    entry = full_entry()
    previewed = preview_of(entry).document

    workflow.publish(entry, by=None)

    assert without_dates(previewed) == without_dates(public_document(entry))


def test_the_preview_of_a_proposal_is_what_its_approval_gives():
    entry = full_entry()
    workflow.publish(entry, by=None)
    revision = proposed(entry, make_analyst(), rewriting())
    previewed = document_of(revision)

    approve(revision, make_editor())

    assert "Renamed" in previewed
    assert without_dates(previewed) == without_dates(public_document(entry))


def test_the_text_is_the_very_text_that_is_published():
    entry = make_published_initiative()

    previewed = preview_of(entry).document

    assert list(json.loads(previewed)) == list(json.loads(public_document(entry)))


def test_a_changed_address_is_previewed_too():
    entry = make_published_initiative(slug="old")
    revision = proposed(
        entry, make_analyst(), lambda row: type(row).objects.filter(pk=row.pk).update(slug="new")
    )

    assert json.loads(document_of(revision))["url"] == "/initiatives/new/"


def test_nothing_is_written():
    entry, draft = full_entry(), full_entry()
    workflow.publish(entry, by=None)
    revision = proposed(entry, make_analyst(), rewriting())
    rows, before = aggregate.snapshots([entry.pk, draft.pk]), public_state()

    document_of(revision)
    preview_of(draft)

    assert aggregate.snapshots([entry.pk, draft.pk]) == rows
    assert public_state() == before


def test_a_row_that_lost_what_it_names_is_left_out_and_named():
    entry = make_published_initiative()
    partner = make_partner()
    revision = proposed(
        entry,
        make_analyst(),
        lambda row: make_participation(initiative=row, partner=partner, role="member"),
    )
    [new] = revision.document["participation"].keys() - revision.base["participation"].keys()
    partner.delete()

    preview = preview_of(entry, revision)

    assert ("participation", new) in preview.left_out
    assert len(json.loads(preview.document)["participations"]) == 1


def test_a_theme_that_is_gone_does_not_stop_the_preview():
    entry = make_published_initiative()
    theme = make_theme()
    revision = proposed(entry, make_analyst(), lambda row: row.themes.add(theme))
    Theme.objects.filter(pk=theme.pk).delete()

    preview = preview_of(entry, revision)

    assert [name for name, _pk in preview.left_out] == ["initiative"]


def test_an_entry_that_was_merged_has_none():
    entry = make_published_initiative()
    Initiative.objects.filter(pk=entry.pk).update(
        state="merged", merged_into=make_published_initiative()
    )

    with pytest.raises(Initiative.DoesNotExist):
        preview_of(entry)
