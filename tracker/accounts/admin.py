"""The users of the desk, for Administrators, and what each group may do, to look at."""

from contextlib import contextmanager
from functools import partial

from django.conf import settings
from django.contrib import admin, messages
from django.contrib.auth import admin as djangos  # noqa: F401  its pages, taken off below
from django.contrib.auth.models import Group, User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Count, Q
from django.http import Http404, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from sources.admin.desk import DeskAdmin, ViewOnlyAdmin
from sources.admin.refusals import Refusal

from . import mail, rules
from .forms import AccountForm, InvitationForm
from .states import STATES, can_be_invited_again, state_of

for model in (User, Group):
    admin.site.unregister(model)


class StateFilter(admin.SimpleListFilter):
    title = gettext_lazy("state")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return [(code, label) for code, (label, _accounts) in STATES.items()]

    def queryset(self, request, queryset):
        return queryset.filter(STATES[self.value()][1]) if self.value() in STATES else queryset


class GroupFilter(admin.SimpleListFilter):
    title = gettext_lazy("group")
    parameter_name = "group"

    def lookups(self, request, model_admin):
        return [(name, label) for name, (label, _may) in rules.GROUPS.items()]

    def queryset(self, request, queryset):
        return queryset.filter(groups__name=self.value()) if self.value() else queryset

    def get_facet_counts(self, pk_attname, filtered_qs):
        return {
            f"{number}__c": Count(pk_attname, filter=Q(groups__name=name), distinct=True)
            for number, (name, _label) in enumerate(self.lookup_choices)
        }


@admin.register(User)
class AccountAdmin(DeskAdmin):
    """Invite, change, deactivate. Passwords are chosen by their owners, by a link."""

    form = AccountForm
    list_display = ["username", "full_name", "state", "group_names", "last_login", "email"]
    list_filter = [StateFilter, GroupFilter]
    search_fields = ["username", "first_name", "last_name", "email"]
    search_help_text = gettext_lazy("User name, name or e-mail address, with or without accents.")
    ordering = ["username"]
    actions = ["invite_again_in_french", "invite_again_in_english", "deactivate", "activate"]
    readonly_fields = ["state", "last_login", "date_joined", "is_superuser"]
    invitation_fieldsets = [
        (None, {"fields": ["username", "first_name", "last_name", "email", "groups"]}),
        (None, {"fields": ["language"]}),
    ]
    fieldsets = [
        (None, {"fields": ["username", "first_name", "last_name", "email"]}),
        (gettext_lazy("What this person may do"), {"fields": ["groups", "is_active"]}),
        (gettext_lazy("History"), {"fields": ["state", "last_login", "date_joined"]}),
    ]

    # ── What is shown ───────────────────────────────────────────────────────────────────────────
    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("groups")

    @admin.display(description=gettext_lazy("name"), ordering="last_name")
    def full_name(self, user):
        return user.get_full_name() or None

    @admin.display(description=gettext_lazy("groups"))
    def group_names(self, user):
        names = [rules.group_label(group.name) for group in user.groups.all()]
        return ", ".join([*([_("Superuser")] if user.is_superuser else []), *sorted(names)])

    @admin.display(description=gettext_lazy("state"))
    def state(self, user):
        return STATES[state_of(user)][0]

    def get_fieldsets(self, request, obj=None):
        if obj is None:
            return self.invitation_fieldsets
        if not obj.is_superuser:
            return self.fieldsets
        return [*self.fieldsets, (_("Made on the server"), {"fields": ["is_superuser"]})]

    def get_form(self, request, obj=None, change=False, **kwargs):
        if obj is None:
            kwargs["form"] = InvitationForm
        return super().get_form(request, obj, change, **kwargs)

    def add_view(self, request, form_url="", extra_context=None):
        context = {"title": _("Invite somebody"), "is_printed": mail.is_printed()}
        return super().add_view(request, form_url, context | (extra_context or {}))

    def change_view(self, request, object_id, form_url="", extra_context=None):
        user = self.get_object(request, object_id)
        again = user is not None and can_be_invited_again(user)
        context = {"invite_again": settings.LANGUAGES if again else []}
        return super().change_view(request, object_id, form_url, context | (extra_context or {}))

    def lookup_allowed(self, lookup, value, request=None):
        # ?password__startswith=… would tell a hash, one letter at a time.
        return not lookup.startswith("password") and super().lookup_allowed(lookup, value, request)

    # ── Who may change whom ─────────────────────────────────────────────────────────────────────
    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and _within_reach(request, obj)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and _within_reach(request, obj)

    @contextmanager
    def _writing(self, request):
        with super()._writing(request):
            request.had_administrator = rules.queue_up()
            yield

    def _keep_one(self, request):
        """Asked after each write and before anything is said of it."""
        if request.had_administrator:
            rules.refuse_to_leave_nobody()

    def delete_queryset(self, request, queryset):
        super().delete_queryset(request, queryset)
        self._keep_one(request)

    def reason_to_keep(self, row):
        if not rules.has_history(row):
            return None
        return _(
            "“%(user)s” stands in the history of the desk and cannot be deleted. Deactivate the "
            "account instead: nobody can log in with it, and its history stays."
        ) % {"user": row}

    # ── Inviting ────────────────────────────────────────────────────────────────────────────────
    def after_save(self, request, form, *, changed):
        self._keep_one(request)
        if isinstance(form, InvitationForm):
            language = form.cleaned_data["language"]
            transaction.on_commit(partial(self.invite, request, [form.instance], language))

    def invite(self, request, users, language):
        """Send each of ``users`` the invitation, and say what became of it."""
        for user in users:
            try:
                mail.send_invitation(
                    user, site=mail.site_address(request), language=language, by=request.user
                )
            except OSError as error:
                self.message_user(request, _not_sent(user, error), messages.ERROR)
            else:
                self.message_user(request, _sent(user), messages.SUCCESS)

    def get_urls(self):
        again = self.admin_site.admin_view(require_POST(self.invite_again_view))
        mine = [path("<int:pk>/invitation/", again, name="auth_user_invitation")]
        return [*mine, *super().get_urls()]

    def invite_again_view(self, request, pk):
        user = self.get_object(request, str(pk))
        if not self.has_change_permission(request, user):
            raise PermissionDenied
        if user is None or request.POST.get("language") not in dict(settings.LANGUAGES):
            raise Http404
        self.invite_again(request, [user], request.POST["language"])
        return HttpResponseRedirect(self.page("change", pk))

    def invite_again(self, request, users, language):
        for user in users:
            if can_be_invited_again(user):
                self.invite(request, [user], language)
            else:
                self.message_user(request, _why_not_invited(user), messages.WARNING)

    @admin.action(
        permissions=["change"],
        description=gettext_lazy("Send the invitation again, in French"),
    )
    def invite_again_in_french(self, request, queryset):
        self.invite_again(request, queryset, "fr")

    @admin.action(
        permissions=["change"],
        description=gettext_lazy("Send the invitation again, in English"),
    )
    def invite_again_in_english(self, request, queryset):
        self.invite_again(request, queryset, "en")

    # ── Opening and closing ─────────────────────────────────────────────────────────────────────
    @admin.action(permissions=["change"], description=gettext_lazy("Deactivate the accounts"))
    def deactivate(self, request, queryset):
        count = self._set_active(request, queryset, False)
        said = ngettext("%(count)d account deactivated.", "%(count)d accounts deactivated.", count)
        self.message_user(request, said % {"count": count}, messages.SUCCESS)

    @admin.action(permissions=["change"], description=gettext_lazy("Activate the accounts"))
    def activate(self, request, queryset):
        count = self._set_active(request, queryset, True)
        said = ngettext("%(count)d account activated.", "%(count)d accounts activated.", count)
        self.message_user(request, said % {"count": count}, messages.SUCCESS)

    def _set_active(self, request, queryset, is_active) -> int:
        users = [user for user in queryset if user.is_active != is_active]
        for user in users:
            if not self.has_change_permission(request, user):
                raise Refusal([_("Only a superuser changes the account of a superuser.")])
            user.is_active = is_active
            user.save(update_fields=["is_active"])
            self.log_change(request, user, [{"changed": {"fields": ["active"]}}])
        self._keep_one(request)
        return len(users)


