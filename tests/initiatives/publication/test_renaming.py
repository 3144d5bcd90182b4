"""A partner quoted in very many documents gets another name: each is what it would be if built."""

import io
import itertools

import pytest
from django.core.management import call_command
from django.http import QueryDict

from initiatives.filters import InitiativeFilterSet
from initiatives.models import Evidence, Initiative, Milestone, Partner
from initiatives.publication import publish, renaming, words_due
from initiatives.publication.drift import drift
from initiatives.publication.models import (
    PublishedChange,
    PublishedEntryWords,
    PublishedInitiative,
    PublishedWordsDue,
)
from initiatives.publication.publish import refresh
from initiatives.publication.quotes import key
from initiatives.revisions import workflow
from sources.models import Publisher

NAMES = [
    "Sanofi",  # a publisher is called so as well
    'L\'"Institut" \\ Pasteur & <Cie>',
    '", "slug" : "sanofi", "name" : "',
    "Ænima ÉÈ 中文 \N{PILL}",
]


@pytest.fixture
def in_place(monkeypatch):
    """Every renaming is one of many documents, written in several steps; gives those that were."""
    done = []
    put = renaming.put_in_place

    def noted(change, owners):
        done.append(change.slug)
        return put(change, owners)

    monkeypatch.setattr(publish, "MANY", 0)
    monkeypatch.setattr(renaming, "_STEP", 3)
    monkeypatch.setattr(renaming, "put_in_place", noted)
    return done


def test_every_partner_of_the_dataset_is_renamed_as_if_all_were_built_anew(dataset, in_place):
    partners = Partner.objects.filter(public=True)
    new = itertools.product(["name", "name_fr", "name_en"], NAMES)
    for partner, (field, name) in zip(partners, itertools.cycle(new), strict=False):
        setattr(partner, field, f"{name} {partner.pk}")
        partner.save()
    words_due.catch_up()

    assert len(in_place) == len(partners)
    assert drift() == []


def test_the_new_name_is_found_after_the_commit(
    dataset, in_place, django_capture_on_commit_callbacks
):
    sanofi = Partner.objects.get(slug="sanofi")
    found = InitiativeFilterSet(QueryDict("q=zanofixe"))
    sanofi.name, sanofi.name_fr, sanofi.name_en = "Zanofixe", "", ""

    with django_capture_on_commit_callbacks(execute=True):
        sanofi.save()

    assert found.check()
    assert found.count[0] > 20
    assert in_place == ['"sanofi"']
    assert not PublishedWordsDue.objects.exists()
    assert drift() == []


def test_what_did_not_change_keeps_its_moment_and_the_feed_tells_the_rest_once(dataset, in_place):
    before = dict(PublishedInitiative.objects.values_list("slug", "updated_at"))
    last = PublishedChange.objects.latest("seq").seq
    bpifrance = Partner.objects.get(slug="bpifrance")

    bpifrance.name = "Bpifrance & Cie"
    bpifrance.save()

    after = dict(PublishedInitiative.objects.values_list("slug", "updated_at"))
    moved = {slug for slug in after if after[slug] != before[slug]}
    told = PublishedChange.objects.filter(seq__gt=last)
    assert 0 < len(moved) < len(after)
    assert sorted(told.filter(type="initiative").values_list("slug", flat=True)) == sorted(moved)
    assert set(told.values_list("action", flat=True)) == {"refreshed"}


def test_a_publisher_of_the_same_slug_and_name_keeps_its_name(dataset, in_place):
    publisher = Publisher.objects.filter(articles__isnull=False).first()
    Publisher.objects.filter(pk=publisher.pk).update(slug="sanofi", name="Sanofi")
    refresh({key("publisher", publisher.pk)})
    sanofi = Partner.objects.get(slug="sanofi")

    sanofi.name = "Zanofixe"
    sanofi.save()

    documents = PublishedInitiative.objects.exclude(document=None).values_list(
        "document", flat=True
    )
    assert any('"publisher": {"name": "Sanofi", "slug": "sanofi"}' in each for each in documents)
    assert not any('"publisher": {"name": "Zanofixe"' in each for each in documents)
    assert drift() == []


