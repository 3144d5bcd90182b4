"""The plainest widgets drawn without a template each.

A form of forty rows has 1,600 widgets and 6,000 options; a template for each was half of the
time of the page. What is drawn is what Django's own templates draw: a test compares the two.
"""

from django.forms.renderers import DjangoTemplates
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe


class DeskRenderer(DjangoTemplates):
    """Django's default renderer, with a few templates replaced by functions."""

    def render(self, template_name, context, request=None):
        draw = _DRAWN.get(template_name)
        return super().render(template_name, context, request) if draw is None else draw(context)


def _escaped(value) -> str:
    return conditional_escape(value if isinstance(value, SafeString) else str(value))


def _attributes(attrs: dict) -> str:
    return "".join(
        f" {_escaped(name)}" if value is True else f' {_escaped(name)}="{_escaped(value)}"'
        for name, value in attrs.items()
        if value is not False
    )


def _input(context) -> str:
    widget = context["widget"]
    value = widget["value"]
    stated = "" if value is None else f' value="{_escaped(value)}"'
    return mark_safe(
        f'<input type="{_escaped(widget["type"])}" name="{_escaped(widget["name"])}"'
        f"{stated}{_attributes(widget['attrs'])}>"
    )


def _textarea(context) -> str:
    widget = context["widget"]
    value = _escaped(widget["value"]) if widget["value"] else ""
    return mark_safe(
        f'<textarea name="{_escaped(widget["name"])}"{_attributes(widget["attrs"])}>\n'
        f"{value}</textarea>"
    )


def _select(context) -> str:
    widget = context["widget"]
    parts = [f'<select name="{_escaped(widget["name"])}"{_attributes(widget["attrs"])}>']
    for name, options, _index in widget["optgroups"]:
        drawn = (
            f'<option value="{_escaped(option["value"])}"{_attributes(option["attrs"])}>'
            f"{_escaped(option['label'])}</option>"
            for option in options
        )
        if name:
            parts += [f'<optgroup label="{_escaped(name)}">', *drawn, "</optgroup>"]
        else:
            parts += drawn
    return mark_safe("\n".join([*parts, "</select>"]))


_INPUTS = ("hidden", "text", "number", "checkbox", "url", "date", "time", "input")
_DRAWN = {
    **{f"django/forms/widgets/{name}.html": _input for name in _INPUTS},
    "django/forms/widgets/textarea.html": _textarea,
    "django/forms/widgets/select.html": _select,
}
