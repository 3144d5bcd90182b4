"""Who publishes: newspapers, agencies, companies speaking of themselves."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..audit import audited
from ..choices import BASES, PUBLISHER_KINDS
from ..slugs import fill_slug
from ..vocabulary import CodeField, known_code
from .citation import CitationLink, stance_known


@audited
class Publisher(models.Model):
    """A body that publishes articles. Not a partner: the same organisation may be one as well."""

    slug = models.SlugField(
        _("slug"),
        max_length=100,
        unique=True,
        blank=True,
        help_text=_("Made from the name when left empty."),
    )
    name = models.CharField(_("name"), max_length=200)
    aliases = ArrayField(
        models.CharField(max_length=200), verbose_name=_("other names"), default=list, blank=True
    )
    kind = CodeField(_("kind"), vocabulary=PUBLISHER_KINDS, default="media")
    home_page = models.URLField(_("home page"), max_length=500, blank=True)
    country = models.CharField(_("country"), max_length=2, blank=True)
    country_basis = CodeField(_("basis of the country"), vocabulary=BASES, blank=True)
    identified_by = models.TextField(
        _("how it was identified"),
        blank=True,
        help_text=_("Where the publisher's name comes from."),
    )
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name=_("parent"),
        null=True,
        blank=True,
        related_name="children",
    )

    class Meta:
        verbose_name = _("publisher")
        verbose_name_plural = _("publishers")
        ordering = ["name", "pk"]
        constraints = [
            known_code(
                "publisher", "kind", PUBLISHER_KINDS, _("Choose a publisher kind from the list.")
            ),
            known_code(
                "publisher", "country_basis", BASES, _("Choose a basis from the list."), blank=True
            ),
            models.CheckConstraint(
                condition=~models.Q(parent=models.F("pk")),
                name="publisher_not_its_own_parent",
                violation_error_message=_("A publisher cannot be its own parent."),
            ),
        ]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        fill_slug(self, self.name)
        super().save(*args, **kwargs)


@audited
class PublisherCitation(CitationLink):
    """One passage that tells who a publisher is."""

    publisher = models.ForeignKey(
        Publisher, models.CASCADE, verbose_name=_("publisher"), related_name="evidence"
    )

    class Meta(CitationLink.Meta):
        verbose_name = _("passage about a publisher")
        verbose_name_plural = _("passages about publishers")
        constraints = [
            stance_known("publishercitation"),
            models.UniqueConstraint(
                fields=["publisher", "citation", "field"],
                name="publishercitation_once",
                violation_error_message=_("This passage is already linked to this publisher."),
            ),
        ]
