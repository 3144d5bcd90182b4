"""EDTF texts: what is read, what is refused, and that the database derives the same bounds."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, connection, transaction

from initiatives.models import Milestone
from sources import fuzzy_dates
from sources.fields import overlaps, validate_edtf
from tests.factories import make_milestone

READ = [
    ("2017", date(2017, 1, 1), date(2017, 12, 31), "year"),
    ("2017-12", date(2017, 12, 1), date(2017, 12, 31), "month"),
    ("2016-02", date(2016, 2, 1), date(2016, 2, 29), "month"),
    ("2017-12-04", date(2017, 12, 4), date(2017, 12, 4), "day"),
    ("2017-11~", date(2017, 11, 1), date(2017, 11, 30), "approximate-month"),
    ("2017-11-13~", date(2017, 11, 13), date(2017, 11, 13), "approximate-day"),
    ("2017?", date(2017, 1, 1), date(2017, 12, 31), "year"),
    ("2023-01-10T17:39:00", date(2023, 1, 10), date(2023, 1, 10), "minute"),
    ("../2016-09-27", None, date(2016, 9, 27), "interval"),
    ("2016-11/..", date(2016, 11, 1), None, "interval"),
    ("2016/2018", date(2016, 1, 1), date(2018, 12, 31), "interval"),
    ("2022/2023-01", date(2022, 1, 1), date(2023, 1, 31), "interval"),
]
REFUSED = [
    "décembre 2017",
    "2017-13",
    "2017-02-30",
    "17",
    "0000",
    "2018/2016",
    "../..",
    "2017-12-04\n",
    "2017/",
    "2017-12-04T25:00",
]


@pytest.mark.parametrize(("text", "earliest", "latest", "precision"), READ)
def test_parse_reads_bounds_and_precision(text, earliest, latest, precision):
    assert fuzzy_dates.parse(text) == (text, earliest, latest, precision)


@pytest.mark.parametrize("text", REFUSED)
def test_parse_refuses(text):
    with pytest.raises(fuzzy_dates.NotADate):
        fuzzy_dates.parse(text)


def test_a_refusal_says_what_may_be_written():
    with pytest.raises(ValidationError, match="Write 2017, 2017-12 or 2017-12-04"):
        validate_edtf("décembre 2017")


@pytest.mark.django_db
@pytest.mark.parametrize(("text", "earliest", "latest", "precision"), READ)
def test_the_database_derives_the_same_bounds(text, earliest, latest, precision):
    milestone = make_milestone(date=text)

    milestone.refresh_from_db()

    assert (milestone.date_earliest, milestone.date_latest) == (earliest, latest)


@pytest.mark.django_db
@pytest.mark.parametrize("text", [text for text in REFUSED if text != "../.."])
def test_the_database_refuses_what_the_parser_refuses(text):
    with pytest.raises((IntegrityError, DataError)), transaction.atomic():
        make_milestone(date=text)


@pytest.mark.django_db
def test_explicit_bounds_override_the_text():
    milestone = make_milestone(
        date="2017-11-13~", date_not_before="2017-11-06", date_not_after="2017-11-20"
    )

    milestone.refresh_from_db()

    assert (milestone.date_earliest, milestone.date_latest) == (
        date(2017, 11, 6),
        date(2017, 11, 20),
    )


@pytest.mark.django_db
def test_bounds_follow_a_bulk_update():
    milestone = make_milestone(date="2017")

    Milestone.objects.filter(pk=milestone.pk).update(date="2018")

    milestone.refresh_from_db()
    assert milestone.date_earliest == date(2018, 1, 1)


@pytest.mark.django_db
def test_an_inferred_date_without_a_basis_is_refused():
    with pytest.raises(IntegrityError, match="inferred_with_basis"), transaction.atomic():
        make_milestone(date_inferred=True)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("text", "after", "before", "matches"),
    [
        ("2017", date(2017, 12, 1), date(2017, 12, 31), True),
        ("2017", date(2018, 1, 1), None, False),
        ("2017", None, date(2016, 12, 31), False),
        ("2017-12-04", date(2017, 12, 4), date(2017, 12, 4), True),
        ("../2016-09-27", None, date(1990, 1, 1), True),
        ("../2016-09-27", date(2016, 9, 28), None, False),
        ("2016-11/..", date(2030, 1, 1), None, True),
        ("2016-11/..", None, date(2016, 10, 31), False),
        ("", None, date(2030, 1, 1), False),
        ("", date(1990, 1, 1), None, False),
    ],
)
def test_a_range_filter_matches_when_the_intervals_overlap(text, after, before, matches):
    make_milestone(date=text)

    found = Milestone.objects.filter(overlaps("date", after=after, before=before))

    assert found.exists() is matches


@pytest.mark.django_db
def test_the_pattern_of_the_database_is_the_parsers():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = %s",
            ["milestone_date_edtf"],
        )
        definition = cursor.fetchone()[0]

    assert fuzzy_dates.EDTF_PATTERN in definition
