"""The OpenAPI description: made of the filter sets (parameters) and the serializers (documents)."""

import json
from functools import cache

from django.conf import settings
from drf_spectacular.extensions import OpenApiSerializerFieldExtension
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.plumbing import ResolvedComponent
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, OpenApiResponse

from ..exports.claims import ROWS_OF
from ..filters import PAGING, as_of
from ..filters.parameters import Codes, Parameter
from . import serializers
from .examples import examples
from .problems import MEDIA_TYPE
from .selection import EXPANDABLE, MOST_INCLUDED, expandable, key_of, paths

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
_CHOSEN = {"format", "lang", "rows"}  # never empty, unlike what filters
SLUG = "^[-a-zA-Z0-9_]{1,100}$"
_HEADERS = (
    OpenApiParameter(
        "If-None-Match", str, OpenApiParameter.HEADER, description="The `ETag` of what you have."
    ),
    OpenApiParameter(
        "If-Modified-Since",
        str,
        OpenApiParameter.HEADER,
        description="The `Last-Modified` of what you have; only read without `If-None-Match`.",
    ),
    *(
        OpenApiParameter(
            name, str, OpenApiParameter.HEADER, description=says, required=sure, response=statuses
        )
        for name, says, sure, statuses in (
            ("ETag", "Of this answer; weak where it is compressed.", True, [200, 304]),
            ("Cache-Control", "How long it may be kept.", True, [200, 304]),
            (
                "Last-Modified",
                "When it changed; not in the first seconds after a change.",
                False,
                [200, 304],
            ),
            ("Link", "`self`, `license`; of lists `next`, `prev` and `first`.", True, [200]),
        )
    ),
)
_PROBLEMS = {
    304: "You have this already: its entity tag is the one in `If-None-Match`.",
    308: "It has another address now: see `Location`.",
    400: "A parameter is wrong; each fault is named, with the values that are right.",
    404: "There is nothing public at this address.",
    410: "It was withdrawn.",
    414: "The address is too long: 4,094 bytes are read.",
    429: "Too many requests: wait as long as `Retry-After` says.",
    503: "The record cannot be read right now: wait as long as `Retry-After` says.",
}
_WITHOUT_A_BODY = {304, 414}  # of ours: too long an address never gets as far
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

    problems: tuple[int, ...] = (304, 400, 414, 429, 503)

    def get_tags(self):
        return [self.path.split("/")[3] or "index"]

    def get_summary(self):
        return self.get_description().split("\n")[0].split(". ")[0].split(":")[0]

    def get_override_parameters(self):
        return [FORMAT, *_HEADERS]

    def get_response_serializers(self):
        answers = {200: OpenApiResponse(self.get_answer(), "", self.get_examples_of_answer())}
        for status in self.problems:
            body = _BODIES.get(status, serializers.ProblemSerializer)
            bare = status in _WITHOUT_A_BODY
            key = status if bare else (status, MEDIA_TYPE)
            answers[key] = OpenApiResponse(None if bare else body, _PROBLEMS[status])
        return answers

    def get_answer(self):
        raise NotImplementedError

    def get_examples_of_answer(self) -> list[OpenApiExample]:
        return []

    def component(self, name: str, schema: dict) -> dict:
        """The reference to a component made by hand."""
        made = ResolvedComponent(name, ResolvedComponent.SCHEMA, schema, object=name)
        self.registry.register_on_missing(made)
        return made.ref


