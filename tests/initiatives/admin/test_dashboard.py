"""The first page of the desk: each number is the list behind it, and every list is somewhere."""

import pytest
from django.contrib.admin import site
from django.urls import reverse

from initiatives.admin.dashboard import GROUPS, QUEUES

from ...factories import (
    make_analyst,
    make_article,
    make_disagreement,
    make_initiative,
    make_investment,
    make_published_initiative,
    make_translation,
)
from ...pages import text_of


@pytest.fixture
def waiting(analyst):
    """One row or more in each queue, and one beside it."""
    make_article(triage_status="to-read")
    make_article(triage_status="done")
    mine = make_initiative(title="Mine", created_by=analyst)
    make_translation(initiative=mine)
    make_initiative(title="Somebody’s", created_by=make_analyst())
    make_investment(initiative=make_initiative(title="Not ready"), citations=[])
    make_initiative(title="Uncited", citations=[])
    make_disagreement(make_published_initiative(title="Public"))


def dashboard(client):
    return client.get(reverse("admin:index"))


@pytest.mark.parametrize("queue", QUEUES, ids=lambda queue: queue.code)
def test_the_number_of_a_queue_is_the_list_behind_it(client, analyst, waiting, queue):
    client.force_login(analyst)
    shown = next(each for each in dashboard(client).context["queues"] if each["code"] == queue.code)

    listed = client.get(shown["address"]).context["cl"]

    assert shown["count"] > 0
    assert listed.result_count == shown["count"]
    assert {line.title for line in shown["lines"]} <= {str(row) for row in listed.result_list}


def test_a_queue_holds_what_its_name_says(client, analyst, waiting):
    client.force_login(analyst)

    queues = {each["code"]: each for each in dashboard(client).context["queues"]}

    titles = {code: {line.title for line in each["lines"]} for code, each in queues.items()}
    assert titles["mine"] == {"Mine"}
    assert titles["without-source"] == {"Uncited"}
    assert titles["recent"] == {"Public"}
    assert titles["ready"] == {"Mine", "Somebody’s"}


def test_an_empty_desk_says_so_in_words(client, analyst):
    client.force_login(analyst)

    shown = text_of(dashboard(client))

    assert "You have no draft." in shown
    assert "Every article has been read." in shown


def test_the_first_rows_are_shown_and_the_others_counted(client, analyst):
    for _ in range(7):
        make_initiative(created_by=analyst)
    client.force_login(analyst)

    mine = next(each for each in dashboard(client).context["queues"] if each["code"] == "mine")

    assert (mine["count"], len(mine["lines"])) == (7, 5)


@pytest.mark.parametrize("rows", [1, 30])
def test_the_dashboard_runs_the_same_queries_whatever_waits(
    client, analyst, django_assert_max_num_queries, rows
):
    for _ in range(rows):
        make_investment(initiative=make_initiative(created_by=analyst))
        make_published_initiative()
    client.force_login(analyst)

    with django_assert_max_num_queries(38):
        dashboard(client)


def test_every_list_of_the_desk_has_its_group():
    named = {name for group in GROUPS for name in group.models}

    assert {model.__name__ for model in site._registry} == named
