"""What is sent compressed, over real HTTP, and how much a page weighs."""

import gzip
import http.client
import re
from urllib.parse import urlsplit

import brotli
import pytest
from django.contrib.staticfiles import finders

from initiatives.revisions import workflow
from tests.factories import make_initiative, make_published_initiative
from tracker.compression import compressed_stream, preferred

PAGE, LIST = "/en/initiatives/lab/", "/api/v1/initiatives/"
HEAVIEST = 40_000  # bytes: a page with its style sheets and pictures, without its fonts
MOST_SCRIPT = 25_000


@pytest.fixture
def ask(live_server):
    """``ask(path, **headers)``: the answer of a real server, its body as it was sent."""
    entry = make_published_initiative(slug="lab")
    gone = make_published_initiative(slug="gone")
    workflow.withdraw(gone, by=None, reason="Published by mistake.")
    address = urlsplit(live_server.url)

    def answer(path, method="GET", **headers):
        connection = http.client.HTTPConnection(address.hostname, address.port, timeout=20)
        headers = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, headers=headers)
        response = connection.getresponse()
        response.body = response.read()
        connection.close()
        return response

    answer.entry = entry
    return answer


@pytest.mark.parametrize(
    "path", [PAGE, LIST, "/en/", "/en/nothing/", "/en/initiatives/gone/", "/api/v1/schema/"]
)
def test_what_the_public_reads_is_compressed_for_who_can_read_it_so(ask, path):
    plain, packed = ask(path), ask(path, Accept_Encoding="gzip, deflate, br")
    zipped = ask(path, Accept_Encoding="gzip")

    encodings = [each.getheader("Content-Encoding") for each in (plain, packed, zipped)]
    assert encodings == [None, "br", "gzip"]
    assert brotli.decompress(packed.body) == gzip.decompress(zipped.body) == plain.body
    assert int(packed.getheader("Content-Length")) == len(packed.body) < len(plain.body)
    assert "Accept-Encoding" in plain.getheader("Vary")
    assert plain.getheader("Vary") == packed.getheader("Vary")


@pytest.mark.parametrize("path", [PAGE, LIST])
@pytest.mark.parametrize("encoding", ["br", "gzip", "identity"])
def test_the_tag_of_either_body_gets_a_304_with_that_tag(ask, path, encoding):
    first = ask(path, Accept_Encoding=encoding)
    tag = first.getheader("ETag")

    again = ask(path, Accept_Encoding=encoding, If_None_Match=tag)

    assert (again.status, again.body) == (304, b"")
    assert again.getheader("ETag") == tag
    assert tag.startswith("W/") == (encoding != "identity")
    assert again.getheader("Vary") == first.getheader("Vary")


@pytest.mark.parametrize("path", [PAGE, LIST])
def test_a_publication_ends_the_tag_of_the_compressed_body(ask, path):
    tag = ask(path, Accept_Encoding="gzip").getheader("ETag")

    workflow.publish(ask.entry, by=None)

    assert ask(path, Accept_Encoding="gzip", If_None_Match=tag).status == 200


@pytest.mark.parametrize("path", [PAGE, LIST])
def test_head_tells_the_headers_of_the_compressed_body(ask, path):
    whole = ask(path, Accept_Encoding="gzip")
    head = ask(path, method="HEAD", Accept_Encoding="gzip")

    assert head.body == b""
    for name in ("Content-Encoding", "Content-Length", "ETag", "Vary"):
        assert head.getheader(name) == whole.getheader(name)


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("", None),
        ("br", "br"),
        ("gzip, br", "br"),
        ("gzip;q=1.0, br;q=0.5", "gzip"),
        ("gzip;q=0", None),
        ("br;q=0, gzip", "gzip"),
        ("*", "br"),
        ("*;q=0", None),
        ("br;q=0.5, identity", None),
        ("zstd, deflate", None),
        ("gzip;q=x, ;;, =", None),
    ],
)
def test_the_encoding_is_the_one_the_client_likes_best(accepted, encoding):
    assert preferred(accepted) == encoding


@pytest.mark.parametrize(
    ("encoding", "unpack"), [("br", brotli.decompress), ("gzip", gzip.decompress)]
)
def test_a_stream_is_compressed_piece_by_piece(encoding, unpack):
    asked = []

    def lines():
        for number in range(3):
            asked.append(number)
            yield f"line {number}\n".encode()

    packed = compressed_stream(lines(), encoding)
    first = next(packed)

    assert (first != b"", asked) == (True, [0])
    assert unpack(first + b"".join(packed)) == b"line 0\nline 1\nline 2\n"


@pytest.mark.parametrize("path", ["/admin/login/", "/healthz"])
def test_the_desk_and_the_health_check_are_sent_as_they_are(ask, path):
    assert ask(path, Accept_Encoding="gzip").getheader("Content-Encoding") is None


def test_the_form_of_an_entry_is_never_compressed(client, analyst):
    address = f"/admin/initiatives/initiative/{make_initiative().pk}/change/"
    client.force_login(analyst)

    response = client.get(address, headers={"accept-encoding": "gzip"})

    assert response.status_code == 200
    assert "Content-Encoding" not in response


@pytest.mark.parametrize(
    "path",
    [
        "/en/",
        "/fr/initiatives/",
        "/en/initiatives/39bis/",
        "/fr/partners/sanofi/",
        "/en/investments/",
        "/fr/timeline/",
        "/fr/network/",
        "/en/search/?q=sanofi",
    ],
)
def test_a_page_weighs_little_with_all_it_needs_but_the_fonts(client, dataset, path):
    page = client.get(path, headers={"accept-encoding": "gzip"}).content

    needed = set(re.findall(r'(?:href|src)="/static/([^"]+\.(?:css|js|svg))"', unpacked(page)))
    weights = {name: len(gzip.compress(static_file(name))) for name in needed}
    scripts = sum(weight for name, weight in weights.items() if name.endswith(".js"))

    assert len(weights) > 5
    assert len(page) + sum(weights.values()) - scripts <= HEAVIEST, (len(page), weights)
    assert scripts <= MOST_SCRIPT, weights


def unpacked(page: bytes) -> str:
    return gzip.decompress(page).decode()


def static_file(name: str) -> bytes:
    with open(finders.find(name), "rb") as file:
        return file.read()
