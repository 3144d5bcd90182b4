"""Rows that published documents quote: a save of them, inline rows included, is announced."""

from ..signals import quoted_row_changed
from .desk import DeskAdmin


class QuotedAdmin(DeskAdmin):
    """A publisher, an article, a passage."""

    def after_save(self, request, form, *, changed):
        super().after_save(request, form, changed=changed)
        if changed:  # it announced itself when it was saved, before its inline rows were
            quoted_row_changed.send(sender=self.model, instance=form.instance)
