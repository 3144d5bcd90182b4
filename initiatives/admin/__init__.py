"""The desk for claims: entries, what they are made of, what they name, what was published."""

from . import public_record, uses  # noqa: F401  the guard of the public record, and what rests on what
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
from .partner import PartnerAdmin
from .people import PersonAdmin
from .published import PublishedRowAdmin
from .reference import ThemeAdmin
from .revisions import RevisionAdmin
from .statements import StatementAdmin

__all__ = [
    "DisagreementAdmin",
    "EvidenceAdmin",
    "InitiativeAdmin",
    "InvestmentAdmin",
    "LifecycleStatusAdmin",
    "MetricAdmin",
    "MetricClaimantAdmin",
    "MilestoneAdmin",
    "ParticipationAdmin",
    "PartnerAdmin",
    "PersonAdmin",
    "PublishedRowAdmin",
    "RevisionAdmin",
    "StatementAdmin",
    "ThemeAdmin",
    "TranslationAdmin",
]
