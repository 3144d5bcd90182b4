"""Snapshots: files that never change, what changed between two, and the pages that offer them."""

import csv
import gzip
import io
import json
import subprocess
from datetime import UTC, datetime

import pytest
from django.core.management import CommandError, call_command

from initiatives.exports import snapshots, writing
from initiatives.revisions import workflow
from tests.factories import make_initiative, make_published_initiative
from tests.initiatives.api.asking import publish, walk
from tests.initiatives.views.test_nothing_leaks import CANARY, desk_with_canaries
from tests.pages import links_of, text_of

__all__ = ["desk_with_canaries"]  # a fixture

pytestmark = pytest.mark.django_db
FIRST, SECOND = (datetime(2026, 3, day, 2, 30, tzinfo=UTC) for day in (1, 2))


@pytest.fixture
def folder(tmp_path, settings):
    settings.EXPORTS_DIR = tmp_path / "exports"
    return settings.EXPORTS_DIR


def lines(path) -> list[dict]:
    return [json.loads(line) for line in gzip.decompress(path.read_bytes()).splitlines()]


def table(path) -> list[dict]:
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"), newline="")))


def contents(snapshot) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in snapshot.iterdir()}


def test_a_snapshot_holds_what_the_api_serves(client, dataset, folder):
    made = writing.write(folder, now=FIRST)

    served, _last = walk(client, "/api/v1/initiatives/?page_size=200&ordering=title")
    assert made == writing.Made("2026-03-01", is_new=True)
    for collection in ("initiatives", "statements", "themes"):
        served, _last = walk(client, f"/api/v1/{collection}/?page_size=200")
        key = "slug" if "slug" in served[0] else "id"
        kept = lines(folder / made.name / f"{collection}.ndjson.gz")
        assert kept == sorted(served, key=lambda each: each[key])
        assert [row[key] for row in table(folder / made.name / f"{collection}.en.csv")] == [
            each[key] for each in kept
        ]


def test_the_checksums_are_those_that_sha256sum_knows(dataset, folder):
    made = writing.write(folder, now=FIRST)

    check = subprocess.run(
        ["sha256sum", "--check", "--strict", "SHA256SUMS"],
        cwd=folder / made.name,
        capture_output=True,
    )

    assert check.returncode == 0, check.stderr
    assert len(check.stdout.splitlines()) == len(list((folder / made.name).iterdir())) - 1


def test_the_manifest_describes_every_file_and_column(dataset, folder):
    made = writing.write(folder, now=FIRST)
    package = json.loads((folder / made.name / "datapackage.json").read_text())

    files = {path.name for path in (folder / made.name).iterdir()}
    assert {each["path"] for each in package["resources"]} == files - set(snapshots.ABOUT)
    assert package["licenses"][0]["name"] == "CC-BY-4.0"
    for resource in package["resources"]:
        path = folder / made.name / resource["path"]
        assert resource["bytes"] == path.stat().st_size
        if resource["format"] == "csv":
            rows = table(path)
            fields = [field["name"] for field in resource["schema"]["fields"]]
            assert resource["rows"] == len(rows)
            assert len(fields) == len(set(fields))
            assert rows == [] or list(rows[0]) == fields


def test_the_same_content_is_the_same_bytes_and_no_second_snapshot(folder, tmp_path):
    make_published_initiative()
    first = writing.write(folder, now=FIRST)
    elsewhere = writing.write(tmp_path / "elsewhere", now=FIRST)

    again = writing.write(folder, now=SECOND)

    assert again == writing.Made(first.name, is_new=False)
    assert [path.name for path in folder.iterdir()] == [first.name]
    assert contents(folder / first.name) == contents(tmp_path / "elsewhere" / elsewhere.name)


def test_a_second_one_of_a_day_has_its_time_and_leaves_the_first_alone(folder):
    publish(make_initiative())
    first = writing.write(folder, now=FIRST)
    before = contents(folder / first.name)
    publish(make_initiative())

    second = writing.write(folder, now=FIRST)

    assert second.name == "2026-03-01T023000Z"
    assert contents(folder / first.name) == before
    assert [each.name for each in snapshots.every(folder)] == [second.name, first.name]


def test_a_delta_says_what_was_added_changed_and_withdrawn(folder):
    stays, goes = publish(make_initiative(slug="stays")), publish(make_initiative(slug="goes"))
    writing.write(folder, now=FIRST)
    publish(make_initiative(slug="comes"))
    publish(stays)
    workflow.withdraw(goes, by=None, reason="It never existed.")

    made = writing.write(folder, now=SECOND)

    told = lines(folder / made.name / "delta-from-2026-03-01.ndjson.gz")
    entries = {each["key"]: each for each in told if each["collection"] == "initiatives"}
    assert {key: each["change"] for key, each in entries.items()} == {
        "comes": "added",
        "goes": "withdrawn",
        "stays": "changed",
    }
    assert entries["goes"]["document"] is None
    assert entries["stays"]["document"]["version"] == 2
    assert [row["key"] for row in table(folder / made.name / "delta-from-2026-03-01.csv")] == [
        each["key"] for each in told
    ]


