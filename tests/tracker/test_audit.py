"""What the audit says of a write at the desk: who asked for what, by which command."""

from io import StringIO

import pytest
from django.apps import apps
from django.core.management import call_command
from django.urls import reverse

from sources.models import Publisher
from tests.factories import make_publisher
from tests.initiatives.admin.desk import save

pytestmark = pytest.mark.django_db


def last_event():
    return apps.get_model("sources", "PublisherEvent").objects.latest("pk")


def test_a_save_at_the_desk_says_who_and_where(client, editor):
    publisher = make_publisher()
    client.force_login(editor)

    save(client, publisher, country="FR")

    assert last_event().pgh_context == {
        "user": editor.pk,
        "method": "POST",
        "url": reverse("admin:sources_publisher_change", args=[publisher.pk]),
    }


def test_a_command_says_its_name():
    call_command("load_dataset", stdout=StringIO())

    assert Publisher.objects.exists()
    assert last_event().pgh_context == {"command": "load_dataset"}


def test_a_public_request_has_nothing_of_the_audit(client, monkeypatch):
    monkeypatch.setattr("tracker.middleware.pghistory", None)

    assert client.get("/en/about/").status_code == 200
