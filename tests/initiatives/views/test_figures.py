"""Figures: what is drawn is what the filters choose, in words, as a table, as a file, embedded."""

import csv
import io
import re
import struct
from xml.etree import ElementTree

import pytest

from initiatives.publication.models import PublishedInvestment
from initiatives.publication.totals import totals
from initiatives.revisions import workflow
from initiatives.views.figures import FIGURES, files, timeline
from tests.factories import (
    make_initiative,
    make_investment,
    make_milestone,
    make_participation,
    make_partner,
    make_published_initiative,
    make_status,
    make_theme,
)
from tests.pages import links_of, markup_of, text_of

SVG = "{http://www.w3.org/2000/svg}"
# Savepoint and its rollback, time limit and role, counter, facets and their names; then the
# figure's own: counts and rows of a timeline, count, ties, names and titles of a network.
PAGE_QUERIES = {"timeline": 10, "network": 11}
VIEWS = [
    ("timeline", "?kind=lab&kind=application"),
    ("timeline", "?dated_after=2019&group=theme"),
    ("network", "?partner=sanofi"),
    ("investments", "?currency=EUR"),
    ("themes", "?q=sant%C3%A9"),
]


def table_of(client, name, query="", language="en"):
    response = client.get(f"/{language}/figures/{name}.csv{query}")
    text = response.content.decode()
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


def drawing_of(client, name, query="", language="en"):
    return ElementTree.fromstring(client.get(f"/{language}/figures/{name}.svg{query}").content)


def publish_together(*partners, **fields):
    initiative = make_initiative(**fields)
    for partner in partners:
        make_participation(initiative=initiative, partner=partner)
    workflow.publish(initiative, by=None)
    return initiative


# ── What is drawn, and the API ───────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("query", ["", "?kind=lab&kind=application", "?dated_after=2019"])
def test_the_timeline_has_the_entries_that_the_api_lists(client, api_client, dataset, query):
    entries = api_client.get(f"/api/v1/initiatives/{query or '?'}&page_size=200").json()

    rows = table_of(client, "timeline", query)

    listed = {entry["title"]["en"]: entry["first_known"]["edtf"] for entry in entries["results"]}
    assert {row["Initiative"]: row["First known"] for row in rows} == listed


def test_a_tie_of_the_network_counts_the_entries_that_two_partners_share(
    client, api_client, dataset
):
    entries = api_client.get("/api/v1/initiatives/?partner=sanofi&page_size=200").json()
    shared = {}
    for entry in entries["results"]:
        names = {each["partner"]["names"]["en"] for each in entry["participations"]}
        for name in names - {"Sanofi"}:
            shared[name] = shared.get(name, 0) + 1

    rows = table_of(client, "network", "?partner=sanofi")

    ties = {
        (row["Partner"], row["Takes part with"]): int(row["Shared initiatives"]) for row in rows
    }
    own = {next(iter(set(pair) - {"Sanofi"})): n for pair, n in ties.items() if "Sanofi" in pair}
    assert own == shared


def test_the_years_of_money_add_up_to_the_totals_of_the_same_filter(client, dataset):
    found = totals(PublishedInvestment.objects.filter(currency="EUR"))

    rows = table_of(client, "investments", "?currency=EUR")

    assert sorted(float(row["At most"]) for row in rows) == sorted(
        float(total.high) for total in found.totals
    )
    assert {row["Currency"] for row in rows} == {"EUR"}


def test_a_theme_has_as_many_entries_as_the_api_lists(client, api_client, dataset):
    for row in table_of(client, "themes")[:5]:
        slug = row["Address"].rstrip("/").rpartition("/")[2]
        listed = api_client.get(f"/api/v1/initiatives/?theme={slug}").json()
        assert int(row["Initiatives"]) == listed["count"], slug


@pytest.mark.parametrize(("name", "query"), VIEWS)
def test_page_table_and_drawing_have_the_same_rows(client, dataset, name, query):
    page = client.get(f"/en/figures/{name}/embed/{query}")
    rows = table_of(client, name, query)

    drawn = drawing_of(client, name, query)

    linked = {link.get("href").partition("testserver")[2] for link in drawn.iter(f"{SVG}a")}
    assert linked
    assert linked <= set(links_of(page))
    column = {"timeline": "Address", "network": "Addresses", "themes": "Address"}.get(name)
    if column:
        told = {each.partition("testserver")[2] for row in rows for each in row[column].split()}
        assert told == linked


