"""The pieces documents are made of: bilingual texts, fuzzy dates, references, passages.

Each returns a query expression; ``path`` is the way from the query's model to the row meant, with
its trailing ``__``. Every key is always there; what is unknown is ``null``.
"""

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.search import SearchVectorField
from django.db.models import (
    Case,
    CharField,
    DateField,
    F,
    Func,
    OuterRef,
    Q,
    Subquery,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce, JSONObject, NullIf

from ..models import Translation


def pair(name: str) -> JSONObject:
    """``{"fr": …, "en": …}`` of two columns."""
    return JSONObject(fr=or_null(f"{name}_fr"), en=or_null(f"{name}_en"))


def or_null(name: str) -> NullIf:
    """A text column, ``NULL`` where it is empty."""
    return NullIf(F(name), Value(""), output_field=TextField())


def text(expression) -> Cast:
    return Cast(expression, TextField())


def fuzzy_date(name: str) -> Case:
    """A ``FuzzyDateField`` as the API shows it, ``null`` where no date is known."""
    return Case(
        When(
            ~Q(**{name: ""}),
            then=JSONObject(
                edtf=F(name),
                earliest=F(f"{name}_earliest"),
                latest=F(f"{name}_latest"),
                inferred=F(f"{name}_inferred"),
                basis=pair(f"{name}_basis"),
            ),
        )
    )


def known_day(name: str) -> Coalesce:
    """The day a date counts from: its first or, open to the past, its last."""
    return Coalesce(f"{name}_earliest", f"{name}_latest", output_field=DateField())


def plain_number(name: str) -> Func:
    """A decimal as text without trailing zeros."""
    return text(Func(F(name), function="trim_scale"))


def title_in(language: str, path: str = "") -> Case:
    """An entry's title in ``language``, ``NULL`` where it was not translated."""
    return _prose_in(language, "title", path)


def _prose_in(language: str, field: str, path: str = "") -> Case:
    translated = Translation.objects.filter(initiative=OuterRef(f"{path}pk"), language=language)
    return Case(
        When(**{f"{path}language": language}, then=or_null(f"{path}{field}")),
        default=NullIf(Subquery(translated.values(field)[:1]), Value(""), output_field=TextField()),
        output_field=TextField(),
    )


def words_in(field: str) -> Func:
    """The folded words of an entry's title, summary or description in both languages."""
    return Func(
        _prose_in("fr", field),
        _prose_in("en", field),
        function="words_of",
        output_field=ArrayField(TextField()),
    )


def prose(field: str, path: str = "") -> JSONObject:
    """``{"fr": …, "en": …}`` of an entry's title, summary or description."""
    return JSONObject(fr=_prose_in("fr", field, path), en=_prose_in("en", field, path))


def entry(path: str) -> JSONObject:
    """``{slug, title{}}`` of an entry."""
    return JSONObject(slug=F(f"{path}slug"), title=prose("title", path))


def partner(path: str) -> JSONObject:
    """``{slug, name, names{}}`` of an organisation."""
    return JSONObject(slug=F(f"{path}slug"), name=F(f"{path}name"), names=pair(f"{path}name"))


def public_partner(path: str) -> Case:
    """As ``partner``, ``null`` while the organisation is not public."""
    return Case(When(**{f"{path}public": True}, then=partner(path)))


def article_title(path: str) -> Coalesce:
    """The title as shown; where none is known, the description in the article's language."""
    return Coalesce(
        or_null(f"{path}title_typeset"),
        or_null(f"{path}title"),
        Case(When(**{f"{path}language": "fr"}, then=or_null(f"{path}description_fr"))),
        or_null(f"{path}description_en"),
        output_field=TextField(),
    )


def article_name(path: str) -> JSONObject:
    """``{slug, title, language}`` of an article; the language is that of the title."""
    return JSONObject(
        slug=F(f"{path}slug"), title=article_title(path), language=F(f"{path}language")
    )


def passage() -> JSONObject:
    """One passage under a claim, from a ``CitationLink`` query."""
    article = "citation__article__"
    return JSONObject(
        id=F("citation_id"),
        article=article_name(article),
        publisher=JSONObject(
            slug=F(f"{article}publisher__slug"), name=F(f"{article}publisher__name")
        ),
        published=fuzzy_date(f"{article}published"),
        source_url=or_null(f"{article}url"),
        locator=F("citation__locator"),
        quote=or_null("citation__quote"),
        paraphrase=pair("citation__paraphrase"),
        stance=F("stance"),
        field=or_null("field"),
        stated_value=or_null("stated_value"),
        note=pair("note"),
    )


def cited(links, **owner) -> ArraySubquery:
    """The passages of ``links`` (a ``CitationLink`` manager) that ``owner`` selects, in order."""
    return ArraySubquery(
        links.filter(**owner).order_by("position", "pk").values(json=passage()),
    )


def listed(queryset, json) -> ArraySubquery:
    """A JSON array of ``json`` over an ordered queryset."""
    return ArraySubquery(queryset.values(json=json))


class SortedSet(Func):
    """The distinct elements of several text arrays, in order, without ``NULL``."""

    output_field = ArrayField(TextField())
    template = (
        "ARRAY(SELECT DISTINCT e FROM unnest(%(expressions)s) e WHERE e IS NOT NULL ORDER BY e)"
    )
    arg_joiner = " || "


def texts(queryset, expression) -> "TextArray":
    """A ``text[]`` of one expression over a queryset."""
    return TextArray(ArraySubquery(queryset.order_by().values(item=Cast(expression, TextField()))))


class TextArray(Func):
    output_field = ArrayField(TextField())
    template = "(%(expressions)s)::text[]"


class JoinedWords(Func):
    """The elements of a text array as one text."""

    function = "array_to_string"
    template = "%(function)s(%(expressions)s, ' ')"
    output_field = TextField()


class IndexedWords(Func):
    """``index_words`` of migration 0002: a tsvector of prose, weighted A to D."""

    function = "index_words"

    def __init__(self, expression, weight: str):
        super().__init__(
            Coalesce(expression, Value(""), output_field=TextField()), output_field=CharField()
        )
        self.weight = weight

    def as_sql(self, compiler, connection, **extra):
        return super().as_sql(
            compiler,
            connection,
            template=f"%(function)s(%(expressions)s, '{self.weight}')",
            **extra,
        )


class IndexedName(IndexedWords):
    """As ``IndexedWords`` for names, which are also indexed as they are."""

    function = "index_name"


class AllVectors(Func):
    """Several tsvectors as one."""

    output_field = SearchVectorField()
    template = "(%(expressions)s)"
    arg_joiner = " || "


class Lineage(Func):
    """A partner or a theme with its ancestors: ``text[]`` of slugs."""

    output_field = ArrayField(TextField())
    template = "%(function)s(%(expressions)s)"


class JoinedLists(Func):
    """Several JSON arrays of the same type as one."""

    template = "(%(expressions)s)"
    arg_joiner = " || "


class Folded(Func):
    """A sort key: no accents, no case."""

    template = "lower(fold_text(%(expressions)s))"
    output_field = TextField()
