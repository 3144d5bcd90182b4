"""Accounts by real posts: invitation, e-mail, link, password, login; and every refusal."""

import re
import socket
from concurrent.futures import ThreadPoolExecutor, wait
from datetime import datetime, timedelta
from io import StringIO

import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.models import Group, User
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.core import mail
from django.core.mail import EmailMessage
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from initiatives.groups import ADMINISTRATORS, ANALYSTS
from tests.factories import (
    make_administrator,
    make_analyst,
    make_editor,
    make_initiative,
    make_user,
)
from tests.initiatives.admin.desk import address, errors, said, save
from tracker.accounts import rules
from tracker.accounts.console import EmailBackend
from tracker.accounts.views import ResetView

pytestmark = pytest.mark.django_db

USERS, INVITE = "/admin/auth/user/", "/admin/auth/user/add/"
FORGOTTEN = "/admin/password_reset/"
PASSWORD = "un-mot-de-passe-42"


@pytest.fixture
def admin(client):
    """The only Administrator who can log in; ``client`` is theirs."""
    user = make_administrator(username="zoe", password=PASSWORD, first_name="Zoé")
    client.force_login(user)
    return user


@pytest.fixture
def invite(client, admin, django_capture_on_commit_callbacks):
    def post(**changes):
        data = {
            "username": "lea",
            "first_name": "Léa",
            "last_name": "Durand",
            "email": "Lea@example.org",
            "groups": [str(group(ANALYSTS).pk)],
            "language": "fr",
        }
        with django_capture_on_commit_callbacks(execute=True):
            return client.post(INVITE, data | changes)

    return post


def group(name):
    return Group.objects.get(name=name)


def link(message) -> str:
    """The path of the one link to choose a password in an e-mail."""
    (found,) = re.findall(r"^https?://[^/]+(/admin/reset/\S+)$", message.body, re.M)
    return found


def choose(client, path, password=PASSWORD):
    """Follow a link of an e-mail and type a password twice; the page that answers."""
    page = client.get(path, follow=True)
    where = page.redirect_chain[-1][0] if page.redirect_chain else path
    return client.post(where, {"new_password1": password, "new_password2": password}, follow=True)


def text(response) -> str:
    return " ".join(response.content.decode().split())


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


