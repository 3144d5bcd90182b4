"""Rows that entries name: Editors decide what is public, analysts change nothing that is."""

import pytest

from initiatives.models import (
    Disagreement,
    Partner,
    Person,
    PublishedChange,
    PublishedInitiative,
    PublishedPartner,
    PublishedSource,
    PublishedStatement,
    Statement,
    Theme,
)
from initiatives.revisions import workflow

from ...factories import (
    make_alias,
    make_citation,
    make_disagreement,
    make_initiative,
    make_investment,
    make_market_remark,
    make_participation,
    make_partner,
    make_person,
    make_published_initiative,
    make_statement,
    make_theme,
)
from .desk import address, errors, said, save

REMARK = {
    "topic_fr": "Marché",
    "topic_en": "Market",
    "paraphrase_fr": "Il croît.",
    "paraphrase_en": "It grows.",
}


@pytest.fixture
def at_desk(client):
    def log_in(user):
        client.force_login(user)
        return client

    return log_in


def partner_of(entry) -> Partner:
    return entry.participations.get().partner


# ── Public or not ────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("make", [make_partner, make_person])
def test_an_analyst_cannot_make_a_row_public(at_desk, analyst, make):
    row = make(public=False)

    save(at_desk(analyst), row, public="on")

    row.refresh_from_db()
    assert not row.public


@pytest.mark.parametrize("make", [make_partner, make_person])
def test_an_editor_makes_a_row_public(at_desk, editor, make):
    row = make(public=False)

    save(at_desk(editor), row, public="on")

    row.refresh_from_db()
    assert row.public


def test_a_disagreement_can_be_hidden(at_desk, editor):
    row = make_disagreement(make_published_initiative())

    response = save(at_desk(editor), row, public=None, reason="It was none.")

    row.refresh_from_db()
    assert (response.status_code, row.public) == (302, False)


def test_a_partner_that_published_entries_name_stays_public(at_desk, editor):
    entry = make_published_initiative(title="39BIS")

    response = save(at_desk(editor), partner_of(entry), public=None)

    assert "39BIS" in errors(response)
    assert partner_of(entry).public


def test_a_partner_needs_no_more_than_a_name(at_desk, analyst):
    save(at_desk(analyst), Partner, name="Orange")

    assert Partner.objects.get().slug == "orange"


# ── What the world reads ─────────────────────────────────────────────────────────────────────────


def test_an_analyst_cannot_rename_a_partner_the_world_reads_of(at_desk, analyst):
    partner = partner_of(make_published_initiative())

    response = save(at_desk(analyst), partner, name="Another", desk_note="Check.")

    assert "only an Editor may save it" in errors(response)
    assert response.context["adminform"].form["desk_note"].value() == "Check."
    assert PublishedPartner.objects.get(pk=partner.pk).sort_title != "another"


def test_an_analyst_may_note_something_on_a_public_partner(at_desk, analyst):
    partner = partner_of(make_published_initiative())

    save(at_desk(analyst), partner, desk_note="Check.")

    partner.refresh_from_db()
    assert partner.desk_note == "Check."


def test_an_editor_renames_a_partner_in_every_entry_that_names_it(at_desk, editor):
    entry = make_published_initiative()

    save(at_desk(editor), partner_of(entry), name="Orange", reason="Renamed.")

    assert "Orange" in PublishedInitiative.objects.get(pk=entry.pk).document


def test_the_passages_of_an_alias_reach_the_public_partner(at_desk, editor):
    partner = partner_of(make_published_initiative())
    alias, citation = make_alias(partner=partner), make_citation()

    save(at_desk(editor), alias, passages=[str(citation.pk)], reason="Found.")

    assert str(citation.pk) in PublishedPartner.objects.get(pk=partner.pk).document


def test_an_alias_moved_to_another_partner_leaves_the_first_in_public_too(at_desk, editor):
    first, second = make_partner(), make_partner()
    alias = make_alias(partner=first, surface="Orange SA")

    save(at_desk(editor), alias, partner=second.pk, reason="Another company.")

    documents = dict(PublishedPartner.objects.values_list("pk", "document"))
    assert "Orange SA" not in documents[first.pk]
    assert "Orange SA" in documents[second.pk]


def test_a_partner_made_public_brings_its_statements(at_desk, editor):
    partner = make_partner(public=False)
    make_statement(partner=partner)

    save(at_desk(editor), partner, public="on")

    assert PublishedStatement.objects.exists()


def test_an_analyst_does_not_publish_a_market_remark(at_desk, analyst):
    response = save(at_desk(analyst), Statement, **REMARK)

    assert "only an Editor may save it" in errors(response)
    assert not Statement.objects.exists()


def test_an_analyst_does_not_delete_a_market_remark(at_desk, analyst):
    remark = make_market_remark()

    response = at_desk(analyst).post(address(remark, "delete"), {"post": "yes"}, follow=True)

    assert "only an Editor may save it" in said(response)
    assert PublishedStatement.objects.exists()


