"""A reader suggests a correction: what she sees, what is kept, and what the role may not do."""

from datetime import timedelta

import pytest
import time_machine
from django.db import ProgrammingError, connection
from django.test import Client
from django.utils import timezone

from initiatives.api.throttles import ClientThrottle
from initiatives.models import Suggestion, SuggestionSender
from initiatives.publication import reader
from initiatives.revisions import workflow
from initiatives.suggestions import suggester
from initiatives.suggestions.models import MOST_A_DAY
from tests.factories import (
    make_initiative,
    make_investment,
    make_participation,
    make_partner,
    make_published_initiative,
)
from tests.pages import text_of
from tracker.middleware import as_suggester

pytestmark = pytest.mark.django_db

URL = "/en/initiatives/lab/suggest/"


@pytest.fixture(autouse=True)
def nobody_has_sent_anything(settings):
    ClientThrottle.forget_everybody()
    settings.SUGGESTION_RATE = ""


@pytest.fixture
def lab():
    entry = make_initiative(slug="lab", title="39BIS", state="draft")
    make_investment(initiative=entry)
    make_participation(initiative=entry, partner=make_partner(name="Sanofi", public=True))
    workflow.publish_many([entry], by=None)
    return entry


def typed(**changes) -> dict:
    return {"about": "", "body": "The lab is in Gentilly.", **changes}


# ── Looking ──────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("language", "heading"), [("en", "Suggest a correction"), ("fr", "Proposer une correction")]
)
def test_the_form_is_there_in_both_languages(client, lab, language, heading):
    response = client.get(f"/{language}/initiatives/lab/suggest/")

    assert response.status_code == 200
    assert heading in text_of(response)
    assert "180" in text_of(response, "suggest-privacy")


def test_nobody_keeps_or_indexes_it(client, lab):
    response = client.get(URL)

    assert response["Cache-Control"] == "no-store, private"
    assert response["X-Robots-Tag"] == "noindex"
    assert 'rel="canonical"' not in response.content.decode()


def test_no_session_is_read_or_made(client, lab, editor):
    client.force_login(editor)

    response = client.get(URL)

    assert list(response.cookies) == ["csrftoken"]
    assert editor.username not in response.content.decode()


def test_what_it_is_about_is_chosen_from_the_page_and_can_come_with_the_address(client, lab):
    key = f"investment-{lab.investments.get().pk}"

    page = client.get(f"{URL}?about={key}").content.decode()

    assert f'<option value="{key}" selected>' in page
    assert '<optgroup label="Partners">' in page
    assert "Sanofi · lead" in page


def test_an_address_that_names_no_part_of_the_page_means_the_whole(client, lab):
    page = client.get(f"{URL}?about=<script>").content.decode()

    assert '<option value="" selected>' in page
    assert "<script>" not in page


def test_partners_and_sources_have_one_too(client, lab):
    partner = client.get("/en/partners/sanofi/suggest/")
    source = Suggestion._meta.get_field("article").related_model.objects.first()

    assert 'value="spellings"' in partner.content.decode()
    assert client.get(f"/en/sources/{source.slug}/suggest/").status_code == 200


def test_a_drafts_address_is_as_unknown_as_nobodys(client, lab):
    make_initiative(slug="draft")

    draft = client.post("/en/initiatives/draft/suggest/", typed())
    nobody = client.post("/en/initiatives/nobody/suggest/", typed())

    assert (draft.status_code, nobody.status_code) == (404, 404)
    assert text_of(draft).replace("draft", "") == text_of(nobody).replace("nobody", "")


def test_a_withdrawn_entry_takes_none(client, lab, editor):
    workflow.withdraw(lab, by=editor, reason="Hoax.")

    assert client.get(URL).status_code == 410
    assert client.post(URL, typed()).status_code == 410
    assert not Suggestion.objects.exists()


# ── Sending ──────────────────────────────────────────────────────────────────────────────────────


