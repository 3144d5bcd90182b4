"""``format=csv|ndjson|xlsx`` of every list: the same rows, for people and programs."""

import csv
import io
import json
import re
import zipfile
from xml.etree import ElementTree

import pytest
from django.db import connection

from initiatives.exports import stream, turns, workbook
from tests.factories import (
    make_citation,
    make_initiative,
    make_investment,
)
from tests.initiatives.views.test_nothing_leaks import CANARY, desk_with_canaries

from .asking import make_rows, publish, walk

__all__ = ["desk_with_canaries"]  # a fixture

pytestmark = pytest.mark.django_db
FORMATS = ["csv", "ndjson", "xlsx"]
COLLECTIONS = [
    "initiatives",
    "partners",
    "investments",
    "milestones",
    "statements",
    "sources",
    "publishers",
    "themes",
    "changes",
]
# One filter of each collection that some of the dataset's rows pass and others do not.
SOME = {
    "initiatives": {"partner": "sanofi", "ordering": "title"},
    "partners": {"q": "sanofi"},
    "investments": {"currency": "EUR", "ordering": "amount"},
    "milestones": {"dated_after": "2020"},
    "statements": {"partner": "sanofi"},
    "sources": {"q": "sanofi"},
    "publishers": {"q": "alliancy"},
    "themes": {"q": "ai"},
    "changes": {"ordering": "-seq"},
}
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def file_of(client, collection="initiatives", **parameters) -> bytes:
    response = client.get(f"/api/v1/{collection}/", parameters)
    assert response.status_code == 200, response.content
    return response.getvalue()


def go_away(response) -> None:
    """What a server does when its client hangs up: it closes the answer, half sent."""
    response._iterator.close()


def table(content: bytes) -> list[dict]:
    text = content.decode()
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text[1:], newline="")))


def cells(content: bytes, sheet: int = 1) -> list[list[tuple[str, str]]]:
    """``(type, text)`` of each cell of a sheet."""
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        root = ElementTree.fromstring(book.read(f"xl/worksheets/sheet{sheet}.xml"))
        try:
            shared = ElementTree.fromstring(book.read("xl/sharedStrings.xml")).findall(f"{MAIN}si")
            strings = ["".join(each.itertext()) for each in shared]
        except KeyError:
            strings = []
    found = []
    for row in root.iter(f"{MAIN}row"):
        line = []
        for cell in row:
            text = "".join(cell.itertext())
            kind = cell.get("t", "n")
            line.append((kind, strings[int(text)] if kind == "s" else text))
        found.append(line)
    return found


