"""One class for each sort of query parameter: how its text becomes a value, which values are right,
what it asks of a row. The filter sets put them together.

``allowed`` says to a program which values are right (a list of codes, or words); ``schema`` says it
in OpenAPI. Both are English, as all of the API; messages and labels follow the reader's language.
"""

import datetime
import re
from decimal import Decimal

import django_filters
from babel import Locale
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sources import fuzzy_dates
from sources.vocabulary import Vocabulary

from ..publication import search
from ..publication.reading import by_rank

_NOT_TEXT = re.compile("[\0\ufffd]")  # what a NUL byte or bytes that are not UTF-8 are decoded to
_SLUG = re.compile(r"\A[-a-zA-Z0-9_]{1,100}\Z")
_DAY = re.compile(r"\A\d{4}(-\d\d(-\d\d)?)?\Z", re.ASCII)
_AMOUNT = re.compile(r"\A\d{1,16}(\.\d{1,2})?\Z", re.ASCII)
_MOMENT = re.compile(
    r"\A[12]\d{3}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:\d\d)?)?\Z", re.ASCII
)
_SPACE_FOR_PLUS = re.compile(r"(:\d\d(?:\.\d+)?) (\d\d:\d\d)\Z")


# The same for OpenAPI, which knows no calendar: every day there is, and no other.
_MONTHS = (
    "(0[13578]|1[02])(-(0[1-9]|[12][0-9]|3[01]))?|(0[469]|11)(-(0[1-9]|[12][0-9]|30))?"
    "|02(-(0[1-9]|1[0-9]|2[0-8]))?"
)
_LEAP = "(0[48]|[2468][048]|[13579][26])"
_YEAR = "(0[0-9][0-9][1-9]|0[0-9][1-9][0-9]|0[1-9][0-9]{2}|[1-9][0-9]{3})"
_DAY_PATTERN = f"^({_YEAR}(-({_MONTHS}))?|([0-9]{{2}}{_LEAP}|{_LEAP}00)-02-29)$"
_TIME = "([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9]([.][0-9]{1,6})?)?"
_ZONE = "(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9])?"
_MOMENT_PATTERN = (
    f"^([12][0-9]{{3}}-({_MONTHS.replace(')?', ')')})"
    f"|([12][0-9]{_LEAP}|(12|16|2[048])00)-02-29)([T ]{_TIME}{_ZONE})?$"
)


class Parameter(django_filters.Filter):
    """A query parameter. ``path`` is the column it filters; without one, its filter set reads it
    together with others (a partner *in* a role).
    """

    allowed: list[str] | str = "text"
    schema: dict = {"type": "string"}
    repeatable = False

    def __init__(self, label, description: str, path: str | None = None, **kwargs):
        super().__init__(path, label=label, **kwargs)
        self.description = description
        self.path = path

    def condition(self, value) -> Q:
        """What ``value`` asks of a row. Only where there is a ``path``."""
        return Q(**{f"{self.path}__{self.lookup_expr}": value})


# ── Values of which one parameter may hold several: any of them is right ─────────────────────────


class SharedField(forms.Field):
    """A field that all forms share: they would copy it, which costs more than reading a page of
    documents, and nothing in it ever changes.
    """

    def __deepcopy__(self, memo):
        return self


class ManyValues(forms.SelectMultiple):
    def value_from_datadict(self, data, files, name):
        return [value.strip() for value in data.getlist(name) if value.strip()]


class ValuesField(SharedField, forms.MultipleChoiceField):
    widget = ManyValues
    default_error_messages = {
        "invalid_choice": _("“%(value)s” is not one of the values this filter knows."),
    }

    def validate(self, value):
        wrong = [each for each in value if not self.valid_value(each)]
        if wrong:
            raise ValidationError(
                [
                    ValidationError(
                        self.error_messages["invalid_choice"],
                        "invalid_choice",
                        {"value": each[:100]},
                    )
                    for each in wrong
                ]
            )


class Codes(Parameter):
    """Codes of a closed list."""

    field_class = ValuesField
    repeatable = True

    def __init__(self, vocabulary: Vocabulary, *args, **kwargs):
        super().__init__(*args, lookup_expr="in", choices=vocabulary.choices, **kwargs)
        self.vocabulary = vocabulary

    @property
    def allowed(self):
        return self.vocabulary.codes

    @property
    def schema(self):
        return {"type": "array", "items": {"type": "string", "enum": self.vocabulary.codes}}


