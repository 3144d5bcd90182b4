"""Everything the project says is said in French too, and what is compiled is what is translated."""

import gettext
import re

import pytest
from django.utils.translation import gettext as translated
from django.utils.translation import override

from tracker import catalogues


@pytest.fixture(scope="module")
def stored():
    return catalogues.stored()


def test_every_message_of_the_project_is_in_the_catalogue_and_no_other(stored):
    def keys(catalogue):
        return {(message.context, str(message.id)) for message in catalogue if message.id}

    assert keys(catalogues.needed()) == keys(stored)


def test_every_message_is_translated_and_none_is_a_guess(stored):
    assert catalogues.untranslated(stored) == []


def test_a_translation_keeps_what_is_filled_in(stored):
    for message in stored:
        if message.id:
            wanted = _holes(message.id)
            assert all(_holes(each) <= wanted for each in _each(message.string)), message.id


def _each(text):
    return text if isinstance(text, (list, tuple)) else [text]


def _holes(text):
    return {hole for each in _each(text) for hole in re.findall(r"%\(\w+\)[sd]|%[sd]", each)}


def test_french_follows_french_typography(stored):
    wrong = re.compile(r"\w [:;?!»]|« |[^\w]'|\w'\w")
    for message in stored:
        if message.id:
            for each in _each(message.string):
                assert not wrong.search(re.sub(r"<[^>]+>", "", each)), each


def test_the_compiled_catalogue_is_that_of_the_translations(stored):
    assert catalogues.MO_FILE.read_bytes() == catalogues.mo_bytes(stored)


def test_the_catalogue_is_written_as_the_command_writes_it(stored):
    assert catalogues.PO_FILE.read_bytes() == catalogues.po_text(stored)


def test_the_compiled_catalogue_is_one_that_gettext_reads():
    with catalogues.MO_FILE.open("rb") as file:
        messages = gettext.GNUTranslations(file)

    assert messages.gettext("Initiatives") == "Initiatives"
    assert messages.pgettext("colon", ": ") == "\xa0: "


def test_the_catalogue_names_no_day_and_no_machine():
    text = catalogues.PO_FILE.read_text(encoding="utf-8")

    assert "Date" not in text.split("\n\n")[0]
    assert not re.search(r"^#:", text, re.MULTILINE)


def test_french_is_what_a_french_reader_gets():
    with override("fr"):
        assert translated("There is nothing here") == "Il n’y a rien ici"