class CollectionSchema(PublicSchema):
    @property
    def is_list(self) -> bool:
        return self.view.action == "list"

    def _is_list_view(self, serializer=None):
        return False  # the envelope is an object, made by hand

    @property
    def problems(self):
        if self.is_list:
            return PublicSchema.problems
        gone = (410,) if self.view.noun == "initiative" else ()
        moved = (308,) if self.view.lookup_field == "slug" else ()
        return (304, *moved, 400, 404, *gone, 414, 429, 503)

    def get_operation_id(self):
        return f"{self.view.basename}_{'list' if self.is_list else 'detail'}"

    def get_description(self):
        return self.view.__doc__.strip() if self.is_list else f"One {self.view.noun}."

    def get_override_parameters(self):
        if self.is_list:
            parameters = self.view.filterset_class.base_filters.items()
            files = [*FILES, ROWS] if self.view.basename in ROWS_OF else FILES
            chosen = [query_parameter(*each) for each in parameters]
            return [*chosen, *self._selecting(), *files, *_HEADERS]
        asked = [*self._selecting(), FORMAT, *_HEADERS]
        if self.view.lookup_field == "id":
            return [OpenApiParameter("id", {"type": "string", "format": "uuid"}, "path"), *asked]
        return [OpenApiParameter("slug", {"type": "string", "pattern": SLUG}, "path"), *asked]

    def _selecting(self) -> list[OpenApiParameter]:
        """``fields``, ``expand``, ``as_of``: those that the view knows."""
        known = expandable(self.view.document)
        described = {
            "fields": OpenApiParameter(
                "fields",
                {"type": "array", "items": self._field()},
                description=f"The keys to answer, beside `{self.key}`; dots lead into what is"
                " inside (`title.en`). Separated by commas, given several times, or both.",
                explode=False,
            ),
            "expand": OpenApiParameter(
                "expand",
                {"type": "array", "items": {"type": "string", "enum": known}},
                description="The collections whose documents are to stand beside, under"
                f" `included`, where the answer names them; at most {MOST_INCLUDED} of each."
                " Separated by commas, given several times, or both.",
                explode=False,
            ),
            "as_of": query_parameter("as_of", as_of()),
        }
        return [described[name] for name in self.view.selecting]

    def get_response_serializers(self):
        answers = super().get_response_serializers()
        if self.is_list:
            for media_type, schema in _FILES.items():
                answers[200, media_type] = OpenApiResponse(schema, "")
        return answers

    @property
    def key(self) -> str:
        return key_of(self.view.document)

    def get_answer(self):
        document, part = self._document(), self._part()
        if not self.is_list:
            return {"anyOf": [document, part]}
        url = {"type": ["string", "null"], "format": "uri"}
        members = {
            "next": url,
            "previous": url,
            "count": {
                "type": "integer",
                "description": "Of all pages together; counting stops at 10,001.",
            },
            "count_is_exact": {"type": "boolean"},
            "results": {"type": "array", "items": {"anyOf": [document, part]}},
        }
        beside = dict(_BESIDE) if "expand" in self.view.selecting else {}
        if "as_of" in self.view.selecting:
            beside["as_of"] = {
                "type": "string",
                "format": "date-time",
                "description": "The moment that was asked for.",
            }
        return self.component(
            f"{self._name()}List",
            {
                "type": "object",
                "properties": {**members, **beside},
                "required": [*members],
            },
        )

    def _field(self) -> dict:
        """The reference to the names that ``fields`` knows."""
        pattern = f"^{paths(self.view.document)}$"
        return self.component(f"{self._name()}Field", {"type": "string", "pattern": pattern})

    def _name(self) -> str:
        return self.view.document.__name__.removesuffix("Serializer")

    def _document(self) -> dict:
        """The reference to the whole document; what may stand beside it is a member of it."""
        document = self.resolve_serializer(self.view.document, "response")
        if "expand" in self.view.selecting:
            for name in EXPANDABLE:
                self.resolve_serializer(
                    getattr(serializers, f"{name.title()[:-1]}Serializer"), "response"
                )
            self.component("Included", _INCLUDED)
            document.schema["properties"].update(_BESIDE)
        return document.ref

    def _part(self) -> dict:
        """What ``fields`` leaves of a document: never all of it, for that is the document."""
        whole = self.resolve_serializer(self.view.document, "response").schema
        simple = {
            name: schema
            for name, schema in whole["properties"].items()
            if schema.get("type") not in (None, "array", "object")
        }
        return self.component(
            f"{self._name()}Part",
            {
                "type": "object",
                "description": "The keys that `fields` names, each as in the whole document or"
                " with the keys that it names inside it.",
                "properties": simple,
                "required": [self.key],
                "not": self._complete(whole),
            },
        )

    def _complete(self, schema: dict) -> dict:
        """What has every key that ``schema`` requires, at any depth, whatever is in them."""
        if "$ref" in schema:
            name = schema["$ref"].rpartition("/")[2]
            return self._complete(self.registry[name, ResolvedComponent.SCHEMA].schema)
        if "items" in schema:
            return {"items": inside} if (inside := self._complete(schema["items"])) else {}
        merged: dict = {}
        for each in (*schema.get("allOf", ()), *schema.get("anyOf", ()), *schema.get("oneOf", ())):
            merged |= self._complete(each)
        if required := schema.get("required"):
            merged["required"] = required
        inside = {name: self._complete(each) for name, each in schema.get("properties", {}).items()}
        if inside := {name: each for name, each in inside.items() if each}:
            merged["properties"] = inside
        return merged

    def get_examples_of_answer(self):
        example = examples()[self.view.basename]
        if self.is_list:
            address = f"/api/v1/{self.view.basename}/"
            links = {"next": None, "previous": None, "count": 1, "count_is_exact": True}
            return [OpenApiExample(address, {**links, "results": [example]}, response_only=True)]
        return [OpenApiExample(str(example[self.key]), example, response_only=True)]


_TEXT = {"type": "string"}
_FILES = {
    "application/x-ndjson": _TEXT,
    "text/csv": _TEXT,
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": {
        **_TEXT,
        "format": "binary",
    },
}
_BESIDE = {
    "included": {"$ref": "#/components/schemas/Included"},
    "not_included": {
        "type": "integer",
        "description": "How many more documents the answer names than `included` has room for.",
    },
}
_INCLUDED = {
    "type": "object",
    "description": "With `expand`: the documents that the answer names, each under its slug.",
    "properties": {
        name: {
            "type": "object",
            "additionalProperties": {"$ref": f"#/components/schemas/{name.title()[:-1]}"},
        }
        for name in EXPANDABLE
    },
}


class FacetsSchema(PublicSchema):
    def get_operation_id(self):
        return "facets"

    def get_override_parameters(self):
        parameters = self.view.filterset_class.base_filters.items()
        chosen = [query_parameter(*each) for each in parameters if each[0] not in PAGING]
        return [*chosen, FORMAT, *_HEADERS]

    def get_answer(self):
        return serializers.FacetsSerializer


class IndexSchema(PublicSchema):
    def get_operation_id(self):
        return "index"

    def get_answer(self):
        return serializers.IndexSerializer


@cache
def description() -> bytes:
    """The OpenAPI document, as JSON. Made once in a process: nothing in it can change."""
    document = SchemaGenerator().get_schema(request=None, public=True)
    for path in document["paths"].values():
        for parameter in path["get"]["parameters"]:
            # Forms send what was left empty: it is as if it were not there.
            if parameter["in"] == "query" and parameter["name"] not in _CHOSEN:
                parameter["allowEmptyValue"] = True
    document["info"]["license"] = {"name": settings.DATA_LICENCE, "url": settings.DATA_LICENCE_URL}
    return json.dumps(document, ensure_ascii=False).encode()
