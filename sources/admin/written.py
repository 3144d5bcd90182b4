"""Inputs that take dates, amounts and figures as people write them, and say what they understood.

One reader, the server's, serves three moments: while somebody types (``echo``, asked by
``written.js``), when the form is cleaned, and after the save, as a message.
"""

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import NamedTuple

from django import forms
from django.contrib.admin.widgets import AdminTextInputWidget
from django.core.exceptions import ValidationError
from django.http import Http404, JsonResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..written import NotUnderstood, read_date
from ..written.reading import LONGEST, tidy
from ..written.wording import bounds_as_typed, date_in_words
from .forms import DeskForm


class Reading(NamedTuple):
    """What was understood, in words, and sentences on how."""

    said: str
    notes: tuple[str, ...] = ()

    def __str__(self) -> str:
        return " ".join([f"{self.said}.", *self.notes])


class Disagrees(NotUnderstood):
    """The text is clear and ``field``, beside it, says something else or is missing."""

    def __init__(self, field: str, sentence: str):
        super().__init__(sentence)
        self.field = field


# kind -> reader of a text and of the fields beside it; raises ``NotUnderstood``. ``initiatives``
# adds those of amounts and figures.
READERS: dict[str, Callable[[str, Mapping[str, str]], Reading]] = {
    "date": lambda text, beside: Reading(date_in_words(read_date(text))),
}


def echo(request, kind: str) -> JsonResponse:
    """``{"ok": true, "read", "notes"}``, or ``{"ok": false, "reason"}``, for ``?text=``.

    The other parameters are the fields beside it. Nothing typed: nothing read.
    """
    if kind not in READERS:
        raise Http404
    text = request.GET.get("text", "").strip()
    if not text:
        return JsonResponse({"ok": True, "read": "", "notes": []})
    try:
        said, notes = READERS[kind](text, request.GET)
    except NotUnderstood as error:
        return JsonResponse({"ok": False, "reason": str(error)})
    return JsonResponse({"ok": True, "read": said, "notes": notes})


# ── Fields ───────────────────────────────────────────────────────────────────────────────────────
class WrittenInput(AdminTextInputWidget):
    """A text input with what was understood below it.

    ``kind`` names the reader, ``beside`` the fields of the same row it reads along; ``said`` is
    shown with the stored value.
    """

    said = ""

    class Media:
        js = [forms.Script("tracker/js/written.js", type="module")]

    def __init__(self, kind: str, beside: Iterable[str] = ()):
        super().__init__({"data-written": kind, "autocomplete": "off", "spellcheck": "false"})
        if beside:
            self.attrs["data-written-beside"] = " ".join(beside)

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        kind = self.attrs["data-written"]
        context["widget"]["attrs"]["data-written-url"] = reverse("written", args=[kind])
        return context

    def render(self, name, value, attrs=None, renderer=None):
        return format_html(
            '<div class="written">{}<output class="{}" aria-live="polite">{}</output></div>',
            super().render(name, value, attrs, renderer),
            "read-back read-back--yes" if self.said else "read-back",
            self.said,
        )


class WrittenDateInput(WrittenInput):
    def __init__(self):
        super().__init__("date")

    def render(self, name, value, attrs=None, renderer=None):
        try:
            words = date_in_words(read_date(value)) if value else ""
        except NotUnderstood:  # the field's error says why
            words = ""
        self.said = "" if words == value else words
        return super().render(name, value, attrs, renderer)


class WrittenDateField(forms.CharField):
    """A date typed in words or digits; its value is EDTF."""

    widget = WrittenDateInput

    def __init__(self, **kwargs):
        kwargs["max_length"] = LONGEST
        kwargs["help_text"] = kwargs.get("help_text") or gettext_lazy(
            "2017, September 2016, 4 December 2017, late 2017, about 2017, before March 2018, "
            "2016 to 2018"
        )
        super().__init__(**kwargs)

    def to_python(self, value):
        text = super().to_python(value)
        if text in self.empty_values:
            return text
        try:
            return read_date(text)
        except NotUnderstood as error:
            raise ValidationError(str(error), code="not-understood") from None


