"""The Atom feeds: of collections and every filtered view of one, of an entry, of corrections."""

import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponsePermanentRedirect, QueryDict
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from .. import filters
from ..facets import names_of_given
from ..publication import corrections, reading
from ..publication.models import PublishedInitiative, PublishedRedirect, PublishedVersion
from ..publication.past import past
from ..templatetags import tracker_format as say
from ..views.history import told_corrections
from . import items
from .addresses import WITHOUT_EFFECT, entry_feed_path, feed_path
from .atom import MEDIA_TYPE, AtomFeed, Gone, Item, Link
from .base import LARGEST_FEED, BadRequest, FeedPage
from .versions import Told, tell

MOST_GONE = 200  # items of withdrawn entries that a feed names as gone


class NewestFirst:
    """A filter set whose rows come in one order, whatever ``ordering`` says."""

    newest: str

    @property
    def ordering(self):
        return self.newest


def newest_first(of: type, ordering: str) -> type:
    return type(f"Newest{of.__name__}", (NewestFirst, of), {"newest": ordering})


class AtomPage(FeedPage):
    """A page of a feed: at most ``LARGEST_FEED`` items, with links to those beside it."""

    def atom(
        self,
        *,
        key: str,
        title: str,
        path: str,
        page: str,
        api: str,
        items: list[Item],
        gone: list[Gone] | None = None,
        subtitle: str = "",
        next: str | None = None,
        previous: str | None = None,
    ) -> HttpResponse:
        """``key`` names the feed, ``path`` is its first page; ``next``, ``previous``: cursors."""
        at = self.at
        cursor = self.request.GET.get("cursor", "")
        links = [Link("alternate", api, "application/json")]
        if settings.DATA_LICENCE_URL:
            links.append(Link("license", settings.DATA_LICENCE_URL))
        other = "en" if at.language == "fr" else "fr"
        twin = path.replace(f"lang={at.language}", f"lang={other}")
        links.append(Link("alternate", f"{at.site}{twin}", MEDIA_TYPE, other))
        for rel, place in (("next", next), ("previous", previous)):
            if place:
                links.append(Link(rel, at.site + _at_cursor(path, place), MEDIA_TYPE))
        if cursor:
            links.append(Link("first", f"{at.site}{path}", MEDIA_TYPE))
        moments = [each.updated for each in items] + [each.at for each in gone or ()]
        feed = AtomFeed(
            updated=max(moments, default=self.moved_at),
            links=links,
            title=f"{title} · {settings.SITE_NAME}",
            link=page,
            description=None,
            subtitle=subtitle or None,
            language=at.language,
            feed_url=at.site + (_at_cursor(path, cursor) if cursor else path),
            feed_guid=at.tag(key),
            author_name=settings.SITE_NAME,
            author_link=at.site,
            feed_copyright=settings.DATA_LICENCE,
        )
        for each in items:
            feed.add(each)
        feed.gone = gone or []
        written = io.StringIO()
        feed.write(written, "utf-8")
        return HttpResponse(written.getvalue(), content_type=AtomFeed.content_type)


def _at_cursor(path: str, cursor: str) -> str:
    return f"{path}{'&' if '?' in path else '?'}{urlencode({'cursor': cursor})}"


# ── Collections ──────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Collection:
    """``route``: the page that lists the same; the API where there is none."""

    title: str | Promise
    filterset: type[filters.PublishedFilterSet]
    columns: tuple[str, ...]
    items: Callable
    route: str = ""


