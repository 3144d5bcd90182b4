"""What keeps an entry from being public: told on the form, tried without a trace, published."""

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.messages import get_messages
from django.urls import reverse

from initiatives.models import Evidence, Initiative, PublicationCounter, Revision

from ...factories import (
    make_analyst,
    make_citation,
    make_initiative,
    make_investment,
    make_milestone,
    make_participation,
    make_partner,
    make_published_initiative,
)
from .desk import HALF_A_MILLION, address, said, save, typed


@pytest.fixture
def desk(client, analyst):
    client.force_login(analyst)
    return client


@pytest.fixture
def editors_desk(client, editor):
    client.force_login(editor)
    return client


def ask(client, entry, *, add_row=None, **changes):
    """Post the entry's form, changed, to the view that only tries it; its answer."""
    adding = isinstance(entry, type)
    data = typed(client.get(address(entry, "add" if adding else "change"))) | changes
    for prefix, fields in (add_row or {}).items():
        number = int(data[f"{prefix}-TOTAL_FORMS"])
        data[f"{prefix}-TOTAL_FORMS"] = number + 1
        data |= {f"{prefix}-{number}-{name}": value for name, value in fields.items()}
    name = "add_readiness" if adding else "readiness"
    url = reverse(f"admin:initiatives_initiative_{name}", args=() if adding else (entry.pk,))
    return client.post(url, {key: value for key, value in data.items() if value is not None})


# ── On opening ───────────────────────────────────────────────────────────────────────────────────


def test_the_list_stands_on_the_form_and_each_reason_leads_to_its_row(desk):
    entry = make_initiative()
    make_investment(initiative=entry)
    make_investment(initiative=entry, citations=[], position=1)

    page = desk.get(address(entry, "change"))

    assert '<a href="#investments-1">Investment of EUR 500,000 has no citation.</a>' in page.text


def test_reasons_about_the_entry_itself_lead_to_their_fields(desk):
    entry = make_initiative(kind="", summary="", citations=[])

    page = desk.get(address(entry, "change"))

    anchors = [point.anchor for point in page.context["readiness"].points]
    assert anchors == ["id_kind", "id_summary", "id_passages"]


def test_a_partner_that_is_not_public_leads_to_the_row_that_names_it(desk):
    entry = make_initiative()
    make_participation(initiative=entry, partner=make_partner(public=False))

    page = desk.get(address(entry, "change"))

    [point] = page.context["readiness"].points
    assert point.anchor == "participations-0"


def test_a_new_entry_says_what_it_will_need(desk):
    page = desk.get(address(Initiative, "add"))

    assert page.context["readiness"].headline == "3 things keep it from being published."


def test_an_analyst_is_told_that_an_editor_can_publish(desk):
    page = desk.get(address(make_initiative(), "change"))

    assert page.context["readiness"].headline == "Ready: an Editor can publish it."
    assert "Save and publish" not in page.text


def test_whoever_proposes_is_told_what_would_become_of_it(desk):
    page = desk.get(address(make_published_initiative(), "change"))

    headline = "Nothing keeps your proposal from becoming version 2."
    assert page.context["readiness"].headline == headline


# ── While typing ─────────────────────────────────────────────────────────────────────────────────


def test_a_row_that_is_only_typed_is_in_the_list_with_its_place(desk):
    answer = ask(desk, make_initiative(), add_row={"investments": HALF_A_MILLION}).json()

    assert answer == {
        "headline": "1 thing keeps it from being published.",
        "errors": 0,
        "reasons": [
            {"sentence": "Investment of EUR 500,000 has no citation.", "anchor": "investments-0"}
        ],
    }


def test_a_passage_chosen_in_its_row_takes_the_reason_away(desk):
    row = {**HALF_A_MILLION, "passages": [str(make_citation().pk)]}

    answer = ask(desk, make_initiative(), add_row={"investments": row}).json()

    assert answer["reasons"] == []
    assert answer["headline"] == "Ready: an Editor can publish it."


def test_mistakes_of_the_form_come_first(desk):
    answer = ask(desk, make_initiative(), title="").json()

    assert answer["errors"] == 1
    assert answer["reasons"][0]["anchor"] == "id_title"


def test_an_entry_not_yet_saved_is_tried_too(desk):
    answer = ask(desk, Initiative, title="39BIS").json()

    assert [reason["anchor"] for reason in answer["reasons"]][:1] == ["id_kind"]
    assert not Initiative.objects.exists()