class WrittenBoundsField(forms.CharField):
    """A number, or a range, in one input. Its value is the text: the form reads it, along with the
    fields beside it. Its initial value is a pair of bounds, or of ``None``.
    """

    def __init__(self, **kwargs):
        super().__init__(max_length=LONGEST, required=False, **kwargs)

    def prepare_value(self, value):
        return value if isinstance(value, str) else bounds_as_typed(*(value or (None, None)))

    def has_changed(self, initial, data):
        return not same_writing(data or "", *(initial or (None, None)))


def same_writing(text: str, low: Decimal | None, high: Decimal | None) -> bool:
    """Whether ``text`` is how an input shows the bounds, in either language, or its bare digits."""
    typed = tidy(text).replace(" ", "")
    shown = [bounds_as_typed(low, high, language) for language in ("fr", "en")]
    if low is not None and low == high:
        shown.append(f"{low.normalize():f}")
    return typed in [tidy(each).replace(" ", "") for each in shown]


# ── Forms ────────────────────────────────────────────────────────────────────────────────────────
class BoundsForm(DeskForm):
    """A form whose field ``written`` stands for the two columns ``bounds`` of its model.

    ``understand`` reads it; ``told`` collects what to say of it after the save.
    """

    written = ""
    bounds = ("", "")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.told: list[str] = []
        self.stored = tuple(getattr(self.instance, name) for name in self.bounds)
        if self.written in self.fields:
            field = self.fields[self.written]
            field.label = capfirst(field.label)  # as Django does for the columns of a model
            self.initial[self.written] = self.stored
            if not self.is_bound and None not in self.stored:
                field.widget.said = self.stored_in_words()

    def stored_in_words(self) -> str:
        raise NotImplementedError

    def understand(self, text: str) -> Reading | None:
        """Put what ``text`` says into ``cleaned_data`` and, by ``set_bounds``, on the instance.

        ``text`` is empty where nothing is typed. Raises ``NotUnderstood``.
        """
        raise NotImplementedError

    @cached_property
    def is_rewritten(self) -> bool:
        """Whether the text is another than was shown."""
        return self.written in self.changed_data

    def set_bounds(self, low: Decimal | None, high: Decimal | None) -> None:
        for name, value in zip(self.bounds, (low, high), strict=True):
            setattr(self.instance, name, value)

    def clean(self):
        data = super().clean()
        if self.written not in self.cleaned_data:
            return data
        text = self.cleaned_data[self.written]
        try:
            read = self.understand(text)
        except NotUnderstood as error:
            field = getattr(error, "field", self.written)
            self.add_error(field if field in self.fields else self.written, str(error))
        else:
            if read is not None:
                label = self.fields[self.written].label
                self.told.insert(0, _read_as(label, text, read))
        return data

    def _get_validation_exclusions(self):
        # The columns have no field of their own: the rules on them hold for what was understood.
        excluded = super()._get_validation_exclusions()
        if self.written in self.cleaned_data and not self.errors:
            excluded -= set(self.bounds)
        return excluded


def _read_as(label, typed: str, said) -> str:
    return _("%(field)s “%(typed)s” read as %(said)s") % {
        "field": label,
        "typed": typed,
        "said": said,
    }


def tell(desk, request, form, formsets) -> None:
    """Say, as messages, how what was typed and saved was understood, where the text is not already
    as it is stored.
    """
    kept = (row for rows in formsets for row in rows.forms if row not in rows.deleted_forms)
    for saved in (form, *kept):
        told = list(getattr(saved, "told", ()))
        for name in saved.changed_data:
            field = saved.fields[name]
            if isinstance(field, WrittenDateField) and (stored := saved.cleaned_data.get(name)):
                typed = saved[name].data.strip()
                if typed != stored:
                    told.append(_read_as(field.label, typed, Reading(date_in_words(stored))))
        for sentence in told:
            desk.message_user(request, sentence)
