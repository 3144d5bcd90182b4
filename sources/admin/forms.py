"""Forms every desk page shares: refusals shown with the typing kept, lists typed line by line."""

from functools import lru_cache

from django import forms
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.utils.translation import gettext_lazy

from .widgets import LoadedSelect, LoadedSelectMultiple, unwrapped


class DeskForm(forms.ModelForm):
    """``refusal`` holds the sentences of a save that was just undone: the same input is shown again
    with them, nothing typed is lost.
    """

    refusal: tuple[str, ...] = ()
    refused_field: str | None = None  # where they are shown; None: above the form

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.prefix and not self.instance._state.adding:
            # An inline row that comes back as it was shown is not asked again: each of its
            # references and rules would cost a query, hundreds for an entry of forty rows.
            self.empty_permitted = True
        for name, field in self.fields.items():
            widget = unwrapped(field.widget)
            if isinstance(widget, (LoadedSelect, LoadedSelectMultiple)):
                widget.loaded = self._at_hand(name)

    def _at_hand(self, name) -> list:
        """The related rows the instance already holds; empty when asking would cost a query."""
        try:
            field = self._meta.model._meta.get_field(name)
        except FieldDoesNotExist:  # a field of the form alone
            return []
        if field.many_to_many:
            return list(getattr(self.instance, "_prefetched_objects_cache", {}).get(name, ()))
        related = getattr(self.instance, name) if field.is_cached(self.instance) else None
        return [] if related is None else [related]

    def clean(self):
        data = super().clean()
        for reason in self.refusal:
            self.add_error(self.refused_field, reason)
        return data

    def _get_validation_exclusions(self):
        """Django leaves out columns a form does not show, the computed bounds of a date among them.

        What they are computed from is typed here, so the constraints on them can be checked here,
        at the row where the mistake is, instead of by the database at the end.
        """
        excluded = super()._get_validation_exclusions()
        return excluded - {field.name for field in self._meta.model._meta.fields if field.generated}


@lru_cache
def with_reason(form: type[DeskForm]) -> type[DeskForm]:
    """``form`` with a field for the public reason of a correction, which is no change by itself."""

    class WithReason(form):
        reason = forms.CharField(
            required=False,
            strip=True,
            max_length=1000,
            label=gettext_lazy("Reason of the correction"),
            help_text=gettext_lazy(
                "Public, and needed where the change alters what the world reads: it stands among "
                "the corrections. A note of the desk needs none."
            ),
            widget=forms.Textarea(attrs={"rows": 2}),
        )

        @property
        def changed_data(self):
            return [name for name in super().changed_data if name != "reason"]

    return WithReason


class LinesField(forms.Field):
    """A list of texts, one on each line (a name may hold a comma)."""

    widget = forms.Textarea(attrs={"rows": 3})

    def __init__(self, base_field, *, max_length=None, show_hidden_initial=False, **kwargs):
        super().__init__(**kwargs)  # no hidden copy beside it: the row itself is the initial value
        self.base_field = base_field

    def prepare_value(self, value):
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value):
        return [line.strip() for line in (value or "").splitlines() if line.strip()]

    def validate(self, value):
        super().validate(value)
        for line in value:
            try:
                self.base_field.clean(line)
            except ValidationError as error:
                raise ValidationError(
                    [f"{line}: {message}" for message in error.messages]
                ) from error

    def has_changed(self, initial, data):
        return (initial or []) != self.to_python(data)
