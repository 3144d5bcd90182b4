"""The editorial acts, and the only writer of states: of entries, of revisions, of versions.

Each act locks the entry, asks permission, state and gate, then writes rows, revision, published
document and kept version in one transaction: whoever reads sees the whole story or none of it.
"""

from .acts import Refused, Stale
from .assigning import assign, reviewers
from .deciding import approve, reject
from .proposing import (
    discard,
    open_revision,
    propose,
    rebase,
    recall,
    reopen,
    revert,
    save_proposal,
    submit,
    submit_draft,
)
from .publishing import gate, publish, publish_many, verify, withdraw
from .scheduling import publish_due

__all__ = [
    "Refused",
    "Stale",
    "approve",
    "assign",
    "discard",
    "gate",
    "open_revision",
    "propose",
    "publish",
    "publish_due",
    "publish_many",
    "rebase",
    "recall",
    "reject",
    "reopen",
    "revert",
    "reviewers",
    "save_proposal",
    "submit",
    "submit_draft",
    "verify",
    "withdraw",
]