COLLECTIONS = {
    "initiatives": Collection(
        gettext_lazy("Initiatives"),
        newest_first(filters.InitiativeFilterSet, "-published_at"),
        items.ENTRY_COLUMNS,
        items.entries,
        "list",
    ),
    "partners": Collection(
        gettext_lazy("Partners"),
        newest_first(filters.PartnerFilterSet, "-updated_at"),
        items.REFERENCE_COLUMNS,
        items.partners,
        "partner_list",
    ),
    "investments": Collection(
        gettext_lazy("Investments"),
        newest_first(filters.InvestmentFilterSet, "-updated_at"),
        items.CLAIM_COLUMNS,
        items.investments,
        "investment_list",
    ),
    "milestones": Collection(
        gettext_lazy("Milestones"),
        newest_first(filters.MilestoneFilterSet, "-updated_at"),
        items.CLAIM_COLUMNS,
        items.milestones,
    ),
    "statements": Collection(
        gettext_lazy("Statements"),
        newest_first(filters.StatementFilterSet, "-updated_at"),
        items.CLAIM_COLUMNS,
        items.statements,
    ),
    "sources": Collection(
        gettext_lazy("Sources"),
        newest_first(filters.SourceFilterSet, "-updated_at"),
        items.REFERENCE_COLUMNS,
        items.sources,
        "source_list",
    ),
    "publishers": Collection(
        gettext_lazy("Publishers"),
        newest_first(filters.PublisherFilterSet, "-updated_at"),
        items.REFERENCE_COLUMNS,
        items.publishers,
    ),
    "themes": Collection(
        gettext_lazy("Themes"),
        newest_first(filters.ThemeFilterSet, "-updated_at"),
        items.REFERENCE_COLUMNS,
        items.themes,
        "theme_list",
    ),
    "changes": Collection(
        gettext_lazy("Changes"),
        newest_first(filters.ChangeFilterSet, "-seq"),
        items.CHANGE_COLUMNS,
        items.changes,
    ),
}


class CollectionFeed(AtomPage):
    """What the parameters choose in a collection, the newest first."""

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.collection = COLLECTIONS.get(kwargs["collection"])
        self.filterset_class = self.collection and self.collection.filterset

    def dispatch(self, request, *args, **kwargs):
        if self.collection is None:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def answer(self, collection):
        of = self.collection
        page = self.filterset.page(*of.columns)
        chosen = self.chosen()
        query = chosen.urlencode()
        tail = f"?{query}" if query else ""
        api = self.at.api(f"{collection}-list", query=query)
        said = self.said()
        first = "cursor" not in self.request.GET
        return self.atom(
            key=f"feeds/{collection}.atom{tail}",
            title=f"{of.title}{pgettext('colon', ': ')}{said}" if said else str(of.title),
            subtitle=_("Newest first. Each item says what is new or what changed."),
            path=feed_path(collection, chosen),
            page=self.at.page(of.route, query=query) if of.route else api,
            api=api,
            items=of.items(page.rows, self.at),
            gone=self.gone() if collection == "initiatives" and first else [],
            next=page.next,
            previous=page.previous,
        )

    def check(self):
        language = super().check()
        self.filterset.values["page_size"] = min(
            self.filterset.values.get("page_size", LARGEST_FEED), LARGEST_FEED
        )
        return language

    def chosen(self) -> QueryDict:
        """What was asked for, in one spelling whatever the order it was written in."""
        chosen = QueryDict(mutable=True)
        for name in sorted(self.filterset.values):
            if name in WITHOUT_EFFECT:
                continue
            value = self.filterset.values[name]
            given = value if isinstance(value, list) else self.request.GET.getlist(name)
            chosen.setlist(name, sorted({each.strip() for each in given if each.strip()}))
        return chosen

    def said(self) -> str:
        """The filters in words, for whoever follows several feeds of this site."""
        names = names_of_given(self.filterset)
        told = []
        for name, values in self.chosen().lists():
            shown = [say.plain_words(names.get((name, each))) or each for each in values]
            label = self.filterset.filters[name].label
            told.append(f"{label} ({', '.join(shown)})")
        return ", ".join(told)

    def gone(self) -> list[Gone]:
        """The items of entries that were withdrawn or merged, the latest first. Two queries.

        In every feed of entries, whatever its filters: what such an entry was is not kept beside
        it, and a reader that never had an item passes over it (RFC 6721, section 4).
        """
        left = PublishedInitiative.objects.exclude(state="published").order_by("-updated_at")
        columns = ("pk", "slug", "state", "reason", "merged_into", "updated_at")
        entries = {row["pk"]: row for row in left.values(*columns)[:LARGEST_FEED]}
        if not entries:
            return []
        versions = PublishedVersion.objects.filter(initiative__in=entries, document__isnull=False)
        order = versions.order_by("-published_at", "-pk").values_list("initiative_id", "number")
        return [self._gone(entries[pk], number) for pk, number in order[:MOST_GONE]]

    def _gone(self, entry: dict, number: int) -> Gone:
        is_merged = entry["state"] == "merged"
        return Gone(
            self.at.tag(f"initiatives/{entry['slug']}/v/{number}"),
            entry["updated_at"],
            _("Merged into another entry.") if is_merged else entry["reason"] or _("Withdrawn."),
            self.at.page("detail", entry["merged_into"]) if is_merged else "",
        )


# ── One entry ────────────────────────────────────────────────────────────────────────────────────


