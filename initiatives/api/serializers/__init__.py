"""The schema of what the API answers, for OpenAPI. Nothing is serialized with these: documents are
stored as they are served. A test validates every stored document against the schema made of them.

Every key is always there; ``allow_null`` says where it may be ``null``.
"""

from .answers import (
    BadParameterSerializer,
    FacetsSerializer,
    IndexSerializer,
    MovedSerializer,
    ProblemSerializer,
    WithdrawnSerializer,
)
from .documents import (
    ChangeSerializer,
    InitiativeSerializer,
    InvestmentSerializer,
    MilestoneSerializer,
    PartnerSerializer,
    PublisherSerializer,
    SourceSerializer,
    StatementSerializer,
    ThemeSerializer,
)
from .fields import AmountField, CodeField

__all__ = [
    "AmountField",
    "BadParameterSerializer",
    "ChangeSerializer",
    "CodeField",
    "FacetsSerializer",
    "IndexSerializer",
    "InitiativeSerializer",
    "InvestmentSerializer",
    "MilestoneSerializer",
    "MovedSerializer",
    "PartnerSerializer",
    "ProblemSerializer",
    "PublisherSerializer",
    "SourceSerializer",
    "StatementSerializer",
    "ThemeSerializer",
    "WithdrawnSerializer",
]