def test_a_fact_that_is_called_as_the_partner_is_not_renamed(dataset, in_place):
    """The label of a fact has no slug: a source with another fact of that name is built anew."""
    sanofi = Partner.objects.get(slug="sanofi")
    evidence = Evidence.objects.filter(
        milestone__isnull=False,
        citation__article__citations__evidence_links__participation__partner=sanofi,
    ).first()
    Milestone.objects.filter(pk=evidence.milestone_id).update(what_fr="Sanofi", what_en="Sanofi")
    refresh({key("initiative", evidence.initiative_id)})

    sanofi.name, sanofi.name_fr, sanofi.name_en = "Zanofixe", "", ""
    sanofi.save()

    assert in_place == ['"sanofi"']
    assert drift() == []


@pytest.mark.parametrize(
    "changes", [{"country": "XK"}, {"name": "Zanofixe", "country": "XK"}, {"public": False}]
)
def test_more_than_a_name_builds_the_documents_anew(dataset, in_place, changes):
    bpifrance = Partner.objects.get(slug="bpifrance")
    for field, value in changes.items():
        setattr(bpifrance, field, value)

    bpifrance.save()

    assert in_place == []
    assert drift() == []


def test_few_documents_are_built(dataset, in_place, monkeypatch):
    monkeypatch.setattr(publish, "MANY", 10_000)
    sanofi = Partner.objects.get(slug="sanofi")
    sanofi.name = "Zanofixe"

    sanofi.save()

    assert in_place == []
    assert drift() == []


# ── The words, which follow ──────────────────────────────────────────────────────────────────────


@pytest.fixture
def renamed(dataset, in_place):
    """Sanofi is called something else; its entries are not found by that yet."""
    sanofi = Partner.objects.get(slug="sanofi")
    sanofi.name, sanofi.name_fr, sanofi.name_en = "Zanofixe", "", ""
    sanofi.save()
    return sanofi


def found_by(name: str) -> int:
    found = InitiativeFilterSet(QueryDict(f"q={name}"))
    assert found.check()
    return found.count[0]


def test_until_then_documents_say_the_new_name_and_nothing_differs_that_nobody_mends(renamed):
    due = PublishedWordsDue.objects.count()
    said = io.StringIO()

    call_command("check_publication", stdout=said)

    document = PublishedInitiative.objects.filter(quotes__contains=[key("partner", renamed.pk)])
    assert "Zanofixe" in document.first().document
    assert found_by("zanofixe") < due
    assert f"{due} entries are still found by the former name" in said.getvalue()
    assert "is what the desk agreed on" in said.getvalue()


def test_what_is_interrupted_goes_on_with_publish_due(renamed, monkeypatch):
    due = PublishedWordsDue.objects.count()
    monkeypatch.setattr(words_due, "_STEP", due // 2)
    write, steps = words_due._Renamed._write_and_tell, []

    def breaks_down(self):
        steps.append(self)
        if len(steps) == 2:
            raise OSError("the machine")
        return write(self)

    monkeypatch.setattr(words_due._Renamed, "_write_and_tell", breaks_down)
    with pytest.raises(OSError, match="the machine"):
        words_due.catch_up()
    assert PublishedWordsDue.objects.count() == due - due // 2

    call_command("publish_due", stdout=io.StringIO())

    assert found_by("zanofixe") >= due
    assert drift() == []
    assert not PublishedWordsDue.objects.exists()


def test_an_entry_that_left_meanwhile_stays_away(renamed):
    due = PublishedWordsDue.objects.values("pk")
    entry = Initiative.objects.filter(pk__in=due, children=None).first()

    workflow.withdraw(entry, by=None, reason="Doublon.")
    words_due.catch_up()

    assert not PublishedEntryWords.objects.filter(pk=entry.pk).exists()
    assert drift() == []


def test_a_rebuild_of_everything_makes_the_words_as_well(renamed):
    publish.refresh_everything()

    assert not PublishedWordsDue.objects.exists()
    assert drift() == []


def test_what_was_written_is_sorted_into_the_indexes(dataset):
    words_due.tidy_indexes()
    entries = Initiative.objects.published()

    entries.update(summary="Un résumé tout neuf.")
    refresh({key("initiative", pk) for pk in entries.values_list("pk", flat=True)})

    assert words_due.tidy_indexes() > 0
    assert words_due.tidy_indexes() == 0
