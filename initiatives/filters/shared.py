"""Parameters and orders that several collections have. ``path`` is the way to the initiative."""

from django.utils.translation import gettext_lazy as _

from ..choices import INITIATIVE_KINDS, LIFECYCLE_STATUSES, ROLES
from ..publication.models import (
    PublishedInitiative,
    PublishedPublisher,
    PublishedSource,
    PublishedTheme,
)
from ..publication.reading import by_day, by_moment, by_text
from .parameters import Codes, Countries, Day, Flag, Flags, Since, Slugs, Words


def words(where: str) -> Words:
    return Words(
        _("Search"),
        f'Words in {where}, French or English, accents or not; `"a phrase"`, `-not`, `a or b`.',
    )


def entry_kind(path=""):
    return Codes(INITIATIVE_KINDS, _("Kind"), "The kind of the initiative.", f"{path}kind")


def lifecycle(path=""):
    return Codes(
        LIFECYCLE_STATUSES, _("Status"), "The initiative's current status.", f"{path}lifecycle"
    )


def theme(path=""):
    description = "A theme of the initiative, or an ancestor of one."
    return Slugs(PublishedTheme, _("Theme"), description, f"{path}themes", lookup_expr="overlap")


def entry_country(path=""):
    description = "The country of the initiative's place or of a lead partner."
    return Countries(_("Country"), description, f"{path}countries", lookup_expr="overlap")


def parent(path=""):
    description = "The initiative is a direct child of this one."
    return Slugs(
        PublishedInitiative, _("Part of"), description, f"{path}parents", lookup_expr="overlap"
    )


def source(what):
    description = f"A passage of this article stands under {what}."
    return Slugs(PublishedSource, _("Source"), description, "sources", lookup_expr="overlap")


def publisher(what):
    description = f"A passage of this publisher's articles stands under {what}."
    return Slugs(
        PublishedPublisher, _("Publisher"), description, "publishers", lookup_expr="overlap"
    )


def has_conflict(what, path=""):
    description = f"Whether sources publicly disagree about {what}."
    return Flags(_("Sources disagree"), description, f"{path}has_conflict")


def dated_after(what):
    return Day(_("From"), f"{what} may be on or after this day.")


def dated_before(what):
    return Day(_("To"), f"{what} may be on or before this day.", last=True)


def updated_since():
    return Since(
        _("Changed since"), "What the API shows changed at this moment or later.", "updated_at"
    )


def role(description):
    return Codes(ROLES, _("Role"), description)


def include_subsidiaries():
    return Flag(
        _("With subsidiaries"), "With `partner`: its subsidiaries count as well, at any depth."
    )


def country(what):
    return Countries(_("Country"), f"The country of {what}.", "country", lookup_expr="in")


PUBLISHED_AT = {
    "published_at": (
        by_moment("published_at"),
        _("first published first"),
        _("last published first"),
    )
}
UPDATED_AT = {
    "updated_at": (
        by_moment("updated_at"),
        _("unchanged for longest first"),
        _("last changed first"),
    )
}
TITLE = {"title": (by_text("sort_title"), _("title, A to Z"), _("title, Z to A"))}
NAME = {"name": (by_text("sort_title"), _("name, A to Z"), _("name, Z to A"))}
DATE = {"date": (by_day("date_latest"), _("oldest first"), _("newest first"))}
