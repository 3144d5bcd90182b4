"""What every address of the API does, whatever it answers."""

from hashlib import blake2b

from django.conf import settings
from django.http import HttpResponse, HttpResponseNotModified
from django.utils import translation
from django.utils.http import parse_etags
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.views import APIView

from .problems import BadParameters, faults_of, unknown_parameter, wrong_choices

FORMATS = ["json"]
CACHE_CONTROL = "public, max-age=60"
CORS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "Content-Disposition, ETag, Link, Location, Retry-After",
}
PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": "Accept, Content-Type, If-None-Match",
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

    def dispatch(self, request, *args, **kwargs):
        with translation.override("en"):
            return super().dispatch(request, *args, **kwargs)

    def options(self, request, *args, **kwargs):
        response = HttpResponse(status=204, headers=PREFLIGHT)
        del response["Content-Type"]
        return response

    def finalize_response(self, request, response, *args, **kwargs):
        response = super().finalize_response(request, response, *args, **kwargs)
        beside = f"{response['Link']}, " if "Link" in response else ""
        response["Link"] = f'{beside}<{settings.DATA_LICENCE_URL}>; rel="license"'
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
        known += choices
        faults = [unknown_parameter(name, known) for name in request.GET if name not in known]
        faults += [fault for each in choices.items() for fault in wrong_choices(request, *each)]
        filterset = filterset_class(request.GET or None) if filterset_class else None
        if filterset and not filterset.check():
            faults += faults_of(filterset)
        if faults:
            raise BadParameters(faults)
        return filterset

    def unchanged(self, request, state) -> HttpResponse | None:
        """304, if the client has what this address says in this ``state`` (the content counter)."""
        asked = f"{request.path}?{request.META.get('QUERY_STRING', '')}".encode("utf-8", "replace")
        self.etag = f'"{state}-{blake2b(asked, digest_size=8).hexdigest()}"'
        given = request.headers.get("If-None-Match")
        if not given:
            return None
        held = [tag.removeprefix("W/") for tag in parse_etags(given)]
        return self.fresh(HttpResponseNotModified()) if self.etag in held else None

    def fresh(self, response: HttpResponse) -> HttpResponse:
        """``response``, to be kept for a minute and then asked for again by its tag."""
        response["ETag"] = self.etag
        response["Cache-Control"] = CACHE_CONTROL
        return response

    def answer(self, body: str) -> HttpResponse:
        return self.fresh(HttpResponse(body, content_type="application/json"))
