"""Codes of the closed lists linked to their definition on the methodology page."""

from django import template
from django.urls import reverse
from django.utils.html import format_html

from .tracker_format import label

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
