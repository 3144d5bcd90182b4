"""Where the same filters lead: one list as a page, a query of the API, files, a feed."""

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

FORMATS = {"csv": "CSV", "ndjson": "NDJSON", "xlsx": "XLSX"}
_OF_A_PAGE = ("cursor", "page_size")  # a file and a feed have no pages


def ways_of(collection: str, page: str, chosen: QueryDict) -> list[dict]:
    """``{label, href, type}`` of everything that a list with the parameters ``chosen`` is."""
    whole = chosen.copy()
    for name in _OF_A_PAGE:
        whole.pop(name, None)
    unordered = whole.copy()
    unordered.pop("ordering", None)
    data = reverse(f"api:{collection}-list")
    return [
        {"label": _("Permalink"), "href": _with(page, whole), "type": "text/html"},
        {"label": _("JSON by API"), "href": _with(data, whole), "type": "application/json"},
        *(
            {"label": label, "href": _with(data, whole, format=code, **_said_in(code)), "type": ""}
            for code, label in FORMATS.items()
        ),
        {
            "label": _("Feed (Atom)"),
            "href": _with(f"/feeds/{collection}.atom", unordered, lang=get_language()),
            "type": "application/atom+xml",
        },
    ]


def _said_in(code: str) -> dict:
    """What asks for a file in the reader's language; those for programs have both."""
    return {} if code == "ndjson" else {"lang": get_language()}


def _with(address: str, query: QueryDict, **more: str) -> str:
    full = query.copy()
    for name, value in more.items():
        full[name] = value
    return f"{address}?{full.urlencode()}" if full else address