class EntryFeed(AtomPage):
    """The versions of one entry, whatever became of it; what a withdrawal closed stays closed."""

    parameters = ("cursor",)
    order = reading.by_number("number").reversed

    def check(self):
        language = super().check()
        cursor = self.request.GET.get("cursor", "").strip()
        self.position = _position(cursor, self.order) if cursor else None
        return language

    def answer(self, slug):
        names = ("pk", "slug", "state", "merged_into", "title_fr", "title_en")
        entry = PublishedInitiative.objects.filter(slug=slug).values(*names).first()
        if entry is None:
            renamed = PublishedRedirect.objects.filter(type="initiative", slug=slug)
            target = renamed.values_list("target", flat=True).first()
        else:
            target = entry["merged_into"] if entry["state"] == "merged" else None
        if target:
            return HttpResponsePermanentRedirect(
                f"{self.at.site}{entry_feed_path(target)}", preserve_request=True
            )
        if entry is None:
            raise Http404
        page = reading.page(
            PublishedVersion.objects.filter(initiative=entry["pk"]).order_by(),
            ("number", "action", "published_at", "reason", "document"),
            "number",
            self.order,
            size=LARGEST_FEED // 2,  # each is compared with the one before it
            position=self.position,
        )
        told = tell((entry["pk"], row[0]) for row in page.rows)
        title = say.plain_words({"fr": entry["title_fr"], "en": entry["title_en"]})
        if entry["state"] == "withdrawn":
            title = _("An entry that was withdrawn")
        open_rows = [row for row in page.rows if told[entry["pk"], row[0]].is_open]
        documents = dict(
            zip([row[0] for row in open_rows], past(row[4] for row in open_rows), strict=True)
        )
        shown, gone = [], []
        for number, action, moment, reason, _document in page.rows:
            key = f"initiatives/{slug}/v/{number}"
            each = told[entry["pk"], number]
            if each.is_open:
                shown.append(
                    items.entry_item(
                        documents[number].document,
                        number,
                        moment,
                        each,
                        self.at,
                        link=self.at.page("version", slug, number),
                    )
                )
            elif action == "withdrawn":
                shown.append(self._withdrawal(slug, number, moment, reason))
            else:
                gone.append(Gone(self.at.tag(key), moment, _("Its text is no longer shown.")))
        return self.atom(
            key=f"feeds/initiatives/{slug}.atom",
            title=title,
            subtitle=_("Each publication of this entry, the latest first, with what it changed."),
            path=entry_feed_path(slug),
            page=self.at.page("history" if entry["state"] == "withdrawn" else "detail", slug),
            api=self.at.api("initiatives-detail", slug),
            items=shown,
            gone=gone,
            next=page.next,
            previous=page.previous,
        )

    def _withdrawal(self, slug: str, number: int, moment: datetime, reason: str) -> Item:
        row = {"slug": slug, "number": number, "is_withdrawal": True, "reason": reason}
        return Item(
            id=self.at.tag(f"initiatives/{slug}/v/{number}"),
            title=_("Withdrawn"),
            link=self.at.page("history", slug, anchor=f"v{number}"),
            updated=moment,
            published=moment,
            content=items.content("correction", self.at, row=row, told=Told()),
        )


def _position(cursor: str, order: reading.Ordering) -> reading.Position:
    try:
        return reading.read_cursor(cursor, PublishedVersion, order.column, order)
    except reading.NotACursor:
        raise _bad_cursor() from None


def _bad_cursor() -> BadRequest:
    detail = "This is not a cursor of this feed: take it from its “next” link."
    return BadRequest([{"parameter": "cursor", "detail": detail, "allowed": "a “next” link"}])


# ── Corrections ──────────────────────────────────────────────────────────────────────────────────


class CorrectionsFeed(AtomPage):
    """What the page of corrections lists."""

    parameters = ("cursor",)

    def answer(self):
        cursor = self.request.GET.get("cursor", "").strip()
        try:
            page = corrections.page(cursor, size=LARGEST_FEED // 2)
        except corrections.NotACursor:
            raise _bad_cursor() from None
        return self.atom(
            key="feeds/corrections.atom",
            title=_("Corrections"),
            subtitle=_("What was published again with a reason, and what was withdrawn."),
            path=feed_path("corrections"),
            page=self.at.page("corrections"),
            api=self.at.api("changes-list"),
            items=items.corrections(told_corrections(page.rows), self.at),
            next=page.next,
            previous=page.previous,
        )
