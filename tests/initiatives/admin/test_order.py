"""New rows of an entry stand after those that are there, in the order they were added."""

from initiatives.models import Milestone, Participation

from ...factories import make_initiative, make_participation, make_partner
from .desk import save

MILESTONE = {"kind": "event", "state": "happened", "position": "0"}


def test_a_new_row_comes_after_those_that_are_there(client, analyst):
    entry = make_initiative()
    first = make_participation(initiative=entry, position=4)
    client.force_login(analyst)

    partner = {"partner": str(make_partner().pk), "role": "member", "stated": "explicit"}
    save(client, entry, add_row={"participations": {**partner, "position": "0"}})

    rows = Participation.objects.filter(initiative=entry)
    assert list(rows.values_list("position", flat=True)) == [first.position, 5]


def test_a_position_that_was_typed_stays(client, analyst):
    entry = make_initiative()
    client.force_login(analyst)

    words = {"what_fr": "Ouverture", "what_en": "Opening", "date": "2017-12"}
    save(client, entry, add_row={"milestones": {**MILESTONE, **words, "position": "7"}})

    assert Milestone.objects.get(initiative=entry).position == 7
