"""The real dataset as it lies in the database: how much of it, and what is public."""

import json
from collections import Counter

import pytest

from initiatives.dataset.load import OWN_DATASET
from initiatives.models import (
    AliasCitation,
    Disagreement,
    EditorialHint,
    Evidence,
    Initiative,
    Investment,
    LoadedRow,
    Metric,
    Milestone,
    Participation,
    Partner,
    PartnerAlias,
    PartnerCitation,
    Person,
    PersonRole,
    PersonRoleCitation,
    PositionCitation,
    PublishedInitiative,
    PublishedInvestment,
    PublishedMilestone,
    PublishedParticipation,
    PublishedPartner,
    Statement,
    StatementCitation,
    Theme,
)
from sources.models import (
    ArticleCitation,
    Citation,
    ExcludedMention,
    Publisher,
    PublisherCitation,
    SourceArticle,
    VocabularyTerm,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("dataset")]

META = json.loads((OWN_DATASET / "meta.json").read_text(encoding="utf-8"))
COUNTS = META["counts"]
LINKS = (
    AliasCitation,
    ArticleCitation,
    Evidence,
    PartnerCitation,
    PersonRoleCitation,
    PositionCitation,
    PublisherCitation,
    StatementCitation,
)


def published(model):
    return model.objects.filter(initiative__state="published")


ROWS = {
    "publishers": Publisher.objects.all(),
    "articles": SourceArticle.objects.filter(body_status="full-text"),
    "related_articles": SourceArticle.objects.exclude(body_status="full-text"),
    "passages": Citation.objects.all(),
    "partners": Partner.objects.all(),
    "people": Person.objects.all(),
    "initiatives": Initiative.objects.all(),
    "themes": Theme.objects.all(),
    "statements": Statement.objects.filter(topic_en=""),
    "market_facts": Statement.objects.exclude(topic_en=""),
    "conflicts": Disagreement.objects.all(),
    "conflicts_public": Disagreement.objects.filter(public=True),
    "excluded_mentions": ExcludedMention.objects.all(),
    "external_hints": EditorialHint.objects.all(),
    "participations": Participation.objects.all(),
    "milestones": Milestone.objects.all(),
    "investments": Investment.objects.all(),
    "investments_disclosed": Investment.objects.filter(disclosure="disclosed"),
    "metrics": Metric.objects.all(),
    "person_roles": PersonRole.objects.all(),
    "aliases": PartnerAlias.objects.all(),
    "aliases_not_matched": PartnerAlias.objects.filter(match=False),
}


@pytest.mark.parametrize("name", ROWS)
def test_the_database_holds_as_many_rows_as_the_dataset_counts(name):
    assert ROWS[name].count() == COUNTS[name]


def test_every_count_of_the_dataset_is_checked_by_a_test():
    elsewhere = {
        "citations",
        "citations_by_support",
        "conflicts_by_nature",
        "initiatives_by_editorial",
        "initiatives_by_kind",
        "partners_by_editorial",
        "published",
        "vocabularies",
    }

    assert set(COUNTS) == set(ROWS) | elsewhere


@pytest.mark.parametrize(
    ("name", "model", "field"),
    [("initiatives_by_kind", Initiative, "kind"), ("conflicts_by_nature", Disagreement, "nature")],
)
def test_rows_divide_as_the_dataset_counts_them(name, model, field):
    stored = Counter(model.objects.values_list(field, flat=True))

    assert stored == {value.replace(" ", "-"): count for value, count in COUNTS[name].items()}


def test_the_sixteen_drafts_are_drafts():
    states = Counter(Initiative.objects.values_list("state", flat=True))

    assert states == COUNTS["initiatives_by_editorial"] == {"published": 53, "draft": 16}


def test_the_fourteen_draft_partners_are_not_public():
    public = Counter(Partner.objects.values_list("public", flat=True))

    assert public == {True: COUNTS["partners_by_editorial"]["published"], False: 14}
    assert PublishedPartner.objects.count() == COUNTS["partners_by_editorial"]["published"]


