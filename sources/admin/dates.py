"""How the columns of a ``FuzzyDateField`` stand together on a desk page."""

from django.contrib import admin
from django.utils import timezone
from django.utils.html import format_html

from ..written.wording import date_in_words, short_day


def fuzzy_date(name: str) -> list[tuple[str, ...]]:
    """The lines of a fieldset for one fuzzy date: its text and bounds, what it is inferred from."""
    return [
        (name, f"{name}_not_before", f"{name}_not_after", f"{name}_earliest", f"{name}_latest"),
        (f"{name}_inferred", f"{name}_basis_fr", f"{name}_basis_en"),
    ]


def computed_bounds(model) -> list[str]:
    """The columns the database computes: shown, never typed."""
    return [field.name for field in model._meta.fields if field.generated]


def fuzzy_date_column(name: str, description):
    """A column of a list: the date in words, sorted by its last possible day."""

    @admin.display(description=description, ordering=f"{name}_latest", empty_value="—")
    def column(row):
        edtf = getattr(row, name)
        return date_in_words(edtf) if edtf else None

    column.__name__ = name  # the name of the column's CSS class
    return column


def day_column(name: str, description):
    """A column of a list: the day of a moment, which leaves the hour to the row's own page."""

    @admin.display(description=description, ordering=name, empty_value="—")
    def column(row):
        moment = getattr(row, name)
        if moment is None:
            return None
        return format_html('<span class="day">{}</span>', short_day(timezone.localdate(moment)))

    column.__name__ = name
    return column
