"""READER_URL: public requests log in as a role of their own, in a process of its own."""

import json
import os
import secrets
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

import pytest
from django.db import connection

from tests.factories import make_published_initiative

ROOT = Path(__file__).resolve().parent.parent.parent
ASK = """
import json, django
django.setup()
from django.db import connections, ProgrammingError
from django.test import Client
from initiatives.publication.reader import prepare_reader
from django.contrib.auth.models import User
from tracker.middleware import as_reader

prepare_reader()
client = Client(SERVER_NAME="localhost")
answer = client.get("/api/v1/initiatives/")
told = {"status": answer.status_code, "count": json.loads(answer.content).get("count")}
told["page"] = client.get("/en/").status_code
with as_reader():
    with connections["reader"].cursor() as cursor:
        cursor.execute("SELECT set_config('role', 'none', true), session_user")
        told["user"] = cursor.fetchone()[1]
    try:
        list(User.objects.all())
        told["users"] = "read"
    except ProgrammingError:
        told["users"] = "denied"
print(json.dumps(told))
"""


def _url(database, user, password=""):
    host = quote(database["HOST"] or "localhost", safe="")
    return f"postgresql://{user}:{password}@{host}:{database['PORT']}/{database['NAME']}"


@pytest.fixture
def login(transactional_db):
    name = f"veille_reader_{secrets.token_hex(4)}"
    yield name
    with connection.cursor() as cursor:
        cursor.execute(
            f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {name};"
            f"REVOKE ALL ON SCHEMA public FROM {name}; DROP ROLE {name}"
        )


def test_public_requests_log_in_as_the_reader_and_can_read_nothing_else(login, tmp_path):
    make_published_initiative()
    owner = connection.settings_dict
    environment = {
        **os.environ,
        "DATABASE_URL": _url(owner, owner["USER"], owner["PASSWORD"]),
        "READER_URL": _url(owner, login, secrets.token_hex(8)),
        "VAR_DIR": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "tracker.settings",
    }

    run = subprocess.run(
        [sys.executable, "-c", ASK], cwd=ROOT, env=environment, capture_output=True, text=True
    )

    assert run.returncode == 0, run.stderr
    assert json.loads(run.stdout.splitlines()[-1]) == {
        "status": 200,
        "count": 1,
        "page": 200,
        "user": login,
        "users": "denied",
    }
