"""What tests of accounts do: addresses, links of e-mails, choosing a password."""

import re

from django.contrib.auth.models import Group

USERS, INVITE = "/admin/auth/user/", "/admin/auth/user/add/"
FORGOTTEN = "/admin/password_reset/"
PASSWORD = "un-mot-de-passe-42"


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


def act(client, action, *users):
    data = {"action": action, "_selected_action": [str(user.pk) for user in users]}
    return client.post(USERS, data, follow=True)
