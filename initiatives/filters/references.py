"""The filter sets of what initiatives name, and of the change feed."""

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from sources.choices import ARTICLE_KINDS, PUBLISHER_KINDS

from ..choices import PARTNER_KINDS
from ..publication.models import (
    PublishedChange,
    PublishedParticipation,
    PublishedPartner,
    PublishedPublisher,
    PublishedSource,
    PublishedTheme,
)
from ..publication.reading import by_number
from . import shared
from .base import PublishedFilterSet
from .parameters import Codes, Order, Slugs, WholeNumber


def activity_condition(values: dict) -> Q:
    """What ``role`` and ``theme`` ask of one participation; empty when they ask nothing."""
    roles = Q(role__in=values["role"]) if "role" in values else Q()
    themes = Q(initiative__themes__overlap=values["theme"]) if "theme" in values else Q()
    return roles & themes


class PartnerFilterSet(PublishedFilterSet):
    """Public organisations. ``role`` and ``theme`` are one participation's."""

    q = shared.words("the partner's names")
    kind = Codes(PARTNER_KINDS, _("Kind"), "The kind of the organisation.", "kind")
    country = shared.country("the organisation")
    role = shared.role(
        "Takes part in an initiative in this role; with `theme`, in one of that theme."
    )
    theme = Slugs(
        PublishedTheme, _("Theme"), "Takes part in an initiative of this theme, or of one below it."
    )
    parent = Slugs(
        PublishedPartner,
        _("Belongs to"),
        "A direct child of this partner.",
        "parents",
        lookup_expr="overlap",
    )
    updated_since = shared.updated_since()
    ordering = Order("name", {**shared.NAME, **shared.UPDATED_AT}, by_relevance=True)

    class Meta(PublishedFilterSet.Meta):
        model = PublishedPartner
        fields = ()

    def joined(self, queryset, values):
        condition = activity_condition(values)
        if not condition:
            return queryset
        own = PublishedParticipation.objects.filter(condition, partner=OuterRef("slug"))
        return queryset.filter(Exists(own))


class SourceFilterSet(PublishedFilterSet):
    """Articles that published documents cite."""

    q = shared.words("the article's title and its publisher's name")
    kind = Codes(ARTICLE_KINDS, _("Kind"), "The kind of the article.", "kind")
    publisher = Slugs(
        PublishedPublisher, _("Publisher"), "Who published it.", "publisher", lookup_expr="in"
    )
    dated_after = shared.dated_after("Its publication")
    dated_before = shared.dated_before("Its publication")
    updated_since = shared.updated_since()
    ordering = Order(
        "-date", {**shared.DATE, **shared.TITLE, **shared.UPDATED_AT}, by_relevance=True
    )

    class Meta(PublishedFilterSet.Meta):
        model = PublishedSource
        fields = ()


class PublisherFilterSet(PublishedFilterSet):
    """Publishers of public sources."""

    q = shared.words("the publisher's name")
    kind = Codes(PUBLISHER_KINDS, _("Kind"), "The kind of the publisher.", "kind")
    country = shared.country("the publisher")
    updated_since = shared.updated_since()
    ordering = Order("name", {**shared.NAME, **shared.UPDATED_AT}, by_relevance=True)

    class Meta(PublishedFilterSet.Meta):
        model = PublishedPublisher
        fields = ()


class ThemeFilterSet(PublishedFilterSet):
    """Themes of published entries, and their ancestors."""

    q = shared.words("the theme's name and definition")
    parent = Slugs(
        PublishedTheme,
        _("Below"),
        "A direct child of this theme.",
        "parents",
        lookup_expr="overlap",
    )
    updated_since = shared.updated_since()
    ordering = Order("name", {**shared.NAME, **shared.UPDATED_AT}, by_relevance=True)

    class Meta(PublishedFilterSet.Meta):
        model = PublishedTheme
        fields = ()


class ChangeFilterSet(PublishedFilterSet):
    """The change feed."""

    since = WholeNumber(
        _("After"),
        "Only changes after the one with this `seq`.",
        "seq",
        low=0,
        high=2**63 - 1,
        default=0,
        lookup_expr="gt",
    )
    ordering = Order("seq", {"seq": (by_number("seq"), _("oldest first"), _("newest first"))})

    class Meta(PublishedFilterSet.Meta):
        model = PublishedChange
        fields = ()
