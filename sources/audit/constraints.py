"""Deferred rules checked before commit, without sealing."""

from functools import lru_cache

from django.db import connection

# Every deferrable rule but the seals, which are constraint triggers too.
_RULES = """
SELECT string_agg(DISTINCT format('%I.%I', space.nspname, rule.conname), ', ')
FROM pg_constraint rule JOIN pg_namespace space ON space.oid = rule.connamespace
LEFT JOIN pg_trigger seal ON seal.tgconstraint = rule.oid AND rule.contype = 't'
LEFT JOIN pg_proc function ON function.oid = seal.tgfoid
WHERE rule.condeferrable AND space.nspname = current_schema()
AND coalesce(function.proname, '') NOT LIKE 'pgtrigger\\_seal\\_%'
"""


def check_constraints_now() -> None:
    """Raise what commit would, while it can still be a sentence. One statement.

    Django's ``connection.check_constraints()`` would also fire the seals: the chain's lock would be
    held to the end of the transaction, and a sandbox would make everybody else wait to commit.
    """
    rules = _deferrable_rules(connection.settings_dict["NAME"])
    with connection.cursor() as cursor:
        cursor.execute(f"SET CONSTRAINTS {rules} IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")


@lru_cache
def _deferrable_rules(database: str) -> str:
    """Read once: only migrations make rules, and a migrated process is a new one."""
    with connection.cursor() as cursor:
        cursor.execute(_RULES)
        return cursor.fetchone()[0]
