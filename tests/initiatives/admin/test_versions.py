"""The past of an entry on the desk, and the way back to it."""

import pytest

from initiatives.models import Revision

from ...factories import make_editor, make_initiative, make_published_initiative
from ..revisions.proposing import approve, proposed, retitled
from .desk import address, said


@pytest.fixture
def corrected(db, analyst):
    """39BIS, renamed in its second version."""
    entry = make_published_initiative(title="39BIS")
    revision = proposed(entry, analyst, retitled("Renamed"))
    approve(revision, make_editor(username="odile"), reason="Its new name.")
    return entry


def revert(client, entry, number):
    url = address(entry, "revert")
    return client.post(url, {"number": number}, follow=True)


def test_each_version_says_who_when_and_why(client, editor, corrected):
    client.force_login(editor)

    page = client.get(address(corrected, "history"))

    [latest, first] = page.context["versions"]
    assert (latest["version"].reason, latest["revision"].reviewer.username) == (
        "Its new name.",
        "odile",
    )
    assert (latest["may_revert"], first["may_revert"]) == (False, True)


def test_going_back_is_a_proposal(client, analyst, corrected):
    client.force_login(analyst)

    revert(client, corrected, 1)

    corrected.refresh_from_db()
    [row] = Revision.objects.open().get(author=analyst).document["initiative"].values()
    assert (corrected.title, row["title"]) == ("Renamed", "39BIS")


@pytest.mark.parametrize("number", ["2", "9", "x", "", "9" * 30])
def test_going_back_to_nowhere_is_refused_with_a_sentence(client, analyst, corrected, number):
    client.force_login(analyst)

    response = revert(client, corrected, number)

    assert response.status_code == 200
    assert said(response)
    assert not Revision.objects.open().exists()


def test_a_draft_has_never_been_public(client, analyst):
    client.force_login(analyst)

    page = client.get(address(make_initiative(), "history"))

    assert "It has never been public." in page.content.decode()
