"""Autocomplete widgets that draw what is chosen from rows already loaded.

Django's own ask the database once for every widget on the page: with forty inline rows of three
references each, that is 120 queries before anything is typed. Ours also wait to be seen before
``desk_autocomplete.js`` dresses them, and say of a row what its page on the desk chooses to say.
"""

from django import forms
from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple
from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.translation import gettext as _


def option_texts(rows: list, site, term: str = "") -> list[str]:
    """What a picker shows of each of ``rows``, all of one model; ``term`` is what was searched."""
    if not rows:
        return []
    desk = site._registry.get(type(rows[0]))
    texts = getattr(desk, "option_texts", None)
    return texts(rows, term) if texts else [str(row) for row in rows]


class _LoadedOptions:
    loaded = ()
    url_name = "%s:sources_citation_autocomplete"

    @property
    def media(self):
        script = forms.Script("tracker/js/desk_autocomplete.js", type="module")
        return super().media + forms.Media(js=[script])

    def build_attrs(self, base_attrs, extra_attrs=None):
        attrs = super().build_attrs(base_attrs, extra_attrs)
        # Under another name Django's script, which would dress hundreds at once, leaves it alone.
        attrs["class"] = attrs["class"].replace("admin-autocomplete", "desk-autocomplete")
        return attrs

    def optgroups(self, name, value, attrs=None):
        chosen = [str(key) for key in value if key]
        rows = {str(row.pk): row for row in self.loaded}
        if unknown := [key for key in chosen if key not in rows]:
            rows |= self._ask_for(unknown)
        known = [key for key in chosen if key in rows]
        texts = option_texts([rows[key] for key in known], self.admin_site)
        options = []
        if not self.allow_multiple_selected:
            options.append(self.create_option(name, "", "—", not known, 0))
        for key, text in zip(known, texts, strict=True):
            options.append(self.create_option(name, key, text, True, len(options)))
        return [(None, options, 0)]

    def _ask_for(self, keys: list[str]) -> dict:
        try:
            rows = self.choices.queryset.filter(pk__in=keys)
            return {str(row.pk): row for row in rows}
        except (ValidationError, ValueError):  # not what a key looks like: nothing is chosen
            return {}


class LoadedSelect(_LoadedOptions, AutocompleteSelect):
    """One row; the form puts it in ``loaded`` when its instance has it at hand."""


class LoadedSelectMultiple(_LoadedOptions, AutocompleteSelectMultiple):
    """Several rows; the form puts them in ``loaded`` when its instance has them at hand."""


class _PassagePicker:
    """A choice of passages with “New passage here” beside it (``desk_passage.js``)."""

    @property
    def media(self):
        script = forms.Script("tracker/js/desk_passage.js", type="module")
        return super().media + forms.Media(js=[script])

    def render(self, name, value, attrs=None, renderer=None):
        return format_html(
            '<div class="passage-picker" data-passage-picker>{}'
            '<button type="button" class="new-passage" data-new-passage>{}</button></div>',
            super().render(name, value, attrs, renderer),
            _("New passage here"),
        )


class PassageSelect(_PassagePicker, LoadedSelect):
    pass


class PassageSelectMultiple(_PassagePicker, LoadedSelectMultiple):
    pass


def unwrapped(widget):
    """The widget itself, without the admin's links to add or change the related row."""
    return getattr(widget, "widget", widget)


class MomentInput(forms.DateTimeInput):
    """A day and an hour in one input, with the browser's picker; Django's are two, unlabelled."""

    input_type = "datetime-local"

    def __init__(self):
        super().__init__(attrs={"step": 1}, format="%Y-%m-%dT%H:%M:%S")
