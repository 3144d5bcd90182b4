"""Every page of the desk opens, for everybody who works there, in both languages."""

import pytest
from django.contrib import admin
from django.db import transaction
from django.urls import reverse

from ...factories import make_administrator, make_analyst, make_editor
from .desk import address
from .everything import make_everything

MODELS = [
    model for model in admin.site._registry if model._meta.app_label in ("sources", "initiatives")
]
ODD_WORDS = ["é œ % _ \\ ' \"unclosed <script> ( & | !", "\0", "x" * 3000]


@pytest.fixture(scope="module")
def everybody(django_db_setup, django_db_blocker):
    """Who works at the desk, with a row of each model before them: made once for this module."""
    with django_db_blocker.unblock(), transaction.atomic():
        make_everything()
        yield {
            "administrator": make_administrator(),
            "editor": make_editor(),
            "analyst": make_analyst(),
        }
        transaction.set_rollback(True)


@pytest.fixture
def desk(everybody, client):
    with transaction.atomic():
        client.force_login(everybody["editor"])
        yield client
        transaction.set_rollback(True)


@pytest.mark.parametrize(
    ("who", "language"),
    [("administrator", "en"), ("editor", "fr"), ("analyst", "en"), ("analyst", "fr")],
)
def test_every_page_opens(everybody, desk, who, language):
    desk.force_login(everybody[who])
    for model in MODELS:
        rows = desk.get(address(model, "changelist"), headers={"accept-language": language})
        assert rows.status_code == 200, model
        assert rows.context["cl"].result_count, f"no {model.__name__} to look at"

        may_add = admin.site._registry[model].has_add_permission(rows.wsgi_request)
        form = desk.get(address(model, "add"), headers={"accept-language": language})
        assert form.status_code == (200 if may_add else 403), model

        for page, answers in (("change", {200}), ("history", {200}), ("delete", {200, 302, 403})):
            row = rows.context["cl"].result_list[0]
            response = desk.get(address(row, page), headers={"accept-language": language})
            assert response.status_code in answers, (model, page)


def test_every_deletion_is_done_or_refused_without_an_error(desk):
    for model in MODELS:
        for row in model._default_manager.all()[:3]:
            response = desk.post(address(row, "delete"), {"post": "yes"})

            assert response.status_code in (200, 302, 403), model


def test_every_list_is_searched_for_anything(desk):
    for model in MODELS:
        for words in ODD_WORDS:
            response = desk.get(address(model, "changelist"), {"q": words})

            assert response.status_code == (302 if words == "\0" else 200), (model, words)


def test_every_filter_takes_any_value(desk):
    for model in MODELS:
        shown = desk.get(address(model, "changelist")).context["cl"]
        names = {name for spec in shown.filter_specs for name in spec.expected_parameters()}
        if shown.date_hierarchy:
            names.add(f"{shown.date_hierarchy}__year")
        for name in names:
            for value in ("\0", "99999999999999999999"):
                response = desk.get(address(model, "changelist"), {name: value})

                assert response.status_code in (200, 302), (model, name, value)


def test_every_autocomplete_answers_anything(desk):
    for model in MODELS:
        for name in admin.site._registry[model].get_autocomplete_fields(None):
            for words in ODD_WORDS:
                asked = {
                    "app_label": model._meta.app_label,
                    "model_name": model._meta.model_name,
                    "field_name": name,
                    "term": words,
                }
                response = desk.get(reverse("admin:autocomplete"), asked)

                assert response.status_code == 200, (model, name)


@pytest.mark.parametrize("key", ["0", "nobody", "%00", "99999999999999999999", "é"])
def test_a_row_that_does_not_exist_leads_back_to_the_desk(desk, key):
    for model in MODELS:
        response = desk.get(address(model, "changelist") + f"{key}/change/")

        assert response.status_code in (302, 404), model
