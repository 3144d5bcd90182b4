"""The entry form in sections: each its own fields and rows, a count and, after a save that did not
go through, the number of its errors.
"""

from dataclasses import dataclass, field

from django.contrib.admin.helpers import InlineAdminForm
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sources.admin.dates import fuzzy_date

from . import inlines
from .lines import line_of


@dataclass(frozen=True)
class Section:
    """Where the fields and the rows of an entry stand; ``key`` is in the addresses of the page."""

    key: str
    title: Promise
    fieldsets: tuple = ()
    inlines: tuple = ()


def _folded(title, *fields):
    return (title, {"classes": ["collapse"], "fields": fields})


SECTIONS = [
    Section(
        "identity",
        _("Identity"),
        fieldsets=(
            (
                None,
                {
                    "fields": [
                        ("title", "title_as_stated"),
                        ("kind", "subkind", "language", "title_coined"),
                        "themes",
                        "summary",
                        "passages",
                        "description",
                        ("audience_fr", "audience_en"),
                    ]
                },
            ),
            _folded(
                _("Place"),
                ("place_name_fr", "place_name_en"),
                ("city_fr", "city_en"),
                ("department", "country", "place_inferred"),
            ),
            _folded(
                _("Address and verification"),
                ("slug", "scope", "evidence_level", "last_verified_on"),
            ),
        ),
        inlines=(inlines.AliasInline,),
    ),
    Section("partners", _("Partners"), inlines=(inlines.ParticipationInline,)),
    Section("money", _("Money"), inlines=(inlines.InvestmentInline,)),
    Section(
        "timeline",
        _("Timeline"),
        fieldsets=(_folded(_("Start and end"), *fuzzy_date("start"), *fuzzy_date("end")),),
        inlines=(inlines.MilestoneInline, inlines.StatusInline, inlines.DateInline),
    ),
    Section("figures", _("Figures"), inlines=(inlines.MetricInline,)),
    Section("statements", _("Statements"), inlines=(inlines.StatementInline,)),
    Section(
        "family",
        _("Family"),
        fieldsets=((None, {"fields": [("related", "also_partner")]}),),
        inlines=(inlines.ParentInline,),
    ),
    Section("translations", _("Translations"), inlines=(inlines.TranslationInline,)),
    # After every claim: a link changed here wins over the picker of its claim.
    Section("evidence", _("Evidence"), inlines=(inlines.EvidenceInline,)),
    Section(
        "desk",
        _("Desk notes"),
        fieldsets=((None, {"fields": [("desk_note_fr", "desk_note_en")]}),),
        inlines=(inlines.HintInline,),
    ),
    # Last: the reason of a correction, which ``entries`` appends, belongs here.
    Section(
        "publication",
        _("Publication"),
        fieldsets=(
            (
                None,
                {
                    "fields": [
                        ("state", "version", "merged_into"),
                        ("first_published_at", "published_at"),
                        "withdrawal_reason",
                        ("created_by", "created_at", "updated_at"),
                    ]
                },
            ),
        ),
    ),
]


@dataclass
class Row:
    """One inline row as the page shows it: a line of text that opens into its fields."""

    form: InlineAdminForm
    anchor: str
    line: str
    errors: int
    is_template: bool

    @property
    def is_open(self) -> bool:
        return self.errors > 0 or self.form.original is None


@dataclass
class Rows:
    """The rows of one model in a section."""

    inline: object
    rows: list[Row]

    @property
    def count(self) -> int:
        return sum(not row.is_template for row in self.rows)

    @property
    def errors(self) -> int:
        return sum(row.errors for row in self.rows) + len(self.inline.formset.non_form_errors())


@dataclass
class Shown:
    """A section on the page."""

    key: str
    title: Promise
    fieldsets: list
    groups: list[Rows] = field(default_factory=list)
    asks: bool = False  # something that a save needs to be told: shown whatever is remembered

    @property
    def count(self) -> int:
        return sum(group.count for group in self.groups)

    @property
    def errors(self) -> int:
        fields = [line for fieldset in self.fieldsets for line in fieldset]
        typed = [each for line in fields for each in line if not each.is_readonly]
        mistakes = sum(len(each.field.errors) for each in typed)
        return mistakes + sum(group.errors for group in self.groups)


def shown(adminform, formsets) -> list[Shown]:
    """The sections of a change form, in order; those without a field or a row are left out."""
    fieldsets = iter(list(adminform))
    by_inline = {type(formset.opts): formset for formset in formsets}
    sections = []
    for section in SECTIONS:
        own = [next(fieldsets) for _each in section.fieldsets]
        groups = [_rows(by_inline[inline]) for inline in section.inlines if inline in by_inline]
        sections.append(Shown(section.key, section.title, own, groups))
    correction = list(fieldsets)
    sections[-1].fieldsets += correction
    sections[-1].asks = bool(correction)
    return [section for section in sections if section.fieldsets or section.groups]


def _rows(formset) -> Rows:
    rows = []
    for number, form in enumerate(formset):
        if form.original is None:
            _nothing_computed(form.form.instance)
        is_template = form.form.prefix.endswith("__prefix__")
        anchor = f"{formset.formset.prefix}-{'empty' if is_template else number}"
        errors = 0 if is_template else sum(len(each) for each in form.form.errors.values())
        # What was typed in a row with errors may make no sense in words.
        line = "" if form.original is None or errors else line_of(form.original)
        rows.append(Row(form, anchor, line, errors, is_template))
    return Rows(formset, rows)


def _nothing_computed(row) -> None:
    """A row that is not stored has no computed columns, and must not ask the database for them."""
    for column in row._meta.fields:
        if column.generated:
            row.__dict__.setdefault(column.attname, None)


def anchors(sections: list[Shown]) -> dict:
    """``{(model, key): anchor}`` of every stored row on the page."""
    return {
        (group.inline.opts.model._meta.model_name, row.form.original.pk): row.anchor
        for section in sections
        for group in section.groups
        for row in group.rows
        if row.form.original is not None
    }


def place_of(about: str) -> str:
    """The anchor of what a reason of the gate is about, where no row of the page is."""
    for section in SECTIONS:
        if about in [inline.model._meta.model_name for inline in section.inlines]:
            return f"section-{section.key}"
    return f"id_{about}"
