"""Who cites this: on the page of what is cited, and in the refusal to delete it."""

import pytest
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db import connection
from django.test.utils import CaptureQueriesContext

from initiatives.models import InitiativeAlias, MetricClaimant, Partner, PersonRole
from sources.admin.uses import NAMED, cited_by
from sources.models import Citation

from ...factories import (
    make_alias,
    make_citation,
    make_disagreement,
    make_initiative,
    make_investment,
    make_metric,
    make_milestone,
    make_participation,
    make_partner,
    make_person,
    make_published_initiative,
    make_statement,
    make_theme,
)
from .desk import address, said

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client, editor):
    client.force_login(editor)
    return client


def citing(row) -> set:
    """The rows that ``row`` is said to be cited by."""
    return {use.row for uses in cited_by([row])[row.pk] for use in uses.shown}


def page(desk, row) -> str:
    return desk.get(address(row, "change")).content.decode()


def delete_together(desk, *rows):
    keys = [str(row.pk) for row in rows]
    asked = {"action": "delete_selected", ACTION_CHECKBOX_NAME: keys, "post": "yes"}
    return desk.post(address(type(rows[0]), "changelist"), asked, follow=True)


# ── Who cites it ─────────────────────────────────────────────────────────────────────────────────


def test_a_passage_is_cited_by_entries_statements_disagreements_and_aliases():
    citation, partner = make_citation(), make_partner()
    entry = make_investment(citations=[citation]).initiative
    statement = make_statement(partner=partner, citations=[citation])
    alias = make_alias(partner=partner, citations=[citation])
    disagreement = make_disagreement(partner)
    disagreement.positions.first().evidence.update(citation=citation)

    assert citing(citation) == {entry, statement, alias, disagreement}


def test_a_passage_is_cited_by_an_entry_whose_other_name_it_gives():
    citation, entry = make_citation(), make_initiative()
    InitiativeAlias.objects.create(initiative=entry, surface="Le 39", citation=citation)

    assert citing(citation) == {entry}


def test_an_article_and_its_publisher_are_cited_by_whoever_cites_a_passage():
    citation = make_citation()
    entry = make_investment(citations=[citation]).initiative

    assert citing(citation.article) == {citation, entry}
    assert citing(citation.article.publisher) == {citation.article, entry}


def test_a_partner_is_cited_in_every_part_it_plays():
    partner = make_partner()
    took_part = make_participation(partner=partner).initiative
    paid = make_investment(investors=[partner]).initiative
    acted = make_milestone(actor=partner).initiative
    claimed = make_metric()
    MetricClaimant.objects.create(metric=claimed, partner=partner)
    branch = make_partner(parent=partner, parent_relation="subsidiary-of", parent_basis="text")
    person = make_person()
    PersonRole.objects.create(person=person, partner=partner, title_as_stated="PDG")
    make_alias(partner=partner)  # its own name: no use of it

    assert citing(partner) == {took_part, paid, acted, claimed.initiative, branch, person}


def test_a_theme_is_cited_by_its_entries_and_the_themes_below_it():
    theme, entry = make_theme(), make_initiative()
    entry.themes.add(theme)
    below = make_theme(parent=theme)

    assert citing(theme) == {entry, below}


def test_a_person_is_cited_by_what_was_said_and_disagreed_on():
    person = make_person()
    said_it = make_statement(speaker=person, partner=make_partner())
    disagreement = make_disagreement(person)

    assert citing(person) == {said_it, disagreement}


# ── On the page ──────────────────────────────────────────────────────────────────────────────────


def test_the_page_of_a_passage_leads_to_the_draft_that_cites_it(desk):
    entry = make_initiative(title="39BIS", citations=[citation := make_citation()])

    shown = page(desk, citation)

    assert f'<a href="{address(entry, "change")}">39BIS</a> (draft)' in shown
    assert "Initiatives (1)" in shown


def test_the_page_of_a_partner_nobody_names_says_so(desk):
    assert "Nothing cites it yet." in page(desk, make_partner())


def test_a_page_names_so_many_and_counts_the_others(desk):
    theme = make_theme()
    for _ in range(NAMED + 2):
        make_initiative().themes.add(theme)

    assert "and 2 more" in page(desk, theme)


def test_who_cites_fifty_rows_costs_no_more_than_who_cites_one():
    citations = [make_citation() for _ in range(50)]
    for citation in citations:
        make_initiative(citations=[citation])

    with CaptureQueriesContext(connection) as for_one:
        cited_by(citations[:1])
    with CaptureQueriesContext(connection) as for_fifty:
        uses = cited_by(citations)

    assert len(for_one) == len(for_fifty) == 2
    assert all(uses[citation.pk][0].count == 1 for citation in citations)


def test_the_page_of_a_partner_costs_the_same_for_one_entry_and_for_twenty(desk):
    lone, busy = make_partner(), make_partner()
    make_participation(partner=lone)
    for _ in range(20):
        make_participation(partner=busy)
    page(desk, lone)

    with CaptureQueriesContext(connection) as for_one:
        page(desk, lone)
    with CaptureQueriesContext(connection) as for_twenty:
        page(desk, busy)

    assert len(for_one) == len(for_twenty)


# ── Deleting ─────────────────────────────────────────────────────────────────────────────────────


def test_a_passage_of_a_draft_is_kept_with_the_list_of_who_cites_it(desk):
    citation = make_citation()
    entry = make_initiative(title="39BIS", citations=[citation])

    response = desk.get(address(citation, "delete"), follow=True)

    assert f'{address(entry, "change")}">39BIS</a>' in said(response)


def test_deleting_several_is_refused_with_the_list_of_each(desk):
    first, second, free = (make_citation() for _ in range(3))
    make_initiative(title="39BIS", citations=[first])
    make_published_initiative(title="Le Labo", citations=[second])

    response = delete_together(desk, first, second, free)

    assert "39BIS" in said(response)
    assert "Le Labo" in said(response)
    assert Citation.objects.filter(pk__in=[first.pk, second.pk, free.pk]).count() == 3


def test_what_nothing_cites_is_deleted_together(desk):
    delete_together(desk, make_partner(public=False), make_partner(public=False))

    assert not Partner.objects.exists()


def test_a_refusal_of_something_cited_a_lot_stays_readable(desk):
    theme = make_theme()
    for _ in range(12):
        make_initiative().themes.add(theme)

    response = desk.get(address(theme, "delete"), follow=True)

    assert said(response).count("<a href") == 10
    assert "and 2 more" in said(response)
