"""``make bench``: every figure the project promises, in one run on one machine.

Prints a table of Markdown; a run of everything writes ``benchmarks/results/`` as well. ``--scale``
chooses the size of the database, ``--only`` the cases by words of their names.
"""

import argparse
import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from . import comparisons, database, machine, report, servers
from .endpoints import endpoints

ROUNDS = 3
FOREIGN = 0.10  # of the machine: beyond it, the figures of a round are not to be believed
_OURS = ("DATABASE_URL", "DJANGO_SETTINGS_MODULE", "VAR_DIR")  # of the synthetic database


def main() -> None:
    options = _options()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("Stopped: nothing was written."))
    var = Path(options.folder).resolve()
    os.environ.update(
        VAR_DIR=str(var),
        DJANGO_SETTINGS_MODULE="tracker.settings",
        DATABASE_URL=database.start(var),
    )
    import django

    django.setup()
    made = database.prepare(var, options.scale)
    if options.generate:
        return
    lines, raw, foreign = measure(var, made, options.only, options.rounds)
    whole = not options.only and options.scale == 1
    if whole and not options.without_forms:
        lines = [*_entry_forms(), *lines]
    heading = _heading(made, foreign)
    print(f"\n{heading}\n\n{report.table(lines)}\n\n{raw}")
    if whole:
        report.write(lines, heading, raw)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench ARGS=", description=__doc__)
    parser.add_argument("--scale", type=float, default=1.0, help="1 is 100,000 entries")
    parser.add_argument("--only", nargs="*", default=[], help="cases with one of these words")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--folder", default="var/bench", help="where the database lives")
    parser.add_argument("--generate", action="store_true", help="make the database, no more")
    parser.add_argument(
        "--without-forms", action="store_true", help="leave out the entry forms in Chromium"
    )
    return parser.parse_args()


def measure(var: Path, made: dict, words: list[str], rounds: int) -> tuple[list, str, float]:
    """The lines of all cases with one of ``words``, what each endpoint cost, the foreign load."""
    from tracker.embedded_postgres import find_place
    from tracker.embedded_postgres.server import postmaster

    entries = made["tables"]["initiatives_initiative"]["rows"]
    server = postmaster(find_place(var)).pid
    with contextlib.ExitStack() as stack:
        product = stack.enter_context(servers.product(var))
        bare = stack.enter_context(servers.bare())
        idiomatic = stack.enter_context(servers.idiomatic(var))
        wanted = comparisons.needed(words)
        asked = {
            name: endpoint
            for name, endpoint in endpoints(product, bare, idiomatic, entries).items()
            if name in wanted or not words
        }
        for number in range(rounds):
            began = time.monotonic()
            for endpoint in asked.values():
                endpoint.ask(server)
            print(f"Round {number + 1} of {rounds}: {time.monotonic() - began:.0f} s", flush=True)
        lines = [*comparisons.compared(asked), *_singles(product, entries, words)]
    foreign = max((endpoint.foreign for endpoint in asked.values()), default=0.0)
    return lines, comparisons.raw_table(asked) if asked else "", foreign


def _singles(product, entries: int, words: list[str]):
    from . import singles

    cases = {
        "word pairs": lambda: singles.word_pairs(product),
        "export": lambda: singles.exports(product),
        "rename": lambda: singles.rename(product),
        "edit": lambda: singles.edit(entries),
    }
    for name, run in cases.items():
        if not words or any(word in name for word in words):
            yield from run()


def _entry_forms() -> list[dict]:
    """The forms of the desk in Chromium, by a process of their own: on another database."""
    outside = {name: value for name, value in os.environ.items() if name not in _OURS}
    command = [sys.executable, "-m", "benchmarks.entry_form"]
    said = subprocess.run(command, env=outside, capture_output=True, text=True)
    if said.returncode:
        print(said.stderr.strip(), file=sys.stderr)
        return []
    return json.loads(said.stdout)


def _heading(made: dict, foreign: float) -> str:
    """Where and when, and a warning when others used the machine too."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('server_version')")
        version = cursor.fetchone()[0]
    sizes = ", ".join(f"{name} {value}" for name, value in database.SETTINGS.items())
    said = (
        f"Scale {made['scale']:g}. {machine.description()}. PostgreSQL {version} ({sizes}),"
        f" gunicorn with {servers.WORKERS} workers of {servers.THREADS} threads, wrk on the same"
        f" machine. {time.strftime('%Y-%m-%d')}. CPU is that of the application and PostgreSQL;"
        " medians of the rounds, with the spread."
    )
    if foreign > FOREIGN:
        said += (
            f"\n\n**Not to be relied on: other processes used up to {foreign:.0%} of the machine.**"
        )
    return said


if __name__ == "__main__":
    main()
