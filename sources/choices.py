"""The closed lists of evidence: access, stance, kinds of publisher and article, bases of a fact."""

from pathlib import Path

from .vocabulary import load_vocabularies

VOCABULARIES = load_vocabularies(Path(__file__).with_name("vocabularies.json"))

ACCESS_LEVELS = VOCABULARIES["access_levels"]
ARTICLE_KINDS = VOCABULARIES["article_kinds"]
BASES = VOCABULARIES["bases"]
BODY_STATUSES = VOCABULARIES["body_statuses"]
DATE_PRECISIONS = VOCABULARIES["date_precisions"]
PUBLISHER_KINDS = VOCABULARIES["publisher_kinds"]
STANCES = VOCABULARIES["citation_support"]
TRIAGE_STATUSES = VOCABULARIES["triage_statuses"]
