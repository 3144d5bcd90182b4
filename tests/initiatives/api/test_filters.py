"""What each filter means: OR within a parameter, AND between them, one claim for joint ones."""

import pytest

from tests.factories import (
    make_article,
    make_citation,
    make_disagreement,
    make_initiative,
    make_investment,
    make_milestone,
    make_parent,
    make_participation,
    make_partner,
    make_statement,
    make_theme,
)

from .asking import ask, make_public, make_rows, publish, slugs

pytestmark = pytest.mark.django_db


def below(partner):
    return {"parent": partner, "parent_relation": "subsidiary-of", "parent_basis": "text"}


def known_since(*, earliest, latest):
    make_rows({"first_known_earliest": earliest, "first_known_latest": latest})


def test_a_repeated_parameter_is_or(client):
    make_rows({"kind": "lab"}, {"kind": "fund"}, {"kind": "study"})

    assert slugs(client, kind=["lab", "fund"]) == ["row-1", "row-0"]


def test_different_parameters_are_and(client):
    make_rows({"kind": "lab", "lifecycle": "active"}, {"kind": "lab", "lifecycle": "stopped"})

    assert slugs(client, kind="lab", lifecycle="active") == ["row-0"]


def test_an_empty_parameter_is_not_given(client):
    make_rows({"kind": "lab"})

    assert slugs(client, kind="", q="", dated_after="") == ["row-0"]


# ── One participation ────────────────────────────────────────────────────────────────────────────


def test_partner_and_role_are_one_participation(client):
    entry, orange = make_initiative(), make_partner(slug="orange")
    make_participation(initiative=entry, partner=orange, role="client")
    make_participation(initiative=entry, role="lead")
    publish(entry)

    assert slugs(client, partner="orange", role="client") == [entry.slug]
    assert slugs(client, partner="orange", role="lead") == []


def test_an_investor_is_not_a_participant(client):
    bank = make_partner(slug="bank")
    publish(make_investment(investors=[bank]).initiative)

    assert slugs(client, partner="bank") == []


def test_subsidiaries_count_when_asked(client):
    orange = make_partner(slug="orange")
    health = make_partner(slug="orange-healthcare", **below(orange))
    entry = publish(make_participation(partner=health).initiative)

    assert slugs(client, partner="orange") == []
    assert slugs(client, partner="orange", include_subsidiaries="true") == [entry.slug]


# ── One investment ───────────────────────────────────────────────────────────────────────────────


def test_what_is_asked_of_money_is_asked_of_one_investment(client):
    entry = make_initiative()
    make_investment(initiative=entry, kind="fund", amount_min=50, stage="announced")
    make_investment(initiative=entry, kind="grant", amount_min=5000)
    publish(entry)

    assert slugs(client, investment_kind="fund", stage="announced") == [entry.slug]
    assert slugs(client, investment_kind="grant", stage="announced") == []
    assert slugs(client, investment_kind="fund", amount_min=5000, currency="EUR") == []


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"amount_min": 3}, True),
        ({"amount_min": "3.01"}, False),
        ({"amount_max": 2}, True),
        ({"amount_max": "1.99"}, False),
        ({"amount_min": "2.4", "amount_max": "2.6"}, True),
        ({"amount_min": 0}, True),
    ],
)
def test_an_amount_overlaps_a_range(client, asked, found):
    entry = make_initiative()
    make_investment(initiative=entry, amount_min=2, amount_max=3, qualifier="range")
    publish(entry)

    assert (slugs(client, currency="eur", **asked) == [entry.slug]) is found


def test_an_amount_is_compared_in_the_currency_given(client):
    publish(make_investment(amount_min=100, currency="USD").initiative)

    assert slugs(client, amount_min=1, currency="EUR") == []


def test_an_undisclosed_amount_is_within_no_range(client):
    publish(make_investment(disclosure="explicitly-withheld").initiative)

    assert slugs(client, amount_min=0, currency="EUR") == []


@pytest.mark.parametrize("collection", ["initiatives", "investments", "facets"])
def test_an_amount_without_currency_is_refused(client, collection):
    problem = ask(client, f"{collection}/", status=400, amount_min=5)

    assert problem["parameter"] == "currency"


def test_investments_are_found_by_investor_and_by_recipient(client):
    giver, taker = make_partner(slug="giver"), make_partner(slug="taker")
    money = make_investment(investors=[giver], recipient_kind="partner", recipient=taker)
    publish(money.initiative)

    assert slugs(client, "investments", partner="giver") == [str(money.pk)]
    assert slugs(client, "investments", partner="taker") == [str(money.pk)]


def test_investments_are_found_by_what_their_initiative_is(client):
    money = make_investment(initiative=make_initiative(kind="fund", country="FR"))
    publish(money.initiative)

    assert slugs(client, "investments", kind="fund", country="fr") == [str(money.pk)]
    assert slugs(client, "investments", kind="lab") == []