@pytest.fixture
def no_mail_server(settings):
    """Mail goes to a port where nobody listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        settings.EMAIL_PORT = free.getsockname()[1]
    settings.EMAIL_HOST = "127.0.0.1"
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"


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


def act(client, action, *users):
    data = {"action": action, "_selected_action": [str(user.pk) for user in users]}
    return client.post(USERS, data, follow=True)


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
    tokens = re.compile(r"\w{64}")  # against forged posts: another one on each page
    assert tokens.sub("", text(known)) == tokens.sub("", text(unknown))


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


# ── Who manages accounts ─────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("make", [make_analyst, make_editor])
@pytest.mark.parametrize("path", [USERS, INVITE, "/admin/auth/group/"])
def test_only_administrators_see_accounts(client, make, path):
    client.force_login(make())

    assert client.get(path).status_code == 403


@pytest.mark.parametrize("page", ["change", "delete", "history"])
def test_an_editor_opens_no_page_of_an_account(client, editor, page):
    client.force_login(editor)

    assert client.get(address(make_analyst(), page)).status_code == 403


def make_plain_administrator(**fields):
    """An Administrator by invitation: in the group, and no superuser."""
    return make_user(ADMINISTRATORS, **fields)


def test_an_administrator_by_invitation_invites(client):
    client.force_login(make_plain_administrator())

    assert client.get(INVITE).status_code == 200


def test_only_a_superuser_changes_a_superuser(client, administrator):
    client.force_login(make_plain_administrator())

    client.post(address(administrator, "change"), {"email": "mine@example.org"})
    refused = act(client, "deactivate", administrator)

    administrator.refresh_from_db()
    assert administrator.email == ""
    assert administrator.is_active
    assert "Only a superuser" in said(refused)


def test_nobody_makes_a_superuser_here(client, admin):
    lea = make_analyst(email="lea@example.org")

    save(client, lea, is_superuser="on", user_permissions=["1"])

    lea.refresh_from_db()
    assert not lea.is_superuser
    assert not lea.user_permissions.exists()


def test_an_account_without_an_address_may_still_be_changed(client, admin):
    lea = make_analyst()

    save(client, lea, first_name="Léa")

    lea.refresh_from_db()
    assert lea.first_name == "Léa"


def test_an_administrator_changes_an_address(client, admin):
    lea = make_analyst(email="lea@example.org")

    save(client, lea, email="lea@example.com")

    lea.refresh_from_db()
    assert lea.email == "lea@example.com"


@pytest.mark.parametrize("page", ["add", "delete"])
def test_groups_are_shown_and_not_edited(client, admin, page):
    analysts = group(ANALYSTS)

    assert "publish nothing" in text(client.get(address(analysts, "change")))
    assert client.get(address(analysts, page)).status_code == 403


def test_a_hash_cannot_be_guessed_through_the_filters(client, admin):
    assert client.get(USERS, {"password__startswith": "pbkdf2"}).status_code == 400


# ── Leaving ──────────────────────────────────────────────────────────────────────────────────────


def test_an_account_without_a_history_is_deleted(client, admin):
    lea = make_analyst()

    client.post(address(lea, "delete"), {"post": "yes"})

    assert not User.objects.filter(pk=lea.pk).exists()


@pytest.mark.parametrize("by_action", [True, False])
def test_an_account_with_a_history_is_deactivated_and_not_deleted(client, admin, by_action):
    lea = make_analyst(username="lea")
    make_initiative(created_by=lea)

    if by_action:
        response = act(client, "delete_selected", lea)
    else:
        response = client.post(address(lea, "delete"), {"post": "yes"}, follow=True)

    assert "Deactivate the account instead" in said(response)
    assert User.objects.filter(pk=lea.pk).exists()


def test_accounts_are_deactivated_and_activated_from_the_list(client, admin):
    lea = make_analyst()

    act(client, "deactivate", lea)
    lea.refresh_from_db()
    assert not lea.is_active

    act(client, "activate", lea)
    lea.refresh_from_db()
    assert lea.is_active


def test_the_session_of_a_deactivated_person_ends(client, admin):
    lea, hers = make_analyst(), Client()
    hers.force_login(lea)
    assert hers.get("/admin/").status_code == 200

    act(client, "deactivate", lea)

    assert hers.get("/admin/").status_code == 302


def test_the_last_administrator_is_not_deactivated_by_the_form(client, admin):
    response = save(client, admin, is_active=None)

    assert "the last active Administrator" in errors(response)
    assert "successfully" not in said(response)
    admin.refresh_from_db()
    assert admin.is_active


def test_the_last_administrator_is_not_degraded(client):
    last = make_plain_administrator(password=PASSWORD)
    client.force_login(last)

    response = save(client, last, groups=[str(group(ANALYSTS).pk)])

    assert "the last active Administrator" in errors(response)
    assert last.groups.get().name == ADMINISTRATORS


@pytest.mark.parametrize("action", ["deactivate", "delete_selected"])
def test_the_last_administrator_is_not_removed_from_the_list(client, action):
    last = make_plain_administrator(password=PASSWORD)
    client.force_login(make_plain_administrator())  # without a password, so none who could log in
    data = {"action": action, "_selected_action": [str(last.pk)], "post": "yes"}

    response = client.post(USERS, data, follow=True)

    assert said(response).startswith("This is the last active Administrator")
    assert User.objects.filter(pk=last.pk, is_active=True).exists()


def test_an_unanswered_invitation_is_no_administrator_yet(client, admin):
    make_plain_administrator(email="lea@example.org")

    assert "the last active Administrator" in said(act(client, "deactivate", admin))


def test_one_of_two_administrators_may_leave(client, admin):
    other = make_plain_administrator(password=PASSWORD)

    act(client, "deactivate", other)

    other.refresh_from_db()
    assert not other.is_active


@pytest.mark.django_db(transaction=True)
def test_two_administrators_cannot_remove_each_other_at_the_same_moment(client):
    first, second = (make_plain_administrator(password=PASSWORD) for _ in range(2))
    client.force_login(second)

    def second_removes_first():
        act(client, "deactivate", first)
        connection.close()

    with ThreadPoolExecutor() as pool:
        with transaction.atomic():  # the first, who has removed the second, and not yet finished
            rules.queue_up()
            User.objects.filter(pk=second.pk).update(is_active=False)
            other = pool.submit(second_removes_first)
            wait([other], timeout=1)
        other.result()

    assert list(User.objects.filter(is_active=True)) == [first]


# ── One's own password, and the list ─────────────────────────────────────────────────────────────


def test_one_changes_ones_own_password(client):
    lea = make_analyst(username="lea", password=PASSWORD)
    client.force_login(lea)

    new = {"old_password": PASSWORD, "new_password1": "autre-mot-9", "new_password2": "autre-mot-9"}
    response = client.post("/admin/password_change/", new, follow=True)

    assert response.redirect_chain[-1][0] == "/admin/password_change/done/"
    assert authenticate(username="lea", password="autre-mot-9")


def test_the_list_says_how_far_each_account_is(client, admin):
    make_analyst(username="lea")
    make_editor(username="ali", password=PASSWORD)
    make_editor(username="eva", is_active=False)

    page = text(client.get(USERS))

    assert page.count("Invited</td>") == 1
    assert page.count("Never logged in</td>") == 1
    assert page.count("Deactivated</td>") == 1


@pytest.mark.parametrize(
    "query", [{"q": "helene"}, {"state": "invited"}, {"group": ANALYSTS}, {"q": "HÉLÈNE@"}]
)
def test_an_account_is_found(client, admin, query):
    make_analyst(username="h1", first_name="Hélène", email="helene@example.org")

    found = client.get(USERS, query).context["cl"].queryset

    assert [user.username for user in found] == ["h1"]


@pytest.mark.parametrize("rows", [1, 30])
def test_the_list_runs_as_many_queries_for_one_account_as_for_many(
    client, admin, django_assert_num_queries, rows
):
    for _ in range(rows):
        make_analyst()

    with django_assert_num_queries(8):
        client.get(USERS)
