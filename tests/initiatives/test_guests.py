"""An outsider with a link: what she sees, what she may write, and how it ends."""

from datetime import timedelta

import pytest
import time_machine
from django.db import ProgrammingError, connection
from django.test import Client
from django.utils import timezone

from initiatives.guests import NOTES_A_DAY, section_in_words
from initiatives.models import PreviewLink, ReviewNote, Revision
from initiatives.revisions import previewer, sharing, workflow
from tests.factories import make_initiative, make_published_initiative
from tests.initiatives.revisions.proposing import approve, proposed, retitled
from tests.pages import text_of
from tracker.middleware import as_previewer

pytestmark = pytest.mark.django_db


@pytest.fixture
def revision(analyst) -> Revision:
    return proposed(make_published_initiative(slug="lab"), analyst, retitled("Renamed"))


def shared(revision, **kwargs) -> PreviewLink:
    link = sharing.share(revision, by=revision.author, label="Marie at Sanofi", **kwargs)
    revision.refresh_from_db()
    return link


def address(link, language="en") -> str:
    return f"/{language}/preview/{sharing.token_of(link)}/"


def note(**changes) -> dict:
    return {"name": "Marie", "about": "", "note": "The lab is in Gentilly.", **changes}


# ── Looking ──────────────────────────────────────────────────────────────────────────────────────


def test_the_holder_of_a_link_sees_the_public_page_under_a_banner(client, revision):
    response = client.get(address(shared(revision)))

    assert response.status_code == 200
    assert "Preview: not public." in text_of(response)
    assert "Renamed" in text_of(response)


def test_the_page_speaks_french(client, revision):
    response = client.get(address(shared(revision), "fr"))

    assert "Aperçu\xa0: page non publiée." in text_of(response)


def test_nobody_keeps_or_indexes_it(client, revision):
    response = client.get(address(shared(revision)))

    assert response["Cache-Control"] == "no-store, private"
    assert response["X-Robots-Tag"] == "noindex"
    assert 'rel="canonical"' not in response.content.decode()


def test_robots_are_told_to_stay_away(client, db):
    body = client.get("/robots.txt").content.decode()

    assert "Disallow: /en/preview/" in body
    assert "Disallow: /fr/preview/" in body


def test_no_session_is_read_or_made(client, revision, editor):
    client.force_login(editor)

    response = client.get(address(shared(revision)))

    assert "sessionid" not in response.cookies
    assert editor.username not in response.content.decode()


def test_it_costs_few_queries(client, revision, django_assert_max_num_queries):
    url = address(shared(revision))

    with django_assert_max_num_queries(6):  # savepoint, role, read-only, link, rollback, release
        client.get(url)


def test_the_page_follows_each_save_of_the_revision(client, revision, analyst):
    link = shared(revision)

    workflow.propose(revision.initiative, by=analyst, write=retitled("Renamed again"))

    assert "Renamed again" in text_of(client.get(address(link)))


def test_the_link_of_a_first_publication_shows_the_draft_as_submitted(client, analyst):
    draft = make_initiative(title="Before", created_by=analyst)
    link = shared(workflow.submit_draft(draft, by=analyst))
    retitled("After")(draft)

    assert "Before" in text_of(client.get(address(link)))


def test_what_the_desk_says_to_itself_is_not_on_the_page(client, revision):
    page = client.get(address(shared(revision))).content.decode()

    assert "Marie at Sanofi" not in page
    assert revision.author.username not in page


# ── The end of a link ────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("change", [lambda token: token[:-1], lambda token: f"0{token[1:]}"])
def test_a_token_that_was_tampered_with_is_nothing(client, revision, change):
    token = sharing.token_of(shared(revision))

    assert client.get(f"/en/preview/{change(token)}x/").status_code == 404


def test_a_token_of_a_link_that_never_was_is_nothing(client, revision):
    assert client.get(address(PreviewLink())).status_code == 404


def test_a_link_expires(client, revision):
    link = shared(revision, days=2)

    with time_machine.travel(timezone.now() + timedelta(days=2, minutes=1)):
        response = client.get(address(link))

    assert response.status_code == 410
    assert "It was good for some days, and they are over." in text_of(response)
    assert "Renamed" not in text_of(response)


def test_a_revoked_link_shows_nothing(client, revision, editor):
    link = shared(revision)
    sharing.revoke(link, by=editor)

    response = client.get(address(link))

    assert response.status_code == 410
    assert "The editorial team has withdrawn it." in text_of(response)
    assert response["Cache-Control"] == "no-store, private"


def test_a_decision_ends_every_link(client, revision, editor):
    link = shared(revision)
    approve(revision, editor)

    response = client.get(address(link))

    assert response.status_code == 410
    assert "decided on since" in text_of(response)


def test_a_note_that_comes_too_late_is_given_back(client, revision, editor):
    link = shared(revision)
    sharing.revoke(link, by=editor)

    response = client.post(address(link), note())

    assert response.status_code == 410
    assert "The lab is in Gentilly." in text_of(response)
    assert not ReviewNote.objects.exists()


# ── Making one ───────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("days", [0, 31])
def test_a_link_is_good_for_one_to_thirty_days(revision, days):
    with pytest.raises(workflow.Refused, match="1 to 30 days"):
        shared(revision, days=days)


def test_a_link_needs_somebody_to_be_for(revision):
    with pytest.raises(workflow.Refused, match="for whom"):
        sharing.share(revision, by=revision.author, label=" ")


