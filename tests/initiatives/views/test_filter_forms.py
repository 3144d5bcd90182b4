"""The filter form: counts that hold, chips that remove one value, names and never slugs."""

import html
import re

import pytest

from initiatives.publication import publish
from initiatives.revisions import workflow
from tests.factories import (
    make_initiative,
    make_investment,
    make_parent,
    make_participation,
    make_partner,
    make_published_initiative,
    make_theme,
)
from tests.pages import links_of, markup_of, text_of

ASKED = {
    "initiatives": "q=sanofi&kind=programme&theme=ai&dated_after=2015&partner=sanofi&role=lead",
    "partners": "kind=pharma&kind=start-up&theme=e-health",
    "investments": "currency=EUR&amount_min=1000&disclosure=disclosed&has_conflict=false",
    "sources": "kind=article&dated_after=2017-01&dated_before=2017-12-31",
    "themes": "q=patient",
}
CHIP = re.compile(r'<a class="chip" href="([^"]*)">(.*?)</a>', re.DOTALL)
VALUE = re.compile(
    r'type="checkbox" id="[\w-]+" name="(\w+)" value="([^"]+)"( checked)?> <span>([^<]+)</span>'
    r' <span class="facet-count">(\d+)<'
)


def chips(response) -> dict[str, str]:
    """What each chip says -> where it leads."""
    found = CHIP.findall(markup_of(response))
    said = {re.sub(r"<[^>]+>|\s+", " ", words): html.unescape(href) for href, words in found}
    return {" ".join(words.split()): href for words, href in said.items()}


def facet_values(response) -> list[tuple]:
    """``(parameter, value, is ticked, label, count)`` of every tick box."""
    return [
        (name, value, bool(ticked), label, int(count))
        for name, value, ticked, label, count in VALUE.findall(markup_of(response))
    ]


def counted(response) -> int:
    shown = re.search(r'role="status">\s*(Nothing matches|\d+)', markup_of(response))[1]
    return 0 if shown == "Nothing matches" else int(shown)


# ── Counts ───────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("collection", ["partners", "investments", "sources", "themes"])
@pytest.mark.parametrize("asked", [True, False])
def test_a_count_is_what_ticking_that_value_alone_would_list(client, dataset, collection, asked):
    query = ASKED[collection] if asked else ""
    address = f"/en/{collection}/?{query}"

    for name, value, _ticked, label, count in facet_values(client.get(address)):
        rest = "&".join(each for each in query.split("&") if not each.startswith(f"{name}="))
        listed = client.get(f"/en/{collection}/?{rest}&{name}={value}")
        assert counted(listed) == count, (name, label)


def test_the_subsidiaries_of_an_investor_are_counted_where_they_are_asked_for(client, db):
    group = make_partner(name="Group")
    daughter = make_partner(parent=group, parent_relation="subsidiary-of", parent_basis="text")
    initiative = make_initiative()
    make_investment(initiative=initiative, investors=[daughter])
    workflow.publish(initiative, by=None)

    shown = facet_values(client.get("/en/investments/?include_subsidiaries=true"))

    assert ("partner", group.slug, False, "Group", 1) in shown


def test_what_is_chosen_stays_ticked_where_it_lists_nothing(client, db):
    make_published_initiative(kind="lab")

    response = client.get("/en/initiatives/?kind=device")

    assert ("kind", "device", True, "device", 0) in facet_values(response)
    assert ("kind", "lab", False, "lab", 1) in facet_values(response)


def test_a_long_facet_shows_its_most_frequent_values_and_those_chosen(client, dataset):
    markup = markup_of(client.get("/en/initiatives/?theme=vaccination"), id="filter-theme")

    unopened = markup.split("<details>")[0]
    assert unopened.count('type="checkbox"') == 6
    assert 'value="vaccination" checked' in unopened
    assert "Show all 44" in markup


