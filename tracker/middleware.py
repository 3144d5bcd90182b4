"""The reader's role round every public request, the previewer's round an outsider's preview, the
suggester's round a reader's suggestion, and whom to believe about the client's address.
"""

import ipaddress
import re
from contextlib import ExitStack, contextmanager

import pghistory
from csp.constants import HEADER
from csp.middleware import CSPMiddleware, PolicyParts
from csp.utils import build_policy
from django.conf import settings
from django.db import DatabaseError, InterfaceError, connections, transaction
from django.http import JsonResponse
from django.middleware.locale import LocaleMiddleware
from django.utils import translation

from initiatives.publication import reader
from initiatives.revisions import previewer
from initiatives.suggestions import suggester
from initiatives.views import errors

from .replica import ReaderUnavailable, awaited, can_mend, gates, give_up, has_arrived, remember
from .routers import reading_publicly

# The desk logs people in; the health check must answer without a database. All else is public.
NOT_THE_READERS = ("/admin/", "/healthz")
# Pages for the holder of a link: they read no published table, and a note is written.
THE_PREVIEWERS = re.compile(r"/(?:fr|en)/preview/")
# What is sent there is kept; the page itself is the reader's.
THE_SUGGESTERS = re.compile(r"/(?:fr|en)/(?:initiatives|partners|sources)/[^/]+/suggest/\Z")
_READING = ("GET", "HEAD", "OPTIONS")


@contextmanager
def as_reader(alias: str | None = None):
    """Run the block as the reader: read-only, published tables alone, rolled back whatever happens.

    On ``READER_URL``'s connection where there is one, unless ``alias`` names another. The rollback
    is what ends the role: ``SET LOCAL`` would outlive a released savepoint. Raises
    ``ReaderUnavailable`` when the database or the role cannot be had.
    """
    alias = alias or ("reader" if "reader" in settings.DATABASES else "default")
    token = reading_publicly.set(alias == "reader")
    try:
        with ExitStack() as transaction_of_the_reader:
            _enter(alias, transaction_of_the_reader)
            yield
    finally:
        reading_publicly.reset(token)


def _enter(alias: str, stack: ExitStack) -> None:
    """Open the reader's transaction, to be ended with ``stack``. Tried again where the pool gave a
    connection that turned out to be dead.
    """
    with gates[alias].passing():
        try:
            stack.push(_opened(alias))
        except (DatabaseError, InterfaceError) as error:
            if not can_mend(connections[alias], error):
                raise
            stack.push(_opened(alias))


def _opened(alias: str) -> ExitStack:
    with ExitStack() as opening:
        opening.enter_context(transaction.atomic(using=alias))
        opening.callback(give_up, connections[alias])
        reader.enter(connections[alias])
        return opening.pop_all()


@contextmanager
def as_previewer(*, may_write: bool = False):
    """Run the block as the previewer, in a transaction of the owner's connection.

    The block is given a list; what it wrote is kept only if it puts something there. Raises
    ``ReaderUnavailable`` when the database or the role cannot be had.
    """
    with _writing(lambda connection: previewer.enter(connection, may_write=may_write)) as keep:
        yield keep


@contextmanager
def as_suggester():
    """The same for the block that reads as the reader, then writes as the suggester."""
    with _writing(suggester.enter) as keep:
        yield keep


@contextmanager
def _writing(enter):
    connection = connections["default"]
    opened, keep = False, []
    try:
        with transaction.atomic():
            try:
                enter(connection)
                opened = True
                yield keep
                if keep:
                    previewer.leave(connection)
            finally:
                if not keep:
                    transaction.set_rollback(True)
    except (DatabaseError, InterfaceError) as error:
        if opened:
            raise
        raise ReaderUnavailable from error


class ReaderMiddleware:
    """Each request that is not the desk's has a role of its own."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.path_info.startswith(NOT_THE_READERS):
            return self.get_response(request)
        try:
            if THE_PREVIEWERS.match(request.path_info):
                may_write = request.method not in _READING
                return self._keep(request, as_previewer(may_write=may_write))
            if request.method == "POST" and THE_SUGGESTERS.match(request.path_info):
                return self._keep(request, as_suggester())
            return self._read(request)
        except ReaderUnavailable:
            return _unavailable(request)

    def _read(self, request):
        with ExitStack() as reading:
            reading.enter_context(as_reader(_where(request)))
            response = self.get_response(request)
            if getattr(response, "reads_on", False):
                # A file is read from the database while it is sent: its transaction ends with it,
                # or when the client has gone. WSGI servers close what they do not finish.
                response._resource_closers.append(reading.pop_all().close)
            return response

    def _keep(self, request, role):
        """What was sent is kept when the answer is not a refusal."""
        with role as keep:
            response = self.get_response(request)
            if request.method == "POST" and response.status_code < 400:
                keep.append(response)
            return response


def _where(request) -> str | None:
    """The primary, for whoever has just published what the replica does not have yet."""
    counter = awaited(request) if "reader" in settings.DATABASES else None
    if counter is None:
        return None
    with as_reader():
        return None if has_arrived(counter) else "default"


def _unavailable(request):
    """503 in the language of the caller: a problem document for programs, a sentence for people."""
    if request.path_info.startswith("/api/"):
        response = JsonResponse(
            {
                "type": "about:blank",
                "title": "Service Unavailable",
                "status": 503,
                "detail": "The published record cannot be read right now. Try again in a minute.",
            },
            status=503,
            content_type="application/problem+json",
            headers={"Access-Control-Allow-Origin": "*"},  # a page elsewhere may read why
        )
    else:
        response = errors.unavailable(request)
    response["Retry-After"] = "60"
    response["Cache-Control"] = "no-store"
    return response


class OwnPublicationsMiddleware:
    """Who publishes reads it on the public pages at once, though these come from a replica."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        is_act = request.path_info.startswith("/admin/") and request.method not in _READING
        if is_act and "reader" in settings.DATABASES and request.user.is_authenticated:
            remember(response)
        return response


