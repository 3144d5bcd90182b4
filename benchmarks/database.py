"""The synthetic database: a PostgreSQL of its own under ``var/bench``, made once for each scale.

The desk rows are generated, the published rows made of them by the very statements that publish.
"""

import hashlib
import io
import json
import multiprocessing
import os
import signal
import time
from functools import partial
from pathlib import Path
from urllib.parse import quote

from tracker.embedded_postgres import server

# For a machine whose memory holds the data; every contender reads from this one server.
SETTINGS = {
    "shared_buffers": "2GB",
    "work_mem": "64MB",
    "maintenance_work_mem": "512MB",
    "max_wal_size": "4GB",
    "effective_cache_size": "8GB",
}
PROCESSES = min(4, os.cpu_count() or 1)
CHUNK = 1000  # owners whose published rows are made by one statement


def start(var: Path) -> str:
    """Start the server of ``var`` and return its address as ``DATABASE_URL`` takes it."""
    from tracker import embedded_postgres

    server.SETTINGS |= SETTINGS
    var.mkdir(parents=True, exist_ok=True)
    if os.geteuid() == 0:
        var.chmod(0o755)  # the server runs as another user
    where = embedded_postgres.start(var)
    return f"postgresql://{where['USER']}@{quote(where['HOST'], safe='')}/{where['NAME']}"


def prepare(var: Path, scale: float, say=print) -> dict:
    """Make what is missing; what there is, and the digest of each table. Django is set up."""
    from django.core.management import call_command

    from .generate import Sizes, generate

    stamp = var / "bench.json"
    recipe = _recipe(scale)
    if stamp.exists():
        made = json.loads(stamp.read_text())
        if made["recipe"] == recipe:
            call_command("migrate", interactive=False, verbosity=0)
            make_lines(say)
            return made
        raise SystemExit(
            f"{var} holds the database of another scale or generator: delete that folder first."
        )
    began = time.monotonic()
    call_command("migrate", interactive=False, verbosity=0)
    call_command("load_rates", stdout=io.StringIO())
    tables = generate(Sizes.at(scale))
    say(f"Desk rows generated in {time.monotonic() - began:.0f} s.")
    began = time.monotonic()
    _execute("ANALYZE")
    publish()
    _execute("VACUUM ANALYZE")
    say(f"Published rows made of them in {time.monotonic() - began:.0f} s.")
    make_lines(say)
    made = {"recipe": recipe, "scale": scale, "tables": tables}
    stamp.write_text(json.dumps(made, indent=2) + "\n")
    return made


def _recipe(scale: float) -> str:
    digest = hashlib.sha256(str(scale).encode())
    for name in ("generate.py", "rows.py", "words.py"):
        digest.update((Path(__file__).parent / name).read_bytes())
    return digest.hexdigest()[:16]


def _execute(statement: str) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(statement)


# ── The published rows ───────────────────────────────────────────────────────────────────────────


def publish() -> None:
    """Every published row, by the statements of ``publication.projections``, in chunks."""
    from initiatives.publication.projections import PROJECTIONS

    written = set()
    for number, projection in enumerate(PROJECTIONS):
        if projection.model in written:
            continue
        written.add(projection.model)
        owners = projection.public().order_by().values_list(projection.by, flat=True)
        keys = sorted(set(owners))
        _in_chunks(partial(_publish_chunk, number), keys)
    _execute(
        "INSERT INTO initiatives_publishedversion"
        " (initiative_id, number, action, document, published_at, reason)"
        " SELECT id, version, 'published', document, published_at, ''"
        " FROM initiatives_publishedinitiative"
    )
    _execute("UPDATE initiatives_publicationcounter SET value = value + 1")


def _in_chunks(run, keys: list) -> None:
    """``run`` with ``CHUNK`` of ``keys`` after another, in several processes."""
    from django.db import connection, connections

    chunks = [keys[at : at + CHUNK] for at in range(0, len(keys), CHUNK)]
    connections.close_all()
    connection.close_pool()  # not through a fork
    # Without the answer to SIGTERM of the process they come from: that is how a pool ends.
    default = (signal.signal, (signal.SIGTERM, signal.SIG_DFL))
    with multiprocessing.get_context("fork").Pool(PROCESSES, *default) as pool:
        for _done in pool.imap_unordered(run, chunks):
            pass


def _publish_chunk(number: int, owners: list) -> None:
    from django.db import connection, transaction

    from initiatives.publication.columns import PREFIX
    from initiatives.publication.projections import PROJECTIONS
    from initiatives.publication.sql import column_type

    projection = PROJECTIONS[number]
    quoted = connection.ops.quote_name
    fields = projection.fields
    columns = ", ".join(quoted(field.column) for field in fields)
    values = ", ".join(f"{quoted(PREFIX + each.attname)}::{column_type(each)}" for each in fields)
    select, params = projection.select(set(owners))
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(
            f"INSERT INTO {quoted(projection.model._meta.db_table)} ({columns}, updated_at)"
            f" SELECT {values}, '2026-01-02 03:04:05+00' FROM ({select}) fresh",
            params,
        )


def make_lines(say=print) -> None:
    """The rows of a CSV that are missing, as a publication makes them."""
    from initiatives.exports import lines

    began = time.monotonic()
    if keys := list(lines.waiting().values_list("pk", flat=True)):
        _in_chunks(lines.refresh, keys)
        _execute("VACUUM ANALYZE initiatives_publishedline")
        say(f"{len(keys)} rows of the CSV made in {time.monotonic() - began:.0f} s.")