def test_a_suggestion_is_kept_and_thanked_for_with_its_reference(client, lab):
    about = f"investment-{lab.investments.get().pk}"
    sent = typed(about=about, source_url="example.org/a", name="Marie", email="m@example.org")

    response = client.post(URL, sent, follow=True)

    suggestion = Suggestion.objects.get()
    assert (suggestion.subject, suggestion.about, suggestion.version) == (lab, about, 1)
    assert "EUR" in suggestion.about_words or "€" in suggestion.about_words
    assert suggestion.source_url == "https://example.org/a"
    assert suggestion.state == "new"
    assert str(suggestion.sender) == "Marie m@example.org"
    assert suggestion.reference in text_of(response)


def test_who_leaves_no_name_is_nobody(client, lab):
    client.post(URL, typed())

    assert not SuggestionSender.objects.exists()


def test_one_about_a_partner_is_kept_with_the_partner(client, lab):
    client.post("/fr/partners/sanofi/suggest/", typed(about="spellings"))

    suggestion = Suggestion.objects.get()
    assert suggestion.subject.slug == "sanofi"
    assert suggestion.language == "fr"
    assert suggestion.about_words == "Tel que les sources l’écrivent"


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"body": " "}, "Say first what is wrong."),
        ({"body": "x" * 4001}, "at most 4000 characters (it has 4001)"),
        ({"source_url": "no address"}, "This is no address of a page"),
        ({"email": "marie"}, "This is no e-mail address"),
        ({"name": "x" * 101}, "at most 100 characters (it has 101)"),
        ({"about": "investment-of-another"}, "Select a valid choice"),
        ({"body": "a\0b"}, "Null characters are not allowed"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(client, lab, wrong, sentence):
    response = client.post(URL, typed(name="Marie Curie") | wrong)

    assert response.status_code == 400
    assert sentence in text_of(response)
    assert 'aria-invalid="true"' in response.content.decode()
    for value in (typed(name="Marie Curie") | wrong).values():
        assert value.strip().replace("\0", "") in response.content.decode().replace("\0", "")
    assert not Suggestion.objects.exists()


def test_what_is_typed_is_text_and_nothing_else(client, lab):
    response = client.post(URL, typed(body="<script>alert(1)</script>", email="x"))

    page = response.content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_a_reference_that_is_none_is_not_shown(client, lab):
    assert "CALL-NOW1" not in client.get(f"{URL}?sent=CALL-NOW1").content.decode()


def test_a_robot_is_thanked_and_forgotten(client, lab):
    response = client.post(URL, typed(website="https://spam.example"), follow=True)

    assert "Thank you" in text_of(response)
    assert not Suggestion.objects.exists()


def test_a_form_of_another_site_is_refused_and_the_typing_kept(lab):
    response = Client(enforce_csrf_checks=True).post(URL, typed())

    assert response.status_code == 403
    assert "send it again" in text_of(response)
    assert "The lab is in Gentilly." in text_of(response)
    assert not Suggestion.objects.exists()


def test_a_form_with_its_token_is_taken(lab):
    browser = Client(enforce_csrf_checks=True)
    browser.get(URL)
    token = browser.cookies["csrftoken"].value

    assert browser.post(URL, typed(csrfmiddlewaretoken=token)).status_code == 303


def test_one_reader_sends_a_few_in_an_hour(client, lab, settings):
    settings.SUGGESTION_RATE = "2/h"
    for _time in range(2):
        assert client.post(URL, typed()).status_code == 303

    refused = client.post(URL, typed(body="One more."))

    assert refused.status_code == 429
    assert "in 30 minutes" in text_of(refused)
    assert "One more." in text_of(refused)
    assert client.post(URL, typed(), REMOTE_ADDR="192.0.2.7").status_code == 303


def test_a_page_takes_twenty_a_day(client, lab):
    make_published_initiative(slug="other")
    for _time in range(MOST_A_DAY):
        client.post(URL, typed())

    refused = client.post(URL, typed(body="One more."))

    assert refused.status_code == 429
    assert "This page has had 20 suggestions in a day" in text_of(refused)
    assert "One more." in text_of(refused)
    assert Suggestion.objects.count() == MOST_A_DAY
    assert client.post("/en/initiatives/other/suggest/", typed()).status_code == 303
    with time_machine.travel(timezone.now() + timedelta(days=1, minutes=1)):
        assert client.post(URL, typed()).status_code == 303


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_nothing_else_can_be_done_there(client, lab, method):
    assert getattr(client, method)(URL).status_code == 405


def test_nothing_of_it_is_public(client, lab):
    client.post(URL, typed(body="kanarienvogel", name="kanarienvogel"))

    for url in ("/en/initiatives/lab/", "/en/initiatives/lab/history/", URL, "/en/corrections/"):
        assert "kanarienvogel" not in client.get(url).content.decode()
    assert "kanarienvogel" not in client.get("/api/v1/initiatives/lab/").content.decode()
    assert not {"initiatives.Suggestion", "initiatives.SuggestionSender"} & reader.GRANTS.keys()


# ── The role ─────────────────────────────────────────────────────────────────────────────────────


def test_the_grants_in_the_catalogue_are_the_list_in_the_code():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, privilege_type, array_agg(column_name::text)"
            " FROM information_schema.column_privileges WHERE grantee = %s GROUP BY 1, 2",
            [suggester.ROLE],
        )
        granted = {(table, kind): set(columns) for table, kind, columns in cursor.fetchall()}

    assert granted == {
        (table, "INSERT"): columns for table, columns in reader.columns_of(suggester.WRITES).items()
    }


