"""Initiatives: identity, both languages, family, dates, status, place, other names."""

import datetime

from initiatives.choices import (
    DATE_KINDS,
    EVIDENCE_LEVELS,
    INITIATIVE_KINDS,
    INITIATIVE_SUBKINDS,
    LIFECYCLE_STATUSES,
)
from initiatives.models import (
    Evidence,
    Initiative,
    InitiativeAlias,
    InitiativeDate,
    InitiativeParent,
    LifecycleStatus,
    Translation,
)
from sources import fuzzy_dates

from .entry import Entry
from .plan_claims import plan_claims
from .planner import EDITORIAL, Planner
from .rows import Ref

LANGUAGE = "fr"  # of ``name`` and ``summary_fr``; the other language is a ``Translation``
CONCEIVED = "conceived"  # an idea is not a start


def plan_initiatives(planner: Planner):
    for entry in planner.entries("initiatives"):
        _initiative(planner, entry)


def _initiative(planner: Planner, entry: Entry):
    entry.text("id")
    if entry.code("editorial", EDITORIAL) == "published":
        planner.published.add(entry.id)
    initiative = Ref(Initiative, entry.id)
    title = {"title": entry.text("name"), "summary": entry.text("summary_fr")}
    planner.add(
        Initiative,
        entry.id,
        entry,
        {
            "slug": entry.id,
            **title,
            "title_coined": entry.flag("name_coined"),
            "title_as_stated": entry.text("title_as_stated", required=False),
            "language": LANGUAGE,
            "kind": entry.code("kind", INITIATIVE_KINDS),
            "subkind": entry.code("subkind", INITIATIVE_SUBKINDS, default=""),
            "scope": entry.text("scope", required=False),
            "evidence_level": entry.code("evidence_level", EVIDENCE_LEVELS, default="full"),
            **_audience(planner, entry, initiative),
            **_place(planner, entry, initiative),
            "also_partner": _also_partner(planner, entry),
            **_start(_dates(planner, entry, initiative)),
            "desk_note_fr": entry.text("notes_fr", required=False),
            "desk_note_en": entry.text("notes", required=False),
        },
        sets={
            "themes": _themes(planner, entry),
            "related": entry.refs("related", "initiatives"),
        },
    )
    _translation(planner, entry, initiative, title)
    _other_names(planner, entry, initiative)
    _parents(planner, entry, initiative)
    _statuses(planner, entry, initiative)
    planner.cite_all(entry, Evidence, {"initiative": initiative}, entry.id)
    plan_claims(planner, entry, initiative)
    for remark in entry.refs("market_facts", "market_facts"):
        planner.remarks.setdefault(remark.id, []).append(initiative)


def _translation(planner: Planner, entry: Entry, initiative: Ref, original: dict):
    planner.add(
        Translation,
        f"{entry.id}/translation/en",
        entry,
        {
            "initiative": initiative,
            "language": "en",
            "title": entry.text("name_en"),
            "summary": entry.text("summary_en"),
            "of_title": original["title"],
            "of_summary": original["summary"],
        },
    )


def _themes(planner: Planner, entry: Entry) -> list[Ref]:
    names = entry.texts("themes")
    if not names:
        entry.problem("themes", "an entry needs a theme.")
    for name in names:
        if name not in planner.theme_by_name:
            entry.problem(
                "themes", f"“{name}” is unknown: no theme of themes.json has this name_en."
            )
    themes = [planner.theme_by_name[name] for name in names if name in planner.theme_by_name]
    return list(dict.fromkeys(themes))


def _also_partner(planner: Planner, entry: Entry) -> Ref | None:
    also = entry.ref("also_organisation", "partners")
    if also and planner.names.record("partners", also.id).get("also_initiative") != entry.id:
        entry.problem("also_organisation", f"“{also.id}” does not say that it is also this entry.")
    return also


def _audience(planner: Planner, entry: Entry, initiative: Ref) -> dict:
    audience = entry.nested("audience")
    if audience is None:
        return {}
    values = audience.both("summary_fr", "summary_en", "audience")
    planner.cite_all(audience, Evidence, {"initiative": initiative}, entry.id, "audience")
    audience.close()
    return values