def test_the_rare_values_of_a_long_facet_are_an_address_away(client, db):
    entry = make_published_initiative()
    for number in range(25):
        entry.themes.add(make_theme(slug=f"theme-{number:02}", name_en=f"Theme {number}"))
    publish.refresh({f"initiative:{entry.pk}"})

    page = client.get("/en/initiatives/?theme=theme-24")
    there = "?theme=theme-24&amp;all=theme#filter-theme"
    whole = client.get("/en/initiatives/?theme=theme-24&all=theme")

    in_part, in_full = (
        [each for each in facet_values(response) if each[0] == "theme"]
        for response in (page, whole)
    )
    assert (len(in_part), len(in_full)) == (21, 25)
    assert ("theme", "theme-24", True, "Theme 24", 1) in in_part
    assert there in markup_of(page)
    assert there not in markup_of(whole)


def test_nothing_is_counted_while_a_value_is_wrong(client, dataset):
    markup = markup_of(client.get("/en/initiatives/?kind=nonsense"))

    assert "facet-count" not in markup
    assert 'name="kind" value="lab"' in markup


# ── Chips ────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("collection", ASKED)
def test_each_chip_removes_its_value_and_leaves_the_others(client, dataset, collection, language):
    asked = f"/{language}/{collection}/?{ASKED[collection]}"
    there = chips(client.get(asked))

    assert len(there) == ASKED[collection].count("=")
    for said, href in there.items():
        response = client.get(f"/{language}/{collection}/{href}")
        left = chips(response)
        assert response.status_code == 200
        assert said not in left
        assert len(left) >= len(there) - 2  # an amount goes with the currency it needs


def test_a_chip_says_its_value_in_words(client, dataset):
    there = chips(client.get(f"/en/initiatives/?{ASKED['initiatives']}"))

    assert "Remove Theme : AI ×" in there or "Remove Theme: AI ×" in there
    assert any("From: 2015" in said for said in there)
    assert any("Search: “sanofi”" in said for said in there)
    assert any("Partner: Sanofi" in said for said in there)


def test_without_its_currency_an_amount_goes_as_well(client, dataset):
    there = chips(client.get("/en/investments/?currency=EUR&amount_min=1000&ordering=-amount"))

    without = next(href for said, href in there.items() if "Currency" in said)
    assert without == "?"
    assert client.get(f"/en/investments/{without}").status_code == 200


def test_a_wrong_value_has_its_chip_and_going_there_mends_the_list(client, db):
    response = client.get("/en/initiatives/?kind=odd&lifecycle=active")

    wrong = re.search(r'<a class="chip chip--wrong" href="([^"]*)">(.*?)</a>', markup_of(response))
    assert "not understood" in wrong[2]
    assert "Kind: odd" in re.sub(r"<[^>]+>", "", wrong[2])
    assert client.get(f"/en/initiatives/{html.unescape(wrong[1])}").status_code == 200


def test_nothing_found_says_what_was_asked_and_offers_to_remove_each(client, dataset):
    response = client.get("/en/initiatives/?q=unheard-of&kind=lab")

    assert "Nothing on record has all of this at once" in text_of(response)
    assert len(chips(response)) == 2


def test_each_filter_whose_removal_helps_says_how_much(client, dataset):
    response = client.get("/en/initiatives/?q=unheard-of&kind=lab&partner=sanofi&role=lead")

    shown = re.findall(
        r'<li><a href="([^"]*)">(.*?)</a> <span[^>]*>\s*(\d+) result', markup_of(response)
    )
    assert [words for _href, words, _count in shown] == ["without Search: “unheard-of”"]
    for href, _words, count in shown:
        assert counted(client.get(f"/en/initiatives/{html.unescape(href)}")) == int(count)


def test_where_no_single_filter_is_to_blame_the_list_says_so(client, dataset):
    shown = text_of(client.get("/en/initiatives/?q=unheard-of&dated_after=2099"))

    assert "To remove one of them is not enough" in shown


def test_a_list_that_found_nothing_for_a_misspelt_word_says_what_may_have_been_meant(
    client, dataset
):
    response = client.get("/en/initiatives/?q=sanoffi&kind=lab&ordering=title&page_size=2")

    meant = re.search(r'Did you mean <a href="([^"]*)">Sanofi</a>', markup_of(response))[1]
    assert meant == "?q=Sanofi&amp;kind=lab&amp;ordering=title&amp;page_size=2"
    assert counted(client.get(f"/en/initiatives/{html.unescape(meant)}")) > 0


def test_a_list_with_nothing_in_it_asks_four_questions_more_at_most(
    client, dataset, django_assert_num_queries
):
    with django_assert_num_queries(9 - 1 + 4):  # and no row is fetched
        client.get("/en/initiatives/?q=sanoffi&kind=lab&partner=sanofi&country=FR")


