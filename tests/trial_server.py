"""A server such as `make run` starts, for a picture or a measurement: fresh, then gone."""

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ADDRESS = f"http://127.0.0.1:{os.environ.get('PORT', '8000')}"


class serving:
    """A server of its own until the block ends; gives the password of ``editor``. A ``quiet`` one
    does not say what it warns of.
    """

    def __init__(self, folder: Path, *, quiet: bool = False):
        self.folder = folder
        self.warnings = subprocess.DEVNULL if quiet else None

    def __enter__(self) -> str:
        self.folder.chmod(0o755)  # under root, the database server runs as another user
        self.server = subprocess.Popen(
            [sys.executable, "manage.py", "serve"],
            cwd=ROOT,
            env={**os.environ, "VAR_DIR": str(self.folder)},
            stdout=subprocess.DEVNULL,
            stderr=self.warnings,
        )
        for _attempt in range(240):
            if self.server.poll() is not None:
                sys.exit("The server did not start.")
            try:
                urllib.request.urlopen(f"{ADDRESS}/readyz", timeout=5)
                break
            except (urllib.error.URLError, ConnectionError):
                time.sleep(0.5)
        lines = (self.folder / "credentials.txt").read_text().splitlines()
        return dict(line.split("\t") for line in lines)["editor"]

    def __exit__(self, *error):
        self.server.send_signal(signal.SIGTERM)
        self.server.wait(timeout=60)