def test_an_editors_market_remark_is_public_with_its_passages(at_desk, editor):
    citation = make_citation()

    save(at_desk(editor), Statement, passages=[str(citation.pk)], **REMARK)

    assert str(citation.pk) in PublishedStatement.objects.get().document


def test_a_statement_moved_to_a_draft_is_no_longer_public(at_desk, editor):
    statement = make_statement(partner=make_partner())
    assert PublishedStatement.objects.exists()

    save(at_desk(editor), statement, initiative=make_initiative().pk, reason="Of the lab.")

    assert not PublishedStatement.objects.exists()


def test_an_analyst_does_not_change_a_public_disagreement(at_desk, analyst):
    entry = make_published_initiative()
    row = make_disagreement(entry)

    response = save(at_desk(analyst), row, topic_en="Something else")

    assert "only an Editor may save it" in errors(response)


def test_an_analyst_works_on_a_disagreement_that_is_not_public(at_desk, analyst):
    fields = {"slug": "budget", "topic_fr": "Budget", "topic_en": "Budget", "nature": "real"}
    position = {
        "words_fr": "Un",
        "words_en": "One",
        "position": 0,
        "passages": [str(make_citation().pk)],
    }
    subject = {"initiative": make_initiative().pk, "position": 0}

    save(
        at_desk(analyst),
        Disagreement,
        **fields,
        add_row={"subjects": subject, "positions": position},
    )

    row = Disagreement.objects.get()
    assert row.subjects.count() == row.positions.count() == 1


def test_an_editor_makes_a_disagreement_public_and_the_entry_shows_it(at_desk, editor):
    entry = make_published_initiative()
    row = make_disagreement(entry, public=False, topic_en="Floor area")

    save(at_desk(editor), row, public="on", reason="Two areas are given.")

    assert "Floor area" in PublishedInitiative.objects.get(pk=entry.pk).document


def test_a_draft_citing_a_public_source_leaves_the_source_to_analysts(at_desk, analyst):
    article = make_published_initiative().evidence.first().citation.article
    make_investment(citations=[make_citation(article=article)])

    save(at_desk(analyst), article, triage_status="done")

    article.refresh_from_db()
    assert article.triage_status == "done"


def test_a_draft_citing_a_public_source_is_not_given_away(at_desk, editor):
    article = make_published_initiative().evidence.first().citation.article
    before = PublishedSource.objects.get(pk=article.pk).updated_at, PublishedChange.objects.count()
    make_investment(citations=[make_citation(article=article)])

    save(at_desk(editor), article, triage_status="done")

    after = PublishedSource.objects.get(pk=article.pk).updated_at, PublishedChange.objects.count()
    assert after == before


# ── Deleting ─────────────────────────────────────────────────────────────────────────────────────


def test_a_partner_in_use_is_kept_with_the_list_of_what_needs_it(at_desk, editor):
    entry = make_initiative(title="39BIS")
    row = make_participation(initiative=entry, partner=make_partner(public=False))

    response = at_desk(editor).post(address(row.partner, "delete"), {"post": "yes"}, follow=True)

    assert "stays: it is cited" in said(response)
    assert "39BIS" in said(response)


def test_an_investor_named_by_a_published_entry_is_not_deleted(at_desk, administrator):
    partner, entry = make_partner(), make_initiative(title="39BIS")
    make_investment(initiative=entry, investors=[partner])
    workflow.publish(entry, by=None)
    response = at_desk(administrator).post(address(partner, "delete"), {"post": "yes"}, follow=True)

    assert f'{address(entry, "change")}">39BIS</a> (published)' in said(response)
    assert Partner.objects.filter(pk=partner.pk).exists()


def test_a_public_partner_is_made_not_public_before_it_is_deleted(at_desk, editor):
    partner = make_partner()

    response = at_desk(editor).get(address(partner, "delete"), follow=True)

    assert "is public: make it not public first." in said(response)


def test_a_theme_of_a_published_entry_is_not_deleted(at_desk, editor):
    theme, entry = make_theme(), make_initiative(title="39BIS")
    entry.themes.add(theme)
    workflow.publish(entry, by=None)
    response = at_desk(editor).post(address(theme, "delete"), {"post": "yes"}, follow=True)

    assert "39BIS" in said(response)
    assert Theme.objects.filter(pk=theme.pk).exists()


def test_a_person_nobody_needs_is_deleted(at_desk, analyst):
    person = make_person(public=False)

    at_desk(analyst).post(address(person, "delete"), {"post": "yes"})

    assert not Person.objects.filter(pk=person.pk).exists()


def test_themes_are_not_an_analysts_to_change(at_desk, analyst):
    response = at_desk(analyst).post(address(make_theme(), "change"), {"name_en": "x"})

    assert response.status_code == 403


def test_accounts_are_not_an_analysts_to_change(at_desk, analyst):
    assert at_desk(analyst).get(address(type(analyst), "changelist")).status_code == 403
