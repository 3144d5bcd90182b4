"""An investment's amount as people write it: “2,2 à 3 milliards €”, “about 55 M$”.

The text may say the currency, the qualifier and the period too. Where the fields beside it are
empty or as they come, the text decides, and the message after the save says so; where the two
disagree, nobody guesses: the save is refused with both.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from babel.lists import format_list
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
from sources.written import Written, read_amount
from sources.written.wording import active_locale

from ..choices import DISCLOSURES, INVESTMENT_PERIODS, MONEY_QUALIFIERS
from ..templatetags.tracker_format import money

BESIDE = ("currency", "qualifier", "period", "disclosure")
WITHHELD, NOT_MENTIONED, DISCLOSED = "explicitly-withheld", "not-mentioned", "disclosed"


class Amount(NamedTuple):
    """What the text and the fields beside it say together."""

    minimum: Decimal
    maximum: Decimal
    currency: str
    qualifier: str
    period: str
    notes: tuple[str, ...] = ()

    @property
    def said(self) -> str:
        words = money(
            {
                "min": str(self.minimum),
                "max": str(self.maximum),
                "currency": self.currency,
                "qualifier": self.qualifier,
            }
        )
        period = "" if self.period == "once" else INVESTMENT_PERIODS[self.period].label()
        return f"{words} {period}".rstrip()


def together(written: Written, beside: Mapping[str, str]) -> Amount:
    """The amount that ``written`` and the fields beside it agree on. Raises ``Disagrees``."""
    if beside.get("disclosure") == WITHHELD:
        raise Disagrees("amount", _contradicts(WITHHELD))
    currency, note = _currency(written, beside.get("currency") or "")
    qualifier = _either(
        "qualifier", written.qualifier, beside.get("qualifier"), "exact", MONEY_QUALIFIERS
    )
    if qualifier == "range" and not written.is_range:
        raise Disagrees(
            "qualifier", _("A range has two bounds: write both, or choose another qualifier.")
        )
    said = "per-year" if written.per_year else ""
    period = _either("period", said, beside.get("period"), "once", INVESTMENT_PERIODS)
    notes = (*written.notes, note) if note else written.notes
    return Amount(written.minimum, written.maximum, currency, qualifier, period, notes)


def _contradicts(disclosure: str) -> str:
    return _(
        "An amount is written, and the disclosure says “%(disclosure)s”: keep one of them."
    ) % {"disclosure": DISCLOSURES[disclosure].label()}


def _currency(written: Written, chosen: str) -> tuple[str, str]:
    """The currency, and a note where the sign alone did not settle it."""
    meant = written.currencies
    if chosen:
        if meant and chosen not in meant:
            raise Disagrees(
                "currency",
                _("The amount says %(written)s and the currency says %(chosen)s: correct one.")
                % {"written": meant[0], "chosen": chosen},
            )
        return chosen, ""
    if not meant:
        raise Disagrees(
            "currency",
            _("In which currency? Write it with the amount, as in 500 000 €, or here: EUR."),
        )
    if not written.currency:
        raise Disagrees(
            "currency",
            _("This can be %(currencies)s: write the code of the one it is.")
            % {"currencies": format_list(meant, style="or", locale=active_locale())},
        )
    return written.currency, _("“$” is read as US dollars.") if len(meant) > 1 else ""


def _either(name: str, said: str, chosen: str | None, default: str, terms: Vocabulary) -> str:
    """What the text says or the field holds; ``default`` in the field counts as nothing chosen."""
    chosen = chosen or default
    if not said or said == chosen:
        return chosen
    if chosen == default:
        return said
    raise Disagrees(
        name,
        _("The amount says “%(written)s” and this says “%(chosen)s”: correct one.")
        % {"written": terms[said].label(), "chosen": terms[chosen].label()},
    )


def _read(text: str, beside: Mapping[str, str]) -> Reading:
    amount = together(read_amount(text), beside)
    return Reading(amount.said, amount.notes)


READERS["amount"] = _read


class ShowsAmount:
    """For rows with an ``AmountForm``: the amount when the row is read-only."""

    @admin.display(description=gettext_lazy("amount"))
    def amount(self, row):
        return None if row.amount_min is None else _stored(row)


def _stored(row) -> str:
    return Amount(row.amount_min, row.amount_max, row.currency, row.qualifier, row.period).said


class AmountForm(BoundsForm):
    written = "amount"
    bounds = ("amount_min", "amount_max")

    amount = WrittenBoundsField(
        label=gettext_lazy("amount"),
        widget=WrittenInput("amount", beside=BESIDE),
        help_text=gettext_lazy("500 000 €, 2.2 to 3 bn €, about 55 M$, at least 2 million"),
    )

    def stored_in_words(self):
        return _stored(self.instance)

    def understand(self, text):
        data = self.cleaned_data
        if not text:
            return self._understand_none()
        if data.get("disclosure") == NOT_MENTIONED and "disclosure" in self.changed_data:
            raise Disagrees("disclosure", _contradicts(NOT_MENTIONED))
        if self.is_rewritten:
            amount = together(read_amount(text), data)
        else:
            amount = together(Written(*self.stored), data)
        self.set_bounds(amount.minimum, amount.maximum)
        taken = {
            "currency": amount.currency,
            "qualifier": amount.qualifier,
            "period": amount.period,
            "disclosure": DISCLOSED,
        }
        changes = {name for name, value in taken.items() if data.get(name) != value}
        data.update(taken)
        if "disclosure" in changes:
            self.told.append(
                _("With an amount, the disclosure is now “%(disclosure)s”.")
                % {"disclosure": DISCLOSURES[DISCLOSED].label()}
            )
        if not changes and same_writing(text, amount.minimum, amount.maximum):
            return None
        return Reading(amount.said, amount.notes)

    def _understand_none(self) -> None:
        data = self.cleaned_data
        if data.get("disclosure") == DISCLOSED:
            raise Disagrees(
                "amount",
                _("The disclosure says “%(disclosure)s”: write the amount, or choose another.")
                % {"disclosure": DISCLOSURES[DISCLOSED].label()},
            )
        if data.get("currency") and "currency" in self.changed_data:
            raise Disagrees("amount", _("A currency is chosen: write its amount, or empty it."))
        if data.get("currency"):
            self.told.append(
                _("The currency %(currency)s went with the amount.")
                % {"currency": data["currency"]}
            )
            data["currency"] = ""
        self.set_bounds(None, None)
