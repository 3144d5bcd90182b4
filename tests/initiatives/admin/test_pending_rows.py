"""Rows of a published entry, added, changed and removed on the desk: they lie in the proposal."""

import pytest

from initiatives.models import (
    Evidence,
    Investment,
    Milestone,
    PublishedStatement,
)

from ...factories import (
    make_citation,
    make_editor,
    make_participation,
    make_partner,
    make_published_initiative,
    make_theme,
)
from ..revisions.proposing import (
    own,
    publish_proposal,
)
from .desk import INVESTMENT, MEMBER, address, said, save, typed


@pytest.fixture
def published(db):
    return make_published_initiative(title="39BIS")


def new_row(entry, author, name) -> str:
    """The key of the one row that lies in the author's revision alone."""
    revision = own(entry, author)
    [key] = revision.document[name].keys() - revision.base[name].keys()
    return key


def number_of(data, prefix, key) -> int:
    """Where the row ``key`` stands among the inline rows of a form."""
    total = int(data[f"{prefix}-TOTAL_FORMS"])
    return next(n for n in range(total) if str(data[f"{prefix}-{n}-id"]) == str(key))


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
