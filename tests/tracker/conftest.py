"""Who manages accounts, and the form that invites."""

import socket

import pytest

from initiatives.groups import ANALYSTS
from tests.factories import (
    make_administrator,
)

from .accounts import INVITE, PASSWORD, group


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


@pytest.fixture
def no_mail_server(settings):
    """Mail goes to a port where nobody listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        settings.EMAIL_PORT = free.getsockname()[1]
    settings.EMAIL_HOST = "127.0.0.1"
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
