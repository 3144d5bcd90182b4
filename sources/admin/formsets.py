"""Inline rows of every desk page: a new one comes after those that are there."""

from functools import cached_property

from django.forms.models import BaseInlineFormSet


class DeskFormSet(BaseInlineFormSet):
    """Where rows have a ``position``, a new row whose position was not typed gets the next one.

    Left at their default, the rows of one save would stand in the order of their random keys.
    """

    def save_new(self, form, commit=True):
        if hasattr(form.instance, "position") and "position" not in form.changed_data:
            self.last_position += 1
            form.instance.position = self.last_position
        return super().save_new(form, commit=commit)

    @cached_property
    def last_position(self) -> int:
        """The highest there is among the rows of the page; -1 without any. No query."""
        return max((form.instance.position for form in self.initial_forms), default=-1)
