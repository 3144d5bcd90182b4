"""What an entry said before: its versions, each as it was published, what changed between two of
them, and the corrections of the whole site. Never who published.
"""

from dataclasses import dataclass, field
from datetime import datetime

from django.http import Http404, HttpResponsePermanentRedirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language, gettext_lazy, override

from ..publication import corrections, reading
from ..publication.comparison import Section, compare, sections
from ..publication.models import PublishedInitiative, PublishedVersion
from ..publication.past import past
from . import errors
from .addresses import site_url
from .citing import citation_of
from .initiatives import entry_context
from .pages import PublishedDetail, PublishedPage

VERSIONS_ON_A_PAGE = 20  # each is compared with the one before it
CORRECTIONS_ON_A_PAGE = 50


@dataclass
class Version:
    """A row of the history: what was done when, why, and what it changed in public."""

    number: int
    action: str
    at: str
    reason: str
    is_open: bool  # its document may still be read
    since: int | None = None  # the version it is compared with
    changes: list[Section] = field(default_factory=list)
    other_language: str = ""  # where the only change is in the words of that language
    path: str = ""  # of the comparison in that language

    @property
    def count(self) -> int:
        return sum(section.count for section in self.changes)


class PastOfEntry(PublishedDetail):
    """A page about the versions of one entry, whatever became of it.

    What was withdrawn stays closed: a version from before a withdrawal is not shown again, even
    after the entry came back, because the reason for taking it down may stand in it.
    """

    model = PublishedInitiative
    kind = "initiative"

    def answer(self, key, **kwargs):
        names = ("pk", "slug", "state", "reason", "merged_into", "title_fr", "title_en", "version")
        entry = PublishedInitiative.objects.filter(slug=key).values(*names).first()
        if entry is None:
            return self.moved_or_missing(key)
        if entry["state"] == "merged":
            return HttpResponsePermanentRedirect(
                reverse("initiatives:history", args=[entry["merged_into"]]), preserve_request=True
            )
        self.entry = entry
        # In no order: the model's own would ask the desk's table, which no reader may.
        self.rows = PublishedVersion.objects.filter(initiative=entry["pk"]).order_by()
        return self.of_entry(**kwargs)

    def redirect_to(self, slug):
        """The same page of the entry's new address."""
        address = reverse(self.route, kwargs={**self.kwargs, "key": slug})
        query = self.request.META["QUERY_STRING"]
        return HttpResponsePermanentRedirect(
            f"{address}?{query}" if query else address, preserve_request=True
        )

    def of_entry(self, **kwargs):
        raise NotImplementedError

    def withdrawal(self) -> dict | None:
        """The last one: what it closed stays closed. One query."""
        withdrawn = self.rows.filter(action="withdrawn").order_by("-number")
        return withdrawn.values("number", "reason").first()

    def compared_in(self, language: str, older: int, newer: int) -> str:
        """The address of a comparison in another language; nothing for none."""
        if not language:
            return ""
        with override(language):
            address = reverse("initiatives:compare", args=[self.entry["slug"]])
        return f"{address}?{urlencode({'from': older, 'to': newer})}"

    def about(self) -> dict:
        """What each of these pages says of the entry."""
        return {
            "slug": self.entry["slug"],
            "title": {"fr": self.entry["title_fr"], "en": self.entry["title_en"]},
            "latest": self.entry["version"],
            "is_withdrawn": self.entry["state"] == "withdrawn",
            "reason": self.entry["reason"],
        }


class HistoryView(PastOfEntry):
    route = "initiatives:history"
    template_name = "initiatives/history.html"

    def query(self):
        return _asked(self.request, "cursor")

    def of_entry(self):
        closed = self.withdrawal()
        cursor = self.request.GET.get("cursor", "").strip()
        order = reading.by_number("number").reversed
        position = _position(cursor, order)
        if cursor and position is None:
            return self.page({**self.about(), **_NO_PAGE}, status=400)
        found = reading.page(
            self.rows,
            ("number", "action", "published_at", "reason", "document"),
            "number",
            order,
            size=VERSIONS_ON_A_PAGE,
            position=position,
        )
        return self.page(
            {
                **self.about(),
                "versions": self._versions(found.rows, closed),
                "previous": _at(found.previous),
                "next": _at(found.next),
                "is_wrong": False,
            }
        )

    def _versions(self, rows: list[tuple], closed: dict | None) -> list[Version]:
        """The rows of a page, each compared with the open version before it."""
        shut = closed["number"] if closed else 0
        versions = [
            Version(number, action, at.isoformat(), reason, document is not None and number > shut)
            for number, action, at, reason, document in rows
        ]
        documents = {row[0]: row[4] for row in rows if row[4] and row[0] > shut}
        if documents:
            documents |= self._one_before(min(documents), shut)
        cleaned = dict(zip(documents, past(documents.values()), strict=True))
        before = dict(zip(documents, [*documents][1:], strict=False))
        for version in versions:
            version.since = before.get(version.number) if version.is_open else None
            if version.since is not None:
                old, new = (cleaned[each].document for each in (version.since, version.number))
                version.changes, version.other_language = changes_between(old, new)
                version.path = self.compared_in(
                    version.other_language, version.since, version.number
                )
        return versions

    def _one_before(self, number: int, shut: int) -> dict[int, str]:
        """The open version before the last of a page."""
        earlier = self.rows.filter(number__lt=number, number__gt=shut, document__isnull=False)
        return dict(earlier.order_by("-number").values_list("number", "document")[:1])


