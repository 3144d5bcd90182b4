"""What every answer of the public side tells the browser to refuse."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from tests.factories import make_published_initiative
from tests.pages import markup_of

PAGES = [
    "/en/",
    "/en/initiatives/",
    "/en/nothing/",
    "/initiatives/",
    "/robots.txt",
    "/admin/login/",
]


@pytest.mark.parametrize("path", PAGES)
def test_every_answer_carries_the_secure_headers(client, db, path):
    response = client.get(path)

    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "same-origin"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in response["Permissions-Policy"]


@pytest.mark.parametrize("path", PAGES)
def test_the_policy_refuses_inline_code_and_other_hosts(client, db, path):
    policy = dict(
        directive.strip().split(" ", 1)
        for directive in client.get(path)["Content-Security-Policy"].split(";")
    )

    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == "'self'"
    assert policy["frame-ancestors"] == policy["base-uri"] == "'none'"


def test_a_page_may_not_be_framed(client, db):
    assert client.get("/en/")["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize(
    "template", sorted(Path(settings.BASE_DIR, "templates").rglob("*.html")), ids=str
)
def test_no_template_has_inline_code_or_style(template):
    markup = template.read_text(encoding="utf-8")

    assert not re.search(r"<style|\sstyle=|\son\w+=|javascript:", markup)
    assert not re.search(r"<script(?![^>]*\ssrc=)", markup)


def test_what_an_analyst_writes_is_text_and_never_markup(client, db):
    initiative = make_published_initiative(
        title="<script>alert(1)</script>", summary='"><img src=x onerror=alert(1)>'
    )

    markup = markup_of(client.get(f"/en/initiatives/{initiative.slug}/"))

    data = '<script type="application/ld+json">'  # which no browser runs
    ours = re.compile(r'<script (?:type="module"|defer) src="/static/[^"<>]+">')
    for script in re.findall("<script[^>]*>", markup):
        assert script == data or ours.fullmatch(script)
    assert "<img" not in markup


@pytest.mark.parametrize("path", ["/en/", "/en/initiatives/", "/en/nothing/"])
def test_a_public_page_sets_no_cookie_even_for_somebody_logged_in(client, editor, path):
    client.force_login(editor)

    response = client.get(path)

    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")
