"""A list of the desk: its title, and counts beside its filters while counting is cheap."""

from functools import cached_property

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import Count, Q
from django.utils.text import capfirst

COUNTED_UP_TO = 2000  # rows; above, the reader asks for the counts (one scan for each filter)


class DeskChangeList(ChangeList):
    def __init__(self, request, *args, **kwargs):
        super().__init__(request, *args, **kwargs)
        if not self.is_popup:
            self.title = capfirst(self.opts.verbose_name_plural)
        if self.is_facets_optional and not self.add_facets and self.is_small:
            self.add_facets, self.is_facets_optional = True, False

    @cached_property
    def is_small(self) -> bool:
        """Whether the whole table is; one query, which stops counting at the limit."""
        if not self.list_filter:
            return False
        rows = self.model._base_manager.order_by()
        return rows[: COUNTED_UP_TO + 1].count() <= COUNTED_UP_TO


class ByCode(admin.SimpleListFilter):
    """A filter on a column of codes that has no list of its own (the published tables have none).

    Made by ``by_code``.
    """

    column = ""
    terms = ()

    def lookups(self, request, model_admin):
        return self.terms

    def queryset(self, request, queryset):
        if self.value() is None:
            return queryset
        return queryset.filter(**{self.column: self.value()})

    def get_facet_counts(self, pk_attname, filtered_qs):
        return {
            f"{number}__c": Count(pk_attname, filter=Q(**{self.column: code}))
            for number, (code, _label) in enumerate(self.lookup_choices)
        }


def by_code(column: str, title, terms) -> type[ByCode]:
    """A list filter on ``column``, whose codes are shown as ``terms``: pairs of code and words."""
    name = f"By{column.title().replace('_', '')}"
    attributes = {"column": column, "parameter_name": column, "title": title, "terms": list(terms)}
    return type(name, (ByCode,), attributes)
