"""The desk for evidence: articles, publishers, passages."""

import pytest

from sources.models import Citation, Publisher, SourceArticle, TextVersion

from ..factories import (
    make_article,
    make_citation,
    make_disagreement,
    make_initiative,
    make_participation,
    make_published_initiative,
    make_publisher,
)
from ..initiatives.admin.desk import address, errors, said, save


@pytest.fixture
def desk(client, analyst):
    client.force_login(analyst)
    return client


@pytest.fixture
def editors_desk(client, editor):
    client.force_login(editor)
    return client


def passage_of(entry) -> Citation:
    return entry.evidence.first().citation


def test_an_article_needs_a_title_or_a_description_in_both_languages(desk):
    response = save(desk, SourceArticle, publisher=make_publisher().pk, description_en="An article")

    assert "An article needs its title or" in errors(response)


def test_an_article_is_added_with_authors_whose_names_hold_commas(desk):
    save(
        desk,
        SourceArticle,
        publisher=make_publisher().pk,
        title="Un labo",
        authors="Dupont, Jean\r\n\r\nA. Martin ",
    )

    assert SourceArticle.objects.get().authors == ["Dupont, Jean", "A. Martin"]


def test_an_author_longer_than_a_name_is_a_sentence(desk):
    response = save(
        desk, SourceArticle, publisher=make_publisher().pk, title="Un labo", authors="x" * 300
    )

    assert "at most 200 characters" in errors(response)


def test_two_articles_have_no_address_rather_than_the_same_empty_one(desk):
    for title in ("Un labo", "Deux labos"):
        save(desk, SourceArticle, publisher=make_publisher().pk, title=title)

    assert SourceArticle.objects.filter(canonical_url=None).count() == 2


def test_the_same_address_twice_is_a_sentence(desk):
    address_of_first = make_article(canonical_url="https://example.org/a").canonical_url

    response = save(desk, make_article(), canonical_url=address_of_first)

    assert "An article with this address is already on record." in errors(response)


def test_a_date_nobody_can_read_is_a_sentence(desk):
    response = save(desk, make_article(), published="once upon a time")

    assert "“once upon a time” is not understood as a date." in errors(response)


def test_the_computed_bounds_of_a_date_are_shown_and_not_typed(desk):
    article = make_article(published="2017-12")

    save(desk, article, published_earliest="1900-01-01")

    article.refresh_from_db()
    assert str(article.published_earliest) == "2017-12-01"


def test_an_article_with_passages_is_kept_with_the_list_of_them(editors_desk):
    citation = make_citation()

    response = editors_desk.post(address(citation.article, "delete"), {"post": "yes"}, follow=True)

    assert address(citation, "change") in said(response)


def test_a_passage_of_a_draft_can_be_corrected(desk):
    citation = passage_of(make_initiative())

    save(desk, citation, locator="paragraph 2")

    citation.refresh_from_db()
    assert citation.locator == "paragraph 2"


def test_a_passage_the_world_has_read_says_what_a_change_makes(editors_desk):
    citation = passage_of(make_published_initiative(title="39BIS"))

    page = editors_desk.get(address(citation, "change")).content.decode()

    assert "The published record rests on this passage (39BIS)" in page


def test_a_passage_the_world_has_read_is_not_deleted(editors_desk):
    citation = passage_of(make_published_initiative(title="39BIS"))

    response = editors_desk.post(address(citation, "delete"), {"post": "yes"}, follow=True)

    assert "39BIS" in said(response)


def test_a_passage_of_a_public_disagreement_is_not_edited_either(editors_desk):
    position = make_disagreement(make_published_initiative()).positions.first()

    citation = position.citations.get()
    save(editors_desk, citation, locator="paragraph 2", reason="Miscounted.")

    citation.refresh_from_db()
    assert citation.locator == "paragraph 1"


def test_a_passage_published_while_somebody_edits_it_is_a_sentence(desk, monkeypatch):
    from sources.admin import citation as module

    citation = passage_of(make_published_initiative())
    monkeypatch.setattr(module, "public_uses", lambda row: [])

    response = save(desk, citation, locator="paragraph 2")

    assert "Something public rests on this passage by now." in errors(response)


def test_a_nul_typed_anywhere_is_a_sentence(desk):
    response = save(desk, make_article(), desk_note="a\0b")

    assert response.status_code == 200
    assert "Null characters are not allowed." in errors(response)


def test_texts_received_are_looked_at_and_not_typed(editors_desk):
    assert editors_desk.get(address(TextVersion, "add")).status_code == 403


def test_publishers_are_editors_to_change(client, analyst, editor):
    publisher = make_publisher()

    client.force_login(analyst)
    assert client.post(address(publisher, "change"), {"name": "x"}).status_code == 403
    client.force_login(editor)
    save(client, publisher, name="La Gazette", aliases="Gazette\nLG")
    publisher.refresh_from_db()
    assert (publisher.name, publisher.aliases) == ("La Gazette", ["Gazette", "LG"])


def test_the_new_name_of_a_publisher_reaches_the_entries_that_cite_it(editors_desk):
    entry = make_published_initiative()
    publisher = passage_of(entry).article.publisher

    save(editors_desk, publisher, name="La Gazette", reason="Renamed.")

    entry.published_row.refresh_from_db()
    assert "La Gazette" in entry.published_row.document


def test_a_publisher_with_articles_is_kept_with_the_list_of_them(editors_desk):
    article = make_article()

    response = editors_desk.post(address(article.publisher, "delete"), {"post": "yes"}, follow=True)

    assert address(article, "change") in said(response)
    assert Publisher.objects.exists()


def test_a_picker_finds_passages_by_article_and_words(desk):
    citation = make_citation(
        paraphrase_en="Half a million for the lab.", article=make_article(title="Bordeaux")
    )
    make_participation()

    asked = {
        "app_label": "initiatives",
        "model_name": "evidence",
        "field_name": "citation",
        "term": "bordeaux million",
    }
    found = desk.get("/admin/autocomplete/", asked).json()["results"]

    assert [each["id"] for each in found] == [str(citation.pk)]
