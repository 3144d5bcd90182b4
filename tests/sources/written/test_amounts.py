"""Amounts and figures as people write them: one row for each oddity."""

from decimal import Decimal

import pytest
from django.utils.translation import override

from sources.written import NotUnderstood, read_amount, read_figure
from sources.written.wording import bounds_as_typed

MILLION = 1_000_000


@pytest.fixture(autouse=True)
def _english():
    with override("en"):
        yield


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        pytest.param("500 000", 500_000, 500_000, id="plain-spaces"),
        pytest.param("500\u202f000\xa0€", 500_000, 500_000, id="no-break-spaces"),
        pytest.param("2.500.000", 2_500_000, 2_500_000, id="dots-that-group"),
        pytest.param("2'500'000", 2_500_000, 2_500_000, id="apostrophes-that-group"),
        pytest.param("1.234.567,89", "1234567.89", "1234567.89", id="dots-and-a-comma"),
        pytest.param("1,234,567.89", "1234567.89", "1234567.89", id="commas-and-a-dot"),
        pytest.param("0,500", "0.5", "0.5", id="three-decimals-after-a-nought"),
        pytest.param("55 M$", 55 * MILLION, 55 * MILLION, id="million-and-sign-in-one"),
        pytest.param("EUR500k", 500_000, 500_000, id="code-before-thousands-after"),
        pytest.param("3 Mds €", 3000 * MILLION, 3000 * MILLION, id="mds"),
        pytest.param("3 bn", 3000 * MILLION, 3000 * MILLION, id="bn-is-english-only"),
        pytest.param("un million d’euros", MILLION, MILLION, id="one-in-words"),
        pytest.param("un demi-million", MILLION // 2, MILLION // 2, id="half-in-french"),
        pytest.param("half a million", MILLION // 2, MILLION // 2, id="half-in-english"),
        pytest.param("2,2 à 3 milliards", 2200 * MILLION, 3000 * MILLION, id="scale-carried"),
        pytest.param("entre 2 et 3 M€", 2 * MILLION, 3 * MILLION, id="entre-et"),
        pytest.param("from 2 to 3 million", 2 * MILLION, 3 * MILLION, id="from-to"),
        pytest.param("2-3 M€", 2 * MILLION, 3 * MILLION, id="hyphen"),
        pytest.param("2 – 3 M€", 2 * MILLION, 3 * MILLION, id="dash"),
        pytest.param("deux à trois millions", 2 * MILLION, 3 * MILLION, id="bounds-in-words"),
        pytest.param("500 000 à 2 millions", 500_000, 2 * MILLION, id="first-bound-in-full"),
        pytest.param("500 k€ à 2 M€", 500_000, 2 * MILLION, id="each-its-scale"),
    ],
)
def test_an_amount_is_read(text, low, high):
    read = read_amount(text, french=True)

    assert (read.minimum, read.maximum) == (Decimal(low), Decimal(high))


@pytest.mark.parametrize(
    ("text", "currency"),
    [
        pytest.param("500 000", "", id="none"),
        pytest.param("3 M€", "EUR", id="euro-sign"),
        pytest.param("3 millions d'euros", "EUR", id="euros-in-words"),
        pytest.param("US$55m", "USD", id="us-dollar-is-no-singapore-dollar"),
        pytest.param("55 M$ US", "USD", id="dollar-as-quebec-writes-it"),
        pytest.param("55 millions de dollars américains", "USD", id="dollars-in-words"),
        pytest.param("C$5m", "CAD", id="canadian-dollar"),
        pytest.param("3 M£", "GBP", id="pound"),
        pytest.param("3 M CHF", "CHF", id="code"),
        pytest.param("5 MUSD", "USD", id="million-and-code-in-one"),
        pytest.param("€2m to €3m", "EUR", id="on-both-bounds"),
        pytest.param("300 millions ¥", "", id="yen-or-yuan"),
        pytest.param("3 millions de francs", "", id="francs-of-somewhere"),
    ],
)
def test_the_currency_is_the_one_written(text, currency):
    assert read_amount(text).currency == currency


def test_a_dollar_alone_may_be_another_dollar():
    assert {"USD", "CAD", "AUD"} <= set(read_amount("55 M$").currencies)


@pytest.mark.parametrize(
    ("text", "qualifier"),
    [
        ("3 M€", ""),
        ("environ 3 M€", "about"),
        ("près d’un million", "about"),
        ("~3 M€", "about"),
        ("3 M€ environ", "about"),
        ("at least 3 million", "at-least"),
        ("plus de 3 M€", "at-least"),
        (">3 M€", "at-least"),
        ("jusqu’à 3 M€", "at-most"),
        ("up to US$3m", "at-most"),
        ("2 à 3 M€", "range"),
    ],
)
def test_a_hedge_becomes_a_qualifier(text, qualifier):
    assert read_amount(text).qualifier == qualifier


