"""``make api-check``: is the API what its description says, seen from outside?

On a fresh server with the real dataset: the description is valid OpenAPI 3.1, schemathesis finds no
answer that contradicts it, and a client generated from it reads every address. The tools live in an
environment of their own; nothing of the project is imported by them.
"""

import hashlib
import os
import re
import subprocess
import sys
import tempfile
import urllib.request
import venv
from pathlib import Path

from tests.trial_server import ADDRESS, serving
from tracker.settings import VAR_DIR

HERE = Path(__file__).resolve().parent
SCHEMA = f"{ADDRESS}/api/v1/schema/"
LONGEST = 600  # seconds that schemathesis may take


def main():
    tools = prepared(VAR_DIR / "api-check")
    os.environ["API_RATE"] = "1000000/min"
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder), quiet=True):
        description = Path(folder) / "openapi.json"
        with urllib.request.urlopen(SCHEMA, timeout=60) as answer:
            description.write_bytes(answer.read())
        print("The description …", flush=True)
        run(tools, "openapi-spec-validator", description)
        print("A generated client …", flush=True)
        client = Path(folder) / "client"
        options = ["--path", description, "--output-path", client / "veille_client"]
        client.mkdir()
        generator = ["openapi-python-client", "generate", "--meta", "none", "--fail-on-warning"]
        run(tools, *generator, *options)
        run(tools, "python", HERE / "read_everything.py", ADDRESS, PYTHONPATH=str(client))
        print("The recipes in Python …", flush=True)
        run(tools, "python", "-c", recipes())
        print("schemathesis …", flush=True)
        config = ["--config-file", HERE / "schemathesis.toml"]
        limits = ["--checks", "all", "--max-time", str(LONGEST), *sys.argv[1:]]
        os.chdir(folder)  # where schemathesis keeps notes of its own
        run(tools, "schemathesis", *config, "run", SCHEMA, *limits, PYTHONPATH=str(HERE.parent))


def recipes() -> str:
    """The Python of docs/api.md, for this server."""
    manual = (HERE.parent / "docs" / "api.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^```python\n(.*?)^```$", manual, re.DOTALL | re.MULTILINE)
    return "\n".join(blocks).replace("http://127.0.0.1:8000", ADDRESS)


def prepared(folder: Path) -> Path:
    """The folder of the tools' programs, installed anew when the list of them changes."""
    listed = HERE / "requirements.txt"
    wanted, stamp = hashlib.sha256(listed.read_bytes()).hexdigest(), folder / "installed"
    if not stamp.exists() or stamp.read_text() != wanted:
        print("The tools …", flush=True)
        venv.create(folder, with_pip=True, clear=True)
        pip = [folder / "bin" / "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*pip, "-r", listed], check=True)
        stamp.write_text(wanted)
    return folder / "bin"


def run(tools: Path, program: str, *arguments, **settings):
    """Run one of the tools; its failure is ours."""
    path = f"{tools}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path, **settings}
    code = subprocess.run([tools / program, *arguments], env=environment).returncode
    if code:
        sys.exit(code)


if __name__ == "__main__":
    main()
