"""What the desk draws without templates is what Django's templates draw."""

import re

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.utils.safestring import mark_safe

from sources.admin.rendering import DeskRenderer

CHOICES = [("", "---------"), ("a", 'A <b> & "c"'), ("Group & co", [("1", "one"), (2, "two")])]
ATTRS = {"id": 'x"y', "class": "vTextField", "required": True, "disabled": False, "maxlength": 5}


def squeezed(html: str) -> str:
    return re.sub(r">\s+<", "><", str(html))


@pytest.mark.parametrize(
    ("widget", "value"),
    [
        (forms.TextInput(), 'l’<été> & "x"'),
        (forms.TextInput(), None),
        (forms.TextInput(), mark_safe("&nbsp;")),
        (forms.HiddenInput(), 0),
        (forms.NumberInput(), 12),
        (forms.URLInput(), "https://example.org/?a=1&b=2"),
        (forms.DateInput(), "2017-12-04"),
        (forms.CheckboxInput(), True),
        (forms.CheckboxInput(), False),
        (forms.Textarea(), "\n<first>\nsecond"),
        (forms.Textarea(), None),
        (forms.Select(choices=CHOICES), "a"),
        (forms.Select(choices=CHOICES), 2),
        (forms.SelectMultiple(choices=CHOICES), ["1", "a"]),
        (forms.NullBooleanSelect(), None),
        (forms.SplitDateTimeWidget(), None),
    ],
)
def test_a_widget_is_drawn_as_django_draws_it(widget, value):
    ours, theirs = (
        widget.render("na&me", value, dict(ATTRS), renderer=renderer)
        for renderer in (DeskRenderer(), DjangoTemplates())
    )

    assert squeezed(ours) == squeezed(theirs)
