"""Autocomplete widgets that draw what is chosen from rows already loaded.

Django's own ask the database once for every widget on the page: with forty inline rows of three
references each, that is 120 queries before anything is typed.
"""

from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple


class _LoadedOptions:
    loaded = ()

    def optgroups(self, name, value, attrs=None):
        chosen = [str(key) for key in value if key]
        loaded = {str(row.pk): row for row in self.loaded}
        if any(key not in loaded for key in chosen):
            return super().optgroups(name, value, attrs)
        options = []
        if not self.is_required and not self.allow_multiple_selected:
            options.append(self.create_option(name, "", "", False, 0))
        for key in chosen:
            options.append(self.create_option(name, key, str(loaded[key]), True, len(options)))
        return [(None, options, 0)]


class LoadedSelect(_LoadedOptions, AutocompleteSelect):
    """One row; the form puts it in ``loaded`` when its instance has it at hand."""


class LoadedSelectMultiple(_LoadedOptions, AutocompleteSelectMultiple):
    """Several rows; the form puts them in ``loaded`` when its instance has them at hand."""


def unwrapped(widget):
    """The widget itself, without the admin's links to add or change the related row."""
    return getattr(widget, "widget", widget)
