"""The past of an entry on the desk: its versions, with who and why, and the way back."""

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.http import Http404, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ..models import KeptRows, PublishedVersion, Revision
from ..revisions import workflow
from .published import STEPS


class TellsVersions:
    """For ``InitiativeAdmin``: versions and revisions on the history page, and revert."""

    object_history_template = "admin/initiatives/initiative/history.html"

    def get_urls(self):
        view = self.admin_site.admin_view(require_POST(self.revert_view))
        own = [path("<int:pk>/revert/", view, name="initiatives_initiative_revert")]
        return [*own, *super().get_urls()]

    def history_view(self, request, object_id, extra_context=None):
        entry = self.get_object(request, unquote(object_id))
        if entry is None:
            return super().history_view(request, object_id, extra_context)
        kept = set(KeptRows.objects.filter(initiative=entry).values_list("number", flat=True))
        decided = {
            revision.version: revision
            for revision in Revision.objects.filter(initiative=entry, state="published")
            .select_related("author", "reviewer")
            .defer("base", "document")
        }
        versions = (
            PublishedVersion.objects.filter(initiative=entry)
            .select_related("published_by")
            .defer("document")
            .order_by("-number")
        )
        context = {
            "entry": entry,
            "versions": [
                {
                    "version": version,
                    "step": STEPS.get(version.action, version.action),
                    "revision": decided.get(version.number),
                    "may_revert": version.number in kept
                    and entry.is_published
                    and version.number != entry.version
                    and self.has_change_permission(request, entry),
                }
                for version in versions
            ],
            "revisions": entry.revisions.exclude(state="published")
            .select_related("author", "reviewer")
            .defer("base", "document"),
            **(extra_context or {}),
        }
        return super().history_view(request, object_id, context)

    def revert_view(self, request, pk):
        """The rows of an old version become a proposal of the user's own."""
        entry = self.get_object(request, str(pk))
        if entry is None:
            raise Http404
        number = request.POST.get("number", "")
        try:
            if not (number.isascii() and number.isdigit() and len(number) < 10):
                raise workflow.Refused([_("Choose a version.")])
            revision = workflow.revert(entry, to=int(number), by=request.user)
        except workflow.Refused as refused:
            for reason in refused.reasons:
                self.message_user(request, reason, messages.ERROR)
            return HttpResponseRedirect(self.page("history", entry.pk))
        text = _("Version %(number)s is your proposal now: look at it, then submit it.")
        self.message_user(request, text % {"number": number}, messages.SUCCESS)
        return HttpResponseRedirect(
            reverse("admin:initiatives_revision_change", args=[revision.pk])
        )