def part(content: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        return book.read(name).decode()


# ── The same rows ────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("collection", COLLECTIONS)
@pytest.mark.parametrize("filtered", [False, True], ids=["all", "some"])
def test_a_file_has_the_rows_of_the_list_in_its_order(client, dataset, collection, filtered):
    asked = SOME[collection] if filtered else {}
    query = "&".join(f"{name}={value}" for name, value in asked.items())
    results, _last = walk(client, f"/api/v1/{collection}/?page_size=200&{query}")

    documents = file_of(client, collection, format="ndjson", **asked).splitlines()
    plain = table(file_of(client, collection, format="csv", **asked))

    assert results
    assert [json.loads(line) for line in documents] == results
    key = next(name for name in ("seq", "slug", "id") if name in results[0])
    heading = "Number" if key == "seq" else "Identifier"
    assert [row[heading] for row in plain] == [str(result[key]) for result in results]


def test_a_line_of_ndjson_is_the_document_as_the_list_has_it_byte_for_byte(client):
    make_rows({"document": '{"slug" : "row-0", "title" : {"fr" : "é \\" \\\\ \\n 😀 {"}}'})
    listed = client.get("/api/v1/initiatives/").content.decode()

    [line] = file_of(client, format="ndjson").decode().splitlines()

    assert f'"results": [{line}]' in listed


@pytest.mark.parametrize("format", FORMATS)
def test_a_file_of_nothing_is_a_file(client, format):
    assert file_of(client, format=format) or format == "ndjson"


# ── CSV, for people ──────────────────────────────────────────────────────────────────────────────


def test_a_csv_is_what_spreadsheets_and_rfc_4180_expect(client, dataset):
    content = file_of(client, format="csv")

    assert content.startswith(b"\xef\xbb\xbf")
    assert content.endswith(b"\r\n")
    assert re.search(rb"[^\r]\n", re.sub(rb'"[^"]*"', b"", content)) is None


@pytest.mark.parametrize(
    ("language", "headings"),
    [
        ("fr", {"Titre": "Le 39BIS", "Genre": "laboratoire", "Genre (code)": "lab"}),
        ("en", {"Title": "The 39BIS", "Kind": "lab", "Kind (code)": "lab"}),
    ],
)
def test_a_csv_speaks_the_language_asked_for(client, dataset, language, headings):
    rows = table(file_of(client, format="csv", lang=language))
    [row] = [each for each in rows if "39bis" in each.values()]

    assert set(headings) <= set(row)
    assert [row[name] for name in list(headings)[1:]] == list(headings.values())[1:]
    assert f"/{language}/initiatives/39bis/" in str(row)


def test_an_entry_is_told_with_its_money_dates_and_partners(client, dataset):
    [row] = [each for each in table(file_of(client, format="csv")) if "39bis" in each.values()]

    assert (row["Amount, from"], row["Currency"], row["Disclosure"]) == (
        "500000.00",
        "EUR",
        "disclosed",
    )
    assert row["First known (EDTF)"]
    assert row["First known (last possible day)"]
    assert row["Lead partners"] in row["All partners, with their roles"]


@pytest.mark.parametrize("first", ["=", "+", "-", "@", "\t", "\r", "＝"])
def test_no_cell_of_a_csv_is_a_formula(client, first):
    entry = make_initiative(title=f"{first}HYPERLINK(1)", summary="Un laboratoire.", language="en")
    make_investment(initiative=entry, amount_min=12)
    publish(entry)

    [row] = table(file_of(client, format="csv"))

    assert row["Title"] == f"'{first}HYPERLINK(1)"
    assert row["Amount, from"] == "12.00"


def test_where_a_passage_stands_is_said_in_the_language_of_the_file(client):
    make_investment(
        initiative=(entry := make_initiative()), citations=[make_citation(locator="paragraph 2")]
    )
    publish(entry)

    rows = table(file_of(client, format="csv", rows="claims", lang="fr"))

    assert "paragraphe 2" in {row["Endroit dans l’article"] for row in rows}


def test_claims_have_a_row_for_each_passage(client):
    entry = make_initiative(citations=[make_citation()], language="en")
    told = make_investment(
        initiative=entry,
        citations=[
            make_citation(locator="paragraph 2", paraphrase_en="Half a million."),
            make_citation(quote="500 000 euros"),
        ],
    )
    publish(entry)

    rows = table(file_of(client, format="csv", rows="claims"))

    money = [row for row in rows if row["Claim (code)"] == "investment"]
    assert {row["Claim (identifier)"] for row in money} == {str(told.pk)}
    assert [row["Passage, number"] for row in money] == ["1", "2"]
    assert money[0]["Paraphrase"] == "Half a million."
    assert money[1]["Quoted words"] == "500 000 euros"
    assert {row["What the passage does"] for row in money} == {"supports"}
    assert all(row["Publisher"] and row["Article"] for row in money)
    assert {row["Figure, from"] for row in money} == {"500000.00"}


def test_every_passage_of_an_entry_is_among_its_claims(client, dataset):
    def ids(node):
        if isinstance(node, list):
            return [each for part in node for each in ids(part)]
        if not isinstance(node, dict):
            return []
        own = [node["locator"] + node["article"]["slug"]] if "stance" in node else []
        return own + [each for part in node.values() for each in ids(part)]

    document = client.get("/api/v1/initiatives/39bis/").json()
    rows = table(file_of(client, format="csv", rows="claims", q="39BIS"))

    told = {row["Where in the article"] + row["Article (identifier)"] for row in rows}
    assert set(ids(document)) <= told


# ── XLSX ─────────────────────────────────────────────────────────────────────────────────────────


def test_a_workbook_has_typed_cells_and_says_what_it_is(client, dataset):
    content = file_of(client, "investments", format="xlsx", lang="en", currency="EUR")

    head, *rows = cells(content)
    headings = [text for _kind, text in head]
    told = {line[0][1]: line[1] for line in cells(content, 2)}
    sheet = part(content, "xl/worksheets/sheet1.xml")
    assert headings[0] == "Identifier"
    assert told["Filter"] == ("inlineStr", "Currency: EUR")
    assert told["Rows"] == ("n", str(len(rows)))
    assert "CC BY" in told["Licence of the data"][1]
    assert any(kind == "n" and float(text) == 500_000 for row in rows for kind, text in row)
    assert "<autoFilter" in sheet
    assert 'state="frozen"' in sheet
    assert "<hyperlink " in sheet
    assert 'name="About this file"' in part(content, "xl/workbook.xml")


def test_a_workbook_is_french_for_french_readers(client, dataset):
    content = file_of(client, format="xlsx", lang="fr")

    assert "Titre" in [text for _kind, text in cells(content)[0]]
    assert 'name="À propos"' in part(content, "xl/workbook.xml")


def test_no_cell_of_a_workbook_is_a_formula(client):
    publish(make_initiative(title="=1+1", language="en"))

    content = file_of(client, format="xlsx")

    assert "<f>" not in part(content, "xl/worksheets/sheet1.xml")
    assert "=1+1" in [text for row in cells(content) for _kind, text in row]


@pytest.mark.parametrize("rows", ["entries", "claims"])
def test_a_workbook_that_would_be_too_long_is_refused(client, monkeypatch, rows):
    monkeypatch.setattr(workbook, "MOST_ROWS", 1)
    for _ in range(2):
        publish(make_initiative())

    response = client.get(f"/api/v1/initiatives/?format=xlsx&rows={rows}")

    assert response.status_code == 400
    assert "format=csv" in response.json()["detail"]


# ── How it is answered ───────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("format", FORMATS)
def test_a_file_has_a_name_that_says_what_it_is(client, format):
    make_rows({"kind": "lab"})
    response = client.get(f"/api/v1/initiatives/?format={format}&kind=lab&q=row")
    response.getvalue()

    name = re.search(r'filename="([^"]+)"', response["Content-Disposition"])[1]
    assert re.fullmatch(
        rf"veille-initiatives-selection-\d{{4}}-\d\d-\d\d-state-\d+\.{format}", name
    )
    assert "filename*=UTF-8''" in response["Content-Disposition"]
    assert 'rel="license"' in response["Link"]
    assert '/initiatives/?kind=lab&q=row>; rel="alternate"' in response["Link"]


def test_each_row_says_which_part_of_the_record_it_is(client):
    publish(make_initiative(kind="lab"))

    told = table(file_of(client, format="csv", kind="lab"))[0]["This file"]

    assert "Kind: lab" in told
    assert "CC BY" in told
    assert "/en/initiatives/?kind=lab" in told


@pytest.mark.parametrize("format", FORMATS)
def test_an_unchanged_file_is_not_sent_again(client, format):
    address = f"/api/v1/initiatives/?format={format}"
    first = client.get(address)
    first.getvalue()

    again = client.get(address, headers={"if-none-match": first["ETag"]})
    publish(make_initiative())
    later = client.get(address, headers={"if-none-match": first["ETag"]})
    later.getvalue()

    assert (again.status_code, later.status_code) == (304, 200)


@pytest.mark.parametrize("format", FORMATS)
def test_a_head_makes_no_file(client, format, monkeypatch):
    monkeypatch.setattr(stream, "documents", None)

    response = client.head(f"/api/v1/initiatives/?format={format}")

    assert response.status_code == 200
    assert response.getvalue() == b""
    assert "Content-Length" not in response


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("format=csv&cursor=x", "cursor"),
        ("format=csv&page_size=5", "page_size"),
        ("format=csv&format=xlsx", "format"),
        ("format=csv&lang=de", "lang"),
        ("format=csv&rows=figures", "rows"),
        ("format=ndjson&rows=claims", "rows"),
        ("format=csv&kind=x", "kind"),
        ("lang=fr", "lang"),
    ],
)
def test_what_a_file_cannot_be_is_said_before_it_begins(client, query, parameter):
    response = client.get(f"/api/v1/initiatives/?{query}")

    assert (response.status_code, response["Content-Type"]) == (400, "application/problem+json")
    assert response.json()["parameter"] == parameter


