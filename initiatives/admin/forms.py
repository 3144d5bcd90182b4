"""Forms of an entry's rows: a claim with its passages, a passage with its claim."""

from django import forms
from django.utils.translation import gettext_lazy as _

from sources.admin.forms import DeskForm
from sources.admin.passages import PassagesForm

from ..models import CLAIMS
from .entries import EntryForm
from .figures import FigureForm
from .money import AmountForm


class InitiativeForm(EntryForm, PassagesForm):
    """An entry with the passages about it as a whole: of no claim, and of no field of its own."""

    def own_links(self):
        return super().own_links().filter(**dict.fromkeys(CLAIMS), field="")

    def chosen_passages(self):
        links = self.own_links().select_related("citation__article")
        return list(dict.fromkeys(link.citation for link in links))


class ClaimForm(PassagesForm):
    """A participation, an investment, a milestone, a figure or a status with its passages."""

    def link_values(self):
        return {"initiative": self.instance.initiative}


class ClaimPageForm(EntryForm, ClaimForm):
    """The same on a page of its own."""


class InvestmentForm(AmountForm, ClaimForm):
    pass


class InvestmentPageForm(AmountForm, ClaimPageForm):
    pass


class MetricForm(FigureForm, ClaimForm):
    pass


class MetricPageForm(FigureForm, ClaimPageForm):
    pass


class StatementForm(FigureForm, PassagesForm):
    pass


class StatementPageForm(FigureForm, EntryForm, PassagesForm):
    pass


class EvidenceForm(DeskForm):
    """A passage of an entry; ``claim`` says which claim it supports, empty for the entry itself."""

    claim = forms.ChoiceField(required=False, label=_("Supports"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        chosen = ((name, getattr(self.instance, f"{name}_id")) for name in CLAIMS)
        self.fields["claim"].initial = next((f"{name}:{pk}" for name, pk in chosen if pk), "")

    def clean(self):
        data = super().clean()
        if "claim" in self.cleaned_data:
            kind, _colon, pk = self.cleaned_data["claim"].partition(":")
            for name in CLAIMS:
                setattr(self.instance, f"{name}_id", pk if name == kind else None)
        return data


class ClaimEvidenceForm(DeskForm):
    """A passage on its claim's own page: it belongs to the entry that the claim belongs to."""

    def clean(self):
        data = super().clean()
        claim = next((claim for name in CLAIMS if (claim := self.cleaned_data.get(name))), None)
        if claim is not None:
            self.instance.initiative_id = claim.initiative_id
        return data
