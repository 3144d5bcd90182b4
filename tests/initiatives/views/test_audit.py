"""The public page of the audit's heads: what to note, how to check, nothing of the desk."""

import datetime

import pytest

from initiatives.models import PublishedAuditHead
from initiatives.views.audit import DAYS_ON_A_PAGE
from tests.pages import links_of, text_of

pytestmark = pytest.mark.django_db

FIRST = datetime.date(2026, 3, 10)


def make_heads(number: int):
    PublishedAuditHead.objects.bulk_create(
        PublishedAuditHead(
            day=FIRST + datetime.timedelta(days=each), seq=each + 1, hash=f"{each:064x}", events=1
        )
        for each in range(number)
    )


@pytest.mark.parametrize(("language", "day"), [("fr", "10 mars 2026"), ("en", "10 March 2026")])
def test_the_page_shows_each_day_with_what_verify_audit_takes(client, language, day):
    make_heads(1)

    shown = text_of(client.get(f"/{language}/audit/"))

    assert day in shown
    assert f"1:{0:064x}" in shown


def test_without_a_day_the_page_says_when_there_will_be_one(client):
    assert "the first fingerprint appears tomorrow" in text_of(client.get("/en/audit/"))


@pytest.mark.parametrize("days", [1, 50])
def test_the_page_runs_the_same_queries_whatever_the_days(client, django_assert_num_queries, days):
    make_heads(days)
    client.get("/en/audit/")

    with django_assert_num_queries(6):  # four of them make the request the reader's
        client.get("/en/audit/")


def test_older_days_are_on_the_next_page(client):
    make_heads(DAYS_ON_A_PAGE + 2)

    first = client.get("/en/audit/")
    [older] = [link for link in links_of(first) if link.startswith("?before=")]
    second = text_of(client.get(f"/en/audit/{older}"))

    assert older == "?before=2026-03-12"
    assert ["10 March" in second, "11 March" in second, "12 March" in second] == [1, 1, 0]


def test_a_day_that_is_none_is_a_bad_request(client):
    assert client.get("/en/audit/?before=yesterday").status_code == 400


def test_the_foot_of_every_page_leads_there(client):
    assert "/fr/audit/" in links_of(client.get("/fr/about/"))