class CodeListField(ValuesField):
    """Codes of a standard: too many to list, so they are checked one by one."""

    def __init__(self, *, known, **kwargs):
        super().__init__(**kwargs)
        self.known = known

    def to_python(self, value):
        return [each.upper() for each in super().to_python(value)]

    def valid_value(self, value):
        return self.known(value)


def _any_of(codes) -> str:
    """A pattern: of an enumeration, clients made of the description would make a long class."""
    return f"^({'|'.join(sorted(codes))})$"


class Countries(Parameter):
    field_class = CodeListField
    repeatable = True
    allowed = "a country's two-letter code of ISO 3166-1, such as FR; EU for the Union"
    codes = frozenset(
        code for code in Locale("en").territories if len(code) == 2 and code.isalpha()
    )
    schema = {"type": "array", "items": {"type": "string", "pattern": _any_of(codes)}}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, known=self.codes.__contains__, **kwargs)


class Currencies(Parameter):
    field_class = CodeListField
    repeatable = True
    allowed = "a currency's three-letter code of ISO 4217, such as EUR"
    codes = frozenset(Locale("en").currencies)
    schema = {"type": "array", "items": {"type": "string", "pattern": _any_of(codes)}}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, lookup_expr="in", known=self.codes.__contains__, **kwargs)


class SlugsField(ValuesField):
    default_error_messages = {"invalid_choice": _("“%(value)s” is not a public slug of this kind.")}

    def valid_value(self, value):
        return bool(_SLUG.match(value))


class Slugs(Parameter):
    """Slugs of published rows of ``of``. The filter set asks, once for all, whether they exist."""

    field_class = SlugsField
    repeatable = True
    schema = {"type": "array", "items": {"type": "string", "pattern": "^[-a-zA-Z0-9_]{1,100}$"}}

    def __init__(self, of, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.of = of
        collection = of.__name__.removeprefix("Published").lower() + "s"
        self.allowed = f"a slug that /api/v1/{collection}/ lists"


class Flags(Parameter):
    """True, false, or (both given) either."""

    field_class = ValuesField
    repeatable = True
    allowed = ["true", "false"]
    schema = {"type": "array", "items": {"type": "boolean"}}

    def __init__(self, *args, **kwargs):
        choices = [("true", _("yes")), ("false", _("no"))]
        super().__init__(*args, lookup_expr="in", choices=choices, **kwargs)

    def condition(self, value):
        return super().condition([each == "true" for each in value])


# ── Values of which there is one ─────────────────────────────────────────────────────────────────


class OneValue(forms.TextInput):
    """Reads the whole list, so that a value given twice can be refused instead of half ignored."""

    def value_from_datadict(self, data, files, name):
        values = [value.strip() for value in data.getlist(name) if value.strip()]
        return values if len(values) > 1 else "".join(values)


class OneField(SharedField):
    """One text. ``read`` makes the value of it, or raises ``ValueError``."""

    widget = OneValue
    default_error_messages = {
        "repeated": _("This parameter takes one value, not several."),
        "invalid": _("“%(value)s” is not a value this parameter knows."),
    }

    def __init__(self, *, read, invalid=None, **kwargs):
        super().__init__(**kwargs)
        self.read = read
        if invalid:
            self.error_messages["invalid"] = invalid

    def to_python(self, value):
        if isinstance(value, list):
            raise ValidationError(self.error_messages["repeated"], "repeated")
        if value in self.empty_values:
            return None
        try:
            return self.read(value)
        except (ValueError, OverflowError):
            raise ValidationError(
                self.error_messages["invalid"], "invalid", {"value": value[:100]}
            ) from None


class One(Parameter):
    field_class = OneField
    invalid: str | None = None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, read=self.read, invalid=self.invalid, **kwargs)

    def read(self, text: str):
        raise NotImplementedError


class Words(One):
    """Words to look for; the filter set knows in what."""

    allowed = f'words, "a phrase", -word, a or b: at most {search.MAX_LENGTH} characters'
    schema = {
        "type": "string",
        "maxLength": search.MAX_LENGTH,
        "pattern": r"^[^\u0000\uFFFD]*$",  # ``_NOT_TEXT``
    }
    invalid = _("A search is text of at most 200 characters, without control characters.")

    def read(self, text):
        if len(text) > search.MAX_LENGTH or _NOT_TEXT.search(text):
            raise ValueError(text)
        return text


