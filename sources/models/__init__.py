"""Evidence: who published which words, where and when."""

from .article import ArticleCitation, ExcludedMention, SourceArticle, TextVersion
from .citation import Citation, CitationLink, stance_known
from .publisher import Publisher, PublisherCitation
from .seal import AuditSeal
from .vocabulary import VocabularyTerm

__all__ = [
    "ArticleCitation",
    "AuditSeal",
    "Citation",
    "CitationLink",
    "ExcludedMention",
    "Publisher",
    "PublisherCitation",
    "SourceArticle",
    "TextVersion",
    "VocabularyTerm",
    "stance_known",
]