# ── Words ────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("language", "name", "sentence"),
    [
        ("en", "timeline", "53 initiatives, with dates from 2016 to 2025."),
        ("en", "timeline", "23 milestones happened, 1 is forecast and 1 forecast was realised."),
        ("fr", "timeline", "53 initiatives, datées de 2016 à 2025."),
        ("fr", "timeline", "23 étapes ont eu lieu, 1 est annoncée et 1 prévision s’est réalisée."),
        ("en", "network", "32 partners share an initiative with another one."),
        ("en", "network", "Left out: 7 partners that share none with another."),
        ("fr", "network", "Le lien le plus fort unit Google et Sanofi\xa0: 3 initiatives."),
        ("fr", "network", "Laissés de côté\xa0: 7 partenaires qui n’en partagent aucune"),
        ("en", "investments", "4 disclosed amounts, from 2017 to 2025. 4 charts: one for each"),
        ("en", "investments", "Left out: 5 investments whose amount is withheld, not mentioned"),
        ("fr", "investments", "4 montants rendus publics, de 2017 à 2025."),
        ("en", "themes", "40 themes. Largest: AI, with 9 initiatives."),
        ("fr", "themes", "Laissés de côté\xa0: 4 thèmes plus petits."),
    ],
)
def test_a_figure_says_what_it_shows_and_what_it_leaves_out(
    client, dataset, language, name, sentence
):
    drawn = drawing_of(client, name, language=language)

    assert sentence in drawn.find(f"{SVG}desc").text
    assert sentence in text_of(client.get(f"/{language}/figures/{name}/embed/"))


def test_one_item_is_said_in_the_singular(client, db):
    partner, other = make_partner(name="Onduo"), make_partner(name="Verily")
    publish_together(partner, other, start="2016")

    line = drawing_of(client, "timeline").find(f"{SVG}desc").text
    ties = drawing_of(client, "network", language="fr").find(f"{SVG}desc").text

    assert line == "1 initiative, with dates of 2016. No milestone of them is on record."
    assert "Il y a 1 lien entre eux. Le lien le plus fort unit Onduo et Verily" in ties


@pytest.mark.parametrize("name", FIGURES)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_figure_of_nothing_says_so_and_is_still_a_file(client, db, language, name):
    drawn = drawing_of(client, name, language=language)

    assert ("rien à dessiner" if language == "fr" else "nothing to draw") in drawn.find(
        f"{SVG}desc"
    ).text
    assert drawn.findall(f".//{SVG}a") == []
    assert table_of(client, name, language=language) == []


def test_an_entry_without_a_date_is_told_and_not_drawn(client, db):
    workflow.publish(make_initiative(start="2017"), by=None)
    workflow.publish(make_initiative(), by=None)

    words = drawing_of(client, "timeline").find(f"{SVG}desc").text

    assert words.startswith("1 initiative,")
    assert "Left out: 1 initiative without any date." in words


def test_entries_beyond_the_most_that_are_drawn_are_counted(client, db, monkeypatch):
    monkeypatch.setattr(timeline, "MOST_ROWS", 2)
    for year in ("2015", "2016", "2017"):
        make_published_initiative(start=year)

    drawn = drawing_of(client, "timeline")

    assert "2 initiatives, with dates from 2016 to 2017." in drawn.find(f"{SVG}desc").text
    assert "Left out: 1 initiative first known before these" in drawn.find(f"{SVG}desc").text


def test_partners_beyond_the_most_that_are_drawn_are_counted(client, db, monkeypatch):
    monkeypatch.setattr("initiatives.views.figures.network.MOST_PARTNERS", 3)
    hub = make_partner(name="Hub")
    for _ in range(4):
        publish_together(hub, make_partner())

    drawn = drawing_of(client, "network")

    assert len(drawn.findall(f".//{SVG}circle")) == 3
    assert "Left out: 2 partners that share fewer" in drawn.find(f"{SVG}desc").text


def test_a_partner_that_is_not_public_is_in_no_network(client, db):
    hidden = make_partner(name="Secret", public=True)
    publish_together(make_partner(), hidden)
    draft = make_initiative()
    make_participation(initiative=draft, partner=make_partner(name="Drafted"))

    content = client.get("/en/figures/network.svg").content.decode()

    assert "Secret" in content
    assert "Drafted" not in content


