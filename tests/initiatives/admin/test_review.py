"""The screen on which a revision is read, discussed, decided and merged."""

import pytest

from initiatives.models import Initiative, Revision
from initiatives.revisions import workflow

from ...factories import (
    make_analyst,
    make_citation,
    make_editor,
    make_initiative,
    make_investment,
    make_published_initiative,
)
from ..revisions.proposing import approve, proposed, retitled
from .desk import address, said

SCREEN_QUERIES = 39


@pytest.fixture
def published(db):
    return make_published_initiative(title="39BIS")


@pytest.fixture
def revision(published, analyst):
    return proposed(published, analyst, retitled("Renamed"))


def screen(client, revision):
    return client.get(address(revision, "change"))


def act(client, revision, name, **data):
    revision.refresh_from_db()
    url = address(revision, name)
    return client.post(url, {"lock": revision.lock, **data}, follow=True)


def changes(response):
    return [each for section in response.context["sections"] for each in section.changes]


def test_a_change_is_told_in_words(client, editor, revision):
    client.force_login(editor)

    [change] = changes(screen(client, revision))

    assert (change.label, change.before, change.after) == ("Title", "39BIS", "Renamed")


def test_an_amount_is_told_with_its_currency_and_the_passage_beside_it(
    client, editor, analyst, published
):
    money = published.investments.get()
    revision = proposed(
        published, analyst, lambda e: e.investments.update(amount_min=7, amount_max=7)
    )
    client.force_login(editor)

    [change] = changes(screen(client, revision))

    assert (change.before, change.after) == ("€500,000", "€7")
    assert [each.words for each in change.passages] == [money.citations.get().paraphrase_en]
    assert change.is_uncited


def test_a_change_with_a_new_passage_is_not_flagged(client, editor, analyst, published):
    def write(entry):
        money = entry.investments.get()
        entry.investments.update(amount_min=7, amount_max=7)
        money.evidence.create(initiative=entry, citation=make_citation())

    client.force_login(editor)

    told = {
        each.label: each for each in changes(screen(client, proposed(published, analyst, write)))
    }

    assert not told["Amount"].is_uncited


def test_approving_all_publishes(client, editor, revision, published):
    client.force_login(editor)

    response = act(client, revision, "approve", reason="Its new name.")

    published.refresh_from_db()
    assert (published.title, published.version) == ("Renamed", 2)
    assert "it is public" in said(response)


def test_the_ticked_changes_are_taken(client, editor, analyst, published):
    revision = proposed(
        published,
        analyst,
        lambda e: Initiative.objects.filter(pk=e.pk).update(title="New", summary="Autre."),
    )
    client.force_login(editor)

    act(client, revision, "approve", some="1", take=[f"initiative:{published.pk}:summary"])

    published.refresh_from_db()
    assert (published.title, published.summary) == ("39BIS", "Autre.")


def test_what_was_saved_since_the_screen_was_opened_is_not_approved(
    client, editor, revision, published
):
    client.force_login(editor)

    response = act(client, revision, "approve", lock="1", reason="Typed.")

    published.refresh_from_db()
    assert response.status_code == 409
    assert published.version == 1
    assert response.context["decision"]["reason"].value() == "Typed."


def test_the_author_finds_no_button_to_approve(client, published, editor):
    revision = proposed(published, editor, retitled("Mine"))
    client.force_login(editor)

    assert not screen(client, revision).context["may_decide"]
    assert "It is your own work" in said(act(client, revision, "approve"))


@pytest.mark.parametrize("name", ["approve", "reject"])
def test_an_analyst_gets_403_on_decisions(client, revision, name):
    client.force_login(make_analyst())

    assert act(client, revision, name, reason="x").status_code == 403


def test_a_refusal_needs_its_reason_and_keeps_the_screen(client, editor, revision):
    client.force_login(editor)

    response = act(client, revision, "reject", reason="")

    assert response.status_code == 400
    assert Revision.objects.get(pk=revision.pk).state == "submitted"


def test_a_rejected_revision_is_taken_up_again_by_its_author(client, editor, analyst, revision):
    client.force_login(editor)
    act(client, revision, "reject", reason="No source.")
    client.force_login(analyst)

    assert "No source." in screen(client, revision).content.decode()
    act(client, revision, "reopen")

    assert Revision.objects.open().get(author=analyst).document == revision.document


def test_what_the_gate_will_say_is_shown_before_anybody_decides(client, editor, analyst, published):
    revision = proposed(published, analyst, lambda e: make_investment(initiative=e, citations=[]))
    client.force_login(editor)

    assert screen(client, revision).context["problems"] == [
        "Investment of EUR 500,000 has no citation."
    ]


def test_a_first_publication_shows_all_it_adds(client, editor, analyst):
    entry = make_initiative(title="Draft", created_by=analyst)
    make_investment(initiative=entry)
    revision = workflow.submit_draft(entry, by=analyst)
    client.force_login(editor)

    told = changes(screen(client, revision))

    assert {"Title", "Summary", "Investment"} <= {each.label for each in told}


def test_a_note_is_answered_and_settled(client, editor, revision):
    client.force_login(editor)
    key = f"initiative:{revision.initiative_id}:title"
    act(client, revision, "note", anchor=key, body="Which source?")
    note = revision.notes.get()
    act(client, revision, "note", parent=note.pk, body="The second one.")
    act(client, revision, "resolve", note=note.pk)

    [change] = changes(screen(client, revision))

    assert [each.body for each in change.notes] == ["Which source?", "The second one."]
    assert change.notes[0].resolved_by == editor


def test_an_empty_note_is_refused_with_a_sentence(client, editor, revision):
    client.force_login(editor)

    assert act(client, revision, "note", body=" ").status_code == 400


def test_a_stale_revision_is_merged_by_choices(client, editor, published):
    one, other = (proposed(published, make_analyst(), retitled(name)) for name in ("Ana", "Bob"))
    approve(one, editor)
    client.force_login(editor)
    assert screen(client, other).context["is_stale"]

    page = client.get(address(other, "merge"))
    [conflict] = [each for section in page.context["conflicts"] for each in section.changes]
    assert (conflict.before, conflict.after, conflict.theirs) == ("39BIS", "Bob", "Ana")

    assert act(client, other, "merge").context["is_incomplete"]
    act(client, other, "merge", **{f"choice-{conflict.key}": "mine"})
    approve(other, make_editor())

    published.refresh_from_db()
    assert (published.title, published.version) == ("Bob", 3)


@pytest.mark.parametrize("rows", [1, 12])
def test_the_screen_costs_the_same_for_one_change_and_for_many(
    client, editor, analyst, published, django_assert_num_queries, rows
):
    passage = make_citation()

    def write(entry):
        for _ in range(rows):
            make_investment(initiative=entry, citations=[passage])

    client.force_login(editor)
    revision = proposed(published, analyst, write)

    with django_assert_num_queries(SCREEN_QUERIES):
        screen(client, revision)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_revision_nobody_knows_leads_back_to_the_desk(client, editor, language):
    client.force_login(editor)

    response = client.get("/admin/initiatives/revision/nobody/change/")

    assert response.status_code == 302
