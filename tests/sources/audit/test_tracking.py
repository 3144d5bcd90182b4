"""What is recorded: every desk row, whoever writes it and how; and that it stays."""

import pgtrigger
import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction

from initiatives.models import Initiative
from sources.audit import event_models, recorded
from sources.models import AuditSeal, Publisher
from tests.factories import (
    make_initiative,
    make_investment,
    make_partner,
    make_publisher,
    make_theme,
)

from .sealing import seal, sealed_events

# Written from code or from files, and told of elsewhere: the closed lists, the rates of the ECB,
# what a load remembers; the read model; the chain itself.
NOT_AUDITED = {
    *("VocabularyTerm", "ExchangeRate", "DatasetLoad", "LoadedRow", "AuditSeal"),
    *("KeptRows", "Presence", "DueRun"),  # kept for ever as they are; nothing anybody decided
    "SuggestionSender",  # who sent it is erased, and an audit erases nothing
}

pytestmark = pytest.mark.django_db

PublisherEvent = apps.get_model("sources", "PublisherEvent")


def labels(events) -> list[str]:
    return list(events.objects.order_by("pk").values_list("pgh_label", flat=True))


def test_every_desk_model_and_every_link_of_one_is_recorded():
    recording = {event.pgh_tracked_model._meta.db_table for event in event_models()}

    missing = [
        model.__name__
        for app in ("sources", "initiatives")
        for model in apps.get_app_config(app).get_models(include_auto_created=True)
        if model not in event_models()
        and model.__name__ not in NOT_AUDITED
        and not model.__module__.startswith("initiatives.publication.models.")
        and model._meta.db_table not in recording
    ]

    assert missing == []


def test_each_event_table_records_three_acts_is_sealed_and_only_added_to():
    names = {}
    for model, trigger in pgtrigger.registered():
        names.setdefault(model._meta.db_table, set()).add(trigger.name)

    for event in event_models():
        assert names[event._meta.db_table] == {"append_only", "seal"}
        assert names[event.pgh_tracked_model._meta.db_table] >= {
            "insert_insert",
            "update_update",
            "delete_delete",
        }


def test_a_row_inserted_changed_and_deleted_leaves_three_events_that_stay():
    publisher = make_publisher(name="Le Monde")
    publisher.name = "Le Monde (Paris)"
    publisher.save()
    publisher.delete()

    events = PublisherEvent.objects.order_by("pk").values_list("pgh_label", "name")
    assert list(events) == [
        ("insert", "Le Monde"),
        ("update", "Le Monde (Paris)"),
        ("delete", "Le Monde (Paris)"),
    ]


def test_a_save_that_changes_nothing_is_no_event():
    make_publisher().save()

    assert labels(PublisherEvent) == ["insert"]


def test_what_is_written_in_bulk_or_in_sql_is_recorded_too():
    Publisher.objects.bulk_create([Publisher(name="A", slug="a"), Publisher(name="B", slug="b")])
    Publisher.objects.update(country="FR")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE sources_publisher SET country = 'BE' WHERE slug = 'a'")
        cursor.execute("DELETE FROM sources_publisher WHERE slug = 'b'")

    assert labels(PublisherEvent) == ["insert"] * 2 + ["update"] * 3 + ["delete"]


def test_the_links_of_a_row_are_recorded():
    entry, theme = make_initiative(), make_theme()
    entry.themes.add(theme)
    entry.themes.clear()
    make_investment(initiative=entry, investors=[make_partner()])

    events = apps.get_model("initiatives", "InitiativeThemesEvent")
    assert list(events.objects.order_by("pk").values_list("pgh_label", "theme")) == [
        ("insert", theme.pk),
        ("delete", theme.pk),
    ]
    assert labels(apps.get_model("initiatives", "InvestmentInvestorsEvent")) == ["insert"]


def test_columns_the_database_computes_are_left_out():
    events = apps.get_model("initiatives", "InitiativeEvent")
    columns = {field.name for field in events._meta.fields}

    assert "start" in columns
    assert columns.isdisjoint(field.name for field in Initiative._meta.fields if field.generated)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE sources_publisherevent SET name = 'x'",
        "DELETE FROM sources_publisherevent",
        "TRUNCATE sources_publisherevent",
        "UPDATE sources_auditseal SET hash = ''",
        "DELETE FROM sources_auditseal",
        "TRUNCATE sources_auditseal",
        "UPDATE initiatives_publishedaudithead SET hash = ''",
        "TRUNCATE initiatives_publishedaudithead",
    ],
)
def test_the_database_refuses_to_change_or_empty_the_record(change):
    make_publisher()
    seal()

    with pytest.raises(IntegrityError, match="only added to"), transaction.atomic():
        connection.cursor().execute(change)


def test_no_session_can_switch_the_recording_off():
    with connection.cursor() as cursor:
        names = [trigger.get_pgid(Publisher) for trigger in _triggers_of(Publisher)]
        cursor.execute("SET LOCAL pgtrigger.ignore = '{%s}'" % ",".join(names))  # noqa: UP031

    make_publisher()

    assert labels(PublisherEvent) == ["insert"]


def _triggers_of(model):
    return [trigger for tracked, trigger in pgtrigger.registered() if tracked is model]


def test_an_event_says_who_did_it_and_why():
    with recorded(user=7, act="publish"), recorded(reason="A wrong date."):
        make_publisher()

    event = PublisherEvent.objects.get()
    assert event.pgh_context == {"user": 7, "act": "publish", "reason": "A wrong date."}


def test_what_is_written_after_an_act_is_not_put_down_to_it():
    with recorded(command="load"):
        with recorded(reason="A wrong date."):
            make_publisher()
        make_publisher()
    make_publisher()

    assert list(PublisherEvent.objects.order_by("pk").values_list("pgh_context", flat=True)) == [
        {"command": "load", "reason": "A wrong date."},
        {"command": "load"},
        None,
    ]


def test_seals_follow_the_events_in_their_order():
    make_publisher().delete()
    seal()

    assert sealed_events() == [
        ("sources_publisherevent", "insert"),
        ("sources_publisherevent", "delete"),
    ]
    assert list(AuditSeal.objects.order_by("seq").values_list("seq", flat=True)) == [1, 2]
