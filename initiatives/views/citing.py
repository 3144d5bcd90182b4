"""How to cite one version of an entry: in a sentence, as BibTeX, as CSL-JSON.

The day on which somebody reads it is theirs to add. A citation names a version, whose address shows
the same words for ever.
"""

import json

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.text import slugify
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from sources.written.wording import day_in_sentence

from ..publication.models import PublishedInitiative
from . import errors
from .addresses import site_url
from .pages import PublishedDetail

BIBTEX = "application/x-bibtex; charset=utf-8"
CSL_JSON = "application/vnd.citationstyles.csl+json; charset=utf-8"


def citation_of(entry: dict, site: str, *, is_current: bool = True) -> dict:
    """What the page of a version prints: a sentence in each language, and its lasting address. The
    files are of the current version alone.
    """
    sentences = []
    for code, _name in settings.LANGUAGES:
        with override(code):
            sentences.append({"language": code, "text": _sentence(entry, site)})
    return {
        "sentences": sentences,
        "url": _address(entry, site),
        "version": entry["version"],
        "is_current": is_current,
    }


def _sentence(entry: dict, site: str) -> str:
    published = _published(entry)
    return _(
        "%(site)s, “%(title)s”, version %(version)d, published on %(day)s, %(url)s "
        "(accessed on [day])."
    ) % {
        "site": settings.SITE_NAME,
        "title": _title(entry),
        "version": entry["version"],
        "day": day_in_sentence(published),
        "url": _address(entry, site),
    }


def _title(entry: dict) -> str:
    mine, other = ("fr", "en") if get_language() == "fr" else ("en", "fr")
    return entry["title"][mine] or entry["title"][other]


def _published(entry: dict):
    return parse_datetime(entry["published_at"]).date()


def _address(entry: dict, site: str) -> str:
    return site + reverse("initiatives:version", args=[entry["slug"], entry["version"]])


# ── BibTeX ───────────────────────────────────────────────────────────────────────────────────────

# Each by itself, in one pass: what an escape brings in is not escaped again.
_SPECIAL = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",  # BibTeX counts a brace even behind a backslash
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{each: f"\\{each}" for each in "&%$#_"},
    }
)


def bibtex(entry: dict, site: str) -> str:
    """One ``@misc``, which every style knows; braces keep capitals and the order of names."""
    published, name = _published(entry), _escaped(settings.SITE_NAME)
    fields = {
        "author": f"{{{{{name}}}}}",
        "title": f"{{{{{_escaped(_title(entry))}}}}}",
        "year": f"{{{published.year}}}",
        "month": _MONTHS[published.month - 1],
        "note": f"{{Version {entry['version']}}}",
        "url": f"{{{_address(entry, site)}}}",
        "language": "{french}" if get_language() == "fr" else "{english}",
    }
    lines = ",\n".join(f"  {key} = {value}" for key, value in fields.items())
    return f"@misc{{{_key(entry)},\n{lines}\n}}\n"


# BibTeX's own names.
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]


def _escaped(text: str) -> str:
    return " ".join(text.split()).translate(_SPECIAL)


def _key(entry: dict) -> str:
    """Begins with a letter, which some readers of BibTeX insist on."""
    return f"{slugify(settings.SITE_NAME) or 'entry'}-{entry['slug']}-v{entry['version']}"


# ── CSL-JSON ─────────────────────────────────────────────────────────────────────────────────────


def csl(entry: dict, site: str) -> list[dict]:
    """One item of CSL-JSON 1.0, in the array that reference managers expect.

    https://citeproc-js.readthedocs.io/en/latest/csl-json/markup.html
    """
    published = _published(entry)
    return [
        {
            "id": _key(entry),
            "type": "entry",
            "title": _title(entry),
            "container-title": settings.SITE_NAME,
            "author": [{"literal": settings.SITE_NAME}],
            "issued": {"date-parts": [[published.year, published.month, published.day]]},
            "version": str(entry["version"]),
            "URL": _address(entry, site),
            "language": get_language(),
        }
    ]


# ── Files ────────────────────────────────────────────────────────────────────────────────────────


class CitationFile(PublishedDetail):
    """The citation of the current version as a file, in the words of the page's language."""

    model = PublishedInitiative
    kind = "initiative"
    more_columns = ("state", "reason", "merged_into")
    suffix: str
    content_type: str

    def elsewhere(self, row):
        if row["state"] == "withdrawn":
            return errors.gone(self.request, row["reason"])
        return self.redirect_to(row["merged_into"]) if row["state"] == "merged" else None

    def get_context(self, row, entry):
        return entry

    def page(self, entry, *, status=200):
        name = f"{_key(entry)}.{self.suffix}"
        return HttpResponse(
            self.written(entry, site_url(self.request)),
            content_type=self.content_type,
            headers={"Content-Disposition": f'attachment; filename="{name}"'},
        )

    def written(self, entry: dict, site: str) -> str:
        raise NotImplementedError


class BibtexView(CitationFile):
    route = "initiatives:cite_bib"
    suffix = "bib"
    content_type = BIBTEX

    def written(self, entry, site):
        return bibtex(entry, site)


class CslView(CitationFile):
    route = "initiatives:cite_json"
    suffix = "json"
    content_type = CSL_JSON

    def written(self, entry, site):
        return json.dumps(csl(entry, site), ensure_ascii=False, indent=2) + "\n"
