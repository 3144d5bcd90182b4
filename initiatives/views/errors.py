"""The pages for what cannot be shown, in the reader's language. None of them asks the database."""

from django.http import HttpResponse
from django.shortcuts import render
from django.template import loader
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation

from .addresses import in_each_language

_SHEETS = ("tokens", "base", "layout", "components")


def bad_request(request, exception):
    return _page(request, "400.html", 400)


def permission_denied(request, exception):
    return _page(request, "403.html", 403)


def not_found(request, exception):
    return _page(request, "404.html", 404)


def gone(request, reason: str, *, is_back: bool = False):
    """An entry that was withdrawn, with the reason the editor gave to the public; or an old version
    of one that ``is_back`` since.
    """
    slug = request.resolver_match.kwargs["key"]
    data_url = reverse("api:initiatives-detail", args=[slug])
    return _page(
        request, "410.html", 410, reason=reason, data_url=data_url, slug=slug, is_back=is_back
    )


def server_error(request):
    page = loader.render_to_string("500.html", {"sheets": _sheets()})
    return HttpResponse(page, status=500)


def unavailable(request):
    """503, even before the middleware has found out which language the reader wants."""
    spoken = translation.get_language_from_path(request.path_info)
    with translation.override(spoken or translation.get_language_from_request(request)):
        page = loader.render_to_string("503.html", {"sheets": _sheets()})
    headers = {"Retry-After": "60", "Cache-Control": "no-store"}
    return HttpResponse(page, status=503, headers=headers)


def _page(request, template, status, **context):
    context["languages"] = in_each_language(request)
    return render(request, template, context, status=status)


def _sheets() -> list[str]:
    """The style sheets of a page that stands alone; none where even those cannot be found."""
    try:
        return [static(f"tracker/css/{name}.css") for name in _SHEETS]
    except ValueError:  # not in the manifest of what was collected
        return []
