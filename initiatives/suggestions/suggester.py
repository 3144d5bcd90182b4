"""The suggester: the PostgreSQL role as which a reader's suggestion is left.

``WRITES`` is the one list: it may insert these columns and can read nothing at all, not even what
it has just written. The page around the form is the reader's (``publication.reader``).
"""

from django.core.checks import Tags, register
from django.db.utils import DEFAULT_DB_ALIAS

from ..publication import reader, roles
from ..revisions.previewer import recording

ROLE = "suggester"

# Model -> the columns that a new row may fill: not its state, nor anything of the desk's.
WRITES = {
    "initiatives.Suggestion": [
        "id",
        "reference",
        "initiative",
        "partner",
        "article",
        "version",
        "language",
        "about",
        "about_words",
        "body",
        "source_url",
        "sent_at",
    ],
    "initiatives.SuggestionSender": ["suggestion", "name", "email"],
}


def prepare_suggester(using=DEFAULT_DB_ALIAS, **kwargs) -> None:
    """After each migration: the role exists and holds exactly its grants. Idempotent, and as
    forgiving as ``reader.prepare_reader``.
    """
    if using == DEFAULT_DB_ALIAS:
        reader.run_what_it_may(preparation_sql())


def preparation_sql() -> list[str]:
    """Recording a suggestion and counting those of the day are done as the owner."""
    inserts = {(table, "INSERT"): columns for table, columns in reader.columns_of(WRITES).items()}
    return roles.preparation_sql(ROLE, inserts, as_owner=recording(WRITES))


def enter(connection) -> None:
    """Make ``connection``'s open transaction one that reads as the reader and can ``become`` the
    suggester. Raises ``DatabaseError`` where either role is missing or may not be taken.
    """
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE {ROLE}; SET LOCAL ROLE {reader.ROLE}; {reader.LIMITS}")


def become(cursor) -> None:
    """From here to the end of the transaction: insert, and nothing else."""
    cursor.execute(f"SET LOCAL ROLE {ROLE}")


@register(Tags.database)
def check_suggester_role(databases=None, **kwargs):
    """``veille.W003``: suggestions would be refused with 503; prints the SQL that mends it."""
    if not databases or DEFAULT_DB_ALIAS not in databases:
        return []
    return roles.warning_of_missing(
        ROLE,
        {"initiatives_suggestion": "INSERT", "initiatives_suggestionsender": "INSERT"},
        preparation_sql(),
        what="Suggestions",
        number="veille.W003",
    )
