"""The envelope of every list, made of stored documents without decoding them."""

import json

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.encoding import escape_uri_path, iri_to_uri

from ..publication.reading import Page


def address(request: HttpRequest, path: str | None = None, *, with_query: bool = False) -> str:
    """The absolute address of ``path`` (by default the request's own), if asked with its query."""
    escaped = escape_uri_path(request.path if path is None else path)
    query = iri_to_uri(request.META.get("QUERY_STRING", "")) if with_query else ""
    host = settings.SITE_URL or f"{request.scheme}://{request.get_host()}"
    return f"{host}{escaped}{'?' if query else ''}{query}"


def listing(
    request: HttpRequest,
    page: Page,
    documents: list[str],
    count: int,
    count_is_exact: bool,
    *,
    beside: str = "",
) -> HttpResponse:
    """``{next, previous, count, count_is_exact, results}``, and the same links as a header.

    ``beside``: more members, as JSON.
    """
    links = {"next": _beside(request, page.next), "previous": _beside(request, page.previous)}
    head = json.dumps({**links, "count": count, "count_is_exact": count_is_exact})
    more = f", {beside}" if beside else ""
    body = f'{head[:-1]}, "results": [{", ".join(documents)}]{more}}}'
    response = HttpResponse(body, content_type="application/json")
    relations = [f'<{url}>; rel="{rel[:4]}"' for rel, url in links.items() if url]  # next, prev
    response["Link"] = ", ".join([*relations, f'<{_first(request)}>; rel="first"'])
    return response


def _first(request: HttpRequest) -> str:
    """This list at its beginning."""
    query = request.GET.copy()
    query.pop("cursor", None)
    return f"{address(request)}{'?' if query else ''}{query.urlencode()}"


def _beside(request: HttpRequest, cursor: str | None) -> str | None:
    """This list at another place."""
    if cursor is None:
        return None
    query = request.GET.copy()
    query["cursor"] = cursor
    return f"{address(request)}?{query.urlencode()}"
