"""Pictures: an SVG of ours as a PNG, with its text, on a machine without fonts."""

import struct
import zlib

import pytest

from initiatives.pictures import png

DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 40">'
    '<rect width="300" height="40" fill="#fff"/>'
    '<text x="5" y="28" font-size="24" font-family="{family}">{text}</text></svg>'
)


def drawn(text, family="sans-serif"):
    return png(DRAWING.format(text=text, family=family), width=300)


def pixels_of(picture):
    """Width, height, and the rows as they were before they were compressed."""
    width, height = struct.unpack(">II", picture[16:24])
    at, data = 8, b""
    while at < len(picture):
        (length,) = struct.unpack(">I", picture[at : at + 4])
        if picture[at + 4 : at + 8] == b"IDAT":
            data += picture[at + 8 : at + 8 + length]
        at += length + 12
    return width, height, zlib.decompress(data)


def test_a_picture_is_a_png_of_the_width_asked_for():
    picture = png(DRAWING.format(text="", family="serif"), width=600)

    assert picture.startswith(b"\x89PNG\r\n\x1a\n")
    assert pixels_of(picture)[:2] == (600, 80)


@pytest.mark.parametrize("letter", ["A", "é", "œ", "Œ", "€", "ł", "«", "’", "ç", "Ÿ"])
@pytest.mark.parametrize("family", ["sans-serif", "serif"])
def test_each_letter_is_drawn_and_differs_from_one_that_the_fonts_lack(letter, family):
    assert drawn(letter, family) not in (drawn(" ", family), drawn("\u4e2d", family))


@pytest.mark.parametrize("space", ["\xa0", "\u202f"], ids=["no-break", "narrow-no-break"])
def test_a_space_that_does_not_break_leaves_a_gap_and_no_box(space):
    assert drawn(space) == drawn(" ")
    assert drawn(f"1{space}0") != drawn("10")


def test_what_is_no_svg_is_refused():
    with pytest.raises(ValueError, match="unknown token"):
        png("not a drawing", width=10)
