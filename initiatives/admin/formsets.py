"""Inline rows of an entry that point at other rows of the same entry.

The choice is a plain list of the entry's own rows: offering every row of the database in each line
would take minutes, and an autocomplete is another request, which cannot see what is being written.
"""

from functools import cached_property

from django.core.validators import EMPTY_VALUES
from django.db.models import Q
from django.forms import Media, Script, Select, Widget
from django.utils.html import format_html
from django.utils.translation import gettext as _

from sources.admin.formsets import DeskFormSet

from ..models import CLAIMS, Investment, Milestone
from .lines import in_words

_NOTHING = ("", "---------")


class Said(Widget):
    """A text in the place of a field that cannot be changed."""

    def __init__(self, text: str):
        super().__init__()
        self.text = text

    def render(self, name, value, attrs=None, renderer=None):
        return format_html('<div class="readonly">{}</div>', self.text)

    def id_for_label(self, id_):
        return ""


class SiblingSelect(Select):
    """Draws every choice in the template of new rows alone, and what is chosen everywhere else.

    ``desk_siblings.js`` copies the others from there into a row that is opened: forty rows of forty
    choices would be a page of their own.
    """

    def __init__(self, *, is_template: bool):
        super().__init__(attrs={"data-siblings": ""})
        self.is_template = is_template

    @property
    def media(self):
        return Media(js=[Script("tracker/js/desk_siblings.js", type="module")])

    def optgroups(self, name, value, attrs=None):
        groups = super().optgroups(name, value, attrs)
        if self.is_template:
            return groups
        drawn = ("", *value)
        return [group for group in groups if str(group[1][0]["value"]) in drawn]


class SiblingFormSet(DeskFormSet):
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
        field.widget = SiblingSelect(is_template=index is None)
        field.widget.choices = [_NOTHING, *((row.pk, in_words(row)) for row in rows)]


class InvestmentFormSet(SiblingFormSet):
    sibling = "part_of"

    def siblings(self):
        mine = Q(initiative=self.instance) | Q(parts__initiative=self.instance)
        return Investment.objects.filter(mine).distinct()


class MilestoneFormSet(SiblingFormSet):
    sibling = "fulfils"

    def siblings(self):
        return Milestone.objects.filter(initiative=self.instance).exclude(state="happened")


class EvidenceFormSet(DeskFormSet):
    """A new row's claim is one choice among all claims of the entry, grouped by kind.

    A stored row keeps its claim, in words: forty lists of forty claims would be most of the page.
    """

    def add_fields(self, form, index):
        super().add_fields(form, index)
        field = form.fields.get("claim")
        if field is not None and form.instance._state.adding:
            field.choices = self.claims
        elif field is not None:
            claim = form.instance.claim
            field.disabled = True
            field.choices = [(field.initial, "")]
            field.widget = Said(_("the entry itself") if claim is None else in_words(claim))

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
            if group := [(f"{name}:{row.pk}", in_words(row)) for row in rows]:
                choices.append((model._meta.verbose_name_plural, group))
        return choices
