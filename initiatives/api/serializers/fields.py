"""The sorts of value that the framework does not know, and short ways to declare them."""

from rest_framework.serializers import CharField, Field, Serializer

from sources import choices as sources
from sources.vocabulary import Vocabulary


class CodeField(Field):
    """A code of a closed list. Each list is one named enumeration of the schema."""

    def __init__(self, name: str, vocabulary: Vocabulary, **kwargs):
        super().__init__(**kwargs)
        self.name = name
        self.vocabulary = vocabulary


class AmountField(Field):
    """A decimal as text."""


def nullable(serializer: type[Serializer], **kwargs) -> Serializer:
    return serializer(allow_null=True, **kwargs)


def text(**kwargs) -> CharField:
    """A text that may be unknown."""
    return CharField(allow_null=True, **kwargs)


def basis(**kwargs) -> CodeField:
    return CodeField("Basis", sources.BASES, allow_null=True, **kwargs)
