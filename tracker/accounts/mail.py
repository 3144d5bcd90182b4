"""The two e-mails that carry a link to choose a password: an invitation, and a reset."""

import unicodedata
from collections.abc import Iterable
from datetime import timedelta

from django.conf import settings
from django.contrib.auth.models import User
from django.contrib.auth.tokens import default_token_generator
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

CONSOLE = "tracker.accounts.console.EmailBackend"


def site_address(request) -> str:
    """``https://host`` that links begin with: ``SITE_URL``, or the host of ``request``.

    Raises ``DisallowedHost`` for a host that is none of ours, before any link is written.
    """
    return settings.SITE_URL or request.build_absolute_uri("/").rstrip("/")


def is_printed() -> bool:
    """Whether e-mails are printed where Veille runs instead of sent."""
    return settings.EMAIL_BACKEND == CONSOLE


def send_invitation(user: User, *, site: str, language: str, by: User) -> None:
    """Raises ``OSError`` (every error of a mail server is one) when it does not leave."""
    _send("invitation", user, site=site, language=language, by=by.get_full_name() or by.username)


def send_reset(user: User, *, site: str, language: str) -> None:
    """Raises ``OSError`` when it does not leave."""
    _send("password_reset", user, site=site, language=language)


def owners(address: str) -> Iterable[User]:
    """The active accounts with this e-mail address, those that never chose a password too.

    The database's idea of capitals is looser than that of mail servers (``ı`` and ``i``): what it
    finds is compared again, so that nobody receives the link of a look-alike address.
    """
    found = User.objects.filter(email__iexact=address, is_active=True)
    return [user for user in found if _folded(user.email) == _folded(address)]


def _folded(address: str) -> str:
    return unicodedata.normalize("NFKC", address).casefold()


def _send(name: str, user: User, *, site: str, language: str, **words) -> None:
    context = {
        "user": user,
        "link": site + _link(user),
        "until": timezone.now() + timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT),
        "site": f"{site}/",
        "site_name": settings.SITE_NAME,
        **words,
    }
    with translation.override(language):
        subject = render_to_string(f"registration/{name}_subject.txt", context)
        body = render_to_string(f"registration/{name}_email.txt", context)
    EmailMessage(" ".join(subject.split()), body.strip() + "\n", to=[user.email]).send()


def _link(user: User) -> str:
    """The page where a password is chosen: once, until the token expires or the account changes."""
    uid = urlsafe_base64_encode(force_bytes(user.pk))
    token = default_token_generator.make_token(user)
    return reverse("password_reset_confirm", args=[uid, token])
