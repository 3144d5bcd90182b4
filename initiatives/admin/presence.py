"""The notice on an entry's form that somebody else has it open."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, JsonResponse
from django.urls import path
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ..models import Presence
from ..revisions.presence import Other, seen

_LARGEST_KEY = 2**63 - 1


class TellsPresence:
    """For ``InitiativeAdmin``. It comes before whatever opens a transaction or a sandbox: the row
    has to outlive both.
    """

    def get_urls(self):
        view = self.admin_site.admin_view(require_POST(self.presence_view))
        own = [path("<int:key>/presence/", view, name="initiatives_initiative_presence")]
        return [*own, *super().get_urls()]

    def presence_view(self, request, key):
        """Answers ``{notice}``, empty where nobody else is there."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        if key > _LARGEST_KEY:
            raise Http404
        return JsonResponse({"notice": notice(seen(key, request.user))})

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        key = _key(object_id)
        others = None
        if key is not None and self.has_change_permission(request):
            others = notice(seen(key, request.user))
        context = {"presence": others, **(extra_context or {})}
        return super().changeform_view(request, object_id, form_url, context)

    def get_deleted_objects(self, objs, request):
        """Who looks at an entry does not keep it, and is not asked about either."""
        Presence.objects.filter(initiative__in=[entry.pk for entry in objs]).delete()
        return super().get_deleted_objects(objs, request)


def notice(others: list[Other]) -> str:
    """Who else has the form open, in a sentence; empty where nobody has."""
    if not others:
        return ""
    if len(others) == 1:
        [other] = others
        text = _(
            "%(name)s has this entry open since %(time)s. What you both save is kept apart: nobody "
            "overwrites the other."
        )
        return text % {"name": other.name, "time": _time(other)}
    text = _("%(names)s have this entry open. What each of you saves is kept apart.")
    each = [
        _("%(name)s (since %(time)s)") % {"name": other.name, "time": _time(other)}
        for other in others
    ]
    return text % {"names": ", ".join(each)}


def _time(other: Other) -> str:
    return date_format(timezone.localtime(other.since), "H:i")


def _key(object_id: str | None) -> int | None:
    """The key in an address of the desk, ``None`` where it is none."""
    if object_id is None or not (object_id.isascii() and object_id.isdigit()):
        return None
    return int(object_id) if int(object_id) <= _LARGEST_KEY else None
