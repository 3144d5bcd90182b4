"""People, only as they speak or act in a public capacity."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sources.audit import audited
from sources.fields import FuzzyDateField, fuzzy_date_constraints
from sources.languages import reads_french
from sources.models import CitationLink, stance_known
from sources.slugs import fill_slug


@audited
class Person(models.Model):
    """Someone quoted or acting. Without a name when a source gives only the function."""

    slug = models.SlugField(
        _("slug"),
        max_length=100,
        unique=True,
        blank=True,
        help_text=_("Made from the name when left empty."),
    )
    name = models.CharField(_("name"), max_length=200, blank=True)
    public = models.BooleanField(
        _("public"),
        default=False,
        help_text=_("Editors decide. Until then no public page names this person."),
    )
    desk_note = models.TextField(_("desk note"), blank=True, help_text=_("Never public."))

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["name", "slug"]
        constraints = [
            models.CheckConstraint(
                condition=Q(public=False) | ~Q(name=""),
                name="person_public_has_name",
                violation_error_message=_("A person without a name cannot be public."),
            ),
        ]

    def __str__(self):
        return self.name or self.slug

    def save(self, *args, **kwargs):
        fill_slug(self, self.name)
        super().save(*args, **kwargs)


@audited
class PersonRole(models.Model):
    """A person's title in an organisation, as stated by a source, as of a date."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(
        Person, models.CASCADE, verbose_name=_("person"), related_name="roles"
    )
    title_as_stated = models.CharField(_("title as printed"), max_length=200)
    title_fr = models.CharField(_("title, in French"), max_length=200)
    title_en = models.CharField(_("title, in English"), max_length=200)
    partner = models.ForeignKey(
        "initiatives.Partner",
        models.PROTECT,
        verbose_name=_("organisation"),
        related_name="person_roles",
    )
    partner_inferred = models.BooleanField(_("organisation inferred"), default=False)
    partner_basis = models.TextField(_("basis of the organisation"), blank=True)
    as_of = FuzzyDateField(_("as of"))
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    citations = models.ManyToManyField(
        "sources.Citation",
        through="PersonRoleCitation",
        verbose_name=_("passages"),
        related_name="person_roles",
    )

    class Meta:
        verbose_name = _("role of a person")
        verbose_name_plural = _("roles of people")
        ordering = ["person", "position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(partner_inferred=False) | ~Q(partner_basis=""),
                name="personrole_inferred_with_basis",
                violation_error_message=_("An inferred organisation needs its basis."),
            ),
            *fuzzy_date_constraints("personrole", "as_of"),
        ]

    def __str__(self):
        french = reads_french()
        title = self.title_fr if french else self.title_en
        return f"{title}, {self.partner}" if self.partner_id else title


@audited
class PersonRoleCitation(CitationLink):
    """One passage that gives a person's title."""

    role = models.ForeignKey(
        PersonRole, models.CASCADE, verbose_name=_("role"), related_name="evidence"
    )

    class Meta(CitationLink.Meta):
        verbose_name = _("passage about a role")
        verbose_name_plural = _("passages about roles")
        constraints = [
            stance_known("personrolecitation"),
            models.UniqueConstraint(
                fields=["role", "citation", "field"],
                name="personrolecitation_once",
                violation_error_message=_("This passage is already linked to this role."),
            ),
        ]
