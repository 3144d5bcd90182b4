"""A reader follows a filtered list: what the desk publishes comes to her, and nothing else does."""

import html
import re

from initiatives.revisions import workflow
from tests.factories import make_editor, make_initiative, make_participation
from tests.initiatives.revisions.proposing import approve, proposed, retitled

from .reading import content_of, entries_of, titles_of


def published(**fields):
    entry = make_initiative(**fields)
    make_participation(initiative=entry)
    workflow.publish(entry, by=None)
    return entry


def test_a_reader_who_follows_a_filtered_list_is_told_of_each_change_in_it(client, analyst):
    fund = published(title="Fonds", kind="fund")
    lab = published(title="Laboratoire", kind="lab")

    page = client.get("/en/initiatives/?kind=fund").content.decode()
    found = re.search(r'type="application/atom\+xml" title="[^"]*" href="([^"]*)"', page)
    feed = html.unescape(found[1])
    first = client.get(feed)
    held = {"if-none-match": first["ETag"]}
    assert titles_of(first) == ["Fonds"]
    assert client.get(feed, headers=held).status_code == 304

    approve(
        proposed(fund, analyst, retitled("Fonds élargi")), make_editor(), reason="It grew in May."
    )
    second = client.get(feed, headers=held)
    assert titles_of(second) == ["Fonds élargi (version 2)"]
    assert "It grew in May." in content_of(entries_of(second)[0])

    approve(proposed(lab, analyst, retitled("Atelier")), make_editor(), reason="New name.")
    third = client.get(feed, headers={"if-none-match": second["ETag"]})
    assert titles_of(third) == titles_of(second)
