"""The desk for evidence: publishers, articles, passages, and what every desk page is made of."""

from .article import ExcludedMentionAdmin, SourceArticleAdmin, TextVersionAdmin
from .citation import CitationAdmin
from .links import ArticleCitationAdmin, LinkAdmin, LinkInline, PublisherCitationAdmin
from .publisher import PublisherAdmin
from .seal import AuditSealAdmin
from .vocabulary import VocabularyTermAdmin

__all__ = [
    "ArticleCitationAdmin",
    "AuditSealAdmin",
    "CitationAdmin",
    "ExcludedMentionAdmin",
    "LinkAdmin",
    "LinkInline",
    "PublisherAdmin",
    "PublisherCitationAdmin",
    "SourceArticleAdmin",
    "TextVersionAdmin",
    "VocabularyTermAdmin",
]
