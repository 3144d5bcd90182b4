"""The gate: what an entry must have to be public. Reasons are sentences to act on."""

from collections import defaultdict
from collections.abc import Iterable

from django.utils.translation import gettext as _

from ..models import (
    Evidence,
    Initiative,
    InitiativeParent,
    Investment,
    Metric,
    MetricClaimant,
    Milestone,
    Participation,
    Statement,
    StatementCitation,
)


def reasons_against(initiatives: Iterable[Initiative]) -> dict[int, list[str]]:
    """Why each entry cannot be published; an empty list where it can. The same few queries for one
    entry or a thousand. An entry may hang from another of ``initiatives``.
    """
    initiatives = list(initiatives)
    reasons: dict[int, list[str]] = {initiative.pk: [] for initiative in initiatives}
    _identity(initiatives, reasons)
    _citations(reasons)
    _names_not_public(reasons)
    _parents_not_public(reasons)
    return reasons


def _identity(initiatives: list[Initiative], reasons) -> None:
    cited = set(
        Evidence.objects.filter(
            initiative__in=list(reasons),
            participation=None,
            investment=None,
            milestone=None,
            metric=None,
            lifecycle_status=None,
        ).values_list("initiative", flat=True)
    )
    for initiative in initiatives:
        if not initiative.kind:
            reasons[initiative.pk].append(_("Choose the kind of initiative."))
        if not initiative.summary.strip():
            reasons[initiative.pk].append(_("Write a summary."))
        if initiative.pk not in cited:
            reasons[initiative.pk].append(
                _("The entry itself has no citation: link at least one passage.")
            )


def _citations(reasons) -> None:
    """Every claim stands on a passage, whatever the passage's stance."""
    ids = list(reasons)
    for model, claim, sentence in (
        (Participation, "participation", _participation_sentence),
        (Investment, "investment", _investment_sentence),
        (Milestone, "milestone", _milestone_sentence),
        (Metric, "metric", _metric_sentence),
    ):
        cited = Evidence.objects.filter(initiative__in=ids).exclude(**{claim: None}).values(claim)
        rows = model._default_manager.filter(initiative__in=ids).exclude(pk__in=cited)
        for row in rows:
            reasons[row.initiative_id].append(sentence(row))
    cited = StatementCitation.objects.values("statement")
    for said in Statement.objects.filter(initiative__in=ids).exclude(pk__in=cited):
        reasons[said.initiative_id].append(
            _("Statement “%(words)s” has no citation.") % {"words": said}
        )


def _participation_sentence(row) -> str:
    return _("Participation of %(partner)s has no citation.") % {"partner": row.partner}


def _investment_sentence(row) -> str:
    if row.amount_min is None:
        return _("Investment (%(investment)s) has no citation.") % {"investment": row}
    return _("Investment of %(amount)s has no citation.") % {"amount": row.amount_in_words}


def _milestone_sentence(row) -> str:
    return _("Milestone “%(what)s” has no citation.") % {"what": row}


def _metric_sentence(row) -> str:
    return _("Figure “%(name)s” has no citation.") % {"name": row}


def _names_not_public(reasons) -> None:
    """A published entry names public partners only."""
    ids = list(reasons)
    named = defaultdict(set)
    for queryset, owner, partner in (
        (Participation.objects, "initiative", "partner"),
        (Investment.objects, "initiative", "investors"),
        (Investment.objects, "initiative", "recipient"),
        (Milestone.objects, "initiative", "actor"),
        (MetricClaimant.objects, "metric__initiative", "partner"),
        (Initiative.objects, "pk", "also_partner"),
    ):
        rows = queryset.filter(**{f"{owner}__in": ids, f"{partner}__public": False})
        for initiative, name in rows.values_list(owner, f"{partner}__name"):
            named[initiative].add(name)
    for initiative, names in named.items():
        for name in sorted(names):
            reasons[initiative].append(
                _("%(partner)s is not public yet: an Editor must make this partner public first.")
                % {"partner": name}
            )


def _parents_not_public(reasons) -> None:
    links = InitiativeParent.objects.filter(child__in=list(reasons)).exclude(
        parent__state="published"
    )
    for link in links.exclude(parent__in=list(reasons)).select_related("parent"):
        reasons[link.child_id].append(
            _("It is part of “%(parent)s”, which is not published.") % {"parent": link.parent}
        )