def changes_between(old: dict, new: dict) -> tuple[list[Section], str]:
    """What changed, in the reader's words; else the other language, if something changed there."""
    if found := sections(compare(old, new)):
        return found, ""
    other = "en" if get_language() == "fr" else "fr"
    with override(other):
        return [], other if compare(old, new) else ""


class VersionView(PastOfEntry):
    """The ordinary page of an entry, of one document as it was published."""

    route = "initiatives:version"
    template_name = "initiatives/initiative_version.html"

    def of_entry(self, number):
        closed = self.withdrawal()
        row = self.rows.filter(number=number).values("document", "published_at", "reason").first()
        if row is None:
            raise Http404
        if closed and number <= closed["number"]:
            is_back = self.entry["state"] == "published"
            return errors.gone(self.request, closed["reason"], is_back=is_back)
        [shown] = past([row["document"]])
        at, latest = row["published_at"], self.entry["version"]
        document = {**shown.document, "updated_at": at.isoformat()}
        cited = {**document, "version": number, "published_at": at.isoformat()}
        return self.page(
            {
                **entry_context(document, on=at.date()),
                "cite": citation_of(cited, site_url(self.request), is_current=number == latest),
                "versions": latest,
                "number": number,
                "slug": self.entry["slug"],
                "latest": latest,
                "published_at": at.isoformat(),
                "reason": row["reason"],
                "left_out": shown.left_out,
            }
        )


class CompareView(PastOfEntry):
    """Two versions, ``?from=1&to=3``; by default the last two."""

    route = "initiatives:compare"
    template_name = "initiatives/compare.html"

    def of_entry(self):
        if self.entry["state"] == "withdrawn":
            return errors.gone(self.request, self.entry["reason"])
        closed = self.withdrawal()
        every = self._open_versions(closed["number"] if closed else 0)
        asked = {name: self.request.GET.get(name, "").strip() for name in ("from", "to")}
        known = {str(number) for number, _at, _reason in every}
        wrong = [each for each in asked.values() if each and each not in known]
        last = [str(number) for number, _at, _reason in every[:2]]
        context = {
            **self.about(),
            "choices": [
                {"number": str(number), "at": at.isoformat()} for number, at, _reason in every
            ],
            "older": asked["from"] or last[-1],
            "newer": asked["to"] or last[0],
            "wrong": wrong,
            "is_compared": len(every) > 1 and not wrong,
        }
        if context["is_compared"]:
            context |= self._difference(int(context["older"]), int(context["newer"]), every)
        return self.page(context, status=400 if wrong else 200)

    def query(self):
        return _asked(self.request, "from", "to")

    def _open_versions(self, shut: int) -> list[tuple[int, datetime, str]]:
        kept = self.rows.filter(number__gt=shut, document__isnull=False).order_by("-number")
        return list(kept.values_list("number", "published_at", "reason"))

    def _difference(self, older: int, newer: int, every: list[tuple]) -> dict:
        stored = dict(self.rows.filter(number__in=(older, newer)).values_list("number", "document"))
        cleaned = dict(zip(stored, past(stored.values()), strict=True))
        changes, other = changes_between(cleaned[older].document, cleaned[newer].document)
        low, high = sorted((older, newer))
        return {
            "changes": changes,
            "count": sum(section.count for section in changes),
            "other_language": other,
            "other_path": self.compared_in(other, older, newer),
            "left_out": max(each.left_out for each in cleaned.values()),
            "reasons": [
                {"number": number, "at": at.isoformat(), "reason": reason}
                for number, at, reason in reversed(every)
                if low < number <= high and reason
            ],
        }


