"""“Checked, still true”: somebody read the sources of an entry again and nothing has changed."""

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect, JsonResponse
from django.urls import path
from django.utils.html import format_html
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from sources.admin.queues import PARAMETER
from sources.admin.refusals import Refusal, database_refusals
from sources.written.wording import day_in_words

from ..revisions import workflow
from .queues import AGEING


class Verifies:
    """For ``InitiativeAdmin``: a button on the form, one for each row that ages, an action."""

    def get_urls(self):
        view = self.admin_site.admin_view(require_POST(self.verify_view))
        own = path("<path:object_id>/verify/", view, name="initiatives_initiative_verify")
        return [own, *super().get_urls()]

    def has_verify_permission(self, request):
        return self.has_change_permission(request)

    def can_verify(self, request, entry) -> bool:
        return entry.state in ("published", "withdrawn") and self.has_change_permission(
            request, entry
        )

    def verify_view(self, request, object_id):
        """Back to the page it was pressed on; for the script of the form, what to say there."""
        entry = self.get_object(request, unquote(object_id))
        if entry is None:
            raise Http404
        if not self.has_verify_permission(request):
            raise PermissionDenied
        level, text = messages.SUCCESS, ""
        try:
            with database_refusals():
                self._verify(request, entry)
            text = _("“%(entry)s” was verified on %(day)s.") % {
                "entry": entry,
                "day": day_in_words(entry.last_verified_on),
            }
        except (workflow.Refused, Refusal) as refused:
            level, text = messages.WARNING, " ".join(refused.reasons)
        if request.accepts("text/html"):
            self.message_user(request, text, level)
            return HttpResponseRedirect(self._back(request, entry))
        return JsonResponse({"text": text})

    def _verify(self, request, entry):
        if entry.state == "draft":
            raise workflow.Refused([_("It was never public: its own page has the date.")])
        workflow.verify(entry, by=request.user)
        self.log_change(request, entry, _("Checked, still true."))

    def _back(self, request, entry) -> str:
        page = request.GET.get("next", "")
        if url_has_allowed_host_and_scheme(page, {request.get_host()}, request.is_secure()):
            return page
        return self.page("change", entry.pk)

    # ── In the list ─────────────────────────────────────────────────────────────────────────────
    def get_list_display(self, request):
        columns = super().get_list_display(request)
        if request.GET.get(PARAMETER) != AGEING.code or not self.has_verify_permission(request):
            return columns
        return [columns[0], self._verify_column(request), "last_verified_on", *columns[1:]]

    def _verify_column(self, request):
        """A button for each row; it posts the list's own form elsewhere."""
        back = urlencode({"next": request.get_full_path()})

        @admin.display(description=gettext_lazy("sources read again"))
        def still_true(entry):
            address = f"{self.page('verify', entry.pk)}?{back}"
            return format_html(
                '<button class="row-button" formaction="{}">{}</button>',
                address,
                _("Checked, still true"),
            )

        return still_true

    @admin.action(
        permissions=["verify"],
        description=gettext_lazy("Checked, still true: the selected %(verbose_name_plural)s"),
    )
    def verify(self, request, queryset):
        done, refusals = self.each(queryset, lambda entry: self._verify(request, entry))
        self.tell_done(
            request,
            done,
            ngettext(
                "%(count)d entry is verified as of today.",
                "%(count)d entries are verified as of today.",
                len(done),
            ),
        )
        self.tell_refused(
            request,
            refusals,
            ngettext(
                "%(count)d entry is not verified:",
                "%(count)d entries are not verified:",
                len(refusals),
            ),
        )