def test_a_view_is_also_a_permalink_a_query_files_and_a_feed(client, dataset):
    response = client.get("/en/investments/?currency=EUR&ordering=-amount&page_size=2")

    links = links_of(response)
    assert "/en/investments/?currency=EUR&ordering=-amount" in links
    assert "/api/v1/investments/?currency=EUR&ordering=-amount" in links
    for file in ("csv&lang=en", "ndjson", "xlsx&lang=en"):
        assert f"/api/v1/investments/?currency=EUR&ordering=-amount&format={file}" in links
    assert "/feeds/investments.atom?currency=EUR&lang=en" in links


def test_a_script_is_answered_with_the_page_that_everybody_is(client, dataset):
    address = "/en/initiatives/?kind=lab"
    page = client.get(address)

    asked = client.get(address, headers={"HX-Request": "true", "HX-Target": "listing"})

    assert asked.content == page.content
    assert asked["ETag"] == page["ETag"]


# ── Names, form, the same for programs ───────────────────────────────────────────────────────────


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("collection", ASKED)
def test_a_list_shows_names_and_never_a_slug(client, dataset, collection, language):
    response = client.get(f"/{language}/{collection}/")

    values = facet_values(response)
    labels = " ".join(label for *_, label, _count in values)
    slugs = {value for _name, value, *_ in values if "-" in value and value not in labels}
    assert [slug for slug in slugs if slug in text_of(response)] == []


def test_a_parent_and_a_theme_are_chosen_by_name(client, db):
    theme = make_theme(name_en="Diabetes")
    parent = make_published_initiative(title="Programme")
    child = make_initiative()
    child.themes.add(theme)
    make_parent(child, parent)
    workflow.publish(child, by=None)

    shown = facet_values(client.get("/en/initiatives/"))

    assert ("theme", theme.slug, False, "Diabetes", 1) in shown
    assert ("parent", parent.slug, False, "Programme", 1) in shown


def test_fields_left_empty_are_not_filters(client, db):
    response = client.get("/en/initiatives/?q=&kind=&dated_after=+&currency=&ordering=")

    assert response.status_code == 200
    assert chips(response) == {}
    assert 'hreflang="fr" href="http://testserver/fr/initiatives/"' in markup_of(response)


def test_several_currencies_are_kept_by_the_form(client, dataset):
    markup = markup_of(client.get("/en/investments/?currency=EUR&currency=USD"))

    for currency in ("EUR", "USD"):
        assert f'name="currency" value="{currency}" checked' in markup


def test_only_orders_that_can_be_had_are_offered(client, dataset):
    plain = markup_of(client.get("/en/investments/"))
    euros = markup_of(client.get("/en/investments/?currency=EUR"))

    assert 'value="-amount"' not in plain
    assert 'value="-amount"' in euros


def test_the_same_filters_lead_to_the_api(client, api_client, dataset):
    query = "kind=lab&theme=e-health&ordering=title"

    data = next(
        link for link in links_of(client.get(f"/en/initiatives/?{query}&utm=x")) if "api/v1" in link
    )

    assert data == f"/api/v1/initiatives/?{query}"
    assert api_client.get(data).status_code == 200


def test_a_row_says_its_money_in_words_and_how_many_origins_it_has(client, db):
    initiative = make_initiative(title="A" * 180)
    for _ in range(3):
        make_investment(initiative=initiative, disclosure="not-mentioned", amount_min=None)
    workflow.publish(initiative, by=None)

    shown = text_of(client.get("/en/initiatives/"))

    assert shown.count("amount not mentioned by the sources") == 2
    assert "and 1 more investment" in shown
    assert "●●● 4 origins" in shown


def test_partners_are_counted_by_their_roles(client, db):
    lead = make_partner(name="Lead")
    for _ in range(2):
        initiative = make_initiative()
        make_participation(initiative=initiative, partner=lead, role="funder")
        publish.refresh([f"partner:{lead.pk}"])
        workflow.publish(initiative, by=None)

    roles = {
        value: count
        for name, value, *_, count in facet_values(client.get("/en/partners/"))
        if name == "role"
    }

    assert roles["funder"] == 1
