"""What every list page shares: its collection's filters, a form that keeps what was typed, chips
for what was asked, and pages by position.
"""

from django.http import QueryDict
from django.urls import reverse
from django.utils.functional import Promise

from ..filters import PublishedFilterSet
from ..publication.words import corrected
from .filter_forms import WHOLE, FilterForm
from .pages import PublishedPage, decoded
from .ways import ways_of


class PublishedList(PublishedPage):
    """A page of a collection. Unknown parameters are ignored; a wrong value is a 400 with the form.

    Runs five queries whatever the number of rows: counter and slugs, facets, their names, count,
    rows. Where nothing is found, five more at most say what to loosen and what may have been meant.
    ``collection`` is its name in the API, ``heading`` and ``dek`` what the page says it is,
    ``first_filters`` what the panel shows unopened.
    """

    filterset_class: type[PublishedFilterSet]
    collection: str
    heading: Promise
    dek: Promise
    first_filters: tuple[str, ...] = ()
    form_class = FilterForm

    def open_reading(self):
        self.given = self.typed()
        self.filterset = self.filterset_class(self.given)
        self.is_valid = self.filterset.check()
        for name, value in self.filterset.values.items():
            if isinstance(value, list) and name not in self.filterset.errors:
                self.given.setlist(name, dict.fromkeys(value))  # each once, as it is stored
        return self.filterset.counter

    def typed(self) -> QueryDict:
        """The parameters of this collection that were given, without the fields left empty."""
        known = self.filterset_class.base_filters
        typed = QueryDict(mutable=True)
        for name in self.request.GET:
            values = [value.strip() for value in self.request.GET.getlist(name)]
            if name in known and any(values):
                typed.setlist(name, [value for value in values if value])
        return typed

    def answer(self, *args, **kwargs):
        return self.page(self.get_context(), status=200 if self.is_valid else 400)

    def get_context(self):
        whole = self.request.GET.get(WHOLE, "")
        form = self.form_class(self.filterset, self.given, self.first_filters, whole)
        context = {
            "form": form,
            "is_valid": self.is_valid,
            "heading": self.heading,
            "dek": self.dek,
            "data_url": self.data_url(),
            "ways": ways_of(self.collection, self.request.path, self.chosen()),
            "meant": None,
            "loosened": [],
            "rows": [],
            "count": 0,
            "count_is_exact": True,
            "previous": "",
            "next": "",
        }
        if not self.is_valid:
            return context
        found = self.found()
        if not found.get("count") and form.is_filtered:
            context |= {"meant": self.meant(), "loosened": form.loosened}
        return {**context, **found}

    def found(self) -> dict:
        """The rows of the page, and how many there are in all; nothing where there is none."""
        count, is_exact = self.filterset.count
        if not count:
            return {}
        page = self.filterset.page("document", "updated_at")
        return {
            "rows": [self.row(decoded(*row)) for row in page.rows],
            "count": count,
            "count_is_exact": is_exact,
            "previous": self.at(page.previous),
            "next": self.at(page.next),
        }

    def row(self, document: dict) -> dict:
        """What the template needs of one document."""
        return document

    def at(self, cursor: str | None) -> str:
        """The query string of the page at ``cursor``; empty where there is none."""
        if cursor is None:
            return ""
        query = self.given.copy()
        query["cursor"] = cursor
        return query.urlencode()

    def meant(self) -> dict | None:
        """The same list with the words that may have been meant. Four queries at most."""
        words = self.filterset.values.get("q")
        meant = corrected(words) if words else None
        if meant is None:
            return None
        query = self.chosen()
        query["q"] = meant.query
        return {"query": meant.query, "href": f"?{query.urlencode()}"}

    def chosen(self) -> QueryDict:
        """What is asked of the whole collection, wherever in it the page is; nothing if wrong."""
        query = self.given.copy() if self.is_valid else QueryDict(mutable=True)
        query.pop("cursor", None)
        return query

    def data_url(self) -> str:
        """Where a program reads what the filters choose: the whole collection if one is wrong."""
        query = self.chosen()
        address = reverse(f"api:{self.collection}-list")
        return f"{address}?{query.urlencode()}" if query else address

    def query(self):
        return self.given.urlencode()
