"""Rows of a CSV made beforehand: when they are made, and that nobody can tell."""

import csv
import io

import pytest
from django.core.management import call_command

from initiatives.exports import delimited, lines
from initiatives.models import PublishedLine
from initiatives.revisions import workflow
from tests.factories import make_initiative, make_participation, make_partner
from tests.initiatives.api.asking import publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    """A block after which its transaction is committed."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


def file_of(client, **parameters) -> bytes:
    response = client.get("/api/v1/initiatives/", {"format": "csv", **parameters})
    assert response.status_code == 200, response.content
    return response.getvalue()


def table(content: bytes) -> list[dict]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def ready() -> set[int]:
    """The entries whose row is made and true."""
    return {*PublishedLine.objects.values_list("pk", flat=True)} - {
        *lines.waiting().values_list("pk", flat=True)
    }


# ── When they are made ───────────────────────────────────────────────────────────────────────────


def test_whoever_publishes_an_entry_makes_its_row(committed):
    with committed():
        entry = publish(make_initiative())

    assert ready() == {entry.pk}


def test_a_row_follows_what_its_entry_quotes(client, committed):
    partner = make_partner(name="Before")
    entry = make_initiative(language="en")
    make_participation(initiative=entry, partner=partner)
    with committed():
        publish(entry)

    with committed():
        partner.name = "After"
        partner.save()

    assert ready() == {entry.pk}
    assert "After" in PublishedLine.objects.get().en


def test_the_row_of_a_withdrawn_entry_goes_with_it(committed):
    with committed():
        entry = publish(make_initiative())

    with committed():
        workflow.withdraw(entry, by=None, reason="It never existed.")

    assert not PublishedLine.objects.exists()


def test_the_rows_of_many_entries_wait_for_the_timer(committed, monkeypatch, capsys):
    monkeypatch.setattr(lines, "FEW", 0)
    with committed():
        entry = publish(make_initiative())
    assert ready() == set()

    call_command("publish_due")

    assert ready() == {entry.pk}


def test_a_run_makes_about_as_many_as_it_is_told_to(monkeypatch):
    for _ in range(3):
        publish(make_initiative())
    monkeypatch.setattr(lines, "_BATCH", 1)

    assert (lines.refresh(most=2), lines.refresh(most=2), lines.refresh(most=2)) == (2, 1, 0)


def test_a_rebuild_makes_the_rows_as_well(capsys):
    entry = publish(make_initiative())
    type(entry).objects.filter(pk=entry.pk).update(summary="Written past the workflow.")

    with pytest.raises(Exception, match="written past"):
        call_command("check_publication", fix=True)

    assert ready() == {entry.pk}


# ── What they are ────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_row_made_beforehand_is_the_row_made_on_the_way(client, dataset, language):
    before = file_of(client, lang=language)

    made = lines.refresh()
    after = file_of(client, lang=language)

    assert made == 53
    assert after == before


def test_rows_that_are_ready_are_copied_and_not_made(client, monkeypatch):
    publish(make_initiative())
    lines.refresh()
    monkeypatch.setattr(delimited.json, "loads", None)

    assert len(table(file_of(client))) == 1


def test_a_row_that_is_no_longer_true_is_made_anew(client):
    entry = publish(make_initiative(language="en", title="Before"))
    lines.refresh()
    entry.title = "After"
    entry.save()
    publish(entry)

    [row] = table(file_of(client))

    assert row["Title"] == "After"
    assert (lines.refresh(), lines.refresh()) == (1, 0)


def test_rows_made_by_another_release_are_not_used(client):
    publish(make_initiative())
    lines.refresh()
    PublishedLine.objects.update(en="wrong", layout="0" * 16)

    assert b"wrong" not in file_of(client)
