"""Cards: everything stays on them, nothing is told half."""

import json
import re
import struct
import zlib

import pytest
from django.utils.translation import override

from initiatives.cards import WIDTH, drawing, letters
from initiatives.pictures import png
from initiatives.publication.models import PublishedInitiative
from tests.factories import make_published_initiative

LONG = (
    "Programme national d’accompagnement des établissements de santé et des start-up vers "
    "l’intelligence artificielle responsable, de la recherche jusqu’au patient"
)
TEXTS = [
    "Œuvre « évaluée » à 2\u202f200\u202f000\xa0€",
    "WWWWWWWWWW MMMMMMMMMM",
    "AVATAR Tolérance fjord",
    "Laboratoire d’e-santé de Gentilly",
    "iiiiillllljjjjj",
]


def entry_with(**changes) -> dict:
    entry = make_published_initiative()
    document = json.loads(PublishedInitiative.objects.get(pk=entry.pk).document)
    return {**document, **changes}


def inked(picture: bytes) -> int:
    """The column of the last pixel that is not white."""
    width, height = struct.unpack(">II", picture[16:24])
    at, data = 8, b""
    while at < len(picture):
        (length,) = struct.unpack(">I", picture[at : at + 4])
        if picture[at + 4 : at + 8] == b"IDAT":
            data += picture[at + 8 : at + 8 + length]
        at += length + 12
    rows, depth = zlib.decompress(data), 4
    line, last, before = width * depth + 1, 0, bytes(width * depth)
    for number in range(height):
        row = _unfiltered(rows[number * line : (number + 1) * line], before, depth)
        for column in range(width - 1, last, -1):
            if row[column * depth : column * depth + 3] != b"\xff\xff\xff":
                last = column
                break
        before = row
    return last


def _unfiltered(line: bytes, above: bytes, depth: int) -> bytes:
    kind, row = line[0], bytearray(line[1:])
    for at, value in enumerate(row):
        left = row[at - depth] if at >= depth else 0
        corner = above[at - depth] if at >= depth else 0
        up = above[at]
        if kind == 4:
            guess = left + up - corner
            nearest = min((abs(guess - left), 0, left), (abs(guess - up), 1, up))
            row[at] = (value + min(nearest, (abs(guess - corner), 2, corner))[2]) % 256
        else:
            row[at] = (value + (0, left, up, (left + up) // 2)[kind]) % 256
    return bytes(row)


@pytest.mark.parametrize("font", ["sans-400", "sans-650", "serif-600"])
@pytest.mark.parametrize("text", TEXTS)
def test_text_is_never_wider_than_it_is_measured(text, font):
    family = "Veille Serif" if font.startswith("serif") else "Veille Sans"
    weight = int(font[-3:]) // 100 * 100
    picture = png(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 900 50">'
        '<rect width="900" height="50" fill="#fff"/>'
        f'<text y="36" font-size="30" font-family="{family}" font-weight="{weight}">{text}</text>'
        "</svg>",
        width=900,
    )

    measured = letters.width_of(text, font, 30)
    assert measured * 0.9 < inked(picture) <= measured + 1


def test_lines_hold_what_fits_and_the_last_says_that_there_is_more():
    found, is_whole = letters.lines(LONG, "serif-600", 52, 900, most=2)

    assert not is_whole
    assert len(found) == 2
    assert found[1].endswith("…")
    assert all(letters.width_of(line, "serif-600", 52) <= 900 for line in found)


def test_a_word_wider_than_a_line_is_broken():
    found, is_whole = letters.lines("a" * 100, "sans-400", 40, 300, most=20)

    assert is_whole
    assert "".join(found) == "a" * 100


def test_a_letter_no_font_has_is_left_out():
    assert letters.drawable("Lab\x0b 中文 Éa", "serif-600") == "Lab Éa"


@pytest.mark.parametrize("language", ["fr", "en"])
def test_nothing_runs_off_the_card_however_much_there_is_to_say(db, language):
    entry = entry_with(title={"fr": LONG, "en": LONG.upper()})
    entry["participations"][0]["partner"]["names"] = {"fr": LONG, "en": LONG}
    money = entry["investments"][0]["money"]
    money.update(min="2200000000000.55", max="3000000000000.55", currency="USD")

    with override(language):
        card = drawing.of_entry(entry)

    assert len(card.texts) > 6
    assert all(text.x + text.width <= WIDTH - drawing.EDGE + 0.5 for text in card.texts)


def test_an_amount_is_never_cut(db):
    entry = entry_with()
    money = entry["investments"][0]["money"]
    money.update(min="2200000000.00", max="3000000000.00")

    with override("fr"):
        card = drawing.of_entry(entry)

    said = " ".join(text.words for text in card.texts)
    assert "2\u202f200\u202f000\u202f000\xa0€ à 3\u202f000\u202f000\u202f000\xa0€" in said


def test_a_card_of_an_entry_of_which_little_is_known_says_no_more(db):
    entry = entry_with(kind=None, lifecycle=None, participations=[], investments=[], evidence=None)

    with override("fr"):
        card = drawing.of_entry(entry)

    assert "État inconnu" in [text.words for text in card.texts]
    assert "€" not in card.svg


def test_the_words_of_an_entry_cannot_become_drawing(db):
    card = drawing.of_entry(entry_with(title={"fr": "<image href='x'/> & co", "en": None}))

    assert "<image" not in card.svg
    assert re.search("&lt;image", card.svg)
