"""What every public page shares: published rows alone, an entity tag, an address in each language,
and the answers for what moved, went or never was.
"""

import datetime
import hashlib
import json
import logging
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.db import OperationalError
from django.http import Http404, HttpResponse, HttpResponseNotAllowed, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.decorators import method_decorator
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import View

from ..publication import reading
from ..publication.models import PublishedRedirect
from . import errors
from .addresses import in_each_language, site_url

logger = logging.getLogger("django.request")


# Exempt: nothing can be sent here, so a POST is a 405 and not a 403 about a cookie.
@method_decorator(csrf_exempt, name="dispatch")
class PublishedPage(View):
    """A page made of published documents. A subclass gives ``template_name`` and ``answer``."""

    http_method_names = ["get", "head", "options"]
    template_name: str
    changes_with_the_day = False  # a label depends on today, so the entity tag does

    def get(self, request, *args, **kwargs):
        try:
            return self.read(request, *args, **kwargs)
        except OperationalError as error:
            logger.warning("The database did not answer %s in time", request.path, exc_info=error)
            return errors.unavailable(request)

    def read(self, request, *args, **kwargs):
        """The page, or 304 to who has it already."""
        day = today() if self.changes_with_the_day else None
        tag = entity_tag(request, self.open_reading(), day)
        response = get_conditional_response(request, etag=tag)
        if response is None:
            response = self.answer(*args, **kwargs)
        if response.status_code in (200, 304):
            response["ETag"] = tag
        # A withdrawal must be seen at once: keep it, but ask each time whether it still holds.
        response["Cache-Control"] = "public, no-cache"
        return response

    def open_reading(self) -> int:
        """The content counter, read before any row is."""
        self.opening = reading.open_reading()
        return self.opening.counter

    def answer(self, *args, **kwargs) -> HttpResponse:
        return self.page(self.get_context(*args, **kwargs))

    def get_context(self, *args, **kwargs) -> dict:
        """What the template prints."""
        raise NotImplementedError

    def query(self) -> str:
        """The part of the query string that means something to this page."""
        return ""

    def page(self, context: dict, *, status: int = 200) -> HttpResponse:
        context = {**page_context(self.request, self.query()), **context}
        return render(self.request, self.template_name, context, status=status)

    def http_method_not_allowed(self, request, *args, **kwargs):
        sentence = _("This address can only be read.")
        return HttpResponseNotAllowed(
            self._allowed_methods(), sentence, content_type="text/plain; charset=utf-8"
        )


def today() -> datetime.date:
    """The day (UTC) that labels such as "overdue" are true of."""
    return timezone.now().date()


def page_context(request, query: str = "") -> dict:
    """What the frame of every page prints."""
    return {
        "languages": in_each_language(request, query),
        "site": site_url(request),
        "reader_language": get_language(),
        "section": request.path_info.split("/")[2],  # which link of the head leads here
    }


class PublishedDetail(PublishedPage):
    """The page of one published row. ``kind``: the change feed's word, for rows with a slug."""

    model: type
    kind: str | None = None
    route: str
    key_field = "slug"
    more_columns: tuple[str, ...] = ()  # beside the document, what the page asks of the row

    def answer(self, key):
        columns = (self.key_field, "document", "updated_at", *self.more_columns)
        found = reading.row_of(self.model, self.key_field, key, columns)
        if found is None:
            return self.moved_or_missing(key)
        row = dict(zip(columns, found, strict=True))
        return self.elsewhere(row) or self.page(
            self.get_context(row, decoded(row["document"], row["updated_at"]))
        )

    def elsewhere(self, row: dict) -> HttpResponse | None:
        """The answer for a row that has nothing to show any more."""
        return None

    def moved_or_missing(self, key) -> HttpResponse:
        """308 to where a renamed row is now. Raises ``Http404`` for anything else."""
        renamed = PublishedRedirect.objects.filter(type=self.kind, slug=key) if self.kind else None
        target = renamed.values_list("target", flat=True).first() if renamed is not None else None
        if target is None:
            raise Http404
        return self.redirect_to(target)

    def redirect_to(self, slug) -> HttpResponse:
        """308, in the same language."""
        return HttpResponsePermanentRedirect(
            reverse(self.route, args=[slug]), preserve_request=True
        )


LONGEST_LIST = 100  # of rows on the page of something else; the list pages have them all


def documents(queryset) -> list[dict]:
    """The first ``LONGEST_LIST`` documents of published rows. One query."""
    return [decoded(*row) for row in queryset.values_list("document", "updated_at")[:LONGEST_LIST]]


def decoded(document: str, updated_at) -> dict:
    """A stored document with its ``updated_at``, as the API serves it."""
    return {"updated_at": updated_at.isoformat(), **json.loads(document)}


def grouped(rows: list[dict], key: str) -> list[tuple]:
    """``(value of key, rows with it)``, each value where it comes first."""
    groups: dict = {}
    for row in rows:
        groups.setdefault(row[key], []).append(row)
    return list(groups.items())


# ── Entity tags ──────────────────────────────────────────────────────────────────────────────────


def entity_tag(request, counter: int, day: datetime.date | None = None) -> str:
    """Changes with the content, the code that shows it, the address and what the site is called;
    with the ``day`` where the page depends on it.
    """
    parts = (
        counter,
        day,
        release(),
        request.get_host(),
        request.get_full_path(),
        settings.SITE_URL,
        settings.SITE_NAME,
        settings.DATA_LICENCE,
        settings.DATA_LICENCE_URL,
    )
    return f'"{hashlib.sha256(repr(parts).encode()).hexdigest()[:32]}"'


@lru_cache
def release() -> str:
    """A digest of what a page is made with, so that a release is not taken for the last one."""
    digest = hashlib.sha256()
    for pattern in (
        "templates/**/*",
        "tracker/static/**/*",
        "initiatives/**/*.py",
        "initiatives/prose/texts/*",
        "*/vocabularies.json",
        "tracker/locale/**/*.mo",
    ):
        for path in sorted(Path(settings.BASE_DIR).glob(pattern)):
            if path.is_file():
                digest.update(path.read_bytes())
    return digest.hexdigest()
