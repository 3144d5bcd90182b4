"""What a file says about itself: which rows it holds of which state of the record, and the licence.

A part that somebody takes for the whole is worse than no file, so this goes where it cannot get
lost: the name of the file, the last column of a CSV, the last sheet of a workbook.
"""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from ..filters import PublishedFilterSet
from ..filters.base import PAGING
from ..filters.parameters import Codes

COLLECTIONS = {
    "initiatives": gettext_lazy("Initiatives"),
    "partners": gettext_lazy("Partners"),
    "investments": gettext_lazy("Investments"),
    "milestones": gettext_lazy("Milestones"),
    "statements": gettext_lazy("Statements"),
    "sources": gettext_lazy("Sources"),
    "publishers": gettext_lazy("Publishers"),
    "themes": gettext_lazy("Themes"),
    "changes": gettext_lazy("Changes"),
}


_FLAGS = {"true": gettext_lazy("yes"), "false": gettext_lazy("no")}


@dataclass(frozen=True)
class About:
    """Of one file. ``filter`` is in words of the file's language, empty for everything."""

    collection: str
    rows: str  # entries or claims
    filter: str
    counter: int
    day: date
    view: str  # the address of the same rows
    site: str  # with no slash at its end
    language: str

    @property
    def licence(self) -> str:
        return f"{settings.DATA_LICENCE} ({settings.DATA_LICENCE_URL})"

    @property
    def line(self) -> str:
        """All of it in one cell."""
        return " · ".join(
            (
                f"{settings.SITE_NAME}{pgettext('colon', ': ')}{COLLECTIONS[self.collection]}",
                self.filter or _("everything, without a filter"),
                _("state %(number)s of the record") % {"number": self.counter},
                self.licence,
                self.view,
            )
        )

    def file_name(self, suffix: str) -> str:
        """Says what it is, in characters that every file system knows."""
        parts = (
            slugify(settings.SITE_NAME) or "export",
            self.collection,
            "claims" if self.rows == "claims" else "",
            "selection" if self.filter else "",
            f"{self.day:%Y-%m-%d}",
            f"state-{self.counter}",
        )
        return f"{'-'.join(part for part in parts if part)}.{suffix}"


def in_words(filterset: PublishedFilterSet) -> str:
    """The filters that were asked for, in the active language; empty for none. No query."""
    colon, either = pgettext("colon", ": "), _(" or ")
    asked = []
    for name, value in filterset.values.items():
        if name in PAGING:
            continue
        parameter = filterset.filters[name]
        values = value if isinstance(value, list) else [value]
        if isinstance(parameter, Codes):
            values = [parameter.vocabulary[each].label() for each in values]
        said = either.join(str(_FLAGS.get(str(each).lower(), each)) for each in values)
        asked.append(f"{parameter.label}{colon}{said}")
    return "; ".join(asked)
