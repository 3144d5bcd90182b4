"""Short ways to fill the record, ask the API and see what it ran."""

from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

from django.db import connection
from django.test.utils import CaptureQueriesContext

from initiatives.models import Initiative
from initiatives.publication.models import PublishedEntryWords, PublishedInitiative
from initiatives.revisions import workflow
from tests.factories import make_initiative

NOT_READING = ("SAVEPOINT", "RELEASE", "ROLLBACK", "SET LOCAL")


def publish(initiative):
    workflow.publish(initiative, by=None)
    return initiative


def make_public(**fields):
    """A published entry without any claim."""
    return publish(make_initiative(**fields))


def make_rows(*columns: dict) -> None:
    """Published rows with little in them, one for each dict; quicker than publishing. ``search`` is
    the vector of what the row is found by.
    """
    entries = Initiative.objects.bulk_create(
        Initiative(title=f"Row {number}", slug=f"row-{number}") for number in range(len(columns))
    )
    now = datetime(2026, 1, 1, tzinfo=UTC)
    words = [given.get("search", "") for given in columns]
    rows = PublishedInitiative.objects.bulk_create(
        PublishedInitiative(
            **{
                "initiative": entry,
                "slug": entry.slug,
                "document": f'{{"slug" : "{entry.slug}"}}',
                "state": "published",
                "version": 1,
                "published_at": now + timedelta(days=number),
                "updated_at": now,
                "sort_title": entry.slug,
                **{name: value for name, value in given.items() if name != "search"},
            }
        )
        for number, (entry, given) in enumerate(zip(entries, columns, strict=True))
    )
    PublishedEntryWords.objects.bulk_create(
        PublishedEntryWords(
            initiative=row, published_at=row.published_at, search=search, updated_at=now
        )
        for row, search in zip(rows, words, strict=True)
        if row.state == "published"
    )


def ask(client, path, *, status=200, **parameters):
    """The decoded answer of ``/api/v1/<path>``, which must have ``status``."""
    query = urlencode(parameters, doseq=True)
    response = client.get(f"/api/v1/{path}{'?' + query if query else ''}")
    assert response.status_code == status, response.content
    return response.json()


def slugs(client, collection="initiatives", **parameters):
    """The slugs (or ids) of the first page, in its order."""
    results = ask(client, f"{collection}/", **parameters)["results"]
    return [result["slug"] if "slug" in result else result["id"] for result in results]


def walk(client, url, towards="next"):
    """Every result from ``url`` on, following ``towards``, and the address of the last page."""
    results = []
    while url:
        last, page = url, client.get(url).json()
        results = (
            [*results, *page["results"]] if towards == "next" else [*page["results"], *results]
        )
        url = page[towards]
    return results, last


def reads(client, path) -> list[str]:
    """The queries one request ran, beyond transaction control and the role."""
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    return [query["sql"] for query in queries if not query["sql"].startswith(NOT_READING)]
