"""``make run``: prepare what is missing, then serve under gunicorn until Ctrl-C or SIGTERM.

This process becomes gunicorn's arbiter and forks the workers. It alone holds the embedded server's
lock and stops it at exit, so a worker that is killed leaves nothing behind.
"""

import errno
import os
import signal
import socket

from django.conf import settings
from django.core.management.base import BaseCommand
from django.core.wsgi import get_wsgi_application
from django.db import connections
from gunicorn.app.base import BaseApplication
from gunicorn.arbiter import Arbiter

from tracker.preparation import credentials_file, prepare
from tracker.problems import Problem
from tracker.running import claim

HOST = "127.0.0.1"
WORKERS, THREADS = 2, 4
ENDING = (signal.SIGHUP, signal.SIGINT, signal.SIGQUIT, signal.SIGTERM)


class Command(BaseCommand):
    help = "Prepare the database, the accounts and the static files, then serve the site."
    requires_system_checks = ()  # `make check` runs them all

    def add_arguments(self, parser):
        parser.add_argument("--prepare-only", action="store_true", help="stop before serving")

    def handle(self, *, prepare_only, **options):
        if prepare_only:
            prepare(self.say)
            return
        claim(settings.VAR_DIR)
        listener = bind(int(settings.PORT))
        prepare(self.say)
        Server(listen(listener), self.announce).run()

    def say(self, line):
        self.stdout.write(line)
        self.stdout.flush()

    def announce(self, arbiter):
        address = f"http://{HOST}:{settings.PORT}/"
        self.say(f"\nVeille              {address}")
        self.say(f"The desk            {address}admin/")
        self.say(f"Passwords           {os.path.relpath(credentials_file())}")
        self.say("Ctrl-C stops it.")


def bind(port: int) -> socket.socket:
    """Reserve the port before anything slow. Raises Problem when it is busy or forbidden."""
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((HOST, port))
    except OSError as error:
        raise _unusable(port, error) from error
    return listener


def listen(listener: socket.socket) -> socket.socket:
    """Open the port. Raises Problem if another process, which reserved it too, was quicker."""
    try:
        listener.listen()
    except OSError as error:
        raise _unusable(listener.getsockname()[1], error) from error
    return listener


def _unusable(port: int, error: OSError) -> Problem:
    why = "is in use" if error.errno == errno.EADDRINUSE else f"cannot be used ({error.strerror})"
    return Problem(f"Port {port} {why}: try `make run PORT={port + 1}`.")


class Server(BaseApplication):
    """Gunicorn, configured here and nowhere else, around the application loaded by this process."""

    def __init__(self, listener, when_ready):
        self.listener = listener
        self.when_ready = when_ready
        super().__init__()

    def load_config(self):
        chosen = {
            "bind": f"fd://{self.listener.detach()}",
            "worker_class": "gthread",
            "workers": WORKERS,
            "threads": THREADS,
            "timeout": 60,
            "graceful_timeout": 10,
            "loglevel": "warning",
            "control_socket_disable": True,  # it would be made in the home folder
            "when_ready": self.when_ready,
            "post_worker_init": lambda _worker: signal.pthread_sigmask(signal.SIG_UNBLOCK, ENDING),
            "proc_name": "veille",
        }
        for name, value in chosen.items():
            self.cfg.set(name, value)

    def load(self):
        return get_wsgi_application()

    def run(self):
        self.wsgi()  # loaded once, before the fork
        for connection in connections.all(initialized_only=True):
            connection.close()
            connection.close_pool()  # its threads and sockets do not survive a fork
        ForegroundArbiter(self).run()


class ForegroundArbiter(Arbiter):
    """Gunicorn's arbiter, for a terminal: closing it (SIGHUP) ends the server, and reloads none."""

    def __init__(self, app):
        super().__init__(app)
        self.outlives_terminal = signal.getsignal(signal.SIGHUP) == signal.SIG_IGN  # nohup make run

    def handle_hup(self):
        if not self.outlives_terminal:
            self.handle_term()

    def spawn_worker(self):
        """A worker that is not ready to be ended is told to end once it is: until then it would
        take the signal for one of the arbiter's, whose handlers it was born with, and live on.
        """
        signal.pthread_sigmask(signal.SIG_BLOCK, ENDING)
        try:
            return super().spawn_worker()
        finally:
            signal.pthread_sigmask(signal.SIG_UNBLOCK, ENDING)
