"""Dates as people write them: one row for each oddity."""

import pytest
from django.utils.translation import override

from sources.written import NotUnderstood, read_date
from sources.written.wording import date_in_words


@pytest.fixture(autouse=True)
def _english():
    with override("en"):
        yield


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("2017-11~", "2017-11~"),
        ("../2016-09-27", "../2016-09-27"),
        ("2017-12-04T17:39", "2017-12-04T17:39"),
        (" 2017 ", "2017"),
        ("en 2017", "2017"),
        ("septembre 2016", "2016-09"),
        ("sept. 2016", "2016-09"),
        ("Sept 2016", "2016-09"),
        ("DÉCEMBRE 2017", "2017-12"),
        ("4 décembre 2017", "2017-12-04"),
        ("le lundi 4 décembre 2017", "2017-12-04"),
        ("1er mars 2018", "2018-03-01"),
        ("December 4, 2017", "2017-12-04"),
        ("4th of December 2017", "2017-12-04"),
        ("13/12/2017", "2017-12-13"),
        ("12/13/2017", "2017-12-13"),
        ("04.04.2017", "2017-04-04"),
        ("2017/12/04", "2017-12-04"),
        ("12/2017", "2017-12"),
        ("2017/12", "2017-12"),
    ],
)
def test_a_date_is_read(text, edtf):
    assert read_date(text) == edtf


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("début 2017", "2017-01/2017-03"),
        ("mid-2017", "2017-05/2017-08"),
        ("fin 2017", "2017-10/2017-12"),
        ("late 2017", "2017-10/2017-12"),
        ("early December 2017", "2017-12-01/2017-12-10"),
        ("mi-décembre 2017", "2017-12-11/2017-12-20"),
        ("fin février 2016", "2016-02-21/2016-02-29"),
        ("printemps 2016", "2016-03/2016-05"),
        ("the summer of 2016", "2016-06/2016-08"),
        ("rentrée 2016", "2016-09"),
        ("hiver 2016-2017", "2016-12/2017-02"),
        ("T3 2017", "2017-07/2017-09"),
        ("Q4 2017", "2017-10/2017-12"),
        ("troisième trimestre 2017", "2017-07/2017-09"),
        ("premier semestre 2018", "2018-01/2018-06"),
        ("second half of 2018", "2018-07/2018-12"),
        ("années 2010", "2010/2019"),
    ],
)
def test_a_part_of_a_year_is_an_interval_by_convention(text, edtf):
    assert read_date(text) == edtf


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("vers 2017", "2017~"),
        ("environ septembre 2016", "2016-09~"),
        ("about late 2017", "2017-10~/2017-12~"),
        ("peut-être 2017", "2017?"),
        ("au plus tard le 27 septembre 2016", "../2016-09-27"),
        ("no later than September 2016", "../2016-09"),
        ("avant le 1er mars 2016", "../2016-02-29"),
        ("before 2017", "../2016"),
        ("depuis septembre 2016", "2016-09/.."),
        ("from 2016 on", "2016/.."),
        ("après décembre 2016", "2017-01/.."),
        ("entre 2016 et 2018", "2016/2018"),
        ("2016-2018", "2016/2018"),
        ("de mars à juin 2018", "2018-03/2018-06"),
        ("du 3 au 5 mars 2018", "2018-03-03/2018-03-05"),
        ("été 2016 à fin 2017", "2016-06/2017-12"),
    ],
)
def test_words_round_a_date_keep_their_sense(text, edtf):
    assert read_date(text) == edtf


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("4/12/2017", "This can be 4 December 2017 or 12 April 2017"),
        ("30 février 2017", "February 2017 has no day 30"),
        ("2017-02-30", "February 2017 has no day 30"),
        ("mardi 4 décembre 2017", "was not that day of the week"),
        ("hiver 2016", "2015-2016 or of 2016-2017"),
        ("2017-13", "There is no month 13"),
        ("0000", "There is no year 0000"),
        ("2018-2016", "The first date is after the second"),
        ("4 décembre", "has no year in four digits"),
        ("décembre", "has no year in four digits"),
        ("4/12/17", "has no year in four digits"),
        ("l’an dernier", "depends on the day it was written"),
        ("avant 0001", "is not understood as a date"),
        ("bientôt", "is not understood as a date"),
        ("2" * 300, "is not understood as a date"),
    ],
)
def test_what_is_no_date_or_two_is_refused(text, reason):
    with pytest.raises(NotUnderstood, match=reason):
        read_date(text)


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize(
    "edtf",
    [
        *("2017", "2017-12", "2017-12-01", "2016-06~", "2017-11-13~", "2016?"),
        *("../2016-09-27", "../2016-11", "../2025", "2016-11/..", "2022/2023-01"),
    ],
)
def test_a_date_in_our_own_words_reads_the_same(language, edtf):
    with override(language):
        assert read_date(date_in_words(edtf)) == edtf
