"""What every filter set does: check its parameters, choose rows, cut a page."""

from functools import cache, cached_property

import django_filters
from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from sources.fields import overlaps

from ..publication import reading, search
from ..publication.remembered import remembered
from .parameters import Cursor, Slugs, WholeNumber

PAGE_SIZE = 50
LARGEST_PAGE = 200
PAGING = ("ordering", "page_size", "cursor")
# In the order in which forms, errors and the API's description show them.
PARAMETERS = [
    "q",
    "kind",
    "lifecycle",
    "theme",
    "partner",
    "role",
    "include_subsidiaries",
    "country",
    "dated_after",
    "dated_before",
    "investment_kind",
    "stage",
    "disclosure",
    "currency",
    "amount_min",
    "amount_max",
    "source",
    "publisher",
    "parent",
    "has_conflict",
    "updated_since",
    "since",
    "as_of",
    *PAGING,
]


class ParametersForm(forms.Form):
    """What concerns several parameters at once."""

    def clean(self):
        cleaned = super().clean()
        self._check_amounts(cleaned)
        self._check_ordering(cleaned)
        after, before = cleaned.get("dated_after"), cleaned.get("dated_before")
        if after and before and after > before:
            self.add_error("dated_before", _("“dated_before” is earlier than “dated_after”."))
        return cleaned

    def _check_amounts(self, cleaned):
        low, high = cleaned.get("amount_min"), cleaned.get("amount_max")
        if (low is not None or high is not None) and cleaned.get("currency") == []:
            self.add_error(
                "currency",
                _("An amount needs its currency: amounts in different ones are not compared."),
            )
        if low is not None and high is not None and low > high:
            self.add_error("amount_max", _("“amount_max” is less than “amount_min”."))

    def _check_ordering(self, cleaned):
        ordering = cleaned.get("ordering") or ""
        if ordering == "relevance" and not cleaned.get("q"):
            self.add_error("ordering", _("Only a search has relevance: give “q” as well."))
        if ordering.endswith("amount") and len(cleaned.get("currency") or []) != 1:
            self.add_error(
                "ordering", _("Amounts have an order in one currency only: give one “currency”.")
            )


