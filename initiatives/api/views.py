"""The public read API: stored documents, filtered, ordered and cut in pages.

Each view reads the content counter first (with the check of the slugs it was given), answers 304
if the client has that state already, then reads rows. It runs as the reader: published tables only.
"""

import json
import re
import uuid
from collections.abc import Iterator, Sequence
from datetime import datetime
from hashlib import blake2b

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from rest_framework.exceptions import NotFound
from rest_framework.viewsets import ViewSetMixin

from .. import filters
from ..exports import stream
from ..facets import FacetFilterSet, count_facets
from ..publication import reading
from ..publication.models import PublishedRedirect
from . import files, serializers
from .base import PublicView
from .pagination import address, listing
from .past import PastViews
from .problems import elsewhere, problem
from .schema import CollectionSchema, FacetsSchema, IndexSchema

_SLUG = re.compile(r"\A[-a-zA-Z0-9_]{1,100}\Z")


class CollectionViewSet(ViewSetMixin, PublicView):
    """A list of a collection, in pages."""

    schema = CollectionSchema()
    filterset_class: type[filters.PublishedFilterSet]
    noun = ""  # what it is a collection of, as the change feed calls it
    columns: tuple = reading.SERVED

    def list(self, request):
        if files.format_of(request):
            return files.answer(self, request)
        filterset = self.check_parameters(request, self.filterset_class)
        if unchanged := self.unchanged(request, filterset.counter, filterset.opening.moved_at):
            return unchanged
        page = filterset.page(*self.columns)
        return self.listed(request, page, [self.written(row) for row in page.rows], filterset)

    def listed(self, request, page, results: Sequence[str], filterset, beside="") -> HttpResponse:
        """The envelope round ``results``, of which what was asked for is kept."""
        if self.selection:
            results, more = self.selection.applied(results)
            beside = ", ".join(each for each in (beside, more) if each)
        return self.fresh(listing(request, page, results, *filterset.count, beside=beside))

    def written(self, row: tuple) -> str:
        """One result, as JSON."""
        return reading.spliced(*row)

    def lines(self, queryset) -> Iterator[bytes]:
        """All results, each as JSON in a line of its own. One query, read as it is asked for."""
        return stream.documents(queryset)


class DocumentViewSet(CollectionViewSet):
    """A collection of stored documents: a list, and each by its slug."""

    lookup_field = "slug"
    lookup_value_regex = "[^/]+"
    moved_at: datetime | None = None  # when anything public last changed

    @property
    def model(self):
        return self.filterset_class._meta.model

    def retrieve(self, request, **kwargs):
        self.check_parameters(request)
        opening = reading.open_reading()
        if unchanged := self.unchanged(request, opening.counter, is_there=False):
            return unchanged
        self.moved_at = opening.moved_at
        return self.find(request, kwargs[self.lookup_field])

    def found(self, request, row: tuple) -> HttpResponse:
        """The answer made of one row (``reading.SERVED``), of which what was asked for is kept."""
        document, updated_at = row
        # What stands beside a document has dates of its own.
        expands = self.selection.expand
        changed_at = self.moved_at if expands else datetime.fromisoformat(updated_at[1:-1])
        if unchanged := self.not_changed_since(request, changed_at):
            return unchanged
        body = reading.spliced(document, updated_at)
        if self.selection:
            [body], more = self.selection.applied([body])
            body = f"{body[:-1]}, {more}}}" if more else body
        return self.answer(body)

    def find(self, request, slug: str) -> HttpResponse:
        """The answer for one slug. One query, a second one if nothing has that slug."""
        if not _SLUG.match(slug):
            raise self.nobody(slug)
        if row := reading.row_of(self.model, "slug", slug, reading.SERVED):
            return self.found(request, row)
        renamed = PublishedRedirect.objects.filter(type=self.noun, slug=slug)
        for target in renamed.values_list("target", flat=True):
            return self.moved(request, target)
        raise self.nobody(slug)

    def nobody(self, key: str) -> NotFound:
        return NotFound(f"There is no public {self.noun} “{key[:100]}”.")

    def moved(self, request, slug: str) -> HttpResponse:
        """308 to the same question about ``slug``."""
        path = reverse(f"api:{self.basename}-detail", kwargs={"slug": slug})
        location = address(request, path, with_query=True)
        return self.fresh(elsewhere(location, f"This {self.noun} is now “{slug}”."))


class ClaimViewSet(DocumentViewSet):
    """A collection of claims: a list, and each by its id."""

    lookup_field = "id"

    def find(self, request, key):
        try:
            pk = uuid.UUID(key)
        except ValueError:
            raise self.nobody(key) from None
        if row := reading.row_of(self.model, "id", pk, reading.SERVED):
            return self.found(request, row)
        raise self.nobody(key)


