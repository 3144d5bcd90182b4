"""A figure as people write it: “170 m²”, “2 500 à 3 000”, “près de 15 personnes”, “12,5 %”."""

from collections.abc import Mapping

from django.contrib import admin
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sources.admin.written import (
    READERS,
    BoundsForm,
    Disagrees,
    Reading,
    WrittenBoundsField,
    WrittenInput,
    same_writing,
)
from sources.vocabulary import Vocabulary
from sources.written import Hedge, NotUnderstood, Written, read_figure

from ..choices import METRIC_QUALIFIERS, METRIC_UNITS
from ..templatetags.tracker_format import figure

BESIDE = ("unit", "qualifier")

# How each unit may be spelt after the number; a share is written without.
SPELLINGS = {
    label: term.code
    for term in METRIC_UNITS
    for label in (term.label_fr, term.label_en)
    if term.code != "share"
} | {
    **{"pour cent": "percent", "percent": "percent", "per cent": "percent"},
    **{"m2": "m2", "sq m": "m2", "personne": "people", "person": "people", "site": "sites"},
    **{"month": "months", "contact": "contacts", "essai": "trials", "trial": "trials"},
    **{"emploi": "jobs", "job": "jobs", "country": "countries", "application": "apps"},
    **{"applis": "apps", "app": "apps", "organisation": "organisations"},
    **{"€ par an": "eur-per-year", "€/an": "eur-per-year", "euros par an": "eur-per-year"},
    **{"€ per year": "eur-per-year", "€/year": "eur-per-year", "eur/year": "eur-per-year"},
    **{"€ a year": "eur-per-year", "euros a year": "eur-per-year", "eur par an": "eur-per-year"},
}
QUALIFIERS = {
    Hedge.ABOUT: "about",
    Hedge.NEARLY: "nearly",
    Hedge.MORE_THAN: "more-than",
    Hedge.UP_TO: "up-to",
}


def together(written: Written, beside: Mapping[str, str]) -> tuple[str, str]:
    """The unit and the qualifier that ``written`` and the fields beside it agree on.

    Raises ``NotUnderstood``.
    """
    unit = _either("unit", written.unit, beside.get("unit") or "", METRIC_UNITS)
    if not unit:
        raise Disagrees("unit", _("In which unit? Write it with the figure, or choose it."))
    hedge = written.hedge
    if hedge is not None and hedge not in QUALIFIERS:
        raise NotUnderstood(
            _("A figure is kept as about, nearly, more than or up to: write one of them.")
        )
    said = QUALIFIERS[hedge] if hedge else ""
    return unit, _either("qualifier", said, beside.get("qualifier") or "", METRIC_QUALIFIERS)


def _either(name: str, said: str, chosen: str, terms: Vocabulary) -> str:
    if said and chosen and said != chosen:
        raise Disagrees(
            name,
            _("The figure says “%(written)s” and this says “%(chosen)s”: correct one.")
            % {"written": terms[said].label(), "chosen": terms[chosen].label()},
        )
    return said or chosen


def _words(low, high, unit: str, qualifier: str) -> str:
    return figure(
        {
            "value_min": low,
            "value_max": high,
            "unit": unit,
            "qualifier": qualifier,
            "display": "",
        }
    )


class ShowsFigure:
    """For pages and rows with a ``FigureForm``: the figure when the row is read-only."""

    @admin.display(description=gettext_lazy("figure"))
    def figure(self, row):
        return _words(row.value_min, row.value_max, row.unit, row.qualifier) or None


def _read(text: str, beside: Mapping[str, str]) -> Reading:
    written = read_figure(text, SPELLINGS)
    unit, qualifier = together(written, beside)
    return Reading(_words(written.minimum, written.maximum, unit, qualifier), written.notes)


READERS["figure"] = _read


class FigureForm(BoundsForm):
    written = "figure"
    bounds = ("value_min", "value_max")

    figure = WrittenBoundsField(
        label=gettext_lazy("figure"),
        widget=WrittenInput("figure", beside=BESIDE),
        help_text=gettext_lazy("170, 2 500 to 3 000, about 15 people, 12.5 %"),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "unit" in self.fields:
            self.fields["unit"].required = False  # the figure may say it

    def stored_in_words(self):
        return _words(*self.stored, self.instance.unit, self.instance.qualifier)

    def understand(self, text):
        data = self.cleaned_data
        if not text:
            return self._understand_none()
        written = read_figure(text, SPELLINGS) if self.is_rewritten else Written(*self.stored)
        unit, qualifier = together(written, data)
        changed = (unit, qualifier) != (data.get("unit"), data.get("qualifier"))
        data.update(unit=unit, qualifier=qualifier)
        self.set_bounds(written.minimum, written.maximum)
        if not changed and same_writing(text, written.minimum, written.maximum):
            return None
        said = _words(written.minimum, written.maximum, unit, qualifier)
        return Reading(said, written.notes)

    def _understand_none(self) -> None:
        if not self.cleaned_data.get("unit") and not self.instance._meta.get_field("unit").blank:
            raise Disagrees("unit", _("Choose the unit."))
        self.set_bounds(None, None)
