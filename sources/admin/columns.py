"""Columns of tables whose own columns have no words for a reader: codes, and names in English."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from ..written.wording import active_locale
from .changelist import ByCode


def titled(name: str, title, *, boolean: bool = False, order: str = ""):
    """The column ``name`` as it is, under ``title``; ``order`` sorts it, by default itself."""

    def column(row):
        return getattr(row, name)

    shown = {"boolean": True} if boolean else {"empty_value": "—"}
    column.__name__ = name  # the name of the column's CSS class
    return admin.display(column, description=title, ordering=order or name, **shown)


def coded(name: str, title, words):
    """The column ``name``, which holds a code, in the words ``words(code)``; sorted by the code."""

    @admin.display(description=title, ordering=name, empty_value="—")
    def column(row):
        code = getattr(row, name)
        return words(code) if code else None

    column.__name__ = name
    return column


def country_name(code: str) -> str:
    """The name of an ISO 3166 country; the code itself where Babel knows none."""
    return active_locale().territories.get(code, code)


country = coded("country", _("country"), country_name)


class ByCountry(ByCode):
    """The countries there are, by name."""

    title, parameter_name, column = _("country"), "country", "country"

    def lookups(self, request, model_admin):
        rows = model_admin.model._default_manager.exclude(country="").order_by()
        codes = rows.values_list("country", flat=True).distinct()
        return sorted(((code, country_name(code)) for code in codes), key=lambda pair: pair[1])
