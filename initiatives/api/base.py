"""What every address of the API does, whatever it answers."""

from datetime import datetime

from django.conf import settings
from django.http import HttpResponse
from django.utils import translation
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.serializers import Serializer
from rest_framework.views import APIView

from . import conditions
from .pagination import address
from .problems import BadParameters, faults_of, unknown_parameter, wrong_choices
from .selection import Selection, expandable

FORMATS = ["json"]
CORS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "Content-Disposition, ETag, Link, Location, Retry-After",
}
PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": "Accept, Content-Type, If-None-Match, If-Modified-Since",
    "Access-Control-Max-Age": "86400",
}


class AlwaysJSON(BaseContentNegotiation):
    """``format`` chooses; whatever ``Accept`` says, bodies do not vary with it."""

    def select_parser(self, request, parsers):
        return parsers[0]

    def select_renderer(self, request, renderers, format_suffix=None):
        return renderers[0], renderers[0].media_type


class PublicView(APIView):
    """What every address of the API does: read-only, JSON, in English, for any origin."""

    http_method_names = ["get", "head", "options"]
    content_negotiation_class = AlwaysJSON
    document: type[Serializer] | None = None  # what `fields` and `expand` choose from
    date: int | None = None  # of the last change, as ``conditions`` has it

    def dispatch(self, request, *args, **kwargs):
        with translation.override("en"):
            return super().dispatch(request, *args, **kwargs)

    def options(self, request, *args, **kwargs):
        response = HttpResponse(status=204, headers=PREFLIGHT)
        del response["Content-Type"]
        return response

    def finalize_response(self, request, response, *args, **kwargs):
        response = super().finalize_response(request, response, *args, **kwargs)
        links = [f'<{settings.DATA_LICENCE_URL}>; rel="license"']
        if response.status_code == 200:
            links.insert(0, f'<{address(request, with_query=True)}>; rel="self"')
        if "Link" in response:
            links.insert(0, response["Link"])
        response["Link"] = ", ".join(links)
        for name, value in CORS.items():
            response[name] = value
        return response

    def check_parameters(
        self, request, filterset_class=None, *, without=(), formats=FORMATS, choices=None
    ):
        """The filter set of the request, checked. One query, none without ``filterset_class``.

        ``choices``: the values that each further parameter may have. Raises ``BadParameters`` with
        every fault there is.
        """
        choices = {"format": formats, **(choices or {})}
        known = [
            name for name in getattr(filterset_class, "base_filters", ()) if name not in without
        ]
        known += [*(self.selecting if formats is FORMATS else ()), *choices]  # a file has it all
        faults = [self.unknown(name, known) for name in request.GET if name not in known]
        faults += [fault for each in choices.items() for fault in wrong_choices(request, *each)]
        if self.document:
            self.selection = Selection(self.document, request.GET)
            faults += [each for each in self.selection.faults if each["parameter"] in known]
        filterset = filterset_class(request.GET or None) if filterset_class else None
        if filterset and not filterset.check():
            faults += faults_of(filterset)
        if faults:
            raise BadParameters(faults)
        return filterset

    @property
    def selecting(self) -> list[str]:
        """The parameters that choose what of the documents is answered, and what beside them."""
        if self.document is None:
            return []
        return ["fields", *(["expand"] if expandable(self.document) else [])]

    def unknown(self, name: str, known: list[str]) -> dict:
        """The fault of a parameter that is not ``known`` here."""
        return unknown_parameter(name, known)

    def unchanged(
        self, request, state, changed_at: datetime | None = None, *, is_there=True
    ) -> HttpResponse | None:
        """304, if the client has what this address says in this ``state`` (the content counter),
        which it has been in since ``changed_at``. ``is_there``: it says something.
        """
        self.tag = conditions.entity_tag(request, state)
        if conditions.holds(request, self.tag) or (is_there and conditions.has_any(request)):
            return conditions.not_modified(self.tag, conditions.date_of(changed_at))
        return self.not_changed_since(request, changed_at)

    def not_changed_since(self, request, changed_at: datetime | None) -> HttpResponse | None:
        """304, if the client's copy is as new as ``changed_at``."""
        self.date = conditions.date_of(changed_at)
        if conditions.is_as_new(request, self.date):
            return conditions.not_modified(self.tag, self.date)
        return None

    def fresh(self, response: HttpResponse) -> HttpResponse:
        """``response``, to be kept for a while and then asked for again by its tag or date.

        Only what is there can be asked for again: a problem is no more than kept.
        """
        if response.status_code != 200:
            response["Cache-Control"] = conditions.CACHE_CONTROL
            return response
        if conditions.has_any(self.request):
            return conditions.not_modified(self.tag, self.date)
        return conditions.kept(response, self.tag, self.date)

    def answer(self, body: str | bytes) -> HttpResponse:
        return self.fresh(HttpResponse(body, content_type="application/json"))
