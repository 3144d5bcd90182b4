"""Where a page is: on which host, and under which path in each language."""

from django.conf import settings
from django.utils.encoding import escape_uri_path
from django.utils.translation import get_language_from_path

OWN_NAMES = {"fr": "Français", "en": "English"}  # each language in itself, whatever the page is in


def site_url(request) -> str:
    """Scheme and host of public links, without a slash."""
    return settings.SITE_URL or f"{request.scheme}://{request.get_host()}"


def in_each_language(request, query: str = "") -> list[dict]:
    """The paths of this page, ``{code, name, path}``; none where the path has no language."""
    spoken = get_language_from_path(request.path_info)
    if not spoken:
        return []
    path = escape_uri_path(request.path)
    tail = f"?{query}" if query else ""
    return [
        {
            "code": code,
            "name": OWN_NAMES[code],
            "path": path.replace(f"/{spoken}/", f"/{code}/", 1) + tail,
        }
        for code, _name in settings.LANGUAGES
    ]
