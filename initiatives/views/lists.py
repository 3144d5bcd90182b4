"""What every list page shares: its collection's filters, a form that keeps what was typed, and
pages by position.
"""

from django.http import QueryDict
from django.utils.translation import gettext as _

from ..filters import PublishedFilterSet
from ..filters.parameters import Flag, Slugs
from ..publication import reading
from .pages import PublishedPage, decoded

_NOT_IN_THE_FORM = ("cursor", "page_size")


class PublishedList(PublishedPage):
    """A page of a collection. Unknown parameters are ignored; a wrong value is a 400 with the form.

    Runs three queries whatever the number of rows: counter and slugs, count, rows.
    """

    filterset_class: type[PublishedFilterSet]

    def open_reading(self):
        known = self.filterset_class.base_filters
        self.given = QueryDict(mutable=True)
        for name in self.request.GET:
            if name in known:
                self.given.setlist(name, self.request.GET.getlist(name))
        self.filterset = self.filterset_class(self.given)
        self.is_valid = self.filterset.check()
        return self.filterset.counter

    def answer(self):
        return self.page(self.get_context(), status=200 if self.is_valid else 400)

    def get_context(self):
        context = {
            "fields": form_fields(self.filterset, self.given),
            "is_filtered": bool(self.given),
            "is_valid": self.is_valid,
            "rows": [],
            "count": 0,
            "count_is_exact": True,
            "previous": "",
            "next": "",
        }
        return {**context, **self.found()} if self.is_valid else context

    def found(self) -> dict:
        count, is_exact = reading.capped_count(self.filterset.qs)
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

    def query(self):
        return self.given.urlencode()


def form_fields(filterset: PublishedFilterSet, given: QueryDict) -> list[dict]:
    """What ``_filters.html`` prints of each parameter: its label, what was typed, what is wrong."""
    errors = filterset.errors if filterset.is_bound else {}
    return [
        _form_field(name, parameter, given.getlist(name), errors.get(name, []))
        for name, parameter in filterset.filters.items()
    ]


def _form_field(name, parameter, typed: list[str], errors: list[str]) -> dict:
    values = [value for value in typed if value.strip()]
    return {
        "name": name,
        "label": parameter.label,
        "shown": name not in _NOT_IN_THE_FORM or bool(values and name != "cursor"),
        "several": parameter.repeatable,
        "blank": _("usual order") if name == "ordering" else _("any"),
        "hint": _("as in its address") if isinstance(parameter, Slugs) else "",
        "values": [*values, ""] if parameter.repeatable else values[:1] or [""],
        "options": _options(parameter, values),
        "errors": errors,
    }


def _options(parameter, values: list[str]) -> list[dict]:
    """The values to choose from; none for a parameter that is typed."""
    choices = dict(parameter.extra.get("choices") or getattr(parameter, "labels", {}))
    if isinstance(parameter, Flag):
        choices = {"true": _("yes"), "false": _("no")}
    labels = {**{value: value for value in values}, **choices} if choices else {}
    return [
        {"value": code, "label": label, "selected": code in values}
        for code, label in labels.items()
    ]