@pytest.mark.parametrize(
    "what",
    [
        "SELECT 1 FROM initiatives_suggestion",
        "SELECT email FROM initiatives_suggestionsender",
        "SELECT 1 FROM initiatives_suggestionevent",
        "SELECT 1 FROM initiatives_publishedinitiative",
        "SELECT 1 FROM initiatives_initiative",
        "SELECT 1 FROM auth_user",
        "UPDATE initiatives_suggestion SET body = ''",
        "DELETE FROM initiatives_suggestion",
        "INSERT INTO initiatives_suggestion (state) VALUES ('taken-up')",
        "INSERT INTO initiatives_suggestion (assigned_to_id) VALUES (1)",
    ],
)
def test_the_suggester_writes_a_suggestion_and_is_denied_all_else(what):
    with as_suggester(), connection.cursor() as cursor:
        suggester.become(cursor)
        with pytest.raises(ProgrammingError, match="permission denied"):
            cursor.execute(what)


@pytest.mark.parametrize(
    "what",
    [
        "SELECT 1 FROM initiatives_suggestion",
        "INSERT INTO initiatives_suggestion (body) VALUES ('')",
        "UPDATE initiatives_publishedinitiative SET slug = ''",
    ],
)
def test_until_it_writes_it_is_the_reader(what):
    with (
        as_suggester(),
        connection.cursor() as cursor,
        pytest.raises(ProgrammingError, match="permission denied"),
    ):
        cursor.execute(what)


@pytest.mark.django_db(transaction=True)
def test_the_role_ends_with_the_request(client, lab):
    client.post(URL, typed(name="Marie"))

    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user = session_user, current_setting('statement_timeout')")
        assert cursor.fetchone() == (True, "0")
    assert Suggestion.objects.get().sender.name == "Marie"


def test_a_missing_role_is_503_and_never_the_owner(client, lab, monkeypatch):
    monkeypatch.setattr(suggester, "ROLE", "nobody_of_that_name")

    assert client.post(URL, typed()).status_code == 503
    assert not Suggestion.objects.exists()


def test_a_missing_role_is_warned_of_with_the_sql_that_mends_it(db, monkeypatch):
    assert suggester.check_suggester_role(databases=["default"]) == []
    monkeypatch.setattr(suggester, "ROLE", "nobody_of_that_name")

    [warning] = suggester.check_suggester_role(databases=["default"])

    assert warning.id == "veille.W003"
    assert "CREATE ROLE" in warning.hint
