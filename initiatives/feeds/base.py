"""What every feed does: read-only for any origin, in the language asked for, checked parameters, an
entity tag, and a sentence for whoever asks wrongly.
"""

from datetime import datetime

from django.conf import settings
from django.db import OperationalError
from django.http import HttpResponse, HttpResponseNotAllowed
from django.utils import translation
from django.utils.decorators import method_decorator
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import View

from ..api import conditions
from ..api.base import CORS, PREFLIGHT
from ..api.problems import faults_of, problem, unknown_parameter
from ..api.throttles import ClientThrottle
from ..publication import reading
from ..views.pages import entity_tag
from .addresses import Addresses

LARGEST_FEED = 50
NOTHING_YET = datetime.fromisoformat("1970-01-01T00:00:00+00:00")


class BadRequest(Exception):
    """``faults`` as ``api.problems`` makes them: never empty."""

    def __init__(self, faults: list[dict]):
        super().__init__()
        self.faults = faults


# Exempt: nothing can be sent here, so a POST is a 405 and not a 403 about a cookie.
@method_decorator(csrf_exempt, name="dispatch")
class FeedPage(View):
    """One feed. A subclass gives ``filterset_class`` or none, and ``answer``.

    Refusals are in English, as those of the API: whoever wrote the address reads them.
    """

    http_method_names = ["get", "head", "options"]
    filterset_class = None
    parameters: tuple[str, ...] = ()  # beside those of the filter set

    def dispatch(self, request, *args, **kwargs):
        throttle = ClientThrottle()
        if not throttle.allow_request(request, self):
            wait = str(max(1, round(throttle.wait())))
            detail = f"Too many requests from your address: wait {wait} s and try again."
            response = problem(429, detail, headers={"Retry-After": wait})
        else:
            response = super().dispatch(request, *args, **kwargs)
        for name, value in CORS.items():
            response[name] = value
        return response

    def options(self, request, *args, **kwargs):
        response = HttpResponse(status=204, headers=PREFLIGHT)
        del response["Content-Type"]
        return response

    def http_method_not_allowed(self, request, *args, **kwargs):
        response = HttpResponseNotAllowed(self._allowed_methods())
        detail = f"{request.method} is not possible here: feeds are for reading. Use GET or HEAD."
        response.content, response["Content-Type"] = detail, "text/plain; charset=utf-8"
        return response

    def get(self, request, *args, **kwargs):
        try:
            return self.read(request, *args, **kwargs)
        except BadRequest as wrong:
            first = wrong.faults[0]
            detail = " ".join(dict.fromkeys(each["detail"] for each in wrong.faults))
            named = {"parameter": first["parameter"], "allowed": first["allowed"]}
            return problem(400, detail, **named, errors=wrong.faults)
        except OperationalError:
            detail = "The record could not be read in time. Try again in a minute."
            return problem(503, detail, headers={"Retry-After": "60"})

    def read(self, request, *args, **kwargs) -> HttpResponse:
        """The feed, or 304 to who has it already."""
        with translation.override("en"):
            language = self.check()
        with translation.override(language):
            self.at = Addresses(request)
            self.tag = f'{entity_tag(request, self.counter)[:-1]}-{language}"'
            date = conditions.date_of(self.moved_at)
            if conditions.holds(request, self.tag) or conditions.is_as_new(request, date):
                return conditions.not_modified(self.tag, date)
            response = self.answer(*args, **kwargs)
        if response.status_code == 200:
            conditions.kept(response, self.tag, date)
        return response

    def answer(self, *args, **kwargs) -> HttpResponse:
        raise NotImplementedError

    def check(self) -> str:
        """Read the counter, check every parameter; the language. One query. ``BadRequest``."""
        given = self.request.GET
        known = [*getattr(self.filterset_class, "base_filters", ()), *self.parameters, "lang"]
        faults = [unknown_parameter(name, known) for name in given if name not in known]
        self.filterset = self.filterset_class(given) if self.filterset_class else None
        if self.filterset:
            if not self.filterset.check():
                faults += faults_of(self.filterset)
            opening = self.filterset.opening
        else:
            opening = reading.open_reading()
        self.counter, self.moved_at = opening.counter, opening.moved_at or NOTHING_YET
        spoken = [code for code, _name in settings.LANGUAGES]
        asked = set(given.getlist("lang"))
        if asked - set(spoken) or len(asked) > 1:
            detail = "“lang” is one language: fr or en."
            faults.append({"parameter": "lang", "detail": detail, "allowed": spoken})
        if faults:
            raise BadRequest(faults)
        return asked.pop() if asked else translation.get_language_from_request(self.request)
