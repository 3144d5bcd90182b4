"""The French catalogue: which messages the project has, their translations, the compiled file.

English is the language of the source, so it needs no catalogue. Babel does the work: nobody needs
GNU gettext. What is written depends on the messages alone, not on day, machine or line numbers.
"""

import io
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

LANGUAGE = "fr"
PO_FILE = settings.LOCALE_PATHS[0] / LANGUAGE / "LC_MESSAGES" / "django.po"
MO_FILE = PO_FILE.with_suffix(".mo")

_KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}


class Catalogue(Catalog):
    """A catalogue whose header says nothing of the day or the tool it was written with."""

    @property
    def mime_headers(self):
        return [
            ("Project-Id-Version", "Veille"),
            ("Language", str(self.locale)),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit"),
            ("Plural-Forms", self.plural_forms),
        ]

    @mime_headers.setter
    def mime_headers(self, headers):
        """A file's own header is dropped when it is read."""


def needed() -> Catalogue:
    """Every message of the code and the templates, untranslated."""
    catalogue = _empty()
    for path in _files():
        for _line, message, comments, context in _messages(path):
            catalogue.add(message, auto_comments=comments, context=context)
    return catalogue


def stored() -> Catalogue:
    """The catalogue as it was translated; empty where there is none yet."""
    catalogue = _empty()
    if PO_FILE.exists():
        with PO_FILE.open("rb") as file:
            for message in read_po(file, locale=LANGUAGE):
                if message.id:
                    catalogue[message.id] = message
    return catalogue


def brought_up_to_date() -> Catalogue:
    """The stored translations of the messages needed now; new messages have none, old ones go."""
    catalogue = stored()
    catalogue.update(needed(), no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    return catalogue


def untranslated(catalogue: Catalogue) -> list[str]:
    """The messages without a translation, or with one that is only a guess."""
    return [_first(message.id) for message in catalogue if message.id and _is_lacking(message)]


def po_text(catalogue: Catalogue) -> bytes:
    file = io.BytesIO()
    write_po(file, catalogue, no_location=True, sort_output=True, width=100)
    return file.getvalue()


def mo_bytes(catalogue: Catalogue) -> bytes:
    file = io.BytesIO()
    write_mo(file, catalogue)
    return file.getvalue()


def _empty() -> Catalogue:
    return Catalogue(
        locale=LANGUAGE,
        charset="utf-8",
        fuzzy=False,
        header_comment="# French words of Veille, brought up to date by `manage.py messages`.",
    )


def _files() -> Iterator[Path]:
    for pattern in ("initiatives/**/*.py", "sources/**/*.py", "tracker/**/*.py"):
        yield from sorted(settings.BASE_DIR.glob(pattern))
    yield from sorted(path for path in settings.BASE_DIR.glob("templates/**/*") if path.is_file())


def _messages(path: Path):
    """``(line, message, comments, context)`` of each call of gettext in a file."""
    source = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        # Indented markup is not indented Python: the lines are read flush left.
        source = "\n".join(line.strip() for line in templatize(source).splitlines())
    return extract(
        "python", io.BytesIO(source.encode()), keywords=_KEYWORDS, comment_tags=["Translators:"]
    )


def _first(message_id) -> str:
    return message_id[0] if isinstance(message_id, (list, tuple)) else message_id


def _is_lacking(message) -> bool:
    strings = message.string if isinstance(message.string, (list, tuple)) else [message.string]
    return message.fuzzy or not all(strings)
