"""The desk for one entry: the whole of it on one page."""

from django.conf import settings
from django.contrib import admin, messages
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..models import CLAIMS, Initiative
from ..revisions import workflow
from .forms import InitiativeForm
from .listing import EntryList
from .readiness import TellsReadiness
from .sections import SECTIONS
from .versions import TellsVersions


@admin.register(Initiative)
class InitiativeAdmin(TellsReadiness, TellsVersions, EntryList):
    form = InitiativeForm
    change_form_template = "admin/initiatives/initiative/change_form.html"
    autocomplete_fields = ["themes", "related", "also_partner"]
    fieldsets = [fieldset for section in SECTIONS for fieldset in section.fieldsets]
    inlines = [inline for section in SECTIONS for inline in section.inlines]

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        context |= {
            # The form needs the width, and its own index stands where the list of models would.
            "is_nav_sidebar_enabled": False,
            "proposals": self._proposals(request, obj),
            "is_public": obj is not None and obj.is_published,
            "may_publish": self.has_publish_permission(request)
            and (obj is None or not obj.is_published or settings.SELF_APPROVAL),
        }
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def _proposals(self, request, obj):
        """The open revisions of the entry, the user's own first."""
        if obj is None or obj.state == "draft":
            return []
        rows = obj.revisions.open().select_related("author").defer("base", "document")
        return sorted(rows, key=lambda revision: revision.author_id != request.user.pk)

    @admin.display(description=gettext_lazy("passages"))
    def passages(self, entry):
        """The passages about the entry as a whole, where it is shown and not edited."""
        links = entry.evidence.filter(**dict.fromkeys(CLAIMS), field="")
        passages = (link.citation for link in links.select_related("citation__article"))
        return format_html_join(", ", "{}", ((passage,) for passage in passages)) or None

    def save_model(self, request, obj, form, change):
        if not change:
            obj.created_by = request.user
        super().save_model(request, obj, form, change)

    # ── Save and submit, save and publish: entries that are not public ──────────────────────────
    def after_save(self, request, form, *, changed):
        """What the gate refuses stays saved: only the publication did not happen."""
        super().after_save(request, form, changed=changed)
        entry = form.instance
        if entry.is_published:
            return
        if "_submit" in request.POST:
            request.submitted = workflow.submit_draft(entry, by=request.user)
        elif "_publish" in request.POST:
            try:
                workflow.publish(entry, by=request.user)
            except workflow.Refused as refused:
                request.not_published = refused.reasons

    def response_add(self, request, obj, post_url_continue=None):
        return self._response_of_act(request, obj) or super().response_add(
            request, obj, post_url_continue
        )

    def response_change(self, request, obj):
        return self._response_of_act(request, obj) or super().response_change(request, obj)

    def _response_of_act(self, request, obj):
        if self._is_pending(request):
            return None
        if (revision := getattr(request, "submitted", None)) is not None:
            text = _("“%(entry)s” waits for somebody else to publish it.")
            self.message_user(request, text % {"entry": obj}, messages.SUCCESS)
            page = reverse("admin:initiatives_revision_change", args=[revision.pk])
            return HttpResponseRedirect(page)
        if "_publish" not in request.POST:
            return None
        if reasons := getattr(request, "not_published", None):
            text = _("“%(entry)s” is saved, but not published: %(reasons)s") % {
                "entry": obj,
                "reasons": " ".join(reasons),
            }
            self.message_user(request, text, messages.WARNING)
        else:
            text = _("“%(entry)s” is public as version %(version)d.")
            self.message_user(request, text % {"entry": obj, "version": obj.version})
        return HttpResponseRedirect(self.page("change", obj.pk))

    # ── Deleting: drafts only ───────────────────────────────────────────────────────────────────
    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and not (
            obj and self.reason_to_keep(obj)
        )

    def reason_to_keep(self, row):
        if row.state == "draft":
            return None
        return _(
            "“%(entry)s” has been published and keeps its address for ever: "
            "withdraw it instead of deleting it."
        ) % {"entry": row}

    def get_view_on_site_url(self, obj=None):
        return f"/initiatives/{obj.slug}/" if obj is not None and obj.is_published else None
