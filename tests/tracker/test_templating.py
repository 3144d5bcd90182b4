"""The tags that stand in the place of Django's print what Django's print."""

import pytest
from django.template import Context, Engine, TemplateSyntaxError
from django.urls import NoReverseMatch
from django.utils import translation

_FRAGMENTS = {
    "names.html": "{% for name in names %}{{ name }}{{ outside }}{% endfor %}",
    "blocks.html": "{% extends 'frame.html' %}{% block body %}{{ names.0 }}{% endblock %}",
    "frame.html": "<{% block body %}{% endblock %}>",
    "cycled.html": "{% for name in names %}{% cycle 'a' 'b' %}{% endfor %}",
}
_LOADERS = [("django.template.loaders.locmem.Loader", _FRAGMENTS)]
_OURS = {
    "builtins": ["tracker.templating.builtins"],
    "libraries": {"i18n": "tracker.templating.i18n"},
}
_DJANGOS = {"libraries": {"i18n": "django.templatetags.i18n"}}


def printed(text: str, options: dict, **context) -> str:
    template = Engine(loaders=_LOADERS, **options).from_string("{% load i18n %}" + text)
    given = {"names": ["<x>", "y"], "outside": "!", "slug": "a-b", **context}
    return "".join(template.render(Context(given)) for _time in range(2))


@pytest.mark.parametrize(
    "text",
    [
        "{% include 'names.html' with names=names only %}{{ outside }}",
        "{% include 'names.html' only %}",
        "{% include 'names.html' with names=outside %}",
        "{% for n in names %}{% include 'blocks.html' with names=names only %}{% endfor %}",
        "{% for n in names %}{% include 'cycled.html' with names=names only %}{% endfor %}",
        "{% url 'initiatives:detail' slug %} {% url 'initiatives:detail' key=slug %}",
        "{% url 'initiatives:detail' slug as there %}{{ there }}",
        "{% url 'initiatives:unknown' as there %}({{ there }})",
        "{% translate 'Passage' %}{% translate ': ' context 'colon' %}{% translate outside %}",
        "{% translate 'Passage' as said %}({{ said|upper }}){% translate '100 %% <b>' %}",
    ],
    ids=range(10),
)
@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_template_prints_what_it_prints_with_the_tags_of_django(text, language):
    with translation.override(language):
        assert printed(text, _OURS) == printed(text, _DJANGOS)


def test_an_address_and_a_word_follow_the_language():
    text = "{% url 'initiatives:list' %}{% translate 'Passage' %}{% translate 'Partners' %}"
    engine = Engine(**_OURS)
    template = engine.from_string("{% load i18n %}" + text)

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
        printed("{% url 'initiatives:unknown' %}", _OURS)


def test_a_fragment_is_named():
    with pytest.raises(TemplateSyntaxError):
        printed("{% include %}", _OURS)
