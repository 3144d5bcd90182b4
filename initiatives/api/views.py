"""The public read API: stored documents, filtered, ordered and cut in pages.

Each view reads the content counter first (with the check of the slugs it was given), answers 304
if the client has that state already, then reads rows. It runs as the reader: published tables only.
"""

import json
import re
import uuid
from datetime import datetime

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from rest_framework.exceptions import NotFound
from rest_framework.serializers import Serializer
from rest_framework.viewsets import ViewSetMixin

from .. import filters
from ..facets import FacetFilterSet, count_facets
from ..publication import reading
from ..publication.models import PublishedRedirect
from . import serializers
from .base import CACHE_CONTROL, PublicView
from .pagination import address, listing
from .problems import elsewhere, problem
from .schema import CollectionSchema, FacetsSchema, IndexSchema

_SLUG = re.compile(r"\A[-a-zA-Z0-9_]{1,100}\Z")


class CollectionViewSet(ViewSetMixin, PublicView):
    """A list of a collection, in pages."""

    schema = CollectionSchema()
    filterset_class: type[filters.PublishedFilterSet]
    noun = ""  # what it is a collection of, as the change feed calls it
    document: type[Serializer]
    columns: tuple = reading.SERVED

    def list(self, request):
        filterset = self.check_parameters(request, self.filterset_class)
        if unchanged := self.unchanged(request, filterset.counter):
            return unchanged
        page = filterset.page(*self.columns)
        results = [self.written(row) for row in page.rows]
        return self.fresh(listing(request, page, results, *filterset.count))

    def written(self, row: tuple) -> str:
        """One result, as JSON."""
        return reading.spliced(*row)


class DocumentViewSet(CollectionViewSet):
    """A collection of stored documents: a list, and each by its slug."""

    lookup_field = "slug"
    lookup_value_regex = "[^/]+"

    @property
    def rows(self):
        return self.filterset_class._meta.model.objects.all()

    def retrieve(self, request, **kwargs):
        self.check_parameters(request)
        if unchanged := self.unchanged(request, reading.open_reading().counter):
            return unchanged
        return self.find(request, kwargs[self.lookup_field])

    def find(self, request, slug: str) -> HttpResponse:
        """The answer for one slug. One query, a second one if nothing has that slug."""
        if not _SLUG.match(slug):
            raise self.nobody(slug)
        for row in self.rows.filter(slug=slug).values_list(*reading.SERVED):
            return self.answer(reading.spliced(*row))
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
        for row in self.rows.filter(pk=pk).values_list(*reading.SERVED):
            return self.answer(reading.spliced(*row))
        raise self.nobody(key)


class InitiativeViewSet(DocumentViewSet):
    """Initiatives: what companies announce, with every claim and the passages under it."""

    filterset_class = filters.InitiativeFilterSet
    document = serializers.InitiativeSerializer
    noun = "initiative"

    def find(self, request, slug):
        if not _SLUG.match(slug):
            raise self.nobody(slug)
        entries = self.rows.filter(slug=slug)
        columns = ("state", "reason", "merged_into", *reading.SERVED)
        for state, reason, merged_into, *row in entries.values_list(*columns):
            if state == "merged":
                return self.moved(request, merged_into)
            if state == "withdrawn":
                detail = f"This initiative was withdrawn. {reason}".strip()
                return self.fresh(problem(410, detail, reason=reason or None))
            return self.answer(reading.spliced(*row))
        return super().find(request, slug)


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
        return json.dumps(dict(zip(self.columns, row, strict=True)), default=datetime.isoformat)


class FacetsView(PublicView):
    """How many initiatives each value of each filter would give. A facet is counted with its own
    parameter left out and all others kept; it shows its 200 most frequent values.
    """

    schema = FacetsSchema()
    filterset_class = FacetFilterSet

    def get(self, request):
        filterset = self.check_parameters(request, self.filterset_class, without=filters.PAGING)
        return self.unchanged(request, filterset.counter) or self.answer(
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
            "schema": at("schema"),
            "docs": at("docs"),
        }
        response = HttpResponse(
            json.dumps(body, ensure_ascii=False), content_type="application/json"
        )
        response["Cache-Control"] = CACHE_CONTROL
        return response


class NothingHereView(PublicView):
    """Every other address under /api/. What lacks its last slash leads to where that is."""

    schema = None

    def get(self, request):
        if not request.path.endswith("/"):
            location = address(request, f"{request.path}/", with_query=True)
            return elsewhere(location, "Addresses end with a slash here.")
        raise NotFound("There is nothing at this address. /api/v1/ lists what there is.")
