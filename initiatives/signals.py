"""What follows from a write: documents that quote the row are refreshed in its transaction, and
rows of files made of those documents after it.

Single saves and deletes of reference rows only. An entry's own rows become public through
``revisions.workflow`` alone, and bulk writers call ``publication.publish.refresh`` by name.
"""

from django.db.models.signals import m2m_changed, post_delete, post_save

from sources.signals import quoted_row_changed

from .affected import keys_of
from .models import Person, Theme

UNSEEN_WHEN_NEW = (Theme, Person)  # public only once something public names them


def connect():
    from . import models
    from .publication.signals import entries_written

    entries_written.connect(_make_lines, dispatch_uid="initiatives-lines")
    quoted_row_changed.connect(_refresh, dispatch_uid="initiatives-quoted")
    for model in (
        models.Theme,
        models.Partner,
        models.PartnerAlias,
        models.PartnerCitation,
        models.AliasCitation,
        models.Person,
        models.PersonRole,
        models.PersonRoleCitation,
        models.Disagreement,
        models.DisagreementSubject,
        models.DisagreementPosition,
        models.PositionCitation,
        models.Statement,
        models.StatementCitation,
    ):
        label = model._meta.label_lower
        post_save.connect(_refresh, sender=model, dispatch_uid=f"refresh-save-{label}")
        post_delete.connect(_refresh, sender=model, dispatch_uid=f"refresh-delete-{label}")
    for through in (models.Partner.shareholders.through, models.Statement.also_said_by.through):
        m2m_changed.connect(
            _refresh_links, sender=through, dispatch_uid=f"refresh-{through._meta.label_lower}"
        )


def _refresh(sender, instance, raw=False, created=False, **kwargs):
    from .publication import publish

    if raw or (created and isinstance(instance, UNSEEN_WHEN_NEW)):
        return
    publish.refresh(keys_of(instance))


def _refresh_links(sender, instance, action, raw=False, **kwargs):
    if action.startswith("post_"):
        _refresh(sender, instance)


def _make_lines(sender, keys, **kwargs):
    from .exports import lines

    lines.make_soon(keys)


def mirror_vocabularies(using="default", **kwargs):
    """After each migration the database's copy of the closed lists equals the code's."""
    from sources.choices import VOCABULARIES as OF_SOURCES
    from sources.models import VocabularyTerm

    from .choices import VOCABULARIES as OF_INITIATIVES

    wanted = {
        (name, term.code): {**term._asdict(), "position": position}
        for lists in (OF_SOURCES, OF_INITIATIVES)
        for name, vocabulary in lists.items()
        for position, term in enumerate(vocabulary)
    }
    terms = VocabularyTerm.objects.using(using)
    stored = {(term.vocabulary, term.code): term for term in terms.all()}
    terms.filter(pk__in=[term.pk for key, term in stored.items() if key not in wanted]).delete()
    for (name, code), values in wanted.items():
        term = stored.get((name, code))
        if term is None or any(getattr(term, field) != value for field, value in values.items()):
            terms.update_or_create(vocabulary=name, code=code, defaults=values)
