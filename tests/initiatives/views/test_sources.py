"""The page of an article: what it is, and everything that rests on each of its passages."""

import re

import pytest

from initiatives.publication import publish
from initiatives.revisions import workflow
from tests.factories import (
    make_alias,
    make_article,
    make_citation,
    make_disagreement,
    make_initiative,
    make_participation,
    make_partner,
)
from tests.pages import links_of, markup_of, text_of

# Savepoint and its rollback, time limit, role, counter, document; then partners, disagreements.
SOURCE_QUERIES = 8


def test_the_facts_of_a_passage_stand_under_their_entry(client, db):
    passage = make_citation()
    entries = [make_initiative(title=title, citations=[passage]) for title in ("One", "Two")]
    for entry in entries:
        workflow.publish(entry, by=None)

    response = client.get(f"/en/sources/{passage.article.slug}/")

    assert "One The entry itself Two The entry itself" in text_of(response, f"p-{passage.pk}")
    assert "One 1 fact Two 1 fact" in text_of(response)


def test_a_spelling_and_a_position_stand_under_their_passage(client, dataset):
    response = client.get("/en/sources/39bis-inauguration/")

    assert "is written “Sanofi”" in text_of(response)
    assert "Where sources differ Title of Isabelle Vitali" in text_of(response)
    assert any(link.endswith("/#conflict-conflict-vitali-title") for link in links_of(response))


def test_a_passage_that_only_spells_a_name_is_on_the_page(client, db):
    article, partner = make_article(), make_partner()
    initiative = make_initiative(citations=[make_citation(article=article)])
    make_participation(initiative=initiative, partner=partner)
    passage = make_citation(article=article)
    make_alias(partner=partner, surface="Dupont SA", citations=[passage])
    workflow.publish(initiative, by=None)
    publish.refresh([f"partner:{partner.pk}"])

    response = client.get(f"/en/sources/{article.slug}/")

    assert f"{partner.name} is written “Dupont SA”" in text_of(response, f"p-{passage.pk}")


def test_a_date_that_is_inferred_says_so_with_its_basis(client, dataset):
    shown = text_of(client.get("/en/sources/39bis-inauguration/"))

    assert "(inferred: Says the lab was inaugurated on 'lundi 4 décembre'" in shown


def test_a_copy_is_named_with_its_original_as_one_origin(client, db):
    original = make_article(title="Dépêche")
    copy = make_article(same_dispatch_as=original)
    initiative = make_initiative(
        citations=[make_citation(article=each) for each in (original, copy)]
    )
    workflow.publish(initiative, by=None)

    shown = text_of(client.get(f"/en/sources/{copy.slug}/"))

    assert "Same dispatch as Dépêche (both count as one origin)" in shown


@pytest.mark.parametrize("claims", [1, 20])
def test_a_source_runs_the_same_queries_whatever_rests_on_it(
    client, db, django_assert_num_queries, claims
):
    article = make_article()
    for _ in range(claims):
        initiative = make_initiative(citations=[make_citation(article=article)])
        make_disagreement(initiative)
        workflow.publish(initiative, by=None)

    with django_assert_num_queries(SOURCE_QUERIES):
        client.get(f"/en/sources/{article.slug}/")


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_link_from_a_source_to_a_fact_finds_its_place(client, dataset, language):
    response = client.get(f"/{language}/sources/39bis-announcement/")

    targets = {link for link in links_of(response) if "#" in link and "/initiatives/" in link}
    assert len(targets) > 20
    for page in {link.partition("#")[0] for link in targets}:
        ids = set(re.findall(r'id="([^"]+)"', markup_of(client.get(page))))
        wanted = {link.partition("#")[2] for link in targets if link.startswith(f"{page}#")}
        assert wanted <= ids, page