class ContentPolicyMiddleware(CSPMiddleware):
    """django-csp, which builds the header anew for every answer: a tenth of what a 304 takes. Only
    answers for which a view has asked for something of its own need that.
    """

    def __init__(self, get_response):
        super().__init__(get_response)
        self.usual = build_policy()

    def process_response(self, request, response):
        if settings.DEBUG or self.get_policy_parts(request, response) != PolicyParts():
            return super().process_response(request, response)
        response.headers.setdefault(HEADER, self.usual)
        return response


class PermissionsPolicyMiddleware:
    """No page of this site needs a sensor, a camera, a position or a payment."""

    POLICY = ", ".join(
        f"{feature}=()"
        for feature in ("camera", "geolocation", "gyroscope", "microphone", "payment", "usb")
    )

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        response["Permissions-Policy"] = self.POLICY
        return response


class HeadMiddleware:
    """HEAD gets the headers of GET. The body that they tell of stays here: gunicorn would drop it
    as well, with a warning in the log for every look of a monitor.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if request.method == "HEAD" and not response.streaming:
            response.content = b""
        return response


class PrintableMiddleware:
    """No page holds U+0000, which HTML has no way to write, whatever an address asked for."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        is_page = response.get("Content-Type", "").startswith("text/html")
        if is_page and not response.streaming and b"\0" in response.content:
            response.content = response.content.replace(b"\0", "\N{REPLACEMENT CHARACTER}".encode())
            response["Content-Length"] = str(len(response.content))
        return response


class PageLanguageMiddleware(LocaleMiddleware):
    """The reader's language, for pages. The API speaks English and varies with nothing."""

    def process_request(self, request):
        if request.path_info.startswith("/api/"):
            translation.activate("en")
        else:
            super().process_request(request)

    def process_response(self, request, response):
        if request.path_info.startswith("/api/"):
            return response
        return super().process_response(request, response)


class TrustedProxyMiddleware:
    """Takes the client's address and scheme from the proxy's headers, if it is a proxy of ours.

    From anybody else the headers are removed, so that nothing further in can be fooled by them.
    """

    def __init__(self, get_response):
        self.get_response = get_response
        self.proxies = [
            ipaddress.ip_network(proxy, strict=False) for proxy in settings.TRUSTED_PROXIES
        ]

    def __call__(self, request):
        forwarded_for = request.META.pop("HTTP_X_FORWARDED_FOR", "")
        forwarded_proto = request.META.pop("HTTP_X_FORWARDED_PROTO", "")
        if self._trusted(request.META.get("REMOTE_ADDR", "")):
            if client := self._client(forwarded_for):
                request.META["REMOTE_ADDR"] = client
            if forwarded_proto.strip().lower() == "https":
                request.META["wsgi.url_scheme"] = "https"
                request.environ["wsgi.url_scheme"] = "https"
        return self.get_response(request)

    def _trusted(self, address: str) -> bool:
        try:
            parsed = ipaddress.ip_address(address)
        except ValueError:
            return False
        return any(parsed in network for network in self.proxies)

    def _client(self, forwarded_for: str) -> str | None:
        """The last address on the way that is not a proxy of ours."""
        hops = [hop.strip() for hop in forwarded_for.split(",") if hop.strip()]
        for hop in reversed(hops):
            if not self._trusted(hop):
                try:
                    return str(ipaddress.ip_address(hop))
                except ValueError:
                    return None
        return hops[0] if hops else None


class AuditMiddleware:
    """What a desk request writes says who asked for what. Public requests write nothing.

    pghistory's own context, and nothing to undo: the transactions of a request end before it does.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not request.path_info.startswith("/admin/"):
            return self.get_response(request)
        with pghistory.context(user=request.user.pk, method=request.method, url=request.path_info):
            return self.get_response(request)
