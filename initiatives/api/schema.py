"""The OpenAPI description: made of the filter sets (parameters) and the serializers (documents)."""

import json
from functools import cache

from django.conf import settings
from drf_spectacular.extensions import OpenApiSerializerFieldExtension
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, inline_serializer
from rest_framework.serializers import BooleanField, IntegerField, URLField

from ..exports.claims import ROWS_OF
from ..filters import PAGING
from ..filters.parameters import Codes, Parameter
from . import serializers
from .problems import MEDIA_TYPE

FORMAT = OpenApiParameter(
    "format", str, description="Of the answer.", enum=["json"], default="json"
)
# Of lists. A file has no pages: with one, `page_size` and `cursor` are refused.
FILES = [
    OpenApiParameter(
        "format",
        str,
        description="`json`: a page. Any other: all that the filters choose, as one file.",
        enum=["json", "ndjson", "csv", "xlsx"],
        default="json",
    ),
    OpenApiParameter(
        "lang", str, description="The language of a `csv` or `xlsx`.", enum=["fr", "en"]
    ),
]
ROWS = OpenApiParameter(
    "rows",
    str,
    description=(
        "Of a `csv` or `xlsx`. `claims`: one for each claim and each passage under it, not one for "
        "each result."
    ),
    enum=["entries", "claims"],
)
_PROBLEMS = {
    304: "You have this already: its entity tag is the one in `If-None-Match`.",
    308: "It has another address now: see `Location`.",
    400: "A parameter is wrong; each fault is named, with the values that are right.",
    404: "There is nothing public at this address.",
    410: "It was withdrawn.",
    429: "Too many requests: wait as long as `Retry-After` says.",
    503: "The record cannot be read right now: wait as long as `Retry-After` says.",
}
_BODIES = {
    308: serializers.MovedSerializer,
    400: serializers.BadParameterSerializer,
    410: serializers.WithdrawnSerializer,
}


class CodeExtension(OpenApiSerializerFieldExtension):
    """A closed list is one named enumeration, each value explained in both languages."""

    target_class = "initiatives.api.serializers.CodeField"

    def get_name(self):
        return self.target.name

    def map_serializer_field(self, auto_schema, direction):
        return {
            "type": "string",
            "enum": self.target.vocabulary.codes,
            "description": _explained(self.target.vocabulary, with_definitions=True),
        }


class AmountExtension(OpenApiSerializerFieldExtension):
    target_class = "initiatives.api.serializers.AmountField"

    def map_serializer_field(self, auto_schema, direction):
        return {"type": "string", "format": "decimal", "pattern": r"^-?\d+(\.\d+)?$"}


def _explained(vocabulary, *, with_definitions=False) -> str:
    """The values of a closed list as a Markdown list."""
    return "\n".join(
        f"* `{term.code}`: {term.label_en} / {term.label_fr}"
        + (f". {term.definition_en}" if with_definitions and term.definition_en else "")
        for term in vocabulary
    )


def query_parameter(name: str, parameter: Parameter) -> OpenApiParameter:
    description = parameter.description
    if isinstance(parameter, Codes):
        description += f"\n\n{_explained(parameter.vocabulary)}"
    elif isinstance(parameter.allowed, str):
        description += f" Value: {parameter.allowed}."
    if parameter.repeatable:
        description += "\n\nMay be repeated: any of the values."
    return OpenApiParameter(name, parameter.schema, description=description, explode=True)


class PublicSchema(AutoSchema):
    """What all operations share. ``problems`` are the answers, beside 200, that one may get."""

    problems: tuple[int, ...] = (304, 400, 429, 503)

    def get_tags(self):
        return [self.path.split("/")[3] or "index"]

    def get_summary(self):
        return self.get_description().split("\n")[0].split(". ")[0].split(":")[0]

    def get_override_parameters(self):
        return [FORMAT]

    def get_response_serializers(self):
        answers = {200: self.get_answer()}
        for status in self.problems:
            body = _BODIES.get(status, serializers.ProblemSerializer)
            key = status if status == 304 else (status, MEDIA_TYPE)
            answers[key] = OpenApiResponse(None if status == 304 else body, _PROBLEMS[status])
        return answers

    def get_answer(self):
        raise NotImplementedError


class CollectionSchema(PublicSchema):
    @property
    def is_list(self) -> bool:
        return self.view.action == "list"

    @property
    def problems(self):
        if self.is_list:
            return PublicSchema.problems
        gone = (410,) if self.view.noun == "initiative" else ()
        moved = (308,) if self.view.lookup_field == "slug" else ()
        return (304, *moved, 400, 404, *gone, 429, 503)

    def get_operation_id(self):
        return f"{self.view.basename}_{'list' if self.is_list else 'detail'}"

    def get_description(self):
        return self.view.__doc__.strip() if self.is_list else f"One {self.view.noun}."

    def get_override_parameters(self):
        if self.is_list:
            parameters = self.view.filterset_class.base_filters.items()
            files = [*FILES, ROWS] if self.view.basename in ROWS_OF else FILES
            return [*(query_parameter(*each) for each in parameters), *files]
        if self.view.lookup_field == "id":
            return [OpenApiParameter("id", {"type": "string", "format": "uuid"}, "path"), FORMAT]
        return [OpenApiParameter("slug", str, "path"), FORMAT]

    def get_answer(self):
        if not self.is_list:
            return self.view.document
        name = self.view.document.__name__.removesuffix("Serializer")
        return inline_serializer(
            f"{name}List",
            {
                "next": URLField(allow_null=True),
                "previous": URLField(allow_null=True),
                "count": IntegerField(help_text="Of all pages together; counting stops at 10,001."),
                "count_is_exact": BooleanField(),
                "results": self.view.document(many=True),
            },
        )


class FacetsSchema(PublicSchema):
    def get_operation_id(self):
        return "facets"

    def get_override_parameters(self):
        parameters = self.view.filterset_class.base_filters.items()
        return [*(query_parameter(*each) for each in parameters if each[0] not in PAGING), FORMAT]

    def get_answer(self):
        return serializers.FacetsSerializer


class IndexSchema(PublicSchema):
    problems = (400, 429, 503)

    def get_operation_id(self):
        return "index"

    def get_answer(self):
        return serializers.IndexSerializer


@cache
def description() -> bytes:
    """The OpenAPI document, as JSON. Made once in a process: nothing in it can change."""
    document = SchemaGenerator().get_schema(request=None, public=True)
    document["info"]["license"] = {"name": settings.DATA_LICENCE, "url": settings.DATA_LICENCE_URL}
    return json.dumps(document, ensure_ascii=False).encode()
