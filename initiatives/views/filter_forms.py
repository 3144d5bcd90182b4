"""The filter form of a list and the chips above its results: what was asked for, in words, what
else could be, and what is wrong with what was typed.
"""

from decimal import Decimal

from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from ..facets import count_facets, facets_of
from ..filters import PublishedFilterSet
from ..filters.parameters import Amount, Day, Flag, Since
from ..publication import reading
from ..templatetags import tracker_format as say

AT_FIRST = 5  # values of a facet that are shown without opening it
ON_PAGE = 20  # values of a facet in the page, with those chosen; an address away, all of them
WHOLE = "all"  # the parameter that names the facet to be there with all its values
_MONEY = ("currency", "amount_min", "amount_max")
_DATES = ("dated_after", "dated_before")
_NOT_FILTERS = ("ordering", "page_size", "cursor", "group")


class FilterForm:
    """What ``_filters.html`` and ``_chips.html`` print of a checked filter set. Two queries.

    ``given`` has the parameters as they were typed; ``first`` names those that a reader sees
    without opening "More filters", ``whole`` the facet to print with all its values. Where a value
    is wrong nothing is counted: ``is_counted``.
    """

    def __init__(
        self,
        filterset: PublishedFilterSet,
        given: QueryDict,
        first: tuple[str, ...],
        whole: str = "",
    ):
        self.filterset, self.given, self.first, self.whole = filterset, given, first, whole
        self.errors = filterset.errors if filterset.is_bound else {}
        self.is_counted = not self.errors
        self.values = filterset.values
        self.facets = self._facets()

    def _facets(self) -> dict[str, list[dict]]:
        """The values of each facet, most frequent first; those chosen are always among them."""
        names = facets_of(self.filterset)
        counted_for = self.filterset if self.is_counted else type(self.filterset)()
        chosen = {name: self.values[name] for name in names if name in self.values}
        counted = count_facets(counted_for, names, chosen=chosen)
        return {
            name: [
                {
                    **each,
                    "label": each["label"][say.language()],
                    "chosen": each["value"] in self.given.getlist(name),
                }
                for each in values
            ]
            for name, values in counted.items()
        }

    # ── The form ─────────────────────────────────────────────────────────────────────────────────

    @property
    def is_filtered(self) -> bool:
        return any(name not in _NOT_FILTERS for name in self.given)

    @property
    def search(self) -> dict:
        return self._text("q")

    @cached_property
    def groups(self) -> list[dict]:
        """What is in the panel under the search box."""
        return [group for group in self._all_groups if group["name"] in self.first]

    @cached_property
    def more(self) -> list[dict]:
        """What is in the panel under "More filters"."""
        return [group for group in self._all_groups if group["name"] not in self.first]

    @property
    def more_is_used(self) -> bool:
        asked = {*self.given, self.whole}
        return any(name in asked for group in self.more for name in group["names"])

    @property
    def page_size(self) -> dict | None:
        """Kept by the form where it is in the address; nothing to see unless it is wrong."""
        return self._text("page_size") if "page_size" in self.given else None

    @property
    def messages(self) -> list[dict]:
        """What is wrong, each with the parameter it is about."""
        return [
            {"name": name, "label": self.filterset.filters[name].label, "message": message}
            for name, messages in self.errors.items()
            for message in messages
        ]

    @cached_property
    def _all_groups(self) -> list[dict]:
        return list(self._groups())

    def _groups(self):
        for name, parameter in self.filterset.filters.items():
            if name == "currency":
                yield self._money()
            elif name == "dated_after":
                yield self._dates()
            elif name in self.facets:
                yield self._facet(name)
            elif isinstance(parameter, Flag):
                yield {**self._text(name), "type": "flag", "chosen": self.values.get(name) is True}
            elif name == "updated_since":
                yield {**self._text(name), "type": "text", "hint": "2026-11-24"}

    def _text(self, name: str) -> dict:
        """A value that is typed; several where the same parameter was given several times."""
        return {
            "name": name,
            "names": [name],
            "label": self.filterset.filters[name].label,
            "values": self.given.getlist(name) or [""],
            "errors": self.errors.get(name, []),
        }

    def _facet(self, name: str) -> dict:
        parameter = self.filterset.filters[name]
        values = [*self._wrong(name), *self.facets[name]]
        most = max((each["count"] for each in values), default=0) or 1
        on_page = len(values) if name in (self.whole, "currency") else ON_PAGE
        bars = [
            {**each, "width": round(100 * each["count"] / most)}
            for at, each in enumerate(values)
            if at < on_page or each["chosen"]
        ]
        shown = [each for at, each in enumerate(bars) if at < AT_FIRST or each["chosen"]]
        if len(shown) == len(bars) - 1 or name == self.whole:
            shown = bars  # to open a list for one value more is not worth it
        return {
            **self._text(name),
            "type": "facet",
            "vocabulary": getattr(parameter, "vocabulary", None),
            "shown": shown,
            "more": [each for each in bars if each not in shown],
            "total": len(values),
            "whole": self._with_all(name) if len(bars) < len(values) else "",
        }

    def _with_all(self, name: str) -> str:
        """The address of the same list with all values of a facet."""
        there = self.given.copy()
        there[WHOLE] = name
        return f"?{there.urlencode()}#filter-{name}"

    def _wrong(self, name: str) -> list[dict]:
        """What was typed and is no value of the facet, kept with its tick."""
        if name not in self.errors:
            return []
        known = {each["value"] for each in self.facets[name]}
        return [
            {"value": value, "label": value, "count": 0, "chosen": True}
            for value in self.given.getlist(name)
            if value not in known
        ]

    def _money(self) -> dict:
        return {
            "type": "money",
            "name": "currency",
            "names": _MONEY,
            "low": self._text("amount_min"),
            "high": self._text("amount_max"),
            "currency": self._facet("currency"),
        }

    def _dates(self) -> dict:
        return {
            "type": "dates",
            "name": "dated_after",
            "names": _DATES,
            "legend": _("First known") if self.filterset.dates == "first_known" else _("Date"),
            "after": self._text("dated_after"),
            "before": self._text("dated_before"),
        }

    # ── Orders ───────────────────────────────────────────────────────────────────────────────────

    @property
    def ordering(self) -> dict:
        """The orders to choose from: the usual one under no value, none that cannot be had."""
        parameter = self.filterset.filters["ordering"]
        usual = parameter.default
        if "q" in self.values and "relevance" in parameter.orders:
            usual = "relevance"
        chosen = self.given.get("ordering", usual)
        options = [
            {"value": "" if name == usual else name, "label": label, "chosen": name == chosen}
            for name, label in parameter.labels.items()
            if name in (usual, chosen) or self._can_be_had(name)
        ]
        return {**self._text("ordering"), "options": options}

    def _can_be_had(self, ordering: str) -> bool:
        if ordering.endswith("amount"):
            return len(self.values.get("currency", ())) == 1
        return ordering != "relevance"

    # ── Chips ────────────────────────────────────────────────────────────────────────────────────

    @property
    def chips(self) -> list[dict]:
        """One for each value asked for, with the address of the list without it."""
        return [
            {
                "label": self.filterset.filters[name].label,
                "value": self._said(name, value),
                "is_wrong": self._is_wrong(name, value),
                "href": "?" + self.without(name, value).urlencode(),
            }
            for name in self.filterset.filters
            if name not in _NOT_FILTERS or name in self.errors
            for value in self.given.getlist(name)
        ]

    def _is_wrong(self, name: str, value: str) -> bool:
        if name in self.facets:
            return value not in {each["value"] for each in self.facets[name]}
        return name in self.errors

    def _said(self, name: str, value: str) -> str:
        """A value as a reader says it; as it was typed where it is wrong."""
        parameter = self.filterset.filters[name]
        if name in self.facets:
            labels = {each["value"]: each["label"] for each in self.facets[name]}
            return labels.get(value, value)
        if name in self.errors or name not in self.values:
            return value
        if isinstance(parameter, Flag):
            return "" if value == "true" else _("no")
        if isinstance(parameter, Day):
            return say.fuzzy_date({"edtf": value, "earliest": None, "latest": None})
        if isinstance(parameter, Since):
            return say.day(self.values[name].isoformat())
        if isinstance(parameter, Amount):
            return self._amount(self.values[name])
        return f"“{value}”" if say.language() == "en" else f"«\xa0{value}\xa0»"

    def _amount(self, value: Decimal) -> str:
        currencies = self.values.get("currency", ())
        return say.amount(value, currencies[0]) if len(currencies) == 1 else say.number(value)

    def without(self, name: str, value: str) -> QueryDict:
        """The parameters without one value, nor what makes no sense any more without it."""
        rest = self.given.copy()
        rest.pop("cursor", None)
        kept = [each for each in rest.getlist(name) if each != value]
        if kept:
            rest.setlist(name, kept)
        else:
            rest.pop(name, None)
        for other in _needing(rest):
            rest.pop(other, None)
        return rest

    @property
    def loosened(self) -> list[dict]:
        """What the list would have without one filter, for each that helps, the most first.

        One query.
        """
        names = [name for name in self.filterset.filters if self._narrows(name)]
        ways = {name: self._without_all(name) for name in names}
        rows = [
            self.filterset.rows(leave_out={key for key in self.values if key not in rest})
            for rest in ways.values()
        ]
        counted = reading.capped_counts(rows)
        found = [
            {
                "label": self.filterset.filters[name].label,
                "value": say.in_a_row(
                    [said for each in self.given.getlist(name) if (said := self._said(name, each))]
                ),
                "count": count,
                "is_exact": is_exact,
                "href": "?" + rest.urlencode(),
            }
            for (name, rest), (count, is_exact) in zip(ways.items(), counted, strict=True)
            if count
        ]
        return sorted(found, key=lambda each: -each["count"])

    def _narrows(self, name: str) -> bool:
        return name in self.given and name not in _NOT_FILTERS

    def _without_all(self, name: str) -> QueryDict:
        """The parameters without any value of one, nor what makes no sense any more without it."""
        rest = self.given.copy()
        for gone in ("cursor", name):
            rest.pop(gone, None)
        for other in _needing(rest):
            rest.pop(other, None)
        return rest


def _needing(rest: QueryDict) -> list[str]:
    """The parameters that need another one, which is not among the ``rest``."""
    without_sense = []
    if "currency" not in rest:
        without_sense += ["amount_min", "amount_max"]
    if "partner" not in rest:
        without_sense.append("include_subsidiaries")
    ordering = rest.get("ordering", "")
    by_amount = ordering.endswith("amount") and len(rest.getlist("currency")) != 1
    if by_amount or (ordering == "relevance" and "q" not in rest):
        without_sense.append("ordering")
    return without_sense
