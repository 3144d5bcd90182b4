"""The closed lists of claims: kinds, statuses, roles, disclosure, units and the rest."""

from pathlib import Path

from sources.vocabulary import load_vocabularies

VOCABULARIES = load_vocabularies(Path(__file__).with_name("vocabularies.json"))

CONFLICT_NATURES = VOCABULARIES["conflict_natures"]
DATE_KINDS = VOCABULARIES["date_kinds"]
DISCLOSURES = VOCABULARIES["disclosure"]
EVIDENCE_LEVELS = VOCABULARIES["evidence_levels"]
INITIATIVE_KINDS = VOCABULARIES["initiative_kinds"]
INITIATIVE_SUBKINDS = VOCABULARIES["initiative_subkinds"]
INVESTMENT_KINDS = VOCABULARIES["investment_kinds"]
INVESTMENT_PERIODS = VOCABULARIES["investment_periods"]
INVESTMENT_STAGES = VOCABULARIES["investment_stages"]
LIFECYCLE_STATUSES = VOCABULARIES["lifecycle_statuses"]
METRIC_NATURES = VOCABULARIES["metric_natures"]
METRIC_QUALIFIERS = VOCABULARIES["metric_qualifiers"]
METRIC_UNITS = VOCABULARIES["metric_units"]
MILESTONE_KINDS = VOCABULARIES["milestone_kinds"]
MILESTONE_STATES = VOCABULARIES["milestone_states"]
MONEY_QUALIFIERS = VOCABULARIES["money_qualifiers"]
PARTNER_KINDS = VOCABULARIES["partner_kinds"]
PARTNER_RELATIONS = VOCABULARIES["partner_relations"]
PUBLICATION_STATES = VOCABULARIES["publication_states"]
RECIPIENT_KINDS = VOCABULARIES["recipient_kinds"]
REVISION_STATES = VOCABULARIES["revision_states"]
ROLES = VOCABULARIES["roles"]
STATED = VOCABULARIES["stated"]
STATEMENT_TYPES = VOCABULARIES["statement_types"]
SUGGESTION_STATES = VOCABULARIES["suggestion_states"]
