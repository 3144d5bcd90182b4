"""Organisations: names, spellings, families, and the basis of what is known about them."""

import uuid

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sources.audit import audited
from sources.choices import BASES
from sources.fields import FuzzyDateField, fuzzy_date_constraints
from sources.languages import reads_french
from sources.models import CitationLink, stance_known
from sources.slugs import fill_slug
from sources.vocabulary import CodeField, known_code

from ..choices import PARTNER_KINDS, PARTNER_RELATIONS


@audited
class Partner(models.Model):
    """One organisation. Each fact carries its basis: only ``text`` is ever shown as sourced."""

    slug = models.SlugField(
        _("slug"),
        max_length=100,
        unique=True,
        blank=True,
        help_text=_("Made from the name when left empty."),
    )
    name = models.CharField(_("name"), max_length=200)
    name_fr = models.CharField(_("name, in French"), max_length=200, blank=True)
    name_en = models.CharField(_("name, in English"), max_length=200, blank=True)
    kind = CodeField(_("kind"), vocabulary=PARTNER_KINDS, blank=True)
    country = models.CharField(_("country"), max_length=2, blank=True)
    country_basis = CodeField(_("basis of the country"), vocabulary=BASES, blank=True)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name=_("parent"),
        null=True,
        blank=True,
        related_name="subsidiaries",
    )
    parent_publisher = models.ForeignKey(
        "sources.Publisher",
        models.PROTECT,
        verbose_name=_("parent, when it is only a publisher"),
        null=True,
        blank=True,
        related_name="partner_brands",
    )
    parent_relation = CodeField(
        _("relation to the parent"), vocabulary=PARTNER_RELATIONS, blank=True
    )
    parent_basis = CodeField(_("basis of the relation"), vocabulary=BASES, blank=True)
    shareholders = models.ManyToManyField(
        "self",
        verbose_name=_("shareholders"),
        symmetrical=False,
        blank=True,
        related_name="holdings",
    )
    home_page = models.URLField(_("home page"), max_length=500, blank=True)
    wikidata = models.CharField(
        "Wikidata",
        max_length=20,
        blank=True,
        validators=[
            RegexValidator(r"^Q\d+$", _("A Wikidata identifier is Q and digits, such as Q14346."))
        ],
    )
    lei = models.CharField(
        "LEI",
        max_length=20,
        blank=True,
        validators=[
            RegexValidator(
                r"^[A-Z0-9]{18}\d\d$", _("An LEI has 18 letters or digits and two digits.")
            )
        ],
    )
    siren = models.CharField(
        "SIREN",
        max_length=9,
        blank=True,
        validators=[RegexValidator(r"^\d{9}$", _("A SIREN has nine digits."))],
    )
    founded = FuzzyDateField(_("founded"))
    ended = FuzzyDateField(_("ended"))
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name=_("merged into"),
        null=True,
        blank=True,
        related_name="merged",
    )
    public = models.BooleanField(
        _("public"),
        default=False,
        help_text=_("Editors decide. Until then no public page names this partner."),
    )
    desk_note = models.TextField(_("desk note"), blank=True, help_text=_("Never public."))

    class Meta:
        verbose_name = _("partner")
        verbose_name_plural = _("partners")
        ordering = ["name", "pk"]
        constraints = [
            known_code(
                "partner",
                "kind",
                PARTNER_KINDS,
                _("Choose a partner kind from the list."),
                blank=True,
            ),
            known_code(
                "partner", "country_basis", BASES, _("Choose a basis from the list."), blank=True
            ),
            known_code(
                "partner", "parent_basis", BASES, _("Choose a basis from the list."), blank=True
            ),
            known_code(
                "partner",
                "parent_relation",
                PARTNER_RELATIONS,
                _("Choose a relation from the list."),
                blank=True,
            ),
            models.CheckConstraint(
                condition=~Q(name=""),
                name="partner_named",
                violation_error_message=_("A partner needs a name."),
            ),
            models.CheckConstraint(
                condition=Q(country="") | ~Q(country_basis=""),
                name="partner_country_with_basis",
                violation_error_message=_(
                    "Say what the country rests on: a text, an inference or common knowledge."
                ),
            ),
            models.CheckConstraint(
                condition=Q(parent=None) | Q(parent_publisher=None),
                name="partner_one_parent",
                violation_error_message=_(
                    "A partner has one parent: an organisation or a publisher, not both."
                ),
            ),
            models.CheckConstraint(
                condition=(
                    Q(parent=None)
                    & Q(parent_publisher=None)
                    & Q(parent_relation="")
                    & Q(parent_basis="")
                )
                | (
                    (~Q(parent=None) | ~Q(parent_publisher=None))
                    & ~Q(parent_relation="")
                    & ~Q(parent_basis="")
                ),
                name="partner_parent_with_relation_and_basis",
                violation_error_message=_(
                    "A parent needs its relation and its basis; without one, leave them empty."
                ),
            ),
            models.CheckConstraint(
                condition=(Q(parent=None) | ~Q(parent=F("pk")))
                & (Q(merged_into=None) | ~Q(merged_into=F("pk"))),
                name="partner_not_its_own_kin",
                violation_error_message=_(
                    "A partner cannot be its own parent nor be merged into itself."
                ),
            ),
            models.CheckConstraint(
                condition=Q(merged_into=None) | Q(public=False),
                name="partner_merged_not_public",
                violation_error_message=_(
                    "A partner merged into another is no longer public by itself."
                ),
            ),
            *fuzzy_date_constraints("partner", "founded", "ended"),
        ]

    def __str__(self):
        return self.label

    def save(self, *args, **kwargs):
        fill_slug(self, self.name)
        super().save(*args, **kwargs)

    @property
    def label(self) -> str:
        """The name in the active language, or as stored where it has no translation."""
        french = reads_french()
        return (self.name_fr if french else self.name_en) or self.name

    def clean(self):
        super().clean()
        seen, ancestor = {self.pk}, self.parent
        while ancestor is not None:
            if ancestor.pk in seen:
                raise ValidationError(
                    {
                        "parent": _("%(parent)s already descends from this partner.")
                        % {"parent": self.parent}
                    }
                )
            seen.add(ancestor.pk)
            ancestor = ancestor.parent


