"""Where feeds are, how their items are called for ever, and which feed follows which page."""

from urllib.parse import urlsplit

from django.http import QueryDict
from django.urls import reverse
from django.utils.http import urlencode

from ..templatetags.tracker_format import language
from ..views.addresses import site_url

COLLECTIONS = (
    *("initiatives", "partners", "investments", "milestones", "statements", "sources"),
    *("publishers", "themes", "changes"),
)
WITHOUT_EFFECT = ("ordering", "page_size", "cursor")  # on which feed it is
_SINCE = "2026"  # of tag: addresses (RFC 4151): a year in which the site's name was its own


class Addresses:
    """Addresses of one answer: absolute, and in the language of the reader."""

    def __init__(self, request):
        self.site = site_url(request)
        self.host = urlsplit(self.site).hostname
        self.language = language()

    def tag(self, key: str) -> str:
        """The name of an item or a feed that no later address changes."""
        return f"tag:{self.host},{_SINCE}:{self.language}/{key}"

    def page(self, route: str, *args, query: str = "", anchor: str = "") -> str:
        path = reverse(f"initiatives:{route}", args=args)
        return f"{self.site}{path}{'?' if query else ''}{query}{'#' if anchor else ''}{anchor}"

    def api(self, route: str, *args, query: str = "") -> str:
        path = reverse(f"api:{route}", args=args)
        return f"{self.site}{path}{'?' if query else ''}{query}"


def feed_path(collection: str, given: QueryDict | None = None, *, suffix: str = "atom") -> str:
    """The feed of a collection, of what the parameters choose in it, in the reader's language."""
    pairs = [
        (name, value)
        for name in sorted(given or ())
        if name not in WITHOUT_EFFECT and name != "lang"
        for value in given.getlist(name)
    ]
    path = (
        reverse("feeds:calendar")
        if suffix == "ics"
        else reverse("feeds:collection", args=[collection])
    )
    return f"{path}?{urlencode([*pairs, ('lang', language())])}"


def entry_feed_path(slug: str) -> str:
    """The feed of one entry's versions."""
    return f"{reverse('feeds:entry', args=[slug])}?{urlencode({'lang': language()})}"
