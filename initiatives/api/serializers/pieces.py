"""The small pieces documents are made of, and the passages under facts. A piece that names a
document says of which ``collection``.
"""

from rest_framework.serializers import BooleanField, CharField, DateField, Serializer, UUIDField

from sources import choices as sources

from ... import choices
from .fields import AmountField, CodeField, nullable, text


class BilingualSerializer(Serializer):
    """The same words in both languages; null where they were not translated."""

    fr = text()
    en = text()


class FuzzyDateSerializer(Serializer):
    """A date as precise as its source, in EDTF level 1, with the first and last day it may mean."""

    edtf = CharField(
        help_text="Such as `2017`, `2017-12`, `2017-12-04`, `2017-12~`, `../2016-09-27`."
    )
    earliest = DateField(allow_null=True, help_text="Null where the interval is open.")
    latest = DateField(allow_null=True, help_text="Null where the interval is open.")
    inferred = BooleanField(
        help_text="No source states the date; `basis` says what it follows from."
    )
    basis = BilingualSerializer()


class ArticleNameSerializer(Serializer):
    collection = "sources"

    slug = CharField()
    title = text()
    language = CharField(help_text="Of the title: a code of ISO 639-1.")


class PublisherNameSerializer(Serializer):
    collection = "publishers"

    slug = CharField()
    name = CharField()


class InitiativeNameSerializer(Serializer):
    collection = "initiatives"

    slug = CharField()
    title = BilingualSerializer()


class PartnerNameSerializer(Serializer):
    collection = "partners"

    slug = CharField()
    name = CharField(help_text="As the record files it.")
    names = BilingualSerializer(help_text="As each language says it, where it differs.")


class PartnerOrPersonSerializer(Serializer):
    """An organisation by its slug; a person, or an organisation without a page, by name alone."""

    collection = "partners"

    slug = text()
    name = CharField()


class ThemeNameSerializer(Serializer):
    collection = "themes"

    slug = CharField()
    name = BilingualSerializer()


class CitationSerializer(Serializer):
    """A passage of a source under a fact."""

    id = UUIDField(help_text="Of the passage.")
    article = ArticleNameSerializer()
    publisher = PublisherNameSerializer()
    published = nullable(FuzzyDateSerializer)
    source_url = text()
    locator = CharField(help_text="Where in the article, such as “paragraph 6”.")
    quote = text(help_text="The exact words, where they may be quoted.")
    paraphrase = BilingualSerializer(help_text="What the passage states, in our words.")
    stance = CodeField("Stance", sources.STANCES)
    field = text(help_text="What of the fact the passage is about; null: all of it.")
    note = BilingualSerializer()
    stated_value = text(help_text="What the passage says, where it is not what the record says.")


class PassageSerializer(Serializer):
    """Where a name is printed."""

    article = ArticleNameSerializer()
    locator = CharField()


class EurosSerializer(Serializer):
    """At the European Central Bank's reference rate of `rate_date`; in euros already: null."""

    min = AmountField()
    max = AmountField()
    rate_date = DateField(allow_null=True)


class MoneySerializer(Serializer):
    """An amount in major units. What is not disclosed is null, never zero."""

    min = AmountField(allow_null=True)
    max = AmountField(allow_null=True)
    currency = text(help_text="ISO 4217.")
    qualifier = CodeField("MoneyQualifier", choices.MONEY_QUALIFIERS, allow_null=True)
    disclosure = CodeField("Disclosure", choices.DISCLOSURES)
    eur = nullable(EurosSerializer)
