"""Themes, partners with their spellings and families, people with their roles."""

from initiatives.choices import PARTNER_KINDS, PARTNER_RELATIONS
from initiatives.models import (
    AliasCitation,
    Partner,
    PartnerAlias,
    Person,
    PersonRole,
    PersonRoleCitation,
    Theme,
)
from sources.choices import BASES

from .entry import Entry
from .planner import EDITORIAL, Planner
from .read import Items
from .rows import Ref


def plan_organisations(planner: Planner):
    for entry in planner.entries("themes"):
        _theme(planner, entry)
    for entry in planner.entries("partners"):
        _partner(planner, entry)
    for entry in planner.entries("people"):
        _person(planner, entry)


def _theme(planner: Planner, entry: Entry):
    entry.text("id")
    planner.add(
        Theme,
        entry.id,
        entry,
        {
            "slug": entry.id,
            **entry.both("name_fr", "name_en", "name"),
            **entry.both("definition_fr", "definition_en", "definition"),
        },
    )


def _partner(planner: Planner, entry: Entry):
    entry.text("id")
    country = entry.text("country", required=False)
    basis = entry.code("country_basis", BASES, default="")
    if country and not basis:
        entry.problem("country", "say what the country rests on (country_basis).")
    partner = planner.add(
        Partner,
        entry.id,
        entry,
        {
            "slug": entry.id,
            "name": entry.text("name"),
            **entry.both("name_fr", "name_en", "name"),
            "kind": entry.code("kind", PARTNER_KINDS),
            "country": country,
            "country_basis": basis,
            **_parent(entry),
            "public": entry.code("editorial", EDITORIAL) == "published",
            "desk_note": entry.text("notes", required=False),
        },
        sets={"shareholders": entry.refs("shareholders", "partners")},
    )
    _check_also_initiative(planner, entry)
    _aliases(planner, entry, partner)


def _parent(entry: Entry) -> dict:
    """A partner or, where it is no partner, a publisher named without its prefix."""
    parent = entry.nested("parent")
    if parent is None:
        return {}
    id = parent.text("partner")
    publisher = parent.names.find(f"pub-{id}", "publishers")
    partner = parent.names.find(id, "partners")
    if id and not partner and not publisher:
        parent.known("partner", id, "partners", "publishers")
    values = {
        "parent": partner,
        "parent_publisher": None if partner else publisher,
        "parent_relation": parent.code("relation", PARTNER_RELATIONS),
        "parent_basis": parent.code("basis", BASES),
    }
    parent.close()
    return values


def _check_also_initiative(planner: Planner, entry: Entry):
    """The link is stored on the initiative; both files must say it."""
    also = entry.ref("also_initiative", "initiatives")
    if also and planner.names.record("initiatives", also.id).get("also_organisation") != entry.id:
        entry.problem("also_initiative", f"“{also.id}” does not say that it is also this partner.")


def _aliases(planner: Planner, entry: Entry, partner: Ref):
    """Spellings and the passages that print them stand in two lists, one item each."""
    lists = [entry.record.get(name) for name in ("aliases", "citations")]
    if len({len(each) for each in lists if isinstance(each, Items)}) > 1:
        entry.problem("citations", "one citation for each alias is expected, in the same order.")
    pairs = zip(
        entry.each("aliases", required=True), entry.each("citations", required=True), strict=False
    )
    for position, (alias, citation) in enumerate(pairs):
        passage = planner.passage_at(alias)
        places = [(x.get("article"), x.get("locator")) for x in (alias.record, citation.record)]
        if places[0] != places[1]:
            citation.problem("locator", "the alias in the same place of the list stands elsewhere.")
        surface = alias.text("surface")
        id = f"{entry.id}/alias/{passage.id if passage else position}/{surface}"
        row = planner.add(
            PartnerAlias,
            id,
            alias,
            {"partner": partner, "surface": surface, "match": alias.flag("match", True)},
        )
        planner.cite(citation, AliasCitation, {"alias": row}, id, position=position)


def _person(planner: Planner, entry: Entry):
    entry.text("id")
    name = entry.text("name", required=False)
    public = entry.code("editorial", EDITORIAL) == "published"
    if public and not name:
        entry.problem("name", "a person without a name cannot be published.")
    person = planner.add(
        Person,
        entry.id,
        entry,
        {
            "slug": entry.id,
            "name": name,
            "public": public,
            "desk_note": entry.text("notes", required=False),
        },
    )
    for position, role in enumerate(entry.each("roles")):
        _role(planner, role, person, position)


def _role(planner: Planner, entry: Entry, person: Ref, position: int):
    inferred = entry.flag("organisation_inferred")
    basis = entry.text("organisation_basis", required=False)
    if inferred and not basis:
        entry.problem("organisation_inferred", "an inferred organisation needs its basis.")
    id = f"{person.id}/role-{position + 1}"
    row = planner.add(
        PersonRole,
        id,
        entry,
        {
            "person": person,
            "title_as_stated": entry.text("title_as_stated"),
            **entry.both("title_fr", "title_en", "title"),
            "partner": entry.ref("organisation", "partners", required=True),
            "partner_inferred": inferred,
            "partner_basis": basis,
            **entry.date("as_of", "as_of"),
            "position": position,
        },
    )
    planner.cite_all(entry, PersonRoleCitation, {"role": row}, id)
