"""Dates, money, figures and words as readers of each language expect them."""

import pytest
from django.utils.translation import override

from initiatives.templatetags import tracker_format


def date(edtf, earliest=None, latest=None):
    bounds = tracker_format.fuzzy_dates.parse(edtf)
    earliest, latest = earliest or bounds.earliest, latest or bounds.latest
    return {
        "edtf": edtf,
        "earliest": earliest and str(earliest),
        "latest": latest and str(latest),
    }


@pytest.mark.parametrize(
    ("edtf", "english", "french"),
    [
        ("2017", "2017", "2017"),
        ("2017-12", "December 2017", "décembre 2017"),
        ("2017-12-04", "4 December 2017", "4 décembre 2017"),
        ("2017-12-01", "1 December 2017", "1er décembre 2017"),
        ("2023-01-10T17:39:00", "10 January 2023 at 17:39", "10 janvier 2023 à 17:39"),
        ("2016-06~", "about June 2016", "vers juin 2016"),
        ("2017-11-13~", "about 13 November 2017", "vers le 13 novembre 2017"),
        ("2016?", "perhaps 2016", "peut-être 2016"),
        ("2016%", "perhaps about 2016", "peut-être vers 2016"),
        ("../2016-09-27", "no later than 27 September 2016", "au plus tard le 27 septembre 2016"),
        ("../2016-11", "no later than November 2016", "au plus tard en novembre 2016"),
        ("../2025", "no later than 2025", "au plus tard en 2025"),
        ("../2016~", "no later than about 2016", "au plus tard vers 2016"),
        ("2016-11/..", "from November 2016 on", "dès novembre 2016"),
        ("2022/2023-01", "between 2022 and January 2023", "entre 2022 et janvier 2023"),
    ],
)
def test_a_date_is_said_as_precisely_as_it_is_known(edtf, english, french):
    with override("en"):
        assert tracker_format.fuzzy_date(date(edtf)) == english
    with override("fr"):
        assert tracker_format.fuzzy_date(date(edtf)) == french


@pytest.mark.parametrize(
    ("bounds", "english"),
    [
        ({"latest": "2017-11-16"}, "2017 (no later than 16 November 2017)"),
        ({"earliest": "2017-03-01"}, "2017 (no earlier than 1 March 2017)"),
        (
            {"earliest": "2017-03-01", "latest": "2017-11-16"},
            "2017 (between 1 March 2017 and 16 November 2017)",
        ),
    ],
)
def test_bounds_that_somebody_worked_out_stand_beside_the_date(bounds, english):
    with override("en"):
        assert tracker_format.fuzzy_date(date("2017", **bounds)) == english


def test_a_missing_date_is_said_in_words():
    with override("en"):
        assert tracker_format.fuzzy_date(None) == "date not given"


def money(low, high=None, *, qualifier="exact", currency="EUR", eur=None):
    return {
        "min": low,
        "max": high or low,
        "currency": currency,
        "qualifier": qualifier,
        "disclosure": "disclosed",
        "eur": eur,
    }


@pytest.mark.parametrize(
    ("amount", "english", "french"),
    [
        (money("500000.00"), "€500,000", "500\u202f000\xa0€"),
        (money("1234.50"), "€1,234.50", "1\u202f234,50\xa0€"),
        (money("55000000.00", currency="USD"), "US$55,000,000", "55\u202f000\u202f000\xa0$US"),
        (money("2000.00", qualifier="about"), "about €2,000", "environ 2\u202f000\xa0€"),
        (money("2000.00", qualifier="at-least"), "at least €2,000", "au moins 2\u202f000\xa0€"),
        (money("2000.00", qualifier="at-most"), "at most €2,000", "au plus 2\u202f000\xa0€"),
        (
            money("2000.00", "3000.00", qualifier="range"),
            "€2,000 to €3,000",
            "2\u202f000\xa0€ à 3\u202f000\xa0€",
        ),
    ],
)
def test_an_amount_follows_the_habits_of_the_language(amount, english, french):
    with override("en"):
        assert tracker_format.money(amount) == english
    with override("fr"):
        assert tracker_format.money(amount) == french


