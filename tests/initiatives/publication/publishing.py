"""Published entries as tests make them."""

import json

from initiatives.models import (
    PublishedInitiative,
)
from initiatives.revisions import workflow


def published(initiative):
    """Publish, and give the public document back."""
    workflow.publish(initiative, by=None)
    return document_of(initiative)


def document_of(initiative):
    return json.loads(PublishedInitiative.objects.get(pk=initiative.pk).document)