# ── Drawing ──────────────────────────────────────────────────────────────────────────────────────


def test_a_milestone_is_drawn_as_what_became_of_it(client, db):
    entry = make_initiative(slug="lab", start="2017", kind="lab")
    make_milestone(initiative=entry, date="2018", state="happened")
    make_milestone(initiative=entry, date="2019", state="forecast")
    make_status(initiative=entry, status="launched", as_of="2018-02")
    workflow.publish(entry, by=None)

    drawn = drawing_of(client, "timeline")

    link = drawn.find(f".//{SVG}a")
    marks = [each.get("class") for each in link.iter(f"{SVG}circle")]
    assert sorted(marks) == ["drawing-forecast", "drawing-happened"]
    assert "status: launched, as of February 2018" in link.find(f"{SVG}title").text
    assert link.get("href") == "http://testserver/en/initiatives/lab/"


def test_an_entry_stands_under_each_of_its_themes(client, db):
    entry = make_initiative(start="2017")
    entry.themes.add(make_theme(name_en="Cloud"), make_theme(name_en="Diabetes"))
    workflow.publish(entry, by=None)

    drawn = drawing_of(client, "timeline", "?group=theme")

    groups = [t.text for t in drawn.iter(f"{SVG}text") if t.get("class") == "drawing-group"]
    assert groups == ["Cloud", "Diabetes"]
    assert len(drawn.findall(f".//{SVG}a")) == 2


def test_a_theme_below_another_is_drawn_under_it(client, db):
    above = make_theme(name_en="Health data")
    below = make_theme(name_en="Registries", parent=above)
    for theme in (below, make_theme(name_en="Cloud"), below):
        entry = make_initiative()
        entry.themes.add(theme)
        make_investment(initiative=entry, amount_min=10, amount_max=10, currency="EUR")
        workflow.publish(entry, by=None)

    rows = table_of(client, "themes")
    drawn = drawing_of(client, "themes")

    names = [
        "".join(text.itertext()).split(" ", 2)[0]
        for text in drawn.iter(f"{SVG}text")
        if text.get("class") == "drawing-name at-wide"
    ]
    assert names == ["Health", "Registries", "Cloud"]
    assert [row["Money made public"].split(" (")[0] for row in rows] == ["€20", "€20", "€10"]


def test_a_bar_leads_to_the_amounts_of_its_year(client, db):
    entry = make_initiative()
    make_investment(initiative=entry, date="2019", kind="grant", stage="announced")
    workflow.publish(entry, by=None)

    link = drawing_of(client, "investments").find(f".//{SVG}a").get("href")

    assert link.endswith(
        "/en/investments/?investment_kind=grant&currency=EUR&stage=announced"
        "&dated_after=2019&dated_before=2019"
    )
    assert "1 result" in text_of(client.get(link.partition("testserver")[2]))


def test_the_style_of_a_file_names_no_colour_by_its_token():
    assert "var(" not in files.STYLE
    assert "#0a5066" in files.STYLE
    assert "#8fcbe4" not in files.STYLE


# ── Files ────────────────────────────────────────────────────────────────────────────────────────


def test_a_file_says_filter_day_licence_and_address(client, db):
    make_published_initiative(start="2017", kind="lab")

    text = " ".join(drawing_of(client, "timeline", "?kind=lab").itertext())

    assert "Filters: Kind: lab" in text
    assert "Source: Veille, " in text
    assert "Licence: CC BY 4.0." in text
    assert "http://testserver/en/timeline/?kind=lab" in text


def test_a_picture_has_twice_the_size_of_the_drawing_and_its_words(client, db):
    entry = make_published_initiative(start="2017")
    drawn = drawing_of(client, "timeline")
    before = client.get("/en/figures/timeline.png")
    entry.title = "Un tout autre nom"
    entry.save()
    workflow.publish(entry, by=None)

    after = client.get("/en/figures/timeline.png")

    assert after["Content-Type"] == "image/png"
    size = struct.unpack(">II", after.content[16:24])
    assert size == (2 * int(drawn.get("width")), 2 * int(drawn.get("height")))
    assert before.content != after.content


