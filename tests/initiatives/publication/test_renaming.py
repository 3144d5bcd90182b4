"""A partner quoted in very many documents gets another name: each is what it would be if built."""

import itertools

import pytest
from django.http import QueryDict

from initiatives.filters import InitiativeFilterSet
from initiatives.models import Evidence, Milestone, Partner
from initiatives.publication import publish, renaming
from initiatives.publication.drift import drift
from initiatives.publication.models import PublishedChange, PublishedInitiative
from initiatives.publication.publish import refresh
from initiatives.publication.quotes import key
from sources.models import Publisher

NAMES = [
    "Sanofi",  # a publisher is called so as well
    'L\'"Institut" \\ Pasteur & <Cie>',
    '", "slug" : "sanofi", "name" : "',
    "Ænima ÉÈ 中文 \N{PILL}",
]


@pytest.fixture
def in_place(monkeypatch):
    """Every renaming is one of many documents; gives those that were."""
    done = []
    put = renaming.put_in_place

    def noted(change, owners):
        done.append(change.slug)
        return put(change, owners)

    monkeypatch.setattr(publish, "MANY", 0)
    monkeypatch.setattr(renaming, "put_in_place", noted)
    return done


def test_every_partner_of_the_dataset_is_renamed_as_if_all_were_built_anew(dataset, in_place):
    partners = Partner.objects.filter(public=True)
    new = itertools.product(["name", "name_fr", "name_en"], NAMES)
    for partner, (field, name) in zip(partners, itertools.cycle(new), strict=False):
        setattr(partner, field, f"{name} {partner.pk}")
        partner.save()

    assert len(in_place) == len(partners)
    assert drift() == []


def test_the_new_name_is_found_and_the_old_one_no_more(dataset, in_place):
    sanofi = Partner.objects.get(slug="sanofi")
    found = InitiativeFilterSet(QueryDict("q=zanofixe"))
    sanofi.name, sanofi.name_fr, sanofi.name_en = "Zanofixe", "", ""

    sanofi.save()

    assert found.check()
    assert found.count[0] > 20
    assert in_place == ['"sanofi"']


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