class Day(One):
    """A day, or the first (``last``: the last) one of a month or a year."""

    allowed = "a day (2017-12-04), a month (2017-12) or a year (2017)"
    schema = {"type": "string", "pattern": _DAY_PATTERN}
    invalid = _(
        "“%(value)s” is not a date. Write a day (2017-12-04), a month (2017-12) or a year (2017)."
    )

    def __init__(self, *args, last=False, **kwargs):
        self.last = last
        super().__init__(*args, **kwargs)

    def read(self, text) -> datetime.date:
        if not _DAY.match(text):
            raise ValueError(text)
        date = fuzzy_dates.parse(text)
        return date.latest if self.last else date.earliest


class Amount(One):
    allowed = "a number, zero or more, with at most two decimals: 500000 or 500000.00"
    schema = {"type": "string", "pattern": r"^\d{1,16}(\.\d{1,2})?$"}
    invalid = _(
        "“%(value)s” is not an amount. Write a number, zero or more, such as 500000 or 500000.00."
    )

    def read(self, text) -> Decimal:
        if not _AMOUNT.match(text):
            raise ValueError(text)
        return Decimal(text)


class Moment(One):
    """A moment; a day is its first second, UTC where no zone is given."""

    allowed = "a day (2026-11-24) or a moment (2026-11-24T08:30:00Z); UTC unless it says otherwise"
    schema = {"type": "string", "pattern": _MOMENT_PATTERN}
    invalid = _("“%(value)s” is not a date or time. Write 2026-11-24 or 2026-11-24T08:30:00Z.")

    def read(self, text) -> datetime.datetime:
        text = _SPACE_FOR_PLUS.sub(r"\1+\2", text)  # an unescaped + in an address is a space
        if not _MOMENT.match(text):
            raise ValueError(text)
        moment = datetime.datetime.fromisoformat(text)
        if moment.tzinfo is None:
            return moment.replace(tzinfo=datetime.UTC)
        return moment.astimezone(datetime.UTC)


class Since(Moment):
    """A moment, inclusive."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, lookup_expr="gte", **kwargs)


class Flag(One):
    allowed = ["true", "false"]
    schema = {"type": "boolean", "default": False}
    invalid = _("“%(value)s” is neither “true” nor “false”.")

    def read(self, text) -> bool:
        if text not in ("true", "false"):
            raise ValueError(text)
        return text == "true"


class WholeNumber(One):
    """A number from ``low`` to ``high``, ``default`` when it is not given."""

    def __init__(self, *args, low: int, high: int, default: int, **kwargs):
        super().__init__(*args, **kwargs)
        self.low, self.high = low, high
        self.allowed = f"a whole number from {low} to {high}"
        self.schema = {"type": "integer", "minimum": low, "maximum": high, "default": default}

    def read(self, text) -> int:
        if not (
            text.isascii()
            and text.isdigit()
            and len(text) < 20
            and self.low <= int(text) <= self.high
        ):
            raise ValueError(text)
        return int(text)


class Order(One):
    """The order of a list. ``orders``: name -> (order, label, label of the reverse, ``-name``)."""

    def __init__(self, default: str, orders: dict, *, by_relevance=False):
        super().__init__(_("Order"), "The order of the results; what has no value comes last.")
        self.orders, self.labels = {}, {}
        for name, (order, label, reverse_label) in orders.items():
            self.orders |= {name: order, f"-{name}": order.reversed}
            self.labels |= {name: label, f"-{name}": reverse_label}
        if by_relevance:
            self.orders["relevance"] = by_rank("relevance")
            self.labels["relevance"] = _("best match first")
        self.default = default
        self.allowed = list(self.orders)
        self.schema = {"type": "string", "enum": self.allowed}

    def read(self, text) -> str:
        if text not in self.orders:
            raise ValueError(text)
        return text


class Cursor(One):
    """A place in a list; the filter set knows in which."""

    allowed = "what `next` or `previous` of this list holds; never made by hand"
    invalid = _("This is not a cursor of this list: take it from “next” or “previous”.")

    def read(self, text) -> str:
        if len(text) > 2000 or not text.isascii():
            raise ValueError(text)
        return text
