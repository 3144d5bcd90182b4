"""Rows that belong to an entry: who may change them, and what a change of a published one does.

Until the workflow takes proposals, only Editors save what belongs to an entry that has been
published. Their save passes the gate and makes the entry's next version, in one transaction; what
the gate refuses is undone and comes back as it was typed.
"""

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sources.admin.desk import DeskAdmin
from sources.admin.forms import DeskForm
from sources.admin.refusals import SENTENCES, Refusal

from ..models import CLAIMS, Initiative
from ..revisions import workflow

PUBLISH = "initiatives.publish_initiative"

SENTENCES["citation_in_use_immutable"] = gettext_lazy(
    "A published entry uses this passage: add a new passage and link that one instead."
)
for claim in CLAIMS:
    SENTENCES[f"evidence_{claim.replace('_', '')}_same_initiative"] = gettext_lazy(
        "The claim belongs to another entry."
    )


def may_change(user, entry: Initiative | None) -> bool:
    return entry is None or entry.state == "draft" or user.has_perm(PUBLISH)


def locked(ids: Iterable[int | None], *, user) -> list[Initiative]:
    """The entries ``ids``, kept from other writers to the end of the transaction.

    Always the entry first, then its rows: two saves wait for each other, never in a circle. Raises
    ``Refusal`` where ``user`` may not change one of them.
    """
    wanted = set(ids) - {None}
    entries = list(
        Initiative.objects.select_for_update(no_key=True).filter(pk__in=wanted).order_by("pk")
    )
    refused = [entry for entry in entries if not may_change(user, entry)]
    if refused:
        raise Refusal(
            [
                _("“%(entry)s” has been published: only an Editor may change it.")
                % {"entry": entry}
                for entry in refused
            ]
        )
    return entries


def republish(entries: list[Initiative], *, by, reason: str = "") -> None:
    """Make what was just written public: the next version of each published entry of ``entries``.

    Raises ``Refusal`` with the gate's reasons.
    """
    reasons = []
    for entry in entries:
        if not entry.is_published:
            continue
        try:
            workflow.publish(entry, by=by, reason=reason)
        except workflow.Refused as refused:
            reasons += [
                sentence if len(entries) == 1 else f"{entry}: {sentence}"
                for sentence in refused.reasons
            ]
    if reasons:
        raise Refusal(reasons)


class EntryForm(DeskForm):
    reason = forms.CharField(
        required=False,
        strip=True,
        max_length=1000,
        label=gettext_lazy("Reason of the correction"),
        help_text=gettext_lazy("Public: it stands beside the new version in the entry's history."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class EntryRowAdmin(DeskAdmin):
    """A page for one row of an entry.

    ``entry_path`` leads from the row to its entry; it is empty for the entry itself.
    """

    form = EntryForm
    list_select_related = ()
    entry_path = "initiative"

    def entry_of(self, row) -> Initiative | None:
        for name in filter(None, self.entry_path.split("__")):
            row = getattr(row, name, None)
        return row

    def entry_ids(self, rows) -> set[int | None]:
        return set(rows.order_by().values_list(self.entry_path or "pk", flat=True))

    def get_queryset(self, request):
        # Django forgets list_select_related as soon as a queryset has its own.
        related = [
            name for name in (self.entry_path, *self.get_list_select_related(request)) if name
        ]
        return super().get_queryset(request).select_related(*related)

    # ── Who may ─────────────────────────────────────────────────────────────────────────────────
    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and self._may(request, obj)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and self._may(request, obj)

    def _may(self, request, obj) -> bool:
        return obj is None or may_change(request.user, self.entry_of(obj))

    # ── Saving ──────────────────────────────────────────────────────────────────────────────────
    def get_fieldsets(self, request, obj=None):
        fieldsets = super().get_fieldsets(request, obj)
        if obj is None or not self.has_change_permission(request, obj):
            return fieldsets
        entry = self.entry_of(obj)
        if entry is None or not entry.is_published:
            return fieldsets
        correction = {
            "fields": ["reason"],
            "description": _("Saving publishes “%(entry)s” again, as its next version.")
            % {"entry": entry},
        }
        return [*fieldsets, (_("Correction"), correction)]

    def lock(self, request, obj):
        if obj is not None and (entry := self.entry_of(obj)) is not None:
            Initiative.objects.select_for_update(no_key=True).filter(pk=entry.pk).first()

    def save_model(self, request, obj, form, change):
        stored = self.model._base_manager.filter(pk=obj.pk)
        entry = self.entry_of(obj)
        ids = {*self.entry_ids(stored), entry.pk if entry else None}
        form.entries = locked(ids, user=request.user)
        super().save_model(request, obj, form, change)

    def after_save(self, request, form, *, changed):
        super().after_save(request, form, changed=changed)
        if not changed:
            return
        republish(form.entries, by=request.user, reason=form.cleaned_data.get("reason", ""))
        for entry in form.entries:
            if entry.is_published:
                text = _("“%(entry)s” is public as version %(version)d.")
                self.message_user(request, text % {"entry": entry, "version": entry.version})

    # ── Deleting ────────────────────────────────────────────────────────────────────────────────
    def delete_queryset(self, request, queryset):
        entries = locked(self.entry_ids(queryset), user=request.user)
        super().delete_queryset(request, queryset)
        republish(entries, by=request.user)
