"""The desk for revisions: their list, and the screen where one is read and decided."""

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from ..models import Initiative, ReviewNote, Revision
from ..revisions import aggregate, workflow
from ..revisions.diff import merge
from ..revisions.gate import reasons_against
from ..revisions.sandbox import sandbox
from ..revisions.workflow.deciding import fits
from .changes import Teller, in_sections, told
from .entries import CHANGE, PUBLISH, REVIEW
from .preview import preview_urls
from .revision_list import AssignmentForm, RevisionList
from .sharing import sharing_context, sharing_urls

MERGE = "merge"


class DecisionForm(forms.Form):
    """What a reviewer decides, and when it becomes public."""

    reason = forms.CharField(
        required=False,
        max_length=1000,
        label=gettext_lazy("Public reason"),
        help_text=gettext_lazy("It stands beside the new version in the entry's history."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    publish_at = forms.DateTimeField(
        required=False,
        label=gettext_lazy("Publish at"),
        help_text=gettext_lazy("Coordinated universal time. Empty: as soon as it is approved."),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )

    def clean_publish_at(self):
        when = self.cleaned_data["publish_at"]
        if when is not None and when < timezone.now():
            raise forms.ValidationError(_("This hour has passed: choose a later one, or none."))
        return when


class RejectionForm(forms.Form):
    reason = forms.CharField(
        max_length=2000,
        label=gettext_lazy("Why it is refused"),
        error_messages={"required": gettext_lazy("Say why: the author needs the reason.")},
        help_text=gettext_lazy("For its author, who can take it up again. Never public."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class NoteForm(forms.Form):
    anchor = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)
    parent = forms.UUIDField(required=False, widget=forms.HiddenInput)
    body = forms.CharField(
        max_length=4000, label=gettext_lazy("Note"), widget=forms.Textarea(attrs={"rows": 2})
    )


def _key(text: str | None) -> dict:
    """A condition that nothing meets where ``text`` is no key."""
    try:
        return {"pk": Revision._meta.pk.to_python(text)}
    except forms.ValidationError:
        return {"pk": None}


@admin.register(Revision)
class RevisionAdmin(RevisionList):
    """Looked at by everybody of the desk; what each may do with it is asked of the workflow."""

    def get_urls(self):
        def act(name, view):
            wrapped = self.admin_site.admin_view(require_POST(view))
            return path(f"<uuid:pk>/{name}/", wrapped, name=f"initiatives_revision_{name}")

        merging = self.admin_site.admin_view(self.merge_view)
        own = [
            act("approve", self.approve_view),
            act("reject", self.reject_view),
            act("submit", self.submit_view),
            act("recall", self.recall_view),
            act("discard", self.discard_view),
            act("reopen", self.reopen_view),
            act("assign", self.assign_view),
            act("note", self.note_view),
            act("resolve", self.resolve_view),
            path(f"<uuid:pk>/{MERGE}/", merging, name="initiatives_revision_merge"),
            *preview_urls(self.admin_site),
            *sharing_urls(self.admin_site),
        ]
        return [*own, *super().get_urls()]

    # ── The screen ───────────────────────────────────────────────────────────────────────────────
    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if object_id is None:
            raise PermissionDenied
        revision = self._revisions().filter(**_key(unquote(object_id))).first()
        if revision is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not self.has_view_permission(request, revision):
            raise PermissionDenied
        if request.method != "GET":
            raise PermissionDenied
        return self._screen(request, revision)

    @staticmethod
    def _revisions():
        return Revision.objects.select_related(
            "initiative", "author", "reviewer", "assigned_to"
        ).prefetch_related("notes__author", "notes__resolved_by")

    def _screen(self, request, revision, *, status=200, **forms_shown):
        entry, user = revision.initiative, request.user
        is_authors = revision.author_id == user.pk
        is_waiting = revision.state == "submitted"
        may_review = user.has_perm(REVIEW)
        is_stale = revision.is_open and not fits(entry, revision)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Proposal for “%(entry)s”") % {"entry": entry},
            "opts": self.opts,
            "media": self.media,
            "revision": revision,
            "entry": entry,
            "sections": told(revision),
            "notes": [note for note in revision.notes.all() if not note.anchor],
            "problems": self._problems(revision) if revision.is_open and not is_stale else [],
            "is_stale": is_stale,
            "is_authors": is_authors,
            "is_waiting": is_waiting,
            "may_decide": is_waiting
            and user.has_perm(PUBLISH)
            and (not is_authors or settings.SELF_APPROVAL),
            "may_take": is_waiting and not is_stale and not revision.is_first,
            "may_reject": is_waiting and may_review and not is_authors,
            "may_merge": is_stale
            and not revision.is_first
            and entry.is_published
            and (is_authors or may_review),
            "may_assign": revision.is_open
            and user.has_perm(CHANGE)
            and (not revision.is_scheduled or revision.is_kept_back),
            "assignment": AssignmentForm(
                initial={"to": revision.assigned_to_id, "due_on": revision.due_on}
            ),
            "decision": DecisionForm(initial={"reason": revision.reason}),
            "rejection": RejectionForm(),
            "note": NoteForm(),
            "sharing": sharing_context(request, revision),
            **forms_shown,
        }
        template = "admin/initiatives/revision/review.html"
        return TemplateResponse(request, template, context, status=status)

    @staticmethod
    def _problems(revision) -> list[str]:
        """What the gate would say if the whole of it were approved now."""
        if revision.is_first:
            return list(reasons_against([revision.initiative])[revision.initiative_id])
        with sandbox():
            left_out = aggregate.apply_what_fits(revision.initiative_id, revision.document)
            entry = Initiative.objects.get(pk=revision.initiative_id)
            reasons = [str(each) for each in reasons_against([entry])[entry.pk]]
        teller = Teller(revision.initiative, revision.base, revision.document)
        for model, pk in left_out:
            row = revision.document.get(model, {}).get(pk) or revision.base[model][pk]
            words = teller.in_words(model, pk, row) if model != "initiative" else row["title"]
            reasons.append(
                _("“%(row)s” no longer fits: what it names is gone, or taken by another.")
                % {"row": words}
            )
        return reasons

    # ── Acts ─────────────────────────────────────────────────────────────────────────────────────
    def approve_view(self, request, pk):
        revision = self._found(pk)
        form = DecisionForm(request.POST)
        if not form.is_valid():
            return self._screen(request, revision, status=400, decision=form)
        some = "some" in request.POST
        with_hour = "scheduled" in request.POST
        if with_hour and form.cleaned_data["publish_at"] is None:
            form.add_error("publish_at", _("Choose the day and the hour."))
            return self._screen(request, revision, status=400, decision=form)
        return self._act(
            request,
            revision,
            lambda: workflow.approve(
                revision,
                by=request.user,
                lock=self._lock(request),
                only=request.POST.getlist("take") if some else None,
                reason=form.cleaned_data["reason"],
                publish_at=form.cleaned_data["publish_at"] if with_hour else None,
            ),
            _("Approved: it is public.")
            if not with_hour
            else _("Approved: it becomes public at its hour."),
            decision=form,
        )

    def reject_view(self, request, pk):
        revision = self._found(pk)
        form = RejectionForm(request.POST)
        if not form.is_valid():
            return self._screen(request, revision, status=400, rejection=form)
        reason, lock = form.cleaned_data["reason"], self._lock(request)
        return self._act(
            request,
            revision,
            lambda: workflow.reject(revision, by=request.user, lock=lock, reason=reason),
            _("Refused. Its author finds the reason here and can take it up again."),
            rejection=form,
        )

    def submit_view(self, request, pk):
        revision = self._found(pk)
        again = revision.is_first
        return self._act(
            request,
            revision,
            lambda: (
                workflow.submit_draft(revision.initiative, by=request.user)
                if again
                else workflow.submit(revision, by=request.user)
            ),
            _("Submitted: somebody else decides on it."),
        )

    def recall_view(self, request, pk):
        revision = self._found(pk)
        return self._act(
            request,
            revision,
            lambda: workflow.recall(revision, by=request.user),
            _("Taken back: it is yours to work on."),
        )

    def discard_view(self, request, pk):
        revision = self._found(pk)
        return self._act(
            request,
            revision,
            lambda: workflow.discard(revision, by=request.user),
            _("Given up. Its content is kept: it can be taken up again."),
        )

    def reopen_view(self, request, pk):
        revision = self._found(pk)
        return self._act(
            request,
            revision,
            lambda: workflow.reopen(revision, by=request.user),
            _("Taken up again."),
        )

    def merge_view(self, request, pk):
        """GET shows what both changed; POST merges with the choices made, or shows what is left."""
        revision = self._found(pk)
        if revision.author_id != request.user.pk and not request.user.has_perm(REVIEW):
            raise PermissionDenied
        entry = revision.initiative
        if not revision.is_open or revision.is_first or not entry.is_published:
            raise Http404
        choices = {
            name.removeprefix("choice-"): value
            for name, value in request.POST.items()
            if name.startswith("choice-") and value in ("mine", "theirs")
        }
        if request.method == "POST":
            try:
                if not workflow.rebase(revision, by=request.user, choices=choices):
                    text = _("Merged with version %(number)d.") % {"number": entry.version}
                    self.message_user(request, text, messages.SUCCESS)
                    return HttpResponseRedirect(self.page("change", revision.pk))
            except workflow.Refused as refused:
                for reason in refused.reasons:
                    self.message_user(request, reason, messages.ERROR)
        live = aggregate.snapshot(entry.pk)
        merged = merge(revision.base, revision.document, live)
        teller = Teller(entry, live, revision.document, revision.base)
        conflicts = [teller.conflict(each) for each in merged.conflicts]
        for each in conflicts:
            each.chosen = choices.get(each.key, "")
        theirs = Teller(entry, revision.base, live).changes()
        context = {
            **self.admin_site.each_context(request),
            "title": _("Merge with version %(number)d") % {"number": entry.version},
            "opts": self.opts,
            "media": self.media,
            "revision": revision,
            "entry": entry,
            "conflicts": in_sections(conflicts),
            "count": len(conflicts),
            "theirs": in_sections(theirs),
            "is_incomplete": request.method == "POST",
        }
        return TemplateResponse(request, "admin/initiatives/revision/merge.html", context)

    def assign_view(self, request, pk):
        if not request.user.has_perm(CHANGE):
            raise PermissionDenied
        revision = self._found(pk)
        form = AssignmentForm(request.POST)
        if not form.is_valid():
            return self._screen(request, revision, status=400, assignment=form)
        to, due_on = form.cleaned_data["to"], form.cleaned_data["due_on"]
        return self._act(
            request,
            revision,
            lambda: workflow.assign(revision, by=request.user, to=to, due_on=due_on),
            _("%(who)s is asked to decide.") % {"who": to},
            assignment=form,
        )

    # ── Notes ────────────────────────────────────────────────────────────────────────────────────
    def note_view(self, request, pk):
        revision = self._seen(request, pk)
        form = NoteForm(request.POST)
        if not form.is_valid():
            return self._screen(request, revision, status=400, note=form)
        parent = form.cleaned_data["parent"]
        if parent is not None:
            parent = get_object_or_404(revision.notes, pk=parent)
            parent = parent.parent or parent
        note = ReviewNote.objects.create(
            revision=revision,
            parent=parent,
            anchor=parent.anchor if parent else form.cleaned_data["anchor"],
            author=request.user,
            body=form.cleaned_data["body"],
        )
        return HttpResponseRedirect(f"{self.page('change', revision.pk)}#note-{note.pk}")

    def resolve_view(self, request, pk):
        """Settle a thread, or open it again."""
        revision = self._seen(request, pk)
        note = get_object_or_404(revision.notes, parent=None, **_key(request.POST.get("note")))
        settled = note.resolved_at is None
        note.resolved_at = timezone.now() if settled else None
        note.resolved_by = request.user if settled else None
        note.save(update_fields=["resolved_at", "resolved_by"])
        return HttpResponseRedirect(f"{self.page('change', revision.pk)}#note-{note.pk}")

    # ── Shared ───────────────────────────────────────────────────────────────────────────────────
    def _found(self, pk) -> Revision:
        return get_object_or_404(self._revisions(), pk=pk)

    def _seen(self, request, pk) -> Revision:
        """The same, for whoever may look at it."""
        revision = self._found(pk)
        if not self.has_view_permission(request, revision):
            raise PermissionDenied
        return revision

    @staticmethod
    def _lock(request) -> int:
        """The save of the revision that the page showed; none matches where it was not sent."""
        value = request.POST.get("lock", "")
        return int(value) if value.isascii() and value.isdigit() and len(value) < 10 else -1

    def _act(self, request, revision, act, done: str, **forms_shown):
        """Do it and go to where the revision is shown, or show why it was not done, typing kept."""
        try:
            result = act()
        except workflow.Refused as refused:
            for reason in refused.reasons:
                self.message_user(request, reason, messages.ERROR)
            fresh = self._found(revision.pk)
            return self._screen(request, fresh, status=409, **forms_shown)
        self.message_user(request, done, messages.SUCCESS)
        shown = result if isinstance(result, Revision) else revision
        return HttpResponseRedirect(self.page("change", shown.pk))