def test_trying_leaves_no_trace(desk):
    entry = make_initiative()
    rows, links = Initiative.objects.values_list(), Evidence.objects.count()
    before = list(rows)

    row = {**HALF_A_MILLION, "passages": [str(make_citation().pk)]}
    response = ask(desk, entry, summary="Autre chose.", add_row={"investments": row})

    assert list(rows.all()) == before
    assert Evidence.objects.count() == links
    assert not LogEntry.objects.exists()
    assert not list(get_messages(response.wsgi_request))


def test_trying_a_published_entry_publishes_nothing(editors_desk):
    entry = make_published_initiative()
    counted = PublicationCounter.objects.values_list().first()

    answer = ask(editors_desk, entry, add_row={"investments": HALF_A_MILLION}).json()

    entry.refresh_from_db()
    assert answer["headline"] == "1 thing would keep your proposal from being published."
    assert (entry.version, entry.versions.count()) == (1, 1)
    assert not Revision.objects.exists()
    assert PublicationCounter.objects.values_list().first() == counted


def test_what_the_database_refuses_is_a_sentence_and_no_error_page(desk):
    answer = ask(desk, make_initiative(), title="Nul\0").json()

    assert answer["errors"] == 1


def test_an_analyst_may_try_anothers_draft_and_a_published_entry(desk):
    draft, published = make_initiative(created_by=make_analyst()), make_published_initiative()

    assert ask(desk, draft).status_code == 200
    assert ask(desk, published, title="").json()["errors"] == 1


def test_what_is_tried_stands_on_ones_own_proposal(desk):
    entry = make_published_initiative()
    save(desk, entry, add_row={"investments": {**HALF_A_MILLION, "amount": "7"}})

    answer = ask(desk, entry).json()

    [reason] = answer["reasons"]
    assert reason["sentence"] == "Investment of EUR 7 has no citation."


def test_nobody_tries_without_being_logged_in_or_by_a_link(client, desk):
    url = reverse("admin:initiatives_initiative_readiness", args=[make_initiative().pk])

    assert desk.get(url).status_code == 405
    desk.logout()
    assert client.post(url).status_code == 302


def test_an_entry_that_is_gone_is_not_found(desk):
    url = reverse("admin:initiatives_initiative_readiness", args=[999_999])

    assert desk.post(url).status_code == 404


# ── Save and publish ─────────────────────────────────────────────────────────────────────────────


def test_an_editor_publishes_an_analysts_draft_from_its_form(editors_desk, editor):
    entry = make_initiative(created_by=make_analyst())

    save(editors_desk, entry, _publish="1")

    entry.refresh_from_db()
    assert (entry.state, entry.versions.get().published_by) == ("published", editor)


def test_an_editor_saves_her_own_change_and_somebody_else_publishes_it(editors_desk, editor):
    entry = make_initiative(created_by=make_analyst())

    response = save(editors_desk, entry, summary="Corrigé.", _publish="1")

    entry.refresh_from_db()
    assert (entry.state, entry.summary, entry.edited_by) == ("draft", "Corrigé.", editor)
    assert "You wrote it: somebody else has to publish it." in said(editors_desk.get(response.url))


def test_a_team_of_one_saves_and_publishes_in_one_step(editors_desk, editor, settings):
    settings.SELF_APPROVAL = True
    entry = make_initiative()

    save(editors_desk, entry, summary="Corrigé.", _publish="1")

    entry.refresh_from_db()
    assert (entry.state, entry.summary) == ("published", "Corrigé.")
    assert entry.versions.get().published_by == editor


def test_a_new_entry_that_cannot_be_published_is_saved_all_the_same(editors_desk):
    save(editors_desk, Initiative, title="39BIS", _publish="1")

    assert Initiative.objects.get().state == "draft"


def test_what_the_gate_refuses_stays_saved_as_a_draft_and_says_why(editors_desk):
    entry = make_initiative()
    make_milestone(initiative=entry, citations=[])

    response = save(editors_desk, entry, summary="Corrigé.", _publish="1")

    entry.refresh_from_db()
    assert (entry.state, entry.summary) == ("draft", "Corrigé.")
    page = editors_desk.get(response.url)
    assert "is saved, but not published: Milestone “Opening” has no citation." in said(page)


def test_an_analyst_cannot_publish_by_posting_the_button(desk):
    entry = make_initiative()

    response = save(desk, entry, _publish="1")

    entry.refresh_from_db()
    assert (response.status_code, entry.state) == (403, "draft")
