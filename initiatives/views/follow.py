"""How to follow the record: every feed there is, and how to make one of any list."""

from django.utils.translation import gettext_lazy as _

from ..feeds.addresses import feed_path
from .pages import PublishedPage

_FEEDS = (
    ("initiatives", _("Initiatives"), _("each new entry, and each correction with its reason")),
    ("investments", _("Investments"), _("sums that were recorded or changed")),
    ("partners", _("Partners"), _("organisations that were recorded or changed")),
    ("milestones", _("Milestones"), _("what happened and what is forecast")),
    ("statements", _("Statements"), _("what people and organisations say")),
    ("sources", _("Sources"), _("articles that came in, or support more than before")),
    ("publishers", _("Publishers"), _("who publishes those articles")),
    ("themes", _("Themes"), _("what initiatives are about")),
    ("corrections", _("Corrections"), _("what was published again with a reason, or withdrawn")),
    ("changes", _("Changes"), _("everything, line by line: published, corrected, withdrawn")),
)


class FollowView(PublishedPage):
    template_name = "initiatives/follow.html"

    def get_context(self):
        return {
            "feeds": [
                {"title": title, "what": what, "path": feed_path(name)}
                for name, title, what in _FEEDS
            ]
        }
