"""The chain: its lock, and how it is verified."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import DEFAULT_DB_ALIAS, connection, connections

from .tracking import event_models, triggers

# One chain, one lock, taken at commit (migration 0003 has the same number): always the last, after
# every row lock and after the lock of publications (``initiatives.publication.publish``), so that
# two transactions never wait for each other.
CHAIN_LOCK = 0x5345414C  # "SEAL"


def take_chain() -> None:
    """Wait until no other transaction seals. Held to the end of this one: take nothing after."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [CHAIN_LOCK])


# Every trigger of pgtrigger asks this function first, and any session could answer for it by the
# setting ``pgtrigger.ignore``. Not here. Each of its migrations makes the function anew.
_NEVER_IGNORE = """
CREATE OR REPLACE FUNCTION public._pgtrigger_should_ignore(trigger_name name) RETURNS boolean
LANGUAGE plpgsql AS $$ BEGIN RETURN false; END $$
"""


def never_ignore(using=DEFAULT_DB_ALIAS, **kwargs) -> None:
    """After each ``migrate``: no session may switch the triggers of the audit off."""
    with connections[using].cursor() as cursor:
        cursor.execute(_NEVER_IGNORE)


@dataclass(frozen=True)
class Head:
    """A number of the chain and the hash it has, or once had."""

    seq: int
    hash: str


@dataclass(frozen=True)
class Verdict:
    """The chain as it is: how many events it seals, its head and the first thing wrong, if any."""

    events: int
    head: Head | None
    broken: str | None


def verify(known: Iterable[Head] = ()) -> Verdict:
    """Compute the whole chain again, in the database, and compare it with its events.

    ``known`` are heads that were published: a chain cut short, or written anew, lacks them.
    """
    with connection.cursor() as cursor:
        cursor.execute(_CHAIN.format(findings=" UNION ALL ".join(_findings())))
        events, seq, head, *first = cursor.fetchone()
        broken = _SENTENCES[first[0]].format(*first[1:]) if first[0] else _off(cursor)
        if broken is None:
            broken = _lost(cursor, list(known))
    return Verdict(events, Head(seq, head) if events else None, broken)


# One statement, so that all of it sees the same moment, whoever writes meanwhile.
_CHAIN = """
WITH chained AS (
    SELECT seal.*, lag(seq) OVER chain AS before, lag(hash) OVER chain AS previous
    FROM sources_auditseal seal WINDOW chain AS (ORDER BY seq)
), findings (place, what, name, number) AS (
    SELECT seq, CASE WHEN seq <> coalesce(before, 0) + 1 THEN 'gap' ELSE 'chain' END,
        event_table, event_id
    FROM chained
    WHERE seq <> coalesce(before, 0) + 1 OR hash <> audit_hash(
        coalesce(previous, ''), seq, sealed_at, event_table, event_id, digest
    )
    UNION ALL {findings}
), first AS (
    SELECT * FROM findings ORDER BY place, what, name, number LIMIT 1
), head AS (
    SELECT seq, hash FROM sources_auditseal ORDER BY seq DESC LIMIT 1
)
SELECT (SELECT count(*) FROM sources_auditseal), head.seq, head.hash,
    first.what, first.name, first.number, first.place
FROM (VALUES (1)) one LEFT JOIN head ON true LEFT JOIN first ON true
"""

# What is not sealed has no place in the chain: it comes after all that has.
_OF_TABLE = """
SELECT coalesce(seal.seq, 9223372036854775807),
    CASE WHEN event.pgh_id IS NULL THEN 'missing' WHEN seal.seq IS NULL THEN 'unsealed'
    ELSE 'changed' END,
    '{table}', coalesce(event.pgh_id, seal.event_id)
FROM (SELECT * FROM sources_auditseal WHERE event_table = '{table}') seal
FULL JOIN "{table}" event ON event.pgh_id = seal.event_id
WHERE event.pgh_id IS NULL OR seal.seq IS NULL OR audit_digest(event) <> seal.digest
"""
_OF_OTHERS = """
SELECT seq, 'missing', event_table, event_id FROM sources_auditseal
WHERE event_table NOT IN ({tables})
"""

_SENTENCES = {
    "gap": "Seal {2} of event {1} in {0} does not follow the one before it: seals are missing.",
    "chain": "Seal {2} of event {1} in {0} does not continue the chain: it, or a seal before it,"
    " was changed.",
    "missing": "Event {1} in {0} is missing: seal {2} says it was there.",
    "unsealed": "Event {1} in {0} has no seal: it was put in beside the chain.",
    "changed": "Event {1} in {0} was changed after it was sealed as number {2}.",
}

_LOST = "The chain was cut or written anew: it lacks the published hash of seal {}: {}."


def _findings() -> list[str]:
    tables = [model._meta.db_table for model in event_models()]
    names = ", ".join(f"'{table}'" for table in tables)
    return [*(_OF_TABLE.format(table=table) for table in tables), _OF_OTHERS.format(tables=names)]


def _off(cursor) -> str | None:
    """The first trigger of the audit that is not there, or does not fire."""
    cursor.execute(
        "SELECT tgrelid::regclass::text, tgname FROM pg_trigger"
        " WHERE tgname LIKE 'pgtrigger\\_%' AND tgenabled IN ('O', 'A')"
    )
    on = set(cursor.fetchall())
    off = next((each for each in sorted(triggers()) if each not in on), None)
    return off and "Trigger {1} on {0} is off: changes may go unrecorded.".format(*off)


def _lost(cursor, known: list[Head]) -> str | None:
    """The first published head that the chain does not have."""
    cursor.execute(
        "SELECT head.seq, head.hash FROM unnest(%s::bigint[], %s::text[]) head (seq, hash)"
        " LEFT JOIN sources_auditseal seal USING (seq)"
        " WHERE seal.hash IS DISTINCT FROM head.hash ORDER BY head.seq LIMIT 1",
        [[head.seq for head in known], [head.hash for head in known]],
    )
    lost = cursor.fetchone()
    return lost and _LOST.format(*lost)