def test_only_what_has_claims_is_told_by_claim(client):
    assert client.get("/api/v1/themes/?format=csv&rows=claims").status_code == 400


# ── Streaming ────────────────────────────────────────────────────────────────────────────────────


def test_the_first_piece_leaves_before_the_last_row_is_read(client, monkeypatch):
    make_rows(*({"document": f'{{"slug" : "{"x" * 9000}{number}"}}'} for number in range(40)))
    read = []
    documents = stream.documents

    def counting(queryset):
        for line in documents(queryset):
            read.append(line)
            yield line

    monkeypatch.setattr(stream, "documents", counting)
    response = client.get("/api/v1/initiatives/?format=ndjson")

    first = next(iter(response.streaming_content))

    assert first.count(b"\n") == len(read) < 40
    go_away(response)


@pytest.mark.parametrize("format", ["csv", "ndjson"])
def test_a_client_that_goes_away_leaves_nothing_behind(client, dataset, format):
    response = client.get(
        f"/api/v1/initiatives/?format={format}&rows=claims".removesuffix(
            "&rows=claims" if format == "ndjson" else ""
        )
    )
    next(iter(response.streaming_content))

    go_away(response)

    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, current_setting('transaction_read_only')")
        assert cursor.fetchone() == (connection.settings_dict["USER"], "off")
    assert turns._being_made == 0


