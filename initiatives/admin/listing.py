"""The desk's list of entries: what it shows, searches and filters; publish and withdraw from it."""

from django import forms
from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from sources.admin.dates import day_column, fuzzy_date_column
from sources.admin.queues import HasQueues
from sources.admin.refusals import Refusal

from ..models import Evidence
from ..revisions import workflow
from ..revisions.gate import reasons_against
from .entries import EntryRowAdmin
from .queues import AGEING, MINE, READY, RECENTLY_PUBLISHED, TO_TRANSLATE, WITHOUT_SOURCE
from .telling import TellsRefusals
from .verifying import Verifies


class WithdrawalForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("Public: the address of the entry answers with it from now on."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3, "cols": 80}),
    )


class EntryList(HasQueues, TellsRefusals, Verifies, EntryRowAdmin):
    entry_path = ""
    queues = (MINE, READY, AGEING, WITHOUT_SOURCE, TO_TRANSLATE, RECENTLY_PUBLISHED)
    list_display = [
        "title",
        "kind",
        "state",
        fuzzy_date_column("start", gettext_lazy("start")),
        "evidence_count",
        day_column("published_at", gettext_lazy("published")),
        day_column("updated_at", gettext_lazy("updated")),
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
    actions = ["submit", "verify", "publish", "withdraw"]

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

    # ── Submitting drafts ───────────────────────────────────────────────────────────────────────
    def has_submit_permission(self, request):
        return self.has_change_permission(request)

    @admin.action(
        permissions=["submit"],
        description=gettext_lazy("Submit the selected %(verbose_name_plural)s for review"),
    )
    def submit(self, request, queryset):
        """Drafts, and what was withdrawn; a public entry is changed on its own page."""
        done, refusals = self.each(
            queryset, lambda entry: workflow.submit_draft(entry, by=request.user)
        )
        self.tell_done(
            request,
            done,
            ngettext(
                "%(count)d entry waits for somebody else to publish it.",
                "%(count)d entries wait for somebody else to publish them.",
                len(done),
            ),
        )
        self.tell_refused(
            request,
            refusals,
            ngettext(
                "%(count)d entry is not submitted:",
                "%(count)d entries are not submitted:",
                len(refusals),
            ),
        )

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
        refusals = [(entry, [_closed(entry)]) for entry in queryset if entry not in entries]
        while refused := {pk: why for pk, why in reasons_against(entries).items() if why}:
            # Again without them: what hangs from a refused entry is refused in its turn.
            refusals += [(entry, refused[entry.pk]) for entry in entries if entry.pk in refused]
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
        self.tell_refused(
            request,
            refusals,
            ngettext(
                "%(count)d entry is not published:",
                "%(count)d entries are not published:",
                len(refusals),
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
        done, refusals = self.each(
            queryset, lambda entry: workflow.withdraw(entry, by=request.user, reason=reason)
        )
        self._tell(
            request,
            done,
            ngettext(
                "%(count)d entry is withdrawn.", "%(count)d entries are withdrawn.", len(done)
            ),
        )
        self.tell_refused(
            request,
            refusals,
            ngettext(
                "%(count)d entry is not withdrawn:",
                "%(count)d entries are not withdrawn:",
                len(refusals),
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
            "rows": queryset,
            "action": "withdraw",
            "action_checkbox_name": ACTION_CHECKBOX_NAME,
        }
        return TemplateResponse(request, "admin/initiatives/initiative/withdraw.html", context)

    def _tell(self, request, entries, sentence):
        for entry in entries:
            state = {"version": entry.version, "state": entry.get_state_display()}
            self.log_change(request, entry, _("Version %(version)d: %(state)s.") % state)
        self.tell_done(request, entries, sentence)


def _closed(entry) -> str:
    """Why ``entry``, neither a draft nor withdrawn, is not published from the list."""
    if entry.state == "merged":
        return _("It has been merged into another entry.")
    return _("It is public already: saving a change publishes its next version.")
