"""The desk's previews, and the links it makes for people outside."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from initiatives.models import PreviewLink
from initiatives.revisions import sharing

from ...factories import (
    make_initiative,
    make_participation,
    make_partner,
    make_published_initiative,
    make_user,
)
from ...pages import links_of, text_of
from ..revisions.proposing import approve, proposed, retitled
from .desk import address


@pytest.fixture
def desk(client, analyst):
    client.force_login(analyst)
    return client


@pytest.fixture
def revision(analyst):
    return proposed(make_published_initiative(title="39BIS"), analyst, retitled("Renamed"))


def preview_of(row) -> str:
    return address(row, "preview")


# ── Previews ─────────────────────────────────────────────────────────────────────────────────────


def test_a_draft_is_previewed_as_it_stands(desk):
    response = desk.get(preview_of(make_initiative(title="Not yet public")))

    assert "Preview: not public." in text_of(response)
    assert "Not yet public" in text_of(response)
    assert "It shows the draft as it was saved last." in text_of(response)


def test_ones_own_proposal_is_previewed_in_the_place_of_the_entry(desk, revision):
    response = desk.get(preview_of(revision.initiative))

    assert "Renamed" in text_of(response)
    assert address(revision, "change") in links_of(response)


def test_somebody_elses_proposal_has_a_preview_of_its_own(client, editor, revision):
    client.force_login(editor)

    assert "Renamed" in text_of(client.get(preview_of(revision)))
    assert "39BIS" in text_of(client.get(preview_of(revision.initiative)))


def test_nobody_keeps_or_indexes_a_preview(desk, revision):
    response = desk.get(preview_of(revision))

    assert {"no-store", "private"} <= set(response["Cache-Control"].split(", "))
    assert response["X-Robots-Tag"] == "noindex"
    assert 'rel="canonical"' not in response.content.decode()


def test_a_preview_is_read_in_either_language(desk, revision):
    french = desk.get(preview_of(revision), {"language": "fr"})

    assert "Aperçu\xa0: page non publiée." in text_of(french)
    assert "?language=en" in links_of(french)


def test_a_row_that_lost_what_it_names_is_named_on_the_preview(desk, analyst):
    entry, partner = make_published_initiative(), make_partner()
    revision = proposed(
        entry, analyst, lambda row: make_participation(initiative=row, partner=partner)
    )
    partner.delete()

    response = desk.get(preview_of(revision))

    assert "participation: what it names is gone" in text_of(response)


def test_a_preview_is_for_people_who_may_see_entries(client, revision):
    client.force_login(make_user())

    assert client.get(preview_of(revision)).status_code == 403
    assert client.get(preview_of(revision.initiative)).status_code == 403


def test_a_preview_is_not_for_the_public(client, revision):
    assert client.get(preview_of(revision)).status_code == 302
    assert client.get(preview_of(revision.initiative)).status_code == 302


def test_a_preview_of_nothing_is_nothing(desk):
    assert desk.get(reverse("admin:initiatives_initiative_preview", args=[0])).status_code == 404


def test_the_form_leads_to_the_preview_and_to_the_public_page(desk, revision):
    links = links_of(desk.get(address(revision.initiative, "change")))

    assert preview_of(revision.initiative) in links
    assert f"/initiatives/{revision.initiative.slug}/" in links


# ── Links for people outside ─────────────────────────────────────────────────────────────────────


def typed(**changes) -> dict:
    return {"label": "Marie", "days": "7", "may_comment": "on", **changes}


def share(client, revision, **changes):
    return client.post(address(revision, "share"), typed(**changes), follow=True)


def test_a_link_is_made_and_its_address_shown_once(desk, revision):
    made = share(desk, revision)

    token = sharing.token_of(PreviewLink.objects.get(label="Marie"))
    assert f"http://testserver/fr/preview/{token}/" in made.content.decode()
    again = desk.get(address(revision, "change"))
    assert token not in again.content.decode()
    assert "Marie" in text_of(again, "sharing")


def test_the_address_works_for_a_stranger(desk, revision):
    share(desk, revision)
    desk.logout()

    token = sharing.token_of(PreviewLink.objects.get())

    assert desk.get(f"/en/preview/{token}/").status_code == 200


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"label": ""}, "Say for whom the link is."),
        ({"days": "31"}, "A link is good for 1 to 30 days."),
        ({"days": "many"}, "A link is good for 1 to 30 days."),
    ],
)
def test_a_link_that_cannot_be_made_says_why_and_keeps_what_was_typed(
    desk, revision, changes, sentence
):
    response = share(desk, revision, **{"label": "Marie at Sanofi", **changes})

    assert response.status_code == 400
    assert sentence in text_of(response)
    assert changes.get("label", "Marie at Sanofi") in response.content.decode()
    assert not PreviewLink.objects.exists()


def test_a_link_is_revoked(desk, revision):
    share(desk, revision)
    link = PreviewLink.objects.get()

    response = desk.post(address(revision, "revoke", link.pk), follow=True)

    link.refresh_from_db()
    assert link.revoked_at is not None
    assert "The link for Marie shows nothing any more." in text_of(response)


def test_the_list_says_what_became_of_each_link(desk, revision, editor):
    share(desk, revision, label="Gone soon", days="1")
    with time_machine.travel(timezone.now() + timedelta(days=2)):
        desk.force_login(revision.author)
        page = text_of(desk.get(address(revision, "change")), "sharing")
    assert "expired" in page

    approve(revision, editor)
    assert "ended: decided" in text_of(desk.get(address(revision, "change")), "sharing")


def test_links_are_made_and_revoked_by_people_who_may_change_entries(client, revision, editor):
    link = sharing.share(revision, by=editor, label="Marie")
    client.force_login(make_user())

    assert client.post(address(revision, "share"), typed()).status_code == 403
    assert client.post(address(revision, "revoke", link.pk)).status_code == 403
    assert client.get(address(revision, "share")).status_code == 405


def test_the_link_of_another_revision_is_not_revoked_here(desk, analyst, revision):
    other = proposed(make_published_initiative(), analyst, retitled("Other"))
    link = sharing.share(other, by=analyst, label="Marie")

    assert desk.post(address(revision, "revoke", link.pk)).status_code == 404
