"""The gate: what an entry must have to be public. Reasons are sentences to act on."""

from collections import defaultdict
from collections.abc import Iterable

from django.utils.translation import gettext as _

from sources.languages import reads_french

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


class Reason(str):
    """A sentence that knows what it is about: ``about`` is a field of the entry or, with ``pk``,
    the model (its name in lower case) of one of its rows.
    """

    about: str
    pk: object

    def __new__(cls, sentence: str, about: str, pk=None):
        reason = super().__new__(cls, sentence)
        reason.about, reason.pk = about, pk
        return reason


def reasons_against(initiatives: Iterable[Initiative]) -> dict[int, list[Reason]]:
    """Why each entry cannot be published; an empty list where it can. The same few queries for one
    entry or a thousand. An entry may hang from another of ``initiatives``.
    """
    initiatives = list(initiatives)
    reasons: dict[int, list[Reason]] = {initiative.pk: [] for initiative in initiatives}
    _identity(initiatives, reasons)
    _citations(reasons)
    _names_not_public(reasons)
    _parents_not_public(reasons)
    return reasons


def ready(initiatives: Iterable[Initiative]) -> list[int]:
    """The keys of those that can be published now, each by itself. The same few queries for any
    number.
    """
    free = [pk for pk, reasons in reasons_against(initiatives).items() if not reasons]
    # The gate lets a part through together with its parent; by itself it has to wait for it.
    waiting = set(
        InitiativeParent.objects.filter(child__in=free)
        .exclude(parent__state="published")
        .values_list("child", flat=True)
    )
    return [pk for pk in free if pk not in waiting]


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
            reasons[initiative.pk].append(Reason(_("Choose the kind of initiative."), "kind"))
        if not initiative.summary.strip():
            reasons[initiative.pk].append(Reason(_("Write a summary."), "summary"))
        if initiative.pk not in cited:
            sentence = _("The entry itself has no citation: link at least one passage.")
            reasons[initiative.pk].append(Reason(sentence, "passages"))


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
            reasons[row.initiative_id].append(Reason(sentence(row), claim, row.pk))
    cited = StatementCitation.objects.values("statement")
    for said in Statement.objects.filter(initiative__in=ids).exclude(pk__in=cited):
        words = _("Statement “%(words)s” has no citation.") % {"words": said}
        reasons[said.initiative_id].append(Reason(words, "statement", said.pk))


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
    translated = "name_fr" if reads_french() else "name_en"
    # entry -> name -> the first row that names it
    named: dict[int, dict[str, tuple]] = defaultdict(dict)
    for queryset, owner, about, row, partner in (
        (Participation.objects, "initiative", "participation", "pk", "partner"),
        (Investment.objects, "initiative", "investment", "pk", "investors"),
        (Investment.objects, "initiative", "investment", "pk", "recipient"),
        (Milestone.objects, "initiative", "milestone", "pk", "actor"),
        (MetricClaimant.objects, "metric__initiative", "metric", "metric", "partner"),
        (Initiative.objects, "pk", "also_partner", "pk", "also_partner"),
    ):
        rows = queryset.filter(**{f"{owner}__in": ids, f"{partner}__public": False})
        columns = (owner, row, f"{partner}__{translated}", f"{partner}__name")
        for initiative, key, mine, usual in rows.values_list(*columns):
            place = (about, None if about == partner else key)
            named[initiative].setdefault(mine or usual, place)
    for initiative, names in named.items():
        for name, place in sorted(names.items()):
            sentence = _(
                "%(partner)s is not public yet: an Editor must make this partner public first."
            ) % {"partner": name}
            reasons[initiative].append(Reason(sentence, *place))


def _parents_not_public(reasons) -> None:
    links = InitiativeParent.objects.filter(child__in=list(reasons)).exclude(
        parent__state="published"
    )
    for link in links.exclude(parent__in=list(reasons)).select_related("parent"):
        sentence = _("It is part of “%(parent)s”, which is not published.") % {
            "parent": link.parent
        }
        reasons[link.child_id].append(Reason(sentence, "initiativeparent", link.pk))