@audited
class PartnerCitation(CitationLink):
    """One passage that supports a fact about a partner: its country, its parent, its kind."""

    partner = models.ForeignKey(
        Partner, models.CASCADE, verbose_name=_("partner"), related_name="evidence"
    )

    class Meta(CitationLink.Meta):
        verbose_name = _("passage about a partner")
        verbose_name_plural = _("passages about partners")
        constraints = [
            stance_known("partnercitation"),
            models.UniqueConstraint(
                fields=["partner", "citation", "field"],
                name="partnercitation_once",
                violation_error_message=_("This passage is already linked to this partner."),
            ),
        ]


@audited
class PartnerAlias(models.Model):
    """One spelling of a partner's name as it stands in a source."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partner = models.ForeignKey(
        Partner, models.CASCADE, verbose_name=_("partner"), related_name="aliases"
    )
    surface = models.CharField(_("as printed"), max_length=200)
    match = models.BooleanField(
        _("links new texts"),
        default=True,
        help_text=_(
            "Untick for a description or a generic phrase: evidence, but never used to recognise."
        ),
    )
    citations = models.ManyToManyField(
        "sources.Citation",
        through="AliasCitation",
        verbose_name=_("passages"),
        related_name="partner_aliases",
    )

    class Meta:
        verbose_name = _("partner alias")
        verbose_name_plural = _("partner aliases")
        ordering = ["surface", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(surface=""),
                name="partneralias_printed",
                violation_error_message=_("An alias needs the spelling that was printed."),
            ),
        ]

    def __str__(self):
        return self.surface


@audited
class AliasCitation(CitationLink):
    """One passage in which a spelling occurs."""

    alias = models.ForeignKey(
        PartnerAlias, models.CASCADE, verbose_name=_("alias"), related_name="evidence"
    )

    class Meta(CitationLink.Meta):
        verbose_name = _("passage with an alias")
        verbose_name_plural = _("passages with aliases")
        constraints = [
            stance_known("aliascitation"),
            models.UniqueConstraint(
                fields=["alias", "citation", "field"],
                name="aliascitation_once",
                violation_error_message=_("This passage is already linked to this alias."),
            ),
        ]
