"""The Passages picker and the Evidence rows: which passage supports what."""

import pytest

from initiatives.models import Evidence

from ...factories import (
    make_citation,
    make_initiative,
    make_investment,
    make_milestone,
    make_partner,
    make_person,
    make_statement,
)
from .desk import errors, save


@pytest.fixture
def desk(client, analyst):
    client.force_login(analyst)
    return client


def keys(*citations) -> list[str]:
    return [str(citation.pk) for citation in citations]


def test_links_that_stay_keep_their_field_stance_and_notes(desk):
    kept, new = make_citation(), make_citation()
    claim = make_investment(citations=[kept])
    claim.evidence.update(field="amount", stance="contradicts", note_en="Half of it.")

    save(desk, claim.initiative, **{"investments-0-passages": keys(kept, new)})

    link = claim.evidence.get(citation=kept)
    assert (link.field, link.stance, link.note_en) == ("amount", "contradicts", "Half of it.")
    assert set(claim.citations.all()) == {kept, new}


def test_changing_the_passages_alone_is_a_change(desk):
    claim, other = make_investment(), make_citation()

    save(desk, claim.initiative, **{"investments-0-passages": keys(other)})

    assert list(claim.citations.all()) == [other]


def test_a_passage_linked_for_two_fields_stays_linked_for_both(desk):
    citation = make_citation()
    claim = make_investment(citations=[citation])
    Evidence.objects.create(
        initiative=claim.initiative, investment=claim, citation=citation, field="date"
    )

    save(desk, claim.initiative, **{"investments-0-passages": keys(citation, make_citation())})

    assert claim.evidence.filter(citation=citation).count() == 2


def test_new_links_come_after_those_that_stay(desk):
    first, second = make_citation(), make_citation()
    claim = make_investment(citations=[first])

    save(desk, claim, passages=keys(second, first))

    assert [link.citation for link in claim.evidence.all()] == [first, second]


def test_a_passage_of_the_entry_itself_is_typed_in_the_evidence_rows(desk):
    entry, citation = make_initiative(citations=[]), make_citation()
    row = {
        "claim": "",
        "citation": citation.pk,
        "stance": "supports",
        "field": "place",
        "position": 0,
    }

    save(desk, entry, add_row={"evidence": row})

    assert (entry.evidence.get().claim, entry.evidence.get().field) == (None, "place")


def test_an_evidence_row_keeps_its_claim_whatever_is_posted(desk):
    entry = make_initiative(citations=[])
    claim = make_investment(initiative=entry)
    other = make_milestone(initiative=entry, citations=[])
    key = f"milestone:{other.pk}"

    save(desk, entry, **{"evidence-0-claim": key, "evidence-0-stated_value": "Half."})

    assert claim.evidence.get().stated_value == "Half."
    assert not other.evidence.exists()


def test_an_evidence_row_cannot_name_a_claim_of_another_entry(desk):
    entry, stranger = make_initiative(), make_investment()
    row = {"claim": f"investment:{stranger.pk}", "stance": "supports", "position": 0}

    response = save(desk, entry, add_row={"evidence": {**row, "citation": make_citation().pk}})

    assert "not one of the available choices" in errors(response)


def test_the_same_passage_twice_under_one_claim_is_a_sentence(desk):
    claim = make_investment()
    row = {
        "claim": f"investment:{claim.pk}",
        "citation": claim.citations.get().pk,
        "stance": "supports",
        "position": 0,
    }

    response = save(desk, claim.initiative, add_row={"evidence": row})

    assert "This passage is already linked to this claim." in errors(response)


def test_a_claims_own_page_links_a_passage_with_its_field_and_stance(desk):
    claim, citation = make_investment(citations=[]), make_citation()
    row = {"citation": citation.pk, "stance": "contradicts", "field": "amount", "position": 0}

    save(desk, claim, add_row={"evidence": row})

    link = claim.evidence.get()
    assert (link.initiative, link.citation, link.stance) == (
        claim.initiative,
        citation,
        "contradicts",
    )


def test_statements_aliases_and_roles_have_the_picker(desk):
    citation, partner, person = (
        make_citation(),
        make_partner(public=False),
        make_person(public=False),
    )
    statement = make_statement(initiative=make_initiative(), citations=[])
    role = {
        "title_as_stated": "PDG",
        "title_fr": "PDG",
        "title_en": "CEO",
        "partner": partner.pk,
        "position": 0,
    }

    save(desk, statement, passages=keys(citation))
    save(desk, partner, add_row={"aliases": {"surface": "Orange SA", "passages": keys(citation)}})
    save(desk, person, add_row={"roles": {**role, "passages": keys(citation)}})

    for row in (statement, partner.aliases.get(), person.roles.get()):
        assert row.citations.get() == citation


def test_the_entry_has_a_picker_of_its_own_for_what_it_is_as_a_whole(desk):
    about, place, new = make_citation(), make_citation(), make_citation()
    entry = make_initiative(citations=[about])
    Evidence.objects.create(initiative=entry, citation=place, field="place")
    claim = make_investment(initiative=entry)

    save(desk, entry, passages=keys(new))

    links = entry.evidence.filter(investment=None)
    assert set(links.values_list("citation", "field")) == {(place.pk, "place"), (new.pk, "")}
    assert claim.evidence.count() == 1
