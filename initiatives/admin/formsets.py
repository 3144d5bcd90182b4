"""Inline rows of an entry that point at other rows of the same entry.

The choice is a plain list of the entry's own rows: offering every row of the database in each line
would take minutes, and an autocomplete is another request, which cannot see what is being written.
"""

from functools import cached_property

from django.core.validators import EMPTY_VALUES
from django.db.models import Q
from django.forms.models import BaseInlineFormSet
from django.utils.translation import gettext as _

from ..models import CLAIMS, Investment, Milestone

_NOTHING = ("", "---------")


class SiblingFormSet(BaseInlineFormSet):
    """``sibling`` is a foreign key to another row of the same entry."""

    sibling = ""

    def siblings(self):
        """The rows of the entry that may be chosen, and those that already are."""
        raise NotImplementedError

    @cached_property
    def _rows(self) -> list:
        return [] if self.instance.pk is None else list(self.siblings())

    def add_fields(self, form, index):
        super().add_fields(form, index)
        field = form.fields.get(self.sibling)
        if field is None:  # shown, not edited
            return
        rows = [row for row in self._rows if row.pk != form.instance.pk]
        field.queryset = field.queryset.filter(pk__in=[row.pk for row in rows])
        field.widget.choices = [_NOTHING, *((row.pk, str(row)) for row in rows)]


class InvestmentFormSet(SiblingFormSet):
    sibling = "part_of"

    def siblings(self):
        mine = Q(initiative=self.instance) | Q(parts__initiative=self.instance)
        return Investment.objects.filter(mine).distinct()


class MilestoneFormSet(SiblingFormSet):
    sibling = "fulfils"

    def siblings(self):
        return Milestone.objects.filter(initiative=self.instance).exclude(state="happened")


class EvidenceFormSet(BaseInlineFormSet):
    """Each row's claim is one choice among all claims of the entry, grouped by kind."""

    def add_fields(self, form, index):
        super().add_fields(form, index)
        if "claim" in form.fields:
            form.fields["claim"].choices = self.claims

    @cached_property
    def claims(self) -> list:
        choices = [("", _("the entry itself"))]
        if self.instance.pk in EMPTY_VALUES:
            return choices
        for name in CLAIMS:
            model = self.model._meta.get_field(name).related_model
            rows = model.objects.filter(initiative=self.instance)
            if name == "participation":
                rows = rows.select_related("partner")
            if group := [(f"{name}:{row.pk}", str(row)) for row in rows]:
                choices.append((model._meta.verbose_name_plural, group))
        return choices
