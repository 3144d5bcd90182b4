"""One search over entries, organisations and sources; and names, as somebody types one."""

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ..filters import InitiativeFilterSet, PartnerFilterSet, SourceFilterSet
from ..publication import snippets
from ..publication.words import completions, corrected
from ..templatetags import tracker_format as say
from .found import also_called, entry_texts, partner_texts, source_texts
from .pages import PublishedPage, decoded

SHOWN = 5  # of each collection; its list has them all
MOST_TEXTS = 40  # of one row, in which the words found are looked for
_COLLECTIONS = (
    ("initiatives", _("Initiatives"), InitiativeFilterSet, "initiatives:list", entry_texts),
    ("partners", _("Partners"), PartnerFilterSet, "initiatives:partner_list", partner_texts),
    ("sources", _("Sources"), SourceFilterSet, "initiatives:source_list", source_texts),
)


class SearchView(PublishedPage):
    """What ``q`` finds: of each collection how many, the best few with the words found in them,
    and the list of all. Where a word occurs nowhere, what may have been meant.

    Eight queries whatever is found: counter and words, a count and rows of each collection, the
    words found in those rows. Six more at most where nothing is: what may have been meant, names
    that begin so.
    """

    template_name = "initiatives/search.html"

    def open_reading(self):
        self.words = self.request.GET.get("q", "").strip()
        typed = QueryDict(mutable=True)
        typed["page_size"] = str(SHOWN)
        if self.words:
            typed["q"] = self.words
        self.filtersets = [filterset(typed) for _name, _title, filterset, *_ in _COLLECTIONS]
        first = self.filtersets[0]
        self.is_valid = first.check()
        for other in self.filtersets[1:]:
            other.opening = first.opening  # the same words, read once
        return first.counter

    def query(self):
        typed = QueryDict(mutable=True)
        if self.words:
            typed["q"] = self.words
        return typed.urlencode()

    def answer(self):
        return self.page(self.get_context(), status=200 if self.is_valid else 400)

    def get_context(self):
        errors = self.filtersets[0].errors.get("q", []) if not self.is_valid else []
        groups = self._groups() if self.words and self.is_valid else []
        total = sum(group["count"] for group in groups)
        meant = None
        if groups and (not total or " or " in self.words.lower()):
            meant = corrected(self.words)
        begun = completions(self.words) if groups and not total else []
        return {
            "words": self.words,
            "errors": errors,
            "groups": [group for group in groups if group["count"]],
            "empty": [group for group in groups if not group["count"]] if total else [],
            "total": total,
            "total_is_exact": all(group["count_is_exact"] for group in groups),
            "meant": meant and {"query": meant.query, "href": f"?{_asking(meant.query)}"},
            "begun": [_option(each, self.words) for each in begun],
        }

    def _groups(self) -> list[dict]:
        groups, texts = [], []
        for (name, title, _class, route, texts_of), filterset in zip(
            _COLLECTIONS, self.filtersets, strict=True
        ):
            count, is_exact = filterset.count
            rows = filterset.page("document", "updated_at").rows if count else []
            found = [(row, texts_of(row)[:MOST_TEXTS]) for row in (decoded(*each) for each in rows)]
            texts += [text for _row, of_row in found for text in of_row]
            groups.append(
                {
                    "name": name,
                    "title": title,
                    "count": count,
                    "count_is_exact": is_exact,
                    "href": f"{reverse(route)}?{_asking(self.words)}",
                    "found": found,
                }
            )
        tsquery = self.filtersets[0].opening.tsquery
        marked = iter(snippets.mark([(text.language, text.words) for text in texts], tsquery))
        for group in groups:
            group["rows"] = [_shown(row, texts, marked) for row, texts in group.pop("found")]
        return groups


def _asking(words: str) -> str:
    query = QueryDict(mutable=True)
    query["q"] = words
    return query.urlencode()


def _shown(row: dict, texts: list, marked) -> dict:
    """A row with its title and the one other text in which most was found, if any."""
    title, *others = [(text, next(marked)) for text in texts]
    best = max(others, key=_telling, default=None)
    if best and not best[1].places and not best[0].is_usual:
        best = None
    return {
        "row": row,
        "title": title[1].pieces,
        "title_language": title[0].language,
        "said": best and {"pieces": best[1].excerpt, "text": best[0]},
    }


def _telling(said: tuple) -> tuple:
    """How much a text tells the reader of why the row was found."""
    text, marked = said
    is_own = text.language == say.language()
    return bool(marked.places), is_own, len(marked.places), text.is_usual


class SuggestView(PublishedPage):
    """Names that have what is typed in ``q``, as the options of the search box. Three queries."""

    template_name = "initiatives/_suggestions.html"

    def open_reading(self):
        self.typed = self.request.GET.get("q", "").replace("\0", "")[:100]
        return super().open_reading()

    def answer(self) -> HttpResponse:
        options = [_option(each, self.typed) for each in completions(self.typed)]
        return render(self.request, self.template_name, {"options": options})


_PLACES = {
    "partner": ("initiatives:partner_detail", _("organisation")),
    "initiative": ("initiatives:detail", _("initiative")),
    "theme": ("initiatives:theme_detail", _("theme")),
    "source": ("initiatives:source_detail", _("source")),
}


def _option(found: dict, typed: str) -> dict:
    document, kind = found["document"], found["kind"]
    route, said = _PLACES[kind]
    return {
        "label": _name(kind, document),
        "also": also_called(document, typed) if kind == "partner" else "",
        "kind": said,
        "href": reverse(route, args=[found["slug"]]),
    }


def _name(kind: str, document: dict) -> str:
    if kind == "partner":
        return say.partner_name(document)
    return (
        document["title"]
        if kind == "source"
        else say.words(document.get("title") or document["name"])
    )
