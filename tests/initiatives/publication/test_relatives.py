"""The entries round one: its family as a tree, and those that share partners or themes."""

import json

from initiatives.publication.family import family_of
from initiatives.publication.models import PublishedInitiative
from initiatives.publication.nearby import nearby
from initiatives.revisions import workflow
from initiatives.views.relatives import family_tree
from tests.factories import (
    make_initiative,
    make_parent,
    make_participation,
    make_partner,
    make_theme,
)


def publish(*initiatives):
    for each in initiatives:
        workflow.publish(each, by=None)


def make_family(**parents):
    """Published entries by slug, each with the parents named."""
    made = {slug: make_initiative(slug=slug, title=slug) for slug in parents}
    for slug, above in parents.items():
        for parent in above.split():
            make_parent(made[slug], made[parent])
    publish(*made.values())
    return made


def drawn(branches):
    """A tree as nested lists of titles; the entry of the page in capitals, folded ones in ()."""
    return [
        [
            each.title["fr"].upper() if each.is_here else each.title["fr"],
            *drawn(each.children),
            *(f"({other.title['fr']})" for other in each.others),
        ]
        for each in branches
    ]


def tree(slug, parents=(), children=()):
    entry = {
        "slug": slug,
        "parents": [{"slug": each, "basis": None} for each in parents],
        "children": [{"slug": each} for each in children],
    }
    return drawn(family_tree(entry, family_of(slug)))


def test_a_family_reaches_from_grandparents_to_grandchildren_with_siblings_folded(db):
    make_family(top="", upper="top", me="upper", twin="upper", child="me", grandchild="child")

    shown = tree("me", ["upper"], ["child"])

    assert shown == [["top", ["upper", ["ME", ["child", ["grandchild"]]], "(twin)"]]]


def test_an_entry_of_two_parents_stands_under_both_and_opens_once(db):
    make_family(one="", other="one", me="one other", child="me")

    assert tree("me", ["one", "other"], ["child"]) == [
        ["one", ["ME", ["child"]], ["other", ["ME"]]]
    ]


def test_a_family_in_a_loop_ends(db):
    made = make_family(one="", me="one")
    make_parent(made["one"], made["me"])
    publish(made["one"])

    assert tree("me", ["one"]) == [["one", ["ME", ["one"]]]]


def test_a_draft_is_no_relative(db):
    made = make_family(top="", me="top")
    make_parent(make_initiative(slug="draft"), made["top"])

    assert {each.slug for each in family_of("me")} == {"top", "me"}


def make_taking_part(*partners, themes=()):
    initiative = make_initiative()
    for partner in partners:
        make_participation(initiative=initiative, partner=partner)
    initiative.themes.set(themes)
    return initiative


def near(initiative, **more):
    """What stands near a published entry, asked for as its page does."""
    row = PublishedInitiative.objects.get(slug=initiative.slug)
    participations = json.loads(row.document)["participations"]
    partners = {each["partner"]["slug"]: each["partner"] for each in participations}
    return nearby(row.slug, partners=partners, themes=row.themes, **more)


def test_the_nearest_entries_share_most_partners_and_themes_and_say_which(db):
    one, other, theme = make_partner(), make_partner(), make_theme()
    mine = make_taking_part(one, other, themes=[theme])
    close = make_taking_part(one, other)
    nearest = make_taking_part(one, other, themes=[theme])
    publish(mine, close, nearest)

    found = near(mine)

    assert [each.slug for each in found] == [nearest.slug, close.slug]
    assert [each["name"] for each in found[0].partners] == [one.name, other.name]
    assert [each["slug"] for each in found[0].themes] == [theme.slug]


def test_one_shared_partner_is_not_enough_to_be_near(db):
    partner = make_partner()
    mine, other = make_taking_part(partner), make_taking_part(partner)
    publish(mine, other)

    assert near(mine) == []


def test_three_shared_themes_are(db):
    themes = [make_theme() for _ in range(3)]
    mine, other = make_taking_part(themes=themes), make_taking_part(themes=themes)
    publish(mine, other)

    assert [each.slug for each in near(mine)] == [other.slug]


def test_relatives_already_named_are_not_named_again(db):
    partners = [make_partner(), make_partner()]
    mine, other = make_taking_part(*partners), make_taking_part(*partners)
    publish(mine, other)

    assert near(mine, without=[other.slug]) == []
