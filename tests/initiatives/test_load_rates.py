"""``load_rates``: the ECB's rates as shipped, once, and what quotes them brought in step."""

import datetime
import json
import zipfile
from decimal import Decimal

import pytest
from django.core.management import call_command

from initiatives.models import ExchangeRate, PublishedInvestment
from initiatives.rates import SHIPPED, load_rates, read_rates
from initiatives.revisions import workflow

from ..factories import make_investment

FEW = "Date,USD,JPY,\n2023-01-17,1.0843,139.62,\n2023-01-16,1.08,N/A,\n"


@pytest.fixture
def few(tmp_path):
    """An archive of the ECB's with two days, and three rates."""
    return archive(tmp_path, FEW)


def archive(folder, text):
    path = folder / "eurofxref-hist.zip"
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("eurofxref-hist.csv", text)
    return path


def test_rates_are_read_as_the_ecb_prints_them(few):
    assert list(read_rates(few)) == [
        ("USD", "2023-01-17", "1.0843"),
        ("JPY", "2023-01-17", "139.62"),
        ("USD", "2023-01-16", "1.08"),
    ]


@pytest.mark.django_db
def test_every_rate_is_put_on_record(few):
    report = load_rates(few)

    dollar = ExchangeRate.objects.get(currency="USD", date="2023-01-17")
    assert (report.read, report.written) == (3, {"USD": 2, "JPY": 1})
    assert report.last_day == datetime.date(2023, 1, 17)
    assert dollar.rate == Decimal("1.0843")


@pytest.mark.django_db
def test_a_second_load_writes_nothing(few):
    load_rates(few)

    assert load_rates(few).written == {}


@pytest.mark.django_db
def test_a_corrected_rate_is_written_and_the_others_stay(few, tmp_path):
    load_rates(few)

    report = load_rates(archive(tmp_path, "Date,USD,\n2023-01-16,1.09,\n"))

    assert report.written == {"USD": 1}
    assert ExchangeRate.objects.count() == 3
    assert ExchangeRate.objects.get(currency="USD", date="2023-01-16").rate == Decimal("1.09")


@pytest.mark.django_db
def test_an_amount_in_dollars_gets_its_equivalent_when_the_rates_arrive(few):
    investment = make_investment(amount_min=55_000_000, currency="USD", date="2023-01-17")
    workflow.publish(investment.initiative, by=None)

    load_rates(few)

    money = json.loads(PublishedInvestment.objects.get().document)["money"]
    assert money["eur"] == {
        "min": "50723969.38",
        "max": "50723969.38",
        "rate_date": "2023-01-17",
    }


@pytest.mark.django_db
def test_the_command_loads_the_shipped_rates_and_says_how_many(capsys):
    call_command("load_rates")

    count, last_day = ExchangeRate.objects.count(), ExchangeRate.objects.latest("date").date
    assert count > 200_000
    assert capsys.readouterr().out == (
        f"{count} rates read, {count} written; the last day is {last_day}.\n"
    )


def test_the_shipped_file_has_the_rates_of_the_dataset_dates():
    days = {day for currency, day, _rate in read_rates(SHIPPED) if currency == "USD"}

    assert min(days) == "1999-01-04"
    assert "2023-01-17" in days