@pytest.mark.parametrize(
    ("disclosure", "english"),
    [
        ("explicitly-withheld", "amount explicitly withheld"),
        ("not-mentioned", "amount not mentioned by the sources"),
    ],
)
def test_an_undisclosed_amount_is_words_and_never_zero(disclosure, english):
    unknown = {**money(None), "max": None, "currency": None, "disclosure": disclosure}

    with override("en"):
        assert tracker_format.money(unknown) == english


def test_an_equivalent_in_euros_says_the_day_of_its_rate():
    rate = {"min": "50724000.12", "max": "50724000.12", "rate_date": "2023-01-17"}

    with override("en"):
        said = tracker_format.euros(money("55000000.00", currency="USD", eur=rate))

    assert said == "about €50,724,000 at the ECB reference rate of 17 January 2023"


def test_euros_have_no_equivalent_in_euros():
    same = {"min": "500000.00", "max": "500000.00", "rate_date": None}

    assert tracker_format.euros(money("500000.00", eur=same)) == ""


def metric(low, high=None, *, unit="contacts", qualifier=None, display=None):
    return {
        "value_min": low,
        "value_max": high or low,
        "unit": unit,
        "qualifier": qualifier,
        "display": display,
    }


@pytest.mark.parametrize(
    ("value", "english", "french"),
    [
        (metric("170", unit="m2"), "170\xa0m²", "170\xa0m²"),
        (
            metric("1800", qualifier="more-than"),
            "more than 1,800\xa0contacts",
            "plus de 1\u202f800\xa0contacts",
        ),
        (metric("79", unit="percent"), "79%", "79\xa0%"),
        (metric("12.5", unit="percent"), "12.5%", "12,5\xa0%"),
        (
            metric("50", unit="percent", qualifier="potential"),
            "50% (potential)",
            "50\xa0% (potentiel)",
        ),
        (metric("10", "20", unit="people"), "10 to 20\xa0people", "10 à 20\xa0personnes"),
        (metric(None, unit="share", qualifier="one-third", display="1/3"), "one third", "un tiers"),
        (metric(None, unit="share", display="two in five"), "two in five", "two in five"),
    ],
)
def test_a_figure_comes_with_its_unit_and_qualifier(value, english, french):
    with override("en"):
        assert tracker_format.figure(value) == english
    with override("fr"):
        assert tracker_format.figure(value) == french


def test_words_in_the_other_language_alone_are_marked_as_such():
    with override("en"):
        shown = tracker_format.words({"fr": "R&D <santé>", "en": None})

    assert shown == '<span lang="fr">R&amp;D &lt;santé&gt;</span>'


def test_markdown_lets_no_html_and_no_script_through():
    html = tracker_format.markdown("**Oui** <script>alert(1)</script> [x](javascript:alert(1))")

    assert "<strong>Oui</strong>" in html
    assert "<script" not in html
    assert "href" not in html


def test_an_organisation_without_a_translated_name_keeps_the_one_it_has():
    with override("fr"):
        shown = tracker_format.partner_name({"name": "HAS", "names": {"fr": None, "en": "H.A.S."}})

    assert shown == "HAS"


def test_a_paragraph_is_named_in_the_language_of_the_reader():
    with override("fr"):
        assert tracker_format.locator("paragraph 6") == "paragraphe 6"


def test_a_place_goes_from_the_smallest_to_the_largest():
    gentilly = {
        "name": {"fr": "Campus", "en": "Campus"},
        "city": "Gentilly",
        "cities": {"fr": "Gentilly", "en": "Gentilly"},
        "department": "Val-de-Marne",
        "country": "FR",
    }

    with override("en"):
        assert tracker_format.place(gentilly) == "Campus, Gentilly (Val-de-Marne), France"
