"""Editors write About and Methodology: what they say becomes public with its reason."""

import re

import pytest
from django.db import ProgrammingError, connection

from initiatives.models import PageText, PublishedPageText
from initiatives.prose import anchors, rendered, shipped
from tests.initiatives.admin.desk import address, errors, save, typed
from tests.pages import markup_of, text_of
from tracker.middleware import as_reader

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client, editor):
    client.force_login(editor)
    return client


def page_text(page: str) -> PageText:
    PageText.make_missing()
    return PageText.objects.get(page=page)


def about() -> PageText:
    return page_text("about")


def test_the_form_starts_from_what_is_shipped(desk):
    page = desk.get(address(about(), "change"))

    assert typed(page)["text_fr"] == shipped("about", "fr")


def test_what_an_editor_writes_is_public_with_its_day_and_reason(desk):
    save(desk, about(), text_en="## Purpose\n\nWe *watch*.", reason="Shorter.")

    page = desk.get("/en/about/")
    assert "<em>watch</em>" in page.content.decode()
    assert 'id="purpose"' in page.content.decode()
    assert "Shorter." in text_of(page, "changes")
    assert "Ce qui est consigné" in text_of(desk.get("/fr/about/"))


def test_earlier_changes_stay_readable(desk):
    save(desk, about(), text_en="One.", reason="First reason.")
    save(desk, about(), text_en="Two.", reason="Second reason.")

    shown = text_of(desk.get("/en/about/"), "changes")
    assert shown.index("Second reason.") < shown.index("First reason.")
    assert list(PublishedPageText.objects.values_list("number", flat=True)) == [2, 1]


def test_a_page_that_changed_has_another_tag(desk):
    before = desk.get("/en/about/")["ETag"]

    save(desk, about(), text_en="One.", reason="Shorter.")

    assert desk.get("/en/about/")["ETag"] != before


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"reason": ""}, "Say why the page changes."),
        ({"text_fr": ""}, "This field is required."),
        ({"text_en": "## A {#x}\n\n## B {#x}"}, "theirs is taken: {#x}"),
        ({"text_en": "## A {#roles}"}, "theirs is taken: {#roles}"),
    ],
)
def test_what_cannot_stand_is_refused_and_the_typing_kept(desk, wrong, sentence):
    refused = save(desk, about(), **({"reason": "Shorter.", "text_en": "Kept."} | wrong))

    assert sentence in errors(refused)
    assert not PublishedPageText.objects.exists()


def test_an_anchor_that_other_pages_lead_to_is_kept(desk):
    methodology = page_text("methodology")

    refused = save(desk, methodology, text_en="## Passages {#passages}", reason="Shorter.")

    assert "{#inferred}, {#disagreements}" in errors(refused)


def test_who_saves_over_somebody_elses_change_is_told_first(desk):
    url = address(about(), "change")
    opened = typed(desk.get(url))
    save(desk, about(), text_en="Hers.", reason="First.")

    told = desk.post(url, opened | {"text_en": "Mine.", "reason": "Second."})
    again = typed(told)
    desk.post(url, again)

    assert "Somebody else changed this page" in errors(told)
    assert again["text_en"] == "Mine."
    assert PublishedPageText.objects.first().text_en == "Mine."


def test_a_preview_shows_the_true_page_and_saves_nothing(desk):
    data = {"language": "fr", "text_fr": "## Objet\n\nNous *veillons*."}

    page = desk.post(address(about(), "preview"), data)

    assert "Aperçu\xa0: page non publiée." in text_of(page)
    assert "<em>veillons</em>" in page.content.decode()
    assert not PublishedPageText.objects.exists()


# ── The text as HTML ─────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "[x](javascript:alert(1))",
        '<img src="x" onerror="alert(1)">',
        '## A {#x" onclick="alert(1)}',
        "# Another first heading",
        "![x](https://tracker.example/pixel.gif)",
    ],
)
def test_nothing_in_a_text_is_more_than_text(hostile):
    tags = re.findall(r"<[^>]*>", rendered(hostile, site="").html)

    for part in ("<script", "javascript:", "<img", " onclick=", "<h1"):
        assert part not in " ".join(tags)


def test_a_heading_without_an_anchor_is_named_after_its_words():
    prose = rendered("## How *we* work\n\n## How we work\n\n## Dates {#dates}", site="")

    assert [each.anchor for each in prose.headings] == ["how-we-work", "how-we-work-2", "dates"]
    assert [each.title for each in prose.headings][-1] == "Dates"


def test_the_site_fills_in_its_name_and_licence(settings):
    settings.SITE_NAME, settings.DATA_LICENCE = "Veille", "CC0"
    settings.DATA_LICENCE_URL = "https://licence.example/"

    html = rendered("{site_name}, [{licence}]({licence_url})", site="").html

    assert html.startswith('<p>Veille, <a href="https://licence.example/"')


@pytest.mark.parametrize("page", ["about", "methodology"])
def test_both_languages_ship_the_same_sections(page):
    french, english = (rendered(shipped(page, each), site="") for each in ("fr", "en"))

    assert len(french.headings) == len(english.headings)
    assert page == "about" or french.headings[0].anchor == english.headings[0].anchor


def test_a_change_of_the_past_is_refused_by_the_database(desk):
    save(desk, about(), text_en="One.", reason="Shorter.")

    with pytest.raises(Exception, match="never|append|kept|audit"):
        PublishedPageText.objects.update(reason="Another.")


def test_the_reader_sees_the_published_text_and_not_the_desks():
    with as_reader(), connection.cursor() as cursor:
        cursor.execute("SELECT text_fr, reason FROM initiatives_publishedpagetext")
        with pytest.raises(ProgrammingError, match="permission denied"):
            cursor.execute("SELECT 1 FROM initiatives_pagetext")


def test_the_terms_stay_under_whatever_is_written(desk):
    methodology = page_text("methodology")
    text = "\n\n".join(f"## {each} {{#{each}}}" for each in anchors(shipped("methodology", "en")))

    save(desk, methodology, text_en=text, reason="Shorter.")

    page = desk.get("/en/methodology/")
    assert 'id="roles-lead"' in markup_of(page)
    assert 'href="#amounts">amounts<' in markup_of(page)
