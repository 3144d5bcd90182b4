"""The desk's list of entries: what it shows, searches and filters; publish and withdraw from it."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from sources.admin.dates import fuzzy_date_column
from sources.admin.refusals import Refusal

from ..models import Evidence
from ..revisions import workflow
from ..revisions.gate import reasons_against
from .entries import EntryRowAdmin


class WithdrawalForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("Public: the address of the entry answers with it from now on."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3, "cols": 80}),
    )


class EntryList(EntryRowAdmin):
    entry_path = ""
    list_display = [
        "title",
        "kind",
        "state",
        "version",
        fuzzy_date_column("start", gettext_lazy("start")),
        "evidence_count",
        "published_at",
        "updated_at",
        "created_by",
    ]
    list_filter = [
        "state",
        "kind",
        "subkind",
        "evidence_level",
        "language",
        "statuses__status",
        ("created_by", admin.RelatedOnlyFieldListFilter),
    ]
    list_select_related = ["created_by"]
    search_fields = [
        "title",
        "title_as_stated",
        "slug",
        "aliases__surface",
        "translations__title",
    ]
    search_help_text = gettext_lazy("Title, in either language, or another name.")
    date_hierarchy = "start_latest"
    ordering = ["title", "pk"]
    actions = ["publish", "withdraw"]

    def get_queryset(self, request):
        passages = (
            Evidence.objects.filter(initiative=OuterRef("pk"))
            .order_by()
            .values("initiative")
            .values(count=Count("citation", distinct=True))
        )
        rows = super().get_queryset(request)
        return rows.annotate(evidence_count=Coalesce(Subquery(passages), 0))

    @admin.display(description=gettext_lazy("passages"), ordering="evidence_count")
    def evidence_count(self, initiative):
        return initiative.evidence_count

    # ── Publishing and withdrawing ──────────────────────────────────────────────────────────────
    def has_publish_permission(self, request):
        return request.user.has_perm("initiatives.publish_initiative")

    def has_withdraw_permission(self, request):
        return request.user.has_perm("initiatives.withdraw_initiative")

    @admin.action(
        permissions=["publish"],
        description=gettext_lazy("Publish the selected %(verbose_name_plural)s"),
    )
    def publish(self, request, queryset):
        """Those the gate lets through together; the others are listed with its reasons."""
        entries = [entry for entry in queryset if entry.state in ("draft", "withdrawn")]
        for entry in queryset:
            if entry not in entries:
                text = _("“%(entry)s” is public: saving a change publishes its next version.")
                self.message_user(request, text % {"entry": entry}, messages.INFO)
        while refused := {pk: why for pk, why in reasons_against(entries).items() if why}:
            # Again without them: what hangs from a refused entry is refused in its turn.
            for entry in entries:
                self._refuse(request, entry, refused.get(entry.pk, ()))
            entries = [entry for entry in entries if entry.pk not in refused]
        try:
            workflow.publish_many(entries, by=request.user)
        except workflow.Refused as refused:  # somebody changed one of them meanwhile
            raise Refusal(refused.reasons) from refused
        self._tell(
            request,
            entries,
            ngettext(
                "%(count)d entry is now public.", "%(count)d entries are now public.", len(entries)
            ),
        )

    @admin.action(
        permissions=["withdraw"],
        description=gettext_lazy("Withdraw the selected %(verbose_name_plural)s"),
    )
    def withdraw(self, request, queryset):
        """Asks for the reason on a page of its own, then withdraws what can be."""
        form = WithdrawalForm(request.POST if "reason" in request.POST else None)
        if not form.is_valid():
            return self._ask_reason(request, queryset, form)
        reason = form.cleaned_data["reason"]
        done = []
        for entry in queryset:
            try:
                workflow.withdraw(entry, by=request.user, reason=reason)
                done.append(entry)
            except workflow.Refused as refused:
                self._refuse(request, entry, refused.reasons)
        self._tell(
            request,
            done,
            ngettext(
                "%(count)d entry is withdrawn.", "%(count)d entries are withdrawn.", len(done)
            ),
        )
        return None

    def _ask_reason(self, request, queryset, form):
        context = {
            **self.admin_site.each_context(request),
            "title": _("Withdraw entries"),
            "opts": self.opts,
            "media": self.media,
            "form": form,
            "entries": queryset,
            "action_checkbox_name": ACTION_CHECKBOX_NAME,
        }
        return TemplateResponse(request, "admin/initiatives/initiative/withdraw.html", context)

    def _refuse(self, request, entry, reasons):
        if reasons:
            self.message_user(request, f"{entry}: {' '.join(reasons)}", messages.WARNING)

    def _tell(self, request, entries, sentence):
        for entry in entries:
            state = {"version": entry.version, "state": entry.get_state_display()}
            self.log_change(request, entry, _("Version %(version)d: %(state)s.") % state)
        if entries:
            self.message_user(request, sentence % {"count": len(entries)}, messages.SUCCESS)
