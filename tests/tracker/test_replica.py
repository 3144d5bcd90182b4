"""Public pages on a streaming replica: a real primary, a real standby, a real server in between."""

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest
from django.conf import settings
from django.db import connection

from tests.factories import make_editor, make_published_initiative
from tracker.embedded_postgres.place import Place, find_place, make_own
from tracker.embedded_postgres.programs import find_programs, run
from tracker.embedded_postgres.server import USER, bring_up, stop_server
from tracker.middleware import as_reader

ROOT = Path(__file__).resolve().parents[2]
ENTRIES = "/api/v1/initiatives/"
LOGIN = f"veille_replica_{os.getpid()}"  # roles are shared by the databases of two test processes
PATIENCE = 30  # seconds until something that must come has come
pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif("DATABASE_URL" in os.environ, reason="needs the embedded PostgreSQL"),
]


@pytest.fixture(scope="module")
def standby(django_db_setup):
    """A hot standby of the tests' own server, streaming from it."""
    primary = find_place(settings.VAR_DIR)
    folder = Path(tempfile.mkdtemp(prefix="veille-standby-", dir="/tmp"))
    folder.chmod(0o755)
    place = Place(folder, folder, primary.uid, primary.gid)
    make_own(place.data, mode=0o700, uid=place.uid, gid=place.gid)
    try:
        _copy(primary, place)
        bring_up(place)
        yield place
    finally:
        stop_server(place)
        shutil.rmtree(folder)


def _copy(primary, place):
    """Tried again where a checkpoint, made for other tests, took away where the copy began."""
    copied = ["-h", primary.socket, "-U", USER, "-D", place.data, "-c", "fast", "-R"]
    for _attempt in range(5):
        failure = run(primary, find_programs(primary) / "pg_basebackup", *copied)
        if failure is None:
            return
    raise AssertionError(failure)


@pytest.fixture
def reader():
    """The login role of READER_URL, on the primary and so on the standby."""
    yield LOGIN
    with connection.cursor() as cursor:
        cursor.execute(
            f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {LOGIN};"
            f"REVOKE ALL ON SCHEMA public FROM {LOGIN}; DROP ROLE {LOGIN}"
        )


def environment(*readers):
    known = connection.settings_dict
    primary = quote(known["HOST"], safe="")
    hosts = quote(",".join(str(each) for each in readers), safe="")
    return {
        **os.environ,
        "DATABASE_URL": f"postgresql://{known['USER']}@{primary}:{known['PORT']}/{known['NAME']}",
        "READER_URL": f"postgresql://{LOGIN}@/{known['NAME']}?host={hosts}",
        "SECRET_KEY": settings.SECRET_KEY,
        "API_RATE": "100000/min",
    }


