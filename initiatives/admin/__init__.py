"""The desk for claims: entries, what they are made of, what they name, what was published."""

from . import (  # noqa: F401  what the desk of evidence asks: who may, what rests on what
    corrected_passages,
    public_record,
    uses,
)
from .claims import (
    EvidenceAdmin,
    InvestmentAdmin,
    LifecycleStatusAdmin,
    MetricAdmin,
    MetricClaimantAdmin,
    MilestoneAdmin,
    ParticipationAdmin,
)
from .disagreements import DisagreementAdmin
from .family import TranslationAdmin
from .initiative import InitiativeAdmin
from .page_texts import PageTextAdmin
from .partner import PartnerAdmin
from .people import PersonAdmin
from .published import PublishedRowAdmin
from .reference import ThemeAdmin
from .revisions import RevisionAdmin
from .statements import StatementAdmin
from .suggestions import SuggestionAdmin, SuggestionSenderAdmin
from .traces import DueRunAdmin, KeptRowsAdmin, PresenceAdmin, PreviewLinkAdmin, ReviewNoteAdmin

__all__ = [
    "DisagreementAdmin",
    "DueRunAdmin",
    "EvidenceAdmin",
    "InitiativeAdmin",
    "InvestmentAdmin",
    "KeptRowsAdmin",
    "LifecycleStatusAdmin",
    "MetricAdmin",
    "MetricClaimantAdmin",
    "MilestoneAdmin",
    "ParticipationAdmin",
    "PageTextAdmin",
    "PartnerAdmin",
    "PersonAdmin",
    "PresenceAdmin",
    "PreviewLinkAdmin",
    "PublishedRowAdmin",
    "ReviewNoteAdmin",
    "RevisionAdmin",
    "StatementAdmin",
    "SuggestionAdmin",
    "SuggestionSenderAdmin",
    "ThemeAdmin",
    "TranslationAdmin",
]
