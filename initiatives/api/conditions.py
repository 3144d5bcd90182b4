"""Entity tags and dates: whether the client has what an address says, and how long to keep it.

A *tag* is made of the content counter and of the address, so it is known before any row is read. A
*date* is the moment of the last change, which HTTP can only tell to the second. Two changes in one
second would be one date, and a change takes a while to be committed after its moment was read: so
there is no date until ``SETTLED`` has passed. Whoever was told a date knows all of its second.
"""

from datetime import UTC, datetime, timedelta
from hashlib import blake2b

from django.conf import settings
from django.http import HttpResponse, HttpResponseNotModified
from django.utils.http import http_date, parse_etags, parse_http_date_safe

from ..views.pages import release

SETTLED = timedelta(seconds=10)
# A cache on the way may answer by itself for half a minute, and for another half while it asks. A
# withdrawal is out of sight after a minute; while the server is down, after five.
CACHE_CONTROL = "public, max-age=30, s-maxage=30, stale-while-revalidate=30, stale-if-error=300"


def entity_tag(request, state) -> str:
    """The tag of what this address says in ``state`` (the content counter)."""
    asked = (
        release(),
        request.get_host(),
        settings.SITE_URL,
        request.path,
        request.META.get("QUERY_STRING", ""),
    )
    digest = blake2b(repr(asked).encode("utf-8", "replace"), digest_size=8).hexdigest()
    return f'"{state}-{digest}"'


def date_of(moment: datetime | None) -> int | None:
    """``moment`` as seconds, if it is a date to go by."""
    if moment is None or datetime.now(UTC) - moment < SETTLED:
        return None
    return int(moment.timestamp())


def holds(request, tag: str) -> bool:
    """Whether the client names ``tag``, in whichever form, among those it has."""
    held = parse_etags(request.headers.get("If-None-Match", ""))
    return tag in {each.removeprefix("W/") for each in held}


def has_any(request) -> bool:
    """Whether the client has something from here, and wants nothing else as long as there is."""
    return request.headers.get("If-None-Match", "").strip() == "*"


def is_as_new(request, date: int | None) -> bool:
    """Whether the client's copy is of ``date``, or of a time when that was settled.

    Only for a client that sends no tag.
    """
    if date is None or "If-None-Match" in request.headers:
        return False
    since = parse_http_date_safe(request.headers.get("If-Modified-Since", ""))
    if since is None:
        return False
    return since == date or since >= date + SETTLED.total_seconds()


def kept(response: HttpResponse, tag: str, date: int | None) -> HttpResponse:
    """``response``, to be kept for a while and then asked for again by its tag or date."""
    response["ETag"] = tag
    if date is not None:
        response["Last-Modified"] = http_date(date)
    response["Cache-Control"] = CACHE_CONTROL
    return response


def not_modified(tag: str, date: int | None) -> HttpResponse:
    return kept(HttpResponseNotModified(), tag, date)