def test_an_amount_may_be_per_year():
    assert read_amount("3 M€ par an").per_year
    assert not read_amount("3 M€").per_year


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        pytest.param("1.500", "“1.500” can be read 1\xa0500 or 1.5", id="one-dot-three-digits"),
        pytest.param("1,500 million", "can be read 1\xa0500 or 1.5", id="one-comma-and-a-scale"),
        pytest.param("1,500 to 2 million", "can be read", id="one-comma-in-a-scaled-range"),
        pytest.param("50 00", "grouped by three", id="groups-of-two"),
        pytest.param("-5", "without a minus sign", id="negative"),
        pytest.param("0", "above zero", id="zero"),
        pytest.param("1 000 000 000 000 000 0", "grouped by three", id="groups-gone-wrong"),
        pytest.param("12345678901234567", "more than 16 digits", id="seventeen-digits"),
        pytest.param("3 000,0001", "No more than 2 decimals", id="less-than-a-cent"),
        pytest.param("2 à 3 à 4", "one figure, or two bounds", id="three-bounds"),
        pytest.param("3 à 2 M€", "first bound is above the second", id="bounds-reversed"),
        pytest.param("2 M€ à 3 M$", "Two currencies are written", id="two-currencies"),
        pytest.param("3 billions", "not the same number in French", id="billions"),
        pytest.param("3 trillion", "not the same number in French", id="trillion"),
        pytest.param("3 XYZ", "not a currency", id="no-such-currency"),
        pytest.param("plus de 2 à 3 M€", "neither a minimum nor a maximum", id="hedged-range"),
        pytest.param("quelques millions", "is not understood as an amount", id="no-figure"),
        pytest.param("3 M€ hors taxes", "is not understood as an amount", id="other-words"),
        pytest.param("9" * 300, "too long", id="endless"),
    ],
)
def test_what_has_no_single_reading_is_refused(text, reason):
    with pytest.raises(NotUnderstood, match=reason):
        read_amount(text, french=False)


def test_a_comma_groups_on_an_english_page_and_that_is_said():
    read = read_amount("500,000", french=False)

    assert read.minimum == 500_000
    assert read.notes == ("The comma in “500,000” parts thousands.",)


def test_the_same_comma_is_in_doubt_on_a_french_page():
    with pytest.raises(NotUnderstood, match="500\xa0000 or 500,0"):
        read_amount("500,000", french=True)


def test_billion_needs_english_words_on_a_french_page():
    with pytest.raises(NotUnderstood, match="not the same number"):
        read_amount("3 billion", french=True)
    assert read_amount("about 3 billion", french=True).minimum == 3000 * MILLION


def test_billion_is_said_to_be_a_thousand_million():
    read = read_amount("3 billion", french=False)

    assert read.notes == ("“billion” is read as a thousand million.",)


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize(
    ("low", "high"),
    [
        ("500000.00", "500000.00"),
        ("0.50", "0.50"),
        ("1234.05", "9999999999999999.99"),
        ("1000.00", "1000000.00"),
    ],
)
def test_an_amount_written_back_reads_the_same(language, low, high):
    text = bounds_as_typed(Decimal(low), Decimal(high), language)

    read = read_amount(text, french=language == "fr")

    assert (read.minimum, read.maximum) == (Decimal(low), Decimal(high))


UNITS = {"%": "percent", "m²": "m2", "personnes": "people", "€ par an": "eur-per-year"}


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        pytest.param("170", 170, 170, "", id="bare"),
        pytest.param("170 m²", 170, 170, "m2", id="square-metres-are-no-millions"),
        pytest.param("12,5 %", "12.5", "12.5", "percent", id="percent"),
        pytest.param("2 500 à 3 000", 2500, 3000, "", id="range"),
        pytest.param("10 % à 20 %", 10, 20, "percent", id="unit-on-both-bounds"),
        pytest.param("1,5 million de personnes", MILLION * 3 // 2, MILLION * 3 // 2, "people"),
        pytest.param("2 milliards € par an", 2000 * MILLION, 2000 * MILLION, "eur-per-year"),
        pytest.param("0", 0, 0, "", id="zero-is-a-figure"),
        pytest.param("0,1250", "0.125", "0.125", "", id="four-decimals"),
    ],
)
def test_a_figure_is_read_with_its_unit(text, low, high, unit):
    read = read_figure(text, UNITS, french=True)

    assert (read.minimum, read.maximum, read.unit) == (Decimal(low), Decimal(high), unit)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        pytest.param("3 millions d’euros", "Money is written among the investments", id="money"),
        pytest.param("10 m", "may be metres, months or millions", id="a-lone-m"),
        pytest.param("10 % à 20 m²", "different units", id="two-units"),
        pytest.param("1,00001", "No more than 4 decimals", id="five-decimals"),
    ],
)
def test_a_figure_in_doubt_is_refused(text, reason):
    with pytest.raises(NotUnderstood, match=reason):
        read_figure(text, UNITS, french=True)
