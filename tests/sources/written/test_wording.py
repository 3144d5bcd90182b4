"""Amounts with their currency's code, as each language writes them."""

from decimal import Decimal

import pytest
from django.utils.translation import override

from sources.written.wording import coded_amount


@pytest.mark.parametrize(
    ("language", "low", "high", "written"),
    [
        pytest.param("en", "500000.00", "500000.00", "EUR 500,000", id="whole"),
        pytest.param("fr", "500000.00", "500000.00", "500\u202f000\xa0EUR", id="whole-french"),
        pytest.param("en", "1200.50", "1200.50", "EUR 1,200.50", id="cents"),
        pytest.param("en", "2000000", "3000000", "EUR 2,000,000 – 3,000,000", id="range"),
    ],
)
def test_an_amount_stands_with_the_code_of_its_currency(language, low, high, written):
    with override(language):
        assert coded_amount(Decimal(low), Decimal(high), "EUR") == written
