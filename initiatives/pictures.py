"""Pictures for where an SVG cannot go: the same drawing as a PNG.

Drawn with the fonts beside this file and no others, so that it looks the same on a machine that has
none. Their families are ``SANS`` (400 and 650) and ``SERIF`` (600); a letter that they lack (they
have Latin ones) is not drawn. Nothing is fetched: a drawing holds all it shows.
"""

from pathlib import Path

import resvg_py

SANS, SERIF = "Veille Sans", "Veille Serif"
FONTS = [str(path) for path in sorted(Path(__file__).with_name("fonts").glob("*.ttf"))]


def png(svg: str, *, width: int) -> bytes:
    """``svg`` (a whole document of our own making) as a PNG, ``width`` pixels wide.

    Raises ``ValueError`` for what is not an SVG. Measured with 80 labels: 75 ms and 10 MB at 1200
    pixels, 215 ms and 28 MB at 2400; no more than four bytes for each pixel are held, twice.
    """
    return resvg_py.svg_to_bytes(
        svg_string=svg,
        width=width,
        skip_system_fonts=True,
        font_files=FONTS,
        font_family=SANS,
        sans_serif_family=SANS,
        serif_family=SERIF,
    )
