"""A template that was taken apart prints what Django prints of it."""

import datetime
import itertools
from typing import NamedTuple

import pytest
from django.template import Context, Engine, TemplateSyntaxError
from django.template.base import NodeList
from django.template.loader import get_template
from django.urls import NoReverseMatch
from django.utils import translation
from django.utils.functional import SimpleLazyObject
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy

_LOCMEM = "django.template.loaders.locmem.Loader"
_FRAGMENTS = {
    "names.html": "{% for name in names %}{{ name }}{{ outside }}{% endfor %}",
    "blocks.html": "{% extends 'frame.html' %}{% block body %}{{ names.0 }}{% endblock %}",
    "frame.html": "<{% block body %}{% endblock %}{% block tail %}{{ outside }}{% endblock %}>",
    "cycled.html": "{% for name in names %}{% cycle 'a' 'b' %}{% endfor %}",
    "tree.html": "({% for each in of.parts %}"
    "{% include 'tree.html' with of=each only %}{% endfor %})",
}


class Pair(NamedTuple):
    one: str
    two: str


class Thing:
    label = "<b>"

    def __getitem__(self, key):
        return {"label": "by key"}[key]

    def name(self):
        return "called"

    @property
    def broken(self):
        raise AttributeError("inside")


def engine(quick: bool, text: str = "", **options) -> Engine:
    templates = {**_FRAGMENTS, "page.html": "{% load i18n static l10n %}" + text}
    loader = (_LOCMEM, templates)
    loaders = [("tracker.templating.loader.Loader", [loader])] if quick else [loader]
    libraries = {name: f"django.templatetags.{name}" for name in ("i18n", "static", "l10n")}
    return Engine(loaders=loaders, libraries=libraries, **options)


def printed(text: str, *, quick: bool, **options) -> str:
    given = {
        "names": ["<x>", "y"],
        "outside": "!",
        "slug": "a-b",
        "none": None,
        "number": 12_345,
        "half": 1.5,
        "safe": mark_safe("<i>&amp;</i>"),
        "entry": {"title": {"en": "A & B"}, "items": "own", "flag": False, "empty": {}},
        "pair": Pair("1 <", "2"),
        "pairs": [("a", 1), ("b", 2)],
        "thing": Thing(),
        "say": lambda: "said",
        "lazy": SimpleLazyObject(lambda: "<lazy>"),
        "lazily": {
            "safe": SimpleLazyObject(lambda: mark_safe("<b>")),
            "late": gettext_lazy("Page"),
        },
        "lazy_entry": SimpleLazyObject(lambda: {"title": "<t>", "number": 1}),
        "day": datetime.date(2026, 2, 1),
        "tree": {"parts": [{"parts": [{}]}, {}]},
    }
    template = engine(quick, text, **options).get_template("page.html")
    return "".join(template.render(Context(given)) for _time in range(2))