@contextmanager
def serving(*readers):
    """The site under gunicorn, public pages read from the first of ``readers`` that answers."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{probe.getsockname()[1]}"
    given = {"cwd": ROOT, "env": environment(*readers)}
    prepare = "from initiatives.publication.reader import prepare_reader; prepare_reader()"
    manage = [sys.executable, "manage.py", "shell", "--no-imports", "-c", prepare]
    subprocess.run(manage, check=True, capture_output=True, timeout=60, **given)
    server = ["gunicorn", "--bind", address, "--worker-class", "gthread", "--threads", "4"]
    process = subprocess.Popen(
        [sys.executable, "-m", *server, "--workers", "2", "--log-level", "error", "tracker.wsgi"],
        **given,
    )
    try:
        until(lambda: ask(f"http://{address}/healthz")[0] == 200)
        yield f"http://{address}"
    finally:
        process.terminate()
        process.wait(timeout=30)


class NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args, **kwargs):
        return None


_opener = urllib.request.build_opener(NoRedirect)


def ask(address, *, cookies=(), data=None):
    """``(status, body, headers)``; status 0 where nobody answered."""
    token = "c" * 32
    cookies = {"csrftoken": token, **dict(cookies)}
    headers = {
        "Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items()),
        "X-CSRFToken": token,
        "Accept-Language": "en",
    }
    request = urllib.request.Request(address, data=data, headers=headers)
    try:
        with _opener.open(request, timeout=20) as answer:
            return answer.status, answer.read(), answer.headers
    except urllib.error.HTTPError as refusal:
        return refusal.code, refusal.read(), refusal.headers
    except OSError:
        return 0, b"", {}


def until(holds):
    deadline = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < deadline, "it did not come"
        time.sleep(0.1)


def slugs(address, **kwargs):
    status, body, _headers = ask(address + ENTRIES, **kwargs)
    assert status == 200, body
    return {each["slug"] for each in json.loads(body)["results"]}


@contextmanager
def on(place):
    database = connection.settings_dict["NAME"]
    with psycopg.connect(
        host=str(place.socket), port="5432", user=USER, dbname=database, autocommit=True
    ) as standby:
        yield standby


@contextmanager
def held_back(place):
    """The standby takes in nothing more until the block ends."""
    with on(place) as standby:
        standby.execute("SELECT pg_wal_replay_pause()")
        until(
            lambda: (
                standby.execute("SELECT pg_get_wal_replay_pause_state()").fetchone() == ("paused",)
            )
        )
        try:
            yield
        finally:
            standby.execute("SELECT pg_wal_replay_resume()")


def test_an_editor_reads_her_publication_at_once_and_the_public_when_the_replica_has_it(
    standby, reader, client
):
    client.force_login(make_editor())
    session = {"sessionid": client.cookies["sessionid"].value}
    make_published_initiative(slug="first")
    with serving(standby.socket) as site:
        until(lambda: "first" in slugs(site))
        with held_back(standby):
            make_published_initiative(slug="second")
            assert slugs(site) == {"first"}

            _status, _body, headers = ask(
                f"{site}/admin/language/", cookies=session, data=b"language=fr"
            )
            asked = [
                value.partition(";")[0].split("=", 1)
                for name, value in headers.items()
                if name == "Set-Cookie" and value.startswith("published=")
            ]

            assert slugs(site, cookies=asked) == {"first", "second"}
            assert slugs(site, cookies=[("published", "99:forged")]) == {"first"}
        until(lambda: slugs(site) == {"first", "second"})


def test_a_standby_that_is_stopped_and_started_under_load_costs_no_wrong_answer(standby, reader):
    make_published_initiative(slug="first")
    with serving(standby.socket) as site:
        until(lambda: ask(site + ENTRIES)[0] == 200)
        with (
            under_load(site + ENTRIES, clients=5) as answers,
            under_load(f"{site}/admin/login/", clients=1) as desk,
        ):
            time.sleep(0.5)
            stop_server(standby)
            try:
                until(lambda: [status for status, _took in answers][-4:] == [503] * 4)
                _status, refusal, headers = ask(site + ENTRIES)
                time.sleep(1)
            finally:
                bring_up(standby)
            until(lambda: [status for status, _took in answers][-4:] == [200] * 4)

    assert {status for status, _took in answers} == {200, 503}
    assert {status for status, _took in desk} == {200}
    assert headers["Retry-After"]
    assert json.loads(refusal)["detail"]
    assert refused_without_waiting(answers)


def test_an_answer_is_kept_when_the_server_goes_before_its_transaction_ends():
    with as_reader():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            session = cursor.fetchone()[0]
        with on(find_place(settings.VAR_DIR)) as server:
            server.execute("SELECT pg_terminate_backend(%s, 5000)", [session])

    assert connection.connection is None  # and none was asked for, which could have failed


def refused_without_waiting(answers):
    """Most of those refused did not wait for the pool's patience (2 s) to end."""
    waits = sorted(took for status, took in answers if status == 503)
    return waits[len(waits) // 2] < 1


def test_reads_go_to_the_primary_while_a_standby_named_first_is_away(standby, reader):
    make_published_initiative(slug="first")
    primary = connection.settings_dict["HOST"]
    with serving(standby.socket, primary) as site:
        until(lambda: ask(site + ENTRIES)[0] == 200)
        with on(standby) as server:
            sessions = "SELECT count(*) FROM pg_stat_activity WHERE usename = %s"
            assert server.execute(sessions, [LOGIN]).fetchone()[0] > 0

        try:
            stop_server(standby)
            until(lambda: ask(site + ENTRIES)[0] == 200)
            answers = [ask(site + ENTRIES)[0] for _each in range(20)]
        finally:
            bring_up(standby)

    assert answers == [200] * 20


@contextmanager
def under_load(address, *, clients):
    """``clients`` ask ``address`` until the block ends; gives the list of (status, seconds)."""
    answers, ended = [], threading.Event()

    def keep_asking():
        while not ended.is_set():
            began = time.monotonic()
            status = ask(address)[0]
            answers.append((status, time.monotonic() - began))
            time.sleep(0.02)

    threads = [threading.Thread(target=keep_asking) for _each in range(clients)]
    for thread in threads:
        thread.start()
    try:
        yield answers
    finally:
        ended.set()
        for thread in threads:
            thread.join()
