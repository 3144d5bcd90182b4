"""The pages for what cannot be shown, in the reader's language. None of them asks the database."""

from django.http import HttpResponse
from django.shortcuts import render
from django.template import loader
from django.utils import translation

from .addresses import in_each_language


def bad_request(request, exception):
    return _page(request, "400.html", 400)


def permission_denied(request, exception):
    return _page(request, "403.html", 403)


def not_found(request, exception):
    return _page(request, "404.html", 404)


def gone(request, reason: str):
    """An entry that was withdrawn, with the reason the editor gave to the public."""
    return _page(request, "410.html", 410, reason=reason)


def server_error(request):
    return HttpResponse(loader.render_to_string("500.html"), status=500)


def unavailable(request):
    """503, even before the middleware has found out which language the reader wants."""
    spoken = translation.get_language_from_path(request.path_info)
    with translation.override(spoken or translation.get_language_from_request(request)):
        page = loader.render_to_string("503.html")
    headers = {"Retry-After": "60", "Cache-Control": "no-store"}
    return HttpResponse(page, status=503, headers=headers)


def _page(request, template, status, **context):
    context["languages"] = in_each_language(request)
    return render(request, template, context, status=status)
