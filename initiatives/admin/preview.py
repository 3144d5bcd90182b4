"""An entry or a proposal on the true public page, before it is public, for the desk."""

from functools import partial

from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.db import OperationalError, transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ..models import Initiative, Revision
from ..revisions import aggregate, workflow
from ..revisions.preview import Preview, preview_of
from ..views.addresses import OWN_NAMES
from ..views.initiatives import entry_context
from ..views.pages import decoded, page_context
from .lines import in_words
from .pending import wait_briefly

VIEW = "initiatives.view_initiative"


def preview_urls(admin_site) -> list:
    """The route of a revision's preview, for the ``get_urls`` of its admin."""
    view = admin_site.admin_view(revision_preview)
    return [path("<uuid:key>/preview/", view, name="initiatives_revision_preview")]


class PreviewsEntries:
    """For ``InitiativeAdmin``: the preview of an entry, with the user's own proposal if any."""

    def get_urls(self):
        view = self.admin_site.admin_view(entry_preview)
        own = [path("<int:key>/preview/", view, name="initiatives_initiative_preview")]
        return [*own, *super().get_urls()]


@require_safe
def revision_preview(request, key):
    _must_see_entries(request)
    revisions = Revision.objects.select_related("initiative", "author")
    revision = get_object_or_404(revisions, pk=key)
    return _page(request, revision.initiative, revision)


@require_safe
def entry_preview(request, key):
    _must_see_entries(request)
    entry = get_object_or_404(Initiative, pk=key)
    own = workflow.open_revision(entry, by=request.user) if entry.is_published else None
    return _page(request, entry, own)


def _must_see_entries(request) -> None:
    if not request.user.has_perm(VIEW):
        raise PermissionDenied


def _page(request, entry, revision):
    language = request.GET.get("language")
    if language not in OWN_NAMES:
        language = translation.get_language()
    with translation.override(language):
        try:
            with transaction.atomic():
                wait_briefly()
                preview = preview_of(entry, revision)
        except Initiative.DoesNotExist as merged:
            raise Http404 from merged
        except OperationalError:
            response = _busy()
        else:
            response = render(
                request,
                "admin/initiatives/initiative/preview.html",
                _context(request, entry, revision, preview),
            )
    response["Cache-Control"] = "no-store, private"
    response["X-Robots-Tag"] = "noindex"
    return response


def _busy():
    sentence = _("Somebody is saving this entry at the moment: reload the preview.")
    return HttpResponse(
        sentence, status=503, content_type="text/plain; charset=utf-8", headers={"Retry-After": "3"}
    )


def _context(request, entry, revision, preview: Preview) -> dict:
    return {
        **page_context(request),
        **entry_context(decoded(preview.document, timezone.now())),
        "site": "",  # neither canonical nor alternate addresses: there is no public page
        "section": "initiatives",
        "languages": [
            {"code": code, "name": name, "path": f"?language={code}"}
            for code, name in OWN_NAMES.items()
        ],
        "shown": entry,
        "revision": revision,
        "left_out": left_out_in_words(entry, revision, preview) if revision else [],
    }


def left_out_in_words(entry, revision, preview: Preview) -> list[str]:
    """Each row of a proposal that does not fit any more, as the desk calls it."""
    return [*map(partial(_row_in_words, entry, revision.document), preview.left_out)]


def _row_in_words(entry, document, key: tuple[str, str]) -> str:
    name, pk = key
    kind = aggregate.BY_NAME[name].model._meta.verbose_name
    row = document.get(name, {}).get(pk)
    if row is None:
        return _("%(kind)s: its removal") % {"kind": kind}
    try:
        words = in_words(aggregate.unsaved(name, pk, row, entry))
    except (ObjectDoesNotExist, KeyError):  # what it names is gone, or it has no line of its own
        return _("%(kind)s: what it names is gone") % {"kind": kind}
    return _("%(kind)s: %(words)s") % {"kind": kind, "words": words}
