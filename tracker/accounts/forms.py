"""Inviting somebody, and changing an account. No password is ever typed for somebody else."""

import unicodedata

from django import forms
from django.conf import settings
from django.contrib.auth.forms import UsernameField
from django.contrib.auth.models import Group, User
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from sources.admin.forms import DeskForm

from . import rules


class GroupsField(forms.ModelMultipleChoiceField):
    """The groups as boxes to tick, each with what its members may do."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs):
        fixed = Group.objects.filter(name__in=rules.GROUPS).order_by("pk")
        super().__init__(fixed, label=_("Groups"), **kwargs)

    def label_from_instance(self, group):
        label, may = rules.GROUPS[group.name]
        return _("%(group)s: %(may)s") % {"group": label, "may": may}


class AccountForm(DeskForm):
    """What an Administrator may change of an account."""

    groups = GroupsField(error_messages={"required": _("Choose at least one group.")})

    class Meta:
        model = User
        fields = ["username", "first_name", "last_name", "email", "groups", "is_active"]
        field_classes = {"username": UsernameField}
        labels = {"email": _("E-mail address")}
        help_texts = {
            "username": _("What the person logs in with. Letters, digits and @ . + - _ only."),
            "is_active": _("Untick to close the account: the person is logged out at once."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "email" in self.fields:
            # Accounts made on the server may have none, and must still be closed or moved.
            self.fields["email"].required = self.instance.pk is None or bool(self.instance.email)
        if "groups" in self.fields:
            self.fields["groups"].required = not self.instance.is_superuser

    def clean_username(self):
        name = self.cleaned_data["username"]
        if self._others().filter(username__iexact=name).exists():
            raise forms.ValidationError(_("Somebody else already has this user name."))
        return name

    def clean_email(self):
        address = unicodedata.normalize("NFKC", self.cleaned_data["email"])
        if address and self._others().filter(email__iexact=address).exists():
            raise forms.ValidationError(_("Somebody else already has this e-mail address."))
        return address

    def _others(self):
        return User.objects.exclude(pk=self.instance.pk)


class InvitationForm(AccountForm):
    language = forms.ChoiceField(
        label=_("Language of the e-mail"), choices=settings.LANGUAGES, widget=forms.RadioSelect
    )

    class Meta(AccountForm.Meta):
        fields = ["username", "first_name", "last_name", "email", "groups"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["language"].initial = get_language()

    def save(self, commit=True):
        self.instance.is_staff = True  # the desk is the only place to log in to
        self.instance.set_unusable_password()
        return super().save(commit)
