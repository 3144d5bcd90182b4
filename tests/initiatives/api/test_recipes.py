"""The recipes of docs/api.md, run as they are printed, by a shell, against a real server."""

import re
import shutil
import subprocess
import threading
from pathlib import Path
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, connections

from tracker.wsgi import application

ROOT = Path(__file__).resolve().parents[3]
MANUAL = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
RECIPES = re.findall(r"^```sh\n(.*?)^```$", MANUAL, re.DOTALL | re.MULTILINE)
PRINTED = "http://127.0.0.1:8000"
with_tools = pytest.mark.skipif(
    not all(map(shutil.which, ("bash", "curl", "jq"))), reason="needs bash, curl and jq"
)


class Quiet(WSGIRequestHandler):
    def log_message(self, *args):
        pass


@pytest.fixture
def address(dataset, db):
    """A server on the test's connection, which alone sees the dataset; one request at a time."""
    shared = connections["default"]
    server = make_server("127.0.0.1", 0, application, handler_class=Quiet)

    def serve():
        connections["default"] = shared
        server.serve_forever(poll_interval=0.01)

    shared.inc_thread_sharing()
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)  # it would take the test's transaction along
    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)
    shared.dec_thread_sharing()


def test_there_are_recipes():
    assert len(RECIPES) >= 7


@with_tools
@pytest.mark.parametrize("number", range(len(RECIPES)))
def test_a_recipe_works_as_it_is_printed(address, number):
    script = RECIPES[number].replace(PRINTED, address)

    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", script], capture_output=True, text=True, timeout=60
    )

    assert done.returncode == 0, done.stderr
    assert done.stdout.strip()
    assert '"status": 4' not in done.stdout


@with_tools
def test_what_the_recipe_for_conditional_requests_promises(address):
    [recipe] = [each for each in RECIPES if "If-None-Match" in each]

    done = subprocess.run(
        ["bash", "-c", recipe.replace(PRINTED, address)], capture_output=True, text=True, timeout=60
    )

    assert done.stdout.strip() == "304"
