"""The desk's list of revisions: where each stands; submit, assign and approve several at once."""

from django import forms
from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.widgets import AdminDateWidget
from django.db.models import Q
from django.template.response import TemplateResponse
from django.utils.html import format_html
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from sources.admin.desk import ViewOnlyAdmin
from sources.admin.queues import HasQueues
from sources.written.wording import day_in_words

from ..models import Revision
from ..revisions import workflow
from ..revisions.diff import diff
from ..revisions.staleness import stale
from .revision_queues import OF_REVISIONS, light, state_in_words, told
from .telling import TellsRefusals


class AssignmentForm(forms.Form):
    to = forms.ModelChoiceField(
        queryset=None,
        label=gettext_lazy("Whom to ask"),
        help_text=gettext_lazy("People who may approve and reject."),
    )
    due_on = forms.DateField(label=gettext_lazy("Due on"), required=False, widget=AdminDateWidget())

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = workflow.reviewers()


class RevisionList(HasQueues, TellsRefusals, ViewOnlyAdmin):
    queues = OF_REVISIONS
    list_display = [
        "entry",
        "author",
        "state_in_words",
        "starts_from",
        "asked_whom",
        "submitted_at",
    ]
    list_filter = [
        "state",
        ("author", admin.RelatedOnlyFieldListFilter),
        ("assigned_to", admin.RelatedOnlyFieldListFilter),
    ]
    search_fields = [
        "initiative__title",
        "initiative__slug",
        "initiative__aliases__surface",
        "author__username",
        "author__last_name",
        "reason",
    ]
    search_help_text = gettext_lazy("Title or another name of the entry, author, public reason.")
    date_hierarchy = "submitted_at"
    ordering = ["-updated_at", "pk"]
    actions = ["submit", "assign", "approve"]

    def get_queryset(self, request):
        """Without the rows proposed: the page of one revision asks for its own."""
        return light(super().get_queryset(request)).annotate(is_new=Q(base__isnull=True))

    def get_changelist_instance(self, request):
        shown = super().get_changelist_instance(request)
        if rows := list(shown.result_list):
            gone = set(stale(Revision.objects.filter(pk__in=[row.pk for row in rows])))
            for row in rows:
                row.is_stale = row.pk in gone
            shown.result_list = rows
        return shown

    @admin.display(description=gettext_lazy("initiative"), ordering="initiative__title")
    def entry(self, revision):
        return revision.initiative

    @admin.display(description=gettext_lazy("state"), ordering="state")
    def state_in_words(self, revision):
        words, reason = state_in_words(revision), told(revision)
        if not reason:
            return words
        return format_html(
            '{}<span class="quiet under">{}</span>',
            words,
            Truncator(reason).chars(300),
        )

    @admin.display(description=gettext_lazy("starts from"), ordering="base_version")
    def starts_from(self, revision):
        """The version, or the draft; and whether that is still what there is."""
        if revision.is_new:
            text = _("the draft")
        else:
            text = _("version %(number)d") % {"number": revision.base_version}
        if not getattr(revision, "is_stale", False):
            return text
        live = revision.initiative.version
        if live != revision.base_version:
            stale_text = _("stale: the entry is at version %(number)d") % {"number": live}
        else:
            stale_text = _("stale: its rows were changed since")
        return format_html('{}<span class="stale under">{}</span>', text, stale_text)

    @admin.display(description=gettext_lazy("assigned to"), ordering="due_on", empty_value="—")
    def asked_whom(self, revision):
        """Who was asked, and by when."""
        if revision.assigned_to is None or revision.due_on is None:
            return revision.assigned_to
        due = _("due on %(day)s") % {"day": day_in_words(revision.due_on)}
        return format_html('{}<span class="quiet under">{}</span>', revision.assigned_to, due)

    # ── Acting on several ───────────────────────────────────────────────────────────────────────
    def has_submit_permission(self, request):
        return request.user.has_perm("initiatives.change_initiative")

    def has_assign_permission(self, request):
        return request.user.has_perm("initiatives.review_revision")

    def has_approve_permission(self, request):
        return request.user.has_perm("initiatives.publish_initiative")

    @admin.action(
        permissions=["submit"],
        description=gettext_lazy("Submit the selected %(verbose_name_plural)s"),
    )
    def submit(self, request, queryset):
        done, refusals = self.each(
            queryset, lambda revision: workflow.submit(revision, by=request.user)
        )
        self.tell_done(
            request,
            done,
            ngettext(
                "%(count)d revision waits for somebody else’s decision.",
                "%(count)d revisions wait for somebody else’s decision.",
                len(done),
            ),
        )
        self.tell_refused(
            request,
            refusals,
            ngettext(
                "%(count)d revision is not submitted:",
                "%(count)d revisions are not submitted:",
                len(refusals),
            ),
        )

    @admin.action(
        permissions=["assign"],
        description=gettext_lazy("Assign the selected %(verbose_name_plural)s"),
    )
    def assign(self, request, queryset):
        """Asks for whom and by when on a page of its own."""
        form = AssignmentForm(request.POST if "to" in request.POST else None)
        if not form.is_valid():
            return self._ask(request, "assign", _("Assign revisions"), list(queryset), form=form)
        to, due_on = form.cleaned_data["to"], form.cleaned_data["due_on"]
        done, refusals = self.each(
            queryset,
            lambda revision: workflow.assign(revision, by=request.user, to=to, due_on=due_on),
        )
        self.tell_done(
            request,
            done,
            ngettext(
                "%(count)d revision is now for %(who)s to decide on.",
                "%(count)d revisions are now for %(who)s to decide on.",
                len(done),
            )
            % {"count": len(done), "who": to},
        )
        self.tell_refused(
            request,
            refusals,
            ngettext(
                "%(count)d revision is not assigned:",
                "%(count)d revisions are not assigned:",
                len(refusals),
            ),
        )
        return None

    @admin.action(
        permissions=["approve"],
        description=gettext_lazy("Approve the selected %(verbose_name_plural)s"),
    )
    def approve(self, request, queryset):
        """Shows what would become public, then approves what is still as it was shown."""
        if "confirmed" not in request.POST:
            revisions = list(queryset.defer(None))
            for revision in revisions:
                revision.change_count = 0 if revision.is_first else len(_changes(revision))
            return self._ask(request, "approve", _("Approve revisions"), revisions)
        done, refusals = self.each(queryset, lambda revision: self._approve(request, revision))
        self.tell_done(
            request,
            done,
            ngettext("%(count)d revision is public.", "%(count)d revisions are public.", len(done)),
        )
        self.tell_refused(
            request,
            refusals,
            ngettext(
                "%(count)d revision is not approved:",
                "%(count)d revisions are not approved:",
                len(refusals),
            ),
        )
        return None

    def _approve(self, request, revision):
        if revision.is_scheduled and not revision.is_kept_back:
            raise workflow.Refused([_("It is approved already, and waits for its hour.")])
        seen = request.POST.get(f"lock-{revision.pk}", "")
        workflow.approve(revision, by=request.user, lock=int(seen) if seen.isdecimal() else -1)

    def _ask(self, request, action, title, revisions, form=None):
        context = {
            **self.admin_site.each_context(request),
            "title": title,
            "opts": self.opts,
            "media": self.media + form.media if form else self.media,
            "form": form,
            "rows": revisions,
            "action": action,
            "action_checkbox_name": ACTION_CHECKBOX_NAME,
        }
        return TemplateResponse(request, f"admin/initiatives/revision/{action}.html", context)


def _changes(revision):
    return diff(revision.base, revision.document)
