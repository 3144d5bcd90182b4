"""Accounts by real posts: who manages them, how somebody leaves, one's own password."""

from concurrent.futures import ThreadPoolExecutor, wait

import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.models import User
from django.db import connection, transaction
from django.test import Client

from initiatives.groups import ADMINISTRATORS, ANALYSTS
from tests.factories import (
    make_analyst,
    make_editor,
    make_initiative,
    make_user,
)
from tests.initiatives.admin.desk import address, errors, said, save
from tracker.accounts import rules

from .accounts import INVITE, PASSWORD, USERS, act, group, text

pytestmark = pytest.mark.django_db


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
