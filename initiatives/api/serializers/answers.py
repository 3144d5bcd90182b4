"""What is answered beside documents: facets, the index, problems."""

from rest_framework.serializers import (
    CharField,
    DictField,
    IntegerField,
    JSONField,
    Serializer,
    URLField,
)

from ...facets import FACETS
from .fields import text


class FacetLabelSerializer(Serializer):
    fr = CharField()
    en = CharField()


class FacetValueSerializer(Serializer):
    value = CharField()
    label = FacetLabelSerializer()
    count = IntegerField(help_text="What choosing this value alone would list.")


class FacetsSerializer(Serializer):
    """The values of each filter that was asked for, most frequent first."""

    def get_fields(self):
        return {facet: FacetValueSerializer(many=True, required=False) for facet in FACETS}


class LicenceSerializer(Serializer):
    name = CharField()
    url = URLField()


class IndexSerializer(Serializer):
    """Where to go from here."""

    name = CharField()
    licence = LicenceSerializer(help_text="Of the data.")
    collections = DictField(child=URLField())
    facets = URLField()
    changes = URLField()
    exports = URLField(help_text="Dated files of everything.")
    schema = URLField()
    docs = URLField()


class FaultSerializer(Serializer):
    parameter = CharField()
    detail = CharField()
    allowed = JSONField(help_text="The values that are right, or what they look like.")


class ProblemSerializer(Serializer):
    """RFC 9457."""

    type = CharField()
    title = CharField()
    status = IntegerField()
    detail = CharField(help_text="A sentence.")


class BadParameterSerializer(ProblemSerializer):
    parameter = CharField(help_text="The first bad one.")
    allowed = JSONField(help_text="The values that are right, or what they look like.")
    errors = FaultSerializer(many=True)


class WithdrawnSerializer(ProblemSerializer):
    reason = text(help_text="Why the entry was withdrawn, in public words.")


class MovedSerializer(ProblemSerializer):
    location = URLField()
