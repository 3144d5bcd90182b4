"""How far an account is: invited, never used, in use, deactivated. Computed, stored nowhere."""

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.contrib.auth.models import User
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

_NO_PASSWORD = Q(password__startswith=UNUSABLE_PASSWORD_PREFIX)
_NEVER = Q(is_active=True, last_login=None)

# Code -> what it is called, which accounts it holds; each account is in exactly one.
STATES = {
    "invited": (_("Invited"), _NEVER & _NO_PASSWORD),
    "never": (_("Never logged in"), _NEVER & ~_NO_PASSWORD),
    "active": (_("In use"), Q(is_active=True, last_login__isnull=False)),
    "deactivated": (_("Deactivated"), Q(is_active=False)),
}


def state_of(user: User) -> str:
    """The code of ``user``'s state; no query."""
    if not user.is_active:
        return "deactivated"
    if user.last_login is not None:
        return "active"
    return "never" if user.has_usable_password() else "invited"


def can_be_invited_again(user: User) -> bool:
    """Whoever never logged in, and has an address."""
    return bool(user.email) and state_of(user) in ("invited", "never")
