"""Chromium as the machine has it; without one these tests are skipped, visibly."""

import os
import shutil
import time

import pytest
from django.db import connection
from django.test import Client

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
# Playwright runs an event loop in the thread of the test, in which Django refuses the database.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine")
    arguments = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-background-networking"]
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": arguments}


@pytest.fixture(autouse=True)
def nothing_still_read(transactional_db):
    """The tables are emptied when the server has answered everything: a page that was closed, or
    left for another, may be read on, and the two would wait for each other.
    """
    yield
    deadline = time.monotonic() + 10
    quiet = 0
    while quiet < 3 and time.monotonic() < deadline:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
                " AND datname = current_database() AND state <> 'idle'"
            )
            quiet = 0 if cursor.fetchone()[0] else quiet + 1
        time.sleep(0.01)


@pytest.fixture
def complaints(page):
    """What the browser's console says, refusals of the content security policy included."""
    found = []
    page.on("console", lambda message: found.append(message.text))
    page.on("pageerror", lambda error: found.append(str(error)))
    return found


@pytest.fixture
def as_user(live_server, browser):
    """``as_user(account, locale)`` opens a browser in which ``account`` is at the desk."""
    contexts = []

    def opened(account, locale="en-GB"):
        client = Client()
        client.force_login(account)
        context = browser.new_context(locale=locale, viewport={"width": 1280, "height": 1000})
        cookie = client.cookies["sessionid"].value
        context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
        contexts.append(context)
        return context.new_page()

    yield opened
    for context in contexts:
        context.close()
