"""The feed of each collection and of what its filters choose: well-formed, stable, bounded."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from initiatives.publication.models import PublishedInitiative
from initiatives.revisions import workflow
from tests.factories import make_editor, make_initiative, make_published_initiative
from tests.initiatives.revisions.proposing import approve, proposed, retitled

from .reading import (
    ATOM,
    TOMBSTONE,
    content_of,
    entries_of,
    faults_of,
    feed_of,
    ids_of,
    link_of,
    titles_of,
)

COLLECTIONS = [
    *("initiatives", "partners", "investments", "milestones", "statements", "sources"),
    *("publishers", "themes", "changes", "corrections"),
]


def renamed(entry, title, analyst, reason="The press release says so."):
    """A new version of ``entry``, with its public reason."""
    revision = proposed(entry, analyst, retitled(title))
    return approve(revision, make_editor(), reason=reason)


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("collection", COLLECTIONS)
def test_each_collection_has_a_feed_that_the_standard_allows(client, dataset, collection, language):
    response = client.get(f"/feeds/{collection}.atom?lang={language}")

    assert faults_of(feed_of(response)) == []
    assert bool(entries_of(response)) == (collection != "corrections")


def test_a_feed_says_where_its_page_its_data_and_its_next_page_are(client, dataset):
    feed = feed_of(client.get("/feeds/initiatives.atom?kind=lab&lang=en&page_size=1"))

    assert link_of(feed, "alternate") == "http://testserver/en/initiatives/?kind=lab"
    assert link_of(feed, "alternate", "application/json").endswith("/api/v1/initiatives/?kind=lab")
    assert link_of(feed, "self") == "http://testserver/feeds/initiatives.atom?kind=lab&lang=en"
    assert "cursor=" in link_of(feed, "next")


def test_the_pages_of_a_feed_have_each_item_once_and_fifty_at_most(client, dataset):
    seen, address = [], "/feeds/initiatives.atom?lang=fr"
    while address:
        response = client.get(address)
        assert len(ids_of(response)) <= 50
        seen += ids_of(response)
        address = link_of(feed_of(response), "next")

    assert len(seen) == len(set(seen)) == 53


def test_a_feed_never_holds_more_than_fifty_items_however_many_are_asked_for(client, dataset):
    assert len(ids_of(client.get("/feeds/initiatives.atom?page_size=200"))) == 50


def test_a_filtered_feed_has_the_rows_of_the_page_and_says_what_was_asked(client, dataset):
    feed = client.get("/feeds/investments.atom?currency=EUR&lang=en")
    listed = client.get("/api/v1/investments/?currency=EUR").json()

    assert len(ids_of(feed)) == listed["count"]
    assert feed_of(feed).findtext(f"{ATOM}title") == "Investments: Currency (Euro) · Veille"


def test_a_feed_keeps_its_name_whatever_the_order_of_its_parameters(client, dataset):
    one, other, paged = (
        feed_of(client.get(f"/feeds/initiatives.atom?{query}")).findtext(f"{ATOM}id")
        for query in (
            "kind=lab&kind=fund&theme=ai&lang=en",
            "theme=ai&kind=fund&lang=en&kind=lab&kind=fund",
            "theme=ai&kind=fund&lang=en&kind=lab&page_size=5&ordering=title",
        )
    )

    key = "feeds/initiatives.atom?kind=fund&kind=lab&theme=ai"
    assert one == other == paged == f"tag:testserver,2026:en/{key}"


@pytest.mark.parametrize(
    ("query", "parameter", "words"),
    [
        ("kind=castle", "kind", "“castle”"),
        ("amount_min=5", "currency", "An amount needs its currency"),
        ("partner=nobody", "partner", "“nobody”"),
        ("utm_source=x", "utm_source", "no parameter “utm_source”"),
        ("lang=de", "lang", "fr or en"),
        ("lang=fr&lang=en", "lang", "fr or en"),
        ("cursor=nonsense", "cursor", "cursor"),
        ("ordering=up", "ordering", "“up”"),
    ],
)
def test_a_wrong_parameter_is_a_400_with_a_sentence(client, db, query, parameter, words):
    response = client.get(f"/feeds/initiatives.atom?{query}")

    assert response.status_code == 400
    assert response.json()["parameter"] == parameter
    assert words in response.json()["detail"]


def test_no_other_feed_is_there(client, db):
    assert client.get("/feeds/people.atom").status_code == 404
    assert client.get("/feeds/initiatives/nobody.atom").status_code == 404


def test_the_language_is_asked_for_or_the_readers_own(client, db):
    make_published_initiative(title="Laboratoire")

    asked = client.get("/feeds/initiatives.atom?lang=fr", headers={"accept-language": "en"})
    own = client.get("/feeds/initiatives.atom", headers={"accept-language": "fr-CH, en;q=0.5"})

    assert "Nouvelle fiche." in content_of(entries_of(asked)[0])
    assert "Nouvelle fiche." in content_of(entries_of(own)[0])
    assert "Accept-Language" in own["Vary"]


def test_a_draft_is_in_no_feed(client, db):
    make_initiative(title="Brouillon secret", slug="brouillon")
    make_published_initiative()

    for collection in COLLECTIONS:
        assert b"rouillon" not in client.get(f"/feeds/{collection}.atom").content


def test_a_correction_is_a_new_item_at_the_top_that_says_why_and_what(client, analyst):
    first = make_published_initiative(title="Laboratoire", slug="lab")
    make_published_initiative(title="Fonds")
    before = client.get("/feeds/initiatives.atom?lang=en")

    renamed(first, "Atelier", analyst)
    after = client.get("/feeds/initiatives.atom?lang=en")

    new = [each for each in ids_of(after) if each not in ids_of(before)]
    assert new == ["tag:testserver,2026:en/initiatives/lab/v/2"]
    top = entries_of(after)[0]
    assert top.findtext(f"{ATOM}title") == "Atelier (version 2)"
    assert "The press release says so." in content_of(top)
    assert "<del>Laboratoire</del>" in content_of(top)
    assert "<ins>Atelier</ins>" in content_of(top)


def test_what_was_typed_cannot_become_markup_of_the_feed(client, db):
    make_published_initiative(title="<script>alert(1)</script> & co\x0b")

    response = client.get("/feeds/initiatives.atom?lang=fr")

    assert titles_of(response) == ["<script>alert(1)</script> & co"]
    assert "<script" not in content_of(entries_of(response)[0])


def test_what_was_withdrawn_leaves_the_feed_with_its_reason(client, editor):
    entry = make_published_initiative(slug="gone")
    item = ids_of(client.get("/feeds/initiatives.atom?lang=fr"))[0]

    workflow.withdraw(entry, by=editor, reason="It never existed.")
    feed = feed_of(client.get("/feeds/initiatives.atom?lang=fr"))

    tombstone = feed.find(TOMBSTONE)
    assert feed.findall(f"{ATOM}entry") == []
    assert tombstone.get("ref") == item
    assert "It never existed." in "".join(tombstone.itertext())


def test_the_feed_of_changes_tells_of_a_withdrawal_with_its_reason(client, editor):
    workflow.withdraw(make_published_initiative(), by=editor, reason="It never existed.")

    response = client.get("/feeds/changes.atom?lang=en")

    told = [
        each
        for each in entries_of(response)
        if each.findtext(f"{ATOM}title") == "Withdrawn: An entry that was withdrawn"
    ]
    assert len(told) == 1
    assert "It never existed." in content_of(told[0])


def test_the_feed_of_changes_starts_after_the_one_it_is_told(client, db):
    make_published_initiative()
    last = client.get("/api/v1/changes/?page_size=200").json()["results"][-1]["seq"]

    assert ids_of(client.get(f"/feeds/changes.atom?since={last}")) == []
    assert len(ids_of(client.get(f"/feeds/changes.atom?since={last - 1}"))) == 1


def test_the_feed_of_corrections_says_what_was_corrected(client, analyst):
    renamed(make_published_initiative(title="Laboratoire"), "Atelier", analyst)

    [item] = entries_of(client.get("/feeds/corrections.atom?lang=fr"))

    assert "The press release says so." in content_of(item)
    assert "<ins>Atelier</ins>" in content_of(item)


# ── How often, and at what cost ──────────────────────────────────────────────────────────────────


def test_a_reader_that_has_the_feed_is_told_that_nothing_is_new(client, analyst):
    entry = make_published_initiative()
    address = "/feeds/initiatives.atom?kind=lab&lang=fr"
    first = client.get(address)
    held = {"if-none-match": first["ETag"]}

    assert client.get(address, headers=held).status_code == 304
    renamed(entry, "Atelier", analyst)
    assert client.get(address, headers=held).status_code == 200


def test_a_change_of_a_market_remark_is_named_and_leads_somewhere(client, dataset):
    entries = entries_of(client.get("/feeds/changes.atom?lang=fr&page_size=50"))
    links = {link_of(each, "alternate") for each in entries}
    remarks = {link for link in links if "/statements/" in link}

    assert remarks
    assert all(
        client.get(link.removeprefix("http://testserver")).status_code == 200 for link in remarks
    )
    named = {each.findtext(f"{ATOM}title") for each in entries}
    assert not any(link.rstrip("/").rsplit("/")[-1] in title for link in remarks for title in named)


def test_a_reader_that_only_knows_the_moment_is_answered_by_it(client, db):
    make_published_initiative()
    in_a_minute = timezone.now() + timedelta(minutes=1)  # no later change has the same second

    with time_machine.travel(in_a_minute):
        held = {"if-modified-since": client.get("/feeds/partners.atom?lang=fr")["Last-Modified"]}

        assert client.get("/feeds/partners.atom?lang=fr", headers=held).status_code == 304


def test_feeds_may_be_read_from_anywhere_kept_a_while_and_compressed(client, dataset):
    address = "/feeds/initiatives.atom?lang=fr"
    response = client.get(address, headers={"accept-encoding": "gzip"})

    assert response["Content-Encoding"] == "gzip"
    assert response["Access-Control-Allow-Origin"] == "*"
    assert response["Cache-Control"].startswith("public, max-age=30, ")
    assert client.head(address).status_code == 200
    assert client.options(address).status_code == 204
    assert client.post(address).status_code == 405


def test_too_many_questions_are_refused_for_a_while(client, db, settings):
    settings.API_RATE = "1/h"
    client.get("/feeds/themes.atom", REMOTE_ADDR="192.0.2.77")

    response = client.get("/feeds/themes.atom", REMOTE_ADDR="192.0.2.77")

    assert response.status_code == 429
    assert int(response["Retry-After"]) > 0


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_a_feed_runs_as_many_queries_for_many_rows_as_for_one(
    client, analyst, collection, django_assert_max_num_queries
):
    renamed(make_published_initiative(title="A"), "B", analyst)
    address = f"/feeds/{collection}.atom?lang=fr"
    with django_assert_max_num_queries(16) as few:
        client.get(address)
    for number in range(4):
        renamed(make_published_initiative(title=f"C{number}"), f"D{number}", analyst)
    with django_assert_max_num_queries(16) as many:
        client.get(address)

    assert len(many) == len(few)


# ── One entry ────────────────────────────────────────────────────────────────────────────────────


def test_the_feed_of_an_entry_has_its_versions_under_the_names_they_have_elsewhere(client, analyst):
    renamed(make_published_initiative(title="Laboratoire", slug="lab"), "Atelier", analyst)

    response = client.get("/feeds/initiatives/lab.atom?lang=fr")

    assert faults_of(feed_of(response)) == []
    assert titles_of(response) == ["Atelier (version 2)", "Laboratoire"]
    assert ids_of(response)[0] == ids_of(client.get("/feeds/initiatives.atom?lang=fr"))[0]
    assert "<ins>Atelier</ins>" in content_of(entries_of(response)[0])


def test_the_feed_of_a_withdrawn_entry_ends_with_the_reason_and_no_text(client, editor):
    entry = make_published_initiative(title="Laboratoire", slug="lab")
    workflow.withdraw(entry, by=editor, reason="It never existed.")

    response = client.get("/feeds/initiatives/lab.atom?lang=en")

    assert b"Laboratoire" not in response.content
    assert titles_of(response) == ["Withdrawn"]
    assert feed_of(response).find(TOMBSTONE).get("ref").endswith("/initiatives/lab/v/1")


def test_the_feed_of_a_merged_entry_leads_to_the_one_it_became(client, db):
    make_published_initiative(slug="kept")
    entry = make_published_initiative(slug="merged")
    PublishedInitiative.objects.filter(pk=entry.pk).update(
        state="merged", merged_into="kept", document=None
    )

    response = client.get("/feeds/initiatives/merged.atom?lang=en")

    assert response.status_code == 308
    assert response["Location"].endswith("/feeds/initiatives/kept.atom?lang=en")
