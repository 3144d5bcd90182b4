"""Where a page is printed: all that decides about a word or an address beside its arguments."""

from functools import lru_cache

from django.core.files.storage import storages
from django.template import Context
from django.urls import get_script_prefix, get_urlconf
from django.utils.translation import get_language


class Place:
    """A language, a host of addresses, a set of static files. The same object for the same ones."""

    def __init__(self, current_app: str | None):
        self.current_app = current_app


@lru_cache(100)
def _place(_language, _urlconf, _prefix, current_app, _static_files) -> Place:
    return Place(current_app)


def place_of(context: Context) -> Place:
    """Looked up once for a context: nothing moves while it is printed but ``{% language %}``."""
    place = context.__dict__.get("place")
    if place is None:
        app = getattr(getattr(context, "request", None), "current_app", None)
        place = context.place = _place(
            get_language(), get_urlconf(), get_script_prefix(), app, storages["staticfiles"]
        )
    return place