# ── Dates ────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("after", "before", "found"),
    [
        ("2017-12-01", "2017-12-31", True),
        ("2017", "2017", True),
        ("2017-12", None, True),
        (None, "2017-01-01", True),
        ("2018-01-01", None, False),
        (None, "2016", False),
        ("2016-12", "2016-12", False),
    ],
)
def test_a_window_finds_what_is_only_known_as_a_year(client, after, before, found):
    known_since(earliest="2017-01-01", latest="2017-12-31")
    window = {"dated_after": after or "", "dated_before": before or ""}

    assert bool(slugs(client, **window)) is found


def test_what_has_no_date_is_in_no_window(client):
    known_since(earliest=None, latest=None)

    assert slugs(client, dated_after="0001-01-01") == []


def test_an_open_interval_reaches_as_far_as_the_window(client):
    known_since(earliest="2017-01-01", latest=None)

    assert slugs(client, dated_after="2030-01-01") == ["row-0"]


def test_milestones_are_dated_by_themselves(client):
    entry = make_initiative()
    early = make_milestone(initiative=entry, date="2016-06")
    make_milestone(initiative=entry, date="2019")
    publish(entry)

    assert slugs(client, "milestones", dated_before="2016-06-15") == [str(early.pk)]


def test_sources_are_dated_by_their_publication(client):
    article = make_article(published="2017-12-05")
    publish(make_initiative(citations=[make_citation(article=article)]))

    assert slugs(client, "sources", dated_after="2017-12-05", dated_before="2017-12-05") != []
    assert slugs(client, "sources", dated_after="2017-12-06") == []


# ── Places in the record ─────────────────────────────────────────────────────────────────────────


def test_a_theme_includes_those_below_it(client):
    health = make_theme(slug="health")
    entry = make_initiative()
    entry.themes.add(make_theme(slug="e-health", parent=health))
    publish(entry)

    assert slugs(client, theme="health") == slugs(client, theme="e-health") == [entry.slug]


def test_a_parent_has_its_direct_children_only(client):
    top, middle, bottom = (make_public(slug=slug) for slug in ("top", "middle", "bottom"))
    make_parent(middle, top)
    make_parent(bottom, middle)
    publish_again(middle, bottom)

    assert slugs(client, parent="top") == ["middle"]


def publish_again(*initiatives):
    for initiative in initiatives:
        publish(initiative)


def test_the_country_of_a_lead_partner_counts(client):
    german = make_partner(country="DE", country_basis="text")
    entry = publish(make_participation(partner=german, role="lead").initiative)

    assert slugs(client, country="DE") == [entry.slug]


def test_a_source_is_found_under_any_claim(client):
    citation = make_citation()
    money = publish(make_investment(citations=[citation]).initiative)
    publish(make_initiative())

    assert slugs(client, source=citation.article.slug) == [money.slug]
    assert slugs(client, publisher=citation.article.publisher.slug) == [money.slug]


def test_a_disagreement_about_a_claim_is_one_about_its_entry(client):
    money = make_investment()
    make_disagreement(money)
    publish(money.initiative)
    calm = make_public()

    assert slugs(client, has_conflict="true") == [money.initiative.slug]
    assert slugs(client, has_conflict="false") == [calm.slug]
    assert len(slugs(client, has_conflict=["true", "false"])) == 2


@pytest.mark.parametrize(
    ("since", "found"),
    [
        ("2026-01-01", True),
        ("2026-01-01T00:00:00Z", True),
        ("2026-01-01T00:00:00", True),
        ("2026-01-01T01:00:00+01:00", True),
        ("2026-01-01T00:00:00.000001Z", False),
        ("2026-01-02", False),
    ],
)
def test_updated_since_includes_the_moment_itself(client, since, found):
    make_rows({})

    assert bool(slugs(client, updated_since=since)) is found


def test_a_plus_that_was_not_escaped_is_still_a_time_zone(client):
    make_rows({})

    assert client.get("/api/v1/initiatives/?updated_since=2026-01-01T01:00:00+01:00").json()[
        "count"
    ]


# ── Other collections ────────────────────────────────────────────────────────────────────────────


def test_partners_are_found_by_role_and_theme_of_one_participation(client):
    entry = make_initiative()
    entry.themes.add(make_theme(slug="ai"))
    lead = make_partner(slug="lead")
    make_participation(initiative=entry, partner=lead, role="lead")
    publish(entry)

    assert slugs(client, "partners", role="lead", theme="ai") == ["lead"]
    assert slugs(client, "partners", role="client", theme="ai") == []


def test_statements_are_found_by_partner_with_its_subsidiaries(client):
    parent = make_partner(slug="parent")
    child = make_partner(slug="child", **below(parent))
    said = make_statement(partner=child, initiative=make_initiative())
    publish(said.initiative)

    assert slugs(client, "statements", partner="parent", include_subsidiaries="true") == [
        str(said.pk)
    ]


def test_a_withdrawn_entry_is_in_no_list(client):
    make_rows({"state": "withdrawn", "document": None}, {"state": "merged", "document": None})

    assert ask(client, "initiatives/")["count"] == 0
