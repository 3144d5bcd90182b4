"""The page of the API's description, which Swagger draws: offline, and within the policy."""

import pytest

pytest.importorskip("pytest_playwright")
# pytest-base-url, which pytest-playwright brings, defines a fixture in a way pytest 10 will drop.
pytestmark = pytest.mark.filterwarnings("ignore:Session-scoped fixtures defined as instance")


def test_the_docs_are_drawn_from_this_server_alone_without_a_complaint(live_server, page):
    complaints, asked = [], []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))

    page.goto(f"{live_server.url}/api/docs/")
    page.get_by_text("/api/v1/initiatives/{slug}/").wait_for()

    assert complaints == []
    assert [url for url in asked if not url.startswith((live_server.url, "data:"))] == []