def test_a_decided_revision_is_not_shared(revision, editor):
    approve(revision, editor)

    with pytest.raises(workflow.Refused, match="decided"):
        shared(revision)


# ── Notes ────────────────────────────────────────────────────────────────────────────────────────


def test_a_guest_leaves_a_note(client, revision):
    link = shared(revision)

    response = client.post(address(link), note(about="glance"), follow=True)

    [left] = ReviewNote.objects.all()
    assert (left.revision, left.link, left.author) == (revision, link, None)
    assert (left.guest_name, left.body) == ("Marie", "The lab is in Gentilly.")
    assert section_in_words(left.anchor) == "At a glance"
    assert "Thank you" in text_of(response)


def test_a_guest_does_not_see_other_notes(client, revision):
    link = shared(revision)
    client.post(address(link), note())

    assert "Gentilly" not in text_of(client.get(address(link)))


def test_only_parts_that_are_on_the_page_can_be_meant(client, revision):
    response = client.post(address(shared(revision)), note(about="statements"))

    assert response.status_code == 400
    assert not ReviewNote.objects.exists()


def test_a_note_without_a_name_is_refused_and_kept(client, revision):
    response = client.post(address(shared(revision)), note(name=""))

    assert response.status_code == 400
    assert "Say who you are." in text_of(response)
    assert "The lab is in Gentilly." in text_of(response)


def test_a_note_that_is_too_long_is_refused_with_its_length(client, revision):
    response = client.post(address(shared(revision)), note(note="x" * 4001))

    assert "at most 4000 characters (it has 4001)" in text_of(response)


def test_a_robot_is_thanked_and_forgotten(client, revision):
    response = client.post(address(shared(revision)), note(website="https://spam.example"))

    assert response.status_code == 302
    assert not ReviewNote.objects.exists()


def test_a_link_takes_twenty_notes_a_day(client, revision):
    link, other = shared(revision), shared(revision)
    for _ in range(NOTES_A_DAY):
        client.post(address(link), note())

    refused = client.post(address(link), note(note="One more."))

    assert refused.status_code == 429
    assert "One more." in text_of(refused)
    assert ReviewNote.objects.count() == NOTES_A_DAY
    assert client.post(address(other), note()).status_code == 302
    with time_machine.travel(timezone.now() + timedelta(days=1, minutes=1)):
        assert client.post(address(link), note()).status_code == 302


def test_a_link_that_only_shows_takes_no_note(client, revision):
    link = shared(revision, may_comment=False)

    assert 'id="comment"' not in client.get(address(link)).content.decode()
    assert client.post(address(link), note()).status_code == 405
    assert not ReviewNote.objects.exists()


def test_a_note_needs_the_token_of_the_form(revision):
    response = Client(enforce_csrf_checks=True).post(address(shared(revision)), note())

    assert response.status_code == 403
    assert not ReviewNote.objects.exists()


# ── The role ─────────────────────────────────────────────────────────────────────────────────────


def test_the_grants_in_the_catalogue_are_the_list_in_the_code():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, privilege_type, array_agg(column_name::text)"
            " FROM information_schema.column_privileges WHERE grantee = %s GROUP BY 1, 2",
            [previewer.ROLE],
        )
        granted = {(table, kind): set(columns) for table, kind, columns in cursor.fetchall()}

    assert granted == previewer.granted_columns()


@pytest.mark.parametrize(
    "what",
    [
        "SELECT 1 FROM initiatives_initiative",
        "SELECT document FROM initiatives_revision",
        "SELECT label FROM initiatives_previewlink",
        "SELECT body FROM initiatives_reviewnote",
        "SELECT 1 FROM initiatives_publishedinitiative",
        "SELECT 1 FROM auth_user",
        "SELECT 1 FROM django_session",
        "UPDATE initiatives_previewlink SET revoked_at = NULL",
        "DELETE FROM initiatives_reviewnote",
        "INSERT INTO initiatives_reviewnote (author_id) VALUES (1)",
    ],
)
def test_the_previewer_is_denied_all_else(what):
    with (
        pytest.raises(ProgrammingError, match="permission denied"),
        as_previewer(may_write=True),
    ):
        connection.cursor().execute(what)


def test_looking_writes_nothing_whatever_the_code_asks(revision):
    with pytest.raises(Exception, match="read-only transaction"), as_previewer():
        connection.cursor().execute(
            "INSERT INTO initiatives_reviewnote (id) VALUES (gen_random_uuid())"
        )


@pytest.mark.django_db(transaction=True)
def test_the_role_ends_with_the_request(client, analyst):
    revision = proposed(make_published_initiative(), analyst, retitled("Renamed"))
    link = shared(revision)

    client.post(address(link), note())

    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user = session_user, current_setting('statement_timeout')")
        assert cursor.fetchone() == (True, "0")
    assert ReviewNote.objects.get().guest_name == "Marie"


def test_a_missing_role_is_503_and_never_the_owner(client, revision, monkeypatch):
    link = shared(revision)
    monkeypatch.setattr(previewer, "ROLE", "nobody_of_that_name")

    assert client.get(address(link)).status_code == 503


def test_a_missing_role_is_warned_of_with_the_sql_that_mends_it(db, monkeypatch):
    assert previewer.check_previewer_role(databases=["default"]) == []
    monkeypatch.setattr(previewer, "ROLE", "nobody_of_that_name")

    [warning] = previewer.check_previewer_role(databases=["default"])

    assert warning.id == "veille.W002"
    assert "CREATE ROLE" in warning.hint