def _place(planner: Planner, entry: Entry, initiative: Ref) -> dict:
    place = entry.nested("place")
    if place is None:
        return {}
    names = place.both("name_fr", "name_en", "place_name")
    if place.text("name") not in names.values():
        place.problem("name", "“name” is “name_fr” or “name_en”.")
    city = place.text("city", required=False)
    cities = place.both("city_fr", "city_en", "city", required=False)
    if not any(cities.values()):
        cities = {"city_fr": city, "city_en": city}
    elif city not in cities.values():
        place.problem("city", "“city” is “city_fr” or “city_en”.")
    values = {
        **names,
        **cities,
        "department": place.text("department", required=False),
        "country": place.text("country", required=False),
        "place_inferred": place.flag("inferred"),
    }
    planner.cite_all(place, Evidence, {"initiative": initiative}, entry.id, "place")
    place.close()
    return values


def _dates(planner: Planner, entry: Entry, initiative: Ref) -> dict[str, dict]:
    """The columns of each dated step, by its kind."""
    steps = entry.nested("dates")
    if steps is None:
        return {}
    found = {}
    for key in steps.record:
        kind = key.replace("_", "-")
        values = steps.date(key, "date")
        if kind not in DATE_KINDS:
            steps.problem(key, f"“{key}” is not in the list {DATE_KINDS.name}.")
        elif values:
            found[kind] = values
            id = f"{entry.id}/date/{kind}"
            planner.add(
                InitiativeDate, id, steps, {"initiative": initiative, "kind": kind, **values}
            )
    steps.close()
    return found


def _start(dates: dict[str, dict]) -> dict:
    """The earliest step other than the idea, as the columns of ``start``."""
    steps = [values for kind, values in dates.items() if kind != CONCEIVED]
    if not steps:
        return {}
    first = min(steps, key=_first_day)
    return {f"start{name.removeprefix('date')}": value for name, value in first.items()}


def _first_day(values: dict) -> datetime.date:
    """By the lower bound; an interval open to the past counts by its upper bound."""
    date = fuzzy_dates.parse(values["date"])
    earliest = values["date_not_before"] or date.earliest
    return earliest or values["date_not_after"] or date.latest


def _other_names(planner: Planner, entry: Entry, initiative: Ref):
    for name in entry.each("alternative_names"):
        surface = name.text("name")
        values = {"surface": surface, "citation": planner.passage_at(name)}
        id = f"{entry.id}/alias/{surface}"
        planner.add(InitiativeAlias, id, name, {"initiative": initiative, **values})
    for surface in entry.texts("unsourced_spellings"):
        values = {"initiative": initiative, "surface": surface, "citation": None}
        planner.add(InitiativeAlias, f"{entry.id}/alias/{surface}", entry, values)


def _parents(planner: Planner, entry: Entry, initiative: Ref):
    """``parent`` comes first, those of ``also_part_of`` after it."""
    main = entry.ref("parent", "initiatives")
    basis = entry.pair("parent_basis", "basis")
    others = entry.refs("also_part_of", "initiatives")
    if main is None and (others or any(basis.values())):
        entry.problem("parent", "missing, while its basis or further parents are given.")
    for position, parent in enumerate([main, *others] if main else others):
        values = {
            "child": initiative,
            "parent": parent,
            **(basis if parent is main else {}),
            "position": position,
        }
        planner.add(InitiativeParent, f"{entry.id}/parent/{parent.id}", entry, values)


def _statuses(planner: Planner, entry: Entry, initiative: Ref):
    """The history where the file has one, its last status being the current one; else that one."""
    basis = entry.pair("status_basis", "basis")
    inferred = entry.flag("status_inferred")
    if inferred and not basis["basis_en"]:
        entry.problem("status_inferred", "an inferred status needs its basis.")
    current = {
        "status": entry.code("status", LIFECYCLE_STATUSES),
        **entry.date("status_as_of", "as_of", required=True),
        "inferred": inferred,
        **basis,
    }
    rows = []
    for position, past in enumerate(entry.each("status_history")):
        values = {
            "status": past.code("status", LIFECYCLE_STATUSES),
            **past.date("as_of", "as_of", required=True),
        }
        rows.append(_status(planner, past, initiative, position, values))
        owner = {"initiative": initiative, "lifecycle_status": rows[-1]}
        planner.cite_all(past, Evidence, owner, rows[-1].id, "lifecycle")
    if not rows:
        _status(planner, entry, initiative, 0, current)
        return
    last = planner.plan.get(*rows[-1])
    same = ("status", "as_of")
    if [last.values.get(name) for name in same] != [current.get(name) for name in same]:
        entry.problem("status_history", "its last status is not the current one.")
    last.values |= current


def _status(planner: Planner, entry: Entry, initiative: Ref, position: int, values: dict) -> Ref:
    id = f"{initiative.id}/status-{position + 1}"
    return planner.add(
        LifecycleStatus, id, entry, {"initiative": initiative, **values, "position": position}
    )
