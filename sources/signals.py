"""``quoted_row_changed``: a row that published documents may quote was written or deleted.

``initiatives`` listens and refreshes those documents in the same transaction. Sent for single
saves and deletes; bulk writers call ``initiatives.publication.publish`` themselves.
"""

from django.db.models.signals import post_delete, post_save
from django.dispatch import Signal

quoted_row_changed = Signal()


def connect():
    from .models import Citation, Publisher, SourceArticle

    for model in (Publisher, SourceArticle, Citation):
        label = model._meta.label_lower
        post_save.connect(_announce, sender=model, dispatch_uid=f"quoted-save-{label}")
        post_delete.connect(_announce, sender=model, dispatch_uid=f"quoted-delete-{label}")


def _announce(sender, instance, raw=False, created=False, **kwargs):
    if not raw and not created:  # nothing can quote a row that did not exist
        quoted_row_changed.send(sender=sender, instance=instance)