@pytest.mark.parametrize(
    "text",
    [
        "{% include 'names.html' with names=names only %}{{ outside }}",
        "{% include 'names.html' only %}",
        "{% include 'names.html' with names=outside %}",
        "{% include 'tree.html' with of=tree only %}",
        "{% for n in names %}{% include 'blocks.html' with names=names only %}{% endfor %}",
        "{% for n in names %}{% include 'cycled.html' with names=names only %}{% endfor %}",
        "{% url 'initiatives:detail' slug %} {% url 'initiatives:detail' key=slug %}",
        "{% url 'initiatives:detail' slug as there %}{{ there }}",
        "{% url 'initiatives:unknown' as there %}({{ there }})",
        "{% translate 'Passage' %}{% translate ': ' context 'colon' %}{% translate outside %}",
        "{% translate 'Passage' as said %}({{ said|upper }}){% translate '100 %% <b>' %}",
        "{% language 'fr' %}{% translate 'Partners' %}{% url 'initiatives:list' %}"
        "{% endlanguage %}{% translate 'Partners' %}{% url 'initiatives:list' %}",
        "{% blocktranslate %}Of {{ outside }}{{ names }}{{ safe }} 100 %{% endblocktranslate %}",
        "{% blocktranslate trimmed count n=number with name=names.0 %} {{ n }} {{ name }}"
        "{{ gone }} {% plural %} {{ n }} b {{ name }} {% endblocktranslate %}",
        "{% blocktranslate context 'colon' asvar a %}: {% endblocktranslate %}[{{ a }}]",
        "{% static 'tracker/css/base.css' %}"
        "{% static 'tracker/css/base.css' as sheet %}{{ sheet }}",
        "{{ names.0 }}{{ names.1|upper }}{{ safe }}{{ safe|lower }}{{ safe|upper }}{{ number }}",
        "{{ entry.title.en }}{{ entry.items }}{{ entry.keys|length }}{{ entry.gone }}{{ gone.at }}",
        "{{ pair.one }}{{ pair.1 }}{{ pair.count }}{{ thing.label }}{{ thing.name }}{{ say }}",
        "{{ lazy }}{{ lazily.safe }}{{ lazily.late }}{{ lazy|upper }}{{ lazy_entry.title }}",
        "{% if lazy_entry.number == 1 and lazy %}a{% endif %}{% for n in lazy_entry %}{{ n }}"
        "{% endfor %}{% blocktranslate %}{{ lazy }}{% endblocktranslate %}",
        "{{ none }}{{ none.x }}{{ half }}{{ day }}{{ day.year }}{{ outside.upper }}{{ 5 }}",
        "{{ 'q<' }}{{ 'q<'|upper }}",
        "{{ gone|default:'<none>' }}{{ gone|default:outside }}{{ _('Passage') }}{{ none|length }}",
        "{{ day|date:'Y' }}{{ names|join:', ' }}{{ safe|add:safe }}{{ '<a>'|linebreaks }}",
        "{% if entry.flag %}a{% elif entry.gone %}b{% elif names %}c{% else %}d{% endif %}",
        "{% if not entry.flag and names.0 == '<x>' or gone %}a{% endif %}{% if gone %}b{% endif %}",
        "{% if 'y' in names and 'z' not in names %}a{% endif %}{% if none is None %}b{% endif %}",
        "{% if pair is not None %}a{% endif %}{% if pair is None %}b{% endif %}",
        "{% if number > 3 and number <= 12345 and half < 2 and half >= 1 and 1 != 2 %}a{% endif %}",
        "{% if number > outside %}a{% else %}b{% endif %}{% if gone > 1 %}a{% else %}b{% endif %}",
        "{% if names|length == 2 %}a{% endif %}{% if not gone.at %}b{% endif %}",
        "{% if entry.empty.keys %}a{% endif %}{% if thing.name == 'called' %}b{% endif %}",
        "{% for n in names reversed %}{{ forloop.counter }}{{ forloop.revcounter0 }}"
        "{% for m in pairs %}{{ forloop.parentloop.last }}{{ forloop.first }}{{ n }}{{ m.1 }}"
        "{% endfor %}{% endfor %}{{ n }}",
        "{% for a, b in pairs %}{{ a }}{{ b }}{% if not forloop.last %}, {% endif %}{% endfor %}",
        "{% for n in gone %}{% empty %}{{ outside }}{% endfor %}"
        "{% for n in none %}{{ n }}{% endfor %}",
        "{% for key, value in entry.title.items %}{{ key }}{{ value }}{% endfor %}",
        "{% with outside='?' a=names.0 %}{{ outside }}{{ a }}{% endwith %}{{ outside }}{{ a }}",
        "{% autoescape off %}{{ names.0 }}{% if names %}{{ names.0 }}{% endif %}"
        "{% endautoescape %}{{ names.0 }}",
        "{% localize off %}{{ number }}{{ half }}{% endlocalize %}{{ number }}{{ half }}",
        "{% for n in names %}{% ifchanged n %}{{ n }}{% endifchanged %}{% cycle 1 2 %}{% endfor %}",
        "{# no #}{% comment %}{{ names }}{% endcomment %}{% verbatim %}{{ raw }}{% endverbatim %}",
        "{% firstof gone names.0 %}{% widthratio 1 2 100 %}"
        "{% filter upper %}{{ outside }}a{% endfilter %}",
    ],
    ids=itertools.count(),
)
@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_template_prints_what_django_prints_of_it(text, language):
    with translation.override(language):
        assert printed(text, quick=True) == printed(text, quick=False)


@pytest.mark.parametrize(
    "text",
    [
        "{% url 'initiatives:unknown' %}",
        "{% url 'initiatives:unknown' slug %}",
        "{{ thing.broken }}",
        "{{ names|add:gone }}",
        "{% if names %}{{ names|add:gone }}{% endif %}",
        "{% if names %}{{ names|add:gone }}{% else %}a{% endif %}",
        "{% for a, b in names %}{{ a }}{% endfor %}",
        "{% for n in number %}{{ n }}{% endfor %}",
        "{% include 'nowhere.html' only %}",
        "{% blocktranslate count n=outside %}a{% plural %}b{% endblocktranslate %}",
    ],
)
def test_what_is_an_error_stays_one(text):
    with pytest.raises(Exception) as djangos:  # noqa: PT011 - whatever Django raises
        printed(text, quick=False)

    with pytest.raises(type(djangos.value)):
        printed(text, quick=True)


def test_a_missing_variable_is_reported_as_django_reports_it():
    text = "{{ gone }}{{ entry.gone|upper }}{% if gone %}{% endif %}{{ names.7 }}"

    assert printed(text, quick=True, string_if_invalid="[no %s]") == "[no gone][no entry.gone]" + (
        "[no names.7][no gone][no entry.gone][no names.7]"
    )


def test_words_and_addresses_follow_the_language():
    text = "{% url 'initiatives:list' %}{% translate 'Passage' %}{% translate 'Partners' %}"
    template = engine(True, text).get_template("page.html")

    said = []
    for language in ("en", "fr", "en"):
        with translation.override(language):
            said.append(template.render(Context()))

    assert said == [
        "/en/initiatives/PassagePartners",
        "/fr/initiatives/PassagePartenaires",
        "/en/initiatives/PassagePartners",
    ]


def test_an_address_that_does_not_exist_is_an_error():
    with pytest.raises(NoReverseMatch):
        printed("{% url 'initiatives:unknown' %}", quick=True)


def test_a_fragment_is_named():
    with pytest.raises(TemplateSyntaxError):
        printed("{% include %}", quick=True)


def test_pages_are_taken_apart_unless_one_is_debugging():
    assert get_template("base.html").template.nodelist.__class__ is not NodeList
    assert engine(True, debug=True).get_template("page.html").nodelist.__class__ is NodeList
