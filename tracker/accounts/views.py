"""Choosing a password by a link received by e-mail: asking for the link, and following it."""

import logging
from collections.abc import Callable

from django.contrib import admin
from django.contrib.auth import views
from django.http import HttpResponseRedirect
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from . import mail

logger = logging.getLogger(__name__)


class DeskPage:
    """A page in the look of the desk, for people who are not logged in."""

    def get_context_data(self, **kwargs):
        context = {**admin.site.each_context(self.request), **super().get_context_data(**kwargs)}
        return {**context, "is_nav_sidebar_enabled": False, "is_printed": mail.is_printed()}


class Redirect(HttpResponseRedirect):
    """A redirect, and what is done once it has gone out.

    The server closes a response after the last byte: so the answer takes the same time whether
    there is anything to do or not.
    """

    def __init__(self, address: str, *, then: Callable[[], None]):
        super().__init__(address)
        self.then = then

    def close(self):
        try:
            self.then()
        except Exception:  # nobody is left to be told
            logger.exception("A password reset could not be sent.")
        super().close()


class ResetView(DeskPage, views.PasswordResetView):
    title = _("Forgotten password")

    def form_valid(self, form):
        address = form.cleaned_data["email"]
        site, language = mail.site_address(self.request), get_language()

        def send():
            for user in mail.owners(address):
                mail.send_reset(user, site=site, language=language)

        return Redirect(self.get_success_url(), then=send)


class ResetDoneView(DeskPage, views.PasswordResetDoneView):
    title = _("Look in your mailbox")


class ChooseView(DeskPage, views.PasswordResetConfirmView):
    """The link of both e-mails. A link of a deactivated account opens nothing."""

    title = _("Choose your password")

    def get_user(self, uidb64):
        user = super().get_user(uidb64)
        return user if user is not None and user.is_active else None

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        if not context["validlink"]:
            context["title"] = _("This link no longer works")
        return context


class ChosenView(DeskPage, views.PasswordResetCompleteView):
    title = _("Your password is set")
