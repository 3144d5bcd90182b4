"""What the database refuses, whoever asks, and the sentence an analyst reads."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from initiatives.models import (
    Evidence,
    Initiative,
    InitiativeParent,
    Partner,
    Statement,
    Translation,
)
from tests.factories import (
    make_citation,
    make_disagreement,
    make_initiative,
    make_investment,
    make_metric,
    make_milestone,
    make_parent,
    make_participation,
    make_partner,
    make_person,
    make_statement,
    make_status,
    make_theme,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("make", "fields", "constraint"),
    [
        (make_investment, {"amount_min": 0}, "investment_amount_positive"),
        (make_investment, {"amount_min": 2, "amount_max": 1}, "investment_amounts_ordered"),
        (make_investment, {"amount_min": 1, "amount_max": 2}, "investment_two_bounds_are_a_range"),
        (make_investment, {"currency": ""}, "investment_amount_when_disclosed"),
        (make_investment, {"currency": "eur"}, "investment_currency_iso"),
        (
            make_investment,
            {"disclosure": "not-mentioned", "amount_min": 5, "currency": "EUR"},
            "when_disclosed",
        ),
        (make_investment, {"recipient_kind": "partner"}, "investment_recipient_named"),
        (make_investment, {"kind": "gift"}, "investment_kind_known"),
        (make_metric, {"value_min": 2, "value_max": 1}, "metric_values_ordered"),
        (make_metric, {"display": ""}, "metric_valued_or_displayed"),
        (make_milestone, {"state": "maybe"}, "milestone_state_known"),
        (make_participation, {"role": "friend"}, "participation_role_known"),
        (make_status, {"inferred": True}, "lifecyclestatus_inferred_with_basis"),
        (make_statement, {"type": ""}, "statement_typed_or_market_remark"),
        (make_statement, {"speaker_description_en": ""}, "statement_said_by_someone"),
        (make_statement, {"value_min": 1, "value_max": 1}, "statement_figure_whole"),
        (make_partner, {"country": "FR"}, "partner_country_with_basis"),
        (
            make_partner,
            {"parent_relation": "subsidiary-of"},
            "partner_parent_with_relation_and_basis",
        ),
        (make_person, {"name": ""}, "person_public_has_name"),
        (make_initiative, {"title": ""}, "initiative_titled"),
        (make_initiative, {"version": 3}, "initiative_draft_has_no_version"),
        (make_disagreement, {"resolution_en": "Same."}, "disagreement_resolved_on_a_basis"),
    ],
)
def test_the_database_refuses(make, fields, constraint):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        make(**fields)


def test_a_refused_amount_is_explained_in_words():
    investment = make_investment()
    investment.amount_min = investment.amount_max = -1

    with pytest.raises(ValidationError, match="An investment needs an amount above zero."):
        investment.full_clean()


def test_a_whole_cannot_become_part_of_its_part():
    fund = make_investment()
    tranche = make_investment(part_of=fund)
    fund.part_of = tranche

    with pytest.raises(ValidationError, match="one of its own parts"):
        fund.full_clean()


def test_a_theme_cannot_go_below_a_theme_of_its_own():
    health = make_theme()
    e_health = make_theme(parent=health)
    health.parent = e_health

    with pytest.raises(ValidationError, match="one of its own themes"):
        health.full_clean()


def test_a_draft_needs_no_more_than_a_title():
    draft = Initiative(title="39BIS")

    draft.full_clean()
    draft.save()

    assert (draft.slug, draft.state) == ("39bis", "draft")


def test_a_second_row_of_the_same_name_gets_a_slug_of_its_own():
    first, second = Partner.objects.create(name="Orange"), Partner.objects.create(name="Orange")

    assert (first.slug, second.slug) == ("orange", "orange-2")


def test_a_passage_cannot_support_two_claims_at_once():
    investment = make_investment()
    milestone = make_milestone(initiative=investment.initiative)

    with pytest.raises(IntegrityError, match="evidence_one_claim"), transaction.atomic():
        Evidence.objects.create(
            initiative=investment.initiative,
            citation=make_citation(),
            investment=investment,
            milestone=milestone,
        )


def test_a_claim_of_another_entry_is_refused_at_commit():
    stray = Evidence.objects.create(
        initiative=make_initiative(), citation=make_citation(), investment=make_investment()
    )

    with (
        pytest.raises(IntegrityError, match="evidence_investment_same_initiative"),
        transaction.atomic(),
    ):
        connection.check_constraints()
    stray.delete()


def test_a_claim_of_another_entry_is_explained_in_words():
    stray = Evidence(
        initiative=make_initiative(), investment=make_investment(), citation=make_citation()
    )

    with pytest.raises(ValidationError, match="The claim belongs to another entry."):
        stray.full_clean()


def test_a_forecast_of_another_entry_is_refused_at_commit():
    stray = make_milestone(fulfils=make_milestone(state="forecast"))

    with (
        pytest.raises(IntegrityError, match="milestone_fulfils_same_initiative"),
        transaction.atomic(),
    ):
        connection.check_constraints()
    stray.delete()


def test_one_passage_may_support_several_claims():
    citation = make_citation()
    investment = make_investment(citations=[citation])

    make_milestone(initiative=investment.initiative, citations=[citation])

    assert citation.evidence_links.count() == 2


def test_the_same_passage_is_linked_to_a_claim_once():
    citation = make_citation()
    investment = make_investment(citations=[citation])

    with pytest.raises(IntegrityError, match="evidence_once"), transaction.atomic():
        Evidence.objects.create(
            initiative=investment.initiative, investment=investment, citation=citation
        )


def test_an_entry_may_have_several_parents():
    child = make_initiative()

    make_parent(child, make_initiative())
    make_parent(child, make_initiative(), position=1)

    assert child.parents.count() == 2


def test_a_family_cannot_run_in_a_circle():
    parent, child = make_initiative(), make_initiative()
    make_parent(child, parent)
    circle = InitiativeParent(child=parent, parent=child)

    with pytest.raises(ValidationError, match="is already part of this entry"):
        circle.full_clean()


def test_a_venture_is_also_a_partner():
    onduo = make_partner(name="Onduo")

    venture = make_initiative(title="Onduo", also_partner=onduo)

    assert onduo.also_initiative == venture


def test_a_translation_is_stale_once_the_original_changed():
    initiative = make_initiative(summary="Avant.")
    translation = Translation.objects.create(
        initiative=initiative, language="en", summary="Before."
    )
    initiative.summary = "Après."
    initiative.save()

    assert Translation.objects.get(pk=translation.pk).is_stale


def test_a_market_remark_has_a_topic_and_no_type():
    remark = make_statement(type="", topic_fr="Marché", topic_en="Market")

    assert Statement.objects.get(pk=remark.pk).is_market_remark


def test_a_partner_cannot_descend_from_itself():
    top = make_partner()
    below = make_partner(parent=top, parent_relation="subsidiary-of", parent_basis="text")
    top.parent, top.parent_relation, top.parent_basis = below, "subsidiary-of", "text"

    with pytest.raises(ValidationError, match="already descends from this partner"):
        top.full_clean()
