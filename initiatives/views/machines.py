"""What machines ask for: the map of the site, what robots may read, whether the server is well."""

import re
from collections.abc import Iterator
from functools import lru_cache
from uuid import UUID

from django.conf import settings
from django.db import DatabaseError
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import override
from django.views.decorators.http import require_safe

from ..publication import reading
from ..publication.models import (
    PublicationCounter,
    PublishedInitiative,
    PublishedInvestment,
    PublishedPartner,
    PublishedSource,
    PublishedTheme,
)
from ..publication.remembered import remembered
from .addresses import site_url

PLAIN = "text/plain; charset=utf-8"
XML = "application/xml; charset=utf-8"
PAGES_IN_A_SITEMAP = 10_000  # each in two languages; a file may hold 50,000 addresses and 50 MB

_ANY_KEY = str(UUID(int=0))  # a slug as well as an id
_FIXED = (
    "home",
    "list",
    "partner_list",
    "investment_list",
    "source_list",
    "theme_list",
    "timeline",
    "network",
    "about",
    "methodology",
    "corrections",
    "follow",
    "audit",
    "exports",
)


@require_safe
def healthz(request):
    """The process answers. Needs no database (``tracker.middleware.NOT_THE_READERS``)."""
    return _uncached(HttpResponse("ok\n", content_type=PLAIN))


@require_safe
def readyz(request):
    """The published record can be read; 503 otherwise, there or in the reader middleware."""
    try:
        known = PublicationCounter.objects.values_list("value", flat=True).first()
    except DatabaseError:
        return _uncached(HttpResponse("not ready\n", content_type=PLAIN, status=503))
    return _uncached(HttpResponse(f"ready, publication {known or 0}\n", content_type=PLAIN))


def _uncached(response):
    response["Cache-Control"] = "no-store"
    return response


@require_safe
def robots(request):
    sitemap = f"{site_url(request)}{reverse('sitemap')}"
    return render(request, "robots.txt", {"sitemap": sitemap}, content_type=PLAIN)


@require_safe
def sitemap(request):
    """Every public page in both languages; an index of such files where one cannot hold all."""
    pages = _public_pages()
    counts, parts = remembered(reading.open_reading(), "parts of the sitemap", lambda: _map(pages))
    number = request.GET.get("page")
    if number is None and len(parts) > 1:
        address = f"{site_url(request)}{request.path}?page="
        sitemaps = [
            {"url": f"{address}{part}", "changed": changed.isoformat(timespec="seconds")}
            for part, changed in parts
        ]
        return render(request, "sitemap_index.xml", {"sitemaps": sitemaps}, content_type=XML)
    if number is not None and not re.fullmatch(r"[1-9][0-9]{0,4}", number):
        raise Http404
    part = int(number or 1)
    chosen = _slice(pages, counts, (part - 1) * PAGES_IN_A_SITEMAP)
    listed = [_listed(request, *page) for page in chosen]
    if part == 1:
        listed = [_listed(request, route) for route in _FIXED] + listed
    return render(request, "sitemap.xml", {"pages": listed}, content_type=XML)


def _public_pages() -> dict[str, QuerySet]:
    """``(slug or id, when it changed)`` of each published row by route, in a stable order."""
    return {
        "detail": _rows(PublishedInitiative.objects.filter(state="published"), "slug"),
        "investment_detail": _rows(PublishedInvestment.objects, "pk"),
        "partner_detail": _rows(PublishedPartner.objects, "slug"),
        "source_detail": _rows(PublishedSource.objects, "slug"),
        "theme_detail": _rows(PublishedTheme.objects, "slug"),
    }


def _rows(rows, key) -> QuerySet:
    return rows.order_by(key).values_list(key, "updated_at")


def _map(pages: dict[str, QuerySet]) -> tuple[dict[str, int], list[tuple]]:
    """How many pages each route has; ``(number, when anything in it changed)`` of each file of the
    map. One query for each route, and one.
    """
    counts = {route: rows.count() for route, rows in pages.items()}
    selects, params, before = [], [PAGES_IN_A_SITEMAP], 0
    for route, rows in pages.items():
        sql, given = rows.query.sql_with_params()
        selects.append(
            f"SELECT changed, {before} + row_number() OVER () AS place FROM ({sql}) p(key, changed)"
        )
        params += given
        before += counts[route]
    with reading.connection().cursor() as cursor:
        cursor.execute(
            "SELECT 1 + (place - 1) / %s AS part, max(changed)"
            f" FROM ({' UNION ALL '.join(selects)}) placed GROUP BY part ORDER BY part",
            params,
        )
        return counts, cursor.fetchall()


def _slice(pages: dict[str, QuerySet], counts: dict[str, int], start: int) -> Iterator[tuple]:
    """``(route, slug or id, when it changed)`` of the pages of one file of the map."""
    stop = start + PAGES_IN_A_SITEMAP
    for route, rows in pages.items():
        for key, changed in rows[max(start, 0) : max(min(stop, counts[route]), start, 0)]:
            yield route, str(key), changed
        start, stop = start - counts[route], stop - counts[route]


def _listed(request, route, key=None, changed=None) -> dict:
    site = site_url(request)
    paths = {code: _path(route, key, code) for code, _name in settings.LANGUAGES}
    anywhere = paths[settings.LANGUAGE_CODE].split("/", 2)[2]
    return {
        "languages": [{"code": code, "url": f"{site}{path}"} for code, path in paths.items()],
        "anywhere": f"{site}/{anywhere}",  # leads to the reader's own language
        "changed": changed.isoformat(timespec="seconds") if changed else "",
    }


def _path(route: str, key: str | None, language: str) -> str:
    before, after = _around_key(route, key is not None, language)
    return f"{before}{key or ''}{after}"


@lru_cache
def _around_key(route: str, has_key: bool, language: str) -> tuple[str, str]:
    """What stands before and after the slug or id: a file has tens of thousands of addresses."""
    with override(language):
        path = reverse(f"initiatives:{route}", args=[_ANY_KEY] if has_key else [])
    before, _key, after = path.partition(_ANY_KEY)
    return before, after
