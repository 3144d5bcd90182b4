"""The desk for readers' suggestions: the queue, and the page on which one is read and answered."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_POST

from sources.admin.desk import ViewOnlyAdmin
from sources.admin.queues import HasQueues, Queue

from ..models import Revision, Suggestion, SuggestionSender
from ..revisions.workflow import Refused
from ..suggestions import acts
from .entries import CHANGE, REVIEW
from .published import RecordAdmin

# For each sort of page: the route of it, and the desk's page of the row behind it.
_PAGES = {
    "initiative": "initiatives:detail",
    "partner": "initiatives:partner_detail",
    "article": "initiatives:source_detail",
}


def with_subject(suggestions):
    return suggestions.select_related(
        "initiative", "partner", "article", "assigned_to", "decided_by", "sender"
    )


def _to_answer(suggestions, user):
    return suggestions.new()


def _mine(suggestions, user):
    """Given to the user, and not yet answered by a proposal."""
    taken_up = Q(state="taken-up", revision=None)
    return suggestions.filter(Q(state="new") | taken_up, assigned_to=user)


def _of_suggestion(code, title, narrow, empty) -> Queue:
    return Queue(
        code=code,
        title=title,
        model=Suggestion,
        narrow=narrow,
        order=("sent_at", "pk"),
        empty=empty,
        who=lambda suggestion: suggestion.about_words or Truncator(suggestion.body).chars(60),
        when=lambda suggestion: suggestion.sent_at,
        load=with_subject,
        name=lambda suggestion: str(suggestion.subject),
    )


SUGGESTED = _of_suggestion(
    "suggested",
    gettext_lazy("Suggested by readers"),
    _to_answer,
    gettext_lazy("Every suggestion has its answer."),
)
MY_SUGGESTIONS = _of_suggestion(
    "my-suggestions",
    gettext_lazy("Suggestions that are mine"),
    _mine,
    gettext_lazy("No suggestion waits for you."),
)


class TakeUpForm(forms.Form):
    revision = forms.ModelChoiceField(
        queryset=None,
        required=False,
        label=gettext_lazy("The proposal that came of it"),
        help_text=gettext_lazy("Can be chosen later, when there is one."),
    )

    def __init__(self, *args, suggestion: Suggestion, **kwargs):
        super().__init__(*args, auto_id="take-up-%s", **kwargs)
        made = Revision.objects.filter(initiative=suggestion.initiative_id).filter(
            Q(updated_at__gte=suggestion.sent_at) | Q(pk=suggestion.revision_id)
        )
        self.fields["revision"].queryset = made.select_related("initiative", "author").defer(
            "base", "document"
        )
        self.fields["revision"].label_from_instance = lambda revision: (
            f"{revision} ({revision.get_state_display()})"
        )


class DeclineForm(forms.Form):
    reason = forms.CharField(
        max_length=2000,
        label=gettext_lazy("Why it is declined"),
        error_messages={"required": gettext_lazy("Say why it is declined.")},
        help_text=gettext_lazy("For the desk. Never public."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, auto_id="decline-%s", **kwargs)


class GiveForm(forms.Form):
    to = forms.ModelChoiceField(
        queryset=None, required=False, label=gettext_lazy("Who works on it")
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, auto_id="give-%s", **kwargs)
        self.fields["to"].queryset = acts.helpers()


@admin.register(Suggestion)
class SuggestionAdmin(HasQueues, ViewOnlyAdmin):
    """Looked at by everybody of the desk; what each may do with it is asked of ``acts``."""

    queues = (SUGGESTED, MY_SUGGESTIONS)
    list_display = [
        "reference",
        "page_title",
        "part",
        "beginning",
        "state",
        "assigned_to",
        "sent_at",
    ]
    list_filter = ["state", ("assigned_to", admin.RelatedOnlyFieldListFilter)]
    search_fields = [
        "reference",
        "body",
        "initiative__title",
        "initiative__slug",
        "partner__name",
        "article__title",
    ]
    search_help_text = gettext_lazy("Reference, words of the suggestion, title of the page.")
    date_hierarchy = "sent_at"
    ordering = ["-sent_at", "pk"]

    def get_queryset(self, request):
        return with_subject(super().get_queryset(request))

    @admin.display(description=pgettext_lazy("of a site", "page"))
    def page_title(self, suggestion):
        return suggestion.subject

    @admin.display(description=gettext_lazy("about"), ordering="about_words", empty_value="—")
    def part(self, suggestion):
        return suggestion.about_words or None

    @admin.display(description=gettext_lazy("suggestion"), ordering="body")
    def beginning(self, suggestion):
        return Truncator(suggestion.body).chars(100)

    def get_urls(self):
        def act(name, view):
            wrapped = self.admin_site.admin_view(require_POST(view))
            return path(f"<uuid:pk>/{name}/", wrapped, name=f"initiatives_suggestion_{name}")

        own = [
            act("take_up", self.take_up_view),
            act("decline", self.decline_view),
            act("spam", self.spam_view),
            act("reopen", self.reopen_view),
            act("assign", self.assign_view),
            act("erase", self.erase_view),
        ]
        return [*own, *super().get_urls()]

    # ── The page of one ──────────────────────────────────────────────────────────────────────────
    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if object_id is None or request.method != "GET":
            raise PermissionDenied
        suggestion = self.get_object(request, unquote(object_id))
        if suggestion is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not self.has_view_permission(request, suggestion):
            raise PermissionDenied
        return self._screen(request, suggestion)

    def _screen(self, request, suggestion, *, status=200, **forms_shown):
        user, subject = request.user, suggestion.subject
        kind = next(name for name in _PAGES if getattr(suggestion, f"{name}_id") is not None)
        published = getattr(subject, "published_row", None)
        meta = subject._meta
        context = {
            **self.admin_site.each_context(request),
            "title": _("Suggestion about “%(page)s”") % {"page": subject},
            "opts": self.opts,
            "media": self.media,
            "entry": suggestion.reference,
            "suggestion": suggestion,
            "sender": getattr(suggestion, "sender", None),
            "subject": subject,
            "erased_on": suggestion.sent_at + acts.KEPT,
            "work_url": reverse(
                f"admin:{meta.app_label}_{meta.model_name}_change", args=[subject.pk]
            ),
            "public_url": published and reverse(_PAGES[kind], args=[published.slug]),
            "live_version": suggestion.initiative and suggestion.initiative.version,
            "may_answer": user.has_perm(CHANGE),
            "may_erase": user.has_perm(REVIEW),
            "take_up": TakeUpForm(
                suggestion=suggestion, initial={"revision": suggestion.revision_id}
            ),
            "decline": DeclineForm(),
            "give": GiveForm(initial={"to": suggestion.assigned_to_id}),
            **forms_shown,
        }
        template = "admin/initiatives/suggestion/answer.html"
        return TemplateResponse(request, template, context, status=status)

    # ── Acts ─────────────────────────────────────────────────────────────────────────────────────
    def take_up_view(self, request, pk):
        suggestion = self._found(request, pk)
        form = TakeUpForm(request.POST, suggestion=suggestion)
        if not form.is_valid():
            return self._screen(request, suggestion, status=400, take_up=form)
        return self._act(
            request,
            suggestion,
            acts.take_up,
            _("Taken up."),
            revision=form.cleaned_data["revision"],
        )

    def decline_view(self, request, pk):
        suggestion = self._found(request, pk)
        form = DeclineForm(request.POST)
        if not form.is_valid():
            return self._screen(request, suggestion, status=400, decline=form)
        reason = form.cleaned_data["reason"]
        return self._act(request, suggestion, acts.decline, _("Declined."), reason=reason)

    def spam_view(self, request, pk):
        suggestion = self._found(request, pk)
        return self._act(request, suggestion, acts.mark_as_spam, _("Put aside as spam."))

    def reopen_view(self, request, pk):
        suggestion = self._found(request, pk)
        return self._act(request, suggestion, acts.reopen, _("It waits for an answer again."))

    def assign_view(self, request, pk):
        suggestion = self._found(request, pk)
        form = GiveForm(request.POST)
        if not form.is_valid():
            return self._screen(request, suggestion, status=400, give=form)
        to = form.cleaned_data["to"]
        done = _("%(who)s works on it.") % {"who": to} if to else _("It is nobody’s.")
        return self._act(request, suggestion, acts.assign, done, to=to)

    def erase_view(self, request, pk):
        suggestion = self._found(request, pk)
        done = _("Name and address are erased.")
        return self._act(request, suggestion, acts.erase_sender, done)

    def _found(self, request, pk) -> Suggestion:
        if not request.user.has_perm(CHANGE):
            raise PermissionDenied
        return get_object_or_404(self.get_queryset(request), pk=pk)

    def _act(self, request, suggestion, act, done: str, **what):
        """Do it and come back to the suggestion, with what was done or why not."""
        try:
            act(suggestion, by=request.user, **what)
        except Refused as refused:
            for reason in refused.reasons:
                self.message_user(request, reason, messages.ERROR)
        else:
            self.message_user(request, done, messages.SUCCESS)
        return HttpResponseRedirect(self.page("change", suggestion.pk))


@admin.register(SuggestionSender)
class SuggestionSenderAdmin(RecordAdmin):
    list_display = ["suggestion", "name", "email"]
    list_select_related = [
        "suggestion__initiative",
        "suggestion__partner",
        "suggestion__article",
    ]
    search_fields = ["suggestion__reference", "name", "email"]
    ordering = ["-suggestion__sent_at", "pk"]
