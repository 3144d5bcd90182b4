"""Rows that others cite: their page says who does, and one that is cited is not deleted."""

from django.contrib import admin
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .outline import Outline, linked
from .uses import NAMED, Uses, cited_by

IN_A_REFUSAL = 10  # names of each kind; the row's page has the others


class CitedAdmin:
    """For a ``DeskAdmin``: a passage, a source, a publisher, a partner, a theme, a person."""

    def get_readonly_fields(self, request, obj=None):
        return [*super().get_readonly_fields(request, obj), "cited_by"]

    def get_fieldsets(self, request, obj=None):
        fieldsets = super().get_fieldsets(request, obj)
        if obj is None:
            return fieldsets
        return [*fieldsets, (_("Cited by"), {"classes": ["cited"], "fields": ["cited_by"]})]

    @admin.display(description=gettext_lazy("cited by"))
    def cited_by(self, row):
        if row.pk is None:
            return None
        return _outline(uses, NAMED) if (uses := _known(row)) else _("Nothing cites it yet.")

    def reason_to_keep(self, row):
        if not (uses := _known(row)):
            return super().reason_to_keep(row)
        sentence = _("“%(row)s” stays: it is cited. Change these first, then delete it.")
        return format_html("{}{}", sentence % {"row": row}, _outline(uses, IN_A_REFUSAL))

    def reasons_to_keep(self, rows):
        rows = list(rows)
        uses = cited_by(rows)
        for row in rows:
            row.known_citing = uses[row.pk]
        return super().reasons_to_keep(rows)


def _known(row) -> list[Uses]:
    """Asked several times for one page: kept on the instance, which lives no longer."""
    if not hasattr(row, "known_citing"):
        row.known_citing = cited_by([row])[row.pk]
    return row.known_citing


def _outline(uses: list[Uses], names: int):
    outline = Outline()
    for each in uses:
        heading = format_html(
            "<strong>{} ({})</strong>", capfirst(each.model._meta.verbose_name_plural), each.count
        )
        lines = [linked(use.address, use.row, _state(use.row)) for use in each.shown[:names]]
        if left := each.count - len(lines):
            lines.append(_("and %(count)d more") % {"count": left})
        outline.add(heading, lines)
    return outline.html("cited-by")


def _state(row) -> str:
    """Whether the world sees the row, in words; nothing where that is not its own to say."""
    if hasattr(row, "get_state_display"):
        return row.get_state_display()
    if hasattr(row, "public"):
        return _("public") if row.public else _("not public")
    return ""
