"""What a deployment may not start with: each refusal is a sentence."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
STRONG = "k9X2" + "abcdefghij0123456789" * 3


def start_with(tmp_path, **environment):
    """Import the settings in a process of its own, with no database to wait for."""
    dummy = {"DATABASE_URL": "postgresql://x@127.0.0.1:1/x", "VAR_DIR": str(tmp_path)}
    return subprocess.run(
        [sys.executable, "-c", "import tracker.settings as s; print(s.SECURE_HSTS_SECONDS)"],
        cwd=ROOT,
        env={**os.environ, **dummy, **environment},
        capture_output=True,
        text=True,
    )


@pytest.mark.parametrize(
    ("environment", "sentence"),
    [
        ({"SITE_URL": "https://veille.example", "SECRET_KEY": ""}, "set SECRET_KEY as well"),
        ({"SITE_URL": "https://veille.example", "SECRET_KEY": "short"}, "SECRET_KEY is too weak"),
        ({"SITE_URL": "https://veille.example", "SECRET_KEY": "a" * 60}, "SECRET_KEY is too weak"),
        ({"AGEING_MONTHS": "a year"}, "AGEING_MONTHS is a whole number from 0 to 9999"),
        ({"API_RATE": "often"}, "API_RATE is a number and a period, such as 1200/min"),
    ],
)
def test_a_bad_setting_is_refused_in_a_sentence(tmp_path, environment, sentence):
    start = start_with(tmp_path, **environment)

    assert start.returncode != 0
    assert sentence in start.stderr


def test_an_https_address_turns_on_hsts(tmp_path):
    start = start_with(tmp_path, SITE_URL="https://veille.example", SECRET_KEY=STRONG)

    assert int(start.stdout) > 0


def test_a_laptop_makes_its_own_key_that_others_cannot_read(tmp_path):
    start_with(tmp_path, SITE_URL="", SECRET_KEY="")

    assert (tmp_path / "secret_key").stat().st_mode & 0o077 == 0