# ── The whole site ───────────────────────────────────────────────────────────────────────────────


class CorrectionsView(PublishedPage):
    """What was published again with a reason, and what was withdrawn, newest first."""

    template_name = "initiatives/corrections.html"

    def query(self):
        return _asked(self.request, "cursor")

    def answer(self):
        try:
            found = corrections.page(
                self.request.GET.get("cursor", "").strip(), size=CORRECTIONS_ON_A_PAGE
            )
        except corrections.NotACursor:
            return self.page({**_NO_PAGE, "rows": []}, status=400)
        return self.page(
            {
                "rows": told_corrections(found.rows),
                "previous": _at(found.previous),
                "next": _at(found.next),
                "is_wrong": False,
            }
        )


def told_corrections(rows: list[corrections.Row]) -> list[dict]:
    """Entries and what entries name, in one order. Two queries."""
    of_entries = [
        (row.version["initiative_id"], row.version["number"], row.version["action"], row.at)
        + (row.version["reason"],)
        for row in rows
        if row.version
    ]
    told = {(each["pk"], each["number"]): each for each in _with_entries(of_entries)}
    return [
        each
        for row in rows
        if (each := _reference(row) if row.reference else told.get(_key(row.version)))
    ]


def _key(version: dict) -> tuple[int, int]:
    return version["initiative_id"], version["number"]


_KINDS = {
    "partner": gettext_lazy("organisation"),
    "theme": gettext_lazy("theme"),
    "person": gettext_lazy("person"),
    "source": gettext_lazy("source"),
    "publisher": gettext_lazy("publisher"),
    "statement": gettext_lazy("statement"),
    "disagreement": gettext_lazy("disagreement"),
}


def _reference(row: corrections.Row) -> dict:
    """A correction of what entries name; ``path`` is its own page, where it has one."""
    told = row.reference
    routes = {"partner": "partner_detail", "theme": "theme_detail", "source": "source_detail"}
    route, slug = routes.get(told["type"]), told["slug"]
    path = reverse(f"initiatives:{route}", args=[slug]) if route and slug else ""
    if told["type"] == "publisher" and slug:
        path = f"{reverse('initiatives:source_list')}?{urlencode({'publisher': slug})}"
    return {
        **told,
        "is_reference": True,
        "title": told["label"],
        "kind": _KINDS[told["type"]],
        "path": path,
        "at": row.at.isoformat(),
    }


def _with_entries(rows: list[tuple]) -> list[dict]:
    """Each correction with its entry, and the version before it while both may be read. Two
    queries.
    """
    pks = {row[0] for row in rows}
    names = ("pk", "slug", "state", "title_fr", "title_en")
    chosen = PublishedInitiative.objects.filter(pk__in=pks).order_by().values(*names)
    entries = {entry["pk"]: entry for entry in chosen}
    shut: dict[int, int] = {}
    others = PublishedVersion.objects.filter(initiative__in=pks, action="withdrawn")
    for pk, number in others.order_by("number").values_list("initiative_id", "number"):
        shut[pk] = number
    return [
        {
            "pk": pk,
            "is_reference": False,
            "slug": entries[pk]["slug"],
            "title": {"fr": entries[pk]["title_fr"], "en": entries[pk]["title_en"]},
            "is_merged": entries[pk]["state"] == "merged",
            "number": number,
            "is_withdrawal": action == "withdrawn",
            "at": at.isoformat(),
            "reason": reason,
            "since": number - 1
            if entries[pk]["state"] == "published" and number - 1 > shut.get(pk, 0)
            else None,
        }
        for pk, number, action, at, reason in rows
        if pk in entries
    ]


# ── Pages of them ────────────────────────────────────────────────────────────────────────────────

_NO_PAGE = {"versions": [], "previous": "", "next": "", "is_wrong": True}


def _position(cursor: str, order: reading.Ordering) -> reading.Position | None:
    """Where the page starts that ``cursor`` asks for; ``None`` for the first, or for nonsense."""
    try:
        return reading.read_cursor(cursor, PublishedVersion, order.column, order)
    except reading.NotACursor:
        return None


def _asked(request, *names: str) -> str:
    """The parameters ``names`` that were given, as a query string."""
    return urlencode({name: request.GET[name] for name in names if request.GET.get(name)})


def _at(cursor: str | None) -> str:
    return f"cursor={cursor}" if cursor else ""