class PublishedFilterSet(django_filters.FilterSet):
    """What every collection shares.

    ``check`` says whether the parameters are right, ``qs`` which rows they choose, ``page`` which
    page of them in which order. ``dates`` is the prefix of the columns that ``dated_*`` compares;
    ``searched`` the path to the row, and its model, in whose words ``q`` looks; ``newest`` the
    column by which rows with frequent words are ordered, where ranking them all takes too long.
    """

    dates = "date"
    searched: tuple = ("pk", None)
    newest: str | None = None

    page_size = WholeNumber(
        _("Results on a page"), "Results on a page.", low=1, high=LARGEST_PAGE, default=PAGE_SIZE
    )
    cursor = Cursor(_("Place in the list"), "A page, as `next` and `previous` give it.")

    class Meta:
        form = ParametersForm

    def __init__(self, data: QueryDict | None = None):
        # Not django-filter's own, which copies all filters for each request: ours hold no state.
        self.is_bound = data is not None
        self.data = data or QueryDict()
        self.queryset = self.public_rows()
        self.filters = self.base_filters
        self.form_prefix = None
        self.opening: reading.Opening | None = None
        self.position: reading.Position | None = None

    @classmethod
    @cache
    def get_form_class(cls):
        fields = {name: parameter.field for name, parameter in cls.base_filters.items()}
        return type(f"{cls.__name__}Form", (cls._meta.form,), fields)

    @classmethod
    def get_filters(cls):
        filters = super().get_filters()
        return {name: filters[name] for name in PARAMETERS if name in filters}

    @classmethod
    @cache
    def public_rows(cls) -> QuerySet:
        return cls._meta.model.objects.all()

    @cached_property
    def values(self) -> dict:
        """The parameters that are given and right, by name."""
        if not self.is_bound:
            return {}
        self.form.is_valid()
        return {
            name: value for name, value in self.form.cleaned_data.items() if value not in (None, [])
        }

    def check(self) -> bool:
        """Whether every parameter is right; ``errors`` says what is wrong. One query.

        The query also reads the content counter, which has to come before the rows.
        """
        slugs = {
            name: (self.filters[name].of, value)
            for name, value in self.values.items()
            if isinstance(self.filters[name], Slugs)
        }
        self.opening = reading.open_reading(slugs, self.values.get("q", ""))
        for name, wrong in self.opening.unknown.items():
            for slug in wrong:
                self._refuse(name, "invalid_choice", slug)
        if cursor := self.values.get("cursor"):
            try:
                self.position = reading.read_cursor(
                    cursor, self._meta.model, self.ordering, self.order
                )
            except reading.NotACursor:
                self._refuse("cursor", "invalid", cursor)
        return not (self.is_bound and self.errors)

    def _refuse(self, name, code, value):
        message = self.form.fields[name].error_messages[code]
        self.form.add_error(name, forms.ValidationError(message, code, {"value": value}))

    # ── Which rows ───────────────────────────────────────────────────────────────────────────────

    @property
    def counter(self) -> int:
        """The content counter, as it was before any row was read."""
        return self.opening.counter

    @cached_property
    def qs(self) -> QuerySet:
        """The rows that the parameters choose; after ``check``."""
        return self.rows()

    @cached_property
    def count(self) -> tuple[int, bool]:
        """How many these are, and whether that is exact; after ``check``. One query, none where
        nothing is asked for and nothing was published since it was counted.
        """
        if self._best is not None:
            return self._best[0], self._best[0] < reading.COUNT_CAP
        rows = self._matches()
        if self.asked:
            return reading.capped_count(rows)
        key = ("count", self._meta.model)
        return remembered(self.opening, key, lambda: reading.capped_count(rows))

    @property
    def asked(self) -> set[str]:
        """The parameters given that choose rows."""
        return self.values.keys() - {*PAGING}

    def rows(self, *, leave_out=(), in_order=True) -> QuerySet:
        """The rows that all parameters choose, but for those to ``leave_out``.

        ``in_order``: an ordering by a column may be put upon them.
        """
        values = {name: value for name, value in self.values.items() if name not in leave_out}
        queryset = self.queryset.all()
        for name, value in values.items():
            if self.filters[name].path:
                queryset = queryset.filter(self.filters[name].condition(value))
        if "q" in values:
            path, model = self.searched
            if not in_order and model is None and values.keys() - {*PAGING} == {"q"}:
                queryset = search.found(queryset, self.opening.tsquery)
            else:
                queryset = search.matching(queryset, self.opening.tsquery, by=path, model=model)
        after, before = values.get("dated_after"), values.get("dated_before")
        if after or before:
            queryset = queryset.filter(overlaps(self.dates, after=after, before=before))
        return self.joined(queryset, values)

    def joined(self, queryset: QuerySet, values: dict) -> QuerySet:
        """``queryset`` narrowed by the parameters that only mean something together."""
        return queryset

    # ── Which page of them, in which order ───────────────────────────────────────────────────────

    @property
    def ordering(self) -> str:
        """The name of the order: as asked for, else by relevance where something is looked for."""
        orders = self.base_filters["ordering"]
        usual = (
            "relevance" if "q" in self.values and "relevance" in orders.orders else orders.default
        )
        return self.values.get("ordering", usual)

    @property
    def order(self) -> reading.Ordering:
        return self.base_filters["ordering"].orders[self.ordering]

    def in_order(self) -> QuerySet:
        """All the chosen rows in the order asked for, after ``check``."""
        queryset = self.qs
        if self.ordering == "relevance":
            number = search.relevance(self._meta.model, self.opening.tsquery)
            queryset = queryset.annotate(relevance=number)
        return queryset.order_by(*self.order.terms())

    def page(self, *columns) -> reading.Page:
        """One page of the chosen rows, each a tuple of ``columns``, after ``check``. One query; two
        or three where ``relevance`` depends on ``count``, which is then known as well.
        """
        if self.ordering != "relevance":
            return self._page(self.qs, columns)
        if self._best is not None and self._best[1] is not None:
            return reading.page_of(
                self.queryset, columns, self.ordering, self._best[1], size=self._size
            )
        query = self.opening.tsquery
        queryset = self.rows(in_order=False)
        if not self._is_frequent():
            number = search.relevance(self._meta.model, query)
            return self._page(queryset.annotate(relevance=number), columns)
        number = search.newest_relevance(self._meta.model, query, self.newest)
        queryset = queryset.annotate(relevance=number)
        if self.position is None or self.position.value >= search.IN_TITLE:
            page = self._page(search.in_title(queryset, query), columns)
            if page.is_full:
                return page
        return self._page(queryset, columns)

    def _is_frequent(self) -> bool:
        """Whether there are too many matches to rank; a cursor keeps to how its list began."""
        if self.newest is None:
            return False
        if self.position is not None:
            return self.position.value >= search.FREQUENT
        return self.count[0] > search.RANKED

    @cached_property
    def _best(self) -> tuple[int, list[reading.Match] | None] | None:
        """Of the first page of a search by relevance: ``reading.best_matches``."""
        if self.ordering != "relevance" or self.newest is None or self.position is not None:
            return None
        query, first = self.opening.tsquery, self._size + 1
        return reading.best_matches(self._matches(), query, self.newest, first=first)

    def _matches(self) -> QuerySet:
        """The chosen rows, to be counted or ranked: where nothing but words is asked for, those of
        the words alone.
        """
        if self.asked == {"q"} and self.searched[1] is None:
            words = search.searched(self._meta.model)
            if words is not self._meta.model:
                return search.found(words.objects.all(), self.opening.tsquery)
        return self.rows(in_order=False)

    @property
    def _size(self) -> int:
        return self.values.get("page_size", PAGE_SIZE)

    def _page(self, queryset: QuerySet, columns) -> reading.Page:
        return reading.page(
            queryset, columns, self.ordering, self.order, size=self._size, position=self.position
        )
