"""What ``make run`` does before it serves, step by step, in the test database."""

import errno
import stat

import pytest
from django.contrib.auth import authenticate, get_user_model
from django.db import OperationalError

from tracker import preparation
from tracker.problems import Problem

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def var(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    return tmp_path


def accounts():
    return get_user_model().objects.filter(username__in=preparation.ACCOUNTS)


def passwords():
    lines = preparation.credentials_file().read_text().splitlines()
    return dict(line.split("\t") for line in lines)


def test_each_account_is_in_its_group_and_its_kept_password_works():
    preparation.make_accounts()

    groups = {user.username: user.groups.get().name for user in accounts()}
    assert groups == preparation.ACCOUNTS
    assert all(authenticate(username=name, password=word) for name, word in passwords().items())


def test_only_the_administrator_may_do_everything():
    preparation.make_accounts()

    assert [user.username for user in accounts() if user.is_superuser] == ["admin"]
    assert all(user.is_staff for user in accounts())


def test_the_credentials_can_be_read_by_their_owner_only(var):
    preparation.make_accounts()

    assert stat.S_IMODE((var / "credentials.txt").stat().st_mode) == 0o600


def test_accounts_that_exist_keep_their_password():
    preparation.make_accounts()
    before = passwords()

    assert preparation.make_accounts() == "already there"
    assert passwords() == before


def test_a_missing_account_is_made_again_and_the_others_stay_in_the_file():
    preparation.make_accounts()
    before = passwords()
    accounts().get(username="editor").delete()

    preparation.make_accounts()

    assert passwords()["analyst"] == before["analyst"]
    assert passwords()["editor"] != before["editor"]


def test_accounts_whose_passwords_cannot_be_kept_are_not_made(monkeypatch):
    def full(passwords):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(preparation, "_keep", full)

    with pytest.raises(Problem, match=r"^The disk is full"), preparation.as_problems():
        preparation.make_accounts()
    assert not accounts().exists()


def test_an_error_that_is_nobodys_fault_outside_keeps_its_traceback():
    with pytest.raises(OperationalError), preparation.as_problems():
        raise OperationalError("a bug of ours")
