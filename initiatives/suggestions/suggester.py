"""The suggester: the PostgreSQL role as which a reader's suggestion is left.

``WRITES`` is the one list: it may insert these columns and can read nothing at all, not even what
it has just written. The page around the form is the reader's (``publication.reader``).
"""

from django.core.checks import Tags, register
from django.db import connections
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
    quote = connections[DEFAULT_DB_ALIAS].ops.quote_name
    role = quote(ROLE)
    statements = [
        reader.create_role_sql(ROLE),
        reader.membership_sql(ROLE),
        f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {role}",
        f"GRANT USAGE ON SCHEMA public TO {role}",
    ]
    for table, columns in reader.columns_of(WRITES).items():
        names = ", ".join(quote(column) for column in sorted(columns))
        statements.append(f"GRANT INSERT ({names}) ON {quote(table)} TO {role}")
    # The audit records a suggestion, and the day's are counted, as the owner.
    statements += [
        f"ALTER FUNCTION {quote(function)}() SECURITY DEFINER SET search_path = public"
        for function in recording(WRITES)
    ]
    return statements


def enter(connection) -> None:
    """Make ``connection``'s open transaction one that reads as the reader and can ``become`` the
    suggester. Raises ``DatabaseError`` where either role is missing or may not be taken.
    """
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE {ROLE}; SET LOCAL ROLE {reader.ROLE}; {reader.TIME_LIMIT}")


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
