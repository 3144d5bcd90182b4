"""The reader: what its role may read, that PostgreSQL refuses the rest, and how it ends."""

import contextlib
import secrets

import psycopg
import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.db import ProgrammingError, connection, transaction
from django.test import override_settings
from django.urls import path

from initiatives.models import Initiative, PublishedInitiative
from initiatives.publication import checks, reader
from sources.models import TextVersion
from tests.factories import make_article, make_published_initiative
from tracker.middleware import as_reader

pytestmark = pytest.mark.django_db

DESK_TABLES = [
    "initiatives_initiative",
    "initiatives_investment",
    "initiatives_person",
    "sources_sourcearticle",
    "sources_citation",
    "sources_textversion",
    "auth_user",
    "django_session",
    "django_admin_log",
]


def test_the_grants_in_the_catalogue_are_the_list_in_the_code():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, array_agg(column_name::text),"
            " array_agg(DISTINCT privilege_type::text)"
            " FROM information_schema.column_privileges WHERE grantee = %s GROUP BY 1",
            [reader.ROLE],
        )
        granted = {table: (set(columns), kinds) for table, columns, kinds in cursor.fetchall()}

    assert granted == {
        table: (columns, ["SELECT"]) for table, columns in reader.granted_columns().items()
    }


def test_preparing_the_reader_again_changes_nothing():
    reader.prepare_reader()

    assert checks.check_reader_role(databases=["default"]) == []


def test_the_reader_sees_who_published_nothing():
    assert "published_by_id" not in reader.granted_columns()["initiatives_publishedversion"]


def test_the_reader_reads_what_is_published():
    initiative = make_published_initiative()

    with as_reader():
        assert list(PublishedInitiative.objects.values_list("slug", flat=True)) == [initiative.slug]


@pytest.mark.parametrize("table", DESK_TABLES)
def test_the_reader_is_denied_every_desk_table(table):
    with pytest.raises(ProgrammingError, match="permission denied"), as_reader():
        connection.cursor().execute(f"SELECT 1 FROM {table}")


def has_table(model) -> bool:
    return model._meta.concrete_model._meta.managed


def test_no_model_beyond_the_list_can_be_read():
    granted = set(reader.granted_columns())
    with connection.cursor() as cursor:
        models = apps.get_models(include_auto_created=True)
        tables = {model._meta.db_table for model in models if has_table(model)}
        cursor.execute(
            "SELECT t FROM unnest(%s::text[]) t"
            " WHERE has_any_column_privilege('reader', t, 'SELECT')",
            [sorted(tables)],
        )
        readable = {row[0] for row in cursor.fetchall()}

    assert readable == granted


def test_the_reader_cannot_write_even_what_it_reads():
    make_published_initiative()

    with pytest.raises(Exception, match="read-only transaction|permission denied"), as_reader():
        PublishedInitiative.objects.update(reason="x")


def test_the_role_and_the_read_only_mode_end_with_the_request():
    with as_reader():
        pass

    make_article()
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user <> 'reader', current_setting('transaction_read_only')")
        assert cursor.fetchone() == (True, "off")


def _peek(request, what):
    """A public view that forgets itself; the reader's role is what stops it."""
    query = {
        "entries": Initiative.objects.all(),
        "users": User.objects.all(),
        "texts": TextVersion.objects.all(),
    }
    if what == "session":
        request.session["x"] = 1
        request.session.save()
    return list(query[what])


urlpatterns = [path("peek/<what>/", _peek)]


@pytest.mark.parametrize("what", ["entries", "users", "texts", "session"])
@override_settings(ROOT_URLCONF=__name__)
def test_a_public_view_cannot_read_the_desk(client, what):
    with pytest.raises(Exception, match="permission denied|read-only transaction"):
        client.get(f"/peek/{what}/")


def test_a_missing_role_is_503_and_never_the_owner(client, monkeypatch):
    monkeypatch.setattr(reader, "ROLE", "nobody_of_that_name")

    response = client.get("/api/v1/initiatives/")

    assert response.status_code == 503
    assert response.json()["detail"].startswith("The published record cannot be read right now.")


def test_a_missing_role_is_503_on_pages_too(client, monkeypatch):
    monkeypatch.setattr(reader, "ROLE", "nobody_of_that_name")

    assert client.get("/en/").status_code == 503


def test_a_missing_role_is_warned_of_with_the_sql_that_mends_it(monkeypatch):
    monkeypatch.setattr(reader, "ROLE", "nobody_of_that_name")

    [warning] = checks.check_reader_role(databases=["default"])

    assert warning.id == "veille.W001"
    assert "CREATE ROLE" in warning.hint


@pytest.fixture
def reader_login(transactional_db):
    """A login role such as READER_URL names, made as after a migration; how to connect as it."""
    name, password = f"veille_reader_{secrets.token_hex(4)}", secrets.token_hex(8)
    owner = connection.settings_dict
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reader, "reader_roles", lambda: [reader.ROLE, name])
        patch.setattr(reader, "_reader_password", lambda: password)
        reader.prepare_reader()
        yield {
            "host": owner["HOST"],
            "port": owner["PORT"],
            "dbname": owner["NAME"],
            "user": name,
            "password": password,
        }
    with connection.cursor() as cursor:
        cursor.execute(
            f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {name};"
            f"REVOKE ALL ON SCHEMA public FROM {name}; DROP ROLE {name}"
        )


def test_a_reader_login_is_denied_even_after_an_injected_role_change(reader_login):
    denied = set()
    for table in DESK_TABLES:
        with psycopg.connect(**reader_login) as session:
            session.execute("SELECT set_config('role', 'none', true)")
            with contextlib.suppress(psycopg.errors.InsufficientPrivilege):
                session.execute(f"SELECT 1 FROM {table}")
                continue
            denied.add(table)
            session.rollback()

    assert denied == set(DESK_TABLES)


def test_a_reader_login_reads_what_is_published(reader_login):
    initiative = make_published_initiative()

    with psycopg.connect(**reader_login) as session:
        rows = session.execute("SELECT slug FROM initiatives_publishedinitiative").fetchall()

    assert rows == [(initiative.slug,)]


def test_a_reader_login_is_a_member_of_nothing(reader_login):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_auth_members WHERE member = %s::regrole",
            [reader_login["user"]],
        )
        assert cursor.fetchone() == (0,)


def test_the_reader_works_inside_an_open_transaction():
    with transaction.atomic():
        make_published_initiative()
        with as_reader():
            assert PublishedInitiative.objects.count() == 1
        make_article()
