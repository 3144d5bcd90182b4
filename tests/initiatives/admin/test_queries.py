"""The desk asks the database as often for one row as for fifty."""

import uuid

import pytest
from django.contrib import admin
from django.db import connection, models
from django.test.utils import CaptureQueriesContext

from initiatives.models import DueRun, PublicationCounter, Suggestion, SuggestionSender
from initiatives.revisions import workflow
from sources.fields import FuzzyDateField

from ...factories import (
    make_citation,
    make_initiative,
    make_investment,
    make_metric,
    make_milestone,
    make_participation,
    make_partner,
    make_published_initiative,
    make_statement,
    make_status,
)
from .desk import address
from .everything import make_everything

MODELS = [
    model
    for model in admin.site._registry
    if model._meta.app_label in ("sources", "initiatives")
    and model not in (DueRun, PublicationCounter)  # tables of one row
    and model not in (Suggestion, SuggestionSender)  # twenty a day; counted in test_suggestions
]


@pytest.fixture
def desk(client, editor):
    client.force_login(editor)
    return client


def _copies(row, count: int) -> list:
    """``count`` new rows like ``row``, written past every signal; what must differ differs."""
    model = type(row)
    values = {
        field.attname: getattr(row, field.attname)
        for field in model._meta.concrete_fields
        if not field.generated and (field.is_relation or not field.primary_key)
    }
    copies = [model(**values) for _ in range(count)]
    for field in _must_vary(row):
        for number, copy in enumerate(copies):
            setattr(copy, field.name, _other(row, field, number))
    if isinstance(model._meta.pk, models.UUIDField):
        for copy in copies:
            copy.pk = uuid.uuid4()
    return model._base_manager.bulk_create(copies)


def _other(row, field, number):
    if field.is_relation:
        return _copies(getattr(row, field.name), 1)[0]
    if isinstance(field, models.IntegerField):
        return 1000 + number
    if isinstance(field, models.DateField):
        return getattr(row, field.name).replace(year=1900 + number)
    if isinstance(field, FuzzyDateField):
        return str(1900 + number)
    return uuid.uuid4().hex[: field.max_length]


def _must_vary(row) -> list:
    """Unique columns, and one column of each rule of uniqueness that does not name the key."""
    meta = row._meta
    known = [field for field in meta.concrete_fields if getattr(row, field.attname) is not None]
    made = (models.AutoField, models.UUIDField)  # keys that nobody has to think of
    fields = [field for field in known if field.unique and not _is_key(field, made)]
    for rule in meta.constraints:
        if isinstance(rule, models.UniqueConstraint) and meta.pk.name not in rule.fields:
            columns = [field for field in known if field.name in rule.fields]
            typed = [field for field in columns if not field.is_relation and not field.choices]
            fields += (typed or [field for field in columns if field.is_relation])[-1:]
    return list(dict.fromkeys(fields))


def _is_key(field, kinds) -> bool:
    return field.primary_key and isinstance(field, kinds)


def test_every_list_costs_the_same_for_few_rows_and_for_fifty(desk):
    make_everything()
    for model in MODELS:
        row = model._default_manager.first()
        url = address(model, "changelist")
        desk.get(url)  # content types and the like are kept after the first time

        with CaptureQueriesContext(connection) as for_few:
            desk.get(url)
        _copies(row, 50)
        with CaptureQueriesContext(connection) as for_fifty:
            shown = desk.get(url).context["cl"]

        assert len(shown.result_list) >= 50
        assert len(for_fifty) <= len(for_few), model  # fewer where copies have no rows of their own


def _entry(rows: int):
    entry = make_initiative()
    for _ in range(rows):
        partner, citation = make_partner(), make_citation()
        make_participation(initiative=entry, partner=partner, citations=[citation])
        make_investment(initiative=entry, investors=[partner], citations=[citation])
        make_milestone(initiative=entry, actor=partner, citations=[citation])
        make_metric(initiative=entry, citations=[citation])
        make_status(initiative=entry, citations=[citation])
        make_statement(initiative=entry, partner=partner, citations=[citation])
    return entry


def test_the_entry_form_costs_the_same_with_one_row_and_with_eight_of_each_kind(desk):
    short, long = address(_entry(1), "change"), address(_entry(8), "change")
    desk.get(short)

    with CaptureQueriesContext(connection) as for_short:
        desk.get(short)
    with CaptureQueriesContext(connection) as for_long:
        desk.get(long)

    assert len(for_short) == len(for_long) <= 60


def test_a_form_on_a_proposal_of_forty_rows_runs_eighty_queries_at_most(client, analyst):
    entry = make_published_initiative()
    partner, citation = make_partner(), make_citation()

    def write(_entry):
        for _ in range(40):
            row = make_investment(initiative=entry, citations=[citation])
            row.investors.add(partner)

    workflow.propose(entry, by=analyst, write=write)
    client.force_login(analyst)
    client.get(address(entry, "change"))

    with CaptureQueriesContext(connection) as queries:
        page = client.get(address(entry, "change"))

    assert page.content.count(b'id="investments-') >= 41
    assert len(queries) <= 80
