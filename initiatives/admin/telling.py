"""What an action on several rows tells: what it did, and what it could not do and why."""

from collections.abc import Callable, Iterable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.utils.html import format_html

from sources.admin.outline import Outline, linked

from ..revisions import workflow


class TellsRefusals:
    """For an admin whose actions do what can be done and say of each other row why not."""

    def each(self, rows: Iterable, act: Callable) -> tuple[list, list]:
        """The rows that ``act`` was done to, and the others as ``(row, reasons)``."""
        done, refusals = [], []
        for row in rows:
            try:
                act(row)
                done.append(row)
            except workflow.Refused as refused:
                refusals.append((row, refused.reasons))
            except PermissionDenied as denied:
                refusals.append((row, [str(denied)]))
        return done, refusals

    def tell_done(self, request, rows, sentence):
        if rows:
            self.message_user(request, sentence % {"count": len(rows)}, messages.SUCCESS)

    def tell_refused(self, request, refusals, sentence):
        """One message: each row, which leads to its page, with its own reasons below."""
        if not refusals:
            return
        outline = Outline()
        for row, reasons in refusals:
            outline.add(linked(self.page("change", row.pk), row), reasons)
        text = format_html("{}{}", sentence % {"count": len(refusals)}, outline.html())
        self.message_user(request, text, messages.WARNING)