def test_a_very_long_drawing_is_a_picture_of_bounded_size():
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" width="900" height="20000"></svg>'

    width, height = struct.unpack(">II", files.png(drawing)[16:24])

    assert width * height < 1.02 * files._MOST_PIXELS


def test_a_file_is_not_made_again_for_who_has_it(client, db):
    make_published_initiative(start="2017")
    tag = client.get("/en/figures/timeline.png")["ETag"]

    again = client.get("/en/figures/timeline.png", headers={"If-None-Match": tag})

    assert again.status_code == 304
    assert again["ETag"] == tag


def test_a_spreadsheet_does_not_take_a_title_for_a_formula(client, db):
    make_published_initiative(start="2017", title="=HYPERLINK(1)")

    assert table_of(client, "timeline")[0]["Initiative"] == "'=HYPERLINK(1)"


@pytest.mark.parametrize("kind", ["svg", "png", "csv"])
def test_a_wrong_filter_gives_no_file_but_what_is_wrong(client, db, kind):
    answer = client.get(f"/en/figures/timeline.{kind}?kind=nonsense")

    assert answer.status_code == 400
    assert "Kind: “nonsense”" in answer.content.decode()


@pytest.mark.parametrize("address", ["nothing.svg", "timeline.gif", "nothing/embed/"])
def test_there_is_no_figure_of_another_name(client, db, address):
    assert client.get(f"/en/figures/{address}").status_code == 404


def test_a_drawing_is_well_formed_whatever_a_title_holds(client, db):
    make_published_initiative(start="2017", title="<b>&\x0b\"'</b>", slug="odd")

    assert "<b>&" in " ".join(drawing_of(client, "timeline").itertext())


# ── Pages ────────────────────────────────────────────────────────────────────────────────────────


def test_only_the_embedded_page_may_be_framed(client, db):
    embedded = client.get("/en/figures/timeline/embed/")
    others = [client.get("/en/timeline/"), client.get("/en/figures/timeline.svg")]

    assert "frame-ancestors *" in embedded["Content-Security-Policy"]
    assert "style-src 'self';" in embedded["Content-Security-Policy"] + ";"
    assert "X-Frame-Options" not in embedded
    assert not embedded.cookies
    for other in others:
        assert "frame-ancestors 'none'" in other["Content-Security-Policy"]
        assert other["X-Frame-Options"] == "DENY"


def test_an_embedded_figure_leads_back_to_its_view(client, db):
    make_published_initiative(start="2017", kind="lab")

    embedded = client.get("/fr/figures/timeline/embed/?kind=lab&utm_source=x")

    assert "/fr/timeline/?kind=lab" in links_of(embedded)
    assert "<script" not in markup_of(embedded)


@pytest.mark.parametrize("name", FIGURES)
def test_a_page_has_the_files_and_the_lines_to_embed_of_its_filters(client, dataset, name):
    shown = markup_of(client.get(f"/en/{name}/?q=sant%C3%A9"))

    assert f'href="/en/figures/{name}.csv?q=sant%C3%A9"' in shown
    assert f'src="http://testserver/en/figures/{name}/embed/?q=sant%C3%A9"' in shown


def test_the_grouping_stays_when_a_filter_is_removed(client, db):
    make_published_initiative(start="2017", kind="lab")

    links = links_of(client.get("/en/timeline/?kind=lab&group=theme"))

    assert "?group=theme" in links
    assert "/api/v1/initiatives/?kind=lab" in links


def test_a_wrong_filter_is_said_on_the_page(client, db):
    answer = client.get("/en/network/?kind=nonsense")

    assert answer.status_code == 400
    assert "Kind: “nonsense”" in text_of(answer)


@pytest.mark.parametrize("entries", [1, 12])
@pytest.mark.parametrize("name", PAGE_QUERIES)
def test_a_figure_runs_the_same_queries_whatever_it_draws(
    client, db, django_assert_num_queries, name, entries
):
    hub = make_partner()
    for _ in range(entries):
        publish_together(hub, make_partner(), start="2017")

    with django_assert_num_queries(PAGE_QUERIES[name]):
        client.get(f"/en/{name}/")


def test_links_within_a_drawing_can_be_told_apart(client, dataset):
    drawn = markup_of(client.get("/en/timeline/"))

    names = re.findall(r'<a class="drawing-link"[^>]*><title>([^<]+)</title>', drawn)
    assert len(set(names)) == 53
