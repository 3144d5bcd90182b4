"""Words to press for their definition: each definition once, in the reader's language."""

import pytest
from django.template import RequestContext, Template
from django.test import RequestFactory
from django.utils.translation import override

from initiatives.templatetags.definitions import defined


def rendered(source: str, language: str = "en", **values) -> str:
    with override(language):
        template = Template("{% load definitions %}" + source)
        return template.render(RequestContext(RequestFactory().get("/"), values))


def test_a_word_opens_its_definition_and_says_it_to_who_cannot_see():
    page = rendered('{% term "roles" "lead" %}')

    assert 'popovertarget="term-roles-lead" aria-describedby="term-roles-lead">lead<' in page
    assert 'id="term-roles-lead" popover' in page
    assert 'href="/en/methodology/#roles-lead"' in page


def test_it_speaks_french():
    page = rendered('{% term "initiative_kinds" "joint-venture" capital=True %}', "fr")

    assert ">Coentreprise</button>" in page
    assert "Société créée et détenue par plusieurs partenaires." in page


def test_a_definition_is_in_a_page_once_in_included_templates_too():
    repeated = '{% for x in "abc" %}{% include part with code="lead" only %}{% endfor %}'
    part = Template('{% load definitions %}{% term "roles" code %}')

    page = rendered('{% term "roles" "lead" %}' + repeated, part=part)

    assert page.count("<button") == 4
    assert page.count(" popover>") == 1


@pytest.mark.parametrize(("code", "shown"), [(None, ""), ("", ""), ("unheard-of", "unheard-of")])
def test_what_has_no_definition_opens_nothing(code, shown):
    assert rendered('{% term "roles" code %}', code=code) == shown


def test_what_a_page_hands_over_is_escaped():
    page = rendered('{% term "roles" "lead" text=text %}', text="<b>lead</b>")

    assert "&lt;b&gt;lead&lt;/b&gt;</button>" in page


def test_a_whole_list_opens_beside_its_heading():
    page = rendered('{% term_list "disclosure" of="Amount" %}')

    assert '<span class="visually-hidden">: Amount</span>' in page
    assert page.count("<dt>") == 3


def test_a_code_on_a_page_leads_to_its_definition():
    with override("en"):
        assert defined("lead", "roles").endswith('/methodology/#roles-lead">lead</a>')
    assert defined(None, "roles") == ""
