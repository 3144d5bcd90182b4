"""What published documents quote is changed by an Editor, for a public reason, on record."""

import pytest
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db import IntegrityError, connection, transaction

from initiatives.models import (
    Disagreement,
    Partner,
    PersonRole,
    PublishedChange,
    PublishedCorrection,
    PublishedInitiative,
    PublishedStatement,
    Statement,
)
from initiatives.revisions import workflow
from sources.choices import BASES
from tracker.middleware import as_reader

from ...factories import (
    make_alias,
    make_citation,
    make_disagreement,
    make_initiative,
    make_market_remark,
    make_metric,
    make_milestone,
    make_participation,
    make_partner,
    make_person,
    make_published_initiative,
    make_statement,
    make_theme,
)
from .desk import address, errors, said, save

pytestmark = pytest.mark.django_db

WHY = "Its legal name."


@pytest.fixture
def desk(client, editor):
    client.force_login(editor)
    return client


def published_with(**rows):
    entry = make_published_initiative()
    if theme := rows.get("theme"):
        entry.themes.add(theme)
    if person := rows.get("person"):
        make_milestone(initiative=entry, person=person)
    workflow.publish(entry, by=None)
    return entry


def quoted(kind):
    """A row of each kind that a published document quotes, what to change of it, and its type."""
    if kind == "partner":
        return published_with().participations.get().partner, {"name": "Orange"}
    if kind == "theme":
        theme = make_theme()
        published_with(theme=theme)
        return theme, {"name_en": "Orange"}
    if kind == "person":
        person = make_person()
        published_with(person=person)
        return person, {"name": "Orange"}
    if kind == "source":
        return published_with().evidence.first().citation.article, {"title": "Orange"}
    if kind == "publisher":
        return published_with().evidence.first().citation.article.publisher, {"name": "Orange"}
    if kind == "statement":
        return make_market_remark(), {"paraphrase_en": "Orange"}
    return make_disagreement(published_with()), {"topic_en": "Orange"}


