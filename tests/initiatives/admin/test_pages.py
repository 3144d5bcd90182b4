"""Every page of the desk opens, for everybody who works there, in both languages."""

import pytest
from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db import transaction
from django.test import RequestFactory
from django.urls import reverse

from ...factories import make_administrator, make_analyst, make_editor
from .desk import address
from .everything import make_everything
from .french import not_french

pytestmark = pytest.mark.django_db  # so that this module alone has its database too

MODELS = list(admin.site._registry)
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
        client.force_login(everybody["administrator"])
        yield client
        transaction.set_rollback(True)


@pytest.fixture
def opens(desk):
    """Get a page: it answers as it should, and in French it has no word but French."""

    def get(url, language, *, answers=(200,), **query):
        response = desk.get(url, query, headers={"accept-language": language})
        assert response.status_code in answers, url
        if language == "fr" and response.status_code == 200:
            assert not not_french(response), url
        return response

    return get


@pytest.mark.parametrize(
    ("who", "language"),
    [("administrator", "en"), ("editor", "fr"), ("analyst", "en"), ("analyst", "fr")],
)
def test_every_page_opens(everybody, desk, opens, who, language):
    desk.force_login(everybody[who])
    for model in MODELS:
        page = admin.site._registry[model]
        request = RequestFactory().get("/")
        request.user = everybody[who]
        if not page.has_view_permission(request):
            opens(address(model, "changelist"), language, answers=(403,))
            continue
        rows = opens(address(model, "changelist"), language)
        assert rows.context["cl"].result_count, f"no {model.__name__} to look at"

        opens(
            address(model, "add"),
            language,
            answers=(200,) if page.has_add_permission(request) else (403,),
        )
        row = rows.context["cl"].result_list[0]
        opens(address(row, "change"), language)
        opens(address(row, "history"), language)
        opens(address(row, "delete"), language, answers=(200, 302, 403))


def test_every_value_of_every_filter_opens_in_french(opens):
    for model in MODELS:
        url = address(model, "changelist")
        shown = opens(url, "fr").context["cl"]
        for spec in shown.filter_specs:
            for choice in spec.choices(shown):
                found = opens(url + choice["query_string"], "fr")

                assert "e=1" not in found.request["QUERY_STRING"], (model, choice)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_action_asks_or_acts_without_an_error(desk, language):
    for model in MODELS:
        page = admin.site._registry[model]
        rows = desk.get(address(model, "changelist"))
        keys = [str(row.pk) for row in rows.context["cl"].result_list[:2]]
        for action in page.get_actions(rows.wsgi_request):
            with transaction.atomic():
                response = desk.post(
                    address(model, "changelist"),
                    {"action": action, ACTION_CHECKBOX_NAME: keys},
                    headers={"accept-language": language},
                    follow=True,
                )
                transaction.set_rollback(True)

            assert response.status_code == 200, (model, action)
            if language == "fr":
                assert not not_french(response), (model, action)


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
