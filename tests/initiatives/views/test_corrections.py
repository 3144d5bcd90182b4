"""The corrections and withdrawals of the whole site."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from initiatives.models import PublishedCorrection, PublishedVersion
from initiatives.publication import corrections
from initiatives.views import history
from tests.factories import (
    make_editor,
    make_published_initiative,
)
from tests.pages import links_of, markup_of, text_of

from .past import LANGUAGES, get


@LANGUAGES
def test_corrections_are_listed_with_reason_date_and_difference(client, lab, language):
    response = get(client, "corrections/", language)

    assert "The budget was misread." in text_of(response)
    assert f"/{language}/initiatives/lab/compare/?from=1&to=2" in links_of(response)


def test_a_first_publication_and_one_without_a_reason_correct_nothing(client, lab):
    make_published_initiative()

    assert markup_of(get(client, "corrections/")).count('class="version"') == 1


def test_a_withdrawal_is_listed_with_its_reason_and_without_its_name(client, lab, gone):
    response = get(client, "corrections/")

    assert "The company <asked> us to." in text_of(response)
    assert "/en/initiatives/gone/history/" in links_of(response)
    assert "Kanarienvogel" not in markup_of(response)


def test_a_site_without_corrections_says_so(client, db):
    assert "Nothing has been corrected or withdrawn yet." in text_of(get(client, "corrections/"))


def test_corrections_come_in_pages(client, lab, gone, monkeypatch):
    monkeypatch.setattr(history, "CORRECTIONS_ON_A_PAGE", 2)

    first = get(client, "corrections/")
    cursor = next(link for link in links_of(first) if link.startswith("?cursor="))
    second = get(client, f"corrections/{cursor}")

    assert "The budget was misread." not in text_of(first)
    assert "The budget was misread." in text_of(second)


@pytest.mark.parametrize("page", ["corrections/", "initiatives/lab/history/"])
def test_a_cursor_that_nobody_gave_out_is_a_400_with_a_way_on(client, lab, page):
    response = get(client, f"{page}?cursor=nonsense")

    assert response.status_code == 400
    assert "This place in the list does not exist" in text_of(response)
    assert "?" in links_of(response)


def correct(**fields):
    return PublishedCorrection.objects.create(
        **{
            "key": "partner:1",
            "at": timezone.now(),
            "type": "partner",
            "slug": "orange",
            "label": {"fr": "Orange", "en": "Orange"},
            "changes": [
                {
                    "label": {"fr": "Nom", "en": "Name"},
                    "before": {"fr": "Orenge", "en": "Orenge"},
                    "after": {"fr": "Orange", "en": "Orange"},
                }
            ],
            "reason": "Its legal name.",
            "entry_count": 2,
            "corrected_by": make_editor(first_name="kanarienvogel"),
            **fields,
        }
    )


def test_what_entries_name_is_listed_with_what_it_said_before(client, lab):
    correct()

    response = get(client, "corrections/")

    words = text_of(response)
    assert words.index("Its legal name.") < words.index("The budget was misread.")
    assert "Orenge" in words
    assert "/en/partners/orange/" in links_of(response)
    assert "kanarienvogel" not in markup_of(response)


def test_what_is_no_longer_public_is_not_named_among_the_corrections(client, db):
    correct(withheld=True)

    assert "Orange" not in text_of(get(client, "corrections/"))


@pytest.mark.parametrize("together", [True, False], ids=["at one moment", "one by one"])
def test_both_kinds_of_correction_are_paged_there_and_back(lab, gone, together):
    moment = PublishedVersion.objects.order_by("published_at").last().published_at
    for number in range(5):
        correct(at=moment if together else moment - timedelta(seconds=number))
    whole = corrections.page(size=50).rows

    there, cursor, last = [], "", ""
    while cursor is not None:
        shown = corrections.page(cursor, size=2)
        there += shown.rows
        cursor, last = shown.next, shown.previous
    back = []
    while last is not None:
        shown = corrections.page(last, size=2)
        back = [*shown.rows, *back]
        last = shown.previous

    assert there == whole
    assert back == whole[: len(back)]
    assert len(back) >= len(whole) - 2


@pytest.mark.parametrize("count", [1, 20])
def test_corrections_take_as_many_queries_for_one_as_for_twenty(client, lab, count):
    for _number in range(count):
        correct()
    get(client, "corrections/")

    with CaptureQueriesContext(connection) as queries:
        get(client, "corrections/")

    assert len([each for each in queries if each["sql"].startswith("SELECT")]) <= 8


def test_every_page_leads_to_the_corrections(client, db):
    assert "/fr/corrections/" in links_of(get(client, "", "fr"))
