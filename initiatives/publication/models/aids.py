"""What makes reading quicker, and says that something new can be read."""

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


class PublishedLine(models.Model):
    """An entry as the row of a CSV in each language, made beforehand (``exports.lines``).

    Worth something while the entry still has the ``updated_at`` it was made from and the code the
    ``layout``; else its row is made when it is asked for. So nothing has to keep it in step.
    """

    id = models.BigIntegerField(_("entry"), primary_key=True)
    updated_at = models.DateTimeField(_("updated at"))
    layout = models.CharField(_("layout"), max_length=16)
    fr = models.TextField(_("in French"))
    en = models.TextField(_("in English"))

    class Meta:
        verbose_name = _("published line")
        verbose_name_plural = _("published lines")
        ordering = ["pk"]

    def __str__(self):
        return str(self.pk)


class PublishedWord(models.Model):
    """One folded word of published names, summaries and definitions, and how many have it. Triggers
    keep it in step, so that a word leaves with the last row that has it.
    """

    word = models.CharField(_("word"), max_length=60, primary_key=True, db_collation="C")
    use_count = models.PositiveIntegerField(_("uses"))

    class Meta:
        verbose_name = _("published word")
        verbose_name_plural = _("published words")
        ordering = ["word"]
        indexes = [
            models.Index(
                fields=["word"], condition=models.Q(use_count=0), name="pubword_of_nothing"
            ),
        ]

    def __str__(self):
        return self.word


class PublishedWordsDue(models.Model):
    """An entry that is still found by the former name of an organisation (``words_due``)."""

    id = models.BigIntegerField(_("entry"), primary_key=True)

    class Meta:
        verbose_name = _("entry found by a former name")
        verbose_name_plural = _("entries found by a former name")
        ordering = ["pk"]

    def __str__(self):
        return str(self.pk)


class PublicationCounter(models.Model):
    """One row: a number that every write to a published table moves, and when it moved last. Entity
    tags are made of the one, ``Last-Modified`` of the other.
    """

    value = models.BigIntegerField()
    moved_at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name = _("publication counter")
        verbose_name_plural = _("publication counters")

    def __str__(self):
        return str(self.value)
