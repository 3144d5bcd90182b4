#!/usr/bin/env python
"""Django's command line. Signals end it by an exit, so that the embedded PostgreSQL is stopped."""

import os
import signal
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
    signal.signal(signal.SIGTERM, _end)
    if signal.getsignal(signal.SIGHUP) != signal.SIG_IGN:  # ignored under nohup
        signal.signal(signal.SIGHUP, _end)
    try:
        from django.core.management import execute_from_command_line

        from tracker.problems import Problem
    except ModuleNotFoundError as error:
        sys.exit(
            f"The Python package {error.name!r} is not installed here: "
            "use .venv/bin/python, which `make` fills."
        )
    try:
        execute_from_command_line(sys.argv)
    except Problem as problem:
        sys.exit(str(problem))
    except KeyboardInterrupt:
        sys.exit(130)


def _end(signum: int, frame) -> None:
    sys.exit(128 + signum)


if __name__ == "__main__":
    main()
