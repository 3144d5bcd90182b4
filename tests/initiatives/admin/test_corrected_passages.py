"""A passage that something public rests on stays; a change of it makes a new one in its place."""

import pytest
from django.db import IntegrityError, transaction

from initiatives.models import (
    AliasCitation,
    InitiativeAlias,
    PartnerCitation,
    PublishedCorrection,
    Revision,
    Statement,
)
from initiatives.revisions import workflow
from sources.models import Citation

from ...factories import (
    make_alias,
    make_citation,
    make_disagreement,
    make_initiative,
    make_investment,
    make_market_remark,
    make_partner,
    make_published_initiative,
    make_statement,
)
from .desk import address, said, save

pytestmark = pytest.mark.django_db

NEW = "The lab cost EUR 500,000."


@pytest.fixture
def desk(client, analyst):
    client.force_login(analyst)
    return client


@pytest.fixture
def editors_desk(client, editor):
    client.force_login(editor)
    return client


@pytest.fixture
def passage():
    return make_citation()


@pytest.fixture
def entries(passage):
    """Two published entries and a draft that rest on the passage."""
    found = [make_initiative(), make_initiative(), make_initiative()]
    for entry in found:
        make_investment(initiative=entry, citations=[passage])
    for entry in found[:2]:
        workflow.publish(entry, by=None)
    return found


def correct(client, passage, **more):
    response = save(client, passage, paraphrase_en=NEW, **more)
    return response, Citation.objects.filter(paraphrase_en=NEW).first()


def passages_proposed(revision) -> set[str]:
    return {row["citation_id"] for row in revision.document["evidence"].values()}


def test_the_passage_in_use_stays_as_it_is(desk, passage, entries):
    words = passage.paraphrase_en

    _response, new = correct(desk, passage)

    passage.refresh_from_db()
    assert passage.paraphrase_en == words
    assert (new.article, new.locator) == (passage.article, passage.locator)


def test_each_published_entry_gets_a_proposal_and_is_not_changed(desk, analyst, passage, entries):
    _response, new = correct(desk, passage)

    for entry in entries[:2]:
        revision = Revision.objects.get(initiative=entry, author=analyst)
        assert str(new.pk) in passages_proposed(revision)
        assert str(passage.pk) not in passages_proposed(revision)
        assert not entry.evidence.filter(citation=new).exists()


def test_a_draft_is_linked_to_the_new_one_at_once(desk, analyst, passage, entries):
    _response, new = correct(desk, passage)

    draft = entries[2]
    draft.refresh_from_db()
    assert draft.evidence.filter(citation=new).exists()
    assert not draft.evidence.filter(citation=passage).exists()
    assert draft.edited_by == analyst


def test_the_sentences_lead_to_the_proposals(desk, passage, entries):
    response, new = correct(desk, passage)
    page = desk.get(response.url)

    assert response.url == address(new, "change")
    assert "Proposed in 2 published entries" in said(page)
    assert all(address(revision, "change") in said(page) for revision in Revision.objects.all())


def test_a_proposal_that_is_open_is_added_to(desk, analyst, passage, entries):
    workflow.propose(
        entries[0],
        by=analyst,
        write=lambda entry: type(entry).objects.filter(pk=entry.pk).update(title="Renamed"),
    )

    _response, new = correct(desk, passage)

    revision = Revision.objects.get(initiative=entries[0])
    [row] = revision.document["initiative"].values()
    assert row["title"] == "Renamed"
    assert str(new.pk) in passages_proposed(revision)


def test_an_approved_correction_cites_the_new_passage(desk, analyst, editor, passage, entries):
    _response, new = correct(desk, passage)
    revision = workflow.submit(Revision.objects.get(initiative=entries[0]), by=analyst)

    workflow.approve(revision, by=editor, lock=revision.lock)

    assert NEW in entries[0].published_row.document
    assert not entries[0].evidence.filter(citation=passage).exists()


def test_nothing_is_made_of_a_passage_that_is_saved_as_it_is(desk, passage, entries):
    save(desk, passage)

    assert not Revision.objects.exists()


def test_a_passage_of_drafts_alone_is_changed_where_it_stands(desk, passage):
    make_investment(citations=[passage])

    _response, new = correct(desk, passage)

    assert new == passage


def test_the_place_in_the_text_is_not_kept_for_other_words(desk, passage, entries):
    article = passage.article
    version = article.text_versions.create(
        sha256="0" * 64, extractor="test", extractor_version="1", text="Texte."
    )
    Citation.objects.create(
        article=article, locator="paragraph 2", paraphrase_fr="Un.", paraphrase_en="One."
    )
    used = Citation.objects.create(
        article=article,
        locator="paragraph 3",
        paraphrase_fr="Un.",
        paraphrase_en="One.",
        text_version=version,
        selectors={"type": "TextPositionSelector"},
    )
    make_investment(initiative=entries[2], citations=[used])
    workflow.publish(entries[2], by=None)

    save(desk, used, quote="Autre chose")

    assert Citation.objects.get(quote="Autre chose").selectors is None


# ── Under what belongs to no entry ───────────────────────────────────────────────────────────────


def test_an_analyst_is_told_where_only_an_editor_may_link_it(desk, passage):
    remark = make_market_remark(citations=[passage])

    response, _new = correct(desk, passage)

    assert address(remark, "change") in said(desk.get(response.url))
    assert remark.evidence.get().citation == passage


def test_an_editor_links_it_under_a_market_remark_for_a_public_reason(editors_desk, passage):
    remark = make_market_remark(citations=[passage])

    response, new = correct(editors_desk, passage)
    assert "say why" in str(response.context["adminform"].form.errors["reason"])
    assert new is None
    _response, new = correct(editors_desk, passage, reason="Misread.")

    assert remark.evidence.get().citation == new
    assert PublishedCorrection.objects.get().type == "statement"


# ── The database ─────────────────────────────────────────────────────────────────────────────────


def under_a_statement(passage):
    make_statement(citations=[passage], partner=make_partner())


def under_a_statement_of_an_entry(passage):
    entry = make_published_initiative()
    make_statement(citations=[passage], initiative=entry)


def under_a_position(passage):
    make_disagreement(make_initiative()).positions.first().evidence.update(citation=passage)


def under_an_alias(passage):
    AliasCitation.objects.create(alias=make_alias(), citation=passage)


def under_a_fact(passage):
    PartnerCitation.objects.create(partner=make_partner(), citation=passage, field="country")


def under_a_name_of_an_entry(passage):
    entry = make_published_initiative()
    InitiativeAlias.objects.create(initiative=entry, surface="Le 39", citation=passage)


@pytest.mark.parametrize(
    "put",
    [
        make_market_remark,
        under_a_statement,
        under_a_statement_of_an_entry,
        under_a_position,
        under_an_alias,
        under_a_fact,
        under_a_name_of_an_entry,
    ],
)
def test_the_database_keeps_a_passage_under_anything_public(passage, put):
    if put is make_market_remark:
        put(citations=[passage])
    else:
        put(passage)

    with pytest.raises(IntegrityError, match="Something public rests on"), transaction.atomic():
        Citation.objects.filter(pk=passage.pk).update(paraphrase_en="Other words.")


def test_the_database_lets_a_passage_change_under_what_is_not_public(passage):
    partner = make_partner(public=False)
    PartnerCitation.objects.create(partner=partner, citation=passage, field="country")
    make_statement(citations=[passage], partner=partner)

    Citation.objects.filter(pk=passage.pk).update(paraphrase_en=NEW)

    assert Statement.objects.get().citations.get().paraphrase_en == NEW