def _within_reach(request, obj) -> bool:
    """An Administrator who is no superuser cannot take over the account of one."""
    return obj is None or request.user.is_superuser or not obj.is_superuser


def _sent(user) -> str:
    said = {"user": user.username, "address": user.email}
    if mail.is_printed():
        return (
            _("The invitation of “%(user)s” is printed where Veille runs: no mail server is set.")
            % said
        )
    return _("The invitation of “%(user)s” was sent to %(address)s.") % said


def _not_sent(user, error) -> str:
    return _(
        "The account “%(user)s” is there, but the e-mail to %(address)s could not be sent "
        "(%(error)s). When the mail server works, open the account and send the invitation again."
    ) % {"user": user.username, "address": user.email, "error": error}


def _why_not_invited(user) -> str:
    said = {"user": user.username}
    if not user.email:
        return _("“%(user)s” has no e-mail address: write one first.") % said
    if not user.is_active:
        return _("The account “%(user)s” is deactivated: activate it first.") % said
    return (
        _(
            "“%(user)s” has already logged in. Whoever forgets the password asks for a new link on "
            "the login page."
        )
        % said
    )


@admin.register(Group)
class FixedGroupAdmin(ViewOnlyAdmin):
    """The groups and what they may do are decided in the code; who is in them, on a user's page."""

    list_display = ["label", "may", "members"]
    ordering = ["pk"]
    search_fields = ["name"]
    fields = ["label", "may", "members"]
    readonly_fields = fields

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(member_count=Count("user"))

    @admin.display(description=gettext_lazy("group"))
    def label(self, group):
        return rules.group_label(group.name)

    @admin.display(description=gettext_lazy("what its members may do"))
    def may(self, group):
        return rules.GROUPS[group.name][1] if group.name in rules.GROUPS else None

    @admin.display(description=gettext_lazy("members"))
    def members(self, group):
        address = reverse(f"{self.admin_site.name}:auth_user_changelist")
        return format_html(
            '<a href="{}?group={}">{}</a>',
            address,
            group.name,
            ngettext("%(count)d account", "%(count)d accounts", group.member_count)
            % {"count": group.member_count},
        )

    def change_view(self, request, object_id, form_url="", extra_context=None):
        group = self.get_object(request, object_id)
        context = {"subtitle": rules.group_label(group.name)} if group else {}
        return super().change_view(request, object_id, form_url, context | (extra_context or {}))
