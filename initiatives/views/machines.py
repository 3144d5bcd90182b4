"""What machines ask for: the map of the site, what robots may read, whether the server is well."""

import re
from functools import lru_cache
from uuid import UUID

from django.conf import settings
from django.db import DatabaseError
from django.db.models import CharField, TextField, Value
from django.db.models.functions import Cast
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
    number = request.GET.get("page")
    if number is None and pages.count() > PAGES_IN_A_SITEMAP:
        address = f"{site_url(request)}{request.path}?page="
        sitemaps = [
            {"url": f"{address}{part}", "changed": changed.isoformat(timespec="seconds")}
            for part, changed in _parts(pages)
        ]
        return render(request, "sitemap_index.xml", {"sitemaps": sitemaps}, content_type=XML)
    if number is not None and not re.fullmatch(r"[1-9][0-9]{0,4}", number):
        raise Http404
    part = int(number or 1)
    chosen = pages[(part - 1) * PAGES_IN_A_SITEMAP : part * PAGES_IN_A_SITEMAP]
    listed = [_listed(request, route, key, changed) for route, key, changed in chosen]
    if part == 1:
        listed = [_listed(request, route) for route in _FIXED] + listed
    return render(request, "sitemap.xml", {"pages": listed}, content_type=XML)


def _public_pages():
    """``(route, slug or id, when it changed)`` of each published row, in a stable order."""
    entries = PublishedInitiative.objects.filter(state="published")
    return (
        _rows("detail", entries, "slug")
        .union(
            _rows("partner_detail", PublishedPartner.objects, "slug"),
            _rows("investment_detail", PublishedInvestment.objects, "pk"),
            _rows("source_detail", PublishedSource.objects, "slug"),
            _rows("theme_detail", PublishedTheme.objects, "slug"),
            all=True,
        )
        .order_by("route", "key")
    )


def _parts(pages) -> list[tuple]:
    """``(number, when anything in it changed)`` of each file of the map. One query."""
    listed, params = pages.query.sql_with_params()
    with reading.connection().cursor() as cursor:
        cursor.execute(
            "SELECT 1 + (place - 1) / %s AS part, max(changed) FROM ("
            f"SELECT changed, row_number() OVER () AS place FROM ({listed}) page(r, k, changed)"
            ") placed GROUP BY part ORDER BY part",
            [PAGES_IN_A_SITEMAP, *params],
        )
        return cursor.fetchall()


def _rows(route, rows, key):
    named = {"route": Value(route, CharField()), "key": Cast(key, TextField())}
    return rows.order_by().annotate(**named).values_list("route", "key", "updated_at")


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
