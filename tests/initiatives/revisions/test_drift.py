"""``check_publication``: rows of published entries that somebody wrote past the workflow."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from initiatives.models import EditorialHint, Initiative, Investment
from initiatives.publication.publish import refresh_everything
from initiatives.revisions import workflow
from initiatives.revisions.drift import written_past_the_workflow

from ...factories import make_investment, make_published_initiative, make_theme
from .proposing import approve, proposed, retitled

pytestmark = pytest.mark.django_db


def checked(**options) -> tuple[str, str]:
    """What the command prints, and the error it ends with."""
    out = io.StringIO()
    try:
        call_command("check_publication", stdout=out, **options)
    except CommandError as error:
        return out.getvalue(), str(error)
    return out.getvalue(), ""


@pytest.fixture
def entry():
    return make_published_initiative(title="39BIS")


def test_a_value_written_by_sql_is_named_with_entry_row_and_field(entry):
    row = entry.investments.get()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE initiatives_investment SET amount_min = 900000, amount_max = 900000")

    [sentence] = written_past_the_workflow()

    assert "“39BIS”, version 1: investment" in sentence
    assert str(row.pk) in sentence
    assert "500000.00" in sentence
    assert "900000.00" in sentence


def test_a_row_added_by_a_shell_is_named(entry):
    make_investment(initiative=entry)

    [sentence] = [each for each in written_past_the_workflow() if "investment" in each]

    assert "was added past the workflow" in sentence


def test_a_row_removed_by_a_shell_is_named(entry):
    entry.milestones.all().delete()

    assert any("was removed past the workflow" in each for each in written_past_the_workflow())


def test_a_theme_linked_from_the_other_side_is_named(entry):
    make_theme().initiatives.add(entry)

    [sentence] = written_past_the_workflow()

    assert "themes" in sentence


def test_what_the_workflow_writes_is_not_named(entry, analyst, editor):
    approve(proposed(entry, analyst, retitled("Renamed")), editor)
    workflow.verify(Initiative.objects.get(), by=analyst)

    assert list(written_past_the_workflow()) == []
    assert checked()[1] == ""


def test_a_draft_is_anybodys_to_write():
    make_investment()

    assert list(written_past_the_workflow()) == []


def test_a_hint_is_never_public_and_not_named(entry):
    EditorialHint.objects.create(initiative=entry, hint="Look for the filing.")

    assert list(written_past_the_workflow()) == []


def test_a_rebuild_mends_no_rows(entry):
    Investment.objects.update(amount_min=900_000, amount_max=900_000)
    refresh_everything()

    said, error = checked(fix=True)

    assert "written past the workflow" in error
    assert "Everything published" in said
    assert Investment.objects.get().amount_max == 900_000


def test_entries_published_before_rows_were_kept_are_told_once(entry):
    Initiative.objects.filter(pk=entry.pk).update(version=7)  # no rows of a version 7
    refresh_everything()

    said, error = checked()

    assert said.count("39BIS") == 1
    assert error == ""


@pytest.mark.parametrize("count", [1, 5])
def test_the_check_runs_as_many_queries_for_one_entry_as_for_five(count, django_assert_num_queries):
    for _number in range(count):
        make_published_initiative()

    with django_assert_num_queries(3):
        list(written_past_the_workflow())
