"""The prose of the site's own pages, as Editors leave it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from sources.audit import audited

from ..prose import PAGES, shipped


@audited
class PageText(models.Model):
    """What one of the site's own pages says, in Markdown; empty: the text that is shipped.

    One row for each page of ``prose.PAGES``, made when the desk first lists them. Each save by an
    Editor becomes the next ``PublishedPageText``.
    """

    TITLES = {"about": _("About"), "methodology": _("Methodology")}

    page = models.CharField(_("page"), max_length=20, unique=True, choices=TITLES)
    text_fr = models.TextField(_("text in French"), max_length=40_000, blank=True)
    text_en = models.TextField(_("text in English"), max_length=40_000, blank=True)

    class Meta:
        verbose_name = _("page text")
        verbose_name_plural = _("page texts")
        ordering = ["page"]

    def __str__(self):
        return str(self.TITLES.get(self.page, self.page))

    @classmethod
    def make_missing(cls) -> None:
        """Each page has its row to edit. One query where all are there."""
        there = set(cls.objects.values_list("page", flat=True))
        for page in PAGES:
            if page not in there:
                cls.objects.get_or_create(page=page)

    def text(self, language: str) -> str:
        """What the page says in ``language``, edited or not."""
        return getattr(self, f"text_{language}") or shipped(self.page, language)
