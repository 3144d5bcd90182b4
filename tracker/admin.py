"""What the wiring adds to the desk: the accounts."""

from .accounts.admin import AccountAdmin, FixedGroupAdmin

__all__ = ["AccountAdmin", "FixedGroupAdmin"]