class InitiativeViewSet(PastViews, DocumentViewSet):
    """Initiatives: what companies announce, with every claim and the passages under it."""

    filterset_class = filters.InitiativeFilterSet
    document = serializers.InitiativeSerializer
    noun = "initiative"

    def find(self, request, slug):
        if not _SLUG.match(slug):
            raise self.nobody(slug)
        columns = ("state", "reason", "merged_into", *reading.SERVED)
        if row := reading.row_of(self.model, "slug", slug, columns):
            state, reason, merged_into, *served = row
            if state == "merged":
                return self.moved(request, merged_into)
            if state == "withdrawn":
                return self.gone("This initiative was withdrawn.", reason)
            return self.found(request, tuple(served))
        return super().find(request, slug)

    def gone(self, detail: str, reason: str) -> HttpResponse:
        return self.fresh(problem(410, f"{detail} {reason}".strip(), reason=reason or None))


class InvestmentViewSet(ClaimViewSet):
    """Investments of public initiatives. What is not disclosed has no amount; it is never zero."""

    filterset_class = filters.InvestmentFilterSet
    document = serializers.InvestmentSerializer
    noun = "investment"


class MilestoneViewSet(ClaimViewSet):
    """Milestones of public initiatives: what happened, what was forecast."""

    filterset_class = filters.MilestoneFilterSet
    document = serializers.MilestoneSerializer
    noun = "milestone"


class StatementViewSet(ClaimViewSet):
    """Statements of public initiatives and partners, and market remarks."""

    filterset_class = filters.StatementFilterSet
    document = serializers.StatementSerializer
    noun = "statement"


class PartnerViewSet(DocumentViewSet):
    """Partners: the organisations in the record."""

    filterset_class = filters.PartnerFilterSet
    document = serializers.PartnerSerializer
    noun = "partner"


class SourceViewSet(DocumentViewSet):
    """Sources: the articles that the record cites, each with every fact it supports."""

    filterset_class = filters.SourceFilterSet
    document = serializers.SourceSerializer
    noun = "source"


class PublisherViewSet(DocumentViewSet):
    """Publishers of the sources."""

    filterset_class = filters.PublisherFilterSet
    document = serializers.PublisherSerializer
    noun = "publisher"


class ThemeViewSet(DocumentViewSet):
    """Themes of the initiatives, and those above them."""

    filterset_class = filters.ThemeFilterSet
    document = serializers.ThemeSerializer
    noun = "theme"


class ChangeViewSet(CollectionViewSet):
    """The change feed, oldest first: what was published, corrected, refreshed or withdrawn."""

    filterset_class = filters.ChangeFilterSet
    document = serializers.ChangeSerializer
    noun = "change"
    columns = ("seq", "action", "type", "slug", "version", "at", "location")

    def written(self, row):
        change = dict(zip(self.columns, row, strict=True))
        change["slug"] = change["slug"] or None
        return json.dumps(change, default=datetime.isoformat)

    def lines(self, queryset):
        return stream.changes(queryset, self.columns)


class FacetsView(PublicView):
    """How many initiatives each value of each filter would give. A facet is counted with its own
    parameter left out and all others kept; it shows its 200 most frequent values.
    """

    schema = FacetsSchema()
    filterset_class = FacetFilterSet

    def get(self, request):
        filterset = self.check_parameters(request, self.filterset_class, without=filters.PAGING)
        opening = filterset.opening
        return self.unchanged(request, opening.counter, opening.moved_at) or self.answer(
            json.dumps(count_facets(filterset, filterset.facets), ensure_ascii=False)
        )


class IndexView(PublicView):
    """Where everything is."""

    schema = IndexSchema()
    collections = (
        "initiatives",
        "partners",
        "investments",
        "milestones",
        "statements",
        "sources",
        "publishers",
        "themes",
    )

    def get(self, request):
        self.check_parameters(request)

        def at(route: str) -> str:
            return address(request, reverse(f"api:{route}"))

        body = {
            "name": settings.SITE_NAME,
            "licence": {"name": settings.DATA_LICENCE, "url": settings.DATA_LICENCE_URL},
            "collections": {name: at(f"{name}-list") for name in self.collections},
            "facets": at("facets"),
            "changes": at("changes-list"),
            "exports": address(request, reverse("exports_index")),
            "schema": at("schema"),
            "docs": at("docs"),
        }
        state = blake2b(repr(body).encode(), digest_size=8).hexdigest()
        return self.unchanged(request, state) or self.answer(json.dumps(body, ensure_ascii=False))


class NothingHereView(PublicView):
    """Every other address under /api/. What lacks its last slash leads to where that is."""

    schema = None

    def get(self, request):
        if not request.path.endswith("/"):
            location = address(request, f"{request.path}/", with_query=True)
            return elsewhere(location, "Addresses end with a slash here.")
        raise NotFound("There is nothing at this address. /api/v1/ lists what there is.")
