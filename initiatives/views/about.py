"""What the site is, how it is made, and what each of its closed lists means."""

from django.utils.translation import gettext_lazy as _

from sources import choices as evidence

from .. import choices as claims
from ..prose import rendered, shipped
from ..publication.models import PublishedPageText
from ..publication.silence import OF_NO_KIND, THRESHOLDS
from ..templatetags.tracker_format import language
from .addresses import site_url
from .pages import PublishedPage

VOCABULARIES = {**evidence.VOCABULARIES, **claims.VOCABULARIES}
CHANGES_SHOWN = 50  # of a page's text, each with its reason

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
        "suggestion_states": _("States of a reader’s suggestion"),
        "editorial": _("What a source file says of an entry"),
        "triage_statuses": _("How far the desk is with an article"),
    },
}


# The ids of these pages that no heading of their text may have.
TAKEN = (
    *("content", "contents", "changes", "silence-table"),
    *("site-q", "site-languages", "data-link"),
    *(name for lists in TITLES.values() for name in lists),
)


class ProsePage(PublishedPage):
    """A page whose text Editors write; as shipped until one of them has."""

    name: str

    def get_context(self):
        changes = list(
            PublishedPageText.objects.filter(page=self.name).order_by("-number")[:CHANGES_SHOWN]
        )
        text = getattr(changes[0], f"text_{language()}") if changes else ""
        return {
            **prose_context(self.name, text or shipped(self.name, language()), self.request),
            "changes": changes,
        }


class AboutView(ProsePage):
    name = "about"
    template_name = "initiatives/about.html"


class MethodologyView(ProsePage):
    name = "methodology"
    template_name = "initiatives/methodology.html"


def prose_context(page: str, text: str, request) -> dict:
    """What ``about.html`` and ``methodology.html`` print of a text; ``changes``: none."""
    return {
        "prose": rendered(text, site=site_url(request), taken=TAKEN),
        "changes": [],
        **(_what_follows_from_the_code() if page == "methodology" else {}),
    }


def _what_follows_from_the_code() -> dict:
    """What stands under the text of the methodology, whoever wrote it."""
    return {
        "silence": [(kind, THRESHOLDS[kind]) for kind in claims.INITIATIVE_KINDS.codes],
        "silence_of_no_kind": OF_NO_KIND,
        "chapters": _chapters(),
    }


def _chapters() -> list[dict]:
    return [
        {
            "title": title,
            "vocabularies": [
                {"name": name, "title": of, "terms": VOCABULARIES[name].terms}
                for name, of in lists.items()
            ],
        }
        for title, lists in TITLES.items()
    ]
