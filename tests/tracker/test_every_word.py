"""Nothing a reader sees is written past the catalogue, in templates or in scripts, and nothing is
formatted past Babel.
"""

import re

import pytest
from django.conf import settings
from django.template.base import Lexer, TokenType

TEMPLATES = sorted(settings.BASE_DIR.glob("templates/**/*.html"))
SCRIPTS = sorted(settings.BASE_DIR.glob("tracker/static/tracker/js/*.js"))
# The API speaks English; its page says so to French readers as well.
BILINGUAL = {"api/docs.html"}
OF_THE_DESK = ("admin/", "registration/")  # where Django's own formats are used
NAMES = {
    "API",
    "XLSX",
    "CSV",
    "NDJSON",
    "Atom",
    "iCalendar",
    "BibTeX",
    "CSL",
    "JSON",
    "SVG",
    "PNG",
    "LEI",
    "SIREN",
    "Wikidata",
    "README",
    "SHA",
}
_ATTRIBUTES = re.compile(r' (?:alt|title|placeholder|aria-label)="([^"]*)"')
_CODE = re.compile(
    r"<code\b.*?</code>|<kbd\b.*?</kbd>|<(?:style|script)\b.*?</(?:style|script)>"
    r"|\b\w+\.(?:json|csv)\b|\bSHA256SUMS\b",  # names of files
    re.S,
)


def name_of(path) -> str:
    return path.relative_to(settings.BASE_DIR / "templates").as_posix()


UNSAID = {"data", "bodyclass", "page_type"}  # blocks that hold an address, a class, a code


def own(source: str):
    """The tokens of a template that stand for themselves: not translated, not a comment."""
    until = None
    for token in Lexer(source).tokenize():
        word, *rest = token.split_contents() if token.token_type == TokenType.BLOCK else [""]
        if until is None and (
            word in ("blocktranslate", "comment") or (word == "block" and rest[0] in UNSAID)
        ):
            until = f"end{word}"
        elif word == until:
            until = None
        elif until is None:
            yield token


def own_text(source: str) -> str:
    return "".join(
        token.contents if token.token_type == TokenType.TEXT else "\0" for token in own(source)
    )


def own_variables(source: str) -> list[str]:
    return [token.contents for token in own(source) if token.token_type == TokenType.VAR]


def words_in(markup: str) -> set[str]:
    """Words between the tags, and in the attributes that are read out."""
    markup = _CODE.sub(" ", markup)
    read_out = " ".join(_ATTRIBUTES.findall(markup))
    between = re.sub(r"<!?[^>]*>|&\w+;", " ", markup)
    return set(re.findall(r"[^\W\d_]{3,}", f"{between} {read_out}")) - NAMES


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_no_template_says_a_word_that_is_not_translated(path):
    words = words_in(own_text(path.read_text(encoding="utf-8")))

    assert name_of(path) in BILINGUAL or words == set()


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_page_in_both_languages_marks_each(client, db, language):
    page = client.get("/api/docs/").content.decode()

    assert re.search(rf'<p lang="{language}">[^<]*JavaScript', page)


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_a_script_says_what_the_page_gave_it(path):
    code = re.sub(r"//.*|/\*.*?\*/", "", path.read_text(encoding="utf-8"))

    assert re.findall(r"""["'`][A-Z][a-zé]+ [^"'`]*["'`]""", code) == []


@pytest.mark.parametrize(
    "path", [path for path in TEMPLATES if not name_of(path).startswith(OF_THE_DESK)], ids=name_of
)
def test_a_public_page_formats_dates_and_numbers_by_babel(path):
    source = path.read_text(encoding="utf-8")

    formats = set(re.findall(r'\|date:"([^"]*)"', source)) - {"Y-m-d"}  # for programs
    assert formats == set()
    assert not re.search(r"\|(?:floatformat|pluralize|intcomma|timesince|naturaltime)", source)
    bare = re.compile(r"[\w.]*(?:count|total|\|length)")
    assert [each for each in own_variables(source) if bare.fullmatch(each)] == []
