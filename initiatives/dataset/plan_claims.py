"""What an entry claims: participations, investments, milestones, metrics, with their passages."""

from initiatives.choices import (
    DISCLOSURES,
    INVESTMENT_KINDS,
    INVESTMENT_PERIODS,
    INVESTMENT_STAGES,
    METRIC_NATURES,
    METRIC_QUALIFIERS,
    METRIC_UNITS,
    MILESTONE_KINDS,
    MILESTONE_STATES,
    MONEY_QUALIFIERS,
    ROLES,
    STATED,
)
from initiatives.models import (
    Evidence,
    Investment,
    Metric,
    MetricClaimant,
    Milestone,
    Participation,
)

from .entry import Entry
from .planner import Planner
from .rows import Ref


def plan_claims(planner: Planner, entry: Entry, initiative: Ref):
    for position, claim in enumerate(entry.each("participations")):
        _participation(planner, claim, initiative, position)
    for position, claim in enumerate(entry.each("investments")):
        _investment(planner, claim, initiative, position)
    realised = [
        (claim, _milestone(planner, claim, initiative, position))
        for position, claim in enumerate(entry.each("milestones"))
    ]
    for forecast, events in realised:
        _fulfil(planner, forecast, events)
    for position, claim in enumerate(entry.each("metrics")):
        _metric(planner, claim, initiative, position)


def _cite(planner: Planner, entry: Entry, initiative: Ref, name: str, claim: Ref):
    planner.cite_all(entry, Evidence, {"initiative": initiative, name: claim}, claim.id)


def _participation(planner: Planner, entry: Entry, initiative: Ref, position: int):
    entry.text("id")
    claim = planner.add(
        Participation,
        entry.id,
        entry,
        {
            "initiative": initiative,
            "partner": entry.ref("partner", "partners", required=True),
            "role": entry.code("role", ROLES),
            "stated": entry.code("stated", STATED),
            **entry.pair("how", "how"),
            **entry.date("from", "since"),
            **entry.date("until", "until"),
            "position": position,
        },
    )
    _cite(planner, entry, initiative, "participation", claim)


def _investment(planner: Planner, entry: Entry, initiative: Ref, position: int):
    entry.text("id")
    investors = entry.refs("investors", "partners")
    claim = planner.add(
        Investment,
        entry.id,
        entry,
        {
            "initiative": initiative,
            "kind": entry.code("kind", INVESTMENT_KINDS),
            "stage": entry.code("stage", INVESTMENT_STAGES, default=""),
            **entry.pair("scope", "scope"),
            "part_of": entry.ref("part_of", "investments"),
            **_money(entry),
            "period": entry.code("period", INVESTMENT_PERIODS, default="once"),
            **entry.date("date", "date"),
            # A list nobody is on says nothing of its being complete.
            "investors_complete": entry.flag("investors_complete", bool(investors)),
            "investors_inferred": entry.flag("investors_inferred"),
            "investor_share_disclosed": entry.flag("investor_share_disclosed", None),
            **_recipient(entry, initiative),
            **entry.pair("note", "note"),
            "position": position,
        },
        sets={"investors": investors},
    )
    _cite(planner, entry, initiative, "investment", claim)


def _money(entry: Entry) -> dict:
    disclosure = entry.code("disclosure", DISCLOSURES)
    low, high = entry.number("amount_min"), entry.number("amount_max")
    currency = entry.text("currency", required=False)
    disclosed = entry.flag("disclosed", required=True)
    if disclosed != (disclosure == "disclosed"):
        entry.problem("disclosed", "“disclosed” and “disclosure” differ.")
    if disclosed and (low is None or high is None or not currency):
        entry.problem("amount_min", "a disclosed amount has both bounds and a currency.")
    if not disclosed and (low is not None or high is not None or currency):
        entry.problem(
            "amount_min", "an amount that is not disclosed has no figure and no currency."
        )
    if low is not None and high is not None and not 0 < low <= high:
        entry.problem("amount_min", "amounts are above zero, the lower one first.")
    if currency and not (len(currency) == 3 and currency.isascii() and currency.isupper()):
        entry.problem("currency", f"“{currency}” is not three capital letters, such as EUR.")
    return {
        "disclosure": disclosure,
        "amount_min": low,
        "amount_max": high,
        "currency": currency,
        "qualifier": entry.code(
            "qualifier", MONEY_QUALIFIERS, default="exact" if low == high else "range"
        ),
    }


