"""Old documents today: what left the public side is left out, what they lack reads as unknown."""

import json

from initiatives.models import PublishedVersion
from initiatives.publication import publish
from initiatives.publication.past import past
from initiatives.publication.shape import completed
from initiatives.revisions import workflow
from initiatives.views.initiatives import entry_context
from tests.factories import (
    make_article,
    make_citation,
    make_initiative,
    make_investment,
    make_milestone,
    make_parent,
    make_participation,
    make_partner,
    make_published_initiative,
    make_statement,
    make_theme,
)


def published(entry):
    workflow.publish(entry, by=None)
    return PublishedVersion.objects.get(initiative=entry, number=entry.version).document


def shown(stored):
    [version] = past([stored])
    return version


def test_every_key_of_a_document_is_known_by_its_shape(db):
    stored = json.loads(published(make_published_initiative()))
    derived = {"url", "start"}  # no page reads them

    assert set(stored) - set(completed({})) == derived


def test_a_key_that_is_there_is_kept_as_it_is(db):
    stored = json.loads(published(make_published_initiative()))

    assert {**completed(stored), "updated_at": 1} == {**stored, "updated_at": 1}


def test_a_page_can_be_made_of_a_document_that_lacks_every_key():
    assert entry_context(completed({}))["passages"] == []


def test_an_organisation_that_is_public_no_more_is_named_nowhere(db):
    entry, hidden = make_initiative(), make_partner(name="Kanarienvogel")
    entry.also_partner = hidden
    entry.save()
    make_participation(initiative=entry, partner=hidden)
    make_investment(
        initiative=entry, investors=[hidden], recipient_kind="partner", recipient=hidden
    )
    make_milestone(initiative=entry, actor=hidden)
    make_statement(initiative=entry, partner=hidden)
    stored = published(entry)
    assert stored.count("Kanarienvogel") == 6

    hidden.public = False
    hidden.save()
    publish.refresh([f"partner:{hidden.pk}"])

    assert "Kanarienvogel" not in json.dumps(shown(stored).document)
    assert shown(stored).left_out == 1


def test_an_entry_that_was_withdrawn_is_named_nowhere(db):
    entry, gone = make_initiative(), make_published_initiative(title="Kanarienvogel")
    entry.related.add(gone)
    make_parent(entry, gone)
    stored = published(entry)
    entry.parent_links.all().delete()
    workflow.publish(entry, by=None)

    workflow.withdraw(gone, by=None, reason="Wrong.")

    assert "Kanarienvogel" in stored
    assert "Kanarienvogel" not in json.dumps(shown(stored).document)


def test_a_renamed_organisation_is_still_named(db):
    partner = make_partner(slug="old-name", name="Sanofi")
    entry = make_participation(partner=partner).initiative
    stored = published(entry)

    partner.slug = "new-name"
    partner.save()
    publish.refresh([f"partner:{partner.pk}"])

    assert shown(stored).document["participations"][0]["partner"]["name"] == "Sanofi"


def test_what_has_no_page_any_more_keeps_its_words_without_one(db):
    entry, theme = make_initiative(), make_theme()
    entry.themes.add(theme)
    money = make_investment(
        initiative=entry, citations=[make_citation(article=make_article(title="Un article"))]
    )
    stored = published(entry)

    entry.themes.clear()
    money.delete()
    workflow.publish(entry, by=None)

    [investment] = shown(stored).document["investments"]
    assert investment["is_gone"]
    assert investment["citations"][0]["article"]["title"] == "Un article"
    assert investment["citations"][0]["article"]["is_gone"]
    assert shown(stored).document["themes"][0]["is_gone"]
    assert shown(stored).left_out == 0


def test_any_number_of_documents_costs_two_queries(db, django_assert_num_queries):
    stored = published(make_published_initiative())

    with django_assert_num_queries(2):
        past([stored] * 40)
