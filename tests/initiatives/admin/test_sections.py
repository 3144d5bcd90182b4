"""The entry form in sections: counts, errors, one line for each row, and its cost."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from initiatives.admin.lines import line_of

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
from .desk import address, save


@pytest.fixture
def desk(client, analyst):
    client.force_login(analyst)
    return client


def section(response, key):
    return next(each for each in response.context["sections"] if each.key == key)


def test_each_section_counts_its_rows(desk):
    entry = make_initiative()
    make_milestone(initiative=entry)
    make_status(initiative=entry)

    page = desk.get(address(entry, "change"))

    assert section(page, "timeline").count == 2


def test_a_section_with_a_mistake_comes_back_open_with_its_number(desk):
    entry = make_initiative()

    page = save(desk, entry, add_row={"milestones": {"kind": "opening", "position": ""}})

    timeline = section(page, "timeline")
    assert timeline.errors >= 1
    assert f"{timeline.errors} error" in page.text
    assert 'data-section="timeline" open data-stays-open' in page.text


def test_a_mistake_in_the_entrys_own_field_is_counted_in_its_section(desk):
    page = save(desk, make_initiative(), title="")

    assert section(page, "identity").errors == 1


def test_a_row_is_one_line_with_amount_date_and_number_of_passages(db):
    row = make_investment(date="../2017-12-04", citations=[make_citation(), make_citation()])

    assert line_of(row) == (
        "capital expenditure, €500,000, no later than 4 December 2017, 2 passages"
    )
    with translation.override("fr"):
        assert line_of(row).endswith("au plus tard le 4 décembre 2017, 2 passages")


def test_stored_rows_are_closed_and_the_template_of_a_new_one_is_open(desk):
    entry = make_initiative()
    make_investment(initiative=entry)

    page = desk.get(address(entry, "change"))

    [group] = section(page, "money").groups
    assert [row.is_open for row in group.rows] == [False, True]


def test_no_key_is_shown_in_the_titles_of_rows(desk):
    entry = make_initiative()
    rows = [make_investment(initiative=entry), make_participation(initiative=entry)]

    page = desk.get(address(entry, "change"))

    lines = [row.line for each in page.context["sections"] for g in each.groups for row in g.rows]
    assert not [line for line in lines for row in rows if str(row.pk) in line or " object" in line]


def test_the_definitions_of_closed_lists_are_sent_once_in_the_readers_language(desk):
    entry = make_initiative()
    make_investment(initiative=entry)
    make_investment(initiative=entry)

    page = desk.get(address(entry, "change"), headers={"accept-language": "fr"})

    escaped = json.dumps("Somme dépensée pour créer un lieu ou un outil.")
    assert page.text.count(escaped) == 1


def test_what_a_row_may_be_part_of_is_listed_once_for_all_rows(desk):
    entry = make_initiative()
    whole = make_investment(initiative=entry)
    for _ in range(3):
        make_investment(initiative=entry, part_of=whole)

    page = desk.get(address(entry, "change"))

    drawn = page.text.count(f'<option value="{whole.pk}"')
    assert drawn == 4  # chosen in three rows, and offered in the template of new ones


def test_the_reason_of_a_correction_is_asked_in_the_open(client, editor):
    client.force_login(editor)

    page = client.get(address(make_published_initiative(), "change"))

    assert 'data-section="publication" open data-stays-open' in page.text
    assert 'name="reason"' in page.text


def test_a_published_entry_shows_analysts_the_panel_and_what_a_save_does(desk):
    entry = make_published_initiative()

    page = desk.get(address(entry, "change"))

    assert page.context["readiness"].is_ready
    assert f"“{entry}” is public. A save is your proposal" in page.text


def _entry_of_forty_rows():
    entry = make_initiative()
    for _ in range(8):
        partner, citation = make_partner(), make_citation()
        make_participation(initiative=entry, partner=partner, citations=[citation])
        make_investment(initiative=entry, investors=[partner], citations=[citation])
        make_milestone(initiative=entry, actor=partner, citations=[citation])
        make_metric(initiative=entry, citations=[citation])
        make_statement(initiative=entry, partner=partner, citations=[citation])
    return entry


def test_an_entry_of_forty_rows_opens_in_sixty_queries(desk):
    url = address(_entry_of_forty_rows(), "change")
    desk.get(url)  # content types and the like are kept after the first time

    with CaptureQueriesContext(connection) as queries:
        page = desk.get(url)

    assert sum(each.count for each in page.context["sections"]) >= 40
    assert len(queries) <= 60