KINDS = ["partner", "theme", "person", "source", "publisher", "statement", "disagreement"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_change_that_the_world_reads_needs_a_reason_and_keeps_the_typing(desk, kind):
    row, change = quoted(kind)

    response = save(desk, row, **change)

    form = response.context["adminform"].form
    assert "say why" in str(form.errors["reason"])
    assert form[next(iter(change))].value() == "Orange"
    assert not PublishedCorrection.objects.exists()


@pytest.mark.parametrize("kind", KINDS)
def test_a_change_with_its_reason_is_recorded_in_words(desk, editor, kind):
    row, change = quoted(kind)

    save(desk, row, **change, reason=WHY)

    correction = PublishedCorrection.objects.get()
    assert (correction.type, correction.reason, correction.corrected_by) == (kind, WHY, editor)
    assert [each["after"]["en"] for each in correction.changes] == ["Orange"]


@pytest.mark.parametrize("kind", KINDS)
def test_an_analyst_is_refused_in_words_whatever_the_reason(client, analyst, kind):
    row, change = quoted(kind)
    client.force_login(analyst)

    response = (
        save(client, row, **change, reason=WHY)
        if kind not in ("theme", "publisher")
        else (client.post(address(row, "change"), {**change, "reason": WHY}))
    )

    assert response.status_code == 403 or "only an Editor may save it" in errors(response)
    assert not PublishedCorrection.objects.exists()


@pytest.mark.parametrize("kind", KINDS)
def test_the_change_feed_says_that_it_was_a_correction(desk, kind):
    row, change = quoted(kind)

    save(desk, row, **change, reason=WHY)

    told = PublishedChange.objects.filter(action="corrected").latest("seq")
    where = {
        "source": f"/sources/{getattr(row, 'slug', '')}/",
        "partner": f"/partners/{getattr(row, 'slug', '')}/",
        "theme": f"/themes/{getattr(row, 'slug', '')}/",
        "publisher": f"/sources/?publisher={getattr(row, 'slug', '')}",
    }
    assert told.type == kind
    assert told.location == where.get(kind, "/corrections/")


def test_labels_and_values_are_told_in_both_languages(desk):
    partner = published_with().participations.get().partner

    save(desk, partner, kind="public-body", reason=WHY)

    [change] = PublishedCorrection.objects.get().changes
    assert change["label"] == {"fr": "Genre", "en": "Kind"}
    assert change["before"] == {"fr": None, "en": None}
    assert change["after"]["fr"] != change["after"]["en"]


def test_the_entries_concerned_are_counted(desk):
    partner = make_partner()
    for _number in range(3):
        entry = make_initiative()
        make_participation(initiative=entry, partner=partner)
        workflow.publish(entry, by=None)
    make_participation(partner=partner)

    save(desk, partner, name="Orange", reason=WHY)

    assert PublishedCorrection.objects.get().entry_count == 3


@pytest.mark.parametrize("kind", ["partner", "person", "source", "disagreement"])
def test_a_note_of_the_desk_needs_no_reason(desk, kind):
    row, _change = quoted(kind)
    name = "working_type" if kind == "disagreement" else "desk_note"

    save(desk, row, **{name: "Look again."})

    row.refresh_from_db()
    assert getattr(row, name) == "Look again."
    assert not PublishedCorrection.objects.exists()


@pytest.mark.parametrize("make", [make_partner, make_person])
def test_a_row_that_was_never_public_needs_no_reason(desk, make):
    row = make(public=False)

    response = desk.get(address(row, "change"))
    save(desk, row, name="Orange")

    row.refresh_from_db()
    assert row.name == "Orange"
    assert "Reason of the correction" not in response.content.decode()


def test_a_new_market_remark_corrects_nothing(desk):
    save(
        desk,
        Statement,
        topic_fr="Marché",
        topic_en="Market",
        paraphrase_fr="Il croît.",
        paraphrase_en="It grows.",
        passages=[str(make_published_initiative().evidence.first().citation_id)],
    )

    assert PublishedStatement.objects.exists()
    assert not PublishedCorrection.objects.exists()


def test_a_public_disagreement_typed_anew_about_a_published_entry_needs_its_reason(desk):
    entry = make_published_initiative()
    fields = {"topic_fr": "Budget", "topic_en": "Budget", "nature": "real", "public": "on"}
    subject = {"initiative": entry.pk, "position": 0}

    response = save(desk, Disagreement, **fields, add_row={"subjects": subject})

    assert "say why" in str(response.context["adminform"].form.errors["reason"])
    assert not Disagreement.objects.exists()


def test_a_spelling_is_told_with_its_partner(desk):
    partner = published_with().participations.get().partner
    alias = make_alias(partner=partner, citations=[make_citation()])

    save(desk, alias, surface="Orange SA", reason=WHY)

    correction = PublishedCorrection.objects.get()
    assert correction.slug == partner.slug
    assert "Orange SA" in [change["after"]["en"] for change in correction.changes]


def test_a_spelling_that_moves_is_told_of_both_partners(desk):
    alias = make_alias()
    other = make_partner()

    save(desk, alias, partner=other.pk, reason=WHY)

    slugs = set(PublishedCorrection.objects.values_list("slug", flat=True))
    assert slugs == {alias.partner.slug, other.slug}


def test_a_position_is_told_with_its_disagreement(desk):
    row = make_disagreement(published_with())

    save(desk, row.positions.first(), words_en="Orange", reason=WHY)

    assert PublishedCorrection.objects.get().type == "disagreement"


def test_a_parent_that_is_not_public_is_not_named(desk):
    partner = published_with().participations.get().partner
    secret = make_partner(name="Secret holding", public=False)

    save(
        desk,
        partner,
        name="Orange",
        parent=secret.pk,
        parent_relation="subsidiary-of",
        parent_basis=BASES.choices[0][0],
        reason=WHY,
    )

    assert "Secret" not in str(PublishedCorrection.objects.get().changes)


def test_what_was_worked_on_before_it_was_public_is_not_told(desk):
    row = make_disagreement(published_with(), public=False, topic_en="A rumour")

    save(desk, row, public="on", topic_en="Budget", reason=WHY)

    correction = PublishedCorrection.objects.get()
    assert "rumour" not in f"{correction.label} {correction.changes}"
    assert len(correction.changes) == 1


# ── Taken off the public side ────────────────────────────────────────────────────────────────────


def test_a_person_taken_off_the_public_side_is_not_named(desk):
    partner = make_partner()
    person = make_person(name="Ada Martin")
    PersonRole.objects.create(
        person=person, partner=partner, title_as_stated="PDG", title_fr="PDG", title_en="CEO"
    )
    make_market_remark(speaker=person, speaker_description_fr="", speaker_description_en="")

    save(desk, person, public=None, reason="At her request.")

    assert "Martin" not in str(list(PublishedCorrection.objects.values()))


def test_earlier_corrections_of_a_partner_taken_off_are_withheld_until_it_is_back(desk):
    partner = make_partner()
    save(desk, partner, name="Orange", reason=WHY)
    earlier = PublishedCorrection.objects.get()

    save(desk, partner, public=None, reason="Not ours to tell.")
    earlier.refresh_from_db()
    was_withheld = earlier.withheld
    save(desk, partner, public="on")

    earlier.refresh_from_db()
    assert (was_withheld, earlier.withheld) == (True, False)


# ── Deleting ─────────────────────────────────────────────────────────────────────────────────────


def test_the_page_that_deletes_a_public_statement_asks_for_the_reason(desk):
    remark = make_market_remark()

    page = desk.get(address(remark, "delete"))
    refused = desk.post(address(remark, "delete"), {"post": "yes"}, follow=True)

    assert 'name="reason"' in page.content.decode()
    assert "say why" in said(refused)
    assert refused.redirect_chain[-1][0] == address(remark, "delete")
    assert PublishedStatement.objects.exists()


def test_a_deletion_is_recorded_with_its_reason(desk):
    remark = make_market_remark()

    desk.post(address(remark, "delete"), {"post": "yes", "reason": "Said by nobody."})

    correction = PublishedCorrection.objects.get()
    assert correction.reason == "Said by nobody."
    assert not Statement.objects.exists()


def test_several_are_deleted_for_one_reason(desk):
    remarks = [make_market_remark(), make_market_remark()]
    chosen = {
        "action": "delete_selected",
        ACTION_CHECKBOX_NAME: [str(remark.pk) for remark in remarks],
    }

    asked = desk.post(address(Statement, "changelist"), chosen)
    desk.post(address(Statement, "changelist"), chosen | {"post": "yes", "reason": "Twice."})

    assert 'name="reason"' in asked.content.decode()
    assert PublishedCorrection.objects.filter(reason="Twice.").count() == 2


def test_several_are_kept_without_a_reason(desk):
    remark = make_market_remark()
    chosen = {"action": "delete_selected", ACTION_CHECKBOX_NAME: [str(remark.pk)], "post": "yes"}

    response = desk.post(address(Statement, "changelist"), chosen, follow=True)

    assert "say why" in said(response)
    assert Statement.objects.exists()


def test_a_draft_row_is_deleted_without_a_reason(desk):
    metric = make_metric()

    page = desk.get(address(metric, "delete"))

    assert 'name="reason"' not in page.content.decode()


# ── For ever ─────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def correction(desk):
    save(desk, make_partner(), name="Orange", reason=WHY)
    return PublishedCorrection.objects.get()


@pytest.mark.parametrize("sql", ["UPDATE {} SET reason = 'x'", "DELETE FROM {}"])
def test_a_correction_cannot_be_rewritten(correction, sql):
    with pytest.raises(IntegrityError, match="kept as it was"), transaction.atomic():
        connection.cursor().execute(sql.format("initiatives_publishedcorrection"))


def test_a_correction_moves_the_entity_tags(correction):
    with as_reader():
        seen = PublishedCorrection.objects.values("reason", "label").get()

    assert seen == {"reason": WHY, "label": {"fr": "Orange", "en": "Orange"}}


def test_an_undone_save_records_nothing(desk):
    partner = published_with().participations.get().partner
    taken = make_partner()

    save(desk, partner, name="Orange", slug=taken.slug, reason=WHY)

    assert not PublishedCorrection.objects.exists()
    assert Partner.objects.get(pk=partner.pk).name != "Orange"
    assert "Orange" not in PublishedInitiative.objects.values_list("document", flat=True)[0]


def test_a_statement_of_a_partner_that_is_not_public_needs_no_reason(desk):
    statement = make_statement(partner=make_partner(public=False))

    save(desk, statement, paraphrase_en="Other words.")

    statement.refresh_from_db()
    assert statement.paraphrase_en == "Other words."
