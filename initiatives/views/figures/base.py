"""What every figure is: a drawing of the rows a filter set chooses, the table of the same rows, and
sentences that say what it shows and what it leaves out.
"""

import datetime
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from django.http import QueryDict
from django.urls import reverse
from django.utils.functional import Promise

from ...filters import PublishedFilterSet
from ...publication.remembered import remembered
from ...templatetags import tracker_format as say

NAME_WIDTH = 44  # characters of a name that fit beside each other on a phone


class Cell(NamedTuple):
    """One value of the table: the words of the page, and what a file has instead of them."""

    text: str
    href: str = ""
    value: Any = None

    @property
    def plain(self):
        return self.text if self.value is None else self.value


class Column(NamedTuple):
    """A heading of the table. ``in_file_only``: of no use on a page, where there are links."""

    label: str
    is_number: bool = False
    in_file_only: bool = False


class Figure:
    """One drawing. A subclass reads its rows in ``read`` and gives ``title``, ``sentences``,
    ``columns``, ``rows`` and what its template draws.

    ``name`` is its address, ``route`` the page it belongs to, ``drawing`` the template of what is
    within the ``<svg>``, ``height`` that of the drawing, in pixels. ``options``: what of it can be
    chosen besides the filters, each with its values, the usual one first.
    """

    name: str
    route: str
    drawing: str
    filterset_class: type[PublishedFilterSet]
    options: Mapping[str, Mapping[str, Promise]] = {}
    option_labels: Mapping[str, Promise] = {}
    can_stretch = True  # positions are shares of the width, whatever it is
    width = 860  # of the drawing in a file
    title: str
    sentences: list[str]
    columns: list[Column]
    rows: list[list[Cell]]
    height: int
    is_empty: bool
    reading = ""  # how to read what is drawn

    def __init__(
        self, filterset: PublishedFilterSet, given: QueryDict, *, is_embedded: bool = False
    ):
        """``is_embedded``: in a page of somebody else's, which links must leave."""
        self.filterset = filterset
        self.is_embedded = is_embedded
        self.given = given.copy()
        for name in ("cursor", "page_size", "ordering"):
            self.given.pop(name, None)
        self.chosen = {
            name: self.given[name] if self.given.get(name) in values else next(iter(values))
            for name, values in self.options.items()
        }
        self.read()

    def read(self) -> None:
        """Ask for the rows."""
        raise NotImplementedError

    def whole(self, make: Callable[[], Any]) -> Any:
        """What ``make`` returns; of a whole collection, kept until something is published."""
        if self.filterset.asked:
            return make()
        return remembered(self.filterset.opening, ("figure", self.name), make)

    @property
    def choices(self) -> list[dict]:
        """Each option as a list to choose from, the usual value under no value."""
        return [
            {
                "name": name,
                "label": self.option_labels[name],
                "options": [
                    {
                        "value": "" if at == 0 else value,
                        "label": label,
                        "chosen": value == self.chosen[name],
                    }
                    for at, (value, label) in enumerate(values.items())
                ],
            }
            for name, values in self.options.items()
        ]

    @property
    def visible_columns(self) -> list[Column]:
        return [column for column in self.columns if not column.in_file_only]

    @property
    def visible_rows(self) -> Iterable[list[tuple[Column, Cell]]]:
        for row in self.rows:
            pairs = zip(self.columns, row, strict=True)
            yield [(column, cell) for column, cell in pairs if not column.in_file_only]

    @property
    def embed_height(self) -> int:
        """Pixels for the figure with its words; a longer one scrolls in its frame."""
        return min(self.height + 260, 900)

    @property
    def description(self) -> str:
        return " ".join(self.sentences)

    def page_address(self) -> str:
        """The page with the same filters."""
        return _with_query(reverse(self.route), self.given)

    @property
    def addresses(self) -> dict[str, str]:
        """The same view as a file of each kind, and as a page to embed."""
        route = "initiatives:figure_file"
        return {
            **{
                kind: _with_query(reverse(route, args=[self.name, kind]), self.given)
                for kind in ("svg", "png", "csv")
            },
            "embed": _with_query(reverse("initiatives:figure_embed", args=[self.name]), self.given),
        }


def _with_query(path: str, query: QueryDict) -> str:
    return f"{path}?{query.urlencode()}" if query else path


def listing(route: str, given: QueryDict, **values: Any) -> str:
    """The address of a list with what was ``given`` and some values of its own."""
    query = given.copy()
    for name, value in values.items():
        query[name] = value
    return _with_query(reverse(route), query)


def percent(share: float) -> str:
    """As an attribute of SVG, whatever the language of the page."""
    return f"{share * 100:.2f}%"


def cut(text: str, length: int) -> str:
    """``text`` in at most ``length`` characters."""
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"


def bounds_of(date: dict | None) -> tuple[datetime.date | None, datetime.date | None]:
    """The first and the last day of a date of a document; ``None`` where it is open."""
    if not date:
        return None, None
    return tuple(
        datetime.date.fromisoformat(date[bound]) if date[bound] else None
        for bound in ("earliest", "latest")
    )


def counted(count: int) -> dict:
    """What a sentence with a number in it is filled with."""
    return {"shown": say.number(count)}
