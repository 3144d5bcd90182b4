"""Lists and pickers find what is typed without accents, capitals or hyphens, and by other names."""

import pytest
from django.urls import reverse

from initiatives.models import InitiativeAlias, PersonRole

from ...factories import (
    make_alias,
    make_article,
    make_citation,
    make_initiative,
    make_investment,
    make_participation,
    make_partner,
    make_person,
    make_publisher,
    make_statement,
    make_theme,
    make_translation,
)
from .desk import address


@pytest.fixture
def desk(client, analyst):
    client.force_login(analyst)
    return client


def found(desk, model, words) -> list:
    return list(desk.get(address(model, "changelist"), {"q": words}).context["cl"].result_list)


def offered(desk, model, field, words) -> list[str]:
    """The keys of what the picker of ``field`` offers."""
    asked = {
        "app_label": model._meta.app_label,
        "model_name": model._meta.model_name,
        "field_name": field,
        "term": words,
    }
    rows = desk.get(reverse("admin:autocomplete"), asked).json()["results"]
    return [row["id"] for row in rows]


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("Santé", "sante"),
        ("Rhône-Poulenc", "rhone poulenc"),
        ("Société générale", "societe generale"),
        ("L’Œuvre", "l'oeuvre"),
    ],
)
def test_a_partner_is_found_without_its_accents(desk, name, typed):
    partner, _other = make_partner(name=name), make_partner(name="Orange")

    assert found(desk, type(partner), typed) == [partner]
    row = make_participation(partner=partner)
    assert offered(desk, type(row), "partner", typed) == [str(partner.pk)]


def test_a_partner_is_found_by_another_spelling(desk):
    partner = make_partner(name="Orange")
    make_alias(partner=partner, surface="Opérateur historique")

    assert found(desk, type(partner), "operateur") == [partner]


def test_an_entry_is_found_by_another_name_and_by_its_title_in_either_language(desk):
    entry = make_initiative(title="39BIS")
    InitiativeAlias.objects.create(
        initiative=entry, surface="Fabrique numérique", citation=make_citation()
    )
    make_translation(initiative=entry, title="The Café")

    assert found(desk, type(entry), "fabrique numerique") == [entry]
    assert found(desk, type(entry), "the cafe") == [entry]


def test_money_is_found_by_another_spelling_of_who_paid_and_of_the_entry(desk):
    partner = make_partner(name="Orange")
    make_alias(partner=partner, surface="Opérateur")
    row = make_investment(investors=[partner])
    InitiativeAlias.objects.create(
        initiative=row.initiative, surface="Fabrique", citation=make_citation()
    )

    assert found(desk, type(row), "operateur") == found(desk, type(row), "fabrique") == [row]


def test_a_person_is_found_by_the_organisation(desk):
    person = make_person(name="Anne Dupont")
    PersonRole.objects.create(
        person=person, partner=make_partner(name="Société générale"), title_as_stated="PDG"
    )

    assert found(desk, type(person), "dupont") == [person]
    assert found(desk, type(person), "societe generale") == [person]


def test_a_publisher_is_found_by_another_of_its_names(desk):
    publisher = make_publisher(name="La Gazette", aliases=["Gazette santé"])

    assert found(desk, type(publisher), "gazette sante") == [publisher]


def test_an_article_is_found_by_title_and_publisher(desk):
    publisher = make_publisher(name="Le Télégramme")
    article = make_article(title="Un labo à Bordeaux", publisher=publisher)

    assert found(desk, type(article), "telegramme labo a bordeaux") == [article]


def test_a_theme_and_a_statement_are_found_without_accents(desk):
    theme = make_theme(name_fr="Santé numérique")
    statement = make_statement(partner=make_partner(), paraphrase_fr="Le marché décolle.")

    assert found(desk, type(theme), "sante numerique") == [theme]
    assert found(desk, type(statement), "decolle") == [statement]


def test_a_sign_of_a_pattern_stands_for_itself(desk):
    partner, _other = make_partner(name="100 % santé"), make_partner(name="100 sites")

    assert found(desk, type(partner), "100 %") == [partner]