def test_the_487_citations_are_542_pairs_of_a_fact_and_a_passage():
    assert sum(model.objects.count() for model in LINKS) == 542


def test_citations_stand_to_their_facts_as_the_dataset_counts():
    """The links of one citation share its group of ten positions, its owner and its field."""
    stances = Counter(stance for model in LINKS for stance in _citations(model).values())

    assert stances == COUNTS["citations_by_support"]
    assert stances.total() == COUNTS["citations"]


def _citations(model) -> dict[tuple, str]:
    owners = [
        field.attname
        for field in model._meta.concrete_fields
        if field.is_relation and field.name != "citation"
    ]
    return {
        (*(getattr(link, owner) for owner in owners), link.field, link.position // 10): link.stance
        for link in model.objects.all()
    }


def test_the_21_vocabularies_of_the_dataset_are_on_record():
    from initiatives.choices import VOCABULARIES as of_initiatives
    from sources.choices import VOCABULARIES as of_sources

    stored = set(VocabularyTerm.objects.values_list("vocabulary", flat=True))

    assert stored == set(of_initiatives) | set(of_sources)
    assert len(stored) >= COUNTS["vocabularies"]


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("initiatives", PublishedInitiative.objects.filter(state="published")),
        ("participations", PublishedParticipation.objects.all()),
        ("milestones", PublishedMilestone.objects.all()),
        ("investments", PublishedInvestment.objects.all()),
    ],
)
def test_the_public_tables_hold_as_many_rows_as_the_dataset_counts(name, rows):
    assert rows.count() == COUNTS["published"][name]


def test_published_metrics_and_headlines_are_as_many_as_the_dataset_counts():
    levels = Counter(PublishedInitiative.objects.values_list("evidence_level", flat=True))

    assert published(Metric).count() == COUNTS["published"]["metrics"]
    assert levels["headline-only"] == COUNTS["published"]["headline_only"]


def test_39_partners_take_part_in_public():
    partners = PublishedParticipation.objects.values("partner").distinct()

    assert partners.count() == COUNTS["published"]["partners_taking_part"]


def test_disclosed_amounts_add_up_by_currency():
    totals = Counter()
    for investment in published(Investment).filter(disclosure="disclosed"):
        totals[investment.currency] += investment.amount_max

    assert totals == COUNTS["published"]["disclosed_totals"]


def test_the_description_of_the_dataset_is_kept_whole(dataset):
    load = LoadedRow.objects.first().load

    assert load.name == META["name"]
    assert load.meta == META


def test_hints_are_never_facts():
    documents = " ".join(PublishedInitiative.objects.values_list("document", flat=True))

    assert not EditorialHint.objects.filter(usable_as_fact=True).exists()
    assert not any(hint.hint in documents for hint in EditorialHint.objects.all())


def test_figures_that_are_no_results_say_so():
    natures = {
        metric.nature: metric.initiative.slug
        for metric in Metric.objects.exclude(nature="achieved").select_related("initiative")
    }

    assert natures == {"potential": "sanofi-ai", "target": "barcelona-hub"}


def test_the_start_is_the_earliest_date_other_than_the_idea():
    start = Initiative.objects.get(slug="39bis")

    assert (start.start, start.start_inferred) == ("2017-11-13~", True)
    assert str(start.start_earliest) == "2017-11-06"


def test_an_investment_nobody_is_named_in_is_not_called_complete():
    unnamed = Investment.objects.filter(investors=None)

    assert unnamed.count() == 2
    assert not unnamed.filter(investors_complete=True).exists()


def test_the_forecast_opening_of_the_39bis_is_fulfilled_twice():
    forecast = Milestone.objects.get(initiative__slug="39bis", state="forecast-realised")

    assert {event.date for event in forecast.fulfilled_by.all()} == {"2017-11-13~", "2017-12-04"}
