"""What the site is, how it is made, and what each of its closed lists means."""

from django.utils.translation import gettext_lazy as _

from sources import choices as evidence

from .. import choices as claims
from ..publication.silence import OF_NO_KIND, THRESHOLDS
from .pages import PublishedPage

VOCABULARIES = {**evidence.VOCABULARIES, **claims.VOCABULARIES}

# Every closed list under one heading each, in the order of an entry's page.
TITLES = {
    _("Initiatives"): {
        "initiative_kinds": _("Kinds of initiative"),
        "initiative_subkinds": _("Finer kinds of initiative"),
        "lifecycle_statuses": _("Status of an initiative"),
        "evidence_levels": _("How much the sources say"),
        "date_kinds": _("What a date of an initiative is the date of"),
    },
    _("Partners"): {
        "partner_kinds": _("Kinds of organisation"),
        "roles": _("Roles in an initiative"),
        "stated": _("How a role is stated"),
        "partner_relations": _("Relations between organisations"),
    },
    _("Money"): {
        "investment_kinds": _("Kinds of investment"),
        "investment_stages": _("How far the money has come"),
        "disclosure": _("Whether the amount is disclosed"),
        "money_qualifiers": _("How exact an amount is"),
        "investment_periods": _("How often it is paid"),
        "recipient_kinds": _("Who receives the money"),
    },
    _("Milestones and figures"): {
        "milestone_kinds": _("Kinds of milestone"),
        "milestone_states": _("Whether a milestone has happened"),
        "metric_natures": _("What a figure is: a result or a hope"),
        "metric_qualifiers": _("How exact a figure is"),
        "metric_units": _("Units of figures"),
    },
    _("Statements and disagreements"): {
        "statement_types": _("Types of statement"),
        "conflict_natures": _("Natures of disagreement"),
    },
    _("Sources"): {
        "article_kinds": _("Kinds of article"),
        "publisher_kinds": _("Kinds of publisher"),
        "access_levels": _("Access to an article"),
        "body_statuses": _("What was read of an article"),
        "citation_support": _("How a passage stands to a fact"),
        "bases": _("What a fact rests on"),
        "date_precisions": _("How precise a date is"),
    },
    _("Editing"): {
        "publication_states": _("States of an entry"),
        "revision_states": _("States of a proposal"),
        "editorial": _("What a source file says of an entry"),
        "triage_statuses": _("How far the desk is with an article"),
    },
}


class AboutView(PublishedPage):
    template_name = "initiatives/about.html"

    def get_context(self):
        return {}


class MethodologyView(PublishedPage):
    template_name = "initiatives/methodology.html"

    def get_context(self):
        kinds = claims.INITIATIVE_KINDS.codes
        return {
            "silence": [(kind, THRESHOLDS[kind]) for kind in kinds],
            "silence_of_no_kind": OF_NO_KIND,
            "chapters": [
                {
                    "title": title,
                    "vocabularies": [
                        {"name": name, "title": of, "terms": VOCABULARIES[name].terms}
                        for name, of in lists.items()
                    ],
                }
                for title, lists in TITLES.items()
            ],
        }
