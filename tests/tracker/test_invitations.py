"""Into an account: invitation, e-mail, link, password, login; and every refusal."""

import re
from datetime import datetime, timedelta
from io import StringIO

import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.models import User
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.core import mail
from django.core.mail import EmailMessage
from django.urls import reverse

from initiatives.groups import ANALYSTS
from tests.factories import (
    make_administrator,
    make_analyst,
    make_user,
)
from tests.initiatives.admin.desk import address, errors, said
from tracker.accounts.console import EmailBackend
from tracker.accounts.views import ResetView

from .accounts import FORGOTTEN, INVITE, PASSWORD, act, choose, group, link, text

pytestmark = pytest.mark.django_db


# ── Inviting ─────────────────────────────────────────────────────────────────────────────────────


def test_an_invited_person_chooses_a_password_and_reaches_the_desk(client, invite):
    invite()
    client.logout()

    choose(client, link(mail.outbox[0]))
    client.post("/admin/login/", {"username": "lea", "password": PASSWORD})

    assert client.get("/admin/").status_code == 200


def test_an_invited_person_has_no_password_until_then(invite):
    invite()

    lea = User.objects.get(username="lea")
    assert lea.is_staff
    assert not lea.has_usable_password()
    assert [each.name for each in lea.groups.all()] == [ANALYSTS]


def test_the_invitation_goes_to_the_address_and_names_who_invites(invite):
    invite(language="en")

    (message,) = mail.outbox
    assert message.to == ["Lea@example.org"]
    assert "Zoé invites you" in message.body
    assert "lea" in message.body


@pytest.mark.parametrize("screen", ["fr", "en"])
def test_the_invitation_speaks_the_language_that_was_chosen(client, invite, screen):
    invite(HTTP_ACCEPT_LANGUAGE=screen, language="en")

    assert mail.outbox[0].subject == "Your account on Veille"
    assert "Choose your password here:" in mail.outbox[0].body


def test_the_invitation_is_written_in_french(invite):
    invite(language="fr")

    assert mail.outbox[0].subject == "Votre compte sur Veille"


@pytest.mark.parametrize(
    ("field", "value"), [("email", ""), ("groups", []), ("language", "de"), ("username", "")]
)
def test_an_invitation_lacks_nothing(invite, field, value):
    response = invite(**{field: value})

    assert errors(response)
    assert not User.objects.filter(first_name="Léa").exists()
    assert mail.outbox == []


@pytest.mark.parametrize(("field", "taken"), [("email", "lea@example.ORG"), ("username", "LEA")])
def test_an_address_and_a_name_are_somebodys_whatever_the_capitals(invite, field, taken):
    make_user(**{field: taken})

    assert "Somebody else already has this" in errors(invite())


@pytest.mark.django_db(transaction=True)
def test_a_mail_server_that_fails_does_not_lose_the_account(client, no_mail_server):
    client.force_login(make_administrator())
    groups = [str(group(ANALYSTS).pk)]
    data = {"username": "lea", "email": "lea@example.org", "groups": groups, "language": "en"}

    response = client.post(INVITE, data, follow=True)

    assert User.objects.filter(username="lea").exists()
    assert "could not be sent" in said(response)
    assert "send the invitation again" in said(response)


def test_an_invitation_is_sent_again_from_the_page_of_the_account(client, invite):
    invite()
    lea = User.objects.get(username="lea")

    page = client.get(address(lea, "change"))
    response = client.post(address(lea, "invitation"), {"language": "en"}, follow=True)

    assert "Send the invitation again" in text(page)
    assert "was sent to Lea@example.org" in said(response)
    assert mail.outbox[1].subject == "Your account on Veille"


def test_an_invitation_is_not_sent_by_following_a_link(client, invite):
    invite()

    response = client.get(address(User.objects.get(username="lea"), "invitation"))

    assert response.status_code == 405


def test_invitations_are_sent_again_from_the_list_to_those_who_never_logged_in(client, admin):
    waiting = make_analyst(email="paul@example.org")
    addressless = make_analyst(username="nobody")

    response = act(client, "invite_again_in_french", waiting, addressless, admin)

    assert [message.to for message in mail.outbox] == [["paul@example.org"]]
    assert "“nobody” has no e-mail address" in said(response)


def test_whoever_logged_in_is_not_invited_again(client, admin):
    admin.email = "zoe@example.org"
    admin.save()

    response = act(client, "invite_again_in_english", admin)

    assert "“zoe” has already logged in" in said(response)
    assert mail.outbox == []


# ── The link ─────────────────────────────────────────────────────────────────────────────────────


def test_a_link_works_once(client, invite):
    invite()
    choose(client, link(mail.outbox[0]))

    again = client.get(link(mail.outbox[0]))

    assert "This link no longer works" in text(again)
    assert "It was already used" in text(again)
    assert reverse("admin_password_reset") in text(again)


class LongAgo(PasswordResetTokenGenerator):
    def _now(self):
        return datetime.now() - timedelta(days=4)


