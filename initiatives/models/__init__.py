"""Claims: what is being done, by whom, with what money, how far along, and who says so."""

from ..publication.models import (
    PublicationCounter,
    PublishedAuditHead,
    PublishedChange,
    PublishedCorrection,
    PublishedEntryWords,
    PublishedInitiative,
    PublishedInvestment,
    PublishedLine,
    PublishedMilestone,
    PublishedPageText,
    PublishedParticipation,
    PublishedPartner,
    PublishedPublisher,
    PublishedRedirect,
    PublishedSource,
    PublishedStatement,
    PublishedTheme,
    PublishedVersion,
    PublishedWord,
    PublishedWordsDue,
)
from ..revisions.models import DueRun, KeptRows, Presence, PreviewLink, ReviewNote, Revision
from ..suggestions.models import Suggestion, SuggestionSender
from .disagreement import Disagreement, DisagreementPosition, DisagreementSubject, PositionCitation
from .evidence import CLAIMS, Evidence
from .family import InitiativeAlias, InitiativeParent
from .initiative import EditorialHint, Initiative
from .investment import ExchangeRate, Investment
from .lifecycle import InitiativeDate, LifecycleStatus
from .loading import DatasetLoad, LoadedRow
from .metric import Metric, MetricClaimant
from .milestone import Milestone
from .page_text import PageText
from .participation import Participation
from .partner import AliasCitation, Partner, PartnerAlias, PartnerCitation
from .person import Person, PersonRole, PersonRoleCitation
from .statement import Statement, StatementCitation
from .theme import Theme
from .translation import Translation

__all__ = [
    "Revision",
    "ReviewNote",
    "Presence",
    "PreviewLink",
    "KeptRows",
    "DueRun",
    "CLAIMS",
    "AliasCitation",
    "DatasetLoad",
    "Disagreement",
    "DisagreementPosition",
    "DisagreementSubject",
    "EditorialHint",
    "Evidence",
    "ExchangeRate",
    "Initiative",
    "InitiativeAlias",
    "InitiativeDate",
    "InitiativeParent",
    "Investment",
    "LifecycleStatus",
    "LoadedRow",
    "Metric",
    "MetricClaimant",
    "Milestone",
    "PageText",
    "Participation",
    "Partner",
    "PartnerAlias",
    "PartnerCitation",
    "Person",
    "PersonRole",
    "PersonRoleCitation",
    "PositionCitation",
    "PublicationCounter",
    "PublishedAuditHead",
    "PublishedChange",
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
    "PublishedSource",
    "PublishedStatement",
    "PublishedTheme",
    "PublishedVersion",
    "PublishedWord",
    "PublishedWordsDue",
    "Statement",
    "StatementCitation",
    "Suggestion",
    "SuggestionSender",
    "Theme",
    "Translation",
]