def test_an_old_copy_and_its_deltas_make_the_new_one(folder):
    entries = [publish(make_initiative()) for _ in range(4)]
    writing.write(folder, now=FIRST)
    publish(make_initiative())
    publish(entries[0])
    workflow.withdraw(entries[1], by=None, reason="It never existed.")
    writing.write(folder, now=SECOND)

    copy = {each["slug"]: each for each in lines(folder / "2026-03-01" / "initiatives.ndjson.gz")}
    for each in lines(folder / "2026-03-02" / "delta-from-2026-03-01.ndjson.gz"):
        if each["collection"] == "initiatives":
            copy.pop(each["key"], None)
            if each["document"]:
                copy[each["key"]] = each["document"]

    kept = lines(folder / "2026-03-02" / "initiatives.ndjson.gz")
    assert sorted(copy.values(), key=lambda each: each["slug"]) == kept


def test_what_is_withdrawn_stays_in_old_ones_and_is_named_by_the_newest(folder):
    entry = publish(make_initiative(slug="asked-to-go"))
    writing.write(folder, now=FIRST)
    workflow.withdraw(entry, by=None, reason="It never existed.")

    made = writing.write(folder, now=SECOND)

    [gone] = table(folder / made.name / "gone.csv")
    assert (gone["slug"], gone["state"]) == ("asked-to-go", "withdrawn")
    assert [each["slug"] for each in lines(folder / "2026-03-01" / "initiatives.ndjson.gz")] == [
        "asked-to-go"
    ]
    assert (
        "stays in" in (folder / made.name / "README.md").read_text()
        or "still in it" in (folder / made.name / "README.md").read_text()
    )


def test_a_snapshot_that_fails_leaves_nothing(folder, monkeypatch):
    monkeypatch.setattr(writing.describing, "package", None)

    with pytest.raises(TypeError):
        writing.write(folder, now=FIRST)

    assert list(folder.iterdir()) == []


def test_no_snapshot_knows_the_desk(folder, desk_with_canaries):
    made = writing.write(folder, now=FIRST)

    for name, content in contents(folder / made.name).items():
        plain = gzip.decompress(content) if name.endswith(".gz") else content
        assert CANARY.encode() not in plain, name


# ── The command ──────────────────────────────────────────────────────────────────────────────────


def test_the_command_says_what_it_wrote_and_that_nothing_changed(folder, capsys):
    call_command("snapshot")
    call_command("snapshot")

    first, second = capsys.readouterr().out.splitlines()
    assert first.startswith(f"Written: {folder}")
    assert "no new snapshot" in second


@pytest.mark.parametrize("what", ["altered", "missing", "not listed"])
def test_the_check_finds_a_file_that_is(folder, capsys, what):
    made = writing.write(folder, now=FIRST)
    call_command("snapshot", check=True)
    path = folder / made.name / "gone.csv"
    match what:
        case "altered":
            path.write_text("x")
        case "missing":
            path.unlink()
        case _:
            path.with_name("more.csv").write_text("x")

    with pytest.raises(CommandError):
        call_command("snapshot", check=True)

    assert what in capsys.readouterr().out


# ── The site ─────────────────────────────────────────────────────────────────────────────────────


def test_without_a_snapshot_the_page_says_how_to_get_one(client, folder):
    assert "manage.py snapshot" in text_of(client.get("/en/exports/"))
    assert client.get("/exports/index.json").json()["snapshots"] == []


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_link_of_the_page_leads_to_its_file(client, folder, language):
    publish(make_initiative())
    writing.write(folder, now=FIRST)
    publish(make_initiative())
    made = writing.write(folder, now=SECOND)

    links = {link for link in links_of(client.get(f"/{language}/exports/")) if "/exports/2" in link}

    assert f"/exports/{made.name}/delta-from-2026-03-01.ndjson.gz" in links
    assert len(links) > 25
    for link in links:
        response = client.get(link)
        assert response.getvalue() == (folder / link.removeprefix("/exports/")).read_bytes()
        assert "immutable" in response["Cache-Control"]


def test_programs_find_the_files_with_their_checksums(client, folder):
    publish(make_initiative())
    made = writing.write(folder, now=FIRST)

    [told] = client.get("/exports/index.json").json()["snapshots"]

    assert told["name"] == made.name
    assert {each["name"]: each["sha256"] for each in told["files"]} == {
        each.name: each.sha256 for each in snapshots.find(folder, made.name).files
    }
    assert client.get(told["files"][0]["url"]).getvalue()
    assert client.get("/api/v1/").json()["exports"].endswith("/exports/index.json")


@pytest.mark.parametrize(
    "path",
    [
        "2026-03-01/../../secret_key",
        "2026-03-01/%2e%2e%2f%2e%2e%2fsecret_key",
        "../secret_key",
        "2026-03-01/more.csv",
        "2026-03-01/",
        ".making-x/gone.csv",
        "2026-03-02/gone.csv",
    ],
)
def test_only_what_a_manifest_names_is_served(client, folder, path):
    made = writing.write(folder, now=FIRST)
    (folder / made.name / "more.csv").write_text("x")
    (folder.parent / "secret_key").write_text("x")
    (folder / ".making-x").mkdir()

    assert client.get(f"/exports/{path}").status_code == 404


def test_a_file_is_not_sent_again_and_a_head_sends_none(client, folder):
    made = writing.write(folder, now=FIRST)
    address = f"/exports/{made.name}/gone.csv"
    first = client.get(address)
    size = len(first.getvalue())

    again = client.get(address, headers={"if-none-match": first["ETag"]})
    head = client.head(address)

    assert again.status_code == 304
    assert (head.status_code, head["Content-Length"]) == (200, str(size))