def _recipient(entry: Entry, initiative: Ref) -> dict:
    """The entry itself, by its own id; a partner; or nobody the sources name."""
    id = entry.text("recipient", required=False)
    if not id:
        return {"recipient_kind": "unknown", "recipient": None}
    if id == initiative.id:
        return {"recipient_kind": "self", "recipient": None}
    return {"recipient_kind": "partner", "recipient": entry.known("recipient", id, "partners")}


def _milestone(planner: Planner, entry: Entry, initiative: Ref, position: int) -> list[Ref]:
    """Plans one milestone; the events that realise it, where it is a forecast."""
    entry.text("id")
    actor, person = entry.ref("actor", "partners"), entry.ref("person", "people")
    if actor and person:
        entry.problem("person", "name the organisation or the person who acted, not both.")
    claim = planner.add(
        Milestone,
        entry.id,
        entry,
        {
            "initiative": initiative,
            **entry.date("date", "date"),
            **entry.pair("what", "what", required=True),
            "kind": entry.code("kind", MILESTONE_KINDS),
            "state": entry.code("state", MILESTONE_STATES),
            "actor": actor,
            "person": person,
            **entry.pair("note", "note"),
            "position": position,
        },
    )
    _cite(planner, entry, initiative, "milestone", claim)
    return entry.refs("realised_by", "milestones")


def _fulfil(planner: Planner, entry: Entry, events: list[Ref]):
    """The file says on the forecast what realised it; the rows say it on each event."""
    forecast = planner.plan.get(Milestone, entry.id)
    for event in events:
        row = planner.plan.get(*event)
        if row is None or row.values["initiative"] != forecast.values["initiative"]:
            entry.problem("realised_by", f"“{event.id}” belongs to another entry.")
        elif row.values["state"] != "happened" or forecast.values["state"] == "happened":
            entry.problem("realised_by", "an event that happened realises a forecast.")
        elif row.values.setdefault("fulfils", forecast.ref) != forecast.ref:
            entry.problem("realised_by", f"“{event.id}” realises another forecast already.")


def _metric(planner: Planner, entry: Entry, initiative: Ref, position: int):
    entry.text("id")
    display = entry.text("display", required=False)
    figure = figure_of(entry)
    if figure["value_min"] is None and not display:
        entry.problem("value_min", "a figure has its value or, failing that, how it is shown.")
    claim = planner.add(
        Metric,
        entry.id,
        entry,
        {
            "initiative": initiative,
            **entry.pair("name", "name", required=True),
            **figure,
            "display": display,
            "nature": entry.code("nature", METRIC_NATURES, default="achieved"),
            **entry.date("date", "date"),
            "position": position,
        },
    )
    _claimants(planner, entry, claim)
    _cite(planner, entry, initiative, "metric", claim)


def figure_of(entry: Entry) -> dict:
    """The columns of a figure: bounds, unit, qualifier, scope."""
    low, high = entry.number("value_min"), entry.number("value_max")
    if (low is None) != (high is None) or (low is not None and low > high):
        entry.problem("value_min", "a figure has both bounds, the lower one first, or neither.")
    return {
        "value_min": low,
        "value_max": high,
        "unit": entry.code("unit", METRIC_UNITS),
        "qualifier": entry.code("qualifier", METRIC_QUALIFIERS, default=""),
        **entry.pair("scope", "scope"),
    }


def _claimants(planner: Planner, entry: Entry, metric: Ref):
    first = entry.ref("claimed_by", "partners", "people")
    others = entry.refs("also_claimed_by", "partners", "people")
    if others and first is None:
        entry.problem("also_claimed_by", "“claimed_by” comes first.")
    for position, who in enumerate([first, *others] if first else others):
        kind = "partner" if who.model._meta.model_name == "partner" else "person"
        values = {
            "metric": metric,
            "partner": None,
            "person": None,
            kind: who,
            "position": position,
        }
        planner.add(MetricClaimant, f"{metric.id}/claimant/{who.id}", entry, values)
