"""The current source: set once, offered first, and a new passage of it in one step."""

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from initiatives.models import PartnerAlias
from sources.models import Citation
from tracker.storage import FingerprintedStorage

from ..factories import (
    make_article,
    make_citation,
    make_initiative,
    make_partner,
    make_person,
    make_theme,
    make_user,
)

SET = "/admin/sources/citation/current-source/"
NEW = "/admin/sources/citation/new-here/"
JSON = {"accept": "application/json"}


@pytest.fixture
def desk(client, analyst):
    client.force_login(analyst)
    return client


def offered(client, term="", model="evidence", field="citation") -> list:
    asked = {
        "app_label": "initiatives",
        "model_name": model,
        "field_name": field,
        "term": term,
    }
    return client.get(reverse("admin:sources_citation_autocomplete"), asked).json()["results"]


# ── Setting it ───────────────────────────────────────────────────────────────────────────────────


def test_the_source_that_was_set_is_named_on_the_entry_form(desk):
    article = make_article(title="Bordeaux ouvre un laboratoire")

    desk.post(SET, {"article": article.pk})

    page = desk.get(reverse("admin:initiatives_initiative_add"))
    assert "Bordeaux ouvre un laboratoire" in page.text


def test_clearing_it_offers_nothing_first_any_more(desk):
    article = make_article()
    desk.post(SET, {"article": article.pk})

    answer = desk.post(SET, headers=JSON).json()

    assert answer == {"id": "", "text": "", "address": "", "language": ""}
    assert "current_source" not in desk.session


def test_the_way_back_never_leaves_the_site(desk):
    article = make_article()

    kind = desk.post(SET, {"article": article.pk, "next": "/admin/initiatives/"})
    wrong = desk.post(SET, {"article": article.pk, "next": "https://example.org/"})

    assert (kind.url, wrong.url) == ("/admin/initiatives/", "/admin/")


def test_somebody_who_may_not_see_articles_sets_none(client, db):
    client.force_login(make_user())

    assert client.post(SET, {"article": make_article().pk}).status_code == 403


def test_an_articles_page_offers_to_work_from_it(desk):
    article = make_article()
    page = reverse("admin:sources_sourcearticle_change", args=[article.pk])
    before = desk.get(page).text

    desk.post(SET, {"article": article.pk})

    assert "Work from this source" in before
    assert "You are working from this source" in desk.get(page).text


# ── What pickers offer ───────────────────────────────────────────────────────────────────────────


def test_its_passages_come_first_under_its_name(desk):
    late = make_citation(article=make_article(title="Zzz", published="2010"))
    early = make_citation(article=make_article(title="Aaa", published="2020"))
    desk.post(SET, {"article": late.article_id})

    first, second = offered(desk)

    assert first["text"] == "Current source: Zzz"
    assert [child["id"] for child in first["children"]] == [str(late.pk)]
    assert second["id"] == str(early.pk)


def test_a_passage_is_told_by_article_place_and_words_in_the_readers_language(desk):
    citation = make_citation(article=make_article(title="Bordeaux"), locator="paragraph 6")

    [english] = offered(desk, "bordeaux")

    assert english["text"] == "Bordeaux, paragraph 6: The lab cost half a million."
    assert str(citation.pk) not in english["text"]


def test_a_partner_found_by_a_spelling_shows_it_with_the_kind(desk):
    partner = make_partner(name="Orange", kind="")
    PartnerAlias.objects.create(partner=partner, surface="Équant")

    [found] = offered(desk, "equant", model="participation", field="partner")

    assert found["text"].startswith("Orange (Équant)")


# ── A new passage in one step ────────────────────────────────────────────────────────────────────


def _passage(article, **fields):
    words = {"paraphrase_fr": "Le lab ouvre.", "paraphrase_en": "The lab opens."}
    return {"article": article.pk, "paragraph": 6, **words, **fields}


def test_a_new_passage_is_written_and_comes_back_as_a_choice(desk):
    article = make_article(title="Bordeaux")

    answer = desk.post(NEW, _passage(article))

    citation = Citation.objects.get()
    assert answer.status_code == 201
    assert answer.json()["id"] == str(citation.pk)
    assert answer.json()["text"] == "Bordeaux, paragraph 6: The lab opens."
    assert LogEntry.objects.get().object_id == str(citation.pk)


def test_the_article_of_a_new_passage_is_the_current_source_where_there_was_none(desk):
    article = make_article()

    desk.post(NEW, _passage(article))

    assert desk.session["current_source"] == article.pk


def test_a_passage_without_a_place_is_refused_in_words(desk):
    answer = desk.post(NEW, _passage(make_article(), paragraph=""))

    assert answer.status_code == 400
    assert "Say where the passage stands" in answer.json()["errors"]["paragraph"][0]
    assert not Citation.objects.exists()


def test_an_exact_quote_has_three_hundred_characters_at_most(desk):
    answer = desk.post(NEW, _passage(make_article(), quote="x" * 301))

    assert list(answer.json()["errors"]) == ["quote"]


def test_only_those_who_may_add_passages_write_one(client, db):
    client.force_login(make_user())

    assert client.post(NEW, _passage(make_article())).status_code == 403


def test_every_picker_of_the_form_has_the_button_and_its_template_too(desk):
    page = desk.get(reverse("admin:initiatives_initiative_change", args=[make_initiative().pk]))

    assert page.text.count("data-new-passage-dialog") == 1
    assert 'name="investments-__prefix__-passages"' in page.text


def test_people_and_themes_are_found_without_their_accents(desk):
    person, theme = make_person(name="Cécile Théard"), make_theme(name_fr="e-santé")

    [someone] = offered(desk, "cecile theard", model="statement", field="speaker")
    [subject] = offered(desk, "sante", model="initiative", field="themes")

    assert (someone["id"], subject["id"]) == (str(person.pk), str(theme.pk))


def test_the_bar_is_on_the_entry_form_when_static_files_have_fingerprints(desk, monkeypatch):
    monkeypatch.setattr(
        FingerprintedStorage, "stored_name", lambda storage, name: f"{name[:-3]}.0f0f0f.js"
    )

    page = desk.get(f"/admin/initiatives/initiative/{make_initiative().pk}/change/")

    assert "desk_passage.0f0f0f.js" in page.content.decode()
    assert "data-source-change" in page.content.decode()
