"""Entries with a past."""

import pytest

from initiatives.revisions import workflow
from tests.factories import (
    make_initiative,
    make_investment,
    make_published_initiative,
    make_translation,
)

from .past import publish_again


@pytest.fixture
def lab(db):
    """An entry of three versions: as first published, corrected, touched on the desk only."""
    entry = make_initiative(
        slug="lab", title="Labo", summary="Un labo à Paris.", kind="lab", language="fr"
    )
    make_translation(initiative=entry, title="The lab", summary="A lab in Paris.")
    money = make_investment(initiative=entry)
    workflow.publish(entry, by=None)
    money.amount_min = money.amount_max = 550_000
    money.save()
    publish_again(entry, "The budget was misread.", summary="Un labo à Lyon.")
    publish_again(entry, desk_note_en="kanarienvogel")
    return entry


@pytest.fixture
def gone(db, editor):
    entry = make_published_initiative(slug="gone", title="Kanarienvogel")
    publish_again(entry, "A figure was wrong.")
    workflow.withdraw(entry, by=editor, reason="The company <asked> us to.")
    return entry