def test_while_a_file_is_sent_the_request_is_still_the_readers(client, dataset, monkeypatch):
    asked = []

    def asking(queryset):
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_user, current_setting('transaction_read_only')")
            asked.append(cursor.fetchone())
        yield b"{}"

    monkeypatch.setattr(stream, "in_pieces", lambda lines: lines)
    monkeypatch.setattr(stream, "begun", lambda pieces: pieces)
    monkeypatch.setattr(stream, "documents", asking)
    response = client.get("/api/v1/initiatives/?format=ndjson")
    assert asked == []

    response.getvalue()

    assert asked == [("reader", "on")]


def test_no_more_files_are_made_at_once_than_there_may_be(client, settings):
    settings.EXPORTS_AT_ONCE = 0

    response = client.get("/api/v1/initiatives/?format=csv")

    assert (response.status_code, response["Retry-After"]) == (503, "30")
    assert "Try again" in response.json()["detail"]


# ── Nothing leaks ────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("rows", ["entries", "claims"])
def test_no_file_knows_the_desk(client, desk_with_canaries, rows):
    for collection in COLLECTIONS:
        for format in FORMATS:
            asked = {"format": format}
            if rows == "claims":
                if format == "ndjson" or collection not in ("initiatives", "investments"):
                    continue
                asked["rows"] = "claims"
            content = file_of(client, collection, **asked)
            if format == "xlsx":
                with zipfile.ZipFile(io.BytesIO(content)) as book:
                    content = b"".join(book.read(name) for name in book.namelist())
            assert CANARY.encode() not in content
