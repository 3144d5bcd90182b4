"""Guards of the structure: which way imports point, what the public side may know."""

import ast
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib import admin
from django.core.management import call_command

from sources.audit import is_event

ROOT = Path(__file__).resolve().parent.parent
ORDER = ["sources", "initiatives", "tracker"]  # each may import those before it
PUBLIC_SIDE = [
    "initiatives/views",
    "initiatives/api",
    "initiatives/filters",
    "initiatives/templatetags",
    "initiatives/exports",
]


def _python_files(folder: str):
    path = ROOT / folder
    return [path] if path.suffix else sorted(path.rglob("*.py"))


def _imports(file: Path):
    """Every module a file imports, in full: relative imports resolved."""
    package = ".".join(file.relative_to(ROOT).with_suffix("").parts[:-1])
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = (
                package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            )
            module = ".".join([*base, *([node.module] if node.module else [])])
            yield module
            yield from (f"{module}.{name.name}" for name in node.names)


@pytest.mark.parametrize("app", ORDER)
def test_imports_point_one_way(app):
    forbidden = ORDER[ORDER.index(app) + 1 :]

    wrong = [
        f"{file.relative_to(ROOT)}: {module}"
        for file in _python_files(app)
        for module in _imports(file)
        if module.split(".")[0] in forbidden
    ]

    assert wrong == []


def test_the_public_side_knows_no_desk_model():
    wrong = [
        f"{file.relative_to(ROOT)}: {module}"
        for folder in PUBLIC_SIDE
        for file in _python_files(folder)
        for module in _imports(file)
        if module.startswith(
            ("initiatives.models", "sources.models", "initiatives.revisions", "django.contrib.auth")
        )
    ]

    assert wrong == []


def test_publication_is_read_without_the_workflow():
    wrong = [
        module
        for file in _python_files("initiatives/publication")
        for module in _imports(file)
        if module.startswith("initiatives.revisions")
    ]

    assert wrong == []


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.parametrize("app", ["sources", "initiatives"])
def test_every_model_is_in_the_admin(app):
    missing = [
        model.__name__
        for model in apps.get_app_config(app).get_models()
        if not admin.site.is_registered(model)
        and not is_event(model)  # the audit's, too many for a list each
        and not model._meta.proxy  # a link of the audit under a name
    ]

    assert missing == []


def test_no_file_names_a_machine_or_a_registry():
    tracked = [
        path
        for pattern in ("*.py", "*.toml", "*.txt", "*.in", "*.md", "Makefile", ".ci/run")
        for path in ROOT.rglob(pattern)
        if path.relative_to(ROOT).parts[0] not in ("var", ".git")
        and not path.relative_to(ROOT).parts[0].startswith(".venv")
    ]
    words = ["/" + "work/", "pypi." + "org", "--index" + "-url", "/" + "root/"]

    wrong = [
        f"{path.relative_to(ROOT)}: {word}"
        for path in tracked
        for word in words
        if word in path.read_text(encoding="utf-8")
    ]

    assert wrong == []
