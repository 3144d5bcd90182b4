"""The desk for entries: the whole of one on one page; publish and withdraw from the list."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from sources.admin.dates import fuzzy_date, fuzzy_date_column
from sources.admin.refusals import Refusal

from ..models import Evidence, Initiative
from ..revisions import workflow
from ..revisions.gate import reasons_against
from .entries import EntryRowAdmin
from .inlines import INLINES


class WithdrawalForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("Public: the address of the entry answers with it from now on."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3, "cols": 80}),
    )


@admin.register(Initiative)
class InitiativeAdmin(EntryRowAdmin):
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
    autocomplete_fields = ["themes", "related", "also_partner"]
    inlines = INLINES
    actions = ["publish", "withdraw"]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    ("title", "title_coined"),
                    "title_as_stated",
                    ("slug", "language"),
                    ("kind", "subkind"),
                    "themes",
                    "summary",
                    "description",
                    ("audience_fr", "audience_en"),
                    ("evidence_level", "scope", "last_verified_on"),
                ]
            },
        ),
        (
            gettext_lazy("Place"),
            {
                "classes": ["collapse"],
                "fields": [
                    ("place_name_fr", "place_name_en"),
                    ("city_fr", "city_en"),
                    ("department", "country", "place_inferred"),
                ],
            },
        ),
        (
            gettext_lazy("Start and end"),
            {"classes": ["collapse"], "fields": [*fuzzy_date("start"), *fuzzy_date("end")]},
        ),
        (
            gettext_lazy("Family"),
            {"classes": ["collapse"], "fields": ["also_partner", "related"]},
        ),
        (
            gettext_lazy("Desk notes"),
            {"classes": ["collapse"], "fields": ["desk_note_fr", "desk_note_en"]},
        ),
        (
            gettext_lazy("Publication"),
            {
                "fields": [
                    ("state", "version", "merged_into"),
                    ("first_published_at", "published_at"),
                    "withdrawal_reason",
                    ("created_by", "created_at", "updated_at"),
                ]
            },
        ),
    ]

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

    def save_model(self, request, obj, form, change):
        if not change:
            obj.created_by = request.user
        super().save_model(request, obj, form, change)

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

    def get_view_on_site_url(self, obj=None):
        return f"/initiatives/{obj.slug}/" if obj is not None and obj.is_published else None
