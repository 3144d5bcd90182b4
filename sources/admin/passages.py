"""The *Passages* picker: a row and the passages that support it, saved together.

A many-to-many with a link table of its own cannot be a plain admin field, and inlines cannot nest;
this form does both. The rows need a reverse relation ``evidence`` to a ``CitationLink``. Links that
stay keep their field, stance and notes; changing the passages alone counts as a change.
"""

from django import forms
from django.contrib import admin
from django.db.models import Max, Prefetch
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _

from ..models import Citation
from .forms import DeskForm
from .widgets import PassageSelectMultiple


def link_of(model) -> tuple[type, str]:
    """The link model of a row's passages, and the name of its foreign key to the row."""
    relation = model._meta.get_field("evidence")
    return relation.related_model, relation.field.name


def with_passages(rows):
    """``rows`` with their links, passages and articles: three queries however many rows."""
    link, _name = link_of(rows.model)
    return rows.prefetch_related(
        Prefetch("evidence", link._default_manager.select_related("citation__article"))
    )


def passages_of(row) -> list[Citation]:
    """The passages under a row, each once, in their order. No query after ``with_passages``."""
    return list(dict.fromkeys(link.citation for link in row.evidence.all()))


class PassagesForm(DeskForm):
    passages = forms.ModelMultipleChoiceField(
        Citation.objects.select_related("article"), required=False, label=_("Passages")
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "passages" not in self.fields:  # shown, not edited
            return
        link, _name = link_of(self._meta.model)
        field, target = self.fields["passages"], link._meta.get_field("citation")
        field.widget = PassageSelectMultiple(target, admin.site, choices=field.choices)
        field.widget.is_required = False
        if not self.instance._state.adding:
            field.initial = field.widget.loaded = self.chosen_passages()

    def chosen_passages(self) -> list[Citation]:
        """The passages the row has now, each once, in their order."""
        return passages_of(self.instance)

    def own_links(self):
        """The links that the picker shows, adds to and takes from."""
        link, name = link_of(self._meta.model)
        return link._default_manager.filter(**{name: self.instance})

    def link_values(self) -> dict:
        """What else a new link needs."""
        return {}

    def _save_m2m(self):
        super()._save_m2m()
        if "passages" not in self.cleaned_data:
            return
        link, name = link_of(self._meta.model)
        wanted = self.cleaned_data["passages"]
        links = self.own_links()
        links.exclude(citation__in=wanted).delete()
        kept = set(links.values_list("citation", flat=True))
        last = links.aggregate(last=Max("position"))["last"]
        start = 0 if last is None else last + 1
        new = [citation for citation in wanted if citation.pk not in kept]
        link._default_manager.bulk_create(
            link(
                **{name: self.instance}, citation=citation, position=position, **self.link_values()
            )
            for position, citation in enumerate(new, start)
        )


class ShowsPassages:
    """For pages and inlines with a ``PassagesForm``: the passages when the row is read-only."""

    @admin.display(description=_("passages"))
    def passages(self, row):
        return format_html_join(", ", "{}", ((citation,) for citation in passages_of(row))) or None

    def get_queryset(self, request):
        return with_passages(super().get_queryset(request))
