"""The read model: what the world reads, written only by ``publication.publish``.

Each row of a collection holds its ``document`` (the JSON the API serves, as text) and the narrow
columns its filters and orderings need. Entries, reference rows and free statements also hold
``quotes``: the desk rows their document was built from (``partner:12``, ``source:5``…), by which a
change of one finds the documents to refresh. A claim is refreshed with its entry.
"""

from .aids import PublicationCounter, PublishedLine, PublishedWord, PublishedWordsDue
from .claims import (
    PublishedClaim,
    PublishedInvestment,
    PublishedMilestone,
    PublishedParticipation,
    PublishedStatement,
)
from .entries import PublishedEntryWords, PublishedInitiative
from .record import (
    PublishedAuditHead,
    PublishedChange,
    PublishedCorrection,
    PublishedPageText,
    PublishedRedirect,
    PublishedVersion,
)
from .references import (
    PublishedPartner,
    PublishedPublisher,
    PublishedReference,
    PublishedSource,
    PublishedTheme,
)
from .rows import PublishedRow

__all__ = [
    "PublicationCounter",
    "PublishedAuditHead",
    "PublishedChange",
    "PublishedClaim",
    "PublishedCorrection",
    "PublishedEntryWords",
    "PublishedInitiative",
    "PublishedInvestment",
    "PublishedLine",
    "PublishedMilestone",
    "PublishedPageText",
    "PublishedParticipation",
    "PublishedPartner",
    "PublishedPublisher",
    "PublishedRedirect",
    "PublishedReference",
    "PublishedRow",
    "PublishedSource",
    "PublishedStatement",
    "PublishedTheme",
    "PublishedVersion",
    "PublishedWord",
    "PublishedWordsDue",
]
