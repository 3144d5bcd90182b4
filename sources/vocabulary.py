"""Closed lists: the codes a column may hold, each with a label and a definition in two languages.

An app keeps its lists in ``vocabularies.json`` beside its code: adding a value is a reviewed change
(and a migration of the check constraint), never a row somebody typed. ``VocabularyTerm`` mirrors
them into the database for the desk.
"""

import json
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from django.db import models
from django.utils.functional import lazystr
from django.utils.translation import get_language


class Term(NamedTuple):
    """One value of a closed list. ``value`` is how a source file spells ``code``."""

    code: str
    value: str
    label_fr: str
    label_en: str
    definition_fr: str
    definition_en: str

    def label(self, language: str | None = None) -> str:
        """The label in ``language``, by default the active one; English where it is not French."""
        return (
            self.label_fr
            if (language or get_language() or "en").startswith("fr")
            else self.label_en
        )

    @property
    def labels(self) -> dict[str, str]:
        return {"fr": self.label_fr, "en": self.label_en}


class Vocabulary:
    """One closed list, in its editorial order."""

    def __init__(self, name: str, terms: list[Term]):
        self.name = name
        self.terms = terms
        self._by_code = {term.code: term for term in terms}
        self._by_value = {term.value: term for term in terms}

    def __iter__(self) -> Iterator[Term]:
        return iter(self.terms)

    def __getitem__(self, code: str) -> Term:
        return self._by_code[code]

    def __contains__(self, code: str) -> bool:
        return code in self._by_code

    @property
    def codes(self) -> list[str]:
        return [term.code for term in self.terms]

    @property
    def choices(self) -> list[tuple[str, str]]:
        """For form and model fields; each label follows the active language when it is shown."""
        return [(term.code, lazystr(_LazyLabel(term))) for term in self.terms]

    def code_of(self, value: str) -> str:
        """The code of a source file's ``value``. Raises ``KeyError`` when it is not in the list."""
        return self._by_value[value].code


class _LazyLabel:
    def __init__(self, term: Term):
        self.term = term

    def __str__(self) -> str:
        return self.term.label()


@lru_cache
def load_vocabularies(path: Path) -> dict[str, Vocabulary]:
    """Every closed list of one ``vocabularies.json``, by name."""
    lists = json.loads(path.read_text(encoding="utf-8"))
    return {
        name: Vocabulary(name, [Term(**term) for term in terms]) for name, terms in lists.items()
    }


class CodeField(models.CharField):
    """A code of one closed list.

    Migrations see a plain ``CharField``: labels may be reworded without one. Goes with
    ``known_code``.
    """

    def __init__(self, *args, vocabulary: Vocabulary | None = None, **kwargs):
        self.vocabulary = vocabulary
        kwargs.setdefault("max_length", 40)
        if vocabulary is not None:
            kwargs["choices"] = vocabulary.choices
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        name, _path, args, kwargs = super().deconstruct()
        kwargs.pop("choices", None)
        return name, "django.db.models.CharField", args, kwargs


def known_code(model: str, field: str, vocabulary: Vocabulary, message, *, blank: bool = False):
    """The check constraint that keeps ``field`` in ``vocabulary`` (or empty, where ``blank``)."""
    allowed = [*vocabulary.codes, ""] if blank else vocabulary.codes
    return models.CheckConstraint(
        condition=models.Q(**{f"{field}__in": allowed}),
        name=f"{model}_{field}_known",
        violation_error_message=message,
    )
