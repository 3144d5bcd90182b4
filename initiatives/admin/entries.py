"""Rows that belong to an entry: who may change them, and what a change of a published one does.

The rows of an entry that is not public are changed where they stand. A change of a published entry,
from its own page or from a page of one of its rows, becomes the proposal of whoever saves it
(``pending``); the rows and what the world reads stay as they are until somebody else approves it.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.db import transaction
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from sources.admin.desk import DeskAdmin
from sources.admin.forms import DeskForm
from sources.admin.refusals import SENTENCES, Refusal, database_refusals

from ..models import CLAIMS, Initiative, Revision
from ..revisions import aggregate, workflow
from ..revisions.sandbox import sandbox
from .pending import AtStake, at_stake, left_out_in_words, wait_briefly

PUBLISH = "initiatives.publish_initiative"
REVIEW = "initiatives.review_revision"
CHANGE = "initiatives.change_initiative"

SENTENCES["citation_in_use_immutable"] = gettext_lazy(
    "Something public rests on this passage by now. Save again: it stays, and yours becomes a new "
    "passage, proposed in its place."
)
for claim in CLAIMS:
    SENTENCES[f"evidence_{claim.replace('_', '')}_same_initiative"] = gettext_lazy(
        "The claim belongs to another entry."
    )


def locked(ids: Iterable[int | None]) -> list[Initiative]:
    """The entries ``ids``, kept from other writers to the end of the transaction.

    Always the entry first, then its rows: two saves wait for each other, never in a circle. Raises
    ``Refusal`` where one of them was merged into another.
    """
    wanted = set(ids) - {None}
    entries = list(
        Initiative.objects.select_for_update(no_key=True).filter(pk__in=wanted).order_by("pk")
    )
    if merged := [entry for entry in entries if entry.state == "merged"]:
        raise Refusal(
            [
                _("“%(entry)s” was merged into another entry: change that one.") % {"entry": entry}
                for entry in merged
            ]
        )
    return entries


class EntryForm(DeskForm):
    """``at_stake`` is what the page was opened on; without it (a new row) nothing is compared."""

    reason = forms.CharField(
        required=False,
        strip=True,
        max_length=1000,
        label=gettext_lazy("Reason of the correction"),
        help_text=gettext_lazy("Public: it stands beside the new version in the entry's history."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    edit_token = forms.CharField(required=False, widget=forms.HiddenInput)
    at_stake: AtStake | None = None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.at_stake is not None:
            self.fields["edit_token"].initial = self.at_stake.token
            if self.at_stake.revision is not None:
                self.fields["reason"].initial = self.at_stake.revision.reason

    def clean(self):
        data = super().clean()
        stake = None if self.instance._state.adding else self.at_stake
        if stake is not None and self.cleaned_data.get("edit_token") != stake.token:
            self.add_error(None, stake.stale_sentence())
            # Whoever has read that may save again: on top of what there is now.
            self.data = self.data.copy()
            self.data[self.add_prefix("edit_token")] = stake.token
        return data

    @property
    def changed_data(self):
        return [name for name in super().changed_data if name != "edit_token"]


@dataclass
class Removal:
    """What became of rows that somebody deleted: ``proposed`` names the published entries."""

    proposed: list[Initiative]
    deleted: int

    def sentences(self):
        for entry in self.proposed:
            yield _(
                "The removal is kept as your proposal for “%(entry)s”: what is public has not "
                "changed."
            ) % {"entry": entry}
        if self.deleted:
            yield ngettext(
                "%(count)d row of an entry that is not public is deleted.",
                "%(count)d rows of entries that are not public are deleted.",
                self.deleted,
            ) % {"count": self.deleted}


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
        return super().get_queryset(request).select_related(*related or [None])

    # ── Who may ─────────────────────────────────────────────────────────────────────────────────
    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and self._may(obj)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and self._may(obj)

    def _may(self, obj) -> bool:
        entry = None if obj is None else self.entry_of(obj)
        return entry is None or entry.state != "merged"

    # ── The page: on the rows, or in a sandbox on those of a revision ───────────────────────────
    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        try:
            with database_refusals(), transaction.atomic():
                wait_briefly()
                stake = self._at_stake(request, object_id)
                request.at_stake = stake
                if stake is None or not stake.is_pending:
                    return super().changeform_view(request, object_id, form_url, extra_context)
                if request.method != "POST" and stake.revision is None:
                    return super().changeform_view(request, object_id, form_url, extra_context)
                return self._proposal_view(request, stake, object_id, form_url, extra_context)
        except Refusal as refusal:  # somebody else holds the entry: nothing was written
            request.refusal, request.at_stake = tuple(refusal.reasons), None
            return admin.ModelAdmin.changeform_view(
                self, request, object_id, form_url, extra_context
            )

    def _at_stake(self, request, object_id) -> AtStake | None:
        entry = self._entry_asked_for(request, object_id)
        if entry is None:
            return None
        if request.method == "POST":
            [entry] = locked([entry.pk])
        return at_stake(entry, request.user)

    def _entry_asked_for(self, request, object_id) -> Initiative | None:
        """The entry of the row, or the one that a new row is typed for."""
        if object_id is not None:
            row = self.get_object(request, unquote(object_id))
            return (
                self.entry_of(row)
                if row is not None
                else self._entry_proposed_in(request, object_id)
            )
        if not self.entry_path:
            return None
        column, _sep, further = self.entry_path.partition("__")
        model = self.model._meta.get_field(column).related_model
        try:
            owner = model._base_manager.filter(pk=request.POST.get(column) or None).first()
        except (ValueError, forms.ValidationError):  # the form says so
            return None
        for name in filter(None, further.split("__")):
            owner = getattr(owner, name, None)
        return owner

    def _entry_proposed_in(self, request, object_id) -> Initiative | None:
        """The entry of a row that so far lies only in the user's own revision."""
        own = Revision.objects.open().filter(
            author=request.user,
            **{f"document__{self.opts.model_name}__has_key": unquote(object_id)},
        )
        revision = own.select_related("initiative").first()
        return revision and revision.initiative

    def _proposal_view(self, request, stake, object_id, form_url, extra_context):
        with sandbox():
            revision = stake.revision
            if revision and aggregate.apply_what_fits(stake.entry.pk, revision.document):
                self.message_user(request, left_out_in_words(stake), messages.WARNING)
            response = super().changeform_view(request, object_id, form_url, extra_context)
            if hasattr(response, "render"):
                response.render()  # while the rows are there
            document = aggregate.snapshot(stake.entry.pk) if stake.is_saved else None
        if document is None:
            return response
        return self._keep_proposal(request, stake, document) or response

    def _keep_proposal(self, request, stake, document):
        """What was saved in the sandbox is the user's proposal; then what her button asked for."""
        entry = locked([stake.entry.pk])[0]
        reason = request.POST.get("reason", "").strip()
        revision = workflow.save_proposal(
            entry, stake.revision, document, by=request.user, reason=reason
        )
        if revision is None:
            self.message_user(request, _("Nothing has changed."), messages.INFO)
            return None
        if "_submit" not in request.POST and "_publish" not in request.POST:
            text = _("Kept as your proposal for “%(entry)s”: what is public has not changed.")
            self.message_user(request, text % {"entry": entry}, messages.SUCCESS)
            return None
        review = HttpResponseRedirect(
            reverse("admin:initiatives_revision_change", args=[revision.pk])
        )
        try:
            revision = workflow.submit(revision, by=request.user)
            text = _("Your proposal for “%(entry)s” waits for somebody else’s decision.")
            if "_publish" in request.POST and request.user.has_perm(PUBLISH):
                workflow.approve(revision, by=request.user, lock=revision.lock)
                text = _("“%(entry)s” is public in its next version.")
            self.message_user(request, text % {"entry": entry}, messages.SUCCESS)
        except workflow.Refused as refused:
            for sentence in refused.reasons:
                self.message_user(request, sentence, messages.WARNING)
        return review

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change, **kwargs)
        form.at_stake = getattr(request, "at_stake", None)
        return form

    def get_fieldsets(self, request, obj=None):
        fieldsets = super().get_fieldsets(request, obj)
        stake = getattr(request, "at_stake", None)
        if stake is None or not stake.is_pending or obj is None:
            return fieldsets
        if not self.has_change_permission(request, obj):
            return fieldsets
        correction = {
            "fields": ["reason"],
            "description": _(
                "“%(entry)s” is public. A save is your proposal: somebody else decides on it."
            )
            % {"entry": stake.entry},
        }
        return [*fieldsets, (_("Correction"), correction)]

    # ── Saving ──────────────────────────────────────────────────────────────────────────────────
    def save_model(self, request, obj, form, change):
        stored = self.model._base_manager.filter(pk=obj.pk)
        entry = self.entry_of(obj)
        ids = {*self.entry_ids(stored), entry.pk if entry else None}
        form.entries = locked(ids)
        if len(form.entries) > 1 and any(each.is_published for each in form.entries):
            raise Refusal(
                [
                    _(
                        "A row of a published entry stays with it: propose to remove it there, "
                        "and add it to the other entry."
                    )
                ]
            )
        self._must_be_in_a_sandbox(request, form.entries)
        super().save_model(request, obj, form, change)

    def _must_be_in_a_sandbox(self, request, entries) -> None:
        """No page of the desk writes the rows of a published entry, whichever way it came."""
        stake = getattr(request, "at_stake", None)
        known = stake is not None and stake.is_pending
        for entry in entries:
            if entry.is_published and not (known and stake.entry.pk == entry.pk):
                if getattr(request, "only_trying", False):
                    continue
                raise Refusal(
                    [_("“%(entry)s” is public: change it on its own page.") % {"entry": entry}]
                )

    def after_save(self, request, form, *, changed):
        super().after_save(request, form, changed=changed)
        stake = getattr(request, "at_stake", None)
        if stake is not None and stake.is_pending:
            stake.is_saved = True
            return
        if changed:
            self.sign(form.entries, request.user)
            if isinstance(form.instance, Initiative):
                form.instance.edited_by = request.user

    @staticmethod
    def sign(entries, user) -> None:
        """Who changed a draft last answers for it: somebody else publishes it."""
        keys = [entry.pk for entry in entries]
        Initiative.objects.filter(pk__in=keys).update(edited_by=user, updated_at=timezone.now())

    def response_add(self, request, obj, post_url_continue=None):
        if self._is_pending(request):
            return HttpResponseRedirect(self._after_proposal(request))
        return super().response_add(request, obj, post_url_continue)

    def response_change(self, request, obj):
        if self._is_pending(request):
            return HttpResponseRedirect(self._after_proposal(request, obj))
        return super().response_change(request, obj)

    @staticmethod
    def _is_pending(request) -> bool:
        stake = getattr(request, "at_stake", None)
        return stake is not None and stake.is_pending

    def _after_proposal(self, request, obj=None) -> str:
        if "_continue" in request.POST and obj is not None:
            return self.page("change", obj.pk)
        return self.page("changelist")

    # ── Deleting ────────────────────────────────────────────────────────────────────────────────
    def delete_queryset(self, request, queryset):
        """Rows of published entries stay, and their removal is proposed."""
        entries = locked(self.entry_ids(queryset))
        public = {entry.pk: entry for entry in entries if entry.is_published}
        by_entry = defaultdict(list)
        for pk, entry in queryset.order_by().values_list("pk", self.entry_path or "pk"):
            by_entry[entry].append(pk)
        direct = [pk for entry, rows in by_entry.items() if entry not in public for pk in rows]
        request.removal = Removal([public[pk] for pk in by_entry if pk in public], len(direct))
        for entry in request.removal.proposed:
            self._propose_removal(request, entry, by_entry[entry.pk])
        if direct:
            super().delete_queryset(request, self.model._base_manager.filter(pk__in=direct))
            self.sign([entry for entry in entries if entry.pk not in public], request.user)

    def _propose_removal(self, request, entry, keys) -> None:
        rows = self.model._base_manager.filter(pk__in=keys)
        self._keep(rows)
        workflow.propose(entry, by=request.user, write=lambda _entry: rows.delete())

    def log_deletions(self, request, queryset):
        """Asked before anything is deleted: a removal that is only proposed is no deletion."""
        rows = [row for row in queryset if not self._belongs_to_public(row)]
        return super().log_deletions(request, rows) if rows else None

    def _belongs_to_public(self, row) -> bool:
        entry = self.entry_of(row)
        return entry is not None and entry.is_published

    def message_user(self, request, message, level=messages.INFO, *args, **kwargs):
        """What Django calls deleted is still there when its removal was only proposed."""
        removal = getattr(request, "removal", None)
        if removal is None or not removal.proposed or level != messages.SUCCESS:
            super().message_user(request, message, level, *args, **kwargs)
            return
        for sentence in removal.sentences():
            super().message_user(request, sentence, level, *args, **kwargs)