def test_a_link_expires(client):
    lea = make_analyst(email="lea@example.org")
    client.post(FORGOTTEN, {"email": lea.email})
    uid = link(mail.outbox[0]).split("/")[3]

    path = reverse("password_reset_confirm", args=[uid, LongAgo().make_token(lea)])

    assert "This link no longer works" in text(client.get(path))


def test_the_link_of_a_deactivated_account_opens_nothing(client):
    lea = make_analyst(email="lea@example.org")
    client.post(FORGOTTEN, {"email": lea.email})
    lea.is_active = False
    lea.save()

    assert "This link no longer works" in text(client.get(link(mail.outbox[0])))


def test_a_weak_password_is_refused_in_words(client):
    client.post(FORGOTTEN, {"email": make_analyst(email="lea@example.org").email})

    assert "too common" in text(choose(client, link(mail.outbox[0]), "password"))


# ── A forgotten password ─────────────────────────────────────────────────────────────────────────


def test_the_login_page_leads_to_the_reset(client):
    assert f'href="{FORGOTTEN}"' in text(client.get("/admin/login/"))


def test_a_forgotten_password_is_replaced(client):
    make_analyst(username="lea", email="lea@example.org", password="oublié-depuis-7")
    client.post(FORGOTTEN, {"email": "LEA@example.org"})

    page = choose(client, link(mail.outbox[0]))

    assert "Your password is set" in text(page)
    assert authenticate(username="lea", password=PASSWORD)


def test_whoever_never_chose_a_password_may_ask_for_a_link(client):
    make_analyst(email="lea@example.org")

    client.post(FORGOTTEN, {"email": "lea@example.org"})

    assert [message.to for message in mail.outbox] == [["lea@example.org"]]


def test_the_answer_never_tells_whether_an_address_is_known(client):
    make_analyst(email="lea@example.org")

    known, unknown = (
        client.post(FORGOTTEN, {"email": email}, follow=True)
        for email in ("lea@example.org", "nobody@example.org")
    )

    assert len(mail.outbox) == 1
    masked = r'name="csrfmiddlewaretoken" value="\w+"'  # another one in every answer
    assert re.sub(masked, "", text(known)) == re.sub(masked, "", text(unknown))


@pytest.mark.parametrize("email", ["lea@example.org", "nobody@example.org"])
def test_the_address_is_looked_up_after_the_answer(rf, django_assert_num_queries, email):
    make_analyst(email="lea@example.org")
    request = rf.post(FORGOTTEN, {"email": email})
    request._dont_enforce_csrf_checks = True

    with django_assert_num_queries(0):
        response = ResetView.as_view()(request)

    assert mail.outbox == []
    response.close()


def test_a_mail_server_that_fails_does_not_tell_either(client, no_mail_server, caplog):
    make_analyst(email="lea@example.org")

    response = client.post(FORGOTTEN, {"email": "lea@example.org"}, follow=True)

    assert "If an account has this address" in text(response)
    assert "could not be sent" in caplog.text


@pytest.mark.parametrize(
    ("language", "subject"),
    [
        ("fr", "Choisir un nouveau mot de passe sur Veille"),
        ("en", "Choose a new password on Veille"),
    ],
)
def test_the_reset_speaks_the_language_of_the_page(client, language, subject):
    make_analyst(email="lea@example.org")

    client.post(FORGOTTEN, {"email": "lea@example.org"}, HTTP_ACCEPT_LANGUAGE=language)

    assert mail.outbox[0].subject == subject


def test_a_deactivated_account_receives_no_link(client):
    make_analyst(email="lea@example.org", is_active=False)

    client.post(FORGOTTEN, {"email": "lea@example.org"})

    assert mail.outbox == []


def test_a_look_alike_address_receives_no_link_of_another(client):
    make_analyst(email="mike@example.org")

    client.post(FORGOTTEN, {"email": "mıke@example.org"})

    assert mail.outbox == []


def test_links_begin_with_the_address_of_the_site(client, settings):
    settings.SITE_URL, settings.ALLOWED_HOSTS = "https://veille.example", ["other.example"]
    make_analyst(email="lea@example.org")

    client.post(FORGOTTEN, {"email": "lea@example.org"}, HTTP_HOST="other.example")

    assert "https://veille.example/admin/reset/" in mail.outbox[0].body
    assert "other.example" not in mail.outbox[0].body


def test_a_forged_host_is_refused(client, settings):
    settings.ALLOWED_HOSTS = ["veille.example"]
    make_analyst(email="lea@example.org")

    response = client.post(FORGOTTEN, {"email": "lea@example.org"}, HTTP_HOST="evil.example")

    assert response.status_code == 400
    assert mail.outbox == []


def test_a_printed_e_mail_is_read_and_copied_as_it_is():
    stream = StringIO()
    long_link = "http://127.0.0.1:8000/admin/reset/" + "x" * 120 + "/?a=b"

    EmailBackend(stream=stream).send_messages(
        [EmailMessage("Réinitialiser", f"Voilà :\n\n{long_link}\n", to=["lea@example.org"])]
    )

    assert f"\n{long_link}\n" in stream.getvalue()
    assert "Subject: Réinitialiser" in stream.getvalue()
