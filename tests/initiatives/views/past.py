"""Entries with a past, and their pages."""

import pytest

from initiatives.revisions import workflow

LANGUAGES = pytest.mark.parametrize("language", ["fr", "en"])


def publish_again(entry, reason="", by=None, **fields):
    for name, value in fields.items():
        setattr(entry, name, value)
    entry.save()
    workflow.publish(entry, by=by, reason=reason)


def get(client, address, language="en"):
    return client.get(f"/{language}/{address}")
