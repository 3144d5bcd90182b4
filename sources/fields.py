"""``FuzzyDateField``: an EDTF text with the bounds, inference and basis that belong to it."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from . import fuzzy_dates


class EdtfEarliest(models.Func):
    function = "edtf_earliest"
    output_field = models.DateField()


class EdtfLatest(models.Func):
    function = "edtf_latest"
    output_field = models.DateField()


def validate_edtf(text: str) -> None:
    try:
        fuzzy_dates.parse(text)
    except fuzzy_dates.NotADate:
        raise ValidationError(
            _(
                "“%(text)s” is not a date Veille can read. Write 2017, 2017-12 or 2017-12-04, "
                "2017-12~ for “about”, ../2017-12-04 for “no later than”, 2016/2018 for an "
                "interval."
            ),
            params={"text": text},
            code="edtf",
        ) from None


class FuzzyDateField(models.CharField):
    """A date as precise as the source: ``date`` plus seven columns that share its name.

    ``date`` holds EDTF level 1 text, empty when no source gives a date. ``date_not_before`` and
    ``date_not_after`` narrow what the text alone allows. ``date_earliest`` and ``date_latest`` are
    computed by the database, ``NULL`` where the interval is open. ``date_inferred`` says that no
    source states the date; ``date_basis_fr``/``date_basis_en`` say what it is inferred from.
    """

    default_validators = [validate_edtf]

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("max_length", 60)
        kwargs.setdefault("blank", True)
        kwargs.setdefault("default", "")
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs

    def contribute_to_class(self, cls, name, private_only=False):
        super().contribute_to_class(cls, name, private_only)
        for suffix, companion in self._companions(name):
            companion.creation_counter = self.creation_counter  # keeps them beside the text
            cls.add_to_class(f"{name}_{suffix}", companion)

    @staticmethod
    def _companions(name):
        day = {"null": True, "blank": True}
        return [
            ("not_before", models.DateField(_("not before"), **day)),
            ("not_after", models.DateField(_("not after"), **day)),
            ("earliest", _bound(f"{name}_not_before", EdtfEarliest(name), _("earliest day"))),
            ("latest", _bound(f"{name}_not_after", EdtfLatest(name), _("latest day"))),
            ("inferred", models.BooleanField(_("inferred"), default=False)),
            ("basis_fr", models.TextField(_("basis, in French"), blank=True)),
            ("basis_en", models.TextField(_("basis, in English"), blank=True)),
        ]


def _bound(explicit: str, derived: models.Func, label) -> models.GeneratedField:
    return models.GeneratedField(
        expression=Coalesce(models.F(explicit), derived),
        output_field=models.DateField(),
        db_persist=True,
        verbose_name=label,
    )


def fuzzy_date_constraints(model: str, *fields: str) -> list[models.CheckConstraint]:
    """The invariants of each ``FuzzyDateField`` of a model; put them in ``Meta.constraints``."""
    return [constraint for field in fields for constraint in _constraints(model, field)]


def _constraints(model: str, field: str):
    yield models.CheckConstraint(
        condition=Q(**{field: ""}) | Q(**{f"{field}__regex": f"^{fuzzy_dates.EDTF_PATTERN}$"}),
        name=f"{model}_{field}_edtf",
        violation_error_message=_(
            "A date is written 2017, 2017-12, 2017-12-04, 2017-12~ or ../2017-12-04."
        ),
    )
    yield models.CheckConstraint(
        condition=Q(**{f"{field}_inferred": False}) | ~Q(**{f"{field}_basis_en": ""}),
        name=f"{model}_{field}_inferred_with_basis",
        violation_error_message=_("An inferred date needs its basis: what it is inferred from."),
    )
    yield models.CheckConstraint(
        condition=Q(**{f"{field}_earliest": None})
        | Q(**{f"{field}_latest": None})
        | Q(**{f"{field}_earliest__lte": models.F(f"{field}_latest")}),
        name=f"{model}_{field}_bounds_ordered",
        violation_error_message=_("The earliest day of a date cannot come after its latest day."),
    )


def overlaps(field: str, *, after=None, before=None) -> Q:
    """Rows whose date may fall in ``after``..``before``: days, inclusive, either may be ``None``.

    A row without any date never matches; an open side of an interval matches everything beyond it.
    """
    known = ~Q(**{f"{field}_earliest": None}) | ~Q(**{f"{field}_latest": None})
    condition = Q()
    if after is not None:
        condition &= known & (Q(**{f"{field}_latest": None}) | Q(**{f"{field}_latest__gte": after}))
    if before is not None:
        condition &= known & (
            Q(**{f"{field}_earliest": None}) | Q(**{f"{field}_earliest__lte": before})
        )
    return condition
