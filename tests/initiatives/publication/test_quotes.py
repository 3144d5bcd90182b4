"""Each shared row of the dataset is changed: every document that quotes it knows."""

import pytest

from initiatives.models import Disagreement, Partner, Person, Theme
from initiatives.publication.drift import drift
from sources.models import Publisher, SourceArticle

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("model", "field"),
    [
        (Disagreement, "topic_fr"),
        (Partner, "name"),
        (Person, "name"),
        (Publisher, "name"),
        (SourceArticle, "title"),
        (Theme, "name_fr"),
    ],
)
def test_a_shared_row_that_is_changed_leaves_nothing_stale(dataset, model, field):
    for row in model.objects.all():
        setattr(row, field, f"Changed {row.pk}")
        row.save()

    assert drift() == []
