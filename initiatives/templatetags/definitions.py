"""Codes of the closed lists with what they mean: a word to press, and its definition.

Native popovers: they open by keyboard, by touch and by a click, Escape closes them, a screen reader
hears the definition as the description of the word. No script, nothing on paper.
"""

from django import template
from django.urls import get_script_prefix, reverse
from django.utils.html import format_html, format_html_join
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from sources.languages import remembered_in_each_language

from .tracker_format import VOCABULARIES, definition, label

register = template.Library()


@register.filter
def anchor(code: str, vocabulary: str) -> str:
    """The id of a value on the methodology page: ``roles-lead``."""
    return f"{vocabulary}-{code}"


@register.filter
def defined(code: str | None, vocabulary: str) -> str:
    """The label of ``code`` as a link to what it means; nothing for no code."""
    if not code:
        return ""
    return format_html(
        '<a class="term" href="{}#{}">{}</a>',
        reverse("initiatives:methodology"),
        anchor(code, vocabulary),
        label(code, vocabulary),
    )


@register.simple_tag(takes_context=True)
def term(context, vocabulary: str, code: str | None, *, text: str = "", capital: bool = False):
    """The label of ``code`` (or ``text``) as a word to press for its definition; nothing for none.

    ``{% term "roles" participation.role %}``, with ``capital=True`` at the start of a line. The
    definition is in the page once, after the first word that asks for it. Not for use inside a
    link, a ``<label>`` or a ``<summary>``: it is a button.
    """
    if not code:
        return ""
    button, meaning = _term(vocabulary, code, text, capital, get_script_prefix())
    if meaning and _is_new(context, f"term-{anchor(code, vocabulary)}"):
        return button + meaning
    return button


@remembered_in_each_language
def _term(vocabulary: str, code: str, text: str, capital: bool, _prefix: str) -> tuple[str, str]:
    """The word or the button, and what goes with it the first time; empty where nothing does."""
    word = text or label(code, vocabulary)
    word = capfirst(word) if capital else word
    meaning = definition(code, vocabulary)
    if not meaning:
        return word, ""
    key = f"term-{anchor(code, vocabulary)}"
    button = format_html(
        '<button type="button" class="term" popovertarget="{0}"'
        ' aria-describedby="{0}">{1}</button>',
        key,
        word,
    )
    return button, format_html(
        '<span class="definition" id="{}" popover><b>{}{}</b>{} <a href="{}#{}">{}</a></span>',
        key,
        capfirst(label(code, vocabulary)),
        pgettext("colon", ": "),
        meaning,
        reverse("initiatives:methodology"),
        anchor(code, vocabulary),
        _("Methodology"),
    )


@register.simple_tag(takes_context=True)
def term_list(context, vocabulary: str, *, of: str):
    """A button beside the heading ``of`` that opens every definition of a closed list."""
    key = f"terms-{vocabulary}"
    button = format_html(
        '<button type="button" class="term term--list" popovertarget="{}">{}'
        '<span class="visually-hidden">{}{}</span></button>',
        key,
        _("Definitions"),
        pgettext("colon", ": "),
        of,
    )
    if not _is_new(context, key):
        return button
    meanings = format_html_join(
        "",
        "<dt>{}</dt><dd>{}</dd>",
        (
            (capfirst(term.label()), definition(term.code, vocabulary))
            for term in VOCABULARIES[vocabulary]
        ),
    )
    return format_html(
        '{}<div class="definition" id="{}" popover><dl>{}</dl></div>', button, key, meanings
    )


def _is_new(context, key: str) -> bool:
    """Whether the page has not had this definition yet.

    Kept on the request: an included template has a context of its own.
    """
    request = getattr(context, "request", None)
    if request is None:
        return True
    shown = request.__dict__.setdefault("definitions_shown", set())
    if key in shown:
        return False
    shown.add(key)
    return True
